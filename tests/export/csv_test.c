/* Records as a table: what stands in every cell, and that no cell is ever a formula. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>
#include "csv.h"
#include "tar.h"

static struct arena arena;

static struct str table_of(const char *json, size_t max, bool *ret_is_full)
{
	struct bulk to = bulk_begin(&arena, max);
	json_t *records = json_loads(json, JSON_REJECT_DUPLICATES, NULL);

	assert_non_null(records);
	csv_records(&to, records);
	json_decref(records);
	if (ret_is_full)
		*ret_is_full = to.is_full;
	return str_bytes(bulk_done(&to));
}

static void becomes(const char *json, const char *table)
{
	struct str got = table_of(json, 1 << 20, NULL);

	assert_string_equal(arena_str(&arena, got).p, table);
}

static void one_row_a_record(void **state)
{
	(void)state;
	becomes("[]", "");
	becomes("[{\"day\": \"2026-11-22\", \"sleep\": 6, \"good\": \"Warm bread\"},"
		" {\"day\": \"2026-11-23\", \"more\": true, \"sleep\": -2.5}]",
		CSV_MARK "\"day\",\"sleep\",\"good\",\"more\"\r\n"
			 "\"2026-11-22\",6,\"Warm bread\",\r\n"
			 "\"2026-11-23\",-2.5,,\"yes\"\r\n");
	becomes("[\"a\", \"b\", null]", CSV_MARK "\"value\"\r\n\"a\"\r\n\"b\"\r\n\"\"\r\n");
	becomes("[{}]", CSV_MARK "\r\n\r\n");
}

static void what_is_inside(void **state)
{
	(void)state;
	becomes("[{\"a\": {\"points\": 3, \"b\": {\"c\": \"x\"}}, \"points\": 1},"
		" {\"a\": \"plain\"}]",
		CSV_MARK "\"a\",\"a: points\",\"a: b: c\",\"points\"\r\n"
			 ",3,\"x\",1\r\n\"plain\",,,\r\n");
	becomes("[{\"l\": [\"one\", {\"q\": 1, \"w\": [\"x\", \"y\"]}, false, []]}]",
		CSV_MARK "\"l\"\r\n\"one\nq: 1; w: x, y\nno\n\"\r\n");
}

static void quotes_commas_and_lines(void **state)
{
	(void)state;
	becomes("[{\"a, \\\"b\\\"\": \"She said \\\"wait\\\", then\\r\\nleft\"}]",
		CSV_MARK "\"a, \"\"b\"\"\"\r\n\"She said \"\"wait\"\", then\r\nleft\"\r\n");
	becomes("[{\"a\": \"\\\"\"}]", CSV_MARK "\"a\"\r\n\"\"\"\"\r\n");
	becomes("[{\"a\": \"\\u00e4\\ud83c\\udf19\"}]",
		CSV_MARK "\"a\"\r\n\"\xc3\xa4\xf0\x9f\x8c\x99\"\r\n");
}

static void no_cell_is_a_formula(void **state)
{
	static const char *const text[] = { "=1+1",  "+1",    "-1",    "@SUM(A1)",
					    "\\t=1", "\\r=1", "\\n=1", "=cmd|' /C calc'!A0" };

	(void)state;
	for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
		const char *json = arena_print(&arena,
					       "[{\"%s\": \"%s\", \"list\": [\"%s\"], \"o\": "
					       "{\"%s\": 1}}, \"%s\"]",
					       text[i], text[i], text[i], text[i], text[i])
					   .p;
		struct str got = table_of(json, 1 << 20, NULL);
		const char *table = arena_str(&arena, got).p;
		size_t marks = 0;

		for (const char *p = strchr(table, '"'); p; p = strchr(p + 1, '"')) {
			bool begins = p[-1] == ',' || p[-1] == '\n' || p[-1] == CSV_MARK[2];

			assert_false(begins && strchr(CSV_FORMULA, p[1]));
			marks += begins && p[1] == '\'';
		}
		assert_int_equal(marks, 4); /* its name, its text, the list, the bare text */
	}
	becomes("[{\"a\": -3}]", CSV_MARK "\"a\"\r\n-3\r\n");
}

static void too_much_is_said(void **state)
{
	const char *json = "[{\"a\": \"0123456789\"}]";
	struct str whole = table_of(json, 1 << 20, NULL);
	struct bulk many = bulk_begin(&arena, 1 << 20);
	json_t *record = json_object(), *records = json_array();
	bool is_full;

	(void)state;
	for (size_t max = 0; max <= whole.n; max++) {
		struct str some = table_of(json, max, &is_full);

		assert_int_equal(is_full, max < whole.n);
		assert_true(some.n <= max);
	}
	for (int i = 0; i < CSV_COLUMNS_MAX + 1; i++) {
		const char *name = arena_print(&arena, "c%d", i).p;

		assert_false(many.is_full);
		json_object_set_new(record, name, json_integer(i));
	}
	json_array_append_new(records, record);
	csv_records(&many, records);
	json_decref(records);
	assert_true(many.is_full);
}

/* --- several files in one */
static void files_stand_where_they_are_looked_for(void **state)
{
	static const size_t size[] = { 0, 1, 511, 512, 513, 70000 };
	struct bulk to = bulk_begin(&arena, 1 << 20);
	struct tar t = tar_begin(&to, (struct instant){ 1795000000 });
	uint8_t *text = arena_take(&arena, 70000);
	size_t at = 0;

	(void)state;
	memset(text, 'x', 70000);
	for (size_t i = 0; i < 6; i++) {
		tar_file(&t, STR("tables/days.csv"));
		bulk_add(&to, (struct bytes){ text, size[i] });
	}
	tar_end(&t);
	assert_false(to.is_full);
	for (size_t i = 0; i < 6; i++) {
		const char *h = (const char *)to.p + at;

		assert_string_equal(h, "tables/days.csv");
		assert_string_equal(h + 124, arena_print(&arena, "%011zo", size[i]).p);
		assert_memory_equal(h + 257,
				    "ustar\0"
				    "00",
				    8);
		assert_memory_equal(h + 512, text, size[i]);
		at += 512 + (size[i] + 511) / 512 * 512;
	}
	assert_int_equal(to.n, at + 1024);
	for (size_t max = 0; max < to.n; max += 487) {
		struct bulk less = bulk_begin(&arena, max);
		struct tar some = tar_begin(&less, (struct instant){ 0 });

		tar_file(&some, STR("a"));
		bulk_add(&less, (struct bytes){ text, 70000 });
		tar_end(&some);
		assert_true(less.n <= max);
		assert_int_equal(less.is_full, max < 512 + 70144 + 1024);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_row_a_record),
		cmocka_unit_test(what_is_inside),
		cmocka_unit_test(quotes_commas_and_lines),
		cmocka_unit_test(no_cell_is_a_formula),
		cmocka_unit_test(too_much_is_said),
		cmocka_unit_test(files_stand_where_they_are_looked_for),
	};

	arena_init(&arena, 1 << 20, 64 << 20);
	int bad = cmocka_run_group_tests(tests, NULL, NULL);

	arena_end(&arena);
	return bad;
}
