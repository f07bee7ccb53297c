/* What a person sent, read strictly; and which route a path means. */
#include <stdlib.h>
#include "router.h"
#include "story.h"

static struct arena arena;

static enum err_code parse(struct form *f, const char *text)
{
	return form_parse(f, &arena, str_c(text)).code;
}

static bool is(const struct form *f, const char *name, const char *value)
{
	return str_equal(form_raw(f, name), str_c(value));
}

static void fields_are_read_as_sent(void **state)
{
	static struct form f;

	(void)state;
	assert_int_equal(parse(&f, "a=1+2&b=%41%c3%a9&c&d=x%3Dy=z&&a=3"), ERR_NONE);
	assert_int_equal(f.n, 5);
	assert_true(is(&f, "a", "1 2") && is(&f, "b", "A\xc3\xa9") && is(&f, "c", ""));
	assert_true(is(&f, "d", "x=y=z") && is(&f, "absent", ""));
	assert_true(form_has(&f, "c") && !form_has(&f, "absent"));
	struct str second;

	assert_true(form_nth(&f, "a", 1, &second) && str_equal(second, STR("3")));
	assert_false(form_nth(&f, "a", 2, &second));
	assert_int_equal(parse(&f, "t=one%0D%0Atwo"), ERR_NONE);
	assert_true(is(&f, "t", "one\ntwo"));
	assert_int_equal(parse(&f, ""), ERR_NONE);
	assert_int_equal(f.n, 0);
}

static void broken_text_is_refused(void **state)
{
	static const char *const bad[] = { "a=%",      "a=%4",	   "a=%g0",	  "a=%0",
					   "%=1",      "a=%00",	   "a=%1b",	  "a=%7f",
					   "a=%ff",    "a=%c0%80", "a=%ed%a0%80", "a=%f4%90%80%80",
					   "a=%e2%82", "%0a=1",	   "a=%c3",	  "a%00b=1" };
	static struct form f;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (parse(&f, bad[i]) != ERR_BAD_REQUEST)
			fail_msg("%s was taken", bad[i]);
}

static const char *many(const char *part, size_t n, const char *before)
{
	char *text = arena_take(&arena, strlen(before) + n * strlen(part) + 1), *to = text;

	to = stpcpy(to, before);
	for (size_t i = 0; i < n; i++)
		to = stpcpy(to, part);
	return text;
}

static void everything_has_its_most(void **state)
{
	static struct form f;

	(void)state;
	assert_int_equal(parse(&f, many("a=1&", FORM_FIELDS_MAX, "")), ERR_NONE);
	assert_int_equal(parse(&f, many("a=1&", FORM_FIELDS_MAX + 1, "")), ERR_BAD_REQUEST);
	assert_int_equal(parse(&f, many("x", FORM_CHARACTERS_MAX, "a=")), ERR_NONE);
	assert_int_equal(parse(&f, many("x", FORM_CHARACTERS_MAX + 1, "a=")), ERR_TOO_LARGE);
	assert_int_equal(parse(&f, many("\xf0\x9f\x8c\xa7", FORM_CHARACTERS_MAX, "a=")), ERR_NONE);
	assert_int_equal(parse(&f, many("n", 64, "")), ERR_NONE);
	assert_int_equal(parse(&f, many("n", 65, "")), ERR_BAD_REQUEST);
}

static void values_are_what_our_pages_send(void **state)
{
	static const struct choice table[] = { { "a", "A" }, { "b", "B" } };
	static struct form f;
	struct str line;
	struct day day;

	(void)state;
	assert_int_equal(parse(&f, "c=b&n=7&d=2026-11-22&big=99&word=x&one=a%0Ab&t=+hi+&no="), 0);
	assert_int_equal(form_choice(&f, "c", table, 2), 1);
	assert_int_equal(form_choice(&f, "absent", table, 2), -1);
	assert_int_equal(form_number(&f, "n", 1, 9, 0), 7);
	assert_int_equal(form_number(&f, "no", 1, 9, 5), 5);
	assert_true(form_day(&f, "d", &day) && !form_day(&f, "absent", &day));
	assert_true(str_equal(form_line(&f, "t", 9), STR("hi")));
	assert_true(str_equal(form_text(&f, &arena, "t", 9), STR("hi")));
	assert_true(form_check(&f, "c") && !form_check(&f, "no"));
	assert_false(f.is_bad);
	assert_int_equal(parse(&f, "line=%09two%09cells%09&word=x&big=99&one=a%0Ab&d=2026-11-22"),
			 0);
	assert_true(str_equal(form_line(&f, "line", 9), STR("two cells")));
	assert_false(f.is_bad);
	assert_int_equal(form_choice(&f, "word", table, 2), -1);
	assert_true(f.is_bad);
	f.is_bad = false;
	assert_int_equal(form_number(&f, "big", 1, 9, 3), 3);
	assert_true(f.is_bad);
	f.is_bad = false;
	assert_false(form_day(&f, "word", &day));
	assert_true(f.is_bad);
	f.is_bad = false;
	assert_true(str_equal(form_line(&f, "one", 9), STR("a b"))); /* a line end, pasted */
	assert_true(form_nth_line(&f, "line", 0, &line) && str_equal(line, STR("two cells")));
	assert_false(form_nth_line(&f, "line", 1, &line));
	assert_false(f.is_bad);
	(void)form_text(&f, &arena, "d", 3);
	(void)form_line(&f, "d", 3);
	assert_non_null(form_error_of(&f, "d"));
	assert_int_equal(f.n_errors, 1);
	for (int i = 0; i < 2 * FORM_ERRORS_MAX; i++)
		form_refuse(&f, many("e", (size_t)i + 1, ""), "No.");
	assert_int_equal(f.n_errors, FORM_ERRORS_MAX);
}

/* --- routes */
static bool leads(enum http_method m, const char *path, const char *pattern)
{
	struct router_hit hit = router_find(m, str_c(path));

	return pattern ? hit.route && strcmp(hit.route->path, pattern) == 0 : !hit.route;
}

static void paths_mean_one_route(void **state)
{
	(void)state;
	assert_true(leads(HTTP_GET, "/", "/"));
	assert_true(leads(HTTP_HEAD, "/today", "/today"));
	assert_true(leads(HTTP_GET, "/checkin/20780/3", "/checkin/:day/:step"));
	assert_true(leads(HTTP_POST, "/checkin/20780/remove", "/checkin/:day/remove"));
	assert_true(leads(HTTP_GET, "/us/sample", "/us/sample"));
	assert_true(router_find(HTTP_POST, STR("/today")).has_path);
	assert_false(router_find(HTTP_POST, STR("/nothing")).has_path);
	struct router_hit hit = router_find(HTTP_GET, STR("/checkin/20780/3"));

	assert_int_equal(hit.n_params, 2);
	assert_true(str_equal(hit.param[0], STR("20780")) && str_equal(hit.param[1], STR("3")));
}

static void strange_paths_mean_none(void **state)
{
	static const char *const none[] = { "",
					    "today",
					    "//",
					    "/today/",
					    "/today//",
					    "/checkin/",
					    "/checkin//3",
					    "/checkin/a%2fb",
					    "/checkin/a b",
					    "/checkin/1/2/3",
					    "/Today",
					    "/checkin/\xc3\xa9" };

	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (!leads(HTTP_GET, none[i], NULL))
			fail_msg("%s leads somewhere", none[i]);
	assert_true(leads(HTTP_GET, many("a", 64, "/checkin/"), "/checkin/:day"));
	assert_true(leads(HTTP_GET, many("a", 65, "/checkin/"), NULL));
	assert_true(leads(HTTP_OTHER, "/today", NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_read_as_sent),
		cmocka_unit_test(broken_text_is_refused),
		cmocka_unit_test(everything_has_its_most),
		cmocka_unit_test(values_are_what_our_pages_send),
		cmocka_unit_test(paths_mean_one_route),
		cmocka_unit_test(strange_paths_mean_none),
	};

	arena_init(&arena, 1u << 20, 64u << 20);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_end(&arena);
	return failed;
}
