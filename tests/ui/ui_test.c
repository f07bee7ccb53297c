/* The shell around every page, and the files it names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "asset.h"
#include "ui.h"

#define STYLE_MAX   (16u << 10)
#define LIVE_MAX    (1u << 10)
#define PAIR_MAX    (4u << 10)
#define SCRIPTS_MAX (6u << 10)

static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)64 << 10, (size_t)1 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_end(&arena);
	return 0;
}

static void no_token(struct html_out *o, struct str action)
{
	(void)o;
	(void)action;
}

static struct str page_make(const struct shell *s)
{
	struct html_out o = html_begin(&arena, no_token, NULL);

	shell_begin(&o, s);
	shell_end(&o, s);
	html_lit(&o, "", 1);
	return html_done(&o).s;
}

static size_t count(struct str page, const char *word)
{
	size_t n = 0;

	for (const char *p = page.p; (p = strstr(p, word)); p++)
		n++;
	return n;
}

static size_t place(struct str page, const char *word)
{
	const char *p = strstr(page.p, word);

	assert_non_null(p);
	return (size_t)(p - page.p);
}

static const struct shell PUBLIC = { .title = "Rejoin",
				     .notebook = STR("Rejoin"),
				     .run_by = STR("a <charity>") };
static const struct shell SIGNED = { .title = "List",
				     .here = TAB_US,
				     .theme = THEME_DIM,
				     .is_signed_in = true,
				     .notebook = STR("Garden"),
				     .wide = true,
				     .is_unverified = true,
				     .idle_seconds = 300 };

static void leave_comes_first(void **state)
{
	struct str page = page_make(&PUBLIC);

	(void)state;
	assert_true(place(page, "action=\"/leave\"") < place(page, "<a "));
	assert_true(place(page, "href=\"#main\"") < place(page, "class=\"mark\""));
	assert_int_equal(count(page, "<button"), 1);
}

static void the_bar_says_where_one_is(void **state)
{
	(void)state;
	assert_int_equal(count(page_make(&PUBLIC), "aria-current"), 0);
	struct str page = page_make(&SIGNED);

	assert_int_equal(count(page, "aria-current=\"page\""), 1);
	assert_non_null(strstr(page.p, "<a href=\"/us\" aria-current=\"page\">"));
}

static void titles_are_the_persons_own(void **state)
{
	(void)state;
	assert_non_null(strstr(page_make(&PUBLIC).p, "<title>Rejoin</title>"));
	struct str page = page_make(&SIGNED);

	assert_non_null(strstr(page.p, "<title>List \xC2\xB7 Garden</title>"));
	assert_null(strstr(page.p, "Rejoin"));
}

static void a_page_says_what_the_server_knows(void **state)
{
	struct str open = page_make(&PUBLIC), locked = page_make(&SIGNED);

	(void)state;
	assert_non_null(strstr(open.p, "run by a &lt;charity&gt;"));
	assert_null(strstr(open.p, "data-idle"));
	assert_null(strstr(open.p, "data-theme"));
	assert_null(strstr(open.p, "could not be verified"));
	assert_non_null(strstr(locked.p, "data-idle=\"300\""));
	assert_non_null(strstr(locked.p, "data-theme=\"dim\""));
	assert_non_null(strstr(locked.p, "could not be verified"));
	assert_non_null(strstr(locked.p, "class=\"page wide\""));
}

static void a_page_loads_only_what_is_there(void **state)
{
	struct str page = page_make(&SIGNED);

	(void)state;
	for (enum asset_id id = ASSET_CSS; id <= ASSET_ICON; id++) {
		struct str path = asset_url(id).s;

		assert_int_equal(count(page, path.p), 1);
		assert_ptr_equal(asset_find(path), &asset_row[id]);
		assert_true(asset_row[id].is_forever);
	}
	assert_null(asset_find(STR("/a/app.css")));
	assert_false(asset_find(STR("/sw.js"))->is_forever);
	assert_null(strstr(page.p, "://"));
}

/* What a person alone, or a first visitor, never needs is not loaded. */
static void the_style_for_two_comes_with_its_pages(void **state)
{
	const char *pair = asset_url(ASSET_PAIR).s.p;
	struct shell s = SIGNED;

	(void)state;
	s.here = TAB_TODAY;
	assert_int_equal(count(page_make(&s), pair), 0);
	s.here = TAB_US;
	assert_int_equal(count(page_make(&s), pair), 1);
	s.is_signed_in = false;
	assert_int_equal(count(page_make(&s), pair), 0);
	assert_int_equal(count(page_make(&s), "Only shared things"), 0);
	s.is_together = true;
	assert_int_equal(count(page_make(&s), "Only shared things"), 1);
}

static void the_worker_keeps_the_files_of_this_build(void **state)
{
	struct str worker = str_bytes(asset_row[ASSET_WORKER].body);

	(void)state;
	for (enum asset_id id = ASSET_CSS; id <= ASSET_ICON; id++)
		assert_non_null(
			memmem(worker.p, worker.n, asset_row[id].path.p, asset_row[id].path.n));
	assert_null(memchr(worker.p, '@', worker.n));
}

static void the_files_stay_small(void **state)
{
	(void)state;
	assert_true(asset_row[ASSET_CSS].body.n > 8000);
	assert_true(asset_row[ASSET_CSS].body.n <= STYLE_MAX);
	assert_true(asset_row[ASSET_PAIR].body.n <= PAIR_MAX);
	assert_true(asset_row[ASSET_LIVE].body.n <= LIVE_MAX);
	assert_true(asset_row[ASSET_JS].body.n + asset_row[ASSET_WORKER].body.n <= SCRIPTS_MAX);
}

static void scripts_make_no_markup(void **state)
{
	static const char *const banned[] = { "innerHTML",	"outerHTML",	 "insertAdjacent",
					      "document.write", "eval(",	 "localStorage",
					      "indexedDB",	"sessionStorage" };
	struct str js = str_bytes(asset_row[ASSET_JS].body),
		   sw = str_bytes(asset_row[ASSET_WORKER].body),
		   live = str_bytes(asset_row[ASSET_LIVE].body);

	(void)state;
	for (size_t i = 0; i < sizeof banned / sizeof *banned; i++) {
		assert_null(memmem(js.p, js.n, banned[i], strlen(banned[i])));
		assert_null(memmem(sw.p, sw.n, banned[i], strlen(banned[i])));
		assert_null(memmem(live.p, live.n, banned[i], strlen(banned[i])));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leave_comes_first),
		cmocka_unit_test(the_bar_says_where_one_is),
		cmocka_unit_test(titles_are_the_persons_own),
		cmocka_unit_test(a_page_says_what_the_server_knows),
		cmocka_unit_test(a_page_loads_only_what_is_there),
		cmocka_unit_test(the_worker_keeps_the_files_of_this_build),
		cmocka_unit_test(the_style_for_two_comes_with_its_pages),
		cmocka_unit_test(the_files_stay_small),
		cmocka_unit_test(scripts_make_no_markup),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
