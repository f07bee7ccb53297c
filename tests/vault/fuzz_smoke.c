/* Runs a fuzz target of the vault on inputs made from a fixed draw, so that every build tries it.
 */
#include <stdlib.h>
#include "keyring.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define ROUNDS 1500
#define MOST   2600

/* A valid keyring's inside, for the targets that read one: mutated, it reaches deep. */
static struct bytes example(struct arena *a, struct draw *d)
{
	static const char head[] = "\x0a\x26\x0a\x24\x08\x01\x12\x20";
	uint8_t *p = arena_take(a, (size_t)16 * 40);

	for (size_t t = 0; t < 16; t++) {
		memcpy(p + t * 40, head, 8);
		draw_bytes(d, p + t * 40 + 8, 32);
	}
	return (struct bytes){ p, (size_t)16 * 40 };
}

int main(void)
{
	struct draw d = { .seed = { { 77 } } };
	struct arena a;

	crypt_start();
	arena_init(&a, 4096, 1 << 20);
	for (int i = 0; i < ROUNDS; i++) {
		uint8_t data[MOST], how[6];
		size_t n;

		draw_bytes(&d, how, sizeof how);
		n = ((size_t)how[0] << 8 | how[1]) % (i % 2 ? 100 : MOST);
		draw_bytes(&d, data, n);
		if (n && how[2] % 2)
			data[0] = 1;
		if (i % 3 == 0) {
			struct bytes b = example(&a, &d);

			memcpy(data, b.p, n = b.n);
			if (i % 6)
				data[((size_t)how[3] << 8 | how[4]) % n] ^= how[5];
		}
		(void)LLVMFuzzerTestOneInput(data, n);
		arena_reset(&a);
	}
	arena_end(&a);
	return 0;
}
