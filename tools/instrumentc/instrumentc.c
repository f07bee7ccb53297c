/* instrumentc: instruments as data become C.   instrumentc instruments.json measures.json out.h
 *
 * Refuses an instrument that is not whole: an item, an option, a window, a notice that is missing,
 * a code whose check digit is wrong, points or bands that do not cover the range of the total. Only
 * what may be shipped word for word is taken. Everything is checked before a byte is written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "read.h"
#include "row.h"

static json_t *instruments;

static void take_items(struct row *row, json_t *from, long first, long last)
{
	json_t *items = json_object_get(from, "items");

	if (first < 1 || last < first || (size_t)last > json_array_size(items))
		read_fail(row->id, "items that are not there", "parts");
	for (long n = first; n <= last; n++) {
		if (row->n_items == MEASURE_ITEMS)
			read_fail(row->id, "too many items", "");
		row->item[row->n_items++] = json_array_get(items, (size_t)n - 1);
	}
}

static void take_part(struct row *row, json_t *part)
{
	const char *of = json_string_value(json_array_get(part, 0));
	json_t *from = read_named(instruments, row->id, of ? of : "");

	if (!row->instrument)
		row->instrument = from;
	else if (!json_equal(json_object_get(from, "options"), row->options) ||
		 !json_equal(json_object_get(from, "stem"),
			     json_object_get(row->instrument, "stem")))
		read_fail(row->id, "parts that ask in different ways", of);
	row->options = json_object_get(from, "options");
	take_items(row, from, read_number(json_array_get(part, 1), row->id, "parts"),
		   read_number(json_array_get(part, 2), row->id, "parts"));
}

/* Made of items of others: which codes it has stands with one of them. */
static void take_parts(struct row *row, json_t *parts)
{
	json_t *named = read_list(row->ours, row->id, "subset");
	const char *of = json_string_value(json_array_get(named, 0));
	const char *as = json_string_value(json_array_get(named, 1));
	size_t i;
	json_t *part;

	json_array_foreach (parts, i, part) {
		take_part(row, part);
	}
	json_t *subsets = json_object_get(read_named(instruments, row->id, of), "subsets");
	json_t *subset = json_object_get(subsets, as ? as : "");

	if (!subset)
		read_fail(row->id, "no such part is named there", as);
	row->name = read_text(row->ours, row->id, "name");
	row->panel = read_code(subset, row->id, "panel_loinc");
	row->total = read_code(subset, row->id, "total_loinc");
	row->most = read_number_of(subset, row->id, "max");
}

static void take_whole(struct row *row)
{
	row->instrument = read_named(instruments, row->id, row->id);
	json_t *total = json_object_get(row->instrument, "total");

	row->options = json_object_get(row->instrument, "options");
	take_items(row, row->instrument, 1,
		   (long)json_array_size(json_object_get(row->instrument, "items")));
	row->name = read_text(row->instrument, row->id, "name");
	row->panel = read_code(row->instrument, row->id, "panel_loinc");
	row->total = read_code(total, row->id, "loinc");
	row->least = read_number_of(total, row->id, "min");
	row->most = read_number_of(total, row->id, "max");
}

static void check_total(const struct row *row)
{
	long least = 9, most = 0;
	size_t i;
	json_t *option;

	json_array_foreach (row->options, i, option) {
		long points = (long)json_integer_value(json_array_get(option, 0));

		least = points < least ? points : least;
		most = points > most ? points : most;
	}
	if (least * (long)row->n_items != row->least || most * (long)row->n_items != row->most)
		read_fail(row->id, "the items do not add up to the range of the total", "");
}

static void check_bands(const char *id, json_t *bands, long from, long to)
{
	size_t i;
	json_t *band;

	json_array_foreach (bands, i, band) {
		long least = read_number(json_array_get(band, 0), id, "a band");
		long most = read_number(json_array_get(band, 1), id, "a band");

		if (least != from || most < least || !json_is_string(json_array_get(band, 2)))
			read_fail(id, "bands that leave a gap or overlap", "");
		from = most + 1;
	}
	if (from < to + 1)
		read_fail(id, "bands that end too soon", "");
}

/* Bands that the instrument's own file has are ours too, in its words. */
static void check_published(const struct row *row)
{
	json_t *published = json_object_get(row->instrument, "bands"), *band;
	json_t *ours = json_object_get(row->ours, "bands");
	size_t i;

	if (row->n_items != json_array_size(json_object_get(row->instrument, "items")))
		return;
	json_array_foreach (published, i, band) {
		json_t *own = json_array_get(ours, i);

		for (size_t k = 0; k < 2; k++)
			if (!json_equal(json_array_get(band, k), json_array_get(own, k)))
				read_fail(row->id, "not the published bands", "");
	}
}

static void read_row(struct row *row, json_t *ours)
{
	json_t *parts = json_object_get(ours, "parts"), *typed = json_object_get(ours, "typed");
	json_t *change = json_object_get(ours, "change");

	*row = (struct row){ .ours = ours, .id = read_text(ours, "a measure", "id") };
	(void)read_text(ours, row->id, "short");
	(void)read_text(ours, row->id, "line");
	(void)read_text(ours, row->id, "about");
	(void)read_text(ours, row->id, "is_not");
	(void)read_list(ours, row->id, "sources");
	if (typed) {
		row->name = read_text(ours, row->id, "short");
		row->least = read_number(json_array_get(typed, 0), row->id, "typed");
		row->most = read_number(json_array_get(typed, 1), row->id, "typed");
	} else {
		if (parts)
			take_parts(row, parts);
		else
			take_whole(row);
		check_total(row);
		check_published(row);
	}
	check_bands(row->id, read_list(ours, row->id, "bands"), row->least, row->most);
	if (json_is_object(change))
		check_bands(row->id, read_list(change, row->id, "bands"), 0, 0);
}

int main(int argc, char **argv)
{
	static struct row row[MEASURES];
	size_t i;
	json_t *one;

	if (argc != 4) {
		fputs("usage: instrumentc instruments.json measures.json out.h\n", stderr);
		return 2;
	}
	json_t *theirs = read_file(argv[1]);
	const char *notice = read_text(theirs, "the file", "loinc_notice");

	instruments = read_list(theirs, "the file", "instruments");
	json_array_foreach (instruments, i, one) {
		row_check_instrument(one);
	}
	json_t *ours = read_file(argv[2]), *list = read_list(ours, "the file", "measures");

	if (json_array_size(list) != MEASURES)
		read_fail("measures", "not as many as src/rooms/measure/measure.h says", "");
	json_array_foreach (list, i, one) {
		read_row(&row[i], one);
	}
	row_write_all(argv[3], row, notice);
	json_decref(ours);
	json_decref(theirs);
	return 0;
}
