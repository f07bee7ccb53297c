#include "index.h"
#include <stdlib.h>
#include <string.h>

enum { TITLE = 12, QUESTION = 9, TAG = 6, SUMMARY = 4, TEXT = 1, TEXT_MOST = 5 };

static struct index_entry *entry_of(const struct draft *d, struct index *index, const char *stem)
{
	for (size_t i = 0; i < index->n; i++)
		if (strcmp(index->entry[i].stem, stem) == 0)
			return &index->entry[i];
	if (index->n == INDEX_MAX)
		draft_fail(d, "more different words than the index holds", d->title);
	struct index_entry *entry = &index->entry[index->n++];
	*entry = (struct index_entry){ .weight = 0 };
	memcpy(entry->stem, stem, WORD_MAX);
	return entry;
}

/* A word counts in its best place once; in the text it counts each time, up to TEXT_MOST. */
static void add_best(const struct draft *d, struct index *index, const char *text, int weight)
{
	struct str rest = str_c(text);
	char stem[WORD_MAX];

	while (word_next(&rest, stem) > 0) {
		struct index_entry *entry = entry_of(d, index, stem);
		if (entry->weight < weight)
			entry->weight = weight;
	}
}

static void add_text(const struct draft *d, struct index *index, const char *text)
{
	struct str rest = str_c(text);
	char stem[WORD_MAX];

	while (word_next(&rest, stem) > 0) {
		struct index_entry *entry = entry_of(d, index, stem);
		if (entry->weight < TEXT_MOST)
			entry->weight += TEXT;
	}
}

static int by_stem(const void *a, const void *b)
{
	return strcmp(((const struct index_entry *)a)->stem, ((const struct index_entry *)b)->stem);
}

void index_make(const struct draft *d, struct index *ret)
{
	ret->n = 0;
	add_text(d, ret, d->plain);
	add_best(d, ret, d->title, TITLE);
	add_best(d, ret, d->summary, SUMMARY);
	for (size_t i = 0; i < d->n_questions; i++)
		add_best(d, ret, d->question[i], QUESTION);
	for (size_t i = 0; i < d->n_tags; i++)
		add_best(d, ret, d->tag[i], TAG);
	qsort(ret->entry, ret->n, sizeof(ret->entry[0]), by_stem);
}

static int shared_tags(const struct draft *a, const struct draft *b)
{
	int n = 0;
	for (size_t i = 0; i < a->n_tags; i++)
		for (size_t j = 0; j < b->n_tags; j++)
			n += strcmp(a->tag[i], b->tag[j]) == 0;
	return n;
}

size_t index_related(const struct draft *table, size_t n, size_t self, size_t ret[RELATED_MAX])
{
	size_t found = 0;

	for (int want = DRAFT_LIST_MAX; want > 0; want--)
		for (size_t i = 0; i < n && found < RELATED_MAX; i++)
			if (i != self && shared_tags(&table[self], &table[i]) == want)
				ret[found++] = i;
	return found;
}
