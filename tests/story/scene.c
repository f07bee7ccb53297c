#include "scene.h"

struct scene *scene_begin(void **state)
{
	struct devices *h = *state;
	struct scene *s = arena_new(&h->kept, struct scene);

	s->house = h;
	return s;
}

/* --- acts */
static const struct notebook_place whole_place = { .topic = DEVICES_TOPIC, .place = PLACE_HELP };

fallible scene_set(struct act *a, void *context)
{
	struct scene *s = context;

	return says_set(a, devices_list(s->month), s->i, s->says);
}

fallible scene_write_whole(struct act *a, void *context)
{
	struct scene *s = context;
	struct notebook_page page;

	TRY(notebook_read(a, whole_place, &page));
	if (!s->text)
		return notebook_delete(a, &page);
	return notebook_write(a, &page, bytes_str(str_c(s->text)));
}

fallible scene_read_whole(struct act *a, void *context)
{
	struct scene *s = context;
	struct notebook_page page;

	TRY(notebook_read(a, whole_place, &page));
	assert_true(str_equal(str_bytes(page.records), str_c(s->text ? s->text : "")));
	return OK;
}

fallible scene_give(struct act *a, void *context)
{
	return people_give(a, ((struct scene *)context)->who, GIVE_WITH_BEFORE);
}

fallible scene_give_from_now_on(struct act *a, void *context)
{
	return people_give(a, ((struct scene *)context)->who, GIVE_FROM_NOW_ON);
}

fallible scene_stop(struct act *a, void *context)
{
	return people_stop(a, ((struct scene *)context)->who);
}

fallible scene_take_back(struct act *a, void *context)
{
	return people_take_back(a, ((struct scene *)context)->who);
}

fallible scene_source(struct act *a, void *context)
{
	struct scene *s = context;

	TRY(act_open_keyring(a));
	people_source(a, s->who, &s->source);
	return OK;
}

fallible scene_look(struct act *a, void *context)
{
	struct scene *s = context;
	struct arena *kept = &s->house->kept;
	struct bytes b;

	for (int m = 0; m < VIEW_MONTHS; m++) {
		TRY(notebook_read_shared(a, &s->source, devices_list(m), &b));
		s->view.list[m] = arena_bytes(kept, b);
	}
	TRY(notebook_read_shared(a, &s->source, whole_place, &b));
	s->view.whole = arena_bytes(kept, b);
	return OK;
}

fallible scene_rows(struct act *a, void *context)
{
	struct scene *s = context;
	struct page_mark *mark;
	size_t n;

	TRY(store_list_pages(a->store, a->arena, a->session->identity.space, &mark, &n));
	assert_true(n <= ROWS_MAX);
	for (size_t i = 0; i < n; i++)
		TRY(store_get_page(a->store, &s->house->kept, a->session->identity.space,
				   mark[i].page, &s->row[i]));
	s->n_rows = n;
	return OK;
}

static fallible owner(struct act *a, void *context)
{
	struct scene *s = context;
	struct notebook_page page;

	MUST(notebook_check(a));
	assert_false(a->session->is_unverified);
	TRY(notebook_read(a, devices_list(s->month), &page));
	says_read(a, page.records, &s->owner);
	return OK;
}

/* --- what is said of them */
void sets(struct scene *s, int month, unsigned i, unsigned says)
{
	s->month = month;
	s->i = i;
	s->says = says;
	devices_do(s->house, scene_set, s);
}

void writes_whole(struct scene *s, const char *text)
{
	s->text = text;
	devices_do(s->house, scene_write_whole, s);
	devices_do(s->house, scene_read_whole, s);
}

struct view sees(struct scene *s, unsigned who)
{
	s->who = who;
	devices_do(s->house, scene_source, s);
	devices_do(s->house, scene_look, s);
	return s->view;
}

static bool same_bytes(struct bytes x, struct bytes y)
{
	return x.n == y.n && (x.n == 0 || memcmp(x.p, y.p, x.n) == 0);
}

void same_view(const struct view *x, const struct view *y)
{
	for (int m = 0; m < VIEW_MONTHS; m++)
		assert_true(same_bytes(x->list[m], y->list[m]));
	assert_true(same_bytes(x->whole, y->whole));
}

void owner_has(struct scene *s, int month, struct says expected)
{
	s->month = month;
	devices_do(s->house, owner, s);
	assert_memory_equal(&s->owner, &expected, sizeof expected);
}

static fallible says_of_view(struct act *a, void *context)
{
	struct scene *s = context;

	says_read(a, s->view.list[s->month], &s->owner);
	return OK;
}

void view_has(struct scene *s, int month, struct says expected)
{
	s->month = month;
	devices_do(s->house, says_of_view, s);
	assert_memory_equal(&s->owner, &expected, sizeof expected);
}

const struct page_row *find_row(const struct scene *s, struct id16 page)
{
	for (size_t i = 0; i < s->n_rows; i++)
		if (id16_equal(s->row[i].page, page))
			return &s->row[i];
	return NULL;
}

/* Rows of `then` under the keys of this source that are as they were, bytes and version. */
size_t rows_kept(const struct scene *then, const struct scene *now,
		 const struct notebook_source *under)
{
	size_t n = 0;

	for (size_t e = 0; e < under->n; e++) {
		for (int m = 0; m < VIEW_MONTHS; m++) {
			struct page_name name = {
				DEVICES_TOPIC, PLACE_CHECKIN, { DEVICES_MONTH - m }, 0
			};
			struct id16 id = page_id_under(&under->epoch[e].key, name);
			const struct page_row *was = find_row(then, id), *is = find_row(now, id);

			n += was && is && was->ver == is->ver && same_bytes(was->blob, is->blob);
		}
	}
	return n;
}
