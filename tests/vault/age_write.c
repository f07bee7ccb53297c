/* age_write WORK: locks what follows the first line of its input with the passphrase in that line.
 */
#include "age.h"
#include "ensure.h"
#include <stdio.h>
#include <stdlib.h>

#define TEXT_MAX ((size_t)1 << 20)

int main(int n, char **word)
{
	struct arena a;
	char passphrase[200];
	struct age_file f = { .work = AGE_WORK };

	ASSERT(n == 2);
	f.work = (unsigned)strtoul(word[1], NULL, 10);
	crypt_start();
	arena_init(&a, 1 << 16, TEXT_MAX * 4);
	uint8_t *text = arena_take(&a, TEXT_MAX);

	ASSERT(fgets(passphrase, sizeof passphrase, stdin));
	passphrase[strcspn(passphrase, "\n")] = '\0';
	size_t size = fread(text, 1, TEXT_MAX, stdin);

	random_bytes(f.salt, sizeof f.salt);
	random_bytes(f.file_key, sizeof f.file_key);
	random_bytes(f.nonce, sizeof f.nonce);
	if (age_stretch(str_c(passphrase), f.salt, f.work, &f.stretched).code != ERR_NONE)
		return 1;
	struct bytes file = age_lock(&a, &f, (struct bytes){ text, size });

	ASSERT(file.n == age_size(&f, size));
	ASSERT(fwrite(file.p, 1, file.n, stdout) == file.n);
	arena_end(&a);
	return 0;
}
