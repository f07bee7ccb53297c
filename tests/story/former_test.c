/* Who was let in once and keeps every key, and writes into the database besides: what comes later
 * stays shut, and the owner can always stop. */
#include <stdio.h>
#include "linking.h"
#include "page.h"
#include "two.h"

#define DAY 86400

static void signs_in(struct person *p, const char *name)
{
	assert_int_equal(person_sign_in(p, name, PASSPHRASE, false), 303);
}

/* Epochs are joined when there is no room for another one. What was never shared is not put under a
 * key that somebody was given. */
static void joined_epochs_are_shut_to_kept_keys(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	struct person kim = person_named(s, "kim");

	people_link(&t.alex, &kim);
	struct id16 of_kim = person_other(&t.alex, 1);

	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 1, "never shared"));
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_FROM_NOW_ON));
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, "shared"));
	struct notebook_source kept = person_keeps_keys(&t.sam);

	assert_string_equal(person_tries_keys(&t.sam, &kept), "2:shared ");
	person_leaves(&t.alex, t.of_sam, SHARING_CLOSE);
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 3, "later"));
	for (unsigned n = 0; n < 12; n++) {
		MUST(person_grants(&t.alex, of_kim, TOPIC_CHECKIN, SHARING_FROM_NOW_ON));
		MUST(person_stops(&t.alex, of_kim, TOPIC_CHECKIN, SHARING_STOP_FROM_NOW_ON));
		const char *open = person_tries_keys(&t.sam, &kept);

		assert_null(strstr(open, "never"));
		assert_null(strstr(open, "later"));
	}
	assert_string_equal(person_reads(&t.alex, TOPIC_CHECKIN),
			    "1:never shared 2:shared 3:later ");
}

/* --- answers */
/* Also when its owner was not here to let it end. */
static void a_yes_ends_while_its_owner_is_away(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);

	person_answers(&t.alex, t.of_sam, 2, 2);
	s->now += (int64_t)(SHARING_YES_DAYS - 1) * DAY;
	signs_in(&t.sam, "sam");
	person_answers(&t.sam, t.of_alex, 2, 2);
	assert_string_equal(sams_view(&t), "Alex\nmatches 2");
	s->now += (int64_t)3 * DAY;
	signs_in(&t.sam, "sam");
	person_answers(&t.sam, t.of_alex, 2, 2);
	assert_string_equal(sams_view(&t), "Alex\nmatches 0");
	/* Letters that are written for another reason do not make it longer. */
	signs_in(&t.alex, "alex");
	person_answers(&t.alex, t.of_sam, 2, 2);
	s->now += (int64_t)(SHARING_YES_DAYS - 2) * DAY;
	signs_in(&t.alex, "alex");
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_MEASURE, SHARING_FROM_NOW_ON));
	s->now += (int64_t)4 * DAY;
	signs_in(&t.sam, "sam");
	person_answers(&t.sam, t.of_alex, 2, 2);
	assert_null(strstr(sams_view(&t), "matches 2"));
}

/* Whoever was given a key knows whose rows they are: their sizes say nothing of what was answered.
 */
static const char *rows_when(struct person *p, const char *answer)
{
	for (unsigned n = 1; person_get(p, story_print(p->story, "/card/closeness/%u", n)) == 200;
	     n++)
		assert_int_equal(
			person_post(p, story_print(p->story, "/card/closeness/%u", n), answer),
			303);
	return story_rows(p->story);
}

static void no_answer_shows_in_a_size(void **state)
{
	struct two t = two_make(*state);
	const char *yes = rows_when(&t.alex, "v=yes");

	assert_string_equal(rows_when(&t.alex, "v=no&after=2026-12-24"), yes);
	assert_string_equal(rows_when(&t.alex, "v=ask"), yes);
	assert_string_equal(rows_when(&t.alex, "silent=1"), yes);
	assert_int_equal(person_post(&t.alex, "/card/closeness/tell", ""), 303);
	const char *told = story_rows(t.alex.story);

	assert_int_equal(person_post(&t.alex, "/card/closeness/not-now", ""), 303);
	assert_string_equal(story_rows(t.alex.story), told);
	assert_int_equal(person_post(&t.alex, "/card/closeness/hush", ""), 303);
	assert_string_equal(story_rows(t.alex.story), told);
	assert_string_equal(told, yes);
}

/* --- damage done so that nothing can be stopped */
struct naming {
	struct story *s;
	struct notebook_place where;
	const char *is; /* for SQL */
};

static fallible name_page(struct act *a, void *context)
{
	struct naming *n = context;
	struct page_name name = { n->where.topic, (uint16_t)n->where.place, n->where.month,
				  n->where.part };
	struct id16 id = page_id(a->session, name, page_epoch(a->session, n->where.topic));
	char space[33], page[33];

	hex_write(space, BYTES_OF(a->session->identity.space));
	hex_write(page, BYTES_OF(id));
	n->is = story_print(n->s, "space=x'%s' AND page=x'%s'", space, page);
	return OK;
}

static void spoil(struct person *owner, struct notebook_place where)
{
	struct naming n = { owner->story, where, NULL };

	MUST(person_does(owner, name_page, &n));
	assert_non_null(story_sql(n.s, story_print(n.s, "SELECT blob FROM page WHERE %s", n.is)));
	(void)story_sql(
		n.s,
		story_print(n.s, "UPDATE page SET blob=randomblob(length(blob)) WHERE %s;", n.is));
	(void)story_sql(n.s,
			story_print(n.s, "UPDATE page SET tag=substr(blob, -16) WHERE %s", n.is));
}

static void goes_on(struct person *p, const char *name)
{
	signs_in(p, name);
	assert_int_equal(person_get(p, "/today"), 200);
	assert_true(person_sees(p, "could not be verified"));
	assert_int_equal(person_post(p, "/account/verify", ""), 303);
	assert_int_equal(person_get(p, "/account/verify"), 200);
	assert_true(person_sees(p, "stand as you left them"));
}

static void a_spoilt_page_does_not_keep_things_shared(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	const char *nothing = sams_view(&t);
	const struct notebook_place page = { TOPIC_CHECKIN, PLACE_CHECKIN, { 24322 }, 0 };

	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 1, "before"));
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	spoil(&t.alex, page);
	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_TAKE_BACK));
	assert_string_equal(sams_view(&t), nothing);
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	goes_on(&t.alex, "alex");
	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_TAKE_BACK));
	assert_string_equal(sams_view(&t), nothing);
}

static void a_spoilt_page_leaves_room_to_stop(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	const struct notebook_place page = { TOPIC_CHECKIN, PLACE_CHECKIN, { 24322 }, 0 };

	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 1, "before"));
	spoil(&t.alex, page);
	for (unsigned n = 0; n < 12; n++) {
		MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_FROM_NOW_ON));
		MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN,
				  n % 2 ? SHARING_TAKE_BACK : SHARING_STOP_FROM_NOW_ON));
	}
}

static void a_spoilt_list_of_copies_does_not_keep_things_shared(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	const char *nothing = sams_view(&t);
	struct item_deed card = { t.of_sam, { { 7 } }, "tea", false };

	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 1, "before"));
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	MUST(person_does(&t.alex, deed_put_item, &card));
	spoil(&t.alex, (struct notebook_place){ .topic = TOPIC_PRIVATE, .place = PLACE_SHARING });
	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_TAKE_BACK));
	assert_string_equal(sams_view(&t), nothing);
	MUST(person_does(&t.alex, deed_put_item, &card));
	assert_non_null(strstr(sams_view(&t), "tea"));
	spoil(&t.alex, (struct notebook_place){ .topic = TOPIC_PRIVATE, .place = PLACE_SHARING });
	goes_on(&t.alex, "alex");
	person_leaves(&t.alex, t.of_sam, SHARING_CLOSE);
	assert_string_equal(sams_view(&t), nothing);
	signs_in(&t.alex, "alex");
	assert_int_equal(person_get(&t.alex, "/account/verify"), 200);
	assert_true(person_sees(&t.alex, "stand as you left them"));
}

/* The keyring page of then names those who were let in then. Its owner is told, and whatever was
 * open then does not open what is written after. */
static void an_older_keyring_shares_nothing_anew(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	struct item_deed card = { t.of_sam, { { 7 } }, "tea", false };

	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	MUST(person_does(&t.alex, deed_put_item, &card));
	const char *copy = story_copy(s);

	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_TAKE_BACK));
	(void)sams_view(&t);
	story_set_back_file(s, copy, "pages.db");
	goes_on(&t.alex, "alex");
	goes_on(&t.sam, "sam");
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 1, "written after"));
	assert_null(strstr(sams_view(&t), "written after"));
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_MEASURE, SHARING_WITH_BEFORE));
	assert_null(strstr(sams_view(&t), "written after"));
	assert_null(strstr(sams_view(&t), "unverified"));
}

/* --- one phone for both */
static void a_session_put_back_opens_no_private_page(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	const char *copy = story_copy(s);
	char kept[sizeof t.alex.session];

	(void)snprintf(kept, sizeof kept, "%s", t.alex.session);
	assert_int_equal(person_post(&t.alex, "/us/together/too", ""), 303);
	assert_string_not_equal(t.alex.session, kept);
	assert_int_equal(person_get(&t.alex, "/today"), 303);
	assert_true(person_went_to(&t.alex, "/us/together"));
	/* The cookie of before opens nothing; nor does the new one with the rows of before. */
	struct person old = t.alex;

	(void)snprintf(old.session, sizeof old.session, "%s", kept);
	assert_int_not_equal(person_get(&old, "/today"), 200);
	story_set_back_file(s, copy, "sessions.db");
	assert_int_not_equal(person_get(&t.alex, "/today"), 200);
}

/* --- letters */
static void a_long_row_of_letters_is_caught_up(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);

	for (unsigned n = 0; n < 330; n++)
		person_answers(&t.alex, t.of_sam, 1, 0);
	(void)sams_view(&t);
	(void)story_sql(
		s, story_print(s, "DELETE FROM page WHERE %s", letter_where(&t.alex, 0, true)));
	for (unsigned n = 0; n < 3; n++)
		person_answers(&t.alex, t.of_sam, 1, 0);
	assert_string_equal(sams_view(&t), "Alex\nmatches 0");
}

static fallible opens_letter(struct act *a, void *context)
{
	const struct letter *letter;

	TRY(act_open_keyring(a));
	TRY(others_letter(a, &a->keyring->person[0], &letter));
	assert_non_null(letter);
	*(struct id16 *)context = letter->space;
	return OK;
}

/* Where somebody keeps their notebook is told with the first key to it: who watches the database
 * could see how often they write. */
static void a_letter_without_keys_names_no_space(void **state)
{
	struct two t = two_make(*state);
	const struct id16 none = { { 0 } };
	struct id16 space;

	MUST(person_does(&t.sam, opens_letter, &space));
	assert_true(id16_equal(space, none));
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_FROM_NOW_ON));
	MUST(person_does(&t.sam, opens_letter, &space));
	assert_false(id16_equal(space, none));
	MUST(person_stops(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_TAKE_BACK));
	MUST(person_does(&t.sam, opens_letter, &space));
	assert_true(id16_equal(space, none));
}

/* --- invitations */
struct forging {
	struct invite_code code;
	uint8_t public_key[32];
};

static fallible invites(struct act *a, void *context)
{
	return linking_invite(a, PERSON_HELPER, STR("Alex"), &((struct forging *)context)->code);
}

static fallible shows_key(struct act *a, void *context)
{
	memcpy(((struct forging *)context)->public_key, a->session->identity.public_key, 32);
	return OK;
}

static fallible settles(struct act *a, void *context)
{
	(void)context;
	return linking_settle(a);
}

static fallible forges(struct act *a, void *context)
{
	const struct forging *f = context;
	struct invite_answer answer = { .name = STR("Sam") };

	memcpy(answer.public_key, f->public_key, sizeof answer.public_key);
	commit_put_page(a->commit, invite_space(&f->code), invite_page(&f->code), 1,
			invite_seal_answer(&f->code, a->secret, &answer));
	return OK;
}

/* A code and somebody's public key are not enough to be taken for them, nor to end what they have.
 */
static void nobody_answers_with_a_key_that_is_not_theirs(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	struct person kim = person_named(s, "kim");
	struct forging f;

	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 1, "before"));
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	const char *view = sams_view(&t);

	MUST(person_does(&t.alex, invites, &f));
	MUST(person_does(&t.sam, shows_key, &f));
	MUST(person_does(&kim, forges, &f));
	MUST(person_does(&t.alex, settles, NULL));
	assert_string_equal(sams_view(&t), view);
	assert_string_equal(person_view(&t.alex, t.of_sam), "Sam\nmatches 0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(joined_epochs_are_shut_to_kept_keys),
		STORY(a_yes_ends_while_its_owner_is_away),
		STORY(no_answer_shows_in_a_size),
		STORY(a_spoilt_page_does_not_keep_things_shared),
		STORY(a_spoilt_page_leaves_room_to_stop),
		STORY(a_spoilt_list_of_copies_does_not_keep_things_shared),
		STORY(an_older_keyring_shares_nothing_anew),
		STORY(a_session_put_back_opens_no_private_page),
		STORY(a_long_row_of_letters_is_caught_up),
		STORY(a_letter_without_keys_names_no_space),
		STORY(nobody_answers_with_a_key_that_is_not_theirs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
