#include <string.h>
#include "read.h"
#include "row.h"

static void check_window(json_t *instrument, const char *id)
{
	const char *stem = read_text(instrument, id, "stem");
	const char *window = read_text(instrument, id, "window");

	/* "last 2 weeks", "past month": the stem asks about the same time. */
	if (!strcasestr(stem, window))
		read_fail(id, "the stem does not speak of the window", window);
}

static void check_options(json_t *options, const char *id)
{
	size_t i;
	json_t *option;
	unsigned long seen = 0;

	json_array_foreach (options, i, option) {
		long points = read_number(json_array_get(option, 0), id, "points");
		const char *words = json_string_value(json_array_get(option, 1));
		const char *code = json_string_value(json_array_get(option, 2));

		if (!words || !*words)
			read_fail(id, "an option without words", "");
		if (points > 9 || seen & 1ul << points)
			read_fail(id, "the same points twice", words);
		seen |= 1ul << points;
		if (code)
			read_check_code(id, code);
	}
	if (json_array_size(options) < 2)
		read_fail(id, "fewer than two options", "");
}

/* A question before or after the items. */
static void check_aside(json_t *aside, const char *id)
{
	if (!aside)
		return;
	(void)read_text(aside, id, "text");
	(void)read_code(aside, id, "loinc");
}

static void check_groups(json_t *groups, const char *id, long n)
{
	const char *letter;
	json_t *group;
	long from = 1;

	json_object_foreach (groups, letter, group) {
		json_t *items = json_object_get(group, "items");

		if (read_number(json_array_get(items, 0), id, letter) != from)
			read_fail(id, "groups that leave an item out", letter);
		from = read_number(json_array_get(items, 1), id, letter) + 1;
	}
	if (groups && from != n + 1)
		read_fail(id, "groups that leave an item out", "");
}

/* The instrument itself, word for word: its items are all there, in their order. */
void row_check_instrument(json_t *instrument)
{
	const char *id = read_text(instrument, "an instrument", "id");
	const char *tier = read_text(instrument, id, "tier");
	json_t *items = read_list(instrument, id, "items"), *item;
	size_t i;

	if (strcmp(tier, "A-ship-verbatim") != 0)
		read_fail(id, "may not be shipped word for word", tier);
	(void)read_text(instrument, id, "name");
	(void)read_text(instrument, id, "licence");
	(void)read_list(instrument, id, "sources");
	check_window(instrument, id);
	check_options(read_list(instrument, id, "options"), id);
	json_array_foreach (items, i, item) {
		if (read_number_of(item, id, "n") != (long)i + 1)
			read_fail(id, "an item is missing or out of order",
				  read_text_or_none(item, "text"));
		(void)read_text(item, id, "text");
		(void)read_code(item, id, "loinc");
	}
	check_aside(json_object_get(instrument, "gate"), id);
	check_aside(json_object_get(instrument, "extra"), id);
	check_groups(json_object_get(instrument, "subscales"), id,
		     (long)json_array_size(json_object_get(instrument, "items")));
	(void)read_code(instrument, id, "panel_loinc");
	(void)read_code(json_object_get(instrument, "total"), id, "loinc");
}
