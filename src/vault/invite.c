#include "invite.h"
#include "bearer.h"
#include "ensure.h"
#include "passphrase.h"
#include "signs.h"
#include "text.h"
#include "wire.h"

#define PAGE_VERSION 1
#define WORD_BITS    11
#define CHECK_BITS   (INVITE_WORDS * WORD_BITS - 128)
#define LETTERS	     4	  /* of a word are enough */
#define TEXT_MOST    1000 /* bytes; nobody types more */

enum invite_part { PART_OFFER = 1, PART_ANSWER }; /* version of the row */

static const struct bearer_kind invites = { .space = "rj1/invite-space",
					    .page = "rj1/invite-page",
					    .seal = "rj1/invite-seal",
					    .bound = "rj1/invite",
					    .bytes = INVITE_PAGE_BYTES,
					    .holds_keys = true };

_Static_assert(INVITE_SIGNS_MAX >= SIGNS_TEXT_MAX(sizeof(struct invite_code)), "room for it");
_Static_assert(INVITE_TEXT_MAX >= INVITE_WORDS * 9, "room for the longest words");

void invite_code_make(struct invite_code *ret, struct draw *d)
{
	draw_bytes(d, ret->b, sizeof ret->b);
}

static struct bytes secret_of(const struct invite_code *code)
{
	return BYTES(code->b);
}

/* --- words: 128 bits, then the check, eleven to a word */
struct word_bits {
	uint8_t b[sizeof(struct invite_code) + 1];
};

static uint8_t check_of(const struct invite_code *code)
{
	struct key k;

	bearer_key(&k, secret_of(code), "rj1/invite-check");
	uint8_t check = (uint8_t)(k.b[0] & 0xff << (8 - CHECK_BITS));

	wipe(&k, sizeof k);
	return check;
}

static bool bit_at(const struct word_bits *all, size_t i)
{
	return all->b[i / 8] >> (7 - i % 8) & 1;
}

void invite_code_words(char out[INVITE_TEXT_MAX], const struct invite_code *code)
{
	struct word_bits all;
	size_t n = 0;

	memcpy(all.b, code->b, sizeof code->b);
	all.b[sizeof code->b] = check_of(code);
	for (size_t i = 0; i < INVITE_WORDS; i++) {
		size_t number = 0;

		for (size_t j = 0; j < WORD_BITS; j++)
			number = number << 1 | bit_at(&all, i * WORD_BITS + j);
		struct str word = passphrase_word(number);

		if (i)
			out[n++] = ' ';
		memcpy(out + n, word.p, word.n);
		n += word.n;
	}
	out[n] = 0;
	wipe(&all, sizeof all);
}

void invite_code_signs(char out[INVITE_SIGNS_MAX], const struct invite_code *code)
{
	signs_write(out, BYTES(code->b));
}

void invite_code_address(char out[INVITE_ADDRESS_MAX], const struct invite_code *code)
{
	hex_write(out, BYTES(code->b));
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c)
{
	return lower(c) >= 'a' && lower(c) <= 'z';
}

/* Whatever stands between words, numbers too, is passed over. */
static struct str next_word(struct str *text)
{
	size_t n = 0;

	while (text->n && !is_letter(*text->p))
		*text = str_from(*text, 1);
	while (n < text->n && is_letter(text->p[n]))
		n++;
	struct str word = { text->p, n };

	*text = str_from(*text, n);
	return word;
}

/* Its number, or -1. What stands after the fourth letter may be misheard. */
static int word_number(struct str word)
{
	if (word.n < LETTERS)
		return -1;
	for (size_t i = 0; i < PASSPHRASE_WORD_LIST; i++) {
		struct str right = passphrase_word(i);
		size_t n = 0;

		while (n < LETTERS && lower(word.p[n]) == right.p[n])
			n++;
		if (n == LETTERS)
			return (int)i;
	}
	return -1;
}

static void put_word(struct word_bits *all, size_t i, int number)
{
	for (size_t j = 0; j < WORD_BITS; j++) {
		size_t bit = i * WORD_BITS + j;

		if (number >> (WORD_BITS - 1 - j) & 1)
			all->b[bit / 8] = (uint8_t)(all->b[bit / 8] | 0x80 >> bit % 8);
	}
}

static bool words_read(struct invite_code *ret, struct str text)
{
	struct word_bits all = { { 0 } };
	struct invite_code code;
	size_t n = 0;

	for (;;) {
		struct str word = next_word(&text);
		int number = word_number(word);

		if (word.n == 0)
			break;
		if (number < 0 || n == INVITE_WORDS)
			return false;
		put_word(&all, n++, number);
	}
	memcpy(code.b, all.b, sizeof code.b);
	bool is_right = n == INVITE_WORDS && all.b[sizeof code.b] == check_of(&code);

	if (is_right)
		*ret = code;
	wipe(&all, sizeof all);
	wipe(&code, sizeof code);
	return is_right;
}

bool invite_code_parse(struct invite_code *ret, struct str text)
{
	return text.n <= TEXT_MOST &&
	       (words_read(ret, text) || signs_read(ret->b, sizeof ret->b, text) ||
		hex_read(ret->b, sizeof ret->b, text));
}

/* --- the page */
struct id16 invite_space(const struct invite_code *code)
{
	return bearer_space(&invites, secret_of(code));
}

struct id16 invite_page(const struct invite_code *code)
{
	return bearer_page(&invites, secret_of(code));
}

static struct bytes part_seal(const struct invite_code *code, struct arena *a,
			      enum invite_part part, const struct wire_out *plain)
{
	struct bytes blob = { 0 };
	struct err e = bearer_seal(&invites, secret_of(code), a, part, wire_done(plain), &blob);

	ASSERT(e.code == ERR_NONE);
	return blob;
}

static fallible part_open(const struct invite_code *code, struct arena *a, enum invite_part part,
			  struct bytes blob, struct wire_in *ret)
{
	struct bytes plain;

	TRY(bearer_open(&invites, secret_of(code), a, part, blob, &plain));
	*ret = wire_read(plain);
	return wire_get_u8(ret) == PAGE_VERSION ? OK : FAIL(UNVERIFIED);
}

static void name_write(struct wire_out *w, struct str name)
{
	wire_bytes(w, bytes_str(text_first(name, INVITE_NAME_MAX)));
}

/* It is shown to somebody else than who wrote it. */
static bool name_read(struct wire_in *w, struct str *ret)
{
	*ret = str_bytes(wire_get_bytes(w));
	return ret->n <= INVITE_NAME_MAX && text_is_clean(*ret, false);
}

struct bytes invite_seal_offer(const struct invite_code *code, struct arena *a,
			       const struct invite_offer *offer)
{
	struct wire_out w = wire_begin(a, bearer_content_max(&invites));

	wire_u8(&w, PAGE_VERSION);
	wire_fixed(&w, &offer->relation, sizeof offer->relation);
	wire_u8(&w, (uint8_t)offer->kind);
	wire_fixed(&w, offer->public_key, sizeof offer->public_key);
	wire_u64(&w, (uint64_t)offer->made);
	name_write(&w, offer->name);
	return part_seal(code, a, PART_OFFER, &w);
}

fallible invite_open_offer(const struct invite_code *code, struct arena *a, struct bytes blob,
			   struct invite_offer *ret)
{
	struct wire_in w;
	struct invite_offer offer;

	TRY(part_open(code, a, PART_OFFER, blob, &w));
	wire_get_fixed(&w, &offer.relation, sizeof offer.relation);
	uint8_t kind = wire_get_u8(&w);

	offer.kind = (enum person_kind)kind;
	wire_get_fixed(&w, offer.public_key, sizeof offer.public_key);
	offer.made = (int64_t)wire_get_u64(&w);
	if (!name_read(&w, &offer.name) || !wire_is_done(&w) || kind == 0 ||
	    kind >= PERSON_KIND__END || offer.made < 0)
		return FAIL(UNVERIFIED);
	*ret = offer;
	return OK;
}

struct bytes invite_seal_answer(const struct invite_code *code, struct arena *a,
				const struct invite_answer *answer)
{
	struct wire_out w = wire_begin(a, bearer_content_max(&invites));

	wire_u8(&w, PAGE_VERSION);
	wire_fixed(&w, answer->public_key, sizeof answer->public_key);
	name_write(&w, answer->name);
	return part_seal(code, a, PART_ANSWER, &w);
}

fallible invite_open_answer(const struct invite_code *code, struct arena *a, struct bytes blob,
			    struct invite_answer *ret)
{
	struct wire_in w;
	struct invite_answer answer;

	TRY(part_open(code, a, PART_ANSWER, blob, &w));
	wire_get_fixed(&w, answer.public_key, sizeof answer.public_key);
	if (!name_read(&w, &answer.name) || !wire_is_done(&w))
		return FAIL(UNVERIFIED);
	*ret = answer;
	return OK;
}
