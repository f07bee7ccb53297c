/* Keyrings: any bytes as the inside of the page are a whole keyring or are refused; what was read
 * can be written and read again. */
#include <stdlib.h>
#include "keyring.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define MUST(expression)           \
	do {                       \
		if (!(expression)) \
			abort();   \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const struct identity identity = { .version = 1, .master = { { 5 } } };
	struct bytes blob;
	struct arena a;

	crypt_start();
	arena_init(&a, (size_t)256 << 10, (size_t)4 << 20);
	struct keyring *k = arena_new(&a, struct keyring), *again = arena_new(&a, struct keyring);

	MUST(!err_is(keyring_open(&a, &identity, 1, (struct bytes){ data, n }, k), ERR_NONE));
	if (err_is(keyring_decode(&a, (struct bytes){ data, n }, k), ERR_NONE)) {
		for (size_t t = 0; t < TOPIC_SLOTS; t++)
			MUST(k->topic[t].n >= 1 && k->topic[t].n <= KEYRING_EPOCHS);
		if (err_is(keyring_seal(&a, &identity, 1, k, &blob), ERR_NONE)) {
			MUST(err_is(keyring_open(&a, &identity, 1, blob, again), ERR_NONE));
			MUST(memcmp(again->topic, k->topic, sizeof k->topic) == 0);
			MUST(again->n_people == k->n_people);
		}
	}
	arena_end(&a);
	return 0;
}
