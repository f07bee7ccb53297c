#include "country.h"
#include "crisis_lines.h"
#include "ensure.h"

static const struct {
	const char *language, *code;
} likely[] = {
#define LANGUAGE(language, code) { language, #code },
#include "country.def"
#undef LANGUAGE
};

size_t country_count(void)
{
	return crisis_countries;
}

const struct country *country_at(size_t index)
{
	ASSERT(index < crisis_countries);
	return &crisis_country[index];
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool equal_folded(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

const struct country *country_find(struct str code)
{
	for (size_t i = 0; i < crisis_countries; i++)
		if (equal_folded(crisis_country[i].code, code))
			return &crisis_country[i];
	return NULL;
}

static const struct country *find_by_language(struct str language)
{
	for (size_t i = 0; i < sizeof(likely) / sizeof(likely[0]); i++)
		if (equal_folded(str_c(likely[i].language), language))
			return country_find(str_c(likely[i].code));
	return NULL;
}

/* "zh-Hant-SG": the region is the part of two letters after the first part. */
static const struct country *find_by_region(struct str tag)
{
	str_cut(&tag, '-');
	while (!str_is_empty(tag)) {
		const struct country *c = country_find(str_cut(&tag, '-'));
		if (c)
			return c;
	}
	return NULL;
}

/* Thousandths of the weight in "de-AT;q=0.8"; 1000 when none is said. */
static int tag_weight(struct str parameters)
{
	struct str p = str_trim(parameters);
	int weight = 0, digit = 1000;

	if (!str_has_prefix(p, STR("q=")))
		return 1000;
	for (p = str_from(p, 2); p.n > 0 && digit > 0; p = str_from(p, 1)) {
		if (*p.p == '.')
			continue;
		if (*p.p < '0' || *p.p > '9')
			return 0;
		weight += (*p.p - '0') * digit;
		digit /= 10;
	}
	return weight;
}

typedef const struct country *tag_reader(struct str tag);

static struct str first_part(struct str tag)
{
	return str_cut(&tag, '-');
}

static const struct country *read_language(struct str tag)
{
	return find_by_language(first_part(tag));
}

static const struct country *best_of(struct str list, tag_reader *read)
{
	const struct country *best = NULL;
	int best_weight = 0;

	while (!str_is_empty(list)) {
		struct str parameters = str_cut(&list, ',');
		struct str tag = str_trim(str_cut(&parameters, ';'));
		int weight = tag_weight(parameters);
		const struct country *c = weight > best_weight ? read(tag) : NULL;
		if (c) {
			best = c;
			best_weight = weight;
		}
	}
	return best;
}

const struct country *country_from_languages(struct str accept_language)
{
	const struct country *c = best_of(accept_language, find_by_region);
	return c ? c : best_of(accept_language, read_language);
}

const struct crisis_line *country_lines(const struct country *c, enum line_kind kind,
					size_t *ret_count)
{
	ASSERT(kind < LINE_KINDS);
	*ret_count = c->first[kind + 1] - c->first[kind];
	return c->line + c->first[kind];
}

bool country_has_checked(const struct country *c, enum line_kind kind)
{
	size_t n;
	const struct crisis_line *line = country_lines(c, kind, &n);
	return n > 0 && line[0].confidence > LINE_LOW;
}

struct str line_hours_words(enum line_hours h)
{
	static const struct str words[] = {
		[LINE_ALWAYS] = STR("Day and night."),
		[LINE_SOME_HOURS] = STR("At certain hours only."),
		[LINE_HOURS_UNKNOWN] = STR("We do not know the hours."),
	};
	return words[h];
}
