/* Articles: front matter and Markdown. The compiler ends the program at the first fault, so here
 * its exit becomes a jump; what it holds until its end is not counted as lost. */
#include <setjmp.h>
#include <stdnoreturn.h>
#include <stdio.h>
#include "fuzz.h"

static jmp_buf fault;

static noreturn void fault_jump(int code)
{
	longjmp(fault, code ? code : 1);
}

#define exit fault_jump
#include "../../tools/contentc/matter.c"
#include "../../tools/contentc/front.c"
#include "../../tools/contentc/body.c"
#undef exit

const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct draft d;

	if (memchr(data, 0, n))
		return 0; /* refused when the file is read */
	char *text = malloc(n + 1), *rest = text;

	HOLD(text);
	memcpy(text, data, n);
	text[n] = 0;
	d = (struct draft){ .path = "x.md", .slug = "x" };
	if (!setjmp(fault)) {
		draft_read_front(&d, &rest);
		HOLD(d.n_sources && d.n_tags && d.n_questions);
		draft_read_body(&d, rest);
		HOLD(!strstr(d.full_html, "<script") && !strstr(d.full_html, "href=\"javascript:"));
		free(d.short_html);
		free(d.full_html);
		free(d.plain);
	}
	free(text);
	return 0;
}
