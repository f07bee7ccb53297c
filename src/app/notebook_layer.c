#include "notebook_layer.h"
#include "ensure.h"

struct page_name notebook_name(struct notebook_place where)
{
	return (struct page_name){ .topic = where.topic,
				   .room = (uint16_t)where.place,
				   .month = where.month,
				   .part = where.part };
}

const struct session *layer_session(struct act *a, enum topic topic, const struct epoch_key *key)
{
	struct session *s = arena_new(a->secret, struct session);

	*s = *a->session;
	s->topic[topic] = (struct topic_keys){ .n = 1, .epoch = { *key } };
	return s;
}

struct act_staged *layer_find_staged(struct act *a, struct id16 page)
{
	for (size_t i = 0; i < a->n_staged; i++)
		if (id16_equal(a->staged[i].page, page))
			return &a->staged[i];
	return NULL;
}

fallible layer_read(struct act *a, const struct session *s, struct page_name name,
		    const struct epoch_key *key, struct notebook_layer *ret)
{
	struct id16 id = page_id(s, name, key->epoch);
	const struct act_staged *staged = layer_find_staged(a, id);
	struct page_row row;

	*ret = (struct notebook_layer){ .epoch = key->epoch, .is_frozen = key->is_frozen };
	if (staged) {
		ret->ver = staged->ver;
		ret->is_there = !staged->is_deleted;
		ret->records = staged->records;
		return OK;
	}
	TRY(store_get_page(a->store, a->arena, s->identity.space, id, &row));
	if (row.ver == 0)
		return OK;
	struct head_mark mark = head_mark(id, row.ver, row.blob);

	ret->is_there = true;
	ret->ver = row.ver;
	memcpy(ret->tag, mark.tag, sizeof ret->tag);
	return page_open(s, a->arena, name, key->epoch, row.ver, id, row.blob, &ret->records);
}

/* --- staging */
/* Takes `was` out of the head and puts `is` in. */
static fallible change_head(struct act *a, const struct head_mark *was, const struct head_mark *is)
{
	if (a->session->is_unverified)
		return FAIL(UNVERIFIED);
	TRY(act_open_head(a));
	head_change(a->session, a->head, was, is);
	a->has_head_changed = true;
	return OK;
}

static struct head_mark mark_of(struct id16 id, uint32_t ver, const uint8_t tag[16])
{
	struct head_mark m = { .page = id, .ver = ver };

	memcpy(m.tag, tag, sizeof m.tag);
	return m;
}

static void note_written(struct act *a, struct page_name name)
{
	a->written |= PLACE_BIT(name.room);
}

static struct act_staged *add_staged(struct act *a, struct id16 id,
				     const struct notebook_layer *was)
{
	ASSERT(a->n_staged < ACT_STAGED_MAX);
	if (!a->staged)
		a->staged = arena_array(a->arena, struct act_staged, ACT_STAGED_MAX);
	struct act_staged *staged = &a->staged[a->n_staged++];

	*staged = (struct act_staged){ .page = id, .op = a->commit->n, .ver = was->ver };
	return staged;
}

/* A page written a second time in one act keeps its version: the first blob is replaced in the
 * commit. */
fallible layer_put(struct act *a, const struct session *s, struct page_name name,
		   const struct notebook_layer *was, struct bytes records)
{
	struct id16 id = page_id(s, name, was->epoch);
	struct act_staged *staged = layer_find_staged(a, id);
	uint32_t ver = staged ? staged->ver : was->ver;
	struct head_mark before =
		staged ? mark_of(id, ver + 1, staged->tag) : mark_of(id, ver, was->tag);
	bool is_before = staged ? !staged->is_deleted : was->is_there;
	struct bytes blob;

	TRY(page_seal(s, a->arena, name, was->epoch, ver + 1, records, &blob));
	note_written(a, name);
	struct head_mark is = head_mark(id, ver + 1, blob);

	TRY(change_head(a, is_before ? &before : NULL, &is));
	if (staged) {
		a->commit->op[staged->op].kind = COMMIT_PUT_PAGE;
		a->commit->op[staged->op].blob = blob;
	} else {
		staged = add_staged(a, id, was);
		commit_put_page(a->commit, s->identity.space, id, ver, blob);
	}
	staged->is_deleted = false;
	staged->records = records;
	memcpy(staged->tag, is.tag, sizeof staged->tag);
	return OK;
}

fallible layer_delete(struct act *a, const struct session *s, struct page_name name,
		      const struct notebook_layer *was)
{
	struct id16 id = page_id(s, name, was->epoch);
	struct act_staged *staged = layer_find_staged(a, id);
	struct head_mark before = staged ? mark_of(id, staged->ver + 1, staged->tag)
					 : mark_of(id, was->ver, was->tag);

	if (staged ? staged->is_deleted : !was->is_there)
		return OK;
	TRY(change_head(a, &before, NULL));
	note_written(a, name);
	if (staged) { /* of a page that was never there, what is left is that it is not */
		struct commit_op *op = &a->commit->op[staged->op];

		op->kind = staged->ver ? COMMIT_DELETE_PAGE : COMMIT_CHECK_PAGE;
		op->blob = (struct bytes){ 0 };
	} else {
		staged = add_staged(a, id, was);
		commit_delete_page(a->commit, s->identity.space, id, was->ver);
	}
	staged->is_deleted = true;
	staged->records = (struct bytes){ 0 };
	return OK;
}
