/* Letters and codes of invitations: any bytes as the inside of a letter are a whole letter or are
 * refused, and what was read can be written and read again; what is taken as a code is written in
 * words and in signs that read back as the same. */
#include "fuzz.h"
#include "invite.h"

static void same_letter(const struct letter *l, const struct letter *again)
{
	HOLD(again->n_lines == l->n_lines && again->n_items == l->n_items);
	HOLD(id16_equal(again->space, l->space));
	HOLD(memcmp(again->cell, l->cell, sizeof l->cell) == 0);
	for (size_t i = 0; i < l->n_lines; i++)
		HOLD(memcmp(&again->line[i].key, &l->line[i].key, sizeof(struct key)) == 0 &&
		     again->line[i].topic == l->line[i].topic &&
		     again->line[i].permission == l->line[i].permission);
	for (size_t i = 0; i < l->n_items; i++)
		HOLD(str_equal(str_bytes(again->item[i].content), str_bytes(l->item[i].content)));
}

static void letters(struct arena *a, struct bytes plain)
{
	const struct relation r = { .secret = { { 5 } } };
	struct letter *l = arena_new(a, struct letter), *again = arena_new(a, struct letter);
	struct bytes blob;

	HOLD(!err_is(letter_open(&r, a, SIDE_INVITER, 1, plain, l), ERR_NONE));
	if (!err_is(letter_decode(a, plain, l), ERR_NONE))
		return;
	HOLD(l->n_lines <= LETTER_LINES && l->n_items <= LETTER_ITEMS);
	for (size_t i = 0; i < l->n_lines; i++)
		HOLD((int)l->line[i].topic >= 0 && (int)l->line[i].topic < TOPIC_SLOTS);
	for (size_t i = 0; i < l->n_items; i++)
		HOLD(l->item[i].content.n <= LETTER_ITEM_MAX);
	/* The other may write what is never granted; it goes no further. */
	if (err_is(letter_seal(&r, a, SIDE_INVITER, PERSON_THERAPIST, 1, l, &blob), ERR_NONE)) {
		HOLD(blob.n == LETTER_BYTES);
		HOLD(err_is(letter_open(&r, a, SIDE_INVITER, 1, blob, again), ERR_NONE));
		same_letter(l, again);
	}
}

static void code_comes_back(const struct invite_code *code)
{
	char words[INVITE_TEXT_MAX], signs[INVITE_SIGNS_MAX];
	struct invite_code again;

	invite_code_words(words, code);
	invite_code_signs(signs, code);
	HOLD(strlen(words) < sizeof words && strlen(signs) < sizeof signs);
	HOLD(invite_code_parse(&again, str_c(words)) && memcmp(&again, code, sizeof again) == 0);
	HOLD(invite_code_parse(&again, str_c(signs)) && memcmp(&again, code, sizeof again) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct invite_code code;
	struct arena a;

	crypt_start();
	arena_init(&a, (size_t)256 << 10, (size_t)4 << 20);
	letters(&a, (struct bytes){ data, n });
	if (n >= sizeof code.b) { /* any bytes are a code */
		memcpy(code.b, data, sizeof code.b);
		code_comes_back(&code);
	}
	if (invite_code_parse(&code, fuzz_str(data, n)))
		code_comes_back(&code);
	arena_end(&a);
	return 0;
}
