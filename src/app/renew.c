#include "renew.h"
#include "ensure.h"
#include "boards.h"
#include "feeds.h"
#include "notebook.h"
#include "pages_find.h"
#include "sharing.h"

#define NOTE_SPACE    1 /* the only kind: a space to clear away */
#define CHUNK_OPS     200
#define CHUNK_BYTES   (6u << 20)
#define ANSWERS_SPARE 12 /* for the questions of letters and the last commit */

struct moving {
	struct act *a;
	const struct session *old;
	struct renewal *r;
	struct page_found *found;
	size_t n, n_moved;
};

/* --- the note */
static struct bytes note_write(struct arena *a, struct id16 space, uint32_t head_ver)
{
	struct wire_out w = wire_begin(a, 1 + sizeof space + 4);

	wire_u8(&w, NOTE_SPACE);
	wire_fixed(&w, &space, sizeof space);
	wire_u32(&w, head_ver);
	return wire_done(&w);
}

static bool note_read(struct bytes note, struct id16 *ret_space, uint32_t *ret_head_ver)
{
	struct wire_in w = wire_read(note);
	bool is_ours = wire_get_u8(&w) == NOTE_SPACE;

	wire_get_fixed(&w, ret_space, sizeof *ret_space);
	*ret_head_ver = wire_get_u32(&w);
	return is_ours && wire_is_done(&w);
}

static bool is_unfinished(struct bytes note, struct id16 *ret_space)
{
	uint32_t head_ver;

	return note.n && note_read(note, ret_space, &head_ver);
}

/* --- commits of its own */
static fallible ask_writer(struct act *a)
{
	struct bytes answer;

	if (a->memo->n_had + ANSWERS_SPARE >= PORT_ANSWERS_MAX)
		return FAIL(TOO_LARGE);
	return act_ask(a, PORT_WRITER, commit_write(a->commit, a->arena), &answer);
}

/* What was asked in earlier runs. What there is left to do shows in the store. */
static fallible take_answers(struct act *a)
{
	struct bytes b;

	while (port_take(a->memo, PORT_WRITER, &b)) {
		if (b.n != 1 || b.p[0] >= ERR__COUNT)
			return FAIL(STORE);
		TRY(((struct err){ b.p[0] }));
	}
	return OK;
}

static void end_space(struct act *a, struct id16 space)
{
	commit_delete_space(a->commit, space);
	a->commit->drain = true;
}

static void check_old(struct moving *m)
{
	commit_check_page(m->a->commit, m->old->identity.space, head_page_id(m->old),
			  m->r->head_ver);
}

/* What is left out has to be what its owner has seen and gone on with. */
static fallible look_back(struct act *a)
{
	TRY(notebook_check(a));
	return a->session->is_unverified ? FAIL(UNVERIFIED) : OK;
}

/* --- first: the note, so that nothing is left behind */
static fallible begin(struct act *a, struct renewal *r)
{
	struct id16 left;

	TRY(look_back(a));
	if (is_unfinished(a->keyring->unfinished, &left))
		end_space(a, left);
	a->keyring->unfinished = note_write(a->secret, r->identity.space, a->head_ver + 1);
	TRY(act_save_keyring(a));
	TRY(act_finish(a));
	return ask_writer(a);
}

static void make_keys(struct act *a, struct renewal *r, const struct session *old)
{
	r->keyring = *a->keyring;
	r->keyring.unfinished = note_write(a->secret, old->identity.space, 0);
	for (size_t t = 0; t < TOPIC_SLOTS; t++)
		for (size_t i = 0; i < r->keyring.topic[t].n; i++)
			draw_bytes(&a->draw, &r->keyring.topic[t].epoch[i].key, sizeof(struct key));
	session_begin(&r->session, &r->identity, &r->keyring, 1, old->account_id, old->login_id,
		      old->tag, a->now.s);
	r->session.begun = old->begun;
	r->session.step_up = old->step_up;
	r->session.is_own_device = old->is_own_device;
	r->session.device_id = old->device_id;
}

/* --- which pages there are */
/* Of a space, without those that open and vouch for the rest. */
static fallible list_pages(struct act *a, const struct session *s, struct page_mark **ret,
			   size_t *ret_n)
{
	size_t n_all, n = 0;

	TRY(store_list_pages(a->store, a->arena, s->identity.space, ret, &n_all));
	for (size_t i = 0; i < n_all; i++)
		if (!id16_equal((*ret)[i].page, head_page_id(s)) &&
		    !id16_equal((*ret)[i].page, keyring_page_id(&s->identity)))
			(*ret)[n++] = (*ret)[i];
	*ret_n = n;
	return OK;
}

/* Rows that have no name under these keys are not among them. */
static fallible find_all(struct moving *m)
{
	struct page_mark *mark;
	size_t n;

	TRY(list_pages(m->a, m->old, &mark, &n));
	pages_find(m->a, m->old->topic, mark, n, &m->found, &m->n);
	return OK;
}

static fallible count_left_out(struct moving *m)
{
	struct page_mark *mark;
	size_t n_old, n_new;

	TRY(list_pages(m->a, m->old, &mark, &n_old));
	TRY(list_pages(m->a, &m->r->session, &mark, &n_new));
	m->r->n_left_out = n_old > n_new ? n_old - n_new : 0;
	return OK;
}

/* --- then the pages, as many at a time as a commit takes */
static fallible move_page(struct moving *m, const struct page_found *f, size_t *bytes)
{
	struct act *a = m->a;
	struct id16 to = page_id(&m->r->session, f->name, f->key.epoch);
	struct page_row row;
	struct bytes records, blob;
	uint32_t ver;

	TRY(store_get_page_version(a->store, m->r->identity.space, to, &ver));
	m->n_moved += ver != 0;
	if (ver)
		return OK;
	TRY(store_get_page(a->store, a->arena, m->old->identity.space, f->mark.page, &row));
	struct err e = page_open(m->old, a->arena, f->name, f->key.epoch, row.ver, f->mark.page,
				 row.blob, &records);

	if (err_is(e, ERR_UNVERIFIED))
		return OK;
	TRY(e);
	TRY(page_seal(&m->r->session, a->arena, f->name, f->key.epoch, 1, records, &blob));
	commit_put_page(a->commit, m->r->identity.space, to, 0, blob);
	*bytes += blob.n;
	return OK;
}

static fallible move_chunk(struct moving *m)
{
	size_t was = m->a->commit->n, bytes = 0;

	for (size_t i = 0; i < m->n && m->a->commit->n < CHUNK_OPS && bytes < CHUNK_BYTES; i++)
		TRY(move_page(m, &m->found[i], &bytes));
	if (m->a->commit->n == was)
		return OK; /* all are there */
	check_old(m);
	return ask_writer(m->a);
}

/* --- and last what vouches for them and opens them */
static fallible put_keys(struct moving *m)
{
	struct act *a = m->a;
	struct session *s = &m->r->session;
	struct head head = { .keyring_ver = 1 };
	struct page_mark *mark;
	struct bytes blob;
	size_t n;

	TRY(act_open_head(a));
	head.seq = a->head->seq + 1;
	TRY(store_list_pages(a->store, a->arena, s->identity.space, &mark, &n));
	if (n != m->n_moved)
		return FAIL(CONFLICT);
	for (size_t i = 0; i < n; i++) {
		struct head_mark is = { .page = mark[i].page, .ver = mark[i].ver };

		memcpy(is.tag, mark[i].tag, sizeof is.tag);
		head_change(s, &head, NULL, &is);
	}
	TRY(keyring_seal(a->secret, &s->identity, 1, &m->r->keyring, &blob));
	commit_put_page(a->commit, s->identity.space, keyring_page_id(&s->identity), 0, blob);
	commit_put_page(a->commit, s->identity.space, head_page_id(s), 0,
			head_seal(s, a->secret, 1, &head));
	check_old(m);
	return ask_writer(a);
}

fallible renew_pages(struct act *a, struct renewal *r)
{
	struct moving m = { .a = a, .old = a->session, .r = r };
	struct id16 space;
	uint32_t ver;

	if (a->session->is_unverified)
		return FAIL(UNVERIFIED);
	TRY(take_answers(a));
	store_refresh(a->store);
	a->keyring = NULL;
	TRY(act_open_keyring(a));
	make_keys(a, r, m.old);
	if (!note_read(a->keyring->unfinished, &space, &r->head_ver) ||
	    !id16_equal(space, r->identity.space))
		return begin(a, r);
	TRY(store_get_page_version(a->store, m.old->identity.space, head_page_id(m.old), &ver));
	if (ver != r->head_ver)
		return FAIL(CONFLICT);
	TRY(look_back(a));
	TRY(store_get_page_version(a->store, r->identity.space, keyring_page_id(&r->identity),
				   &ver));
	if (ver)
		return count_left_out(&m);
	TRY(find_all(&m));
	TRY(move_chunk(&m));
	return put_keys(&m);
}

fallible renew_enter(struct act *a, struct renewal *r)
{
	struct moving m = { .a = a, .old = a->session, .r = r };

	ASSERT(a->n_staged == 0 && !a->has_head_changed);
	check_old(&m);
	end_space(a, m.old->identity.space);
	a->session = &r->session;
	a->keyring = &r->keyring;
	a->head = NULL;
	/* Whoever had the old keys has the links. */
	TRY(feeds_end(a, FEEDS_NEW_KEYS));
	TRY(boards_end_all(a, BOARDS_NEW_KEYS));
	if (r->keyring.n_people == 0)
		return act_open_head(a);
	/* The letters name the space and hold its keys; the six words are made of the public ones.
	 */
	for (size_t i = 0; i < r->keyring.n_people; i++)
		r->keyring.person[i].flags &= ~(uint32_t)PERSON_COMPARED;
	return sharing_changed(a);
}

fallible renew_clear_away(struct act *a, struct keyring *keyring)
{
	const struct session *s = a->session;
	struct id16 space;

	if (s->is_unverified || !is_unfinished(keyring->unfinished, &space) ||
	    id16_equal(space, s->identity.space))
		return OK;
	end_space(a, space);
	keyring->unfinished = (struct bytes){ 0 };
	a->keyring = keyring;
	return act_save_keyring(a);
}
