/* row: one measure on its way from the two files into C. */
#pragma once
#include <jansson.h>
#include "measure.h"

struct row {
	const char *id;
	json_t *ours, *instrument; /* instrument: the first one that items are taken from; NULL:
				      only a total is typed in */
	json_t *item[MEASURE_ITEMS];
	size_t n_items;
	json_t *options;
	const char *name, *panel, *total;
	long least, most;
};

/* Refuses an instrument whose own words are not whole. */
void row_check_instrument(json_t *instrument);

/* The header that src/rooms/measure/measure.c includes. Row: MEASURES of them. */
void row_write_all(const char *path, const struct row row[], const char *notice);
