/* What letters carry besides keys: copies and answers; and what writing them costs. */
#include <stdio.h>
#include <time.h>
#include "linking.h"
#include "two.h"

#define DAY	  86400
#define RELATIONS 4
#define MOST_MS	  20.0

/* --- copies */
struct thing {
	struct item_deed item;
	int how;
};

static fallible update(struct act *a, void *context)
{
	const struct thing *t = context;

	return sharing_update_item(a, PLACE_CARD, t->item.id, bytes_str(str_c(t->item.content)));
}

static fallible stop(struct act *a, void *context)
{
	const struct thing *t = context;

	return sharing_stop_item(a, t->item.to, t->item.id, (enum sharing_stop)t->how);
}

static fallible count_items(struct act *a, void *context)
{
	struct sharing_item *item;
	size_t n;

	TRY(sharing_items(a, PLACE_CARD, &item, &n));
	*(size_t *)context = n;
	return OK;
}

static size_t items_of(struct person *p)
{
	size_t n;

	MUST(person_does(p, count_items, &n));
	return n;
}

static void a_copy_is_what_was_shared(void **state)
{
	struct two t = two_make(*state);
	struct thing card = { .item = { t.of_sam, { { 7 } }, "tea", false } };
	const char *nothing = sams_view(&t);

	MUST(person_does(&t.alex, deed_put_item, &card.item));
	assert_string_equal(sams_view(&t), "Alex\n07 tea\nmatches 0");
	card.item.content = "tea and quiet";
	MUST(person_does(&t.alex, update, &card));
	const char *then = sams_view(&t);

	assert_string_equal(then, "Alex\n07 tea and quiet\nmatches 0");
	card.how = SHARING_STOP_FROM_NOW_ON;
	MUST(person_does(&t.alex, stop, &card));
	card.item.content = "private again";
	MUST(person_does(&t.alex, update, &card));
	MUST(person_does(&t.alex, deed_put_item, &card.item));
	assert_string_equal(sams_view(&t), then);
	assert_int_equal(items_of(&t.alex), 1);
	card.item.is_again = true;
	MUST(person_does(&t.alex, deed_put_item, &card.item));
	assert_string_equal(sams_view(&t), "Alex\n07 private again\nmatches 0");
	card.how = SHARING_TAKE_BACK;
	MUST(person_does(&t.alex, stop, &card));
	assert_string_equal(sams_view(&t), nothing);
	assert_int_equal(items_of(&t.alex), 0);
}

/* What is known without a look is known by every device, and only when it is so. */
static void every_device_finds_what_is_shared(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	struct person phone = person_make(s), kim = person_named(s, "kim");
	struct thing card = { .item = { t.of_sam, { { 7 } }, "tea", false } };

	assert_int_equal(person_sign_in(&phone, "alex", PASSPHRASE, false), 303);
	assert_int_equal(items_of(&phone), 0);
	MUST(person_does(&t.alex, deed_put_item, &card.item));
	assert_int_equal(items_of(&phone), 1);
	people_link(&phone, &kim); /* with whom nothing is shared */
	assert_int_equal(items_of(&t.alex), 1);
	card.how = SHARING_TAKE_BACK;
	MUST(person_does(&phone, stop, &card));
	assert_int_equal(items_of(&t.alex), 0);
	MUST(person_does(&t.alex, deed_put_item, &card.item));
	assert_int_equal(items_of(&phone), 1);
}

static void a_letter_has_its_most(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	char *long_text = arena_take(&s->kept, LETTER_ITEM_MAX + 2);
	struct item_deed card = { .to = t.of_sam, .content = long_text };
	const char *rows = story_rows(s);
	int n = 0;

	memset(long_text, 'x', LETTER_ITEM_MAX + 1);
	assert_string_equal(err_name(person_does(&t.alex, deed_put_item, &card)), "TOO_FULL");
	long_text[LETTER_ITEM_MAX] = 0;
	for (; n < LETTER_ITEMS; n++) {
		card.id.b[0] = (uint8_t)(n + 1);
		if (!err_is(person_does(&t.alex, deed_put_item, &card), ERR_NONE))
			break;
	}
	assert_int_equal(n, 3);
	assert_string_equal(story_rows(s), rows);
	card.content = "short";
	MUST(person_does(&t.alex, deed_put_item, &card));
	/* All topics beside it, each with a number of epochs. */
	for (enum topic topic = 0; topic < TOPIC__COUNT; topic++) {
		struct err e = FAIL(NO_GRANT);

		if (topic_is_grantable(topic, PERSON_PARTNER))
			e = person_grants(&t.alex, t.of_sam, topic, SHARING_WITH_BEFORE);
		else
			assert_string_equal(err_name(person_grants(&t.alex, t.of_sam, topic,
								   SHARING_WITH_BEFORE)),
					    "NO_GRANT");
		assert_true(err_is(e, ERR_NONE) == topic_is_grantable(topic, PERSON_PARTNER));
	}
	assert_non_null(strstr(sams_view(&t), "short"));
}

/* --- both-yes */
static void come_back(struct two *t)
{
	assert_int_equal(person_sign_in(&t->alex, "alex", PASSPHRASE, true), 303);
	assert_int_equal(person_sign_in(&t->sam, "sam", PASSPHRASE, true), 303);
}

static void only_two_yeses_show(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	const char *nothing = sams_view(&t), *rows = story_rows(s);

	person_answers(&t.alex, t.of_sam, 0xf, 0x5);
	assert_string_equal(sams_view(&t), nothing); /* no answer of one's own */
	assert_string_equal(alexs_view(&t), "Sam\nmatches 0");
	person_answers(&t.sam, t.of_alex, 0xf, 0);
	assert_string_equal(alexs_view(&t), "Sam\nmatches 0"); /* a no is like no answer */
	person_answers(&t.sam, t.of_alex, 0xf, 0x6);
	assert_string_equal(alexs_view(&t), "Sam\nmatches 4");
	assert_string_equal(sams_view(&t), "Alex\nmatches 4");
	assert_string_equal(story_rows(s), rows);
	person_answers(&t.alex, t.of_sam, 0x4, 0); /* taken back */
	assert_string_equal(sams_view(&t), nothing);
	person_answers(&t.alex, t.of_sam, 0x2, 0x2);
	assert_string_equal(sams_view(&t), "Alex\nmatches 2");
	s->now += (int64_t)(SHARING_YES_DAYS - 1) * DAY;
	come_back(&t);
	assert_string_equal(sams_view(&t), "Alex\nmatches 2");
	s->now += 2 * DAY;
	come_back(&t);
	assert_string_equal(sams_view(&t), nothing);
	assert_string_equal(alexs_view(&t), "Sam\nmatches 0");
	person_answers(&t.sam, t.of_alex, 0x2, 0x2);
	assert_string_equal(sams_view(&t), nothing);
}

/* Who does not come back cannot renew their letter: their yes ends all the same. */
static void a_yes_ends_without_its_owner(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);

	person_answers(&t.alex, t.of_sam, 0x1, 0x1);
	s->now += 20 * DAY;
	come_back(&t);
	/* The letter is new, the first answer is not. */
	person_answers(&t.alex, t.of_sam, 0x2, 0x2);
	s->now += 11 * DAY;
	assert_int_equal(person_sign_in(&t.sam, "sam", PASSPHRASE, true), 303);
	person_answers(&t.sam, t.of_alex, 0x3, 0x3);
	assert_string_equal(sams_view(&t), "Alex\nmatches 2");
	s->now += 20 * DAY;
	assert_int_equal(person_sign_in(&t.sam, "sam", PASSPHRASE, true), 303);
	assert_string_equal(sams_view(&t), "Alex\nmatches 0");
}

/* --- two devices of one owner */
struct grant_deed {
	struct id16 to;
	enum topic topic;
};

static fallible grant(struct act *a, void *context)
{
	const struct grant_deed *g = context;

	return sharing_grant(a, g->to, g->topic, SHARING_FROM_NOW_ON, LETTER_READ, 0);
}

/* Both are planned on the same rows; the second one's commit does not hold, and it is done again.
 */
static void devices_lose_nothing_to_each_other(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	struct person phone = person_make(s);
	struct grant_deed one = { t.of_sam, TOPIC_CHECKIN }, two = { t.of_sam, TOPIC_MEASURE };
	struct answers_deed yes = { t.of_sam, 1, 1 };

	assert_int_equal(person_sign_in(&phone, "alex", PASSPHRASE, false), 303);
	struct bytes first = person_plans(&t.alex, grant, &one),
		     second = person_plans(&phone, grant, &two),
		     third = person_plans(&phone, deed_answer, &yes);

	MUST(story_commits(s, first));
	assert_string_equal(err_name(story_commits(s, second)), "CONFLICT");
	assert_string_equal(err_name(story_commits(s, third)), "CONFLICT");
	MUST(person_does(&phone, grant, &two));
	MUST(person_does(&t.alex, deed_answer, &yes));
	person_answers(&t.sam, t.of_alex, 1, 1);
	/* A word written under the keys of before does not slip into what is shared. */
	struct record_deed word = { TOPIC_CHECKIN, PLACE_CHECKIN, { 24322 }, 1, "slow" };
	struct bytes slow = person_plans(&phone, deed_write, &word);

	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_STOP_FROM_NOW_ON));
	assert_string_equal(err_name(story_commits(s, slow)), "CONFLICT");
	MUST(person_does(&phone, deed_write, &word));
	MUST(person_writes(&t.alex, TOPIC_MEASURE, 2, "shared"));
	const char *view = sams_view(&t);

	assert_null(strstr(view, "slow"));
	assert_non_null(strstr(view, "2:shared"));
	assert_non_null(strstr(view, "matches 1"));
	assert_string_equal(person_reads(&phone, TOPIC_CHECKIN), "1:slow ");
}

/* --- an end date */
static fallible grant_until(struct act *a, void *context)
{
	const struct grant_deed *g = context;

	return sharing_grant(a, g->to, g->topic, SHARING_WITH_BEFORE, LETTER_READ, a->now.s + DAY);
}

struct state_deed {
	struct grant_deed grant;
	enum sharing_state state;
};

static fallible find_state(struct act *a, void *context)
{
	struct state_deed *d = context;
	struct sharing_line *line;
	size_t n;

	TRY(sharing_lines(a, d->grant.to, &line, &n));
	for (size_t i = 0; i < n; i++)
		if (line[i].topic == d->grant.topic)
			d->state = line[i].state;
	return OK;
}

static enum sharing_state state_of(struct person *p, struct grant_deed grant)
{
	struct state_deed d = { .grant = grant };

	MUST(person_does(p, find_state, &d));
	return d.state;
}

static void after_its_last_day_nothing_opens(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	struct grant_deed until = { t.of_sam, TOPIC_CHECKIN };
	const char *nothing = sams_view(&t);

	assert_int_equal(state_of(&t.alex, until), SHARING_NEVER);
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 1, "for a day"));
	MUST(person_does(&t.alex, grant_until, &until));
	assert_non_null(strstr(sams_view(&t), "for a day"));
	assert_int_equal(state_of(&t.alex, until), SHARING_ON);
	s->now += DAY + 1;
	come_back(&t);
	assert_string_equal(sams_view(&t), nothing);
	assert_int_equal(state_of(&t.alex, until), SHARING_STOPPED);
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_MEASURE, SHARING_WITH_BEFORE));
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, "afterwards"));
	assert_null(strstr(sams_view(&t), "for a day"));
	assert_null(strstr(sams_view(&t), "afterwards"));
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	assert_non_null(strstr(sams_view(&t), "afterwards"));
}

/* --- what it costs */
static double ms_now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void a_change_for_four_is_quick(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	double plan = 0, write = 0;

	for (size_t i = 0; i < RELATIONS; i++) {
		struct person other = person_named(s, story_print(s, "other%zu", i));

		people_link(&alex, &other);
	}
	MUST(person_writes(&alex, TOPIC_CHECKIN, 1, "word"));
	for (size_t i = 0; i < 8; i++) {
		struct grant_deed g = { person_other(&alex, i % RELATIONS), TOPIC_CHECKIN };
		double begun = ms_now();
		struct bytes planned = person_plans(&alex, grant, &g);
		double planned_at = ms_now();

		MUST(story_commits(s, planned));
		plan += planned_at - begun;
		write += ms_now() - planned_at;
	}
	printf("a grant with %d relations: %.2f ms of work, %.2f ms to write it\n", RELATIONS,
	       plan / 8, write / 8);
	assert_true((plan + write) / 8 <= MOST_MS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_copy_is_what_was_shared),
		STORY(every_device_finds_what_is_shared),
		STORY(a_letter_has_its_most),
		STORY(only_two_yeses_show),
		STORY(a_yes_ends_without_its_owner),
		STORY(devices_lose_nothing_to_each_other),
		STORY(after_its_last_day_nothing_opens),
		STORY(a_change_for_four_is_quick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
