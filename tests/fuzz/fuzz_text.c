/* Small readers of text: days, numbers, words, languages, addresses, folding. */
#include "country.h"
#include "day.h"
#include "fuzz.h"
#include "html.h"
#include "text.h"
#include "word.h"

static void words(struct str s)
{
	char stem[WORD_MAX];
	size_t left = s.n, length;

	while ((length = word_next(&s, stem)) > 0) {
		HOLD(length < WORD_MAX && strlen(stem) == length && s.n < left);
		left = s.n;
	}
}

static void days(struct str s)
{
	char text[DAY_TEXT_MAX];
	struct day day;
	long number;

	if (day_parse(s, &day)) {
		day_write(text, day);
		HOLD(str_equal(str_c(text), s) && civil_is_real(day_civil(day)));
	}
	if (str_number(s, &number))
		HOLD(number >= 0 && s.n <= 18);
}

static void addresses(struct arena *a, struct str s)
{
	struct url path = url_path(s), web = url_web(s), tel = url_tel(a, s);

	HOLD(path.s.p[0] == '/' && (path.s.n == 1 || path.s.p[1] != '/'));
	HOLD(!memchr(path.s.p, '\\', path.s.n) && !memchr(path.s.p, '\n', path.s.n));
	HOLD(str_equal(web.s, STR("/")) || str_has_prefix(web.s, STR("https://")));
	HOLD(str_equal(tel.s, STR("/")) || str_has_prefix(tel.s, STR("tel:")));
}

static void pages(struct arena *a, struct str s)
{
	struct html_out o = html_begin(a, NULL, NULL);

	html_put(&o, s);
	struct str out = html_done(&o).s;

	for (size_t i = 0; i < out.n; i++)
		HOLD(out.p[i] && !strchr("<>\"'", out.p[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str s = fuzz_str(data, n);
	uint8_t id[16];
	struct arena a;

	arena_init(&a, (size_t)64 << 10, (size_t)16 << 20);
	if (text_is_clean(s, true))
		HOLD(text_is_clean(text_fold(&a, s), true) && text_length(s) <= n);
	else
		(void)text_fold(&a, s);
	words(s);
	days(s);
	addresses(&a, s);
	pages(&a, s);
	(void)country_from_languages(s);
	(void)country_find(s);
	if (hex_read(id, sizeof id, s))
		HOLD(n == 2 * sizeof id);
	arena_end(&a);
	return 0;
}
