/* Dates as other calendars read them: whole texts, long and strange titles, days and years that
 * end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
#include "ical_check.h"

static struct arena arena;

static int begin(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)64 << 10, (size_t)64 << 20);
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_end(&arena);
	return 0;
}

static const struct ical_event walk = {
	.name = { { 0x0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0xfe } },
	.title = { "Plan", 4 },
	.begins = { 1795000000 },
	.minutes = 30,
	.changed = { 1794000001 },
	.version = 12,
	.alarm = -1,
};

static struct str write_one(const struct ical_event *e)
{
	const struct ical_calendar c = { .name = STR("Plans"), .event = e, .n = 1 };
	struct str s = ical_write(&arena, &c);
	const char *fault = ical_fault(s);

	if (fault)
		fail_msg("%s:\n%.*s", fault, (int)s.n, s.p);
	return s;
}

static bool has(struct str s, const char *words)
{
	return memmem(s.p, s.n, words, strlen(words)) != NULL;
}

static void must_have(struct str s, const char *words)
{
	if (!has(s, words))
		fail_msg("no %s in\n%.*s", words, (int)s.n, s.p);
}

static void says_all_of_an_event(void **state)
{
	static const char whole[] = "BEGIN:VCALENDAR\r\n"
				    "VERSION:2.0\r\n"
				    "PRODID:-//Calendar//Dates//EN\r\n"
				    "CALSCALE:GREGORIAN\r\n"
				    "NAME:Plans\r\n"
				    "X-WR-CALNAME:Plans\r\n"
				    "REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n"
				    "X-PUBLISHED-TTL:PT6H\r\n"
				    "BEGIN:VEVENT\r\n"
				    "UID:0f0102030405060708090a0b0c0d0efe\r\n"
				    "DTSTAMP:20261106T212001Z\r\n"
				    "LAST-MODIFIED:20261106T212001Z\r\n"
				    "SEQUENCE:12\r\n"
				    "SUMMARY:Plan\r\n"
				    "CLASS:PRIVATE\r\n"
				    "DTSTART:20261118T110640Z\r\n"
				    "DTEND:20261118T113640Z\r\n"
				    "END:VEVENT\r\n"
				    "END:VCALENDAR\r\n";
	struct str s = write_one(&walk);

	(void)state;
	assert_int_equal(s.n, sizeof whole - 1);
	assert_memory_equal(s.p, whole, s.n);
}

static void a_day_is_a_day(void **state)
{
	struct ical_event e = walk;
	struct str s;

	(void)state;
	e.is_day = true;
	e.alarm = 30;
	e.day = day_from_civil((struct civil){ 2026, 12, 31 });
	s = write_one(&e);
	must_have(s, "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n");
	assert_false(has(s, "VALARM")); /* it would ring at midnight */
	e.day = day_from_civil((struct civil){ 2028, 2, 28 });
	must_have(write_one(&e), "DTEND;VALUE=DATE:20280229\r\n");
	e.day = day_from_civil((struct civil){ 2027, 2, 28 });
	must_have(write_one(&e), "DTEND;VALUE=DATE:20270301\r\n");
}

static void the_year_ends(void **state)
{
	struct ical_event e = walk;
	struct day last = day_from_civil((struct civil){ 2026, 12, 31 });

	(void)state;
	e.begins.s = (int64_t)last.n * 86400 + 86399;
	e.minutes = 1;
	must_have(write_one(&e), "DTSTART:20261231T235959Z\r\nDTEND:20270101T000059Z\r\n");
	e.minutes = 0;
	struct str s = write_one(&e);

	must_have(s, "DTSTART:20261231T235959Z\r\n");
	assert_false(has(s, "DTEND"));
}

static void alarms_only_when_asked_for(void **state)
{
	struct ical_event e = walk;

	(void)state;
	assert_false(has(write_one(&e), "ALARM"));
	e.alarm = 15;
	must_have(write_one(&e), "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Plan\r\n"
				 "TRIGGER:-PT15M\r\nEND:VALARM\r\n");
	e.alarm = 0;
	must_have(write_one(&e), "TRIGGER:PT0M\r\n");
	e.alarm = ICAL_ALARM_MAX;
	must_have(write_one(&e), "TRIGGER:-PT40320M\r\n");
}

static void signs_with_a_meaning_are_escaped(void **state)
{
	struct ical_event e = walk;

	(void)state;
	e.title = STR("a;b,c\\d\ne:f \"g\"");
	must_have(write_one(&e), "SUMMARY:a\\;b\\,c\\\\d\\ne:f \"g\"\r\n");
	e.title = STR("x\r\nEND:VEVENT\r\nATTENDEE:y");
	must_have(write_one(&e), "SUMMARY:x\\nEND:VEVENT\\nATTENDEE:y\r\n");
	e.title = STR("a\x01\x7f\xff\xc3(\xe2\x80\xae\xed\xa0\x80z\xf0\x9f");
	must_have(write_one(&e), "SUMMARY:a(z\r\n");
	e.title = STR("");
	must_have(write_one(&e), "SUMMARY:\r\n");
}

/* The text of a property, its lines put together and its escapes undone. */
static size_t read_back(struct str s, const char *name, char *out)
{
	const char *p = memmem(s.p, s.n, name, strlen(name)), *end = s.p + s.n;
	size_t n = 0;

	assert_non_null(p);
	for (p += strlen(name); p < end; p++) {
		if (*p == '\r' && p[2] != ' ')
			return n;
		if (*p == '\r')
			p += 2;
		else if (*p == '\\')
			out[n++] = *++p == 'n' ? '\n' : *p;
		else
			out[n++] = *p;
	}
	return n;
}

static const char *const pieces[] = {
	"a", "Z",  " ",	 "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x8c\xb1", ";", ",", "\\", "\n",
	":", "\"", "\t", "n\\",	     "\\n",	     "cc\xcc\x81"
};

static void any_text_comes_back(void **state)
{
	unsigned seed = 7;
	char text[1024], back[2048];

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct ical_event e = walk;
		size_t n = 0, most = (size_t)(round % 240);

		while (n < most) {
			seed = seed * 1103515245 + 12345;
			const char *piece = pieces[seed >> 16 & 15];

			memcpy(text + n, piece, strlen(piece));
			n += strlen(piece);
		}
		e.title = (struct str){ text, n };
		e.alarm = round % 3 - 1;
		struct str s = write_one(&e);

		assert_int_equal(read_back(s, "\r\nSUMMARY:", back), n);
		assert_memory_equal(back, text, n);
		arena_reset(&arena);
	}
}

static void any_bytes_make_a_calendar(void **state)
{
	unsigned seed = 11;
	char text[700];

	(void)state;
	for (int round = 0; round < 5000; round++) {
		struct ical_event e = walk;

		for (size_t i = 0; i < sizeof text; i++) {
			seed = seed * 1103515245 + 12345;
			text[i] = (char)(seed >> 16);
		}
		e.title = (struct str){ text, (size_t)round % sizeof text };
		(void)write_one(&e);
		arena_reset(&arena);
	}
}

static void a_long_title_is_cut_at_a_character(void **state)
{
	struct ical_event e = walk;
	char text[900], back[2048];

	(void)state;
	for (size_t i = 0; i < sizeof text; i += 3)
		memcpy(text + i, "\xe2\x82\xac", 3);
	e.title = (struct str){ text, sizeof text };
	assert_int_equal(read_back(write_one(&e), "\r\nSUMMARY:", back), ICAL_TITLE_MAX / 3 * 3);
}

/* Some readers take these for ends of lines. */
static void other_ends_of_lines_are_left_out(void **state)
{
	struct ical_event e = walk;

	(void)state;
	e.title = STR("Walk\xe2\x80\xa8"
		      "BEGIN:VALARM\xe2\x80\xa9"
		      "END:VALARM\xc2\x85!");
	assert_true(has(write_one(&e), "\r\nSUMMARY:WalkBEGIN:VALARMEND:VALARM!\r\n"));
}

static void lines_are_as_long_as_they_may_be(void **state)
{
	struct ical_event e = walk;
	char text[200];

	(void)state;
	memset(text, 'a', sizeof text);
	e.title = (struct str){ text, sizeof text };
	struct str s = write_one(&e);
	const char *p = memmem(s.p, s.n, "SUMMARY:", 8);

	assert_memory_equal(p + 75, "\r\n a", 4);
	assert_memory_equal(p + 77 + 75, "\r\n a", 4);
}

static void dates_out_of_reach_are_left_out(void **state)
{
	struct ical_event e = walk;

	(void)state;
	e.begins.s = INT64_C(253402300800); /* the year 10000 */
	assert_false(has(write_one(&e), "VEVENT"));
	e.begins.s = INT64_MIN / 4;
	assert_false(has(write_one(&e), "VEVENT"));
	e = walk;
	e.changed.s = INT64_MAX / 4;
	assert_false(has(write_one(&e), "VEVENT"));
	e = walk;
	e.begins.s = INT64_MAX;
	assert_false(has(write_one(&e), "VEVENT"));
	e = walk;
	e.is_day = true;
	e.day.n = INT32_MAX;
	assert_false(has(write_one(&e), "VEVENT"));
	e.day.n = INT32_MIN;
	assert_false(has(write_one(&e), "VEVENT"));
}

static void many_and_none(void **state)
{
	struct ical_event list[ICAL_EVENTS_MAX];
	struct ical_calendar c = { .name = STR("A; name, with signs"), .event = list };

	(void)state;
	assert_null(ical_fault(ical_write(&arena, &c)));
	must_have(ical_write(&arena, &c), "\r\nX-WR-CALNAME:A\\; name\\, with signs\r\n");
	for (size_t i = 0; i < ICAL_EVENTS_MAX; i++)
		list[i] = walk;
	c.n = ICAL_EVENTS_MAX;
	assert_null(ical_fault(ical_write(&arena, &c)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_all_of_an_event),
		cmocka_unit_test(a_day_is_a_day),
		cmocka_unit_test(the_year_ends),
		cmocka_unit_test(alarms_only_when_asked_for),
		cmocka_unit_test(signs_with_a_meaning_are_escaped),
		cmocka_unit_test(any_text_comes_back),
		cmocka_unit_test(any_bytes_make_a_calendar),
		cmocka_unit_test(a_long_title_is_cut_at_a_character),
		cmocka_unit_test(lines_are_as_long_as_they_may_be),
		cmocka_unit_test(other_ends_of_lines_are_left_out),
		cmocka_unit_test(dates_out_of_reach_are_left_out),
		cmocka_unit_test(many_and_none),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
