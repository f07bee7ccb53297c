/* The circle between two people: what of the other's days shows on it and when, when sentences may
 * be said, and that whoever takes their days back leaves no trace on it. */
#include "checkin_use.h"
#include "deed.h"
#include "incident_use.h"
#include "pages.h"
#include "sharing.h"

#define WINDOW 8 /* days that one sign-in can fill: today and CHECKIN_DAYS_BACK more */

struct two {
	struct story *story;
	struct person alex, sam;
	struct dice dice;
	unsigned heavy; /* Sam's day before */
};

static struct two two_make(struct story *s)
{
	struct two t = { .story = s, .alex = person_make(s), .sam = person_make(s), .dice = { 7 } };

	person_sign_up(&t.alex, "alex");
	person_sign_up(&t.sam, "sam");
	return t;
}

static const char *page_of(struct person *p, const char *path)
{
	assert_int_equal(person_get(p, path), 200);
	return story_print(p->story, "%.*s", (int)p->last.body.n, p->last.body.p);
}

static void has(const char *page, const char *words)
{
	if (!strstr(page, words))
		fail_msg("not there: %s\n%s", words, strstr(page, "<main"));
}

static void has_not(const char *page, const char *words)
{
	if (strstr(page, words))
		fail_msg("there: %s\n%s", words, strstr(page, "<main"));
}

static void done(struct err e)
{
	assert_string_equal(err_name(e), "NONE");
}

/* --- days */
struct answer_deed {
	int back;
	uint8_t answer[CHECKIN__COUNT];
};

static fallible answers(struct act *a, void *context)
{
	const struct answer_deed *d = context;
	struct day day = { act_today(a).n - d->back };

	for (int q = 0; q < CHECKIN__COUNT; q++)
		if (d->answer[q])
			TRY(checkin_answer(a, day, (enum checkin_question)q, d->answer[q],
					   STR("")));
	return OK;
}

/* A day of Sam's is heavy or light by the dice; the day after, Alex feels closer or less close. */
static void both_answer(struct two *t, int back)
{
	struct answer_deed alex = { .back = back }, sam = { .back = back };
	unsigned heavy = 1 + dice_throw(&t->dice, 5);

	sam.answer[CHECKIN_DISTRESS] = (uint8_t)heavy;
	sam.answer[CHECKIN_CLOSE] = (uint8_t)(1 + dice_throw(&t->dice, 5));
	alex.answer[CHECKIN_DISTRESS] = (uint8_t)(1 + dice_throw(&t->dice, 3));
	alex.answer[CHECKIN_CLOSE] = (uint8_t)(t->heavy ? 6 - t->heavy : 3);
	if (alex.answer[CHECKIN_CLOSE] > 1 && dice_throw(&t->dice, 4) == 0)
		alex.answer[CHECKIN_CLOSE]--;
	t->heavy = heavy;
	done(person_does(&t->alex, answers, &alex));
	done(person_does(&t->sam, answers, &sam));
}

static void both_sign_in(struct two *t)
{
	assert_int_equal(person_sign_in(&t->alex, "alex", PASSPHRASE, false), 303);
	assert_int_equal(person_sign_in(&t->sam, "sam", PASSPHRASE, false), 303);
}

/* Both answer on the next `days` days; the clock ends on the last of them. */
static void days_pass(struct two *t, int days)
{
	for (int left = days; left > 0; left -= WINDOW) {
		int n = left < WINDOW ? left : WINDOW;

		t->story->now += (int64_t)n * 86400;
		both_sign_in(t);
		for (int back = n - 1; back >= 0; back--)
			both_answer(t, back);
	}
}

static void both_share(struct two *t)
{
	struct id16 sam = person_other(&t->alex, 0), alex = person_other(&t->sam, 0);

	done(person_grants(&t->alex, sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	done(person_grants(&t->sam, alex, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
}

#define NEXT_DAY "The day after one that was heavier for Sam, you tended to feel less close."

static void forty_days_get_a_sentence(void **state)
{
	struct two t = two_make(*state);

	people_link(&t.alex, &t.sam);
	both_share(&t);
	days_pass(&t, 40);
	const char *mine = page_of(&t.alex, "/pattern");

	has(mine, NEXT_DAY);
	has(mine, "It rests on 39 pairs of days in a row.");
	has_not(mine, "Not enough days yet");
	has_not(mine, "caus");
	has_not(mine, "because");
	/* Sam reads the same of the two of them. */
	has(page_of(&t.sam, "/pattern"),
	    "The day after one that was heavier for you, Alex tended to feel less close.");
}

static void gates_hold_at_their_days(void **state)
{
	struct two t = two_make(*state);

	people_link(&t.alex, &t.sam);
	both_share(&t);
	days_pass(&t, 13);
	const char *page = page_of(&t.alex, "/pattern");

	has(page, "Not enough days yet: 13 of 14 on which both of you answered.");
	has(page, "Nothing to do for that.");
	has_not(page, "pairs of days");
	has(page, "class=\"a them\""); /* pictures are there from the first days on */
	days_pass(&t, 1);
	page = page_of(&t.alex, "/pattern");
	has_not(page, "Not enough days yet");
	has(page, "14 days on which both of you answered.");
	has(page, "not enough yet: 13 of 30 pairs of days in a row.");
	days_pass(&t, 16);
	page = page_of(&t.alex, "/pattern");
	has(page, "not enough yet: 29 of 30 pairs of days in a row.");
	has_not(page, NEXT_DAY);
	days_pass(&t, 1);
	page = page_of(&t.alex, "/pattern");
	has_not(page, "not enough yet");
	has(page, NEXT_DAY);
	has(page, "It rests on 30 pairs of days in a row.");
}

/* A gap is no pair: the thirty-first day is there, a pair is missing. */
static void a_gap_breaks_pairs(void **state)
{
	struct two t = two_make(*state);

	people_link(&t.alex, &t.sam);
	both_share(&t);
	days_pass(&t, 15);
	t.story->now += 86400;
	days_pass(&t, 16);
	has(page_of(&t.alex, "/pattern"), "not enough yet: 29 of 30 pairs of days in a row.");
}

/* --- notes */
struct note_deed {
	const char *trigger;
	int back;
	uint32_t mine, theirs;
};

static fallible notes(struct act *a, void *context)
{
	const struct note_deed *d = context;
	struct incident_trigger trigger = { .words = str_c(d->trigger) };
	struct incident note = { .day = { act_today(a).n - d->back },
				 .strength = 6,
				 .did_mine = d->mine,
				 .did_theirs = d->theirs,
				 .words = STR("w"),
				 .place = STR(""),
				 .signs_words = STR(""),
				 .mine_words = STR(""),
				 .theirs_words = STR(""),
				 .helped_words = STR(""),
				 .not_words = STR(""),
				 .avoided = STR("") };
	enum incident_refusal refusal;

	TRY(incident_trigger_add(a, &trigger, &refusal));
	note.trigger[note.n_triggers++] = trigger.id;
	return incident_keep(a, &note, note.day, &refusal);
}

static void writes_note(struct person *p, const char *trigger, int back, uint32_t mine,
			uint32_t theirs)
{
	struct note_deed d = { trigger, back, mine, theirs };

	done(person_does(p, notes, &d));
}

static void the_loop_is_told_from_either_side(void **state)
{
	struct two t = two_make(*state);
	struct answer_deed pressed = { .back = 2, .answer[CHECKIN_DID] = 2 },
			   apart = { .back = 1, .answer[CHECKIN_CLOSE] = 1 };

	people_link(&t.alex, &t.sam);
	both_share(&t);
	writes_note(&t.sam, "The door slammed", 4, INCIDENT_BIT(1), 0);
	writes_note(&t.sam, "the door  SLAMMED", 2, INCIDENT_BIT(1), 0);
	writes_note(&t.sam, "Rain", 1, INCIDENT_BIT(4), 0);
	done(person_does(&t.alex, answers, &pressed));
	done(person_does(&t.sam, answers, &apart));
	const char *sams = page_of(&t.sam, "/pattern");

	has(sams,
	    "set it off for you twice. Then you mostly pulled away, and Alex once pressed for an "
	    "answer.");
	has(sams, "you felt apart");
	/* Alex may read the check-ins, and not what set it off. */
	has_not(page_of(&t.alex, "/pattern"), "slammed");
	has_not(page_of(&t.alex, "/pattern?side=them"), "slammed");
	done(person_grants(&t.sam, person_other(&t.sam, 0), TOPIC_INCIDENT, SHARING_WITH_BEFORE));
	const char *alexs = page_of(&t.alex, "/pattern");

	has(alexs,
	    "set it off for Sam twice. Then Sam mostly pulled away, and you once pressed for an "
	    "answer.");
	has(alexs, "Sam felt apart");
	has(alexs, ": something set it off."); /* the marks are told too */
}

/* --- silence */
static const char *const ways[] = { "/pattern", "/pattern?weeks=12&of=heavy&side=them",
				    "/pattern?side=me", "/pattern/how" };

static const char *all_of(struct person *p)
{
	const char *text = "";

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		text = story_print(p->story, "%s\n%s", text, page_of(p, ways[i]));
	return text;
}

/* One note of what happened and nothing else: one box of four is no circle. */
static void one_bare_note_is_said_and_not_drawn(void **state)
{
	struct two t = two_make(*state);
	const char *page;

	assert_int_equal(person_post(&t.sam, "/incident/note", "kind=away"), 303);
	struct str to = told_header(&t.sam.last, "Location");
	const char *note = story_print(t.story, "%.42s", to.p);

	page = page_of(&t.sam, "/pattern");
	has(page, "That is one box of four.");
	has(page, "began it for you once.");
	has_not(page, "Four boxes in a ring");
	has_not(page, "Nothing to draw yet");
	assert_int_equal(
		person_post(&t.sam, story_print(t.story, "%s/more/did", note), "version=1&mine=1"),
		303);
	page = page_of(&t.sam, "/pattern");
	has(page, "Four boxes in a ring");
	has_not(page, "That is one box of four.");
}

static void sam_lives(struct two *t)
{
	struct answer_deed d = { .back = 1,
				 .answer[CHECKIN_CLOSE] = 2,
				 .answer[CHECKIN_DISTRESS] = 5,
				 .answer[CHECKIN_DID] = 3 };

	done(person_does(&t->sam, answers, &d));
	writes_note(&t->sam, "The door slammed", 1, INCIDENT_BIT(1), INCIDENT_BIT(5));
}

static void nothing_stays_of_what_is_taken_back(void **state)
{
	static const enum topic topics[] = { TOPIC_CHECKIN, TOPIC_INCIDENT };
	struct two t = two_make(*state);
	struct answer_deed heavy = { .back = 1,
				     .answer[CHECKIN_DISTRESS] = 5,
				     .answer[CHECKIN_CLOSE] = 3 };

	done(person_does(&t.alex, answers, &heavy));
	const char *alone = all_of(&t.alex);

	has(alone, "The circle, from your side");
	people_link(&t.alex, &t.sam);
	assert_string_equal(all_of(&t.alex),
			    alone); /* nothing is shared: as if nobody were there */
	sam_lives(&t);
	assert_string_equal(all_of(&t.alex),
			    alone); /* and what Sam does in private changes nothing */
	struct id16 alex = person_other(&t.sam, 0);

	for (size_t i = 0; i < 2; i++)
		done(person_grants(&t.sam, alex, topics[i], SHARING_WITH_BEFORE));
	const char *shared = all_of(&t.alex);

	has(shared, "The circle between you and Sam");
	has(shared, "The door slammed");
	assert_string_not_equal(shared, alone);
	for (size_t i = 0; i < 2; i++)
		done(person_stops(&t.sam, alex, topics[i], SHARING_TAKE_BACK));
	assert_string_equal(all_of(&t.alex), alone);
	sam_lives(&t);
	assert_string_equal(all_of(&t.alex), alone);
}

/* From now on: what was there stays, what comes does not show. */
static void a_stop_shows_no_new_day(void **state)
{
	struct two t = two_make(*state);

	people_link(&t.alex, &t.sam);
	sam_lives(&t);
	struct id16 alex = person_other(&t.sam, 0);
	struct answer_deed later = { .back = 0, .answer[CHECKIN_CLOSE] = 1 };

	done(person_grants(&t.sam, alex, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	const char *then = all_of(&t.alex);

	done(person_stops(&t.sam, alex, TOPIC_CHECKIN, SHARING_STOP_FROM_NOW_ON));
	done(person_does(&t.sam, answers, &later));
	writes_note(&t.sam, "Rain", 0, INCIDENT_BIT(1), 0);
	assert_string_equal(all_of(&t.alex), then);
}

static void whoever_paused_sees_their_own(void **state)
{
	struct two t = two_make(*state);

	people_link(&t.alex, &t.sam);
	both_share(&t);
	sam_lives(&t);
	has(page_of(&t.alex, "/pattern"), "The circle between you and Sam");
	const char *sams = all_of(&t.sam);

	assert_int_equal(person_post(&t.alex, "/own/pause", "paused=yes"), 303);
	const char *page = page_of(&t.alex, "/pattern");

	has(page, "You paused what is for two.");
	has_not(page, "Sam");
	assert_string_equal(all_of(&t.sam), sams);
}

static void any_address_is_answered(void **state)
{
	struct two t = two_make(*state);

	struct answer_deed close = { .back = 1, .answer[CHECKIN_CLOSE] = 4 };
	const char *empty = page_of(&t.alex, "/pattern");

	has(empty, "Nothing to draw yet. That is fine.");
	has_not(empty, "weeks=12"); /* nothing to choose from */
	done(person_does(&t.alex, answers, &close));
	const char *plain = page_of(&t.alex, "/pattern");

	assert_string_equal(page_of(&t.alex, "/pattern?weeks=5&of=x&side=%3Cb%3E"), plain);
	assert_string_equal(page_of(&t.alex, "/pattern?weeks=99999999999999999999"), plain);
	assert_string_not_equal(page_of(&t.alex, "/pattern?weeks=12"), plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(forty_days_get_a_sentence),
		STORY(gates_hold_at_their_days),
		STORY(a_gap_breaks_pairs),
		STORY(the_loop_is_told_from_either_side),
		STORY(one_bare_note_is_said_and_not_drawn),
		STORY(nothing_stays_of_what_is_taken_back),
		STORY(a_stop_shows_no_new_day),
		STORY(whoever_paused_sees_their_own),
		STORY(any_address_is_answered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
