/* The notebook over several epochs: what was given up to a day stays as it was on that day, byte
 * for byte; what is taken back opens no more; the owner sees all of it, as they left it. */
#include <stdio.h>
#include <time.h>
#include "scene.h"

/* --- stories */
static void what_was_given_stays_as_it_was(void **state)
{
	struct scene *s = scene_begin(state), *then = scene_begin(state);

	for (unsigned i = 0; i < 4; i++)
		sets(s, 0, i, 10 + i);
	sets(s, 1, 0, 20);
	writes_whole(s, "words of then");
	devices_do(s->house, scene_give, s);
	devices_do(s->house, scene_stop, s);
	struct view before = sees(s, 0);
	struct notebook_source old = s->source;

	view_has(s, 0, (struct says){ { 10, 11, 12, 13 } });
	assert_int_equal(old.n, 1);
	devices_do(s->house, scene_rows, then);
	sets(s, 0, 0, 30);
	sets(s, 0, 1, 0);
	sets(s, 0, 4, 34);
	sets(s, 1, 0, 0);
	sets(s, 2, 0, 40);
	writes_whole(s, "words of later");
	owner_has(s, 0, (struct says){ { 30, 0, 12, 13, 34 } });
	owner_has(s, 1, (struct says){ { 0 } });
	owner_has(s, 2, (struct says){ { 40 } });
	devices_do(s->house, scene_rows, s);
	assert_int_equal(rows_kept(then, s, &old), 2);
	struct view after = sees(s, 0);

	same_view(&before, &after);
	/* Gone and back, and as it was before: the owner's own view follows. */
	sets(s, 0, 1, 51);
	sets(s, 0, 0, 10);
	owner_has(s, 0, (struct says){ { 10, 51, 12, 13, 34 } });
	writes_whole(s, NULL);
	writes_whole(s, "words once more");
	writes_whole(s, NULL);
	devices_do(s->house, scene_rows, s);
	assert_int_equal(rows_kept(then, s, &old), 2);
	after = sees(s, 0);
	same_view(&before, &after);
}

static void elsewhere_an_edited_record_moves(void **state)
{
	struct scene *s = scene_begin(state), *then = scene_begin(state);

	for (unsigned i = 0; i < 3; i++)
		sets(s, 0, i, 10 + i);
	s->who = 0;
	devices_do(s->house, scene_give, s); /* what the keys of the first epoch are */
	devices_do(s->house, scene_source, s);
	struct notebook_source first = s->source;

	s->who = 1;
	devices_do(s->house, scene_give_from_now_on, s);
	(void)sees(s, 1);
	view_has(s, 0, (struct says){ { 0 } });
	devices_do(s->house, scene_rows, then);
	sets(s, 0, 3, 13);
	devices_do(s->house, scene_rows, s);
	assert_int_equal(rows_kept(then, s, &first), 1); /* a new record moves nothing */
	sets(s, 0, 0, 30);
	(void)sees(s, 1);
	view_has(s, 0, (struct says){ { 30, 0, 0, 13 } });
	owner_has(s, 0, (struct says){ { 30, 11, 12, 13 } });
	sets(s, 0, 0, 10); /* as it was before: still written today */
	sets(s, 0, 1, 0);
	sets(s, 0, 2, 32);
	(void)sees(s, 1);
	view_has(s, 0, (struct says){ { 10, 0, 32, 13 } });
	owner_has(s, 0, (struct says){ { 10, 0, 32, 13 } });
	devices_do(s->house, scene_rows, s);
	assert_int_equal(s->n_rows, then->n_rows); /* the older page is empty and went */
}

/* Several times in one act, also what it deleted itself. */
static fallible many_times(struct act *a, void *context)
{
	struct notebook_page page;

	(void)context;
	for (unsigned round = 0; round < 3; round++) {
		TRY(says_set(a, devices_list(0), 0, 60 + round));
		TRY(says_set(a, devices_list(0), 1, 0));
		TRY(says_set(a, devices_list(0), 2, 70 + round));
		TRY(notebook_read(a, devices_list(1), &page));
		TRY(notebook_delete(a, &page));
		TRY(notebook_delete(a, &page));
		TRY(says_set(a, devices_list(1), 3, 80 + round));
	}
	TRY(notebook_read(a, devices_list(2), &page));
	TRY(notebook_write(a, &page, (struct bytes){ 0 }));
	return notebook_delete(a, &page);
}

static void one_act_may_write_again_and_again(void **state)
{
	struct scene *s = scene_begin(state);

	for (int m = 0; m < 2; m++)
		for (unsigned i = 0; i < 3; i++)
			sets(s, m, i, 10 + i);
	for (s->who = 0; s->who < 2; s->who++) {
		devices_do(s->house, s->who ? scene_give_from_now_on : scene_give, s);
		devices_do(s->house, scene_stop, s);
		devices_do(s->house, many_times, s);
		owner_has(s, 0, (struct says){ { 62, 0, 72 } });
		owner_has(s, 1, (struct says){ { 0, 0, 0, 82 } });
	}
}

static void what_is_taken_back_opens_no_more(void **state)
{
	struct scene *s = scene_begin(state), *then = scene_begin(state);
	size_t bytes_then = 0, bytes_now = 0;

	for (int m = 0; m < 3; m++)
		for (unsigned i = 0; i < 3; i++)
			sets(s, m, i, 10 * (unsigned)m + i + 1);
	writes_whole(s, "words");
	devices_do(s->house, scene_give, s);
	struct view before = sees(s, 0), after;
	struct notebook_source old = s->source;

	assert_true(before.list[0].n && before.whole.n);
	devices_do(s->house, scene_rows, then);
	devices_do(s->house, scene_take_back, s);
	devices_do(s->house, scene_rows, s);
	assert_int_equal(s->n_rows, then->n_rows);
	for (size_t i = 0; i < s->n_rows; i++) {
		bytes_then += then->row[i].blob.n;
		bytes_now += s->row[i].blob.n;
	}
	assert_int_equal(bytes_then, bytes_now);
	for (int m = 0; m < 3; m++) {
		struct page_name name = { DEVICES_TOPIC, PLACE_CHECKIN, { DEVICES_MONTH - m }, 0 };
		struct id16 id = page_id_under(&old.epoch[0].key, name);

		assert_non_null(find_row(then, id));
		assert_null(find_row(s, id));
	}
	s->source = old;
	devices_do(s->house, scene_look, s);
	after = (struct view){ 0 };
	same_view(&s->view, &after);
	after = sees(s, 0);
	assert_int_equal(s->source.n, 0);
	owner_has(s, 1, (struct says){ { 11, 12, 13 } });
	devices_do(s->house, scene_read_whole, s);
}

/* --- a year at once, and more than fits */
static fallible write_months(struct act *a, void *context)
{
	struct scene *s = context;

	for (int m = s->month; m < s->month + 20; m++)
		for (unsigned i = 0; i < DEVICES_IDS; i++)
			TRY(says_set(a, devices_list(m), i, 100u * (unsigned)m + i + 1));
	return OK;
}

static double milliseconds(clockid_t clock)
{
	struct timespec t;

	(void)clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

struct times { /* milliseconds; on a busy machine only those of the processor tell */
	double all, processor;
};

static struct times take_back_timed(struct scene *s)
{
	devices_do(s->house, scene_give, s);
	double all = milliseconds(CLOCK_MONOTONIC), own = milliseconds(CLOCK_PROCESS_CPUTIME_ID);

	devices_do(s->house, scene_take_back, s);
	return (struct times){ milliseconds(CLOCK_MONOTONIC) - all,
			       milliseconds(CLOCK_PROCESS_CPUTIME_ID) - own };
}

static fallible write_year(struct act *a, void *context)
{
	(void)context;
	for (int m = 0; m < 12; m++)
		for (unsigned i = 0; i < DEVICES_IDS; i++)
			TRY(says_set(a, devices_list(m), i, i + 1));
	return OK;
}

static void a_year_is_taken_back_in_one_act(void **state)
{
	struct scene *s = scene_begin(state);

	devices_do(s->house, write_year, s);
	struct times year = take_back_timed(s);

	for (s->month = 0; s->month < NOTEBOOK_TURN_MAX; s->month += 20)
		devices_do(s->house, write_months, s);
	struct times most = take_back_timed(s);

	owner_has(s, 99, (struct says){ { 9901, 9902, 9903, 9904, 9905, 9906 } });
	devices_do(s->house, scene_give, s);
	sets(s, NOTEBOOK_TURN_MAX, 0, 1);
	assert_string_equal(err_name(device_do(&s->house->device[0], scene_take_back, s)),
			    "TOO_LARGE");
	owner_has(s, 99, (struct says){ { 9901, 9902, 9903, 9904, 9905, 9906 } });
	printf("12 pages under new keys: %.0f ms (%.0f of the processor); %d: %.0f ms (%.0f)\n",
	       year.all, year.processor, NOTEBOOK_TURN_MAX, most.all, most.processor);
	assert_true(year.processor <= 300);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DEVICES_TEST(what_was_given_stays_as_it_was),
		DEVICES_TEST(elsewhere_an_edited_record_moves),
		DEVICES_TEST(one_act_may_write_again_and_again),
		DEVICES_TEST(what_is_taken_back_opens_no_more),
		DEVICES_TEST(a_year_is_taken_back_in_one_act),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
