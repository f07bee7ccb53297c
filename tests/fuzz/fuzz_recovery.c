/* Recovery codes: what is taken as a code is written in one way and reads back as the same. */
#include <stdlib.h>
#include "recovery.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define MUST(expression)           \
	do {                       \
		if (!(expression)) \
			abort();   \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct recovery_code code, again;
	char text[RECOVERY_TEXT_MAX];

	crypt_start();
	if (n >= sizeof code.b) { /* any bytes are a code; its text must come back */
		memcpy(code.b, data, sizeof code.b);
		recovery_write(text, &code);
		MUST(recovery_parse(&again, str_c(text)) &&
		     memcmp(&code, &again, sizeof code) == 0);
	}
	if (recovery_parse(&code, (struct str){ (const char *)data, n })) {
		recovery_write(text, &code);
		MUST(recovery_parse(&again, str_c(text)) &&
		     memcmp(&code, &again, sizeof code) == 0);
	}
	return 0;
}
