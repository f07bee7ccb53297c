/* The template compiler takes any text without breaking, and what it accepts says nothing twice. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "tplc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct tplc_result result;
	char *source = malloc(n + 1);

	if (!source)
		abort();
	memcpy(source, data, n);
	source[n] = 0;
	if (tplc_compile("x.html", "x.html.h", source, n, &result)) {
		/* No way around the policy in what would be sent as it stands. */
		if (strstr(result.code.p, "<iframe") ||
		    strstr(result.code.p, "href=\\\"javascript:"))
			abort();
	} else if (strncmp(result.message, "x.html:", 7) != 0) {
		abort();
	}
	tplc_result_end(&result);
	free(source);
	return 0;
}
