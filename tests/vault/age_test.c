/* Locked files, byte for byte as Debian's age 1.1.1 made them. What is random in each is read back
 * from it. (age_test.py is the other way round: age opens what is made here.) */
#include "house.h"
#include <sodium.h>
#include "age.h"

static const struct {
	const char *passphrase, *text, *header, *rest;
} vector[] = {
	{ "a-lamp-in-the-window", "A walk to the corner.\n",
	  "age-encryption.org/v1\n"
	  "-> scrypt k0ATepQwm75B4Gelv1Vc5Q 18\n"
	  "pnNPIsPMks/03FxmFUg74LIEchix+yp5GUSrzwtdx28\n"
	  "--- 8qTC95gNw7bgP4itlyGHu5Q0TxGRN9JRmfve8FXS8V0\n",
	  "d45baeea396041c586c87583b87b4fd03a498675b09551ec7da5e4839d65e06b"
	  "c9556c10068e48a5e44633d60d8348e3c9a7c639b702" },
	{ "six-words-nobody-guesses", "",
	  "age-encryption.org/v1\n"
	  "-> scrypt NOcs/bVjKbp6qYnhFWhdwg 18\n"
	  "IKMRlRjYp234aC/m9aqtDKFJbf1N4Wg0tDPsSsWr2JI\n"
	  "--- xiyPuyTWSiQQkQ2Nm8H0ZrjslkjU3l9d5wpEgEJSv1Q\n",
	  "6c937f511850b7dda03a9adae59ce25b94106c5470f7d980f51d319d3b0fadb5" },
};

static void base64(const char *text, void *ret, size_t n)
{
	size_t got;

	assert_int_equal(sodium_base642bin(ret, n, text, strcspn(text, "\n "), NULL, &got, NULL,
					   sodium_base64_VARIANT_ORIGINAL_NO_PADDING),
			 0);
	assert_int_equal(got, n);
}

/* Takes the file key out of the stanza, as whoever knows the passphrase can. */
static void read_header(const char *header, const char *passphrase, struct age_file *ret)
{
	static const uint8_t zero[12];
	const char *salt = strstr(header, "scrypt ") + strlen("scrypt ");
	const char *body = strchr(salt, '\n') + 1;
	uint8_t sealed[32];
	long work;

	base64(salt, ret->salt, sizeof ret->salt);
	base64(body, sealed, sizeof sealed);
	assert_true(str_number((struct str){ body - 3, 2 }, &work));
	ret->work = (unsigned)work;
	KIT_OK(age_stretch(str_c(passphrase), ret->salt, ret->work, &ret->stretched));
	assert_int_equal(crypto_aead_chacha20poly1305_ietf_decrypt(ret->file_key, NULL, NULL,
								   sealed, sizeof sealed, NULL, 0,
								   zero, ret->stretched.b),
			 0);
}

static void files_of_the_tool_are_made_again(void **state)
{
	struct kit *k = *state;

	for (size_t i = 0; i < sizeof vector / sizeof *vector; i++) {
		struct str header = str_c(vector[i].header), hex = str_c(vector[i].rest);
		uint8_t *rest = arena_take(&k->arena, hex.n / 2);
		struct age_file f;

		assert_true(hex_read(rest, hex.n / 2, hex));
		memcpy(f.nonce, rest, sizeof f.nonce);
		read_header(header.p, vector[i].passphrase, &f);
		struct bytes made = age_lock(&k->arena, &f, bytes_str(str_c(vector[i].text)));

		assert_int_equal(made.n, header.n + hex.n / 2);
		assert_int_equal(made.n, age_size(&f, strlen(vector[i].text)));
		assert_memory_equal(made.p, header.p, header.n);
		assert_memory_equal(made.p + header.n, rest, hex.n / 2);
	}
}

static void the_keeper_stretches_as_it_is_asked(void **state)
{
	struct house *h = *state;
	const uint8_t salt[AGE_SALT] = { 1, 2, 3 }, other[AGE_SALT] = { 1, 2, 4 };
	const struct str words = STR("a lamp in the window");
	struct bytes question = keeper_ask_file(&h->arena, words, salt);
	struct key right, got;

	assert_true(keeper_is_slow(question));
	KIT_OK(keeper_read_file(told(h, question), &got));
	KIT_OK(age_stretch(words, salt, AGE_WORK, &right));
	assert_memory_equal(&got, &right, sizeof got);
	KIT_OK(keeper_read_file(told(h, keeper_ask_file(&h->arena, words, other)), &got));
	assert_memory_not_equal(&got, &right, sizeof got);
	for (size_t n = 0; n < question.n; n++) {
		struct bytes some = { question.p, n };

		KIT_IS(keeper_read_file(told(h, some), &got), BAD_REQUEST);
	}
	KIT_IS(keeper_read_file(keeper_refusal(&h->arena, FAIL(BUSY)), &got), BUSY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(files_of_the_tool_are_made_again, kit_begin,
						kit_end),
		HOUSE(the_keeper_stretches_as_it_is_asked),
	};

	crypt_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
