#include "drafts.h"
#include "draft.h"
#include "drafts.pb-c.h"
#include "notebook.h"
#include "record.h"

struct sheet { /* the page of drafts, open */
	struct notebook_page page;
	Drafts__Page *list;
};

static fallible open_sheet(struct act *a, struct sheet *ret)
{
	struct notebook_place where = { .topic = TOPIC_PRIVATE, .place = PLACE_DRAFT };

	TRY(notebook_read(a, where, &ret->page));
	ret->list = (Drafts__Page *)record_unpack(a->arena, &drafts__page__descriptor,
						  ret->page.records);
	return ret->list ? OK : FAIL(UNVERIFIED);
}

static fallible save(struct act *a, struct sheet *s)
{
	return notebook_write(a, &s->page, record_pack(a->arena, &s->list->base));
}

static struct draft read_one(const Drafts__Draft *m)
{
	struct draft d = { .path = str_c(m->path),
			   .body = str_c(m->body),
			   .written = { m->written } };

	if (m->id.len == sizeof d.id.b)
		memcpy(d.id.b, m->id.data, sizeof d.id.b);
	return d;
}

fallible drafts_list(struct act *a, struct draft ret[DRAFTS_MAX], size_t *ret_n)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	*ret_n = 0;
	for (size_t i = 0; i < s.list->n_draft && i < DRAFTS_MAX; i++)
		ret[(*ret_n)++] = read_one(s.list->draft[i]);
	return OK;
}

/* Oldest first in the list; the one of this path goes. */
static bool drop(struct sheet *s, struct str path)
{
	size_t kept = 0, had = s->list->n_draft;

	for (size_t i = 0; i < had; i++)
		if (!str_equal(str_c(s->list->draft[i]->path), path))
			s->list->draft[kept++] = s->list->draft[i];
	s->list->n_draft = kept;
	return kept != had;
}

static fallible put(struct act *a, struct sheet *s, struct str path, struct str body)
{
	Drafts__Draft *m = arena_new(a->arena, Drafts__Draft);
	struct id16 id = act_draw(a);

	if (body.n > DRAFT_BYTES_MAX)
		return FAIL(TOO_LARGE);
	drafts__draft__init(m);
	m->id = record_data(a->arena, BYTES_OF(id));
	m->path = record_text(a->arena, path);
	m->body = record_text(a->arena, body);
	m->written = a->now.s;
	(void)drop(s, path);
	Drafts__Draft **list = arena_array(a->arena, Drafts__Draft *, s->list->n_draft + 1);

	if (s->list->n_draft)
		memcpy(list, s->list->draft, s->list->n_draft * sizeof *list);
	list[s->list->n_draft++] = m;
	s->list->draft = list;
	while (s->list->n_draft > 1 &&
	       (s->list->n_draft > DRAFTS_MAX ||
		protobuf_c_message_get_packed_size(&s->list->base) > NOTEBOOK_PAGE_MAX)) {
		s->list->draft++;
		s->list->n_draft--;
	}
	return OK;
}

fallible draft_save(struct act *a, struct str path, struct str body)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	TRY(put(a, &s, path, body));
	return save(a, &s);
}

/* A damaged page of drafts, or a store set back, keeps nobody from what they came to do. */
static fallible or_without(struct err e)
{
	return e.code == ERR_UNVERIFIED ? OK : e;
}

fallible draft_find(struct act *a, struct str path, struct draft *ret, bool *ret_found)
{
	struct sheet s;

	*ret_found = false;
	struct err e = open_sheet(a, &s);

	if (e.code != ERR_NONE)
		return or_without(e);
	for (size_t i = 0; i < s.list->n_draft; i++) {
		if (!str_equal(str_c(s.list->draft[i]->path), path))
			continue;
		*ret = read_one(s.list->draft[i]);
		*ret_found = true;
	}
	return OK;
}

fallible draft_forget(struct act *a, struct str path)
{
	struct sheet s;
	struct err e = open_sheet(a, &s);

	if (e.code != ERR_NONE)
		return or_without(e);
	return drop(&s, path) ? or_without(save(a, &s)) : OK;
}

/* --- late posts */
fallible draft_keep_late(struct act *a, const uint8_t cookie[32], struct str path, struct str body,
			 bool *ret_kept)
{
	struct session_sealed ended, row;

	*ret_kept = false;
	if (body.n > DRAFT_BYTES_MAX)
		return FAIL(TOO_LARGE);
	TRY(act_read_sealed(a, session_sid(cookie), &ended));
	if (ended.day == 0)
		return OK;
	for (int n = 0; n < DRAFTS; n++) {
		TRY(act_read_sealed(a, draft_sid(cookie, n), &row));
		if (row.day != 0)
			continue;
		struct wire_out w = wire_begin(a->arena, path.n + body.n + 8);

		wire_bytes(&w, bytes_str(path));
		wire_bytes(&w, bytes_str(body));
		TRY(draft_seal(a->arena, a->ratchet, cookie, n, ended.tag, a->now.s, wire_done(&w),
			       &row));
		act_put_sealed(a, &row);
		*ret_kept = true;
		return OK;
	}
	return OK;
}

fallible drafts_adopt(struct act *a, const uint8_t old_cookie[32])
{
	struct sheet s;
	bool has_changed = false;
	struct err opened = open_sheet(a, &s);

	if (opened.code != ERR_NONE)
		return or_without(opened);
	for (int n = 0; n < DRAFTS; n++) {
		struct session_sealed row;
		struct bytes text;

		TRY(act_read_sealed(a, draft_sid(old_cookie, n), &row));
		if (row.day == 0)
			continue;
		struct err e = draft_open(a->arena, a->ratchet, old_cookie, n, a->session->tag,
					  &row, a->now.s, &text);

		if (e.code != ERR_NONE)
			continue; /* somebody else's, or of another day: it stays shut and goes by
				     itself */
		struct wire_in w = wire_read(text);
		struct bytes path = wire_get_bytes(&w), body = wire_get_bytes(&w);

		if (wire_is_done(&w) && body.n <= DRAFT_BYTES_MAX)
			TRY(put(a, &s, str_bytes(path), str_bytes(body)));
		has_changed = true;
		commit_drop_session(a->commit, row.sid);
	}
	return has_changed ? or_without(save(a, &s)) : OK;
}
