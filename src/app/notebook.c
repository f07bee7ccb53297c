#include "notebook.h"
#include "ensure.h"
#include "notebook_layer.h"
#include "record_merge.h"

/* --- reading */
static fallible merge_layers(struct act *a, const struct notebook_page *page, size_t n,
			     struct bytes *ret)
{
	struct bytes list[KEYRING_EPOCHS];
	size_t n_lists = 0;

	for (size_t i = 0; i < n; i++)
		if (page->layer[i].is_there)
			list[n_lists++] = page->layer[i].records;
	*ret = (struct bytes){ 0 };
	if (n_lists == 0)
		return OK;
	if (place_is_list(page->where.place))
		return record_merge(a->arena, list, n_lists, RECORD_MARKS_DROP, ret);
	*ret = list[n_lists - 1];
	return OK;
}

fallible notebook_read_over(struct act *a, struct notebook_place where, struct notebook_page *ret,
			    bool *ret_is_lost)
{
	const struct topic_keys *keys = &a->session->topic[where.topic];

	*ret = (struct notebook_page){ .where = where };
	*ret_is_lost = false;
	for (size_t i = 0; i < keys->n; i++) {
		struct notebook_layer *layer = &ret->layer[ret->n];
		struct err e =
			layer_read(a, a->session, notebook_name(where), &keys->epoch[i], layer);

		if (err_is(e, ERR_UNVERIFIED))
			*ret_is_lost = true;
		else
			TRY(e);
		ret->n += layer->is_there || i + 1 == keys->n;
	}
	if (keys->n > 1)
		return merge_layers(a, ret, ret->n, &ret->records);
	ret->records = ret->layer[0].records;
	return OK;
}

fallible notebook_read(struct act *a, struct notebook_place where, struct notebook_page *ret)
{
	bool is_lost;

	TRY(notebook_read_over(a, where, ret, &is_lost));
	return is_lost ? FAIL(UNVERIFIED) : OK;
}

/* --- writing */
/* Leaves out of an older page what is not as it was, or gone. Nothing is staged yet. */
static fallible leave_out(struct act *a, struct notebook_page *page, struct notebook_layer *layer,
			  struct bytes wanted, bool *ret_has_changed)
{
	struct bytes rest = { 0 };

	*ret_has_changed = true;
	if (place_is_list(page->where.place))
		TRY(record_leave_out(a->arena, layer->records, page->records, wanted, &rest,
				     ret_has_changed));
	if (!*ret_has_changed)
		return OK;
	layer->is_there = rest.n != 0;
	layer->records = rest;
	return OK;
}

static fallible stage_older(struct act *a, const struct notebook_page *was,
			    const struct notebook_page *is, size_t i)
{
	struct page_name name = notebook_name(was->where);

	if (is->layer[i].is_there)
		return layer_put(a, a->session, name, &was->layer[i], is->layer[i].records);
	return layer_delete(a, a->session, name, &was->layer[i]);
}

/* The newest page holds what changed, and what does not stand in older ones just so. It is staged
 * first: a page that is too full leaves all as it was. */
static fallible write_over(struct act *a, const struct notebook_page *was, struct bytes wanted)
{
	struct notebook_page is = *was;
	size_t newest = was->n - 1;
	bool has_changed[KEYRING_EPOCHS] = { false };
	struct bytes older, own = wanted;

	for (size_t i = 0; i < newest; i++)
		if (!is.layer[i].is_frozen)
			TRY(leave_out(a, &is, &is.layer[i], wanted, &has_changed[i]));
	if (place_is_list(was->where.place)) {
		TRY(merge_layers(a, &is, newest, &older));
		TRY(record_difference(a->arena, older, was->layer[newest].records, was->records,
				      wanted, &own));
	}
	if (own.n || was->layer[newest].is_there || !place_is_list(was->where.place))
		TRY(layer_put(a, a->session, notebook_name(was->where), &was->layer[newest], own));
	for (size_t i = 0; i < newest; i++)
		if (has_changed[i])
			TRY(stage_older(a, was, &is, i));
	return OK;
}

fallible notebook_write(struct act *a, const struct notebook_page *page, struct bytes records)
{
	if (records.n > NOTEBOOK_PAGE_MAX)
		return FAIL(TOO_FULL);
	if (page->n > 1)
		return write_over(a, page, records);
	return layer_put(a, a->session, notebook_name(page->where), &page->layer[0], records);
}

fallible notebook_delete(struct act *a, const struct notebook_page *page)
{
	for (size_t i = 0; i + 1 < page->n; i++)
		if (page->layer[i].is_frozen)
			return notebook_write(a, page, (struct bytes){ 0 });
	for (size_t i = 0; i < page->n; i++)
		TRY(layer_delete(a, a->session, notebook_name(page->where), &page->layer[i]));
	return OK;
}

fallible notebook_read_shared(struct act *a, const struct notebook_source *source,
			      struct notebook_place where, struct bytes *ret_records)
{
	struct notebook_page page = { .where = where };
	struct page_name name = notebook_name(where);

	ASSERT(where.topic == source->topic && source->n <= KEYRING_EPOCHS);
	for (size_t i = 0; i < source->n; i++) {
		const struct epoch_key *key = &source->epoch[i];
		struct notebook_layer *layer = &page.layer[page.n];
		struct id16 id = page_id_under(&key->key, name);
		const struct act_staged *staged = layer_find_staged(a, id);
		struct page_row row;

		if (staged) { /* the owner's preview, in the act that wrote it */
			layer->is_there = !staged->is_deleted;
			layer->records = staged->records;
			page.n++;
			continue;
		}
		TRY(store_get_page(a->store, a->arena, source->space, id, &row));
		if (row.ver == 0)
			continue;
		TRY(page_open_granted(source->space, &key->key, a->arena, name, key->epoch, row.ver,
				      id, row.blob, &layer->records));
		layer->is_there = true;
		page.n++;
	}
	return merge_layers(a, &page, page.n, ret_records);
}

fallible notebook_check(struct act *a)
{
	struct session *s = a->session;
	struct page_mark *mark;
	size_t n;

	struct err e = act_open_head(a);

	if (e.code == ERR_NONE) {
		TRY(store_list_pages(a->store, a->arena, s->identity.space, &mark, &n));
		struct head_mark *seen = arena_array(a->arena, struct head_mark, n);

		for (size_t i = 0; i < n; i++) {
			seen[i] = (struct head_mark){ .page = mark[i].page, .ver = mark[i].ver };
			memcpy(seen[i].tag, mark[i].tag, sizeof seen[i].tag);
		}
		e = head_check(s, a->head, seen, n);
		if (a->head->keyring_ver > s->keyring_ver)
			e = FAIL(UNVERIFIED);
	}
	if (e.code != ERR_UNVERIFIED)
		return e;
	s->is_unverified = true;
	return OK;
}
