/* How long somebody is signed in, what a second factor and the passphrase once more are good for,
 * and what becomes of words that come too late. */
#include <stdio.h>
#include "drafts.h"
#include "person.h"

static int64_t midnight(int64_t now)
{
	return (now / 86400 + 1) * 86400;
}

static void a_quiet_session_ends(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	s->now += SESSION_IDLE_SHARED;
	assert_int_equal(person_get(&p, "/today"), 200);
	s->now += SESSION_IDLE_SHARED + 1;
	assert_int_equal(person_get(&p, "/today"), 303);
	assert_true(person_went_to(&p, "/sign-in"));
}

static void an_own_device_may_be_quiet_longer(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
	assert_true(*p.device);
	s->now += SESSION_IDLE_OWN - 1;
	assert_int_equal(person_get(&p, "/today"), 200);
	s->now += SESSION_IDLE_OWN + 1;
	assert_int_equal(person_get(&p, "/today"), 303);
}

static void a_busy_session_ends_after_twelve_hours(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);
	int64_t begun = s->now;

	person_sign_up(&p, "robin");
	while (person_get(&p, "/checkin") == 200) {
		s->now += 240;
		assert_true(s->now - begun < 2 * SESSION_ABSOLUTE);
	}
	assert_in_range(s->now - begun, SESSION_ABSOLUTE, SESSION_ABSOLUTE + 240);
}

static void a_wrong_clock_lets_no_session_live_longer(void **state)
{
	static const int64_t jumps[] = { 3650L * 86400, -3650L * 86400, 86400,
					 -86400,	9L * 86400,	-3600 };
	struct story *s = *state;

	for (size_t i = 0; i < sizeof jumps / sizeof *jumps; i++) {
		struct person p = person_make(s);
		int64_t was = s->now;

		person_sign_up(&p, story_print(s, "robin %zu", i));
		s->now += jumps[i];
		assert_int_equal(person_get(&p, "/today"), 303);
		/* The clock is put right: what the wrong one did not end, the right one does. */
		s->now = was + SESSION_IDLE_SHARED + 1;
		assert_int_equal(person_get(&p, "/today"), 303);
		s->now = was + SESSION_ABSOLUTE + 1;
		assert_int_equal(person_get(&p, "/today"), 303);
		s->now = was;
	}
}

static void a_form_from_before_midnight_still_counts(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	s->now = midnight(s->now) - 60;
	person_sign_up(&p, "robin");
	long day = (long)(s->now / 86400);
	const char *target = story_print(s, "/checkin/%ld/5", day);
	struct ask ask = person_ask(&p, HTTP_POST, target, "good=Rain+on+the+roof");

	s->now += 120;
	assert_int_equal(person_get(&p, "/today"), 200); /* the ratchet has turned */
	person_take(&p, story_ask(s, &ask));
	assert_true(person_went_to(&p, story_print(s, "/checkin/%ld", day)));
	/* Two days on, that token opens nothing even where the cookie still would. */
	s->now += 2 * 86400;
	assert_int_equal(person_get(&p, "/"), 200);
	person_take(&p, story_ask(s, &ask));
	assert_int_equal(p.last.status, 403);
}

static void signing_in_again_ends_what_was_before(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), robin, alex = person_make(s);

	person_sign_up(&p, "robin");
	robin = p;
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, false), 303);
	assert_string_not_equal(p.session, robin.session);
	assert_int_equal(person_get(&robin, "/today"), 303); /* a copy of the old cookie */
	assert_int_equal(person_get(&p, "/today"), 200);
	/* Also when somebody else goes on in that browser. */
	person_sign_up(&alex, "alex");
	robin = p;
	assert_int_equal(person_sign_in(&p, "alex", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&robin, "/today"), 303);
	assert_int_equal(person_get(&alex, "/today"), 200);
	struct person before = p;

	assert_int_equal(person_post(&p, "/sign-up", "name=kim&passphrase=" PASSPHRASE), 303);
	assert_int_equal(person_get(&before, "/today"), 303);
	assert_int_equal(person_get(&p, "/today"), 200);
}

static void the_ninth_device_takes_the_place_of_the_idlest(void **state)
{
	struct story *s = *state;
	struct person p[ACCOUNT_DEVICES + 1], *last = &p[ACCOUNT_DEVICES];

	p[0] = person_make(s);
	person_sign_up(&p[0], "robin");
	for (int i = 0; i < ACCOUNT_DEVICES; i++) {
		p[i] = person_make(s);
		s->now += 86400;
		assert_int_equal(person_sign_in(&p[i], "robin", PASSPHRASE, true), 303);
		assert_true(*p[i].device);
	}
	/* The first comes back: the second is now the one not used for longest. */
	s->now += 86400;
	assert_int_equal(person_sign_in(&p[0], "robin", PASSPHRASE, false), 303);
	s->now += 86400;
	*last = person_make(s);
	assert_int_equal(person_sign_in(last, "robin", PASSPHRASE, true), 303);
	assert_true(*last->device);
	assert_int_equal(person_get(last, "/account"), 200);
	assert_true(person_sees(last, "A device was forgotten"));
	size_t forms = 0;

	for (const char *at = last->last.body.p; (at = strstr(at, "/account/devices/forget")); at++)
		forms++;
	assert_int_equal(forms, ACCOUNT_DEVICES);
	/* Each has the longer time of a remembered one, but the second. */
	for (int i = 0; i <= ACCOUNT_DEVICES; i++) {
		assert_int_equal(person_sign_in(&p[i], "robin", PASSPHRASE, false), 303);
		int64_t was = s->now;

		s->now += SESSION_IDLE_SHARED + 1;
		assert_int_equal(person_get(&p[i], "/today"), i == 1 ? 303 : 200);
		s->now = was;
	}
}

/* --- passphrase once more */
static void rights_last_five_minutes(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	assert_int_equal(person_get(&p, "/export"), 200);
	s->now += 200;
	assert_int_equal(person_get(&p, "/export"), 200);
	s->now += 101;
	assert_int_equal(person_get(&p, "/export"), 303);
	assert_true(person_went_to(&p, "/again"));
	assert_int_equal(person_post(&p, "/export/json", ""), 403);
	const char *cookie = story_print(s, "%s", p.session);

	assert_int_equal(person_post(&p, "/again", "passphrase=not+the+one+at+all&to=/me"), 422);
	assert_int_equal(person_get(&p, "/export"), 303);
	assert_int_equal(person_post(&p, "/again", "to=/export&passphrase=" PASSPHRASE), 303);
	assert_true(person_went_to(&p, "/export"));
	assert_string_not_equal(cookie, p.session);
	assert_int_equal(person_get(&p, "/export"), 200);
	/* The cookie of before the new right is worth nothing. */
	(void)snprintf(p.session, sizeof p.session, "%s", cookie);
	assert_int_equal(person_get(&p, "/today"), 303);
}

static void once_more_leads_nowhere_else(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	(void)person_post(&p, "/again", "to=https://example.org/&passphrase=" PASSPHRASE);
	assert_true(person_went_to(&p, "/"));
	(void)person_post(&p, "/again", "to=//example.org&passphrase=" PASSPHRASE);
	assert_true(person_went_to(&p, "/"));
}

/* --- second factor */
static void a_second_factor_is_due(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), q = person_make(s);

	person_sign_up(&p, "robin");
	const char *secret = person_switch_on(&p);

	assert_int_equal(person_sign_in(&q, "robin", PASSPHRASE, false), 303);
	assert_true(person_went_to(&q, "/second"));
	assert_int_equal(person_get(&q, "/today"), 303);
	assert_true(person_went_to(&q, "/sign-in"));
	assert_int_equal(person_check_in(&q, 0, "Not+yet"), 303);
	assert_int_equal(person_get(&p, "/checkin"), 200);
	assert_false(person_sees(&p, "Filled in"));
	/* The digits of switching on were used up there. */
	assert_int_equal(
		person_post(&q, "/second", story_print(s, "code=%s", person_digits(s, secret))),
		422);
	s->now += 30;
	const char *code = story_print(s, "code=%s", person_digits(s, secret));
	const char *half = story_print(s, "%s", q.session);

	assert_int_equal(person_post(&q, "/second", code), 303);
	assert_true(person_went_to(&q, "/today"));
	assert_string_not_equal(half, q.session);
	assert_int_equal(person_get(&q, "/today"), 200);
	/* Somebody who saw them typed cannot use them again. */
	struct person r = person_make(s);

	assert_int_equal(person_sign_in(&r, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_post(&r, "/second", code), 422);
	assert_int_equal(person_get(&r, "/today"), 303);
	s->now += 30;
	code = story_print(s, "code=%s", person_digits(s, secret));
	assert_int_equal(person_post(&r, "/second", code), 303);
	/* Neither after the clock was wrong for a while. */
	s->now -= 30;
	assert_int_equal(person_sign_in(&r, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_post(&r, "/second", code), 422);
}

/* --- words that come too late */
static const char *draft_link(struct story *s, int back)
{
	return story_print(s, "/checkin/%ld/5?draft=1", (long)(s->now / 86400) - back);
}

static void late_words_are_kept_for_the_same_person(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	s->now += SESSION_IDLE_SHARED + 1;
	assert_int_equal(person_check_in(&p, 0, "A+walk+in+the+rain"), 303);
	assert_true(person_went_to(&p, "/sign-in"));
	assert_int_equal(person_get(&p, "/sign-in?kept=1"), 200);
	assert_true(person_sees(&p, "Your words are kept"));
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_true(person_sees(&p, draft_link(s, 0)));
	assert_int_equal(person_get(&p, draft_link(s, 0)), 200);
	assert_true(person_sees(&p, "A walk in the rain"));
	/* Sent off, it is no draft any more. */
	assert_int_equal(person_check_in(&p, 0, "A+walk+in+the+rain"), 303);
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_false(person_sees(&p, draft_link(s, 0)));
}

static void late_words_outlast_a_second_factor(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	const char *secret = person_switch_on(&p);

	s->now += SESSION_IDLE_SHARED + 1;
	assert_int_equal(person_check_in(&p, 0, "A+walk+in+the+rain"), 303);
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, true), 303);
	assert_true(person_went_to(&p, "/second"));
	assert_int_equal(person_get(&p, draft_link(s, 0)), 303);
	assert_string_equal(p.witness, "");
	assert_int_equal(
		person_post(&p, "/second", story_print(s, "code=%s", person_digits(s, secret))),
		303);
	assert_true(*p.witness);
	assert_int_equal(person_get(&p, draft_link(s, 0)), 200);
	assert_true(person_sees(&p, "A walk in the rain"));
}

static void late_words_are_not_for_somebody_else(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), other = person_make(s);

	person_sign_up(&p, "robin");
	person_sign_up(&other, "alex");
	s->now += SESSION_IDLE_SHARED + 1;
	for (int i = 0; i < 5; i++)
		(void)person_check_in(&p, i, "Only+for+me");
	assert_int_equal(p.last.status, 401); /* three are kept; more are handed back */
	assert_true(person_sees(&p, "You are signed out"));
	const char *robins = story_print(s, "%s", p.session);

	assert_int_equal(person_sign_in(&p, "alex", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_false(person_sees(&p, "draft=1"));
	/* Robin comes back to that browser's cookie, and there they are. */
	(void)snprintf(p.session, sizeof p.session, "%s", robins);
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&p, "/today"), 200);
	for (int i = 0; i < 3; i++)
		assert_true(person_sees(&p, draft_link(s, i)));
	assert_false(person_sees(&p, draft_link(s, 3)));
}

static void signing_out_everywhere_keeps_late_words(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s), q = person_make(s);

	person_sign_up(&p, "robin");
	assert_int_equal(person_sign_in(&q, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_post(&p, "/account/everywhere", ""), 303);
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_int_equal(person_get(&q, "/today"), 303);
	assert_int_equal(person_check_in(&q, 1, "Half+a+sentence"), 303);
	assert_true(person_went_to(&q, "/sign-in"));
	assert_int_equal(person_sign_in(&q, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&q, draft_link(s, 1)), 200);
	assert_true(person_sees(&q, "Half a sentence"));
}

static void a_forged_late_post_keeps_nothing(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);

	person_sign_up(&p, "robin");
	s->now += SESSION_IDLE_SHARED + 1;
	struct ask ask =
		person_ask(&p, HTTP_POST, story_print(s, "/checkin/%ld/5", (long)(s->now / 86400)),
			   "good=Not+mine");

	ask.from = FROM_OTHER;
	assert_int_equal(story_ask(s, &ask).status, 403);
	ask.from = FROM_OURS;
	ask.body = "good=Not+mine";
	assert_int_equal(story_ask(s, &ask).status, 403);
	assert_int_equal(person_sign_in(&p, "robin", PASSPHRASE, false), 303);
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_false(person_sees(&p, "draft=1"));
}

static void save_draft(struct person *p, const char *form, const char *words)
{
	struct story *s = p->story;
	struct str mine = str_c(story_print(s, COOKIE_SESSION "=%s", p->session));
	struct ask ask = person_ask(p, HTTP_GET, story_print(s, "/draft?for=%s", form), NULL);

	ask.method = HTTP_POST;
	ask.body = story_print(s, "good=%s&csrf=%s", words, story_token(s, mine, form));
	assert_int_equal(story_ask(s, &ask).status, 204);
	s->now++;
}

static void the_newest_eight_drafts_are_kept(void **state)
{
	struct story *s = *state;
	struct person p = person_make(s);
	struct ask ask;

	person_sign_up(&p, "robin");
	save_draft(&p, "/me", "Older");
	save_draft(&p, "/checkin/1/1", "Older");
	for (int i = 0; i < DRAFTS_MAX; i++)
		save_draft(&p, story_print(s, "/checkin/%ld/5", (long)(s->now / 86400) - i),
			   story_print(s, "Number+%d", i));
	assert_int_equal(person_get(&p, "/today"), 200);
	assert_false(person_sees(&p, "/me?draft=1"));
	assert_false(person_sees(&p, "/checkin/1/1?draft=1"));
	for (int i = 0; i < DRAFTS_MAX; i++) {
		assert_int_equal(person_get(&p, draft_link(s, i)), 200);
		assert_true(person_sees(&p, story_print(s, "Number %d<", i)));
	}
	/* The token of one form saves no draft of another. */
	ask = person_ask(&p, HTTP_POST, "/draft?for=/me", "good=Swapped");
	assert_int_equal(story_ask(s, &ask).status, 403);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(a_quiet_session_ends),
		STORY(an_own_device_may_be_quiet_longer),
		STORY(a_busy_session_ends_after_twelve_hours),
		STORY(a_wrong_clock_lets_no_session_live_longer),
		STORY(a_form_from_before_midnight_still_counts),
		STORY(signing_in_again_ends_what_was_before),
		STORY(the_ninth_device_takes_the_place_of_the_idlest),
		STORY(rights_last_five_minutes),
		STORY(once_more_leads_nowhere_else),
		STORY(a_second_factor_is_due),
		STORY(late_words_are_kept_for_the_same_person),
		STORY(late_words_outlast_a_second_factor),
		STORY(late_words_are_not_for_somebody_else),
		STORY(signing_out_everywhere_keeps_late_words),
		STORY(a_forged_late_post_keeps_nothing),
		STORY(the_newest_eight_drafts_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
