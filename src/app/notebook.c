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

fallible notebook_read(struct act *a, struct notebook_place where, struct notebook_page *ret)
{
	const struct session *s = a->session;
	uint32_t epoch = page_epoch(s, where.topic);
	struct id16 id = page_id(s, name_of(where), epoch);
	struct page_row row;

	ASSERT(a->is_signed_in);
	*ret = (struct notebook_page){ .where = where, .epoch = epoch };
	TRY(store_get_page(a->store, a->arena, s->identity.space, id, &row));
	if (row.ver == 0)
		return OK;
	TRY(page_open(s, a->arena, name_of(where), epoch, row.ver, id, row.blob, &ret->records));
	struct head_mark mark = head_mark(id, row.ver, row.blob);

	ret->ver = row.ver;
	memcpy(ret->tag, mark.tag, sizeof ret->tag);
	return OK;
}

static fallible stage(struct act *a, const struct notebook_page *page, struct id16 id,
		      const struct head_mark *is)
{
	struct head_mark was = { .page = id, .ver = page->ver };

	memcpy(was.tag, page->tag, sizeof was.tag);
	if (a->session->is_unverified)
		return FAIL(UNVERIFIED);
	TRY(act_open_head(a));
	head_change(a->session, a->head, page->ver ? &was : NULL, is);
	a->has_head_changed = true;
	return OK;
}

fallible notebook_write(struct act *a, const struct notebook_page *page, struct bytes records)
{
	const struct session *s = a->session;
	struct page_name name = name_of(page->where);
	struct id16 id = page_id(s, name, page->epoch);
	struct bytes blob;

	if (records.n > NOTEBOOK_PAGE_MAX)
		return FAIL(TOO_FULL);
	TRY(page_seal(s, a->arena, name, page->epoch, page->ver + 1, records, &blob));
	struct head_mark is = head_mark(id, page->ver + 1, blob);

	TRY(stage(a, page, id, &is));
	commit_put_page(a->commit, s->identity.space, id, page->ver, blob);
	return OK;
}

fallible notebook_delete(struct act *a, const struct notebook_page *page)
{
	const struct session *s = a->session;
	struct id16 id = page_id(s, name_of(page->where), page->epoch);

	if (page->ver == 0)
		return OK;
	TRY(stage(a, page, id, NULL));
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
