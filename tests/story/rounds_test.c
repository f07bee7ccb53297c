/* On and off, again and again: what somebody was shown stays as it was, what was hidden stays
 * hidden, and rounds without a word cost nothing. */
#include <stdio.h>
#include "linking.h"
#include "pages.h"
#include "two.h"

#define SILENT	  30
#define ROUNDS	  24
#define RECORDS	  12
#define MOST	  5 /* words of a round */
#define WORDS_MAX 32

static void goes_on(struct two *t)
{
	MUST(person_grants(&t->alex, t->of_sam, TOPIC_CHECKIN, SHARING_FROM_NOW_ON));
}

static void stops(struct two *t)
{
	MUST(person_stops(&t->alex, t->of_sam, TOPIC_CHECKIN, SHARING_STOP_FROM_NOW_ON));
}

static fallible count(struct act *a, void *context)
{
	TRY(act_open_keyring(a));
	*(size_t *)context = a->keyring->topic[TOPIC_CHECKIN].n;
	return OK;
}

static size_t epochs_of(struct person *p)
{
	size_t n = 0;

	MUST(person_does(p, count, &n));
	return n;
}

/* --- rounds without a word */
static void goes_on_and_stops(struct two *t, size_t most)
{
	const char *then;

	goes_on(t);
	then = sams_view(t);
	for (int n = 0; n < SILENT; n++) {
		stops(t);
		assert_string_equal(sams_view(t), then);
		goes_on(t);
		assert_string_equal(sams_view(t), then);
	}
	stops(t);
	assert_string_equal(sams_view(t), then);
	assert_in_range(epochs_of(&t->alex), 1, most);
}

static void silent_rounds_cost_no_epoch(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);

	goes_on_and_stops(&t, 3); /* before the first word */
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 1, "mine"));
	goes_on_and_stops(&t, 3);
	assert_null(strstr(sams_view(&t), "mine"));
	goes_on(&t);
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, "shown"));
	stops(&t);
	const char *then = sams_view(&t);

	assert_non_null(strstr(then, ": 2:shown "));
	goes_on_and_stops(&t, 4);
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 3, "hidden"));
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 2, "hidden too"));
	assert_string_equal(sams_view(&t), then);
	assert_string_equal(person_reads(&t.alex, TOPIC_CHECKIN), "1:mine 2:hidden too 3:hidden ");
}

/* A key that was given for an epoch without a word is not the key of what comes after the stop. */
static void a_key_given_in_silence_opens_nothing(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	struct notebook_source kept;

	for (int n = 0; n < 3; n++) {
		goes_on(&t);
		kept = person_keeps_keys(&t.sam);
		stops(&t);
	}
	MUST(person_writes(&t.alex, TOPIC_CHECKIN, 1, "hidden"));
	assert_string_equal(person_tries_keys(&t.sam, &kept), "");
	MUST(person_grants(&t.alex, t.of_sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	kept = person_keeps_keys(&t.sam);
	assert_string_equal(person_tries_keys(&t.sam, &kept), "1:hidden ");
}

/* --- rounds with words */
struct model { /* what each record says; empty: there is none */
	char words[RECORDS][WORDS_MAX];
};

static const char *text_of(struct story *s, const struct model *m)
{
	const char *all = "";

	for (unsigned n = 0; n < RECORDS; n++)
		if (*m->words[n])
			all = story_print(s, "%s%u:%s ", all, n, m->words[n]);
	return all;
}

static void writes_some(struct two *t, struct dice *d, unsigned round, struct model *own,
			struct model *shown)
{
	for (unsigned i = dice_throw(d, MOST); i > 0; i--) {
		unsigned n = dice_throw(d, RECORDS);
		char *words = own->words[n];

		if (dice_throw(d, 4) == 0 && *words)
			*words = 0;
		else
			(void)snprintf(words, WORDS_MAX, "%s %u.%u", shown ? "shown" : "own", round,
				       i);
		if (shown)
			memcpy(shown->words[n], words, WORDS_MAX);
		MUST(person_writes(&t->alex, TOPIC_CHECKIN, n, *words ? words : NULL));
	}
}

/* The text, in whatever order; the very bytes are compared from look to look. */
static void shows(struct two *t, const struct model *shown)
{
	const char *text = text_of(t->alex.story, shown), *view = sams_view(t);

	if (*text)
		assert_non_null(strstr(view, story_print(t->alex.story, "check-ins: %s0a", text)));
	else
		assert_null(strstr(view, ":shown"));
	assert_null(strstr(view, ":own"));
}

static void what_was_shown_stays_what_was_hidden_too(void **state)
{
	struct story *s = *state;
	struct two t = two_make(s);
	struct model own = { 0 }, shown = { 0 };
	struct dice d = { 7 };
	size_t most = 0;

	for (unsigned round = 1; round <= ROUNDS; round++) {
		writes_some(&t, &d, round, &own, NULL);
		const char *before = sams_view(&t);

		goes_on(&t);
		/* a view of nothing gets its heading with the first grant */
		if (strstr(before, "check-ins"))
			assert_string_equal(sams_view(&t), before);
		writes_some(&t, &d, round, &own, &shown);
		shows(&t, &shown);
		const char *then = sams_view(&t);

		stops(&t);
		shows(&t, &shown);
		writes_some(&t, &d, round, &own, NULL);
		if (strstr(sams_view(&t), "check-ins"))
			assert_string_equal(sams_view(&t), then);
		assert_string_equal(person_reads(&t.alex, TOPIC_CHECKIN), text_of(s, &own));
		most = most < epochs_of(&t.alex) ? epochs_of(&t.alex) : most;
	}
	printf("%d rounds on and off with words between: at most %zu epochs\n", ROUNDS, most);
	assert_int_equal(most, KEYRING_EPOCHS);
	assert_int_equal(person_get(&t.alex, "/today"), 200);
	assert_int_equal(person_sign_in(&t.alex, "alex", PASSPHRASE, true), 303);
	assert_string_equal(person_reads(&t.alex, TOPIC_CHECKIN), text_of(s, &own));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(silent_rounds_cost_no_epoch),
		STORY(a_key_given_in_silence_opens_nothing),
		STORY(what_was_shown_stays_what_was_hidden_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
