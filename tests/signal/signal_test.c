/* When a signal shows, what it asks, and on whose clock: the rules of room signal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "signal_rule.h"

#define NOW  ((int64_t)1794997600) /* 2026-11-18 10:26:40 UTC */
#define BACK (NOW + 40 * 60)

static const struct id16 id = { { 1, 2, 3 } };

static struct signal away(void)
{
	return (struct signal){
		.id = id, .need = SIGNAL_NEED_SPACE, .set = { NOW }, .back = { BACK }
	};
}

static enum signal_state state_at(const struct signal *s, const struct signal_reply *r, int64_t at)
{
	return signal_see(s, r, (struct instant){ at }).state;
}

static void by_the_clock(void **state)
{
	static const struct {
		int64_t at;
		enum signal_state is;
	} row[] = {
		{ NOW, SIGNAL_AWAY },
		{ BACK - 1, SIGNAL_AWAY },
		{ BACK, SIGNAL_DUE },
		{ BACK + SIGNAL_SHOWN - 1, SIGNAL_DUE },
		{ BACK + SIGNAL_SHOWN, SIGNAL_NOTHING },
		{ BACK + 400 * 86400, SIGNAL_NOTHING },
		{ NOW - 61, SIGNAL_NOTHING },
	};
	struct signal s = away(), none = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		assert_int_equal(state_at(&s, NULL, row[i].at), row[i].is);
	assert_int_equal(state_at(&none, NULL, NOW), SIGNAL_NOTHING);
	assert_int_equal(signal_see(&s, NULL, (struct instant){ NOW }).next.s, BACK);
	assert_int_equal(signal_see(&s, NULL, (struct instant){ BACK }).next.s,
			 BACK + SIGNAL_SHOWN);
	assert_int_equal(signal_see(&s, NULL, (struct instant){ BACK + SIGNAL_SHOWN }).next.s, 0);
}

static void home_for_a_while(void **state)
{
	struct signal s = { .id = id, .set = { NOW }, .is_home = true };

	(void)state;
	assert_int_equal(state_at(&s, NULL, NOW), SIGNAL_HOME);
	assert_int_equal(state_at(&s, NULL, NOW + SIGNAL_HOME_SHOWN - 1), SIGNAL_HOME);
	assert_int_equal(state_at(&s, NULL, NOW + SIGNAL_HOME_SHOWN), SIGNAL_NOTHING);
	assert_int_equal(signal_see(&s, NULL, (struct instant){ NOW + SIGNAL_HOME_SHOWN }).next.s,
			 0);
	s.set.s = INT64_MAX;
	assert_int_equal(state_at(&s, NULL, NOW), SIGNAL_NOTHING);
	s.set.s = INT64_MIN;
	assert_int_equal(state_at(&s, NULL, NOW), SIGNAL_NOTHING);
}

static void both_answer(void **state)
{
	struct signal s = away();
	struct signal_reply r = { .to = id, .ready = { BACK } };
	struct instant now = { BACK + 60 };
	struct signal_seen seen = signal_see(&s, &r, now);

	(void)state;
	assert_false(seen.is_owner_ready);
	assert_true(seen.is_other_ready);
	s.ready.s = BACK;
	seen = signal_see(&s, &r, now);
	assert_true(seen.is_owner_ready && seen.is_other_ready);
	/* Twenty more minutes by either is a new question to both. */
	assert_true(signal_later(&s, now, &r.back));
	seen = signal_see(&s, &r, now);
	assert_int_equal(seen.state, SIGNAL_AWAY);
	assert_in_range(seen.back.s, now.s + 20 * 60, now.s + 21 * 60);
	assert_int_equal(seen.back.s % 60, 0);
	assert_false(seen.is_owner_ready || seen.is_other_ready);
	/* Both at once: the later of the two holds, nothing is lost. */
	s.back.s = r.back.s + 60;
	assert_int_equal(signal_see(&s, &r, now).back.s, s.back.s);
}

static void an_answer_belongs_to_one_signal(void **state)
{
	struct signal s = away();
	struct signal_reply r = { .to = { { 9 } }, .back = { BACK + 3600 }, .ready = { BACK } };
	struct signal_seen seen = signal_see(&s, &r, (struct instant){ BACK });

	(void)state;
	assert_int_equal(seen.back.s, BACK);
	assert_false(seen.is_other_ready);
}

static void a_day_is_the_most(void **state)
{
	struct signal s = away();
	struct signal_reply r = { .to = id, .back = { NOW + 3 * 86400 } };
	struct instant back;

	(void)state;
	/* Not believed from the other's page, whichever of both it is. */
	assert_int_equal(signal_see(&s, &r, (struct instant){ NOW }).back.s, BACK);
	s.back.s = NOW + 3 * 86400;
	assert_int_equal(state_at(&s, NULL, NOW), SIGNAL_NOTHING);
	s.back.s = INT64_MAX;
	assert_int_equal(state_at(&s, NULL, NOW), SIGNAL_NOTHING);
	s.set.s = s.back.s = INT64_MIN;
	assert_int_equal(state_at(&s, &r, NOW), SIGNAL_NOTHING);
	s = away();
	assert_true(signal_later(&s, (struct instant){ NOW + 23 * 3600 }, &back));
	assert_false(signal_later(&s, (struct instant){ NOW + 24 * 3600 }, &back));
	assert_int_equal(signal_in((struct instant){ NOW }, 1441, &back), SIGNAL_TOO_LONG);
	assert_int_equal(signal_in((struct instant){ NOW }, 1440, &back), SIGNAL_FINE);
	assert_true(back.s <= NOW + 86400 + 60);
	s.back = back;
	assert_int_equal(state_at(&s, NULL, NOW), SIGNAL_AWAY);
	assert_int_equal(signal_in((struct instant){ NOW }, 4, &back), SIGNAL_TOO_SHORT);
	assert_int_equal(signal_in((struct instant){ NOW }, -60, &back), SIGNAL_TOO_SHORT);
}

static void times_of_the_day(void **state)
{
	/* 10:26:40 UTC; 11:26:40 in Berlin, 05:26:40 in New York. */
	static const struct {
		const char *clock;
		int east;
		enum signal_refusal is;
		int64_t back;
	} row[] = {
		{ "10:40", 0, SIGNAL_FINE, NOW + 800 },
		{ "11:40", 60, SIGNAL_FINE, NOW + 800 },
		{ "05:40", -300, SIGNAL_FINE, NOW + 800 },
		{ "10:26", 0, SIGNAL_PAST, 0 },
		{ "09:00", 0, SIGNAL_PAST, 0 },
		{ "10:28", 0, SIGNAL_TOO_SHORT, 0 },
		{ "02:00", 0, SIGNAL_FINE, NOW - 37600 + 26 * 3600 },
		{ "24:00", 0, SIGNAL_NO_TIME, 0 },
		{ "12:60", 0, SIGNAL_NO_TIME, 0 },
		{ "1230", 0, SIGNAL_NO_TIME, 0 },
		{ "7:30", 0, SIGNAL_NO_TIME, 0 },
		{ "half", 0, SIGNAL_NO_TIME, 0 },
		{ "aa:bb", 0, SIGNAL_NO_TIME, 0 },
		{ "", 0, SIGNAL_NO_TIME, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct instant back = { 0 };

		assert_int_equal(signal_at((struct instant){ NOW }, (struct minutes){ row[i].east },
					   str_c(row[i].clock), &back),
				 row[i].is);
		if (row[i].is == SIGNAL_FINE)
			assert_int_equal(back.s, row[i].back);
		else
			assert_non_null(signal_refusal_words(row[i].is));
	}
	assert_null(signal_refusal_words(SIGNAL_FINE));
}

static void on_whose_clock(void **state)
{
	static const struct {
		int64_t at;
		int east;
		const char *reads;
	} row[] = {
		{ NOW, 0, "10:26" },
		{ NOW, 60, "11:26" },
		{ NOW, -300, "05:26" },
		{ NOW, 345, "16:11" },
		{ NOW + 14 * 3600, 0, "00:26 tomorrow" },
		{ NOW + 14 * 3600, -300, "19:26" },
		{ NOW + 2 * 3600, 720, "00:26" },
		{ NOW + 7 * 3600, 720, "05:26 tomorrow" },
	};
	char text[SIGNAL_TIME_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		signal_time(text, (struct instant){ row[i].at }, (struct instant){ NOW },
			    (struct minutes){ row[i].east });
		assert_string_equal(text, row[i].reads);
	}
}

static void words(void **state)
{
	size_t n;
	const struct signal_span *span = signal_spans(&n);

	(void)state;
	for (int need = 1; need < SIGNAL_NEED__END; need++) {
		struct signal_need_words w = signal_need_words((enum signal_need)need);

		assert_int_equal(w.need, need);
		assert_int_equal(signal_need_of(str_c(w.value)), need);
	}
	assert_int_equal(signal_need_of(STR("alone")), SIGNAL_NEED_NONE);
	assert_int_equal(signal_need_words(SIGNAL_NEED_NONE).need, SIGNAL_NEED_SPACE);
	for (size_t i = 0; i < n; i++)
		assert_in_range(span[i].minutes, SIGNAL_LEAST, SIGNAL_MOST);
	for (int b = 1; b < SIGNAL_BACK__END; b++)
		assert_int_not_equal(*signal_back_words((enum signal_back)b), '\0');
	struct signal_agreement a = { .sign = STR("T"), .minutes = 40, .says = STR("x") }, b = a;

	b.wish = STR("mine alone");
	b.id.b[0] = 7;
	assert_true(signal_is_same(&a, &b));
	b.says = STR("y");
	assert_false(signal_is_same(&a, &b));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_the_clock),
		cmocka_unit_test(home_for_a_while),
		cmocka_unit_test(both_answer),
		cmocka_unit_test(an_answer_belongs_to_one_signal),
		cmocka_unit_test(a_day_is_the_most),
		cmocka_unit_test(times_of_the_day),
		cmocka_unit_test(on_whose_clock),
		cmocka_unit_test(words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
