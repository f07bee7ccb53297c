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

/* One part, over all epochs. ret_own: its own records. */
static fallible read_part(struct act *a, struct notebook_place where, struct notebook_page *ret,
			  bool *ret_is_lost)
{
	const struct topic_keys *keys = &a->session->topic[where.topic];

	*ret = (struct notebook_page){ .where = where };
	for (size_t i = 0; i < keys->n; i++) {
		struct notebook_layer *layer = &ret->layer[ret->n];
		struct err e =
			layer_read(a, a->session, notebook_name(where), &keys->epoch[i], layer);

		if (err_is(e, ERR_UNVERIFIED))
			*ret_is_lost = true;
		else
			TRY(e);
		layer->records = parts_unmark(layer->records, &layer->parts);
		ret->n += layer->is_there || i + 1 == keys->n;
	}
	ret->own = ret->layer[0].records;
	return keys->n > 1 ? merge_layers(a, ret, ret->n, &ret->own) : OK;
}

static uint8_t count_parts(const struct notebook_page *page)
{
	uint8_t n = 1;

	for (size_t i = 0; i < page->n; i++)
		if (page->layer[i].is_there && page->layer[i].parts > n)
			n = page->layer[i].parts;
	return n;
}

/* Their records stand on one page each, so one after the other they are one list. */
static struct bytes join_parts(struct act *a, const struct bytes part[], size_t n)
{
	struct bytes all = { 0 };
	size_t size = 1;

	for (size_t i = 0; i < n; i++)
		size += part[i].n;
	uint8_t *p = arena_take(a->arena, size);

	for (size_t i = 0; i < n; i++) {
		if (part[i].n)
			memcpy(p + all.n, part[i].p, part[i].n);
		all.n += part[i].n;
	}
	all.p = p;
	return all;
}

static fallible read_more(struct act *a, struct notebook_page *ret, bool *ret_is_lost)
{
	struct bytes part[NOTEBOOK_PARTS] = { ret->own };

	ret->n_more = count_parts(ret) - 1u;
	ret->more = arena_array(a->arena, struct notebook_page, ret->n_more);
	for (size_t i = 0; i < ret->n_more; i++) {
		struct notebook_place where = ret->where;

		where.part = (uint8_t)(i + 1);
		TRY(read_part(a, where, &ret->more[i], ret_is_lost));
		part[i + 1] = ret->more[i].own;
	}
	ret->records = join_parts(a, part, ret->n_more + 1);
	return OK;
}

fallible notebook_read_over(struct act *a, struct notebook_place where, struct notebook_page *ret,
			    bool *ret_is_lost)
{
	*ret_is_lost = false;
	TRY(read_part(a, where, ret, ret_is_lost));
	ret->records = ret->own;
	return count_parts(ret) > 1 ? read_more(a, ret, ret_is_lost) : OK;
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
		TRY(record_leave_out(a->arena, layer->records, page->own, wanted, &rest,
				     ret_has_changed));
	if (!*ret_has_changed)
		return OK;
	layer->is_there = rest.n != 0;
	layer->records = rest;
	return OK;
}

static fallible put(struct act *a, const struct notebook_page *page, size_t i, struct bytes records)
{
	return layer_put(a, a->session, notebook_name(page->where), &page->layer[i],
			 parts_mark(a->arena, records, page->layer[i].parts));
}

/* A first page that names others stays for that. */
static fallible stage_older(struct act *a, const struct notebook_page *was,
			    const struct notebook_page *is, size_t i)
{
	if (is->layer[i].is_there || was->layer[i].parts > 1)
		return put(a, was, i, is->layer[i].records);
	return layer_delete(a, a->session, notebook_name(was->where), &was->layer[i]);
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
		TRY(record_difference(a->arena, older, was->layer[newest].records, was->own, wanted,
				      &own));
	}
	if (own.n || was->layer[newest].is_there || was->layer[newest].parts > 1 ||
	    !place_is_list(was->where.place))
		TRY(put(a, was, newest, own));
	for (size_t i = 0; i < newest; i++)
		if (has_changed[i])
			TRY(stage_older(a, was, &is, i));
	return OK;
}

static fallible write_part(struct act *a, const struct notebook_page *page, struct bytes records)
{
	return page->n > 1 ? write_over(a, page, records) : put(a, page, 0, records);
}

/* Which parts the newest epoch has from now on: its first page names them. */
static uint8_t parts_of_newest(const struct notebook_page *page, const struct parts_plan *plan)
{
	const struct notebook_layer *first = &page->layer[page->n - 1];
	uint8_t n = first->is_there && first->parts > 1 ? first->parts : 1;

	for (size_t p = n; p < plan->n; p++)
		if (plan->has_changed[p])
			n = (uint8_t)(p + 1);
	return n;
}

static fallible read_new_part(struct act *a, const struct notebook_page *first, size_t part,
			      struct notebook_page *ret)
{
	struct notebook_place where = first->where;
	bool is_lost = false;

	where.part = (uint8_t)part;
	TRY(read_part(a, where, ret, &is_lost));
	return is_lost || ret->own.n ? FAIL(UNVERIFIED) : OK;
}

/* Pages whose records are as they were stay as they are. */
static fallible write_parts(struct act *a, const struct notebook_page *page,
			    const struct parts_plan *plan)
{
	struct notebook_page first = *page, fresh;
	struct notebook_layer *newest = &first.layer[first.n - 1];
	uint8_t parts = parts_of_newest(page, plan);

	for (size_t p = 1; p < plan->n; p++) {
		const struct notebook_page *to = &page->more[p - 1];

		if (!plan->has_changed[p])
			continue;
		if (p > page->n_more) {
			TRY(read_new_part(a, page, p, &fresh));
			to = &fresh;
		}
		TRY(write_part(a, to, plan->records[p]));
	}
	if (!plan->has_changed[0] && (parts == 1 || (newest->is_there && newest->parts == parts)))
		return OK;
	newest->parts = parts;
	return write_part(a, &first, plan->records[0]);
}

/* Too full before anything is staged, a room may go on without; after that, nothing of the act
 * goes. */
static fallible write_list(struct act *a, const struct notebook_page *page, struct bytes records)
{
	struct bytes is[NOTEBOOK_PARTS] = { page->own };
	struct parts_plan plan;

	for (size_t i = 0; i < page->n_more; i++)
		is[i + 1] = page->more[i].own;
	TRY(parts_share_out(a->arena, is, page->n_more + 1, records, NOTEBOOK_PAGE_MAX, &plan));
	struct err e = write_parts(a, page, &plan);

	return err_is(e, ERR_TOO_FULL) ? FAIL(TOO_LARGE) : e;
}

fallible notebook_write(struct act *a, const struct notebook_page *page, struct bytes records)
{
	bool is_list = place_is_list(page->where.place) && page->where.part == 0;

	act_look_for_new(a, page->records, records);
	if (is_list && (page->n_more || records.n > NOTEBOOK_PAGE_MAX))
		return write_list(a, page, records);
	return records.n > NOTEBOOK_PAGE_MAX ? FAIL(TOO_FULL) : write_part(a, page, records);
}

static fallible delete_part(struct act *a, const struct notebook_page *page)
{
	for (size_t i = 0; i + 1 < page->n; i++)
		if (page->layer[i].is_frozen)
			return write_part(a, page, (struct bytes){ 0 });
	for (size_t i = 0; i < page->n; i++)
		TRY(layer_delete(a, a->session, notebook_name(page->where), &page->layer[i]));
	return OK;
}

fallible notebook_delete(struct act *a, const struct notebook_page *page)
{
	for (size_t i = 0; i < page->n_more; i++)
		TRY(delete_part(a, &page->more[i]));
	return delete_part(a, page);
}

/* One part, as a source opens it. */
static fallible read_shared_part(struct act *a, const struct notebook_source *source,
				 struct notebook_place where, struct notebook_page *ret)
{
	struct page_name name = notebook_name(where);

	*ret = (struct notebook_page){ .where = where };
	ASSERT(where.topic == source->topic && source->n <= KEYRING_EPOCHS);
	for (size_t i = 0; i < source->n; i++) {
		const struct epoch_key *key = &source->epoch[i];
		struct notebook_layer *layer = &ret->layer[ret->n];
		struct id16 id = page_id_under(&key->key, name);
		const struct act_staged *staged = layer_find_staged(a, id);
		struct page_row row;

		*layer = (struct notebook_layer){ .epoch = key->epoch };
		if (staged) { /* the owner's preview, in the act that wrote it */
			layer->is_there = !staged->is_deleted;
			layer->records = parts_unmark(staged->records, &layer->parts);
			ret->n++;
			continue;
		}
		TRY(store_get_page(a->store, a->arena, source->space, id, &row));
		if (row.ver == 0)
			continue;
		TRY(page_open_granted(source->space, &key->key, a->arena, name, key->epoch, row.ver,
				      id, row.blob, &layer->records));
		layer->records = parts_unmark(layer->records, &layer->parts);
		layer->is_there = true;
		ret->n++;
	}
	return merge_layers(a, ret, ret->n, &ret->own);
}

/* What one epoch holds of a list, in all its parts. */
static fallible join_epoch(struct act *a, const struct notebook_page page[], size_t n,
			   uint32_t epoch, struct bytes *ret)
{
	struct bytes part[NOTEBOOK_PARTS] = { 0 };

	for (size_t p = 0; p < n; p++)
		for (size_t i = 0; i < page[p].n; i++)
			if (page[p].layer[i].is_there && page[p].layer[i].epoch == epoch)
				part[p] = page[p].layer[i].records;
	return record_join(a->arena, part, n, ret);
}

/* Where a record moved to another part in an epoch that this reader was not given, the mark it left
 * is not seen: so what is newer counts over all parts, and not in each. */
static fallible join_shared(struct act *a, const struct notebook_source *source,
			    const struct notebook_page page[], size_t n, struct bytes *ret)
{
	struct bytes list[KEYRING_EPOCHS], all;

	for (size_t i = 0; i < source->n; i++)
		TRY(join_epoch(a, page, n, source->epoch[i].epoch, &list[i]));
	TRY(record_merge(a->arena, list, source->n, RECORD_MARKS_DROP, &all));
	return record_order(a->arena, all, ret);
}

fallible notebook_read_shared(struct act *a, const struct notebook_source *source,
			      struct notebook_place where, struct bytes *ret_records)
{
	struct notebook_page first, *page;

	TRY(read_shared_part(a, source, where, &first));
	*ret_records = first.own;
	size_t n = count_parts(&first);

	if (n == 1)
		return OK;
	page = arena_array(a->arena, struct notebook_page, n);
	page[0] = first;
	for (where.part = 1; where.part < n; where.part++)
		TRY(read_shared_part(a, source, where, &page[where.part]));
	return join_shared(a, source, page, n, ret_records);
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
