/* One's own side, through the pages: what is booked, who one leans on, the weekly look, what speaks
 * for talking to someone, and what is mistyped, sent twice or overtaken. Between two people: what
 * is read when it is shared, and what never is. */
#include "calendar_kit.h"
#include "measure_use.h"
#include "pages.h"
#include "selfcare.h"
#include "two.h"

#define ID "id=00112233445566778899aabbccddee0"

static struct day today_of(struct story *s)
{
	return instant_day((struct instant){ s->now }, (struct minutes){ 60 });
}

static void sees_at(struct person *p, const char *path, const char *words)
{
	assert_int_equal(person_get(p, path), 200);
	if (!person_sees(p, words))
		fail_msg("%s does not show %s", path, words);
}

static void misses_at(struct person *p, const char *path, const char *words)
{
	assert_int_equal(person_get(p, path), 200);
	if (person_sees(p, words))
		fail_msg("%s shows %s", path, words);
}

static int books(struct person *p, const char *path, const char *words, int ahead, const char *more)
{
	struct story *s = p->story;

	return person_post(
		p, path,
		story_print(s, "words=%s&day=%s&kind=time&%s", words, story_day(s, ahead), more));
}

/* The address of the first line of this page that can be opened. */
static const char *line_at(struct person *p, const char *page, const char *what)
{
	assert_int_equal(person_get(p, page), 200);
	const char *mark = story_print(p->story, "href=\"/selfcare/%s/", what);
	const char *at =
		strstr(story_print(p->story, "%.*s", (int)p->last.body.n, p->last.body.p), mark);

	for (; at; at = strstr(at + 1, mark)) {
		const char *id = at + strlen(mark);

		if (strncmp(id, "new", 3))
			return story_print(p->story, "/selfcare/%s/%.32s", what, id);
	}
	fail_msg("%s has no %s", page, what);
	return NULL;
}

/* --- what is booked */
static void an_idea_is_booked_and_passes_by(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	sees_at(&alex, "/selfcare", "Nothing here is due");
	sees_at(&alex, "/selfcare/time", "Dance in the kitchen");
	sees_at(&alex, "/selfcare/book/new?idea=38", "value=\"Dance in the kitchen\"");
	assert_true(person_sees(&alex, "<option value=\"30\"  selected"));
	assert_int_equal(books(&alex, "/selfcare/book/new", "Dance+in+the+kitchen", 2,
			       "time=19%3A30&minutes=30&version=0&" ID "1"),
			 303);
	assert_true(person_went_to(&alex, "/selfcare/time"));
	sees_at(&alex, "/selfcare", "Dance in the kitchen");
	assert_true(person_sees(&alex, "Friday, 20 November at 19:30, 30 minutes"));
	s->now += 3 * 86400;
	assert_int_equal(person_sign_in(&alex, "alex", PASSPHRASE, true), 303);
	misses_at(&alex, "/selfcare", "Dance in the kitchen");
	sees_at(&alex, "/selfcare/time", "A day that passed by is just that");
	/* Another day for it. */
	const char *line = line_at(&alex, "/selfcare/time", "book");

	assert_int_equal(books(&alex, line, "Dance+in+the+kitchen", 4, "version=1"), 303);
	sees_at(&alex, "/selfcare", "Wednesday, 25 November");
	assert_int_equal(person_post(&alex,
				     story_print(s, "/selfcare/remove/%.32s",
						 line + strlen("/selfcare/book/")),
				     ""),
			 303);
	misses_at(&alex, "/selfcare", "Wednesday, 25 November");
}

static void own_health_can_wait_without_a_day(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	sees_at(&alex, "/selfcare/book/new?kind=care", "value=\"care\"");
	assert_int_equal(person_post(&alex, "/selfcare/book/new",
				     "words=The+tooth&day=&time=&kind=care&version=0&" ID "1"),
			 303);
	assert_true(person_went_to(&alex, "/selfcare/body"));
	sees_at(&alex, "/selfcare/body", "The tooth");
	assert_true(person_sees(&alex, "These have no day yet"));
	misses_at(&alex, "/selfcare", "The tooth");
	misses_at(&alex, "/selfcare/time", "The tooth");
}

static void what_does_not_fit_is_said_and_kept(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const char *new = "/selfcare/book/new";
	char long_words[SELFCARE_WORDS_MAX + 2];

	memset(long_words, 'a', sizeof long_words - 1);
	long_words[sizeof long_words - 1] = '\0';
	assert_int_equal(books(&alex, new, "", 1, "version=0&" ID "1"), 422);
	assert_true(person_sees(&alex, "Write a few words first."));
	assert_int_equal(books(&alex, new, long_words, 1, "version=0&" ID "1"), 422);
	assert_true(person_sees(&alex, long_words));
	assert_int_equal(books(&alex, new, "The+kestrel", -1, "version=0&" ID "1"), 422);
	assert_true(person_sees(&alex, "Choose a day from today"));
	assert_true(person_sees(&alex, "value=\"The kestrel\""));
	assert_int_equal(books(&alex, new, "a", 367, "version=0&" ID "1"), 422);
	assert_int_equal(books(&alex, new, "a", 366, "version=0&" ID "1"), 303);
	assert_int_equal(books(&alex, new, "a", 1, "time=25%3A00&version=0&" ID "2"), 422);
	assert_true(person_sees(&alex, "Write the time as 10:30"));
	assert_int_equal(person_post(&alex, new, "words=a&time=10%3A00&kind=time&" ID "2"), 422);
	assert_true(person_sees(&alex, "A time needs a day"));
	assert_int_equal(person_post(&alex, new, "words=a&kind=person&" ID "2"), 400);
	assert_int_equal(person_post(&alex, new, "words=a&kind=other&" ID "2"), 400);
	assert_int_equal(person_post(&alex, new, "words=a&kind=time"), 400); /* no name */
	assert_int_equal(person_get(&alex, "/selfcare/book/0011"), 404);
	assert_int_equal(person_post(&alex, "/selfcare/remove/new", ""), 404);
}

static void sent_twice_is_one_and_overtaken_is_said(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	struct page_links links = { .n = 0 };
	size_t n = 0;

	for (int i = 0; i < 2; i++)
		assert_int_equal(
			books(&alex, "/selfcare/book/new", "A+bath", 1, "version=0&" ID "1"), 303);
	assert_int_equal(person_get(&alex, "/selfcare/time"), 200);
	page_add_links(&alex, &links);
	for (size_t i = 0; i < links.n; i++)
		n += strstr(links.to[i], "/selfcare/book/00") != NULL;
	assert_int_equal(n, 1);
	const char *line = line_at(&alex, "/selfcare/time", "book");

	assert_int_equal(books(&alex, line, "A+long+bath", 1, "version=1"), 303);
	assert_int_equal(books(&alex, line, "A+short+bath", 1, "version=1"), 422);
	assert_true(person_sees(&alex, "changed in another window"));
	assert_true(person_sees(&alex, "A short bath"));
	sees_at(&alex, "/selfcare/time", "A long bath");
	/* A form of an earlier version, sent without it, overwrites nothing. */
	assert_int_equal(books(&alex, line, "A+cold+bath", 1, "version=0"), 422);
}

/* The oldest that passed by makes room; when nothing did, it is said. */
static void a_full_list_makes_room(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	assert_int_equal(books(&alex, "/selfcare/book/new", "The+oldest", 0, "version=0&" ID "1"),
			 303);
	for (int i = 0; i < SELFCARE_LINES_MAX - 1; i++)
		assert_int_equal(books(&alex, "/selfcare/book/new", "Later", 30,
				       story_print(s, "version=0&id=%032x", 4096 + i)),
				 303);
	assert_int_equal(books(&alex, "/selfcare/book/new", "One+more", 30, "version=0&" ID "2"),
			 422);
	assert_true(person_sees(&alex, "no room for more"));
	assert_true(person_sees(&alex, "value=\"One more\""));
	s->now += 2 * 86400;
	assert_int_equal(person_sign_in(&alex, "alex", PASSPHRASE, true), 303);
	sees_at(&alex, "/selfcare/time", "The oldest");
	assert_int_equal(books(&alex, "/selfcare/book/new", "One+more", 28, "version=0&" ID "2"),
			 303);
	misses_at(&alex, "/selfcare/time", "The oldest");
	assert_true(person_sees(&alex, "One more"));
}

/* --- who one leans on */
static void people_are_listed_and_nothing_is_counted(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const char *week = story_print(s, "/selfcare/week/%d", selfcare_monday(today_of(s)).n);

	sees_at(&alex, "/selfcare/people", "One name is a beginning");
	assert_int_equal(
		person_post(&alex, "/selfcare/person/new",
			    "words=Aunt+Jo&tie=2&helps=1&helps=8&reach=By+text&version=0&" ID "1"),
		303);
	sees_at(&alex, "/selfcare/people", "Family. Listens, can be rung at night");
	assert_true(person_sees(&alex, "By text"));
	const char *list = page_plain(&alex, "/selfcare/people");

	/* Being leaned on leaves no trace on the list. */
	assert_int_equal(person_post(&alex, story_print(s, "%s/3", week),
				     "on=" /* Jo */
				     "00112233445566778899aabbccddee01"),
			 303);
	sees_at(&alex, week, "Aunt Jo");
	assert_string_equal(page_plain(&alex, "/selfcare/people"), list);
	const char *line = line_at(&alex, "/selfcare/people", "person");

	assert_int_equal(person_post(&alex, line, "words=Jo&tie=&reach=&version=1"), 303);
	misses_at(&alex, "/selfcare/people", "Family");
	sees_at(&alex, week, ">Jo <");
	assert_int_equal(person_post(&alex, line, "words=&version=2"), 422);
	assert_true(person_sees(&alex, "Write a name first"));
	assert_int_equal(person_post(&alex, line, "words=Jo&tie=9&version=2"), 400);
	assert_int_equal(person_post(&alex, line, "words=Jo&helps=30&version=2"), 400);
	/* Somebody is no booking, and the other way round. */
	assert_int_equal(person_get(&alex, story_print(s, "/selfcare/book/%.32s",
						       line + strlen("/selfcare/person/"))),
			 404);
	assert_int_equal(person_post(&alex,
				     story_print(s, "/selfcare/remove/%.32s",
						 line + strlen("/selfcare/person/")),
				     ""),
			 303);
	sees_at(&alex, week, "On somebody"); /* who it was is gone with them */
}

/* --- the weekly look */
static void four_questions_each_kept_at_once(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const char *week = story_print(s, "/selfcare/week/%d", selfcare_monday(today_of(s)).n);

	sees_at(&alex, "/selfcare", "Your week, in two minutes");
	sees_at(&alex, story_print(s, "%s/1", week), "How much did you carry this week?");
	assert_int_equal(person_post(&alex, story_print(s, "%s/1", week), "v=7"), 303);
	assert_true(person_went_to(&alex, story_print(s, "%s/2", week)));
	sees_at(&alex, "/selfcare", "This week, so far");
	sees_at(&alex, week, "A lot (7)");
	assert_int_equal(person_post(&alex, story_print(s, "%s/2", week), "v=2"), 303);
	assert_int_equal(person_post(&alex, story_print(s, "%s/3", week), "nobody=1"), 303);
	assert_int_equal(person_post(&alex, story_print(s, "%s/4", week), "v=3"), 303);
	assert_true(person_went_to(&alex, week));
	sees_at(&alex, week, "Less than an hour");
	assert_true(person_sees(&alex, "On nobody"));
	assert_true(person_sees(&alex, "it has no day yet"));
	assert_true(person_sees(&alex, "Give it a day"));
	assert_true(person_sees(&alex, "Fewer than four nights were noted"));
	/* Skipped leaves what is there. */
	assert_int_equal(person_post(&alex, story_print(s, "%s/1", week), "skip=1"), 303);
	sees_at(&alex, week, "A lot (7)");
	assert_int_equal(person_post(&alex, story_print(s, "%s/1", week), "v=0"), 303);
	sees_at(&alex, week, "Nothing weighed on me (0)");
	assert_int_equal(person_post(&alex, story_print(s, "%s/remove", week), ""), 303);
	sees_at(&alex, week, "Nothing written, and that is fine");
}

static void only_this_week_and_the_last_are_open(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	int monday = selfcare_monday(today_of(s)).n;
	static const char *const bad[] = { "v=11", "v=-1", "v=", "v=a", "" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(
			person_post(&alex, story_print(s, "/selfcare/week/%d/1", monday), bad[i]),
			400);
	assert_int_equal(person_post(&alex, story_print(s, "/selfcare/week/%d/2", monday), "v=5"),
			 400);
	assert_int_equal(person_post(&alex, story_print(s, "/selfcare/week/%d/3", monday), "on=1"),
			 400);
	assert_int_equal(person_get(&alex, story_print(s, "/selfcare/week/%d/5", monday)), 404);
	assert_int_equal(person_get(&alex, story_print(s, "/selfcare/week/%d/0", monday)), 404);
	assert_int_equal(person_get(&alex, story_print(s, "/selfcare/week/%d", monday + 7)), 404);
	assert_int_equal(person_get(&alex, story_print(s, "/selfcare/week/%d", monday + 1)), 404);
	assert_int_equal(
		person_post(&alex, story_print(s, "/selfcare/week/%d/1", monday - 7), "v=3"), 303);
	sees_at(&alex, story_print(s, "/selfcare/week/%d", monday - 7), "from 9 November to 15");
	assert_int_equal(
		person_post(&alex, story_print(s, "/selfcare/week/%d/1", monday - 14), "v=3"), 404);
	assert_int_equal(
		person_post(&alex, story_print(s, "/selfcare/week/%d/remove", monday - 14), ""),
		404);
	/* Older ones can be read, not changed. */
	misses_at(&alex, story_print(s, "/selfcare/week/%d", monday - 14), "Change");
}

/* --- what speaks for talking to someone */
#define NUDGE "Talk to someone for you"

static void carries_much(struct person *p)
{
	struct story *s = p->story;

	assert_int_equal(
		person_post(p,
			    story_print(s, "/selfcare/week/%d/1", selfcare_monday(today_of(s)).n),
			    "v=8"),
		303);
}

static void a_week_later(struct person *p, const char *name)
{
	p->story->now += 7 * 86400;
	assert_int_equal(person_sign_in(p, name, PASSPHRASE, true), 303);
}

static void three_heavy_weeks_are_said_once_and_put_away(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	for (int i = 0; i < 3; i++) {
		misses_at(&alex, "/selfcare", NUDGE);
		carries_much(&alex);
		if (i < 2)
			a_week_later(&alex, "alex");
	}
	sees_at(&alex, "/selfcare", NUDGE);
	assert_true(person_sees(&alex, "close to too much"));
	assert_true(person_sees(&alex, "/selfcare/someone"));
	sees_at(&alex, "/selfcare/someone", "/help/call");
	assert_int_equal(person_post(&alex, "/selfcare/away", ""), 303);
	misses_at(&alex, "/selfcare", NUDGE);
	/* Another sign is not put away with it. */
	assert_int_equal(person_post(&alex, "/own/pause", "paused=yes"), 303);
	sees_at(&alex, "/selfcare", NUDGE);
	assert_true(person_sees(&alex, "worth saying out loud"));
	assert_int_equal(person_post(&alex, "/selfcare/away", ""), 303);
	misses_at(&alex, "/selfcare", NUDGE);
	for (int i = 0; i < 3; i++) {
		a_week_later(&alex, "alex");
		misses_at(&alex, "/selfcare", NUDGE);
	}
	a_week_later(&alex, "alex");
	sees_at(&alex, "/selfcare", NUDGE); /* four weeks are over, and the pause still stands */
}

static void two_short_weeks_of_sleep_are_said(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const int sleep = 5; /* the question of whoever said no role */

	for (int week = 0; week < 2; week++) {
		for (int back = 3; back >= 0; back--)
			assert_int_equal(person_post(&alex,
						     story_print(s, "/checkin/%d/%d",
								 today_of(s).n - back, sleep - 1),
						     "v=5"),
					 303);
		if (week == 0) {
			sees_at(&alex, "/selfcare/body", "About 5 hours a night, from 4 nights");
			assert_true(person_sees(&alex, "low, by either"));
			assert_true(person_sees(&alex, "Six to eight hours"));
			assert_true(person_sees(&alex, "Seven or more"));
			misses_at(&alex, "/selfcare", NUDGE);
			a_week_later(&alex, "alex");
		}
	}
	sees_at(&alex, "/selfcare", "less than six hours a night");
}

struct scored {
	const char *id;
	unsigned total; /* reached with the highest answers first */
	int back;
	unsigned last; /* points of the last item, whatever else */
};

static fallible answer_all(struct act *a, void *context)
{
	const struct scored *scored = context;
	const struct measure *m = measure_find(str_c(scored->id));
	measure_answer answer[MEASURE_ANSWERS] = { 0 };
	unsigned left = scored->total - scored->last;
	struct id16 id;

	for (size_t i = 0; i < m->n_items; i++) {
		unsigned most = m->most / (unsigned)m->n_items;
		unsigned points = i + 1 == m->n_items ? scored->last : left < most ? left : most;

		for (size_t k = 0; k < m->n_options; k++)
			if (m->option[k].points == points)
				answer[i] = (measure_answer)(k + 1);
		left -= i + 1 == m->n_items ? 0 : points;
	}
	return measure_keep(a, m, (struct day){ act_today(a).n - scored->back }, answer, &id);
}

static void scores(struct person *p, const char *id, unsigned total, unsigned last, int back)
{
	struct scored scored = { id, total, back, last };

	assert_string_equal(err_name(person_does(p, answer_all, &scored)), "NONE");
}

static void scores_are_said_in_plain_words_and_without_a_number(void **state)
{
	struct story *s = *state;
	static const struct {
		const char *id;
		unsigned total, last;
		int back;
		const char *says; /* NULL: nothing */
	} row[] = {
		{ "k6", 12, 0, 0, NULL },
		{ "k6", 13, 0, 34, "the last month has been" },
		{ "k6", 13, 0, 35, NULL },
		{ "phq4", 5, 0, 0, NULL },
		{ "phq4", 6, 0, 20, "heavy with worry" },
		{ "phq9", 9, 0, 0, NULL },
		{ "phq9", 10, 0, 0, "two weeks have been low" },
		{ "phq9", 1, 1, 0, "worth saying out loud" },
		{ "phq9", 1, 1, 21, NULL },
	};

	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct person p = person_named(s, story_print(s, "person %zu", i));

		scores(&p, row[i].id, row[i].total, row[i].last, row[i].back);
		assert_int_equal(person_get(&p, "/selfcare"), 200);
		if (person_sees(&p, NUDGE) != (row[i].says != NULL) ||
		    (row[i].says && !person_sees(&p, row[i].says)))
			fail_msg("%s of %u, %d days ago", row[i].id, row[i].total, row[i].back);
	}
}

static void weeks_are_drawn_and_gaps_stay_gaps(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");

	sees_at(&alex, "/selfcare/weeks", "Look at this week");
	carries_much(&alex);
	sees_at(&alex, "/selfcare/weeks", "Two weeks you looked at");
	assert_false(person_sees(&alex, "<polyline"));
	a_week_later(&alex, "alex");
	carries_much(&alex);
	scores(&alex, "phq4", 4, 0, 0);
	sees_at(&alex, "/selfcare/weeks", "is as it was at first, at 8 of 10");
	assert_int_equal(strlen(person_read(&alex, "<polyline class=\"a\" points=\"")) > 0, true);
	assert_true(person_sees(&alex, ">4</td>"));
	a_week_later(&alex, "alex");
	a_week_later(&alex, "alex");
	carries_much(&alex);
	sees_at(&alex, "/selfcare/weeks", "over 3 weeks");
	/* One line for the first two, and the third stands alone. */
	const char *text = page_text(&alex, "/selfcare/weeks");
	const char *line = strstr(text, "points=\"");
	size_t n = 0;

	for (const char *c = line + 8; *c != '"'; c++)
		n += *c == ',';
	assert_int_equal(n, 2);
}

/* --- to other rooms */
static void what_has_a_day_is_in_the_calendar_and_says_nothing(void **state)
{
	struct home h = home_begin(*state);
	const char *path = makes(&h);

	assert_int_equal(events(feed(&h, path)), 0);
	assert_int_equal(books(&h.sam, "/selfcare/book/new", "Kestrel+watching", 2,
			       "time=10%3A30&minutes=45&version=0&" ID "1"),
			 303);
	const char *text = feed(&h, path);

	assert_int_equal(events(text), 1);
	carries(text, "DTSTART:20261120T093000Z\r\nDTEND:20261120T101500Z\r\n");
	carries(text, "SUMMARY:Plan\r\n");
	lacks(text, "estrel");
	/* What has no day, and people, are in no calendar. */
	assert_int_equal(person_post(&h.sam, "/selfcare/book/new",
				     "words=One+day&kind=care&version=0&" ID "2"),
			 303);
	assert_int_equal(person_post(&h.sam, "/selfcare/person/new", "words=Jo&version=0&" ID "3"),
			 303);
	assert_string_equal(feed(&h, path), text);
	const char *line = line_at(&h.sam, "/selfcare/time", "book");

	assert_int_equal(person_post(&h.sam,
				     story_print(h.story, "/selfcare/remove/%.32s",
						 line + strlen("/selfcare/book/")),
				     ""),
			 303);
	assert_int_equal(events(feed(&h, path)), 0);
}

static void it_is_in_the_copy_and_goes_with_everything(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	static const char *const words[] = { "A day by the sea", "Aunt Jo", "makes me laugh",
					     "By text",		 "time",    "load, 0 to 10",
					     "Less than an hour" };
	int monday = selfcare_monday(today_of(s)).n;

	assert_int_equal(books(&alex, "/selfcare/book/new", "A+day+by+the+sea", 5,
			       "time=09%3A00&version=0&" ID "1"),
			 303);
	assert_int_equal(person_post(&alex, "/selfcare/person/new",
				     "words=Aunt+Jo&helps=2&reach=By+text&version=0&" ID "2"),
			 303);
	assert_int_equal(person_post(&alex, story_print(s, "/selfcare/week/%d/1", monday), "v=9"),
			 303);
	assert_int_equal(person_post(&alex, story_print(s, "/selfcare/week/%d/2", monday), "v=2"),
			 303);
	assert_int_equal(person_post(&alex, "/account/export", ""), 200);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!person_sees(&alex, words[i]))
			fail_msg("the copy has no %s", words[i]);
}

/* --- two people */
static void lines_are_read_when_shared_and_weeks_never(void **state)
{
	struct two t = two_make(*state);
	struct story *s = t.story;
	int monday = selfcare_monday(today_of(s)).n;
	const char *theirs = story_print(s, "/share/%s/theirs/%d", t.alex_id, TOPIC_SELFCARE);

	assert_int_equal(books(&t.alex, "/selfcare/book/new", "The+pool", 2, "version=0&" ID "1"),
			 303);
	assert_int_equal(books(&t.alex, "/selfcare/book/new", "Passed+by", 0, "version=0&" ID "2"),
			 303);
	assert_int_equal(
		person_post(&t.alex, "/selfcare/person/new", "words=Aunt+Jo&version=0&" ID "3"),
		303);
	s->now += 86400;
	assert_int_equal(person_sign_in(&t.alex, "alex", PASSPHRASE, true), 303);
	assert_int_equal(person_sign_in(&t.sam, "sam", PASSPHRASE, true), 303);
	const char *before = page_plain(&t.sam, theirs);

	assert_null(strstr(before, "The pool"));
	assert_string_equal(
		err_name(person_grants(&t.alex, t.of_sam, TOPIC_SELFCARE, SHARING_WITH_BEFORE)),
		"NONE");
	const char *shown = page_plain(&t.sam, theirs);

	assert_non_null(strstr(shown, "The pool"));
	assert_non_null(strstr(shown, "Aunt Jo"));
	assert_null(strstr(shown, "Passed by"));
	sees_at(&t.alex, "/selfcare/time", "You share this");
	/* The week, what it says, and what is put away: not one byte. */
	for (int i = 1; i <= SELFCARE_QUESTIONS; i++)
		assert_int_equal(person_post(&t.alex,
					     story_print(s, "/selfcare/week/%d/%d", monday, i),
					     i == 3 ? "nobody=1" : "v=3"),
				 303);
	sees_at(&t.alex, story_print(s, "/selfcare/week/%d/1", monday), "Only you, always");
	assert_int_equal(person_post(&t.alex, "/own/pause", "paused=yes"), 303);
	assert_int_equal(person_post(&t.alex, "/selfcare/away", ""), 303);
	assert_string_equal(page_plain(&t.sam, theirs), shown);
	assert_string_equal(
		err_name(person_stops(&t.alex, t.of_sam, TOPIC_SELFCARE, SHARING_TAKE_BACK)),
		"NONE");
	assert_string_equal(page_plain(&t.sam, theirs), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(an_idea_is_booked_and_passes_by),
		STORY(own_health_can_wait_without_a_day),
		STORY(what_does_not_fit_is_said_and_kept),
		STORY(sent_twice_is_one_and_overtaken_is_said),
		STORY(a_full_list_makes_room),
		STORY(people_are_listed_and_nothing_is_counted),
		STORY(four_questions_each_kept_at_once),
		STORY(only_this_week_and_the_last_are_open),
		STORY(three_heavy_weeks_are_said_once_and_put_away),
		STORY(two_short_weeks_of_sleep_are_said),
		STORY(scores_are_said_in_plain_words_and_without_a_number),
		STORY(weeks_are_drawn_and_gaps_stay_gaps),
		STORY(what_has_a_day_is_in_the_calendar_and_says_nothing),
		STORY(it_is_in_the_copy_and_goes_with_everything),
		STORY(lines_are_read_when_shared_and_weeks_never),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
