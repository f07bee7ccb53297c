#include "passphrase.h"
#include "ensure.h"
#include "text.h"

static const char *const word_list[] = {
#define WORD(text) text,
#include "words.def"
#undef WORD
};

_Static_assert(sizeof word_list / sizeof word_list[0] == PASSPHRASE_WORD_LIST, "a power of two");

struct str passphrase_word(size_t i)
{
	ASSERT(i < PASSPHRASE_WORD_LIST);
	return str_c(word_list[i]);
}

struct str passphrase_make(struct arena *a, struct draw *d)
{
	uint8_t random[2 * PASSPHRASE_WORDS];
	struct str word[PASSPHRASE_WORDS];

	draw_bytes(d, random, sizeof random);
	for (size_t i = 0; i < PASSPHRASE_WORDS; i++)
		word[i] = passphrase_word((random[2 * i] | (size_t)random[2 * i + 1] << 8) %
					  PASSPHRASE_WORD_LIST);
	wipe(random, sizeof random);
	char *out = arena_take(a, PASSPHRASE_WORDS * 9);
	size_t n = 0;

	for (size_t i = 0; i < PASSPHRASE_WORDS; i++) {
		if (i)
			out[n++] = ' ';
		memcpy(out + n, word[i].p, word[i].n);
		n += word[i].n;
	}
	return (struct str){ out, n };
}

/* --- what is refused */
static bool has_name(struct str folded, struct str name)
{
	return name.n >= 3 && memmem(folded.p, folded.n, name.p, name.n) != NULL;
}

/* The same piece again and again: "abcabcabcabcabc", "coffee coffee coffee". */
static bool is_repeat(struct str s)
{
	for (size_t n = 1; n <= s.n / 2; n++) {
		if (memcmp(s.p, s.p + n, s.n - n) == 0)
			return true;
	}
	return false;
}

static const char *const row[] = {
	"abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm",
	"azertyuiopqsdfghjklmwxcvbn", "01234567890123456789",
};

/* Do a and b stand side by side, in either direction, in some row everybody knows? */
static bool are_neighbours(char a, char b)
{
	for (size_t r = 0; r < sizeof row / sizeof row[0]; r++) {
		for (size_t i = 0; row[r][i + 1]; i++) {
			if ((row[r][i] == a && row[r][i + 1] == b) ||
			    (row[r][i] == b && row[r][i + 1] == a))
				return true;
		}
	}
	return false;
}

/* What is left when everything foreseeable is taken out: a character that follows from the one
 * before it (the same again, its neighbour in a row) does not count. */
static size_t surprises(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (i == 0 || (s.p[i] != s.p[i - 1] && !are_neighbours(s.p[i - 1], s.p[i])))
			n++;
	}
	return n;
}

static bool has_few_signs(struct str s)
{
	bool seen[256] = { false };
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		n += !seen[(uint8_t)s.p[i]];
		seen[(uint8_t)s.p[i]] = true;
	}
	return n < 5;
}

const char *passphrase_refusal(struct arena *a, struct str passphrase, struct str name)
{
	if (passphrase.n > PASSPHRASE_MAX)
		return "That is longer than we can keep. 1,000 letters is the most.";
	if (!text_is_clean(passphrase, false))
		return "There is a sign in it that cannot be typed again. Please use letters, "
		       "digits and blanks.";
	if (text_length(passphrase) < PASSPHRASE_LETTERS)
		return "It needs 15 letters or more. A short sentence or six words work well.";
	struct str folded = text_fold(a, passphrase);

	if (has_name(folded, text_fold(a, name)))
		return "Your name is in it, and that is easy to guess. Please pick other words.";
	if (is_repeat(folded) || has_few_signs(folded))
		return "It says the same thing over and over, and that is easy to guess. Please "
		       "mix it up.";
	if (surprises(folded) < PASSPHRASE_LETTERS / 2)
		return "It follows a row of keys or numbers, and that is easy to guess. Please use "
		       "words.";
	return NULL;
}
