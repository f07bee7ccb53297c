/* The authorisation matrix: every route, at an address of Alex's own with Alex's ids in it, asked
 * for by everybody else there is: nobody, a stranger, the partner before and while something is
 * shared, after it was stopped and taken back, and an ex-partner. What they are answered is
 * compared with tests/golden/matrix.txt; a route without a row there fails. Whatever the answer, it
 * holds no word that Alex wrote and did not share, and no form of Alex's that others send changes
 * anything of Alex's. A helper has the link that Alex made for them, and no account: it opens the
 * list of tasks; to everything else they are nobody. */
#include <stdio.h>
#include <stdlib.h>
#include "deed.h"
#include "pages.h"
#include "router.h"
#include "sharing.h"

#define CANARY	    "kestrel"
#define ROUTES	    500
#define FILL_ROUNDS 3

static const char *golden;

enum visitor { NOBODY, STRANGER, PARTNER, GRANTED, STOPPED, TAKEN_BACK, EX, HELPER, VISITORS };
static const char *const visitor_words[] = { "nobody",	"stranger",   "partner", "granted",
					     "stopped", "taken back", "ex",	 "helper" };

struct house {
	struct story *story;
	struct person alex, sam, robin, pat, nobody; /* Sam: partner; Pat: ex; Robin: a stranger */
	char *address[ROUTES]; /* of Alex's own, by route; NULL: none was found */
	char *body[ROUTES];    /* of a form of Alex's, filled in */
	int status[ROUTES][VISITORS];
	bool has_worked[ROUTES];
	size_t n_routes, n_asked, n_words, n_own;
	char *alex_was;
	char helper_page[80]; /* "/tasks/…" */
};

/* --- what Alex has */
static size_t number_of(const char *address, enum http_method m)
{
	struct str query = str_c(address), path = str_cut(&query, '?');
	const struct route *r = router_find(m, path).route;
	size_t i = 0;

	while (router_nth(i) && router_nth(i) != r)
		i++;
	return r ? i : ROUTES - 1;
}

static void keep(char **to, const char *text)
{
	free(*to);
	*to = strdup(text);
}

/* The mark of what Alex's page showed as kept means nothing on another's (web/behind.h). */
static const char *without_mark(const char *body)
{
	return strncmp(body, "seen=", 5) == 0 ? strchrnul(body, '&') + (strchr(body, '&') != NULL)
					      : body;
}

/* What is chosen in a form depends on where it is sent, and on nothing else: a new page changes no
 * row of the table but its own. */
static struct dice dice_of(size_t route, unsigned round)
{
	const struct route *r = router_nth(route);
	struct dice d = { round };

	for (const char *c = r ? r->path : ""; *c; c++)
		d.seed = d.seed * 1099511628211 + (unsigned char)*c;
	return d;
}

/* Some questions of a check-in are asked of one role only. The first one is everybody's: what
 * others are answered there says something of whose it is. */
static bool is_asked_of_some(size_t route, const char *address)
{
	const struct route *r = router_nth(route);
	size_t n = strlen(address);

	return r && strcmp(r->path, "/checkin/:day/:step") == 0 &&
	       (n < 2 || strcmp(address + n - 2, "/1") != 0);
}

static void take_forms(struct house *h)
{
	size_t n;
	struct page_form *form = page_forms(&h->alex, &n);

	for (size_t i = 0; i < n; i++) {
		size_t at = number_of(form[i].action, HTTP_POST);

		struct dice d = dice_of(at, 0);

		if (h->has_worked[at] || is_asked_of_some(at, form[i].action))
			continue;
		keep(&h->address[at], form[i].action);
		keep(&h->body[at],
		     without_mark(page_fill(h->story, &form[i], &d, CANARY " by the river")));
	}
}

static void count_words(struct person *p, const char *path, void *context)
{
	struct house *h = context;

	(void)path;
	h->n_words += person_sees(p, CANARY);
}

static void take_page(struct person *p, const char *path, void *context)
{
	struct house *h = context;
	size_t at = number_of(path, HTTP_GET);

	count_words(p, path, h);
	if (!h->has_worked[at])
		keep(&h->address[at], path);
	h->has_worked[at] |= p->last.status == 200;
	take_forms(h);
}

/* What would end the session, or take away the words that somebody is given to read. */
static bool keeps_clear(const struct route *r)
{
	return str_has_prefix(str_c(r->path), STR("/account")) ||
	       str_has_prefix(str_c(r->path), STR("/checkin"));
}

/* Takes away what is there to be asked for. */
static bool takes_away(const struct route *r)
{
	static const char *const ends[] = { "/remove",	 "/away", "/forget",
					    "/withdraw", "/off",  "/drop" };
	size_t n = strlen(r->path);

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (n > strlen(ends[i]) && strcmp(r->path + n - strlen(ends[i]), ends[i]) == 0)
			return true;
	return false;
}

static bool fills_in(const struct route *r)
{
	return r && r->who == WHO_PERSON && !r->speaks && !keeps_clear(r) && !takes_away(r);
}

/* The forms of a page whose route nobody has used yet in this round. */
static void fill_page(struct house *h, const char *page, unsigned round, bool is_used[ROUTES])
{
	size_t n = 1;

	for (size_t i = 0; i < n; i++) {
		if (person_get(&h->alex, page) != 200) /* again: a form is sent once */
			return;
		const struct page_form *form = page_forms(&h->alex, &n);

		if (i >= n)
			return;
		size_t at = number_of(form[i].action, HTTP_POST);
		struct dice d = dice_of(at, round);

		if (is_used[at] || !fills_in(router_nth(at)))
			continue;
		is_used[at] = true;
		const char *body = page_fill(h->story, &form[i], &d, CANARY " by the river");

		if (person_post(&h->alex, form[i].action, body) != 303)
			continue;
		h->has_worked[at] = true; /* what worked for Alex is what others try */
		keep(&h->address[at], form[i].action);
		keep(&h->body[at], without_mark(body));
	}
}

/* One measure that was kept, and one that is begun. */
static void measure_fill_in(struct person *alex)
{
	assert_int_equal(person_post(alex, "/measure/gad7/start", "way=all"), 303);
	assert_int_equal(person_post(alex, "/measure/gad7/all", "q1=2"), 303);
	assert_int_equal(person_post(alex, "/measure/gad7/done", ""), 303);
	assert_int_equal(person_post(alex, "/measure/gad7/start", "way=all"), 303);
	assert_int_equal(person_post(alex, "/measure/gad7/all", "q2=2&later=1"), 303);
}

/* Every private form once a round, so that there is something of Alex's wherever something can be.
 */
static void fill_in(struct house *h)
{
	struct page_links *links = calloc(1, sizeof *links);

	/* First: what is asked depends on what one said of oneself. */
	assert_int_equal(person_check_in(&h->alex, 1, CANARY "+by+the+river"), 303);
	assert_int_equal(person_post(&h->alex, "/programme/questions", "v=none"), 303);
	assert_int_equal(
		person_post(&h->alex, "/incident/note", "kind=away&words=" CANARY "+by+the+river"),
		303);
	measure_fill_in(&h->alex);
	person_begins_course(&h->alex, CANARY);
	assert_int_equal(person_post(&h->alex, "/remind/new",
				     "door=own&words=" CANARY "&days=3&time=0%3A00&version=0"),
			 303);
	for (unsigned round = 0; round < FILL_ROUNDS; round++) {
		bool is_used[ROUTES] = { 0 };

		arena_reset(&h->story->kept); /* nothing of the last round is needed any more */
		links->n = 0;
		pages_walk(&h->alex, links, NULL, NULL);
		for (size_t i = 0; i < links->n; i++)
			if (page_is_walked(links->to[i]))
				fill_page(h, links->to[i], round, is_used);
	}
	links->n = 0;
	pages_walk(&h->alex, links, take_page, h);
	free(links);
}

static void must(struct err e)
{
	assert_string_equal(err_name(e), "NONE");
}

static fallible close_all(struct act *a, void *context)
{
	return sharing_leave(a, *(struct id16 *)context, SHARING_CLOSE);
}

/* --- asking */
static struct person *person_of(struct house *h, enum visitor v)
{
	switch (v) {
	case NOBODY:
	case HELPER:
		return &h->nobody;
	case STRANGER:
		return &h->robin;
	case EX:
		return &h->pat;
	case PARTNER:
	case GRANTED:
	case STOPPED:
	case TAKEN_BACK:
	case VISITORS:
		break;
	}
	return &h->sam;
}

/* A path with nobody's id in place of every ":name". */
static bool is_asked(const struct route *r, enum visitor v)
{
	/* It ends sessions, and is tried elsewhere. Whatever is said to a partner may be seen. */
	return !r->is_leave && !(r->method == HTTP_POST && r->who == WHO_ANYONE && !r->is_plain) &&
	       !(r->speaks && v != NOBODY && v != STRANGER && v != HELPER);
}

/* Alex's pages as one text, to be compared. */
static char *alex_now(struct house *h)
{
	struct page_links *links = calloc(1, sizeof *links);
	struct person alex = h->alex;
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);

	pages_walk(&alex, links, NULL, NULL);
	for (size_t i = 0; i < links->n; i++) {
		(void)person_get(&alex, links->to[i]);
		(void)fprintf(out, "\n=== %s %d\n%.*s", links->to[i], alex.last.status,
			      (int)alex.last.body.n, alex.last.body.p);
	}
	(void)fclose(out);
	free(links);
	return text;
}

static void is_unchanged(struct house *h, enum visitor v, const char *path)
{
	char *now = alex_now(h);

	if (strcmp(h->alex_was, now) != 0)
		fail_msg("%s changed something of Alex's at %s", visitor_words[v], path);
	free(now);
	arena_reset(&h->story->kept); /* nothing of it is needed any more */
}

/* A server that has just begun asks for the keys of the day first: without them no form has its
 * token. */
static void undo(struct house *h, const char *copy)
{
	struct person alex = h->alex;

	story_set_back(h->story, copy);
	(void)person_get(&alex, "/today");
}

/* The control: what was shared is there to be read, and only then. */
static void reads_what_is_shared(struct house *h, enum visitor v)
{
	struct page_links *links = calloc(1, sizeof *links);
	struct person visitor = *person_of(h, v);
	bool is_open = v == GRANTED || v == STOPPED;

	h->n_words = 0;
	pages_walk(&visitor, links, count_words, h);
	free(links);
	if ((h->n_words > 0) != is_open)
		fail_msg("%s finds Alex's words on %zu pages", visitor_words[v], h->n_words);
}

/* What a helper may: read Alex's tasks, and take one, which Alex sees. */
static void helps(struct house *h, const struct route *r, size_t i, const char *copy)
{
	struct person visitor = h->nobody;
	const char *body = "";

	h->status[i][HELPER] = person_get(&visitor, h->helper_page);
	assert_true(person_sees(&visitor, CANARY));
	if (r->method == HTTP_POST) {
		size_t n;
		struct page_form *form = page_forms(&visitor, &n);
		struct dice d = { 1 };

		assert_true(n > 0);
		body = page_fill(h->story, &form[0], &d, "");
		h->status[i][HELPER] = person_post(&visitor, form[0].action, body);
		undo(h, copy);
	}
	h->n_asked++;
}

/* What a visitor does to themselves is undone at once: every cell begins alike. */
static void ask_for_everything(struct house *h, enum visitor v, const char *copy)
{
	for (size_t i = 0; i < h->n_routes; i++) {
		const struct route *r = router_nth(i);
		const char *to = h->address[i] ? h->address[i]
					       : story_path(h->story, r->path,
							    "00112233445566778899aabbccddeeff");
		struct person visitor = *person_of(h, v);

		if (!is_asked(r, v))
			continue;
		if (r->is_plain && v == HELPER) {
			helps(h, r, i, copy);
			continue;
		}
		h->status[i][v] = r->method == HTTP_GET
					  ? person_get(&visitor, to)
					  : person_post(&visitor, to, h->body[i] ? h->body[i] : "");
		h->n_asked++;
		if (r->method == HTTP_POST && h->status[i][v] < 400) {
			is_unchanged(h, v, r->path);
			undo(h, copy);
		}
		if (r->method == HTTP_GET && person_sees(&visitor, CANARY))
			fail_msg("%s reads Alex's words at %s", visitor_words[v], to);
		if (h->status[i][v] >= 500)
			fail_msg("%s gets %d at %s", visitor_words[v], h->status[i][v], to);
	}
}

static void visit(struct house *h, enum visitor v)
{
	const char *copy = story_copy(h->story);

	reads_what_is_shared(h, v);
	undo(h, copy);
	h->alex_was = alex_now(h);
	ask_for_everything(h, v, copy);
	is_unchanged(h, v, "the end");
	free(h->alex_was);
	undo(h, copy);
}

/* --- the table */
static void print_table(const struct house *h, FILE *out)
{
	(void)fprintf(out, "%-4s %-40s", "", "");
	for (int v = 0; v < HELPER; v++)
		(void)fprintf(out, " %-10s", visitor_words[v]);
	(void)fprintf(out, "\n");
	for (size_t i = 0; i < h->n_routes; i++) {
		const struct route *r = router_nth(i);

		(void)fprintf(out, "%-4s %-40s", r->method == HTTP_GET ? "GET" : "POST", r->path);
		for (int v = 0; v < HELPER; v++)
			if (h->status[i][v])
				(void)fprintf(out, " %-10d", h->status[i][v]);
			else
				(void)fprintf(out, " %-10s", "-");
		if (r->is_plain)
			(void)fprintf(out, " helper %d", h->status[i][HELPER]);
		else if (h->status[i][HELPER] != h->status[i][NOBODY])
			fail_msg("%s answers a helper %d", r->path, h->status[i][HELPER]);
		(void)fprintf(out, "\n");
	}
}

static void table_is_the_reviewed_one(const struct house *h)
{
	char *text = NULL, *reviewed = NULL;
	size_t n = 0, n_reviewed = 0;
	FILE *out = open_memstream(&text, &n), *in = fopen(golden, "r");

	print_table(h, out);
	(void)fclose(out);
	bool is_same =
		in && getdelim(&reviewed, &n_reviewed, 0, in) > 0 && strcmp(text, reviewed) == 0;

	if (in)
		(void)fclose(in);
	if (!is_same)
		printf("not as reviewed in tests/golden/matrix.txt; the table is now:\n%s", text);
	free(text);
	free(reviewed);
	assert_true(is_same);
}

static int house_begin(void **state)
{
	struct house *h = calloc(1, sizeof *h);

	assert_non_null(h);
	assert_int_equal(story_begin((void **)&h->story), 0);
	h->alex = person_make(h->story);
	h->alex.seed = 1; /* what is drawn for a page is the same each time it is compared */
	h->sam = person_make(h->story);
	h->robin = person_make(h->story);
	h->pat = person_make(h->story);
	h->nobody = person_make(h->story);
	person_sign_up(&h->alex, "alex");
	person_sign_up(&h->sam, "sam");
	person_sign_up(&h->robin, "robin");
	person_sign_up(&h->pat, "pat");
	*state = h;
	return 0;
}

static int house_end(void **state)
{
	struct house *h = *state;

	assert_int_equal(story_end((void **)&h->story), 0);
	for (size_t i = 0; i < ROUTES; i++) {
		free(h->address[i]);
		free(h->body[i]);
	}
	free(h);
	return 0;
}

/* Alex's link for a helper; no page of Alex's leads there. */
static void has_helper(struct house *h)
{
	assert_int_equal(person_post(&h->alex, "/circle/helpers/new", "name=Jo"), 303);
	const char *helper =
		story_print(h->story, "%.*s/link", (int)told_header(&h->alex.last, "Location").n,
			    told_header(&h->alex.last, "Location").p);

	assert_int_equal(person_post(&h->alex, helper, ""), 303);
	assert_int_equal(person_get(&h->alex, helper), 200);
	const char *path = strstr(person_read(&h->alex, "id=\"address\" data-copy> "), "/tasks/");

	assert_non_null(path);
	(void)snprintf(h->helper_page, sizeof h->helper_page, "%.*s", (int)strcspn(path, " "),
		       path);
}

static void nobody_reads_or_changes_what_is_not_theirs(void **state)
{
	struct house *h = *state;
	struct id16 pat, sam;

	people_link(&h->alex, &h->pat);
	pat = person_other(&h->alex, 0);
	while (router_nth(h->n_routes))
		h->n_routes++;
	assert_in_range(h->n_routes, 1, ROUTES - 1);
	must(person_grants(&h->alex, pat, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	must(person_does(&h->alex, close_all, &pat));
	people_link(&h->alex, &h->sam);
	sam = person_other(&h->alex, 1);
	fill_in(h);
	h->n_own = h->n_words;
	assert_true(h->n_own >= 3); /* there is something that could leak */
	has_helper(h);
	visit(h, NOBODY);
	visit(h, HELPER);
	visit(h, STRANGER);
	visit(h, EX);
	visit(h, PARTNER);
	must(person_grants(&h->alex, sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	visit(h, GRANTED);
	must(person_stops(&h->alex, sam, TOPIC_CHECKIN, SHARING_STOP_FROM_NOW_ON));
	visit(h, STOPPED);
	must(person_stops(&h->alex, sam, TOPIC_CHECKIN, SHARING_TAKE_BACK));
	visit(h, TAKEN_BACK);
	printf("%zu routes, %zu cells, %zu pages of Alex's with own words, 0 leaks\n", h->n_routes,
	       h->n_asked, h->n_own);
	table_is_the_reviewed_one(h);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nobody_reads_or_changes_what_is_not_theirs,
						house_begin, house_end),
	};

	golden = argc > 1 ? argv[1] : "";
	return cmocka_run_group_tests(tests, NULL, NULL);
}
