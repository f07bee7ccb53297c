/* Whatever one person does in private changes no byte of what another can fetch. Two histories that
 * differ only in Alex's private acts are lived with the same clock and the same draws; then
 * everything Sam can reach is fetched in both and compared: status, headers, body; in some of them
 * once more after Sam has signed in on another device. Sam was shown things before that, and what
 * is shown now is over: a stop, a copy that stays as it was, and something taken back.
 *
 * No private act writes a row of what the two have between them: so no stream of Sam's speaks, and
 * whoever compares copies of the database sees nothing there.
 *
 * Private is every POST whose route does not say that it speaks (room.h). They are found by walking
 * Alex's pages and filling in their forms at random, so a new room is tried without being named. */
#include <stdio.h>
#include <stdlib.h>
#include "deed.h"
#include "pages.h"
#include "linking.h"
#include "router.h"
#include "sharing.h"

#define STEPS 6
#define AGAIN                                                                                      \
	5 /* in every fifth pair Sam signs in once more; the keeper draws the names of own devices \
	   */
#define CANARY "kestrel"

static unsigned pairs = 200;

struct world {
	struct story *story;
	struct person alex, sam; /* as they were when the copy was made */
	const char *copy;	 /* of the data directory */
	char between[100];	 /* SQL: the two spaces of what they have between them */
	struct page_links reach; /* of Alex, to choose from */
	char *kept[PAGE_LINKS_MAX];
	size_t n_kept;
	size_t n_acts, n_accepted; /* private ones that were sent; that changed something */
	unsigned tried[512];	   /* by route */
	const char *last;	   /* the last act */
};

/* --- what somebody can fetch, as one text */
struct seen {
	FILE *out;
};

/* Where somebody was going is sealed by a number drawn anew each time; its length is told. */
static int told_of(struct str value)
{
	return str_has_prefix(value, STR(COOKIE_ONWARD "=")) ? (int)sizeof COOKIE_ONWARD
							     : (int)value.n;
}

/* What a page carries for its next step is sealed with a nonce that is new each time: only how long
 * it is can be compared. */
static void note_body(FILE *out, struct str body)
{
	static const char mark[] = "name=\"held\" value=\"";
	const char *at;

	while ((at = memmem(body.p, body.n, mark, sizeof mark - 1))) {
		size_t n = (size_t)(at - body.p) + sizeof mark - 1;

		(void)fwrite(body.p, 1, n, out);
		body = str_from(body, n);
		(void)fprintf(out, "%zu", str_cut(&body, '"').n);
	}
	(void)fwrite(body.p, 1, body.n, out);
}

static void note(struct person *p, const char *path, void *context)
{
	struct seen *seen = context;
	const struct told *t = &p->last;

	(void)fprintf(seen->out, "\n=== %s %d\n", path, t->status);
	for (size_t i = 0; i < t->n_headers; i++)
		(void)fprintf(seen->out, "%.*s: %zu %.*s\n", (int)t->header[i].name.n,
			      t->header[i].name.p, t->header[i].value.n,
			      told_of(t->header[i].value), t->header[i].value.p);
	note_body(seen->out, t->body);
}

static char *everything(struct person *p)
{
	struct page_links *links = calloc(1, sizeof *links);
	struct seen seen;
	char *text = NULL;
	size_t n = 0;

	seen.out = open_memstream(&text, &n);
	assert_non_null(seen.out);
	note(p, "the answer to the last act", &seen);
	pages_walk(p, links, note, &seen);
	(void)fclose(seen.out);
	free(links);
	return text;
}

/* --- acting */
static const struct route *route_of(const char *action)
{
	struct str query = str_c(action), path = str_cut(&query, '?');

	return router_find(HTTP_POST, path).route;
}

static bool may_send(const char *action)
{
	const struct route *r = route_of(action);

	return r && r->who != WHO_ANYONE && !r->is_leave;
}

static size_t route_number(const struct route *route)
{
	size_t i = 0;

	while (router_nth(i) && router_nth(i) != route)
		i++;
	return i;
}

/* A form on a page chosen at random; sent when it is of the wished kind. */
static void act(struct world *w, struct person *p, struct dice *d, bool is_private)
{
	for (int tries = 0; tries < 6; tries++) {
		const char *page = w->reach.to[dice_throw(d, (unsigned)w->reach.n)];
		size_t n;

		if (!page_is_walked(page) || person_get(p, page) != 200)
			continue;
		struct page_form *forms = page_forms(p, &n);

		if (n == 0)
			continue;
		const struct page_form *form = &forms[dice_throw(d, (unsigned)n)];
		const char *body = page_fill(w->story, form, d, CANARY " by the river");

		if (!may_send(form->action) || (is_private && route_of(form->action)->speaks))
			continue;
		int status = person_post(p, form->action, body);

		w->last = story_print(w->story, "%s on %s: %s", form->action, page, body);

		w->n_acts += is_private;
		w->n_accepted += is_private && status < 400;
		w->tried[route_number(route_of(form->action))]++;
		return;
	}
}

/* Rows of what the two have between them, with their versions. */
static const char *rows_between(struct world *w)
{
	return story_sql(w->story,
			 story_print(w->story,
				     "SELECT CAST(group_concat(hex(page) || ver) AS BLOB) FROM"
				     " (SELECT page, ver FROM page WHERE space IN (%s)"
				     " ORDER BY page)",
				     w->between));
}

static void act_in_private(struct world *w, struct person *alex, struct dice *d)
{
	const char *before = rows_between(w);

	act(w, alex, d, true);
	const char *after = rows_between(w);

	if (strcmp(before, after) != 0)
		fail_msg("%s wrote between the two", w->last);
}

static char *live(struct world *w, uint64_t seed, bool has_private)
{
	struct story *s = w->story;
	struct person alex = w->alex, sam = w->sam;
	struct dice common = { seed }, private = { seed ^ 0x5eed };

	story_set_back(s, w->copy);
	s->now = STORY_NOW + 60;
	for (int i = 0; i < STEPS; i++) {
		act(w, &sam, &common, false);
		if (has_private)
			act_in_private(w, &alex, &private);
		s->now += 11;
	}
	char *text = everything(&sam);

	if (seed % AGAIN == 0 && person_sign_in(&sam, "sam", PASSPHRASE, false) == 303) {
		char *again = everything(&sam), *both;

		assert_true(asprintf(&both, "%s%s", text, again) > 0);
		free(again);
		free(text);
		text = both;
	}
	arena_reset(&s->kept);
	return text;
}

/* --- the world both histories begin with */
struct thing {
	struct id16 to;
	int how; /* -1: begin */
	uint8_t n;
};

static fallible share_plan(struct act *a, void *context)
{
	const struct thing *t = context;
	/* field 1: the words; field 2: the day */
	static const uint8_t plan[] = { 0x0a, 3, 't', 'e', 'a', 0x10, 1 };

	if (t->how < 0)
		return sharing_put_item(a, t->to, PLACE_US, (struct id16){ { t->n } }, BYTES(plan),
					true);
	return sharing_stop_item(a, t->to, (struct id16){ { t->n } }, (enum sharing_stop)t->how);
}

static fallible name_spaces(struct act *a, void *context)
{
	struct world *w = context;
	char letters[33], signals[33];

	TRY(act_open_keyring(a));
	const struct relation *r = &a->keyring->person[0].relation;
	struct id16 letter = relation_letter_space(r);
	struct signal_keys signal;

	signal_keys_make(&signal, r);
	hex_write(letters, BYTES_OF(letter));
	hex_write(signals, BYTES_OF(signal.space));
	(void)snprintf(w->between, sizeof w->between, "x'%s',x'%s'", letters, signals);
	return OK;
}

static void done(struct err e)
{
	assert_string_equal(err_name(e), "NONE");
}

/* What was shared once and is over. */
static void shares_for_a_while(struct person *alex)
{
	const struct id16 sam = person_other(alex, 0);
	struct thing stopped = { sam, -1, 1 }, taken = { sam, -1, 2 };

	for (int back = 0; back < 3; back++)
		assert_int_equal(person_check_in(alex, back, "Warm+bread"), 303);
	done(person_grants(alex, sam, TOPIC_CHECKIN, SHARING_WITH_BEFORE));
	done(person_does(alex, share_plan, &stopped));
	done(person_does(alex, share_plan, &taken));
	assert_int_equal(person_check_in(alex, 1, "Warm+soup"), 303);
	done(person_stops(alex, sam, TOPIC_CHECKIN, SHARING_STOP_FROM_NOW_ON));
	stopped.how = SHARING_STOP_FROM_NOW_ON;
	taken.how = SHARING_TAKE_BACK;
	done(person_does(alex, share_plan, &stopped));
	done(person_does(alex, share_plan, &taken));
}

static int world_begin(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	assert_non_null(w);
	assert_int_equal(story_begin((void **)&w->story), 0);
	w->alex = person_make(w->story);
	w->sam = person_make(w->story);
	w->alex.seed = 1;
	w->sam.seed = 2;
	person_sign_up(&w->alex, "alex");
	person_sign_up(&w->sam, "sam");
	people_link(&w->alex, &w->sam);
	/* So that the pages of a step are among those that are walked. */
	assert_int_equal(person_post(&w->alex, "/approach/new", "text=Walk.&rating=40&area=places"),
			 303);
	assert_int_equal(person_post(&w->alex, "/learn/later", "slug=the-circle&keep=1"), 303);
	assert_int_equal(person_post(&w->alex, "/incident/note", "kind=away&words=Tea."), 303);
	assert_int_equal(person_post(&w->alex, "/measure/gad7/start", "way=all"), 303);
	assert_int_equal(person_post(&w->alex, "/measure/gad7/all", "q1=2"), 303);
	assert_int_equal(person_post(&w->alex, "/measure/gad7/done", ""), 303);
	assert_int_equal(person_post(&w->alex, "/measure/gad7/start", "way=all"), 303);
	assert_int_equal(person_post(&w->alex, "/incident/triggers", "words=A+bell"), 303);
	assert_int_equal(person_post(&w->alex, "/programme/questions", "v=none"), 303);
	assert_int_equal(person_post(&w->sam, "/programme/questions", "v=none"), 303);
	person_begins_course(&w->alex, "Lee");
	assert_int_equal(person_post(&w->alex, "/remind/new",
				     "door=own&words=Tea&days=3&time=0%3A00&version=0"),
			 303);
	assert_int_equal(person_post(&w->alex, "/programme/plan", "day=2026-12-01&version=0"), 303);
	assert_int_equal(person_post(&w->alex, "/circle/new", "task=Bread&edition=0"), 303);
	assert_int_equal(person_post(&w->alex, "/circle/helpers/new", "name=Jo"), 303);
	*state = w;
	return 0;
}

static int world_begin_after_sharing(void **state)
{
	if (world_begin(state))
		return -1;
	struct world *w = *state;

	shares_for_a_while(&w->alex);
	done(person_does(&w->alex, name_spaces, w));
	return 0;
}

static int world_end(void **state)
{
	struct world *w = *state;

	assert_int_equal(story_end((void **)&w->story), 0);
	for (size_t i = 0; i < w->n_kept; i++)
		free(w->kept[i]);
	free(w);
	return 0;
}

/* Addresses of the world outlive the histories. */
static void keep_links(struct world *w)
{
	for (size_t i = 0; i < w->reach.n; i++)
		w->reach.to[i] = w->kept[w->n_kept++] = strdup(w->reach.to[i]);
}

static void show_difference(const char *a, const char *b)
{
	size_t i = 0, line = 0;

	while (a[i] && a[i] == b[i]) {
		line = a[i] == '\n' ? i + 1 : line;
		i++;
	}
	const char *page = a + line;

	while (page > a && strncmp(page, "=== ", 4) != 0)
		page--;
	printf("%.*s\nwithout: %.300s\nwith:    %.300s\n", (int)strcspn(page, "\n"), page, a + line,
	       b + line);
}

static void private_acts_change_nothing_for_the_other(void **state)
{
	struct world *w = *state;
	size_t untried = 0;

	w->copy = story_copy(w->story);
	char *shown = everything(&w->sam);

	assert_non_null(strstr(shown, "Warm soup")); /* there is something that could change */
	free(shown);
	pages_walk(&w->alex, &w->reach, NULL, NULL);
	keep_links(w);
	for (unsigned i = 0; i < pairs; i++) {
		char *without = live(w, i + 1, false), *with = live(w, i + 1, true);

		if (strcmp(without, with) != 0) {
			show_difference(without, with);
			fail_msg("pair %u differs", i);
		}
		free(without);
		free(with);
	}
	for (size_t i = 0; router_nth(i); i++) {
		const struct route *r = router_nth(i);

		if (r->method == HTTP_POST && may_send(r->path) && !r->speaks && !w->tried[i]) {
			printf("never tried: POST %s\n", r->path);
			untried++;
		}
	}
	printf("%u pairs of histories, %zu private acts sent, %zu of them accepted, %zu routes "
	       "never tried, 0 bytes differ\n",
	       pairs, w->n_acts, w->n_accepted, untried);
	assert_true(w->n_accepted >= pairs);
}

/* --- stopping, seen on every page of the other's */
static void writes_card(struct person *p, unsigned version, const char *words)
{
	const char *body = story_print(p->story, "version=%u&chip-1=4&own-1=%s", version, words);

	assert_int_equal(person_post(p, "/card/calming/edit", body), 303);
}

static void on_card(struct person *p, const char *what, const char *body)
{
	struct id16 sam = person_other(p, 0);
	char id[33];

	hex_write(id, BYTES_OF(sam));
	assert_int_equal(
		person_post(p, story_print(p->story, "/card/calming/%s/%s", what, id), body), 303);
}

static void for_topics(struct person *alex, int how)
{
	const struct id16 sam = person_other(alex, 0);

	for (enum topic t = 0; t < TOPIC__COUNT; t++) {
		if (!topic_is_grantable(t, PERSON_PARTNER))
			continue;
		done(how < 0 ? person_grants(alex, sam, t, SHARING_WITH_BEFORE)
			     : person_stops(alex, sam, t, how));
	}
}

static void begins_to_share(struct person *alex)
{
	struct thing plan = { person_other(alex, 0), -1, 3 };

	for_topics(alex, -1);
	on_card(alex, "share", "");
	done(person_does(alex, share_plan, &plan));
	assert_int_equal(person_post(alex, "/card/closeness/1", "v=yes"), 303);
	assert_int_equal(person_post(alex, "/card/closeness/tell", ""), 303);
}

static void stops(struct person *alex, enum sharing_stop how)
{
	struct thing plan = { person_other(alex, 0), (int)how, 3 };

	for_topics(alex, (int)how);
	on_card(alex, "stop", how == SHARING_TAKE_BACK ? "how=back" : "how=now");
	done(person_does(alex, share_plan, &plan));
	assert_int_equal(person_post(alex, "/card/closeness/hush", ""), 303);
}

static void goes_on(struct person *alex, unsigned version)
{
	for (int back = 0; back < 3; back++)
		assert_int_equal(person_check_in(alex, back, "Cold+bread"), 303);
	writes_card(alex, version, "Another+line.");
	writes_card(alex, version + 1, "And+another.");
	assert_int_equal(person_post(alex, "/me", "name=Lou&notebook=List"), 303);
}

static char *ends(struct world *w, bool is_shared, enum sharing_stop how, bool goes)
{
	struct story *s = w->story;
	struct person alex = w->alex, sam = w->sam;

	story_set_back(s, w->copy);
	s->now = STORY_NOW + 60;
	assert_int_equal(person_get(&alex, "/today"), 200); /* a server that has just begun */
	assert_int_equal(person_check_in(&alex, 1, "Warm+bread"), 303);
	writes_card(&alex, 0, "My+blanket.");
	if (is_shared)
		begins_to_share(&alex);
	char *then = everything(&sam);

	assert_true(is_shared == (strstr(then, "My blanket.") && strstr(then, "Warm bread") &&
				  strstr(then, "tea")));
	if (is_shared)
		stops(&alex, how);
	if (goes)
		goes_on(&alex, 1);
	sam.n_asked = 5000; /* the two histories asked for another number of pages until here */
	assert_int_equal(person_get(&sam, "/us"), 200);
	char *now = everything(&sam);

	if (is_shared && how == SHARING_STOP_FROM_NOW_ON)
		assert_non_null(strstr(now, "My blanket."));
	free(then);
	arena_reset(&s->kept);
	return now;
}

static void same(char *x, char *y)
{
	if (strcmp(x, y) != 0) {
		show_difference(x, y);
		fail_msg("a page tells");
	}
	free(x);
	free(y);
}

static void stopping_shows_on_no_page(void **state)
{
	struct world *w = *state;

	w->copy = story_copy(w->story);
	same(ends(w, false, SHARING_TAKE_BACK, true), ends(w, true, SHARING_TAKE_BACK, true));
	same(ends(w, true, SHARING_STOP_FROM_NOW_ON, false),
	     ends(w, true, SHARING_STOP_FROM_NOW_ON, true));
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(stopping_shows_on_no_page, world_begin, world_end),
		cmocka_unit_test_setup_teardown(private_acts_change_nothing_for_the_other,
						world_begin_after_sharing, world_end),
	};

	if (argc > 1)
		pairs = (unsigned)strtoul(argv[1], NULL, 10);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
