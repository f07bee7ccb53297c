/* Us from what a session keeps beside it: the same page as one that gathers everything anew, after
 * whatever was done on either side and on whichever device; and nothing is left of it with the
 * session. */
#include "linking.h"
#include "pages.h"
#include "two.h"

#define DAY 86400

struct home { /* two people: each with a device that looks, and one that does things */
	struct two t;
	struct person alex, sam;
};

static struct person again(struct story *s, const char *name)
{
	struct person p = person_make(s);

	assert_int_equal(person_sign_in(&p, name, PASSPHRASE, false), 303);
	return p;
}

static void settle(struct story *s, struct home *ret)
{
	*ret = (struct home){ .t = two_make(s) };
	ret->alex = again(s, "alex");
	ret->sam = again(s, "sam");
	for (int looks = 0; looks < 3; looks++) {
		(void)page_plain(&ret->alex, "/us");
		(void)page_plain(&ret->sam, "/us");
	}
}

static void shows(struct person *p, const char *right, const char *after, int look)
{
	const char *seen = page_plain(p, "/us");

	if (strcmp(seen, right) != 0)
		fail_msg("after %s, look %d: %s\nin place of: %s", after, look, seen, right);
}

/* The first look after something happened is the one that counts. */
static void is_as_new_for(struct person *p, const char *name, const char *after)
{
	const char *seen = page_plain(p, "/us");
	struct person fresh = again(p->story, name);

	for (int looks = 0; looks < 3; looks++)
		shows(&fresh, seen, after, looks);
	for (int looks = 0; looks < 3; looks++)
		shows(p, seen, after, looks);
}

static void is_as_new(struct home *h, const char *after)
{
	is_as_new_for(&h->sam, "sam", after);
	is_as_new_for(&h->alex, "alex", after);
}

static bool sees(struct person *p, const char *words)
{
	return strstr(page_plain(p, "/us"), words) != NULL;
}

static void posts(struct person *p, const char *path, const char *body)
{
	(void)person_post(p, path, body);
	if (p->last.status != 303)
		fail_msg("%s: %d %.*s", path, p->last.status, (int)p->last.body.n, p->last.body.p);
}

static const char *to_sam(struct home *h, const char *before, const char *after)
{
	return story_print(h->t.story, "%s%s%s", before, h->t.sam_id, after);
}

static const char *to_alex(struct home *h, const char *before, const char *after)
{
	return story_print(h->t.story, "%s%s%s", before, h->t.alex_id, after);
}

static void alex_writes(struct home *h, unsigned seen, const char *line)
{
	posts(&h->t.alex, "/card/calming/edit",
	      story_print(h->t.story, "version=%u&own-1=%s", seen, line));
}

static void alex_shares(struct home *h)
{
	posts(&h->t.alex, to_sam(h, "/card/calming/share/", ""), "");
}

/* --- what may happen */
static void a_kept_card_is_as_new(void **state)
{
	struct home h;

	settle(*state, &h);
	is_as_new(&h, "nothing");
	alex_writes(&h, 0, "My+grey+blanket.");
	is_as_new(&h, "a card");
	alex_shares(&h);
	is_as_new(&h, "sharing it");
	assert_true(sees(&h.sam, "grey blanket") && sees(&h.alex, "grey blanket"));
	alex_writes(&h, 1, "My+green+blanket.");
	is_as_new(&h, "an edit");
	assert_true(sees(&h.sam, "green blanket"));
	posts(&h.t.sam, to_alex(&h, "/card/of/", "/calming"), "section=1&line=A+cup+of+tea.");
	is_as_new(&h, "a suggestion");
	assert_true(sees(&h.alex, "A cup of tea."));
	assert_int_equal(person_get(&h.t.alex, "/card/calming"), 200);
	posts(&h.t.alex,
	      story_print(h.t.story, "/card/calming/suggestion/%s",
			  person_read(&h.t.alex, "action=\"/card/calming/suggestion/")),
	      "do=lie&line=x");
	is_as_new(&h, "letting it lie");
	assert_false(sees(&h.alex, "A cup of tea."));
	posts(&h.t.alex, to_sam(&h, "/card/calming/stop/", ""), "how=now");
	is_as_new(&h, "a stop from now on");
	alex_writes(&h, 2, "No+blanket.");
	is_as_new(&h, "an edit that is not seen");
	assert_true(sees(&h.sam, "green blanket"));
	alex_shares(&h);
	is_as_new(&h, "sharing it again");
	posts(&h.t.alex, to_sam(&h, "/card/calming/stop/", ""), "how=back");
	is_as_new(&h, "taking it back");
	assert_false(sees(&h.sam, "blanket") || sees(&h.alex, "blanket"));
}

static void other_things_are_as_new(void **state)
{
	struct home h;

	settle(*state, &h);
	posts(&h.t.alex, "/signal/agreement/write",
	      "sign=hand+on+the+heart&m=20&back=away&says=I+am+back");
	is_as_new(&h, "an agreement");
	assert_true(sees(&h.sam, "hand on the heart"));
	posts(&h.t.sam, "/signal/agreement/take", "");
	is_as_new(&h, "the other's agreement");
	posts(&h.t.sam, "/approach/new", "text=Walk+by+the+mill.&rating=40&area=places");
	const char *step =
		story_print(h.t.story, "%.42s", told_header(&h.t.sam.last, "Location").p);

	posts(&h.t.sam, to_alex(&h, story_print(h.t.story, "%s/share/", step), ""), "");
	is_as_new(&h, "a step");
	assert_true(sees(&h.alex, "Walk by the mill."));
	posts(&h.t.alex, to_sam(&h, "/share/", "/words"), "v=same");
	is_as_new(&h, "six words");
	assert_false(sees(&h.alex, "Six words to compare"));
	posts(&h.t.alex, to_sam(&h, "/share/", "/name"), "name=Little+bear");
	is_as_new(&h, "another name");
	assert_true(sees(&h.alex, "Little bear") && !sees(&h.sam, "Little bear"));
	MUST(person_grants(&h.t.alex, h.t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	is_as_new(&h, "a topic");
	posts(&h.t.alex, "/signal", "v=space&m=20");
	is_as_new(&h, "a signal");
	posts(&h.t.alex, "/account/passphrase", "passphrase=another+story+that+ends+well");
	posts(&h.t.alex, "/account/passphrase", "passphrase=" PASSPHRASE);
	h.alex = again(h.t.story, "alex");
	is_as_new(&h, "another passphrase");
	assert_int_equal(person_post(&h.t.alex, "/account/new-keys", "passphrase=" PASSPHRASE),
			 200);
	assert_int_equal(person_get(&h.alex, "/us"), 200);
	assert_true(person_sees(&h.alex, "later or never")); /* signed out */
	h.alex = again(h.t.story, "alex");
	is_as_new(&h, "new keys");
	assert_true(sees(&h.sam, "hand on the heart") && sees(&h.alex, "Walk by the mill."));
}

static void going_is_as_new(void **state)
{
	struct home h;

	settle(*state, &h);
	alex_writes(&h, 0, "My+grey+blanket.");
	alex_shares(&h);
	is_as_new(&h, "sharing it");
	const char *sams = page_plain(&h.sam, "/us");

	posts(&h.t.alex, to_sam(&h, "/share/", "/leave"), "how=back");
	assert_string_equal(page_plain(&h.sam, "/us"), sams); /* quietly */
	is_as_new(&h, "stepping back");
	assert_true(sees(&h.alex, "You stepped back"));
	posts(&h.t.alex, to_sam(&h, "/share/", "/return"), "");
	is_as_new(&h, "coming back");
	assert_int_equal(person_post(&h.t.alex, to_sam(&h, "/share/", "/leave"), "how=close"), 200);
	assert_false(sees(&h.sam, "blanket"));
	h.alex = again(h.t.story, "alex");
	is_as_new(&h, "closing");
	assert_true(sees(&h.alex, "It can wait"));
}

/* What is over shows as it is on the day it is looked at. */
static void a_kept_page_is_of_no_day(void **state)
{
	struct story *s = *state;
	struct home h;
	char tomorrow[DAY_TEXT_MAX];

	settle(s, &h);
	s->now = (s->now / DAY + 1) * DAY - 60; /* a minute before midnight */
	h.t.sam = again(s, "sam");
	day_write(tomorrow, (struct day){ (int32_t)(s->now / DAY) + 1 });
	posts(&h.t.sam, "/approach/new", "text=Walk+by+the+mill.&rating=40&area=places");
	const char *step = story_print(s, "%.42s", told_header(&h.t.sam.last, "Location").p);

	posts(&h.t.sam, to_alex(&h, story_print(s, "%s/share/", step), ""), "");
	posts(&h.t.sam, story_print(s, "%s/plan/new", step),
	      story_print(s, "day=%s&time=09:05&with=partner", tomorrow));
	h.alex = again(s, "alex");
	h.sam = again(s, "sam");
	is_as_new(&h, "a plan");
	assert_true(sees(&h.alex, "Tomorrow"));
	s->now += 240;
	is_as_new(&h, "midnight");
	assert_false(sees(&h.alex, "Tomorrow"));
}

static fallible grant_for_a_while(struct act *a, void *context)
{
	const struct home *h = context;

	return sharing_grant(a, h->t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE, LETTER_READ,
			     a->now.s + 120);
}

static void what_is_over_goes_by_itself(void **state)
{
	struct home h;

	settle(*state, &h);
	const char *theirs =
		to_alex(&h, "/share/", story_print(h.t.story, "/theirs/%d", TOPIC_CHECKIN));

	MUST(person_does(&h.t.alex, grant_for_a_while, &h));
	is_as_new(&h, "sharing for a while");
	assert_true(sees(&h.sam, theirs));
	h.t.story->now += 121;
	assert_false(sees(&h.sam, theirs));
	is_as_new(&h, "the end of it");
	h.t.story->now -= 60;
	is_as_new(&h, "a clock set back");
}

/* --- rows */
static const char *sides(struct story *s)
{
	const char *all = story_sql_in(s, "sessions.db",
				       "SELECT group_concat(hex(sid) || hex(blob)) FROM"
				       " (SELECT * FROM side ORDER BY sid)");

	return all ? all : "";
}

static int count(struct story *s, const char *where)
{
	const char *n =
		story_sql_in(s, "sessions.db",
			     story_print(s, "SELECT zeroblob(count(*)) FROM side WHERE %s", where));

	return (int)strlen(n) / 2;
}

static int of(struct person *p)
{
	struct story *s = p->story;
	uint8_t cookie[SESSION_COOKIE];
	char hex[65];

	if (!session_cookie_read(cookie, str_c(p->session)))
		return 0;
	struct id32 sid = session_sid(cookie);

	hex_write(hex, BYTES_OF(sid));
	return count(s, story_print(s, "sid=x'%s'", hex));
}

static fallible invite(struct act *a, void *context)
{
	struct invite_code code;

	(void)context;
	return linking_invite(a, PERSON_HELPER, STR("Kim"), &code);
}

/* Two such are more than a row holds. */
static void alex_shares_much(struct home *h, const char *kind)
{
	struct story *s = h->t.story;
	char line[156] = { 0 };
	const char *body = "version=0";

	memset(line, 'z', sizeof line - 1);
	for (int i = 0; i < 30; i++)
		body = story_print(s, "%s&own-1=%s", body, line);
	(void)person_post(&h->t.alex, story_print(s, "/card/%s/edit", kind), body);
	posts(&h->t.alex, to_sam(h, story_print(s, "/card/%s/share/", kind), ""), "");
	assert_true(sees(&h->sam, line));
}

/* Whoever looks has one, of the one size, and it is not written again before something changed. */
static void everybody_keeps_alike(void **state)
{
	struct story *s = *state;
	struct home h;
	struct person alone, inviting;

	settle(s, &h);
	alone = person_named(s, "robin");
	inviting = person_named(s, "kim");
	MUST(person_does(&inviting, invite, NULL));
	struct person full = again(s, "alex");
	struct person *who[] = { &h.alex, &h.sam, &alone, &inviting, &full };

	for (int round = 0; round < 2; round++) {
		for (int looks = 0; looks < 2; looks++)
			for (size_t i = 0; i < sizeof who / sizeof *who; i++)
				assert_int_equal(person_get(who[i], "/us"), 200);
		const char *then = sides(s);

		assert_int_equal(count(s, "length(blob)<>8233"), 0);
		for (size_t i = 0; i < sizeof who / sizeof *who; i++)
			assert_int_equal(of(who[i]), 1);
		for (size_t i = 0; i < sizeof who / sizeof *who; i++)
			assert_int_equal(person_get(who[i], "/us"), 200);
		assert_string_equal(sides(s), then);
		/* What one does alone changes none of it, and no row of the other's. */
		assert_int_equal(person_check_in(&h.t.alex, round, "Tea."), 303);
		assert_int_equal(person_get(&h.alex, "/us"), 200);
		assert_int_equal(person_get(&h.sam, "/us"), 200);
		assert_string_equal(sides(s), then);
		/* And more than fits. */
		alex_shares_much(&h, "calming");
		alex_shares_much(&h, "limits");
		is_as_new(&h, "more than fits");
	}
}

static void a_spoilt_row_is_none(void **state)
{
	static const char *const spoil[] = {
		"UPDATE side SET blob=substr(blob,1,100)||x'00'||substr(blob,102)",
		"UPDATE side SET blob=substr(blob,1,8217)||zeroblob(16)",
		"UPDATE side SET blob=x''",
		"UPDATE side SET blob=substr(blob,2)",
		"UPDATE side SET blob=(SELECT blob FROM side AS o WHERE o.sid<>side.sid LIMIT 1)",
		"DELETE FROM side",
	};
	struct story *s = *state;
	struct home h;

	settle(s, &h);
	alex_writes(&h, 0, "My+grey+blanket.");
	alex_shares(&h);
	is_as_new(&h, "sharing it");
	for (size_t i = 0; i < sizeof spoil / sizeof *spoil; i++) {
		(void)story_sql_in(s, "sessions.db", spoil[i]);
		is_as_new(&h, spoil[i]);
		assert_true(sees(&h.sam, "grey blanket"));
		assert_true(count(s, "length(blob)=8233") >= 2); /* and there is a good one again */
		(void)story_sql_in(s, "sessions.db",
				   "DELETE FROM session WHERE sid NOT IN (SELECT sid FROM side)");
	}
}

/* --- letters */
static void puts_letter(struct story *s, const char *where, const char *as)
{
	(void)story_sql(s, story_print(s,
				       "UPDATE page SET (ver, tag, blob) ="
				       " (SELECT ver, tag, blob FROM kept_%s) WHERE %s",
				       as, where));
}

static void keeps_letter(struct story *s, const char *where, const char *as)
{
	(void)story_sql(s, story_print(s,
				       "CREATE TABLE kept_%s AS SELECT ver, tag, blob FROM page"
				       " WHERE %s",
				       as, where));
}

/* Set back, or put in place of another, a letter is told of with the next look. */
static void a_letter_that_is_another_is_told_of(void **state)
{
	struct story *s = *state;
	struct home h;

	settle(s, &h);
	const char *alexs = letter_where(&h.t.alex, 0, true);

	alex_writes(&h, 0, "My+grey+blanket.");
	alex_shares(&h);
	is_as_new(&h, "sharing it");
	keeps_letter(s, alexs, "shared");
	posts(&h.t.alex, to_sam(&h, "/card/calming/stop/", ""), "how=back");
	is_as_new(&h, "taking it back");
	keeps_letter(s, alexs, "new");
	puts_letter(s, alexs, "shared");
	assert_true(sees(&h.sam, "could not be verified") && !sees(&h.sam, "blanket"));
	is_as_new(&h, "a letter set back");
	(void)story_sql(s, story_print(s, "UPDATE page SET ver=(SELECT ver FROM kept_new) WHERE %s",
				       alexs));
	assert_true(sees(&h.sam, "could not be verified") && !sees(&h.sam, "blanket"));
	puts_letter(s, alexs, "new");
	is_as_new(&h, "a letter as it was");
	assert_false(sees(&h.sam, "could not be verified"));
	puts_letter(s, alexs, "shared");
	(void)story_sql(s, story_print(s, "UPDATE page SET ver=(SELECT ver FROM kept_new) WHERE %s",
				       alexs));
	assert_true(sees(&h.sam, "could not be verified")); /* with the very next look */
	puts_letter(s, alexs, "new");
	is_as_new(&h, "a letter as it was");
	(void)story_sql(s, story_print(s, "DELETE FROM page WHERE %s", alexs));
	assert_true(sees(&h.sam, "could not be verified"));
	is_as_new(&h, "no letter");
}

/* What was kept opens no page: that is what it is for. */
static void a_kept_page_opens_no_letter(void **state)
{
	struct story *s = *state;
	struct home h;

	settle(s, &h);
	alex_writes(&h, 0, "My+grey+blanket.");
	alex_shares(&h);
	is_as_new(&h, "sharing it");
	const char *before = page_plain(&h.sam, "/us");

	(void)story_sql(s, "UPDATE page SET blob=x'00'||substr(blob,2)");
	assert_string_equal(page_plain(&h.sam, "/us"), before);
}

/* --- with the session it goes */
static void leaves(struct person *p)
{
	assert_int_equal(person_post(p, "/leave", ""), 200);
}

static void is_locked(struct person *p)
{
	p->story->now += 61;
	assert_int_equal(person_get(p, "/lock"), 200);
}

static void signs_in_over_it(struct person *p)
{
	assert_int_equal(person_sign_in(p, "sam", PASSPHRASE, false), 303);
}

static void says_it_again(struct person *p)
{
	assert_int_equal(person_post(p, "/again", "passphrase=" PASSPHRASE), 303);
}

static void hands_it_over(struct person *p)
{
	assert_int_equal(person_post(p, "/us/together/too", ""), 303);
}

static void ends_it_elsewhere(struct person *p)
{
	struct person other = again(p->story, "sam");

	assert_int_equal(person_post(&other, "/account/everywhere", ""), 303);
}

static void takes_new_keys(struct person *p)
{
	assert_int_equal(person_post(p, "/account/new-keys", "passphrase=" PASSPHRASE), 200);
}

static void it_goes_with_the_session(void **state)
{
	static void (*const ends[])(struct person *) = { leaves,	   is_locked,
							 signs_in_over_it, says_it_again,
							 hands_it_over,	   ends_it_elsewhere,
							 takes_new_keys };
	struct story *s = *state;
	struct home h;

	settle(s, &h);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct person p = again(s, "sam");

		assert_int_equal(person_get(&p, "/us"), 200);
		assert_int_equal(person_get(&p, "/us"), 200);
		struct person was = p;

		if (of(&was) != 1)
			fail_msg("no row before %zu", i);
		ends[i](&p);
		if (of(&was) != 0)
			fail_msg("a row is left after %zu", i);
	}
	h.t.alex = again(s, "alex");
	assert_int_equal(person_get(&h.t.alex, "/us"), 200);
	assert_int_equal(person_get(&h.t.alex, "/us"), 200);
	assert_int_equal(of(&h.t.alex), 1);
	assert_int_equal(person_post(&h.t.alex, "/account/delete", "sure=1"), 200);
	assert_int_equal(of(&h.t.alex), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_kept_card_is_as_new),
		STORY(other_things_are_as_new),
		STORY(going_is_as_new),
		STORY(a_kept_page_is_of_no_day),
		STORY(what_is_over_goes_by_itself),
		STORY(everybody_keeps_alike),
		STORY(a_spoilt_row_is_none),
		STORY(a_letter_that_is_another_is_told_of),
		STORY(a_kept_page_opens_no_letter),
		STORY(it_goes_with_the_session),
	};

	return cmocka_run_group_tests_name("us", tests, NULL, NULL);
}
