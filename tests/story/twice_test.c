/* One form sent twice: a double tap, a reload, an answer that was lost on the way. Every form that
 * Alex's pages have is found by walking them and sent, filled in, until it is taken; then the very
 * same request comes once more. What Alex takes
 * along holds no more records after it, and the answer is no refusal. */
#include <stdio.h>
#include <stdlib.h>
#include <jansson.h>
#include "deed.h"
#include "pages.h"
#include "router.h"
#include "two.h"

#define TRIES 24

struct world {
	struct story *story;
	struct person alex, sam;
	const char *copy;
	struct page_links reach;
	char *kept[PAGE_LINKS_MAX];
	bool is_done[512]; /* by route */
	size_t n_forms, n_added, n_wrong;
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

/* What ends the session, or asks for the passphrase, adds no record. */
static bool is_tried(const char *action, const struct route *r)
{
	return r && r->who == WHO_PERSON && !r->is_leave && strncmp(action, "/account", 8) != 0 &&
	       strncmp(action, "/export", 7) != 0;
}

static size_t objects(const json_t *in)
{
	size_t n = json_is_object(in), i;
	const char *name;
	json_t *value;

	json_array_foreach ((json_t *)(uintptr_t)in, i, value)
		n += objects(value);
	json_object_foreach ((json_t *)(uintptr_t)in, name, value)
		n += objects(value);
	return n;
}

/* Records of everything somebody wrote: each is an object of the copy they can take along. */
static fallible count_records(struct act *a, void *context)
{
	size_t *n = context;

	*n = 0;
	for (size_t i = 0; i < room_count; i++) {
		json_t *list = json_array();
		struct err e = room_list[i]->add_records ? room_list[i]->add_records(a, list) : OK;

		*n += objects(list);
		json_decref(list);
		TRY(e);
	}
	return OK;
}

static size_t count(struct person *p)
{
	size_t n;

	MUST(person_does(p, count_records, &n));
	return n;
}

static void show(struct world *w, const char *page, const char *action, const char *body,
		 const char *why)
{
	printf("%s on %s (%s): %s\n", action, page, body, why);
	w->n_wrong++;
}

/* What was taken away is not there; a visit that is cancelled or moved says so. */
static bool says_so(const char *action, int status)
{
	const char *end = strrchr(action, '/');

	return (status == 404 && strcmp(end, "/remove") == 0) ||
	       (status == 422 && (strcmp(end, "/cancelled") == 0 || strcmp(end, "/move") == 0));
}

static bool send_twice(struct world *w, const char *page, const char *action, const char *body)
{
	struct person p = w->alex;

	story_set_back(w->story, w->copy);
	size_t before = count(&p);
	struct ask ask = person_ask(&p, HTTP_POST, action, body);

	person_take(&p, story_ask(w->story, &ask));
	if (p.last.status != 303)
		return false;
	size_t once = count(&p);

	person_take(&p, story_ask(w->story, &ask));
	int status = p.last.status;
	size_t twice = count(&p);

	w->n_forms++;
	w->n_added += once > before;
	if (status != 303 && !says_so(action, status))
		show(w, page, action, body, story_print(w->story, "then %d", status));
	if (twice != once)
		show(w, page, action, body,
		     story_print(w->story, "%zu records, %zu, then %zu", before, once, twice));
	return true;
}

static void try_form(struct world *w, const char *page, const struct page_form *form)
{
	static const char *const words[] = { "Sunday walk", "12", "2026-12-01" };
	size_t number;
	const struct route *r = route_of(form->action, &number);

	if (!is_tried(form->action, r) || w->is_done[number])
		return;
	for (unsigned i = 0; i < TRIES && !w->is_done[number]; i++) {
		struct dice d = { i * 7919 + number };
		const char *body = page_fill(w->story, form, &d, words[i % 3]);

		w->is_done[number] = send_twice(w, page, form->action, body);
	}
}

static void a_form_sent_twice_adds_one_thing(void **state)
{
	struct world *w = *state;

	w->copy = story_copy(w->story);
	for (size_t i = 0; i < w->reach.n; i++) {
		struct person p = w->alex;
		size_t n;

		story_set_back(w->story, w->copy);
		if (!page_is_walked(w->reach.to[i]) || person_get(&p, w->reach.to[i]) != 200)
			continue;
		const struct page_form *forms = page_forms(&p, &n);

		for (size_t k = 0; k < n; k++)
			try_form(w, w->reach.to[i], &forms[k]);
	}
	printf("%zu forms sent twice, %zu of them add something, %zu told or added it twice\n",
	       w->n_forms, w->n_added, w->n_wrong);
	assert_int_equal(w->n_wrong, 0);
	assert_true(w->n_forms > 60 && w->n_added > 15);
}

static int world_begin(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	assert_non_null(w);
	assert_int_equal(story_begin((void **)&w->story), 0);
	struct two t = two_make(w->story);
	struct person *alex = &t.alex;

	assert_int_equal(person_post(alex, "/approach/new", "text=Walk.&rating=40&area=places"),
			 303);
	assert_int_equal(person_post(alex, "/incident/note", "kind=away&words=Tea."), 303);
	assert_int_equal(person_post(alex, "/measure/gad7/start", "way=all"), 303);
	assert_int_equal(person_post(alex, "/measure/gad7/all", "q1=2"), 303);
	assert_int_equal(person_post(alex, "/measure/phq9/start", "way=each"), 303);
	assert_int_equal(person_post(alex, "/incident/triggers", "words=A+bell"), 303);
	assert_int_equal(person_post(alex, "/programme/questions", "v=none"), 303);
	person_begins_course(alex, "Lee");
	assert_int_equal(person_post(alex, "/circle/new", "task=Bread&edition=0"), 303);
	assert_int_equal(person_post(alex, "/circle/helpers/new", "name=Jo"), 303);
	assert_int_equal(person_post(&t.sam, "/card/calming/edit", "version=0&own-1=Warm"), 303);
	assert_int_equal(
		person_post(&t.sam, story_print(w->story, "/card/calming/share/%s", t.alex_id), ""),
		303);
	w->alex = t.alex;
	pages_walk(&w->alex, &w->reach, NULL, NULL);
	for (size_t i = 0; i < w->reach.n; i++)
		w->reach.to[i] = w->kept[i] = strdup(w->reach.to[i]);
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
		cmocka_unit_test_setup_teardown(a_form_sent_twice_adds_one_thing, world_begin,
						world_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
