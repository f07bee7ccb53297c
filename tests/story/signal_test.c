/* Two people in one house: one taps, the other sees it, and after its time nothing is left to see.
 */
#include <stdlib.h>
#include "pages.h"
#include "relation.h"
#include "two.h"

#define MINUTE 60

static const char *now_of(struct person *p)
{
	return page_text(p, "/signal/now");
}

/* A session locks after five quiet minutes: time goes by in steps that keep both signed in. */
static void pass(struct two *t, int minutes)
{
	for (; minutes > 0; minutes -= 4) {
		t->alex.story->now += (minutes < 4 ? minutes : 4) * MINUTE;
		assert_int_equal(person_get(&t->alex, "/us"), 200);
		assert_int_equal(person_get(&t->sam, "/us"), 200);
	}
}

static void one_tap_is_seen_by_the_other(void **state)
{
	struct two t = two_make(*state);

	assert_int_equal(person_post(&t.alex, "/signal", ""), 303);
	assert_non_null(strstr(now_of(&t.sam), "Alex needs space. It is not about you."));
	assert_non_null(strstr(now_of(&t.alex), "I need space."));
	assert_int_equal(person_get(&t.sam, "/today"), 200);
	assert_true(person_sees(&t.sam, "Alex needs space."));
	assert_int_equal(person_get(&t.sam, "/signal"), 200);
	assert_true(person_sees(&t.sam, "Alex needs space."));
}

static void chosen_words_and_time(void **state)
{
	struct two t = two_make(*state);

	assert_int_equal(person_post(&t.alex, "/signal",
				     "need=near&m=20&words=I+am+in+the+garden+%3Cnow%3E"),
			 303);
	const char *seen = now_of(&t.sam);

	assert_non_null(strstr(seen, "Alex would like company near"));
	assert_non_null(strstr(seen, "“I am in the garden &lt;now&gt;”"));
	/* 11:06:40 UTC and twenty minutes, to the whole minute. */
	assert_non_null(strstr(seen, "Back at 11:27"));
	/* Changed: the same page says the newer thing. */
	assert_int_equal(person_post(&t.alex, "/signal", "need=quiet&at=13:05&words="), 303);
	seen = now_of(&t.sam);
	assert_non_null(strstr(seen, "Alex needs it quiet."));
	assert_non_null(strstr(seen, "Back at 13:05"));
	assert_null(strstr(seen, "garden"));
}

static fallible live_in_new_york(struct act *a, void *context)
{
	(void)context;
	a->preferences->zone = STR("America/New_York");
	return act_save_preferences(a);
}

static void each_reads_it_on_their_own_clock(void **state)
{
	struct two t = two_make(*state);

	assert_string_equal(err_name(person_does(&t.sam, live_in_new_york, NULL)), "NONE");
	assert_int_equal(person_post(&t.alex, "/signal", "at=13:05"), 303);
	assert_non_null(strstr(now_of(&t.alex), "Back at 13:05"));
	assert_non_null(strstr(now_of(&t.sam), "Back at 08:05"));
}

static void ready_to_come_back(void **state)
{
	struct two t = two_make(*state);

	assert_int_equal(person_post(&t.alex, "/signal", "m=20"), 303);
	pass(&t, 21);
	assert_non_null(strstr(now_of(&t.alex), "Ready to come back?"));
	assert_non_null(strstr(now_of(&t.sam), "Ready to come back?"));
	/* Either may answer; the time is the same for both afterwards. */
	assert_int_equal(person_post(&t.sam, "/signal/ready", "whose=theirs&v=later"), 303);
	assert_non_null(strstr(now_of(&t.alex), "Back at 11:48"));
	assert_non_null(strstr(now_of(&t.sam), "Back at 11:48"));
	pass(&t, 21);
	assert_int_equal(person_post(&t.alex, "/signal/ready", "whose=mine&v=later"), 303);
	assert_non_null(strstr(now_of(&t.sam), "Back at 12:09"));
	pass(&t, 21);
	assert_int_equal(person_post(&t.sam, "/signal/ready", "whose=theirs&v=yes"), 303);
	assert_non_null(strstr(now_of(&t.alex), "Sam is ready."));
	assert_non_null(strstr(now_of(&t.sam), "You said yes."));
	assert_int_equal(person_post(&t.alex, "/signal/ready", "whose=mine&v=yes"), 303);
	assert_non_null(strstr(now_of(&t.alex), "You are both ready."));
	assert_non_null(strstr(now_of(&t.sam), "You are both ready."));
	assert_int_equal(person_post(&t.alex, "/signal/back", ""), 303);
	assert_non_null(strstr(now_of(&t.sam), "Alex is back."));
	pass(&t, 21);
	assert_null(strstr(now_of(&t.sam), "Alex"));
}

/* Both of them at the same moment, and one of them with two devices: nobody's tap is lost. */
static void all_at_once(void **state)
{
	struct two t = two_make(*state);
	struct person phone = person_make(*state);
	struct going *g[3];
	size_t left = 3;
	bool is_done[3] = { false };

	assert_int_equal(person_sign_in(&phone, "alex", PASSPHRASE, false), 303);
	struct ask ask[3] = { person_ask(&t.alex, HTTP_POST, "/signal", "need=quiet"),
			      person_ask(&phone, HTTP_POST, "/signal", "need=near"),
			      person_ask(&t.sam, HTTP_POST, "/signal", "need=space") };

	for (size_t i = 0; i < 3; i++)
		g[i] = story_set_out(*state, &ask[i]);
	while (left)
		for (size_t i = 0; i < 3; i++)
			if (!is_done[i] && (is_done[i] = story_go_on(*state, g[i])))
				left--;
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(story_arrive(*state, g[i]).status, 303);
	const char *seen = now_of(&t.sam), *own = now_of(&t.alex);

	assert_true(!strstr(seen, "Alex needs it quiet.") !=
		    !strstr(seen, "Alex would like company near"));
	assert_non_null(strstr(own, "Sam needs space."));
	assert_non_null(strstr(seen, "I need space."));
}

static void bad_input(void **state)
{
	static const struct {
		const char *body, *says;
		int status;
	} row[] = {
		{ "at=10:30", "That time has passed. Pick a later one.", 422 },
		{ "at=soon", "Write the time like 19:30.", 422 },
		{ "m=1441", "A day is the most.", 422 },
		{ "m=1", "Give yourself five minutes or more.", 422 },
		{ "m=many", "", 400 },
		{ "need=alone", "", 400 },
	};
	struct two t = two_make(*state);

	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		const char *body = story_print(*state, "%s&words=keep+these", row[i].body);

		assert_int_equal(person_post(&t.alex, "/signal", body), row[i].status);
		assert_true(person_sees(&t.alex, row[i].says));
		if (row[i].status == 422)
			assert_true(person_sees(&t.alex, "keep these"));
		assert_null(strstr(now_of(&t.sam), "Alex"));
	}
	char words[256];

	memset(words, 'x', sizeof words - 1);
	words[sizeof words - 1] = '\0';
	assert_int_equal(person_post(&t.alex, "/signal", story_print(*state, "words=%s", words)),
			 422);
	assert_int_equal(person_post(&t.alex, "/signal/ready", "whose=ours&v=yes"), 400);
	assert_int_equal(person_post(&t.alex, "/signal/ready", "whose=mine&v=no"), 400);
	/* Nothing to answer: nothing changes. */
	assert_int_equal(person_post(&t.alex, "/signal/ready", "whose=theirs&v=yes"), 303);
	assert_int_equal(person_post(&t.alex, "/signal/back", ""), 303);
	assert_null(strstr(now_of(&t.sam), "Alex"));
}

/* The longest words in the widest signs still fit the page of constant size. */
static void the_longest_words(void **state)
{
	struct two t = two_make(*state);
	char body[4096] = "words=";

	for (int i = 0; i < 200; i++)
		strcat(body, "%F0%9F%8C%8A");
	assert_int_equal(person_post(&t.alex, "/signal", body), 303);
	assert_non_null(strstr(now_of(&t.sam), "\xf0\x9f\x8c\x8a\xf0\x9f\x8c\x8a"));
}

static void nobody_to_tell(void **state)
{
	struct person p = person_make(*state);

	person_sign_up(&p, "Cy");
	assert_int_equal(person_get(&p, "/signal"), 200);
	assert_true(person_sees(&p, "There is nobody to tell yet."));
	assert_int_equal(person_get(&p, "/signal?until=1795001200"), 200);
	assert_true(person_sees(&p, "Until 11:26"));
	assert_int_equal(person_get(&p, "/signal?until=1794990000"), 200);
	assert_true(person_sees(&p, "How is it now?"));
	assert_int_equal(person_get(&p, "/signal?until=99999999999999999999"), 200);
	assert_int_equal(person_get(&p, "/signal?until=-5"), 200);
	assert_int_equal(person_post(&p, "/signal", ""), 303);
	assert_int_equal(person_post(&p, "/signal/back", ""), 303);
	assert_int_equal(person_post(&p, "/signal/ready", "whose=mine&v=yes"), 303);
	assert_int_equal(person_get(&p, "/signal/stream"), 204);
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_false(person_sees(&p, "data-live"));
}

/* Looking keeps nobody signed in, and a stream has an end that looking does not move. */
static void looking_is_quiet(void **state)
{
	struct two t = two_make(*state);
	struct story *s = *state;

	assert_int_equal(person_get(&t.sam, "/today"), 200);
	for (int i = 0; i < 4; i++) {
		s->now += MINUTE;
		assert_int_equal(person_get(&t.sam, "/signal/now"), 200);
		assert_int_equal(person_get(&t.sam, "/signal/stream"), 200);
		assert_true(str_equal(told_header(&t.sam.last, "Content-Type"),
				      STR("text/event-stream")));
	}
	s->now += MINUTE + 1;
	assert_int_not_equal(person_get(&t.sam, "/signal/now"), 200);
	assert_int_not_equal(person_get(&t.sam, "/signal/stream"), 200);
}

/* By their size. What a person has seen of the other's letters is noted elsewhere. */
static const char *signal_pages(struct story *s)
{
	const char *pages = story_sql(
		s, story_print(s,
			       "SELECT group_concat(hex(page) || '.' || ver || '.' || hex(blob),"
			       " ' ') FROM (SELECT * FROM page WHERE length(blob) = %d ORDER BY"
			       " space, page)",
			       SIGNAL_BYTES));

	assert_in_range(strlen(pages), 2 * SIGNAL_BYTES, SIZE_MAX);
	return pages;
}

/* Reading writes nothing, also when what is read is over. */
static void reading_writes_nothing(void **state)
{
	struct two t = two_make(*state);

	assert_int_equal(person_post(&t.alex, "/signal", "m=20"), 303);
	pass(&t, 200);
	const char *before = signal_pages(*state);

	assert_null(strstr(now_of(&t.sam), "Alex"));
	assert_int_equal(person_get(&t.sam, "/signal"), 200);
	assert_int_equal(person_get(&t.alex, "/signal"), 200);
	assert_int_equal(person_get(&t.alex, "/today"), 200);
	assert_string_equal(signal_pages(*state), before);
}

/* One tap changes one row, of the one size that such pages have. */
static void one_tap_writes_one_row(void **state)
{
	struct two t = two_make(*state);
	const char *count = "SELECT count(*) || ' ' || sum(ver) FROM page";
	const char *sizes = "SELECT group_concat(n, ' ') FROM (SELECT DISTINCT length(blob) AS n"
			    " FROM page GROUP BY space HAVING count(*) = 2 ORDER BY n)";

	assert_int_equal(person_post(&t.alex, "/signal", "words=a"), 303);
	assert_int_equal(person_post(&t.sam, "/signal", "words=b"), 303);
	const char *rows = story_sql(*state, count), *size = story_sql(*state, sizes);

	assert_int_equal(person_post(&t.alex, "/signal", "words=a+much+longer+sentence+than+that"),
			 303);
	assert_string_not_equal(story_sql(*state, count), rows);
	assert_string_equal(story_sql(*state, sizes), size);
}

/* Whoever can write the database can bring an older page back: it shows until its own end, and
 * under another version not at all. */
static void an_older_page_put_back(void **state)
{
	struct two t = two_make(*state);
	struct story *s = *state;

	assert_int_equal(person_post(&t.alex, "/signal", "m=20&words=older"), 303);
	const char *copy = story_copy(s);

	assert_int_equal(person_post(&t.alex, "/signal/back", ""), 303);
	assert_non_null(strstr(now_of(&t.sam), "Alex is back."));
	story_set_back_file(s, copy, "pages.db");
	assert_non_null(strstr(now_of(&t.sam), "older"));
	pass(&t, 20 + 121);
	assert_null(strstr(now_of(&t.sam), "Alex"));
}

/* After its end nothing of a signal is left on any page: compared with a life without it. */
static void nothing_stays(void **state)
{
	struct two t = two_make(*state);
	static const char *const pages[] = { "/signal/now", "/signal", "/today", "/us", "/me" };
	const char *before[5], *mine[5];

	/* The greeting is the same all afternoon. */
	pass(&t, 120);
	pass(&t, 4);
	for (int i = 0; i < 5; i++) {
		before[i] = page_plain(&t.sam, pages[i]);
		mine[i] = page_plain(&t.alex, pages[i]);
	}
	assert_int_equal(person_post(&t.alex, "/signal", "m=20&words=a+canary"), 303);
	pass(&t, 21);
	assert_int_equal(person_post(&t.sam, "/signal/ready", "whose=theirs&v=yes"), 303);
	pass(&t, 122);
	for (int i = 0; i < 5; i++) {
		assert_string_equal(page_plain(&t.sam, pages[i]), before[i]);
		assert_string_equal(page_plain(&t.alex, pages[i]), mine[i]);
	}
}

/* --- the agreement */
#define OURS "sign=hand+on+the+heart&m=20&back=away&says=I+am+back"

static bool reads(struct person *p, const char *words)
{
	assert_int_equal(person_get(p, "/signal/agreement"), 200);
	return person_sees(p, words);
}

static void both_write_once(void **state)
{
	struct two t = two_make(*state);

	assert_false(reads(&t.sam, "wrote this"));
	assert_int_equal(person_post(&t.alex, "/signal/agreement/write",
				     OURS "&wish=He+comes+back+every+time"),
			 303);
	assert_true(reads(&t.alex, "You wrote this"));
	assert_true(reads(&t.sam, "Alex wrote this"));
	assert_true(person_sees(&t.sam, "hand on the heart"));
	assert_true(person_sees(&t.sam, "He comes back every time"));
	/* Written differently, each sees both; then one takes the other's. */
	assert_int_equal(person_post(&t.sam, "/signal/agreement/write",
				     "sign=the+red+cup&m=60&back=ready&says=Hello&wish=Rest+too"),
			 303);
	assert_true(reads(&t.alex, "the red cup"));
	assert_true(person_sees(&t.alex, "hand on the heart"));
	assert_false(person_sees(&t.alex, "You both wrote this"));
	assert_int_equal(person_post(&t.sam, "/signal/agreement/take", ""), 303);
	assert_true(reads(&t.sam, "You both wrote this"));
	assert_true(person_sees(&t.sam, "Rest too"));
	assert_false(person_sees(&t.sam, "the red cup"));
	assert_true(reads(&t.alex, "You both wrote this"));
	/* Changed by one: two versions again. */
	assert_int_equal(person_post(&t.alex, "/signal/agreement/write", OURS "+soon"), 303);
	assert_true(reads(&t.sam, "Alex wrote this"));
}

static void one_tap_is_as_agreed(void **state)
{
	struct two t = two_make(*state);

	assert_int_equal(person_post(&t.alex, "/signal/agreement/write", OURS), 303);
	assert_int_equal(person_post(&t.sam, "/signal/agreement/write", OURS "&wish=Rest+too"),
			 303);
	assert_int_equal(person_post(&t.alex, "/signal", ""), 303);
	const char *seen = now_of(&t.sam);

	assert_non_null(strstr(seen, "Back at 11:27"));
	assert_non_null(strstr(seen, "“I am back”"));
	/* What each reads is what they wrote for themselves. */
	assert_non_null(strstr(seen, "“Rest too”"));
	assert_null(strstr(now_of(&t.alex), "Rest too"));
}

static void bad_agreements(void **state)
{
	struct two t = two_make(*state);
	struct person alone = person_make(*state);
	char words[256];

	memset(words, 'x', sizeof words - 1);
	words[sizeof words - 1] = '\0';
	const char *body = story_print(*state, "sign=cup&says=%s&wish=keep+these", words);

	assert_int_equal(person_post(&t.alex, "/signal/agreement/write", body), 422);
	assert_true(person_sees(&t.alex, "keep these"));
	assert_int_equal(person_post(&t.alex, "/signal/agreement/write", "back=nobody"), 400);
	assert_int_equal(person_post(&t.alex, "/signal/agreement/write", "m=100000"), 400);
	assert_int_equal(person_post(&t.alex, "/signal/agreement/take", ""), 303);
	assert_false(reads(&t.sam, "wrote this"));
	person_sign_up(&alone, "Cy");
	assert_true(reads(&alone, "An agreement is for two."));
	assert_int_equal(person_get(&alone, "/signal/agreement/write"), 303);
	assert_int_equal(person_post(&alone, "/signal/agreement/write", OURS), 303);
	assert_int_equal(person_post(&alone, "/signal/agreement/take", ""), 303);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(one_tap_is_seen_by_the_other),
		STORY(chosen_words_and_time),
		STORY(each_reads_it_on_their_own_clock),
		STORY(ready_to_come_back),
		STORY(all_at_once),
		STORY(bad_input),
		STORY(the_longest_words),
		STORY(nobody_to_tell),
		STORY(looking_is_quiet),
		STORY(reading_writes_nothing),
		STORY(one_tap_writes_one_row),
		STORY(an_older_page_put_back),
		STORY(nothing_stays),
		STORY(both_write_once),
		STORY(one_tap_is_as_agreed),
		STORY(bad_agreements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
