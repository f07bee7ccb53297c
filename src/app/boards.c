#include "boards.h"
#include "audit.h"
#include "boards.pb-c.h"
#include "ensure.h"
#include "record.h"
#include "text.h"

/* Four bytes to a character, and some for each field. */
_Static_assert(BOARDS_TASKS_MAX *(4 * (BOARDS_TITLE_MAX + BOARDS_NOTE_MAX) + 90) +
			       4 * BOARDS_SIGN_MAX + 20 <=
		       BOARD_CONTENT_MAX,
	       "a full list fits on the board");

static const struct notebook_place where = { .topic = TOPIC_PRIVATE, .place = PLACE_CIRCLE_LINK };

bool boards_is_nobody(struct id16 helper)
{
	static const struct id16 nobody = { { 0 } };

	return id16_equal(helper, nobody);
}

#define LAST_DAY 2932896 /* in the year 9999, as far as a form goes */

/* --- what stands on a board, read as strictly as a form: whoever has a link can seal one */
static bool is_text(struct str s, size_t most, bool has_lines)
{
	return text_is_clean(s, has_lines) && text_length(s) <= most;
}

static bool read_task(const Boards__Task *r, struct boards_task *ret)
{
	*ret = (struct boards_task){ .id = record_id(r->id),
				     .title = str_c(r->title),
				     .note = str_c(r->note),
				     .day = { r->day },
				     .time = (int)r->time - 1,
				     .minutes = r->minutes,
				     .is_weekly = r->weekly,
				     .is_done = r->done,
				     .edition = r->edition,
				     .by = record_id(r->by) };
	return r->time <= 1440 && r->minutes <= 1440 && r->day >= 0 && r->day <= LAST_DAY &&
	       is_text(ret->title, BOARDS_TITLE_MAX, false) &&
	       is_text(ret->note, BOARDS_NOTE_MAX, true);
}

static bool read_list(struct act *a, struct bytes content, struct boards_list *ret)
{
	const Boards__List *m =
		(Boards__List *)record_unpack(a->arena, &boards__list__descriptor, content);

	*ret = (struct boards_list){ .n = 0 };
	if (!m || m->n_task > BOARDS_TASKS_MAX || m->east < -1440 || m->east > 1440)
		return false;
	ret->sign = str_c(m->sign);
	ret->east.n = m->east;
	for (; ret->n < m->n_task; ret->n++)
		if (!read_task(m->task[ret->n], &ret->task[ret->n]))
			return false;
	return is_text(ret->sign, BOARDS_SIGN_MAX, false);
}

static Boards__Task *task_record(struct act *a, const struct boards_task *t)
{
	Boards__Task *r = arena_new(a->arena, Boards__Task);

	boards__task__init(r);
	r->id = record_data(a->arena, BYTES_OF(t->id));
	r->title = record_text(a->arena, t->title);
	r->note = record_text(a->arena, t->note);
	r->day = t->day.n;
	r->time = (uint32_t)(t->time + 1);
	r->minutes = t->minutes;
	r->weekly = t->is_weekly;
	r->edition = t->edition;
	r->done = t->is_done;
	if (!boards_is_nobody(t->by))
		r->by = record_data(a->arena, BYTES_OF(t->by));
	return r;
}

static struct bytes pack_list(struct act *a, const struct boards_list *list)
{
	Boards__List m;

	boards__list__init(&m);
	m.sign = record_text(a->arena, list->sign);
	m.east = list->east.n;
	m.task = arena_array(a->arena, Boards__Task *, list->n + 1);
	for (; m.n_task < list->n; m.n_task++)
		m.task[m.n_task] = task_record(a, &list->task[m.n_task]);
	return record_pack(a->arena, &m.base);
}

/* The row of a board, and what it says; false: it says nothing that can be read. */
static fallible read_board(struct act *a, const struct key *key, uint32_t *ret_ver,
			   struct bytes *ret_content, struct boards_list *ret, bool *ret_reads)
{
	struct page_row row;

	*ret_reads = false;
	*ret_content = (struct bytes){ 0 };
	TRY(store_get_page(a->store, a->secret, board_space(key), board_page(key), &row));
	*ret_ver = row.ver;
	struct err e = board_open(key, a->secret, row.ver, row.blob, ret_content);

	if (err_is(e, ERR_UNVERIFIED))
		return OK;
	TRY(e);
	*ret_reads = read_list(a, *ret_content, ret);
	return OK;
}

/* --- the owner's page of keys */
static bool read_link(const Boards__Link *r, struct boards_link *ret)
{
	*ret = (struct boards_link){ .helper = record_id(r->helper) };
	if (boards_is_nobody(ret->helper) || r->token.len != sizeof ret->token.b)
		return false;
	memcpy(ret->token.b, r->token.data, sizeof ret->token.b);
	return true;
}

static bool read_keys(const Boards__Keys *m, struct boards *ret)
{
	ret->ended = m->ended < BOARDS_LOST ? (enum boards_end)m->ended : BOARDS_NEVER;
	ret->has_key = m->board.len == sizeof ret->key.b;
	if (m->n_link > BOARDS_LINKS_MAX || (m->n_link && !ret->has_key))
		return false;
	if (ret->has_key)
		memcpy(ret->key.b, m->board.data, sizeof ret->key.b);
	for (; ret->n < m->n_link; ret->n++)
		if (!read_link(m->link[ret->n], &ret->link[ret->n]))
			return false;
	return true;
}

static fallible open_keys(struct act *a, struct boards *ret)
{
	const Boards__Keys *m = NULL;
	struct notebook_page page;
	bool is_lost;

	*ret = (struct boards){ .n = 0 };
	TRY(notebook_read_over(a, where, &page, &is_lost));
	if (!is_lost)
		m = (Boards__Keys *)record_unpack(a->arena, &boards__keys__descriptor,
						  page.records);
	if (!m || !read_keys(m, ret))
		*ret = (struct boards){ .ended = BOARDS_LOST };
	ret->page = page;
	ret->had_key = ret->has_key;
	ret->key_was = ret->key;
	return OK;
}

static fallible save_keys(struct act *a, const struct boards *b)
{
	Boards__Keys m;

	boards__keys__init(&m);
	m.ended = b->n ? 0 : (uint32_t)b->ended;
	m.link = arena_array(a->arena, Boards__Link *, b->n + 1);
	if (b->has_key)
		m.board = record_data(a->arena, BYTES(b->key.b));
	for (; m.n_link < b->n; m.n_link++) {
		Boards__Link *r = arena_new(a->arena, Boards__Link);

		boards__link__init(r);
		r->helper = record_data(a->arena, BYTES_OF(b->link[m.n_link].helper));
		r->token = record_data(a->arena, BYTES(b->link[m.n_link].token.b));
		m.link[m.n_link] = r;
	}
	return notebook_write(a, &b->page, record_pack(a->arena, &m.base));
}

fallible boards_open(struct act *a, struct boards *ret)
{
	bool reads;

	TRY(open_keys(a, ret));
	if (!ret->has_key)
		return OK;
	TRY(read_board(a, &ret->key, &ret->ver, &ret->content, &ret->list, &reads));
	ret->is_lost = !reads;
	if (!reads)
		ret->list = (struct boards_list){ .n = 0 };
	return OK;
}

const struct boards_link *boards_link_of(const struct boards *b, struct id16 helper)
{
	for (size_t i = 0; i < b->n; i++)
		if (id16_equal(b->link[i].helper, helper))
			return &b->link[i];
	return NULL;
}

void boards_end_link(struct act *a, struct boards *b, struct id16 helper)
{
	size_t kept = 0;

	for (size_t i = 0; i < b->n; i++) {
		if (!id16_equal(b->link[i].helper, helper))
			b->link[kept++] = b->link[i];
		else if (!b->link[i].is_new)
			b->gone[b->n_gone++] = b->link[i].token;
	}
	if (kept == b->n)
		return;
	b->n = kept;
	/* Whoever had that link may have kept the board's key. */
	board_key_make(&b->key, &a->draw);
}

bool boards_add_link(struct act *a, struct boards *b, struct id16 helper)
{
	boards_end_link(a, b, helper);
	if (b->n == BOARDS_LINKS_MAX)
		return false;
	if (!b->has_key)
		board_key_make(&b->key, &a->draw);
	b->has_key = true;
	b->link[b->n] = (struct boards_link){ .helper = helper, .is_new = true };
	board_token_make(&b->link[b->n++].token, &a->draw);
	return true;
}

/* --- what is staged */
static fallible delete_page(struct act *a, struct id16 space, struct id16 page)
{
	uint32_t ver;

	TRY(store_get_page_version(a->store, space, page, &ver));
	if (ver)
		commit_delete_page(a->commit, space, page, ver);
	return OK;
}

static fallible delete_link(struct act *a, const struct board_token *token)
{
	return delete_page(a, board_link_space(token), board_link_page(token));
}

static fallible put_link(struct act *a, const struct boards *b, const struct boards_link *link)
{
	struct id16 space = board_link_space(&link->token), page = board_link_page(&link->token);
	const struct board_link says = { b->key, link->helper };
	uint32_t ver;

	TRY(store_get_page_version(a->store, space, page, &ver));
	commit_put_page(a->commit, space, page, ver,
			board_link_seal(&link->token, a->secret, ver + 1, &says));
	return OK;
}

static fallible put_board(struct act *a, const struct key *key, uint32_t ver,
			  const struct boards_list *list)
{
	struct bytes blob;

	TRY(board_seal(key, a->secret, ver + 1, pack_list(a, list), &blob));
	commit_put_page(a->commit, board_space(key), board_page(key), ver, blob);
	return OK;
}

static bool has_moved(const struct boards *b)
{
	return b->has_key != b->had_key || !secret_equal(&b->key, &b->key_was, sizeof b->key);
}

static fallible put_links(struct act *a, const struct boards *b)
{
	for (size_t i = 0; i < b->n_gone; i++)
		TRY(delete_link(a, &b->gone[i]));
	for (size_t i = 0; i < b->n; i++)
		if (b->link[i].is_new || has_moved(b))
			TRY(put_link(a, b, &b->link[i]));
	return OK;
}

static fallible note_links(struct act *a, const struct boards *b)
{
	struct str none = { "", 0 };
	bool is_new = false;

	for (size_t i = 0; i < b->n; i++)
		is_new = is_new || b->link[i].is_new;
	if (b->n_gone)
		TRY(audit_add(a, AUDIT_HELPER_OFF, none));
	return is_new ? audit_add(a, AUDIT_HELPER_ON, none) : OK;
}

fallible boards_save(struct act *a, struct boards *b, const struct boards_list *list)
{
	struct bytes is = pack_list(a, list);

	if (b->n == 0) {
		b->has_key = false;
		b->key = (struct key){ { 0 } };
	}
	bool moves = has_moved(b), is_changed = moves;

	TRY(put_links(a, b));
	for (size_t i = 0; i < b->n; i++)
		is_changed = is_changed || b->link[i].is_new;
	if (moves && b->had_key)
		TRY(delete_page(a, board_space(&b->key_was), board_page(&b->key_was)));
	bool is_same = !moves && !b->is_lost && is.n == b->content.n &&
		       (is.n == 0 || memcmp(is.p, b->content.p, is.n) == 0);

	if (b->has_key && !is_same)
		TRY(put_board(a, &b->key, moves ? 0 : b->ver, list));
	if (!is_changed)
		return OK;
	TRY(note_links(a, b));
	return save_keys(a, b);
}

fallible boards_end_pages(struct act *a)
{
	struct boards b;

	TRY(open_keys(a, &b));
	for (size_t i = 0; i < b.n; i++)
		TRY(delete_link(a, &b.link[i].token));
	return b.has_key ? delete_page(a, board_space(&b.key), board_page(&b.key)) : OK;
}

fallible boards_end_all(struct act *a, enum boards_end why)
{
	struct boards b;

	TRY(open_keys(a, &b));
	if (!b.has_key)
		return OK;
	TRY(boards_end_pages(a));
	b.n = 0;
	b.has_key = false;
	b.ended = why;
	TRY(save_keys(a, &b));
	return audit_add(a, AUDIT_HELPER_OFF, (struct str){ "", 0 });
}

/* --- whoever has a link */
fallible boards_look(struct act *a, struct str token, struct boards_seen *ret, bool *ret_found)
{
	struct board_token key;
	struct bytes content;
	struct page_row row;
	bool is_token = board_token_read(&key, token);

	*ret_found = false;
	TRY(store_get_page(a->store, a->secret, board_link_space(&key), board_link_page(&key),
			   &row));
	struct err e = board_link_open(&key, a->secret, row.ver, row.blob, &ret->link);

	if (err_is(e, ERR_UNVERIFIED) || !is_token)
		return OK;
	TRY(e);
	return read_board(a, &ret->link.board, &ret->ver, &content, &ret->list, ret_found);
}

fallible boards_put(struct act *a, const struct boards_seen *seen)
{
	return put_board(a, &seen->link.board, seen->ver, &seen->list);
}
