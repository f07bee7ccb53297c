/* index: which words an article has, how much each says, and which articles are near each other. */
#pragma once
#include "draft.h"
#include "word.h"

#define INDEX_MAX   2000
#define RELATED_MAX 4

struct index_entry {
	char stem[WORD_MAX];
	int weight;
};

struct index {
	struct index_entry entry[INDEX_MAX]; /* by stem */
	size_t n;
};

void index_make(const struct draft *d, struct index *ret);

/* Those that share most tags with table[self], the most first; gives their number. */
size_t index_related(const struct draft *table, size_t n, size_t self, size_t ret[RELATED_MAX]);
