#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "country.h"
#include "number.h"

static const struct country *find(const char *code)
{
	const struct country *c = country_find(str_c(code));
	assert_non_null(c);
	return c;
}

static void assert_str(struct str s, const char *wanted)
{
	assert_int_equal(s.n, strlen(wanted));
	assert_memory_equal(s.p, wanted, s.n);
}

static void assert_link(const struct line_links *links, size_t index, const char *shown,
			const char *href, const char *label)
{
	assert_true(index < links->n);
	assert_str(links->first[index].shown, shown);
	assert_str(links->first[index].href, href);
	assert_str(links->first[index].label, label);
}

static void finds_by_code(void **state)
{
	(void)state;
	assert_int_equal(country_count(), 24);
	assert_str(find("AT")->name, "Austria");
	assert_ptr_equal(find("at"), find("AT"));
	assert_null(country_find(STR("XX")));
	assert_null(country_find(STR("")));
	for (size_t i = 1; i < country_count(); i++)
		assert_true(strcmp(country_at(i - 1)->name.p, country_at(i)->name.p) < 0);
}

static void reads_accept_language(void **state)
{
	static const struct {
		const char *header, *code;
	} rows[] = {
		{ "de-AT", "AT" },
		{ "de-AT,de;q=0.9,en;q=0.8", "AT" },
		{ "en,de-CH;q=0.3", "CH" },
		{ "fr;q=0.4, sv ;q=0.8", "SE" },
		{ "zh-Hant-SG", "SG" },
		{ "en-US;q=0.5,en-GB;q=0.9", "GB" },
		{ "en-GB;q=0,de", "DE" },
		{ "de", "DE" },
		{ "en", NULL },
		{ "pt", NULL },
		{ "", NULL },
		{ "*;q=0.1,,;", NULL },
		{ "de-XX;q=abc", NULL },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct country *c = country_from_languages(str_c(rows[i].header));
		assert_ptr_equal(c, rows[i].code ? find(rows[i].code) : NULL);
	}
}

static void every_country_can_be_called(void **state)
{
	(void)state;
	for (size_t i = 0; i < country_count(); i++) {
		const struct country *c = country_at(i);
		assert_true(c->emergency.n > 0);
		assert_true(str_has_prefix(c->emergency.first[0].href, STR("tel:")));
	}
	assert_link(&find("NO")->emergency, 1, "113", "tel:113", "ambulance");
	assert_link(&find("IE")->emergency, 1, "999", "tel:999", "");
}

static void low_confidence_is_never_first(void **state)
{
	size_t seen = 0;
	(void)state;
	for (size_t i = 0; i < country_count(); i++)
		for (enum line_kind k = 0; k < LINE_KINDS; k++) {
			size_t n;
			const struct crisis_line *l = country_lines(country_at(i), k, &n);
			seen += n;
			for (size_t j = 0; j < n; j++) {
				assert_int_equal(l[j].kind, k);
				assert_true(l[j].checked.n > 20000);
				assert_true(l[j].call.n + l[j].text.n > 0);
				assert_true(j == 0 || l[j - 1].confidence >= l[j].confidence);
			}
		}
	assert_int_equal(seen, 49);
}

static void knows_what_could_not_be_checked(void **state)
{
	(void)state;
	assert_true(country_has_checked(find("DE"), LINE_DOMESTIC_VIOLENCE));
	assert_false(country_has_checked(find("BE"), LINE_DOMESTIC_VIOLENCE)); /* only a low one */
	assert_false(country_has_checked(find("CA"), LINE_DOMESTIC_VIOLENCE)); /* none */
	assert_false(country_has_checked(find("DK"), LINE_CRISIS));
	assert_true(country_has_checked(find("BE"), LINE_CRISIS));
}

static void links_can_be_dialled(void **state)
{
	size_t n;
	const struct crisis_line *l = country_lines(find("US"), LINE_VETERANS, &n);
	(void)state;
	assert_int_equal(n, 1);
	assert_link(&l->call, 0, "988, then press 1", "tel:988", "");
	assert_link(&l->text, 0, "838255", "sms:838255", "");
	l = country_lines(find("US"), LINE_DOMESTIC_VIOLENCE, &n);
	assert_link(&l->call, 0, "1-800-799-7233", "tel:18007997233", "");
	assert_link(&l->text, 0, "START to 88788", "sms:88788?body=START", "");
	l = country_lines(find("DE"), LINE_CRISIS, &n);
	assert_link(&l->call, 0, "0800 111 0 111", "tel:08001110111", "");
}

static void refuses_what_is_no_number(void **state)
{
	static const char *const bad[] = { "call us",
					   "1",
					   "0800 ",
					   "112 or ",
					   "112 (police",
					   "(police)",
					   "112 then press x",
					   "12345678901234567",
					   "112 / 113 / 114 / 115 / 116",
					   "+",
					   "112()" };
	struct number_list list;
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(number_parse(bad[i], NUMBER_TEL, &list));
	assert_false(number_parse("help me to 85258", NUMBER_SMS, &list));
	assert_true(number_parse("", NUMBER_TEL, &list));
	assert_int_equal(list.n, 0);
	assert_true(number_parse("+43 1 71719", NUMBER_TEL, &list));
	assert_string_equal(list.number[0].href, "tel:+43171719");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_by_code),
		cmocka_unit_test(reads_accept_language),
		cmocka_unit_test(every_country_can_be_called),
		cmocka_unit_test(low_confidence_is_never_first),
		cmocka_unit_test(knows_what_could_not_be_checked),
		cmocka_unit_test(links_can_be_dialled),
		cmocka_unit_test(refuses_what_is_no_number),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
