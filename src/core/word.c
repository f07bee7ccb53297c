#include "word.h"
#include <stdint.h>

static const char *const common[] = {
	"a",	"about", "after", "all",  "am",	  "an",	  "and",  "any",  "are", "as",	  "at",
	"be",	"been",	 "but",	  "by",	  "can",  "did",  "do",	  "does", "don", "for",	  "from",
	"get",	"had",	 "has",	  "have", "he",	  "her",  "him",  "his",  "how", "i",	  "if",
	"in",	"into",	 "is",	  "it",	  "its",  "me",	  "more", "my",	  "no",	 "not",	  "of",
	"on",	"one",	 "or",	  "our",  "she",  "so",	  "some", "that", "the", "their", "them",
	"then", "there", "these", "they", "this", "to",	  "up",	  "us",	  "was", "we",	  "what",
	"when", "which", "who",	  "why",  "will", "with", "you",  "your",
};

static bool is_common(const char *word)
{
	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		if (strcmp(common[i], word) == 0)
			return true;
	return false;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80;
}

/* Length of the typographic mark (quotes, dashes: U+2010..U+203F) that s begins with. */
static size_t mark_length(struct str s)
{
	return s.n >= 3 && (uint8_t)s.p[0] == 0xE2 && (uint8_t)s.p[1] == 0x80 ? 3 : 0;
}

static bool has_vowel(const char *w, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strchr("aeiouy", w[i]))
			return true;
	return false;
}

/* Cuts the ending when at least `least` bytes with a vowel stay. */
static bool cut_ending(char *w, size_t *n, const char *ending, size_t least)
{
	size_t e = strlen(ending);
	if (*n < e + least || memcmp(w + *n - e, ending, e) != 0 || !has_vowel(w, *n - e))
		return false;
	*n -= e;
	w[*n] = 0;
	return true;
}

static void cut_plural(char *w, size_t *n)
{
	if (cut_ending(w, n, "ies", 2)) {
		w[(*n)++] = 'y';
		w[*n] = 0;
	} else if (*n > 3 && w[*n - 1] == 's' && !strchr("sui", w[*n - 2])) {
		w[--*n] = 0;
	}
}

/* "stopp" → "stop", but "fall" and "press" stay. */
static void cut_doubled(char *w, size_t *n)
{
	if (*n > 3 && w[*n - 1] == w[*n - 2] && !strchr("lsz", w[*n - 1]))
		w[--*n] = 0;
}

static void stem(char *w, size_t *n)
{
	cut_plural(w, n);
	cut_ending(w, n, "ness", 3);
	cut_ending(w, n, "ance", 5);
	cut_ending(w, n, "ly", 3);
	if (cut_ending(w, n, "ing", 3) || cut_ending(w, n, "ed", 3))
		cut_doubled(w, n);
	cut_ending(w, n, "e", 3);
	if (*n > 3 && w[*n - 1] == 'y')
		w[*n - 1] = 'i';
}

/* Moves *text to its next letter; false at the end. */
static bool find_letter(struct str *text)
{
	while (text->n) {
		size_t mark = mark_length(*text);
		if (!mark && is_letter(*text->p))
			return true;
		*text = str_from(*text, mark ? mark : 1);
	}
	return false;
}

static size_t take_letters(struct str *text, char ret_word[WORD_MAX])
{
	size_t n = 0;

	while (text->n && is_letter(*text->p) && !mark_length(*text)) {
		char c = *text->p;
		if (n < WORD_MAX - 1)
			ret_word[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
		*text = str_from(*text, 1);
	}
	ret_word[n] = 0;
	return n;
}

size_t word_next(struct str *text, char ret_stem[WORD_MAX])
{
	while (find_letter(text)) {
		size_t n = take_letters(text, ret_stem);
		if (n < 2 || is_common(ret_stem))
			continue;
		stem(ret_stem, &n);
		return n;
	}
	ret_stem[0] = 0;
	return 0;
}
