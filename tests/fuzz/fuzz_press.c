/* Questions to the press: read exactly, and small ones set on pages. */
#include "fuzz.h"
#include "press.h"

/* Fontconfig keeps what it found for a language until the process ends. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes question = { data, n };
	struct press_job job;
	struct arena a;

	arena_init(&a, (size_t)256 << 10, PRESS_ARENA_CAP);
	if (press_job_read(&a, question, &job)) {
		struct bytes again = press_question(&a, &job);

		HOLD(again.n == n && memcmp(again.p, data, n) == 0);
		if (n < 400) {
			struct bytes pdf = press_answer(&a, question);

			HOLD(pdf.n == 0 || memcmp(pdf.p, "%PDF", 4) == 0);
		}
	}
	arena_end(&a);
	return 0;
}
