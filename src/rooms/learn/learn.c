#include "learn.h"
#include "articles.h" /* the two tables, made by tools/contentc */
#include "ensure.h"
#include "word.h"

#define TERMS_MAX    12
#define ARTICLES_MAX 300

struct term {
	char stem[WORD_MAX], other[WORD_MAX]; /* the other may be empty */
	int rarity;
};

struct hit {
	const struct article *article;
	long score;
};

static const struct front_door front_door[] = {
#define FRONT_DOOR(question, slug) { question, slug },
#include "learn.def"
#undef FRONT_DOOR
};

static const struct {
	const char *typed, *used;
} synonym[] = {
#define SYNONYM(typed, used) { typed, used },
#include "learn.def"
#undef SYNONYM
};

size_t library_count(void)
{
	return article_table_count;
}

const struct article *library_at(size_t index)
{
	ASSERT(index < article_table_count);
	return &article_table[index];
}

size_t insight_count(void)
{
	return insight_table_count;
}

const struct article *insight_at(size_t index)
{
	ASSERT(index < insight_table_count);
	return &insight_table[index];
}

size_t front_door_count(void)
{
	return sizeof(front_door) / sizeof(front_door[0]);
}

const struct front_door *front_door_at(size_t index)
{
	ASSERT(index < front_door_count());
	return &front_door[index];
}

static const struct article *find_slug(const struct article *table, size_t n, struct str slug)
{
	for (size_t i = 0; i < n; i++)
		if (str_equal(table[i].slug, slug))
			return &table[i];
	return NULL;
}

const struct article *library_find(struct str slug)
{
	return find_slug(article_table, article_table_count, slug);
}

const struct article *insight_find(struct str slug)
{
	return find_slug(insight_table, insight_table_count, slug);
}

static int weight_of(const struct article *a, const char *stem)
{
	size_t low = 0, high = a->n_words;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(a->word[middle].stem, stem);
		if (order == 0)
			return a->word[middle].weight;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

/* What people type counts fully, what the articles call it half. */
static int term_weight(const struct article *a, const struct term *t)
{
	int typed = 2 * weight_of(a, t->stem);
	int used = t->other[0] ? weight_of(a, t->other) : 0;
	return typed > used ? typed : used;
}

static void find_synonym(struct term *t)
{
	char stem[WORD_MAX];

	for (size_t i = 0; i < sizeof(synonym) / sizeof(synonym[0]); i++) {
		struct str typed = str_c(synonym[i].typed), used = str_c(synonym[i].used);
		word_next(&typed, stem);
		if (strcmp(stem, t->stem) == 0) {
			word_next(&used, t->other);
			return;
		}
	}
}

/* A word that few articles have says more: 1 for one in all, one more for each halving. */
static int rarity_of(const struct term *t)
{
	size_t having = 0;
	int rarity = 1;

	for (size_t i = 0; i < article_table_count; i++)
		having += term_weight(&article_table[i], t) > 0;
	for (size_t n = article_table_count; having && n / 2 >= having; n /= 2)
		rarity++;
	return rarity;
}

static size_t read_terms(struct str query, struct term term[TERMS_MAX])
{
	size_t n = 0;

	while (n < TERMS_MAX && word_next(&query, term[n].stem) > 0) {
		term[n].other[0] = 0;
		find_synonym(&term[n]);
		term[n].rarity = rarity_of(&term[n]);
		n++;
	}
	return n;
}

static bool is_front_door(const struct article *a)
{
	for (size_t i = 0; i < front_door_count(); i++)
		if (str_equal(str_c(front_door[i].slug), a->slug))
			return true;
	return false;
}

/* The more of the words are there, the better, whatever each weighs. What most people ask comes
 * first among equals. */
static long article_score(const struct article *a, const struct term *term, size_t n)
{
	long sum = 0, found = 0;

	for (size_t i = 0; i < n; i++) {
		int weight = term_weight(a, &term[i]);
		sum += (long)weight * term[i].rarity;
		found += weight > 0;
	}
	return sum * found * (is_front_door(a) ? 9 : 8);
}

size_t library_search(struct str query, const struct article *ret[], size_t max)
{
	struct term term[TERMS_MAX];
	struct hit hit[ARTICLES_MAX];
	size_t n_terms = read_terms(query, term), n = 0;

	ASSERT(article_table_count <= ARTICLES_MAX);
	for (size_t i = 0; i < article_table_count; i++) {
		struct hit h = { &article_table[i],
				 article_score(&article_table[i], term, n_terms) };
		size_t at = n;
		if (h.score == 0)
			continue;
		for (n++; at > 0 && hit[at - 1].score < h.score; at--)
			hit[at] = hit[at - 1];
		hit[at] = h;
	}
	if (n > max)
		n = max;
	for (size_t i = 0; i < n; i++)
		ret[i] = hit[i].article;
	return n;
}

struct str audience_words(enum audience a)
{
	static const struct str words[] = {
		[AUDIENCE_PARTNER] = STR("For you, beside someone with PTSD"),
		[AUDIENCE_SURVIVOR] = STR("For you, living with PTSD"),
		[AUDIENCE_BOTH] = STR("For both of you"),
		[AUDIENCE_PROFESSIONAL] = STR("For professionals"),
	};
	return words[a];
}

struct str sureness_words(enum sureness s)
{
	static const struct str words[] = {
		[SURE_LOW] = STR("We are not very sure of this. It rests on little."),
		[SURE_MEDIUM] = STR("We are fairly sure of this. Parts rest on experience."),
		[SURE_HIGH] = STR("We are quite sure of this. It rests on studies or guidelines."),
	};
	return words[s];
}

struct str article_review_words(const struct article *a)
{
	return str_is_empty(a->reviewed_by) ? STR("Not yet reviewed by a clinician")
					    : a->reviewed_by;
}
