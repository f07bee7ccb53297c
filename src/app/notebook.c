#include "notebook.h"
#include "ensure.h"
#include "page.h"

static struct page_name name_of(struct notebook_place where)
{
	return (struct page_name){ .topic = where.topic,
				   .room = (uint16_t)where.place,
				   .month = where.month,
				   .part = where.part };
}

static struct act_staged *find_staged(struct act *a, struct id16 id)
{
	for (size_t i = 0; i < a->n_staged; i++)
		if (id16_equal(a->staged[i].page, id))
			return &a->staged[i];
	return NULL;
}

fallible notebook_read(struct act *a, struct notebook_place where, struct notebook_page *ret)
{
	const struct session *s = a->session;
	uint32_t epoch = page_epoch(s, where.topic);
	struct id16 id = page_id(s, name_of(where), epoch);
	const struct act_staged *staged = find_staged(a, id);
	struct page_row row;

	*ret = (struct notebook_page){ .where = where, .epoch = epoch };
	if (staged) {
		ret->ver = staged->ver;
		ret->records = staged->records;
		return OK;
	}
	TRY(store_get_page(a->store, a->arena, s->identity.space, id, &row));
	if (row.ver == 0)
		return OK;
	TRY(page_open(s, a->arena, name_of(where), epoch, row.ver, id, row.blob, &ret->records));
	struct head_mark mark = head_mark(id, row.ver, row.blob);

	ret->ver = row.ver;
	memcpy(ret->tag, mark.tag, sizeof ret->tag);
	return OK;
}

/* Takes `was` out of the head and puts `is` in. */
static fallible change_head(struct act *a, const struct head_mark *was, const struct head_mark *is)
{
	if (a->session->is_unverified)
		return FAIL(UNVERIFIED);
	TRY(act_open_head(a));
	head_change(a->session, a->head, was && was->ver ? was : NULL, is);
	a->has_head_changed = true;
	return OK;
}

static struct head_mark mark_of(struct id16 id, uint32_t ver, const uint8_t tag[16])
{
	struct head_mark m = { .page = id, .ver = ver };

	memcpy(m.tag, tag, sizeof m.tag);
	return m;
}

/* A page written a second time in one act keeps its version: the first blob is replaced in the
 * commit. */
static fallible restage(struct act *a, struct act_staged *staged, struct bytes blob,
			struct bytes records)
{
	struct head_mark was = mark_of(staged->page, staged->ver + 1, staged->tag);
	struct head_mark is = head_mark(staged->page, staged->ver + 1, blob);

	TRY(change_head(a, &was, &is));
	memcpy(staged->tag, is.tag, sizeof staged->tag);
	staged->records = records;
	a->commit->op[staged->op].blob = blob;
	return OK;
}

fallible notebook_write(struct act *a, const struct notebook_page *page, struct bytes records)
{
	const struct session *s = a->session;
	struct page_name name = name_of(page->where);
	struct id16 id = page_id(s, name, page->epoch);
	struct act_staged *staged = find_staged(a, id);
	struct bytes blob;

	if (records.n > NOTEBOOK_PAGE_MAX)
		return FAIL(TOO_FULL);
	TRY(page_seal(s, a->arena, name, page->epoch, page->ver + 1, records, &blob));
	if (staged)
		return restage(a, staged, blob, records);
	struct head_mark was = mark_of(id, page->ver, page->tag),
			 is = head_mark(id, page->ver + 1, blob);

	TRY(change_head(a, &was, &is));
	ASSERT(a->n_staged < ACT_STAGED_MAX);
	staged = &a->staged[a->n_staged++];
	*staged = (struct act_staged){
		.page = id, .op = a->commit->n, .ver = page->ver, .records = records
	};
	memcpy(staged->tag, is.tag, sizeof staged->tag);
	commit_put_page(a->commit, s->identity.space, id, page->ver, blob);
	return OK;
}

fallible notebook_delete(struct act *a, const struct notebook_page *page)
{
	const struct session *s = a->session;
	struct id16 id = page_id(s, name_of(page->where), page->epoch);

	struct head_mark was = mark_of(id, page->ver, page->tag);

	ASSERT(!find_staged(a,
			    id)); /* writing and deleting the same page in one act means nothing */
	if (page->ver == 0)
		return OK;
	TRY(change_head(a, &was, NULL));
	commit_delete_page(a->commit, s->identity.space, id, page->ver);
	return OK;
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
