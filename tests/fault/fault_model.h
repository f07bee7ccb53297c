/* fault_model: what a store must hold after a series of commits, some answered, some cut short.
 *
 * A deed rewrites one pair: two pages of a space, its session and what stands beside that in one
 * commit, or one account. Its round counts up, so what stands in the store says which deeds it
 * holds. */
#pragma once
#include "store.h"

#define PAIRS 12
#define DEEDS 4096

enum deed_kind { DEED_PAGES, DEED_ACCOUNT };

struct deed {
	enum deed_kind kind;
	uint32_t pair, round;
	bool is_answered; /* with OK */
	bool is_refused;  /* answered with anything else: it may stand or not, in any order */
};

struct model {
	uint32_t round[2][PAIRS]; /* as last seen, per kind */
	struct deed deed[DEEDS];  /* since then, in order */
	size_t n;
	uint64_t answered; /* in all */
	uint32_t lost, halves, disorder, damaged;
};

/* The next deed, noted as not answered: also put into the commit. */
struct deed *model_begin(struct model *m, struct arena *a, struct commit *c, uint32_t dice,
			 size_t size);
void model_answer(struct model *m, struct deed *d, struct err e);
/* Reads everything and counts what is lost, half, out of order or damaged; what stands is where the
 * next deeds begin. STORE when it cannot be read. */
fallible model_check(struct model *m, const char *directory);
bool model_is_sound(const struct model *m);
uint32_t model_dice(uint64_t *seed, uint32_t sides);
