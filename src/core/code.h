/* code: short lists of things to pick from, each stored as a number. A room's table (.def) makes
 * the rows; what a number means never changes, so numbers are only added. */
#pragma once
#include <stdint.h>
#include "str.h"

struct code_row {
	uint8_t number;	   /* stored, from 1 */
	const char *value; /* as a form sends it; NULL: the number is sent */
	const char *words;
};

struct code_list {
	const struct code_row *row;
	size_t n;
};

#define CODE_LIST(rows)                             \
	{                                           \
		rows, sizeof(rows) / sizeof *(rows) \
	}

/* One list of a table of several, whose rows stand together: of[i] says to which the row belongs.
 * Empty when none does. */
struct code_list code_group(const struct code_row *row, const uint8_t *of, size_t n,
			    unsigned which);

const struct code_row *code_at(const struct code_list *list, size_t i); /* NULL past the last */
const char *code_words(const struct code_list *list, unsigned number);	/* NULL: none of them */
unsigned code_number(const struct code_list *list, struct str value);	/* 0: none of them */
uint32_t code_bits(const struct code_list *list);			/* 1 << number of each */
