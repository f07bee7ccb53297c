/* Two windows, or two devices, on one form: nothing is written over unseen, and nobody's words are
 * lost. Both texts are shown, the person chooses or writes on, and what they typed is a draft
 * meanwhile. Every form that keeps words is found by walking Alex's pages. */
#include <stdio.h>
#include <stdlib.h>
#include "deed.h"
#include "pages.h"
#include "router.h"

#define BOTH "Two versions of this"
#define SEEN "name=\"seen\" value=\""

/* What stands in a form that was looked at now. */
static const char *seen(struct person *p, const char *path)
{
	assert_int_equal(person_get(p, path), 200);
	return person_read(p, SEEN);
}

static void sends(struct person *p, const char *path, const char *mark, const char *body,
		  int status)
{
	const char *whole = story_print(p->story, "%s&seen=%s", body, mark);

	if (person_post(p, path, whole) != status)
		fail_msg("%s (%s): %d in place of %d\n%.*s", path, whole, p->last.status, status,
			 (int)p->last.body.n, p->last.body.p);
}

static void both_are_shown(struct person *p, const char *kept, const char *typed)
{
	person_must_see(p, 422, BOTH);
	assert_true(person_sees(p, "changed in another window"));
	assert_true(person_sees(p, kept));
	assert_true(person_sees(p, typed));
}

static void both_texts_stand_side_by_side(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const char *path = "/me", *old = seen(&alex, path);

	sends(&alex, path, old, "name=Lou&notebook=List&words_self=", 303);
	sends(&alex, path, old, "name=Max&notebook=List&words_self=Hurt", 422);
	both_are_shown(&alex, "Lou", "Max");
	assert_true(person_sees(&alex, "value=\"Max\"")); /* and to be written on */
	assert_true(person_sees(&alex, "What is kept now"));
	/* Nothing was written over; what was typed waits. */
	person_opens(&alex, path, "value=\"Lou\"");
	person_opens(&alex, "/today", "/me?draft=1");
	person_opens(&alex, "/me?draft=1", "value=\"Max\"");
	/* A draft knows how old it is. */
	sends(&alex, path, person_read(&alex, SEEN), "name=Max&notebook=List", 422);
	person_must_see(&alex, 422, BOTH);
	/* Written on: what stands in the form below is kept. */
	sends(&alex, path, person_read(&alex, SEEN), "name=Maxim&notebook=List", 303);
	person_opens(&alex, path, "value=\"Maxim\"");
	person_misses(&alex, "/today", "/me?draft=1");
}

static void each_field_is_chosen(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const char *path = "/treatment/new", *old;

	person_begins_course(&alex, "Lee");
	assert_int_equal(person_get(&alex, "/treatment"), 200);
	path = story_print(s, "/treatment/%s/edit", person_read(&alex, "href=\"/treatment/"));
	old = seen(&alex, path);
	sends(&alex, path, old, "therapy=emdr&clinician=Kim&planned=8&version=1", 303);
	sends(&alex, path, old, "therapy=cpt&clinician=Jo&planned=12&version=1", 422);
	both_are_shown(&alex, "Kim", "Jo");
	/* Without script: the words that were sent come along, and one choice for each field. */
	sends(&alex, path, person_read(&alex, SEEN),
	      "therapy=cpt&clinician=Jo&planned=12&version=1"
	      "&keep-therapy=kept&keep-clinician=mine&keep-planned=kept",
	      303);
	assert_int_equal(person_get(&alex, path), 200);
	assert_true(person_sees(&alex, "value=\"Jo\""));
	assert_true(person_sees(&alex, "value=\"8\""));
	assert_true(person_sees(&alex, "value=\"emdr\"  checked"));
	/* All as it is kept. */
	sends(&alex, path, old, "therapy=cpt&clinician=Al&planned=&version=1", 422);
	sends(&alex, path, person_read(&alex, SEEN),
	      "therapy=cpt&clinician=Al&planned=&version=1"
	      "&keep-therapy=kept&keep-clinician=kept&keep-planned=kept",
	      303);
	assert_int_equal(person_get(&alex, path), 200);
	assert_true(person_sees(&alex, "value=\"Jo\""));
}

static void what_is_kept_now_moves_once_more(void **state)
{
	struct story *s = *state;
	struct person alex = person_named(s, "alex");
	const char *path = "/card/calming/edit", *old, *shown;

	assert_int_equal(person_post(&alex, path, "version=0&own-1=One."), 303);
	old = seen(&alex, path);
	sends(&alex, path, old, "version=1&own-1=Two.", 303);
	sends(&alex, path, old, "version=1&own-1=Three.", 422);
	both_are_shown(&alex, "Two.", "Three.");
	shown = person_read(&alex, SEEN);
	sends(&alex, path, seen(&alex, path), "version=2&own-1=Four.", 303);
	/* Chosen when it was two: now it is four, and that is shown first. */
	sends(&alex, path, shown, "version=2&own-1=Three.", 422);
	both_are_shown(&alex, "Four.", "Three.");
	person_opens(&alex, path, "Four.");
}

/* --- every form */
struct world {
	struct story *story;
	struct person alex;
	const char *copy;
	struct page_links reach;
	char *kept[PAGE_LINKS_MAX];
	bool is_done[512];
	size_t n_forms, n_shown, n_same;
};

static const struct route *route_of(const char *action, size_t *ret_number)
{
	struct str query = str_c(action), path = str_cut(&query, '?');
	const struct route *r = router_find(HTTP_POST, path).route;

	*ret_number = 0;
	while (router_nth(*ret_number) && router_nth(*ret_number) != r)
		(*ret_number)++;
	return r;
}

/* Its own page, as it is when nobody typed anything. NULL: the form is there no more. */
static const char *mark_of(struct person *p, const char *path)
{
	if (person_get(p, path) != 200 || !person_sees(p, SEEN))
		return NULL;
	return person_read(p, SEEN);
}

static void is_not_written_over(struct world *w, const char *path, const char *early,
				const char *late, bool *ret_is_taken)
{
	struct person p = w->alex;

	story_set_back(w->story, w->copy);
	assert_int_equal(person_get(&p, "/today"), 200); /* a server that has just begun */
	*ret_is_taken = person_post(&p, path, early) == 303;
	const char *was = *ret_is_taken ? mark_of(&p, path) : NULL;

	/* Somebody who kept what stood there already is in nobody's way. */
	if (!was || strstr(late, was))
		return;
	int status = person_post(&p, path, late);
	bool is_both = status == 422 && person_sees(&p, BOTH);
	const char *draft = mark_of(&p, story_print(w->story, "%s?draft=1", path)),
		   *is = mark_of(&p, path);

	w->n_shown += is_both;
	w->n_same += status == 303;
	if (is && strcmp(is, was) != 0)
		fail_msg("%s: %s\nwas written over unseen by\n%s", path, early, late);
	if (is_both && !draft)
		fail_msg("%s: no draft of %s", path, late);
}

static void try_form(struct world *w, const struct page_form *form)
{
	size_t number;
	const struct route *r = route_of(form->action, &number);
	bool is_taken = false;

	if (!r || !r->keeps_words || w->is_done[number])
		return;
	for (unsigned i = 0; i < 24 && !is_taken; i++) {
		struct dice d = { i * 7919 + number }, other = { i * 104729 + number + 1 };
		const char *early = page_fill(w->story, form, &d, i % 3 ? "12" : "Early walk");
		const char *late = page_fill(w->story, form, &other, i % 3 ? "14" : "Late walk");

		is_not_written_over(w, form->action, early, late, &is_taken);
	}
	w->is_done[number] = is_taken;
	w->n_forms += is_taken;
}

static void walk(struct world *w, void (*see)(struct world *w, const struct page_form *form))
{
	for (size_t i = 0; i < w->reach.n; i++) {
		struct person p = w->alex;
		size_t n;

		story_set_back(w->story, w->copy);
		if (!page_is_walked(w->reach.to[i]) || person_get(&p, w->reach.to[i]) != 200)
			continue;
		const struct page_form *forms = page_forms(&p, &n);

		for (size_t k = 0; k < n; k++)
			see(w, &forms[k]);
	}
}

static void no_form_is_written_over_unseen(void **state)
{
	struct world *w = *state;

	walk(w, try_form);
	printf("%zu forms sent from two windows: %zu showed both, %zu had nothing to choose\n",
	       w->n_forms, w->n_shown, w->n_same);
	assert_true(w->n_forms > 25 && w->n_shown > 15);
}

static void stays(struct world *w, const struct page_form *form)
{
	size_t number;
	const struct route *r = route_of(form->action, &number);
	struct person p = w->alex;

	if (!r || !r->keeps_words || w->is_done[number])
		return;
	w->is_done[number] = true;
	const char *was = mark_of(&p, form->action);
	bool is_new = person_sees(&p, "name=\"version\" value=\"0\"") ||
		      person_sees(&p, "name=\"edition\" value=\"0\"");

	w->story->now += 13 * 3600 + 7 * 60;
	if (person_sign_in(&p, "alex", PASSPHRASE, false) != 303)
		fail_msg("no way in");
	const char *is = mark_of(&p, form->action);

	w->story->now -= 13 * 3600 + 7 * 60;
	w->n_forms++;
	if (was && is && !is_new && strcmp(was, is) != 0) {
		printf("%s shows another thing half a day later\n", form->action);
		w->n_shown++;
	}
}

/* Else somebody who wrote past midnight would be shown a choice where there is none. */
static void time_alone_changes_no_mark(void **state)
{
	struct world *w = *state;

	walk(w, stays);
	assert_true(w->n_forms > 25);
	assert_int_equal(w->n_shown, 0);
}

static int world_begin(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	assert_non_null(w);
	assert_int_equal(story_begin((void **)&w->story), 0);
	struct person *alex = &w->alex;

	*alex = person_named(w->story, "alex");
	assert_int_equal(person_post(alex, "/approach/new", "text=Walk.&rating=40&area=places"),
			 303);
	assert_int_equal(person_post(alex, "/incident/note", "kind=away&words=Tea."), 303);
	assert_int_equal(person_post(alex, "/incident/triggers", "words=A+bell"), 303);
	assert_int_equal(person_post(alex, "/programme/questions", "v=none"), 303);
	assert_int_equal(person_post(alex, "/card/calming/edit", "version=0&own-1=Tea."), 303);
	assert_int_equal(person_post(alex, "/talk/them/opening", "words=Hello.&version=0"), 303);
	assert_int_equal(person_check_in(alex, 0, "Bread"), 303);
	person_begins_course(alex, "Lee");
	assert_int_equal(person_post(alex, "/circle/new", "task=Bread&edition=0"), 303);
	assert_int_equal(person_post(alex, "/circle/helpers/new", "name=Jo"), 303);
	pages_walk(alex, &w->reach, NULL, NULL);
	for (size_t i = 0; i < w->reach.n; i++)
		w->reach.to[i] = w->kept[i] = strdup(w->reach.to[i]);
	w->copy = story_copy(w->story);
	*state = w;
	return 0;
}

static int world_end(void **state)
{
	struct world *w = *state;

	assert_int_equal(story_end((void **)&w->story), 0);
	for (size_t i = 0; i < w->reach.n; i++)
		free(w->kept[i]);
	free(w);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(both_texts_stand_side_by_side),
		STORY(each_field_is_chosen),
		STORY(what_is_kept_now_moves_once_more),
		cmocka_unit_test_setup_teardown(no_form_is_written_over_unseen, world_begin,
						world_end),
		cmocka_unit_test_setup_teardown(time_alone_changes_no_mark, world_begin, world_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
