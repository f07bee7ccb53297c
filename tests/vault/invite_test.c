/* Invitations: a code in words or signs, and the one page it names and seals. */
#include "vault_kit.h"
#include <ctype.h>
#include <stdio.h>
#include "passphrase.h"

static struct invite_code code_of(struct kit *k)
{
	struct invite_code code;

	invite_code_make(&code, &k->draw);
	return code;
}

static void says(struct str text, const struct invite_code *right)
{
	struct invite_code back = { { 0 } };

	assert_true(invite_code_parse(&back, text));
	assert_memory_equal(&back, right, sizeof back);
}

static void refuses(struct str text)
{
	struct invite_code back = { { 3 } };

	assert_false(invite_code_parse(&back, text));
	assert_int_equal(back.b[0], 3); /* nothing was written */
}

static void codes_are_words(void **state)
{
	struct kit *k = *state;
	char text[INVITE_TEXT_MAX], other[2 * INVITE_TEXT_MAX];

	for (int round = 0; round < 200; round++) {
		struct invite_code code = code_of(k);
		size_t n = 0, words = 1;

		if (round < 2)
			memset(&code, round ? 0xff : 0, sizeof code);
		invite_code_words(text, &code);
		for (size_t i = 0; text[i]; i++)
			words += text[i] == ' ';
		assert_int_equal(words, INVITE_WORDS);
		says(str_c(text), &code);
		for (size_t i = 0; text[i]; i++) { /* as somebody writes it down */
			if (text[i] == ' ' && n % 3 == 0)
				other[n++] = ',';
			other[n++] = text[i] == ' ' ? '-' : (char)toupper(text[i]);
			if (text[i] == ' ')
				other[n++] = '\n';
		}
		says((struct str){ other, n }, &code);
		n = 0;
		for (size_t i = 0, at = 0; text[i]; i++) { /* four letters of each */
			at = text[i] == ' ' ? 0 : at + 1;
			if (at <= 4)
				other[n++] = text[i];
		}
		says((struct str){ other, n }, &code);
	}
}

/* A word taken for another one: the check finds 15 of 16. */
static void words_are_checked(void **state)
{
	struct kit *k = *state;
	char text[INVITE_TEXT_MAX], other[INVITE_TEXT_MAX + 64];
	struct invite_code code = code_of(k), back;
	size_t found = 0, tries = 0;
	struct str rest, word;

	invite_code_words(text, &code);
	rest = str_c(text);
	word = str_cut(&rest, ' ');
	for (size_t i = 0; i < PASSPHRASE_WORD_LIST; i++) {
		struct str wrong = passphrase_word(i);
		int n = snprintf(other, sizeof other, "%.*s %.*s", (int)wrong.n, wrong.p,
				 (int)rest.n, rest.p);

		if (str_equal(wrong, word))
			continue;
		tries++;
		found += !invite_code_parse(&back, (struct str){ other, (size_t)n });
	}
	assert_true(found * 100 > tries * 90 && found < tries);
	refuses(rest); /* eleven */
	refuses(str_c(arena_print(&k->arena, "%s %.*s", text, (int)word.n, word.p).p));
	refuses(STR(""));
	refuses(STR("twelve words that are not on any list of ours at all today"));
}

static void codes_are_signs(void **state)
{
	struct kit *k = *state;
	char text[INVITE_SIGNS_MAX], other[INVITE_SIGNS_MAX], address[INVITE_ADDRESS_MAX];

	for (int round = 0; round < 200; round++) {
		struct invite_code code = code_of(k);
		size_t n = 0;

		invite_code_address(address, &code);
		assert_int_equal(strspn(address, "0123456789abcdef"), 32);
		says(str_c(address), &code);
		invite_code_signs(text, &code);
		assert_int_equal(strlen(text), 27 + 6);
		says(str_c(text), &code);
		for (size_t i = 0; text[i]; i++)
			if (text[i] != '-')
				other[n++] = (char)(text[i] == '1'   ? 'l'
						    : text[i] == '0' ? 'O'
								     : tolower(text[i]));
		assert_int_equal(n, 27);
		says((struct str){ other, n }, &code);
		refuses((struct str){ other, n - 1 });
		for (size_t i = 0; i < n; i++) { /* one wrong sign is always found */
			char was = other[i];

			other[i] = was == '7' ? '8' : '7';
			refuses((struct str){ other, n });
			other[i] = was;
		}
		other[25] = other[25] == 'z' ? 'y' : 'z'; /* bits past the end */
		refuses((struct str){ other, n });
	}
	memset(text, '0', sizeof text);
	refuses((struct str){ text, 28 });
	refuses((struct str){ text, sizeof text });
}

static struct invite_offer offer_example(struct kit *k)
{
	struct invite_offer offer = { .kind = PERSON_PARTNER, .name = STR("Robin"), .made = NOW };

	draw_bytes(&k->draw, &offer.relation, sizeof offer.relation);
	draw_bytes(&k->draw, offer.public_key, sizeof offer.public_key);
	return offer;
}

static void offers(void **state)
{
	struct kit *k = *state;
	struct invite_code code = code_of(k), other = code_of(k);
	struct invite_offer offer = offer_example(k), back;
	struct invite_answer answer;
	struct bytes blob = invite_seal_offer(&code, &k->arena, &offer);

	assert_int_equal(blob.n, INVITE_PAGE_BYTES);
	KIT_OK(invite_open_offer(&code, &k->arena, blob, &back));
	assert_true(id16_equal(back.relation, offer.relation));
	assert_memory_equal(back.public_key, offer.public_key, 32);
	assert_int_equal(back.kind, PERSON_PARTNER);
	assert_int_equal(back.made, NOW);
	assert_true(str_equal(back.name, STR("Robin")));
	KIT_IS(invite_open_offer(&other, &k->arena, blob, &back), UNVERIFIED);
	KIT_IS(invite_open_answer(&code, &k->arena, blob, &answer), UNVERIFIED);
	KIT_IS(invite_open_offer(&code, &k->arena, (struct bytes){ blob.p, blob.n - 1 }, &back),
	       UNVERIFIED);
	for (size_t i = 0; i < blob.n; i++)
		KIT_IS(invite_open_offer(&code, &k->arena, kit_flip(&k->arena, blob, i), &back),
		       UNVERIFIED);
	assert_false(id16_equal(invite_space(&code), invite_page(&code)));
	assert_false(id16_equal(invite_space(&code), invite_space(&other)));
	assert_false(id16_equal(invite_page(&code), invite_page(&other)));
	assert_memory_not_equal(invite_space(&code).b, code.b, 16);
}

static void answers(void **state)
{
	struct kit *k = *state;
	struct invite_code code = code_of(k), other = code_of(k);
	struct invite_answer answer = { .name = STR("Sam") }, back;
	struct invite_offer offer;
	struct bytes blob;

	draw_bytes(&k->draw, answer.public_key, sizeof answer.public_key);
	blob = invite_seal_answer(&code, &k->arena, &answer);
	assert_int_equal(blob.n, INVITE_PAGE_BYTES);
	KIT_OK(invite_open_answer(&code, &k->arena, blob, &back));
	assert_memory_equal(back.public_key, answer.public_key, 32);
	assert_true(str_equal(back.name, STR("Sam")));
	KIT_IS(invite_open_answer(&other, &k->arena, blob, &back), UNVERIFIED);
	KIT_IS(invite_open_offer(&code, &k->arena, blob, &offer), UNVERIFIED);
	for (size_t i = 0; i < blob.n; i++)
		KIT_IS(invite_open_answer(&code, &k->arena, kit_flip(&k->arena, blob, i), &back),
		       UNVERIFIED);
}

/* The page is written by somebody else: what it says is looked at. */
static void pages_are_read_with_care(void **state)
{
	struct kit *k = *state;
	struct invite_code code = code_of(k);
	struct invite_offer offer = offer_example(k), back;
	char long_name[100];

	offer.kind = PERSON_KIND__END;
	KIT_IS(invite_open_offer(&code, &k->arena, invite_seal_offer(&code, &k->arena, &offer),
				 &back),
	       UNVERIFIED);
	offer.kind = 0;
	KIT_IS(invite_open_offer(&code, &k->arena, invite_seal_offer(&code, &k->arena, &offer),
				 &back),
	       UNVERIFIED);
	offer.kind = PERSON_HELPER;
	offer.name = STR("Rob\nin");
	KIT_IS(invite_open_offer(&code, &k->arena, invite_seal_offer(&code, &k->arena, &offer),
				 &back),
	       UNVERIFIED);
	memset(long_name, 'a', sizeof long_name);
	memcpy(long_name + 79, "\xc3\xa9", 2);
	offer.name = (struct str){ long_name, sizeof long_name };
	KIT_OK(invite_open_offer(&code, &k->arena, invite_seal_offer(&code, &k->arena, &offer),
				 &back));
	assert_int_equal(back.name.n, 79); /* no character is cut in two */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_are_words), cmocka_unit_test(words_are_checked),

		cmocka_unit_test(codes_are_signs), cmocka_unit_test(offers),
		cmocka_unit_test(answers),	   cmocka_unit_test(pages_are_read_with_care),
	};

	return cmocka_run_group_tests(tests, kit_begin, kit_end);
}
