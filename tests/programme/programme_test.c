/* The rules of the programme: what is done, case by case, and for every need of every session just
 * below and just at it; pace and calls. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "programme.h"

#define TODAY ((struct day){ 20780 })

struct desk { /* the answers to one session */
	struct programme_answers a;
	struct programme_entry entry[PROGRAMME_STEPS_MAX][PROGRAMME_ENTRIES_MAX];
};

static void clear(struct desk *d)
{
	*d = (struct desk){ 0 };
	for (size_t i = 0; i < PROGRAMME_STEPS_MAX; i++)
		d->a.entry[i] = d->entry[i];
}

static int lowest_value(const struct programme_need *n)
{
	return n->measure == MEASURE_CHOSE ? __builtin_ctz(n->values) : n->value;
}

/* Entries that all count for this need. */
static void write_counting(struct desk *d, const struct programme_need *n, int count)
{
	static const int spread[] = { 39, 40, 71 };
	uint8_t field = n->field ? n->field : n->measure == MEASURE_SPREAD ? 3 : 1;

	d->a.n[n->step] = (size_t)count;
	for (int i = 0; i < count; i++) {
		struct programme_entry *e = &d->entry[n->step][i];

		e->day = (struct day){ TODAY.n + i };
		e->value[field].is_there = true;
		e->value[field].number =
			n->measure == MEASURE_SPREAD ? spread[i % 3] : lowest_value(n);
	}
}

/* Answers that reach `n` of what the need counts, and no more. */
static void reach(struct desk *d, const struct programme_need *need, int n)
{
	struct programme_entry *one = &d->entry[need->step][0];

	switch (need->measure) {
	case MEASURE_DONE:
		d->a.mark[need->step] = n ? MARK_DONE : MARK_OPEN;
		return;
	case MEASURE_CARD:
		d->a.calming_lines = n;
		return;
	case MEASURE_TICKS:
		d->a.n[need->step] = 1;
		one->value[1] =
			(struct programme_value){ .ticks = (1U << n) - 1, .is_there = n > 0 };
		return;
	case MEASURE_AHEAD:
		d->a.n[need->step] = 1;
		one->day = TODAY;
		one->value[1] = (struct programme_value){ .number = TODAY.n + n, .is_there = true };
		return;
	case MEASURE_ENTRIES:
	case MEASURE_DAYS:
	case MEASURE_CHOSE:
	case MEASURE_NUMBER:
	case MEASURE_FILLED:
	case MEASURE_SPREAD:
	case MEASURE__COUNT:
		break;
	}
	write_counting(d, need, n);
}

static void every_need_is_met_just_at_it(void **state)
{
	static struct desk d;

	(void)state;
	for (int number = 1; number <= PROGRAMME_SESSIONS; number++) {
		const struct programme_session *s = programme_session(number);
		const struct programme_step *check = &s->step[s->n_steps - 1];

		assert_true(check->n_needs > 0);
		for (size_t i = 0; i < check->n_needs; i++) {
			const struct programme_need *need = &check->need[i];

			clear(&d);
			assert_false(programme_is_met(s, need, &d.a));
			reach(&d, need, need->n - 1);
			assert_false(programme_is_met(s, need, &d.a));
			clear(&d);
			reach(&d, need, need->n);
			assert_true(programme_is_met(s, need, &d.a));
			clear(&d);
			d.a.mark[need->step] = MARK_DECLINED; /* nothing written at all */
			assert_true(programme_is_met(s, need, &d.a));
		}
	}
}

static void a_session_is_done_when_the_last_need_is(void **state)
{
	static struct desk d;

	(void)state;
	for (int number = 1; number <= PROGRAMME_SESSIONS; number++) {
		const struct programme_session *s = programme_session(number);
		const struct programme_step *check = &s->step[s->n_steps - 1];

		clear(&d);
		for (size_t i = 0; i < check->n_needs; i++) {
			assert_false(programme_is_done(s, &d.a));
			d.a.mark[check->need[i].step] = MARK_DECLINED;
			for (size_t k = i + 1; k < check->n_needs; k++)
				if (check->need[k].step == check->need[i].step)
					i = k;
		}
		assert_true(programme_is_done(s, &d.a));
	}
}

/* What does not count, though it is there. */
static void what_is_near_does_not_count(void **state)
{
	static struct desk d;
	const struct programme_session *one = programme_session(1);
	struct programme_need need = { .measure = MEASURE_DAYS, .n = 2 };

	(void)state;
	clear(&d);
	d.a.n[0] = 3; /* three notes of one day */
	assert_false(programme_is_met(one, &need, &d.a));
	d.entry[0][2].day.n = 1;
	assert_true(programme_is_met(one, &need, &d.a));
	need = (struct programme_need){
		.measure = MEASURE_CHOSE, .n = 1, .field = 1, .values = 1U << 1 | 1U << 3
	};
	d.entry[0][0].value[1] = (struct programme_value){ .number = 2, .is_there = true };
	assert_false(programme_is_met(one, &need, &d.a));
	d.entry[0][0].value[1].number = 3;
	assert_true(programme_is_met(one, &need, &d.a));
	need = (struct programme_need){
		.measure = MEASURE_NUMBER, .n = 1, .field = 2, .value = 40
	};
	d.entry[0][0].value[2] = (struct programme_value){ .number = 39, .is_there = true };
	assert_false(programme_is_met(one, &need, &d.a));
	d.entry[0][0].value[2].number = 40;
	assert_true(programme_is_met(one, &need, &d.a));
	need = (struct programme_need){ .measure = MEASURE_SPREAD, .n = 3 };
	for (int i = 0; i < 3; i++)
		d.entry[0][i].value[3] =
			(struct programme_value){ .number = 40 + 15 * i, .is_there = true };
	assert_false(programme_is_met(one, &need, &d.a)); /* 40, 55, 70: all of the middle */
	need.step = PROGRAMME_STEPS_MAX - 1;
	assert_false(programme_is_met(one, &need, &d.a)); /* no such step */
}

static void the_next_step_is_the_first_open_one(void **state)
{
	static struct desk d;
	const struct programme_session *s = programme_session(1);

	(void)state;
	clear(&d);
	assert_int_equal(programme_next(s, &d.a), 0);
	d.a.mark[0] = MARK_DONE;
	d.a.mark[1] = MARK_DECLINED;
	d.a.mark[3] = MARK_DONE;
	assert_int_equal(programme_next(s, &d.a), 2);
	for (size_t i = 0; i < s->n_steps; i++)
		d.a.mark[i] = MARK_DONE;
	assert_int_equal(programme_next(s, &d.a), s->n_steps);
}

static void calls_come_once_and_then_it_is_quiet(void **state)
{
	static const struct {
		int days;
		enum programme_call call;
	} table[] = {
		{ -1, CALL_NOTHING }, { 0, CALL_NOTHING },  { 9, CALL_NOTHING },
		{ 10, CALL_STEP },    { 20, CALL_STEP },    { 21, CALL_PERSON },
		{ 34, CALL_PERSON },  { 35, CALL_NOTHING }, { 400, CALL_NOTHING },
	};

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct day last = { TODAY.n - table[i].days };

		assert_int_equal(programme_call(last, TODAY, false), table[i].call);
		assert_int_equal(programme_call(last, TODAY, true), CALL_NOTHING);
	}
	assert_int_equal(programme_suits(PACE_WEEKLY, 1, TODAY).n, TODAY.n + 7);
	assert_int_equal(programme_suits(PACE_TWICE, 2, TODAY).n, TODAY.n + 3);
	assert_int_equal(programme_suits(PACE_TWICE, 3, TODAY).n, TODAY.n + 7);
}

static void the_table_is_whole(void **state)
{
	static const int phase[] = { 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3 };
	size_t at;

	(void)state;
	assert_null(programme_session(0));
	assert_null(programme_session(16));
	for (int number = 1; number <= PROGRAMME_SESSIONS; number++) {
		const struct programme_session *s = programme_session(number);

		assert_int_equal(s->number, number);
		assert_int_equal(s->phase, phase[number - 1]);
		for (size_t i = 0; i < s->n_steps; i++) {
			assert_ptr_equal(programme_find_step(s, s->step[i].key, &at), &s->step[i]);
			assert_int_equal(at, i);
		}
		assert_null(programme_find_step(s, STR("nothing"), &at));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_need_is_met_just_at_it),
		cmocka_unit_test(a_session_is_done_when_the_last_need_is),
		cmocka_unit_test(what_is_near_does_not_count),
		cmocka_unit_test(the_next_step_is_the_first_open_one),
		cmocka_unit_test(calls_come_once_and_then_it_is_quiet),
		cmocka_unit_test(the_table_is_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
