/* The notebook below the pages: after any order of writes and deletions the head is right, an act
 * reads what it wrote, and new keys carry along more pages than one commit takes. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "account_renew_use.h"
#include "local.h"
#include "notebook.h"
#include "secrets.h"
#include "story.h"

#define CHANGES 500
#define PLACES	40
#define MANY	300
#define WORDS	"a story that ends well today"

struct house {
	struct local *local;
	struct local_person *robin;
	char folder[64];
	unsigned seed;
	unsigned size[PLACES];	 /* of what stands there; 0: nothing */
	bool is_deleted[PLACES]; /* by this act */
	unsigned n_changes;
};

static unsigned toss(struct house *h, unsigned n)
{
	h->seed = h->seed * 1103515245u + 12345u;
	return (h->seed >> 16) % n;
}

static fallible sign_up(struct act *a, void *context)
{
	const struct account_sign_up form = { STR("robin"), STR(WORDS), STR("GB") };
	struct account_entry in = { 0 };
	bool is_taken = false;

	(void)context;
	TRY(account_sign_up(a, &form, &in, &is_taken));
	assert_false(is_taken);
	return OK;
}

static void act(struct house *h, fallible (*run)(struct act *a, void *context))
{
	MUST(local_do(h->local, h->robin, STORY_NOW, run, h));
}

static int begin(void **state)
{
	struct house *h = calloc(1, sizeof *h);
	char secrets[96];

	assert_non_null(h);
	crypt_start();
	(void)snprintf(h->folder, sizeof h->folder, "/tmp/rejoin-notebook-XXXXXX");
	assert_non_null(mkdtemp(h->folder));
	(void)snprintf(secrets, sizeof secrets, "%s/secrets", h->folder);
	MUST(secrets_make(str_c(secrets), STORY_NOW));
	MUST(local_open(&h->local, str_c(h->folder), str_c(secrets), STORY_NOW));
	h->robin = local_person_make(h->local);
	h->seed = 7;
	act(h, sign_up);
	*state = h;
	return 0;
}

static int end(void **state)
{
	struct house *h = *state;

	local_person_end(h->robin);
	local_close(h->local);
	story_empty(h->folder);
	(void)rmdir(h->folder);
	free(h);
	return 0;
}

static struct notebook_place place_of(unsigned i)
{
	return (struct notebook_place){ .topic = i % 2 ? TOPIC_CARD : TOPIC_CHECKIN,
					.place = i % 4 / 2 ? PLACE_CHECKIN : PLACE_LEARN,
					.month = { 24322 - (int32_t)(i / 8) },
					.part = (uint8_t)(i % 8 / 4) };
}

static struct bytes words_of(struct act *a, unsigned i, unsigned size)
{
	uint8_t *p = arena_take(a->arena, size);

	memset(p, (int)(i + size), size);
	return (struct bytes){ p, size };
}

static void is_there(struct act *a, struct notebook_page *page, unsigned i, unsigned size)
{
	MUST(notebook_read(a, place_of(i), page));
	assert_int_equal(page->records.n, size);
	if (size)
		assert_memory_equal(page->records.p, words_of(a, i, size).p, size);
}

static void change_one(struct act *a, struct house *h, unsigned i, bool *is_touched)
{
	struct notebook_page page;

	is_there(a, &page, i, h->size[i]);
	if (!*is_touched && toss(h, 3) == 0) {
		MUST(notebook_delete(a, &page));
		h->size[i] = 0;
		h->n_changes++;
		*is_touched = true;
		h->is_deleted[i] = true;
	} else if (!h->is_deleted[i]) {
		h->size[i] = 1 + toss(h, toss(h, 8) ? 900 : NOTEBOOK_PAGE_MAX);
		MUST(notebook_write(a, &page, words_of(a, i, h->size[i])));
		h->n_changes++;
		*is_touched = true;
		is_there(a, &page, i, h->size[i]);
	}
}

/* One act of a few changes, some of them to the same page. */
static fallible change(struct act *a, void *context)
{
	struct house *h = context;
	bool is_touched[PLACES] = { false };
	unsigned again = toss(h, PLACES);

	memset(h->is_deleted, 0, sizeof h->is_deleted);
	for (unsigned k = 1 + toss(h, 4); k > 0; k--) {
		unsigned i = toss(h, 3) ? toss(h, PLACES) : again;

		if (!h->is_deleted[i])
			change_one(a, h, i, &is_touched[i]);
	}
	return OK;
}

static fallible check(struct act *a, void *context)
{
	struct house *h = context;
	struct notebook_page page;

	MUST(notebook_check(a));
	assert_false(a->session->is_unverified);
	for (unsigned i = 0; i < PLACES; i++)
		if (h->size[i])
			is_there(a, &page, i, h->size[i]);
	return OK;
}

static void the_head_is_right_after_any_changes(void **state)
{
	struct house *h = *state;

	for (unsigned n = 0; h->n_changes < CHANGES; n++) {
		act(h, change);
		if (n % 20 == 0)
			act(h, check);
	}
	act(h, check);
	printf("%u changes\n", h->n_changes);
}

static fallible overfill(struct act *a, void *context)
{
	struct notebook_page page;

	(void)context;
	MUST(notebook_read(a, place_of(0), &page));
	assert_string_equal(
		err_name(notebook_write(a, &page, words_of(a, 0, NOTEBOOK_PAGE_MAX + 1))),
		"TOO_FULL");
	MUST(notebook_delete(a, &page)); /* nothing is there: fine */
	a->session->is_unverified = true;
	assert_string_equal(err_name(notebook_write(a, &page, words_of(a, 0, 9))), "UNVERIFIED");
	a->session->is_unverified = false;
	return OK;
}

static void a_page_has_its_most(void **state)
{
	act(*state, overfill);
}

/* --- new keys for many pages */
static struct notebook_place month_back(unsigned i)
{
	return (struct notebook_place){ .topic = TOPIC_CHECKIN,
					.place = PLACE_CHECKIN,
					.month = { 24322 - (int32_t)i } };
}

static fallible write_some(struct act *a, void *context)
{
	struct house *h = context;

	for (unsigned i = h->n_changes; i < h->n_changes + 30; i++) {
		struct notebook_page page;

		MUST(notebook_read(a, month_back(i), &page));
		MUST(notebook_write(a, &page, words_of(a, i, 40 + i)));
	}
	return OK;
}

static fallible renew(struct act *a, void *context)
{
	struct account_entry in = { 0 };
	struct account_renewed is = { 0 };

	(void)context;
	TRY(account_new_keys(a, STR(WORDS), &in, &is));
	assert_true(is.fits && in.is_in && is.n_left_out == 0);
	return OK;
}

static fallible read_all(struct act *a, void *context)
{
	(void)context;
	MUST(notebook_check(a));
	assert_false(a->session->is_unverified);
	for (unsigned i = 0; i < MANY; i++) {
		struct notebook_page page;

		MUST(notebook_read(a, month_back(i), &page));
		assert_int_equal(page.records.n, 40 + i);
		assert_memory_equal(page.records.p, words_of(a, i, 40 + i).p, 40 + i);
	}
	return OK;
}

static void new_keys_carry_many_pages(void **state)
{
	struct house *h = *state;

	for (h->n_changes = 0; h->n_changes < MANY; h->n_changes += 30)
		act(h, write_some);
	act(h, read_all);
	act(h, renew);
	act(h, read_all);
	act(h, renew);
	act(h, read_all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_head_is_right_after_any_changes, begin, end),
		cmocka_unit_test_setup_teardown(a_page_has_its_most, begin, end),
		cmocka_unit_test_setup_teardown(new_keys_carry_many_pages, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
