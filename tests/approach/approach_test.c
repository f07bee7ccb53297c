/* The rules of small steps: every row of the pace engine, what holds for any practices at all, and
 * what no suggestion may ever be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <strings.h>
#include "approach.h"

/* --- the decision table. A practice: day, peak, left early, stops. */
struct practice_row {
	int day, peak, left, stops;
};

#define STOPPED(stop) ((int)APPROACH_STOP_BIT(APPROACH_STOP_##stop))

struct pace_row {
	const char *name;
	enum approach_word word;
	enum approach_reason reason;
	struct practice_row practice[6]; /* day 0 ends them */
};

static const struct pace_row pace_table[] = {
	{ "nothing yet", APPROACH_START, APPROACH_REASON_FIRST, { { 0 } } },
	{ "one practice", APPROACH_AGAIN, APPROACH_REASON_EARLY, { { 1, 60 } } },
	{ "one practice at 40", APPROACH_AGAIN, APPROACH_REASON_ONE_DAY, { { 1, 40 } } },
	{ "twice at 40 on two days", APPROACH_NEXT, APPROACH_REASON_LOW, { { 1, 40 }, { 2, 40 } } },
	{ "twice at 40 on one day",
	  APPROACH_AGAIN,
	  APPROACH_REASON_ONE_DAY,
	  { { 1, 40 }, { 1, 40 } } },
	{ "40 and 41", APPROACH_AGAIN, APPROACH_REASON_EARLY, { { 1, 40 }, { 2, 41 } } },
	{ "41 and 40", APPROACH_AGAIN, APPROACH_REASON_ONE_DAY, { { 1, 41 }, { 2, 40 } } },
	{ "twice at 41", APPROACH_AGAIN, APPROACH_REASON_EARLY, { { 1, 41 }, { 2, 41 } } },
	{ "half once", APPROACH_AGAIN, APPROACH_REASON_ONE_DAY, { { 1, 90 }, { 2, 45 } } },
	{ "half on two days",
	  APPROACH_NEXT,
	  APPROACH_REASON_HALF,
	  { { 1, 90 }, { 2, 45 }, { 3, 45 } } },
	{ "half, then one above half",
	  APPROACH_AGAIN,
	  APPROACH_REASON_LIGHTER,
	  { { 1, 90 }, { 2, 45 }, { 3, 46 } } },
	{ "half of an odd peak",
	  APPROACH_NEXT,
	  APPROACH_REASON_HALF,
	  { { 1, 89 }, { 2, 44 }, { 3, 44 } } },
	{ "one above half of an odd peak",
	  APPROACH_AGAIN,
	  APPROACH_REASON_LIGHTER,
	  { { 1, 89 }, { 2, 45 }, { 3, 45 } } },
	{ "low and half together count as half",
	  APPROACH_NEXT,
	  APPROACH_REASON_HALF,
	  { { 1, 90 }, { 2, 40 }, { 3, 45 } } },
	{ "low again after a hard day is one day",
	  APPROACH_AGAIN,
	  APPROACH_REASON_ONE_DAY,
	  { { 1, 50 }, { 2, 40 }, { 3, 70 }, { 4, 40 } } },
	{ "a low day that was left early is not light",
	  APPROACH_AGAIN,
	  APPROACH_REASON_EARLY,
	  { { 1, 40 }, { 2, 35, 1 } } },
	{ "fell by 10",
	  APPROACH_AGAIN,
	  APPROACH_REASON_LIGHTER,
	  { { 1, 70 }, { 2, 65 }, { 3, 60 } } },
	{ "fell by 9",
	  APPROACH_SMALLER,
	  APPROACH_REASON_NO_FALL,
	  { { 1, 70 }, { 2, 65 }, { 3, 61 } } },
	{ "two days without a fall",
	  APPROACH_AGAIN,
	  APPROACH_REASON_EARLY,
	  { { 1, 70 }, { 2, 70 } } },
	{ "three practices on two days",
	  APPROACH_AGAIN,
	  APPROACH_REASON_EARLY,
	  { { 1, 70 }, { 2, 70 }, { 2, 70 } } },
	{ "a fall among the last three, not the last",
	  APPROACH_AGAIN,
	  APPROACH_REASON_MIXED,
	  { { 1, 70 }, { 2, 55 }, { 3, 70 } } },
	{ "a fall before the last three",
	  APPROACH_SMALLER,
	  APPROACH_REASON_NO_FALL,
	  { { 1, 70 }, { 2, 55 }, { 3, 70 }, { 4, 70 }, { 5, 70 } } },
	{ "peak 79", APPROACH_AGAIN, APPROACH_REASON_EARLY, { { 1, 79 } } },
	{ "peak 80", APPROACH_SMALLER, APPROACH_REASON_HIGH, { { 1, 80 } } },
	{ "80 after light days",
	  APPROACH_SMALLER,
	  APPROACH_REASON_HIGH,
	  { { 1, 40 }, { 2, 40 }, { 3, 80 } } },
	{ "80 first, lighter now",
	  APPROACH_AGAIN,
	  APPROACH_REASON_LIGHTER,
	  { { 1, 80 }, { 2, 70 } } },
	{ "of two on one day the hardest counts",
	  APPROACH_SMALLER,
	  APPROACH_REASON_HIGH,
	  { { 1, 80 }, { 1, 20 } } },
	{ "left early once", APPROACH_AGAIN, APPROACH_REASON_EARLY, { { 1, 60, 1 }, { 2, 60 } } },
	{ "left early twice",
	  APPROACH_SMALLER,
	  APPROACH_REASON_LEFT,
	  { { 1, 60, 1 }, { 2, 60, 1 } } },
	{ "left early twice on one day",
	  APPROACH_SMALLER,
	  APPROACH_REASON_LEFT,
	  { { 1, 60, 1 }, { 1, 60, 1 } } },
	{ "left early twice, long ago",
	  APPROACH_NEXT,
	  APPROACH_REASON_LOW,
	  { { 1, 60, 1 }, { 2, 60, 1 }, { 3, 40 }, { 4, 40 }, { 5, 40 } } },
	{ "far away",
	  APPROACH_PAUSE,
	  APPROACH_REASON_STOP_FAR_AWAY,
	  { { 1, 40 }, { 2, 40 }, { 3, 40, 0, STOPPED(FAR_AWAY) } } },
	{ "thought of hurting oneself",
	  APPROACH_PAUSE,
	  APPROACH_REASON_STOP_SELF_HARM,
	  { { 1, 30, 0, STOPPED(SELF_HARM) } } },
	{ "a threat",
	  APPROACH_PAUSE,
	  APPROACH_REASON_STOP_THREAT,
	  { { 1, 30, 0, STOPPED(THREAT) } } },
	{ "drink or drugs",
	  APPROACH_PAUSE,
	  APPROACH_REASON_STOP_DRINK,
	  { { 1, 30, 0, STOPPED(DRINK) } } },
	{ "somebody said stop",
	  APPROACH_PAUSE,
	  APPROACH_REASON_STOP_SAID_STOP,
	  { { 1, 30, 0, STOPPED(SAID_STOP) } } },
	{ "a pause stays after light days",
	  APPROACH_PAUSE,
	  APPROACH_REASON_STOP_DRINK,
	  { { 1, 40, 0, STOPPED(DRINK) }, { 2, 30 }, { 3, 20 }, { 4, 10 } } },
	{ "a pause comes before a smaller piece",
	  APPROACH_PAUSE,
	  APPROACH_REASON_STOP_THREAT,
	  { { 1, 100, 1, STOPPED(THREAT) }, { 2, 100, 1 } } },
};

#define RATING 50

static size_t fill(const struct practice_row row[6], struct approach_practice ret[6])
{
	size_t n = 0;

	for (; n < 6 && row[n].day; n++)
		ret[n] = (struct approach_practice){ .day = { 20000 + row[n].day },
						     .kept = { 1000 + row[n].day },
						     .peak = (uint8_t)row[n].peak,
						     .is_left_early = row[n].left,
						     .stops = (uint8_t)row[n].stops };
	return n;
}

static void every_row_says_what_it_says(void **state) /* art.10, art.19 */
{
	(void)state;
	for (size_t i = 0; i < sizeof pace_table / sizeof *pace_table; i++) {
		const struct pace_row *row = &pace_table[i];
		struct approach_practice practice[6];
		size_t n = fill(row->practice, practice);
		struct approach_advice a =
			approach_pace(RATING, practice, n, (struct instant){ 0 });

		if (a.word != row->word || a.reason != row->reason)
			fail_msg("%s: %s: %s", row->name, approach_word_words(a.word),
				 approach_reason_words(a.reason));
	}
}

static void how_far_a_word_goes(void **state)
{
	const struct approach_practice low[] = { { .day = { 1 }, .kept = { 1 }, .peak = 40 },
						 { .day = { 2 }, .kept = { 2 }, .peak = 40 } };
	const struct approach_practice high[] = { { .day = { 1 }, .kept = { 1 }, .peak = 80 } };
	const struct instant never = { 0 };

	(void)state;
	assert_int_equal(approach_pace(50, low, 2, never).most, 65);
	assert_int_equal(approach_pace(85, low, 2, never).most, 100);
	assert_int_equal(approach_pace(86, low, 2, never).most, 100);
	assert_int_equal(approach_pace(50, high, 1, never).most, 30);
	assert_int_equal(approach_pace(20, high, 1, never).most, 0);
	assert_int_equal(approach_pace(19, high, 1, never).most, 0);
	assert_int_equal(approach_pace(50, low, 1, never).most, 50);
}

static void taking_up_again_starts_fresh(void **state)
{
	struct approach_practice p[] = {
		{ .day = { 1 }, .kept = { 100 }, .peak = 90, .stops = APPROACH_STOP_BITS },
		{ .day = { 2 }, .kept = { 200 }, .peak = 40 },
		{ .day = { 3 }, .kept = { 300 }, .peak = 40 },
	};

	(void)state;
	assert_int_equal(approach_pace(50, p, 3, (struct instant){ 99 }).word, APPROACH_PAUSE);
	assert_int_equal(approach_pace(50, p, 1, (struct instant){ 100 }).reason,
			 APPROACH_REASON_AFRESH);
	assert_int_equal(approach_pace(50, p, 3, (struct instant){ 100 }).word, APPROACH_NEXT);
	assert_int_equal(approach_pace(50, p, 3, (struct instant){ 200 }).reason,
			 APPROACH_REASON_ONE_DAY);
	/* A note that is changed later to say stop counts again. */
	p[0].kept.s = 400;
	assert_int_equal(approach_pace(50, p, 3, (struct instant){ 100 }).word, APPROACH_PAUSE);
}

/* --- what holds for any practices; a fixed seed, so that a failure comes again */
#define ROUNDS 200000

static uint32_t random_next(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static size_t random_practices(uint32_t *seed, struct approach_practice ret[12])
{
	size_t n = random_next(seed) % 13;
	uint32_t stops_too = random_next(seed) % 4;

	for (size_t i = 0; i < n; i++)
		ret[i] = (struct approach_practice){
			.day = { (int32_t)(random_next(seed) % 8) },
			.kept = { 1 + random_next(seed) % 50 },
			.peak = (uint8_t)(random_next(seed) % 101),
			.is_left_early = random_next(seed) % 5 == 0,
			.stops = stops_too == 0 && random_next(seed) % 6 == 0
					 ? (uint8_t)(random_next(seed) & APPROACH_STOP_BITS)
					 : 0,
		};
	return n;
}

static void shuffle(uint32_t *seed, struct approach_practice p[], size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t k = random_next(seed) % i;
		struct approach_practice t = p[i - 1];

		p[i - 1] = p[k];
		p[k] = t;
	}
}

static bool stops_any(const struct approach_practice p[], size_t n, struct instant taken_up)
{
	for (size_t i = 0; i < n; i++)
		if (p[i].stops && p[i].kept.s > taken_up.s)
			return true;
	return false;
}

static void holds(unsigned rating, const struct approach_practice p[], size_t n,
		  struct instant taken_up, struct approach_advice a)
{
	assert_in_range(a.most, 0, APPROACH_RATING_MAX);
	assert_true(a.most <= rating + APPROACH_RAISE_MOST);
	assert_true(a.word == APPROACH_NEXT || a.most <= rating);
	/* A pause exactly when something stops; and then nothing comes next. */
	assert_int_equal(a.word == APPROACH_PAUSE, stops_any(p, n, taken_up));
	assert_true(a.word != APPROACH_PAUSE || a.most == 0);
}

static void whatever_the_practices(void **state)
{
	uint32_t seed = 20261122;
	unsigned said[APPROACH_PAUSE + 1] = { 0 };

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct approach_practice p[12];
		size_t n = random_practices(&seed, p);
		unsigned rating = random_next(&seed) % 101;
		struct instant taken_up = { random_next(&seed) % 3 ? 0 : random_next(&seed) % 50 };
		struct approach_advice a = approach_pace(rating, p, n, taken_up);

		holds(rating, p, n, taken_up, a);
		said[a.word]++;
		shuffle(&seed, p, n);
		struct approach_advice b = approach_pace(rating, p, n, taken_up);

		assert_true(a.word == b.word && a.reason == b.reason && a.most == b.most);
	}
	for (int w = 0; w <= APPROACH_PAUSE; w++)
		assert_true(said[w] > ROUNDS / 500); /* none of the words was left untried */
}

/* --- suggestions */
static bool speaks_of(const char *words, const char *what)
{
	size_t n = strlen(what);

	for (; *words; words++)
		if (strncasecmp(words, what, n) == 0)
			return true;
	return false;
}

/* A coarse net under the eyes of people: none of it has a place in a small step. */
static void is_never_a_never_thing(const struct approach_suggestion *s)
{
	static const char *const never[] = {
		"alone at night", "dark",	   "drive",	"climb",
		"alcohol",	  "beer",	   "wine",	"pill",
		"drug",		  "weapon",	   "fight",	"memor",
		"trauma",	  "what happened", "nightmare", "sex",
		"naked",	  "kiss",	   "bed",	"shower",
		"massage",	  "undress",	   "stranger",	"should ",
		"must",		  "violen",	   "attack",	"war",
		"funeral",
	};

	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		if (speaks_of(s->words, never[i]))
			fail_msg("%s: %s", never[i], s->words);
}

static void is_a_step(const struct approach_suggestion *s)
{
	is_never_a_never_thing(s);
	assert_in_range(strlen(s->words), 10, APPROACH_TEXT_MAX);
	assert_in_range(s->rating, 20, 75);
	assert_non_null(approach_area_words(s->area));
	/* What touches says that asking comes first. */
	if (speaks_of(s->words, "hug") || speaks_of(s->words, "hold hands") ||
	    speaks_of(s->words, "lean on"))
		assert_true(speaks_of(s->words, "after asking"));
}

static void suggestions_are_enough_and_harmless(void **state)
{
	const struct approach_suggestion *s;
	size_t all = 0;

	(void)state;
	for (int area = 1; area < APPROACH_AREAS; area++) {
		size_t n = 0, starts = 0;

		for (; (s = approach_suggestion((enum approach_area)area, n)); n++) {
			assert_int_equal(s->number, n + 1);
			is_a_step(s);
			starts += approach_is_start(s->rating);
		}
		assert_true(n >= 15 && starts >= 6);
		all += n;
	}
	assert_true(all >= 60);
	for (size_t i = 0; (s = approach_joint(i)); i++) {
		assert_int_equal(s->number, i);
		is_a_step(s);
	}
}

static void the_joint_list_has_its_own_slots(void **state)
{
	uint64_t seen = 0;

	(void)state;
	for (size_t i = 0; i < APPROACH_JOINT; i++) {
		assert_false(seen & approach_joint_slot(i));
		seen |= approach_joint_slot(i);
	}
	assert_true(seen == approach_joint_slots());
	assert_true(seen == 0xffffff0000000000);
	assert_null(approach_joint(APPROACH_JOINT));
}

static void words_come_before_numbers(void **state)
{
	enum approach_area area = APPROACH_AREA_NONE;

	(void)state;
	assert_string_equal(approach_rating_words(0), "nothing at all");
	assert_string_equal(approach_rating_words(44), "uneasy");
	assert_string_equal(approach_rating_words(45), "quite hard");
	assert_string_equal(approach_rating_words(100), "as bad as it gets");
	assert_false(approach_is_start(29) || approach_is_start(46));
	assert_true(approach_is_start(30) && approach_is_start(45));
	assert_false(approach_is_usual_time(19) || approach_is_usual_time(46));
	assert_true(approach_is_usual_time(20) && approach_is_usual_time(45));
	assert_true(approach_find_area(STR("people"), &area));
	assert_int_equal(area, APPROACH_PEOPLE);
	assert_false(approach_find_area(STR(""), &area));
	assert_null(approach_area_words(APPROACH_AREA_NONE));
	assert_null(approach_area_words(APPROACH_AREAS));
	assert_null(approach_stop_words(APPROACH_STOPS));
	assert_null(approach_companion_words(APPROACH_COMPANIONS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_says_what_it_says),
		cmocka_unit_test(how_far_a_word_goes),
		cmocka_unit_test(taking_up_again_starts_fresh),
		cmocka_unit_test(whatever_the_practices),
		cmocka_unit_test(suggestions_are_enough_and_harmless),
		cmocka_unit_test(the_joint_list_has_its_own_slots),
		cmocka_unit_test(words_come_before_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
