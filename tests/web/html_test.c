/* What compiled templates send, and what the page writer refuses. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include "html.h"
#include "pattern.html.h"

static const char *golden_path;
static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)64 << 10, (size_t)4 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_end(&arena);
	return 0;
}

static void csrf(struct html_out *o, struct str action)
{
	html_lit(o, o->context, strlen(o->context));
	html_put_str(o, action);
	html_lit(o, "]", 1);
}

static const struct pattern_item ITEMS[] = {
	{ STR("\"><script>alert(1)</script>"), 7, 3, true },
	{ STR("fire & 'noise'"), -8, 1, false },
	{ STR(""), INT64_MIN, 0, false },
};

static struct pattern_view view_make(size_t n)
{
	return (struct pattern_view){
		.whose = STR("<b>Sam</b>"),
		.back = url_path(STR("javascript:alert(1)")),
		.note = html_trust(STR("<em>ok</em>")),
		.item = ITEMS,
		.n = n,
		.kind = "a/b c\xC3\xA9",
	};
}

static struct str page_make(size_t n)
{
	struct html_out o = html_begin(&arena, csrf, "[token ");
	struct pattern_view v = view_make(n);

	pattern_page(&o, &v);
	return html_done(&o).s;
}

static struct str pages_make(void)
{
	struct str full = page_make(3), empty = page_make(0);

	return arena_print(&arena, "%.*s====\n%.*s", (int)full.n, full.p, (int)empty.n, empty.p);
}

static void page_is_as_reviewed(void **state)
{
	static char golden[1 << 14];
	FILE *f = fopen(golden_path, "r");

	(void)state;
	assert_non_null(f);
	size_t n = fread(golden, 1, sizeof golden, f);

	assert_int_equal(fclose(f), 0);
	arena_reset(&arena);
	struct str full = page_make(3), empty = page_make(0);
	struct str both =
		arena_print(&arena, "%.*s====\n%.*s", (int)full.n, full.p, (int)empty.n, empty.p);

	if (!str_equal(both, (struct str){ golden, n }))
		fail_msg("the page differs from pattern.golden:\n%s", both.p);
}

static void nothing_a_person_wrote_is_markup(void **state)
{
	struct str page = page_make(3);

	(void)state;
	assert_null(memmem(page.p, page.n, "<script", 7));
	assert_null(memmem(page.p, page.n, "<b>Sam", 6));
	assert_null(memmem(page.p, page.n, "javascript:", 11));
	assert_non_null(memmem(page.p, page.n, "<em>ok</em>", 11));
}

static void every_octet_is_escaped_or_kept(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 256; i++) {
		char letter = (char)i;
		struct html_out o = html_begin(&arena, NULL, NULL);

		html_put(&o, ((struct str){ &letter, 1 }));
		struct str s = html_done(&o).s;
		bool is_kept = s.n == 1 && s.p[0] == letter;

		assert_int_equal(is_kept, !(letter == 0 || strchr("&<>\"'", letter)));
		arena_reset(&arena);
	}
}

static void a_query_holds_no_mark_of_an_address(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 256; i++) {
		char letter = (char)i;
		struct html_out o = html_begin(&arena, NULL, NULL);

		html_put_query(&o, ((struct str){ &letter, 1 }));
		struct str s = html_done(&o).s;
		struct str wanted = arena_print(&arena, "%%%02X", i);

		if (s.n != 1)
			assert_true(str_equal(s, wanted));
		else
			assert_true(letter == s.p[0] && !strchr("/?#:&=+%<>\"' \\", letter));
		arena_reset(&arena);
	}
}

static void numbers_of_every_width(void **state)
{
	struct html_out o = html_begin(&arena, NULL, NULL);

	(void)state;
	html_put(&o, INT64_MIN);
	html_lit(&o, " ", 1);
	html_put(&o, UINT64_MAX);
	html_lit(&o, " ", 1);
	html_put_attr(&o, (uint8_t)200);
	html_lit(&o, " ", 1);
	html_put_query(&o, (short)-3);
	assert_true(str_equal(html_done(&o).s,
			      STR("-9223372036854775808 18446744073709551615 200 -3")));
}

static void only_own_paths_are_paths(void **state)
{
	static const char *const refused[] = { "",	"a",	"//a",	     "/\\a",  "/a b",
					       "/a\nb", "\\/a", "https://a", "/\t/a", "/a\x7f" };

	(void)state;
	assert_true(str_equal(url_path(STR("/a?b=1&c=2#d")).s, STR("/a?b=1&c=2#d")));
	assert_true(str_equal(url_path(STR("/")).s, STR("/")));
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_true(str_equal(url_path(str_c(refused[i])).s, STR("/")));
}

static void only_https_is_the_web(void **state)
{
	static const char *const refused[] = { "http://a.org", "https://",     "https:///a",
					       "//a.org",      "https://a\\b", "https://a b",
					       "javascript:a" };

	(void)state;
	assert_true(str_equal(url_web(STR("https://a.org/b?c")).s, STR("https://a.org/b?c")));
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_true(str_equal(url_web(str_c(refused[i])).s, STR("/")));
}

static void numbers_can_be_called(void **state)
{
	(void)state;
	assert_true(
		str_equal(url_tel(&arena, STR("+1 (800) 555-0100")).s, STR("tel:+18005550100")));
	assert_true(str_equal(url_sms(&arena, STR("741741")).s, STR("sms:741741")));
	assert_true(str_equal(url_tel(&arena, STR("12;ext=4")).s, STR("/")));
	assert_true(str_equal(url_tel(&arena, STR("1+2")).s, STR("/")));
	assert_true(str_equal(url_tel(&arena, STR(" - ")).s, STR("/")));
}

static void pages_grow_up_to_the_limit(void **state)
{
	struct html_out o = html_begin(&arena, NULL, NULL);
	char line[1000];

	(void)state;
	memset(line, 'a', sizeof line);
	for (size_t i = 0; i < HTML_MAX / sizeof line; i++)
		html_lit(&o, line, sizeof line);
	html_lit(&o, line, HTML_MAX % sizeof line);
	struct str s = html_done(&o).s;

	assert_int_equal(s.n, HTML_MAX);
	for (size_t i = 0; i < s.n; i++)
		assert_int_equal(s.p[i], 'a');
}

static void beyond_the_limit_is_a_bug(void **state)
{
	(void)state;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		static char line[HTML_MAX + 1];
		struct html_out o = html_begin(&arena, NULL, NULL);

		(void)!freopen("/dev/null", "w", stderr);
		signal(SIGABRT, SIG_DFL);
		html_lit(&o, line, sizeof line);
		_exit(0);
	}
	int status;

	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

int main(int count, char **argument)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(page_is_as_reviewed),
		cmocka_unit_test(nothing_a_person_wrote_is_markup),
		cmocka_unit_test(every_octet_is_escaped_or_kept),
		cmocka_unit_test(a_query_holds_no_mark_of_an_address),
		cmocka_unit_test(numbers_of_every_width),
		cmocka_unit_test(only_own_paths_are_paths),
		cmocka_unit_test(only_https_is_the_web),
		cmocka_unit_test(numbers_can_be_called),
		cmocka_unit_test(pages_grow_up_to_the_limit),
		cmocka_unit_test(beyond_the_limit_is_a_bug),
	};

	if (count != 2)
		return 64;
	golden_path = argument[1];
	if (!strcmp(golden_path, "--print")) {
		(void)setup(NULL);
		(void)fputs(pages_make().p, stdout);
		return teardown(NULL);
	}
	return cmocka_run_group_tests(tests, setup, teardown);
}
