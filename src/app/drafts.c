#include "drafts.h"
#include "draft.h"
#include "drafts.pb-c.h"
#include "notebook.h"
#include "record.h"

static struct notebook_place place_of(size_t slot)
{
	return (struct notebook_place){ .topic = TOPIC_PRIVATE,
					.place = PLACE_DRAFT,
					.part = (uint8_t)slot };
}

static bool unpack(struct arena *a, struct bytes b, struct draft *ret)
{
	const Drafts__Draft *m =
		(const Drafts__Draft *)record_unpack(a, &drafts__draft__descriptor, b);

	if (!m || m->id.len != sizeof ret->id.b)
		return false;
	memcpy(ret->id.b, m->id.data, sizeof ret->id.b);
	ret->path = str_c(m->path);
	ret->body = str_c(m->body);
	ret->written = (struct instant){ m->written };
	return true;
}

struct slots {
	struct notebook_page page[DRAFTS_MAX];
	struct draft draft[DRAFTS_MAX];
	bool is_used[DRAFTS_MAX];
};

static fallible read_slots(struct act *a, struct slots *ret)
{
	for (size_t i = 0; i < DRAFTS_MAX; i++) {
		struct err e = notebook_read(a, place_of(i), &ret->page[i]);

		ret->is_used[i] = false;
		if (e.code == ERR_UNVERIFIED)
			continue; /* a damaged draft is lost; the others are not */
		TRY(e);
		ret->is_used[i] = ret->page[i].records.n &&
				  unpack(a->arena, ret->page[i].records, &ret->draft[i]);
	}
	return OK;
}

fallible drafts_list(struct act *a, struct draft ret[DRAFTS_MAX], size_t *ret_n)
{
	struct slots slots;

	*ret_n = 0;
	TRY(read_slots(a, &slots));
	for (size_t i = 0; i < DRAFTS_MAX; i++)
		if (slots.is_used[i])
			ret[(*ret_n)++] = slots.draft[i];
	return OK;
}

/* Where a draft of this path goes: its own place, else an empty one, else the oldest one's. */
static size_t slot_for(const struct slots *s, struct str path)
{
	size_t best = 0;

	for (size_t i = 0; i < DRAFTS_MAX; i++)
		if (s->is_used[i] && str_equal(s->draft[i].path, path))
			return i;
	for (size_t i = 0; i < DRAFTS_MAX; i++) {
		if (!s->is_used[i])
			return i;
		if (s->draft[i].written.s < s->draft[best].written.s)
			best = i;
	}
	return best;
}

static fallible put(struct act *a, struct slots *slots, struct str path, struct str body)
{
	Drafts__Draft m = DRAFTS__DRAFT__INIT;
	struct id16 id = act_draw(a);
	size_t i = slot_for(slots, path);

	if (body.n > DRAFT_BYTES_MAX)
		return FAIL(TOO_LARGE);
	m.id = record_data(a->arena, BYTES_OF(id));
	m.path = record_text(a->arena, path);
	m.body = record_text(a->arena, body);
	m.written = a->now.s;
	slots->draft[i] = (struct draft){ .id = id, .path = path, .body = body, .written = a->now };
	slots->is_used[i] = true;
	return notebook_write(a, &slots->page[i], record_pack(a->arena, &m.base));
}

fallible draft_save(struct act *a, struct str path, struct str body)
{
	struct slots slots;

	TRY(read_slots(a, &slots));
	return put(a, &slots, path, body);
}

fallible draft_find(struct act *a, struct str path, struct draft *ret, bool *ret_found)
{
	struct slots slots;

	*ret_found = false;
	TRY(read_slots(a, &slots));
	for (size_t i = 0; i < DRAFTS_MAX; i++) {
		if (!slots.is_used[i] || !str_equal(slots.draft[i].path, path))
			continue;
		*ret = slots.draft[i];
		*ret_found = true;
	}
	return OK;
}

fallible draft_forget(struct act *a, struct str path)
{
	struct slots slots;

	TRY(read_slots(a, &slots));
	for (size_t i = 0; i < DRAFTS_MAX; i++)
		if (slots.is_used[i] && str_equal(slots.draft[i].path, path))
			TRY(notebook_delete(a, &slots.page[i]));
	return OK;
}

/* --- late posts
 * ----------------------------------------------------------------------------------------------------
 */
static fallible get_sealed(struct act *a, struct id32 sid, struct session_sealed *ret)
{
	struct session_row row;

	TRY(store_get_session(a->store, a->arena, sid, &row));
	*ret = (struct session_sealed){ .sid = sid,
					.tag = row.tag,
					.day = row.day,
					.exp_abs = row.exp_abs,
					.exp_idle = row.exp_idle,
					.blob = row.blob };
	return OK;
}

fallible draft_keep_late(struct act *a, const uint8_t cookie[32], struct str path, struct str body,
			 bool *ret_kept)
{
	struct session_sealed ended, row;

	*ret_kept = false;
	TRY(get_sealed(a, session_sid(cookie), &ended));
	if (ended.day == 0)
		return OK;
	for (int n = 0; n < DRAFTS; n++) {
		TRY(get_sealed(a, draft_sid(cookie, n), &row));
		if (row.day != 0)
			continue;
		struct wire_out w = wire_begin(a->arena, path.n + body.n + 8);

		wire_bytes(&w, bytes_str(path));
		wire_bytes(&w, bytes_str(body));
		TRY(draft_seal(a->arena, a->ratchet, cookie, n, ended.tag, a->now.s, wire_done(&w),
			       &row));
		commit_put_session(a->commit, row.sid,
				   &(struct session_row){ .day = row.day,
							  .exp_abs = row.exp_abs,
							  .exp_idle = row.exp_idle,
							  .tag = row.tag,
							  .blob = row.blob });
		*ret_kept = true;
		return OK;
	}
	return OK;
}

fallible drafts_adopt(struct act *a, const uint8_t old_cookie[32])
{
	struct slots slots;

	TRY(read_slots(a, &slots));
	for (int n = 0; n < DRAFTS; n++) {
		struct session_sealed row;
		struct bytes text;

		TRY(get_sealed(a, draft_sid(old_cookie, n), &row));
		if (row.day == 0)
			continue;
		struct err e = draft_open(a->arena, a->ratchet, old_cookie, n, a->session->tag,
					  &row, a->now.s, &text);

		if (e.code != ERR_NONE)
			continue; /* somebody else's, or of another day: it stays shut and goes by
				     itself */
		struct wire_in w = wire_read(text);
		struct bytes path = wire_get_bytes(&w), body = wire_get_bytes(&w);

		if (wire_is_done(&w))
			TRY(put(a, &slots, str_bytes(path), str_bytes(body)));
		commit_drop_session(a->commit, row.sid);
	}
	return OK;
}
