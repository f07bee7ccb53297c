#include "act.h"
#include "ensure.h"
#include "sharing.h"
#include "zone.h"

#define TOUCH_EVERY 60 /* seconds: idle ends are written no finer */

void act_begin(struct act *a)
{
	if (!a->commit)
		a->commit = arena_new(a->arena, struct commit);
	a->session = NULL;
	a->keyring = NULL;
	a->has_keyring_changed = a->has_keyring_staged = false;
	a->account = NULL;
	a->letters = NULL;
	a->book = NULL;
	a->before_end = NULL;
	a->closes_due = false;
	a->preferences = NULL;
	a->is_signed_in = a->is_touched = false;
	a->head = NULL;
	a->staged = NULL;
	a->written = 0;
	a->n_staged = 0;
	a->head_ver = 0;
	a->has_head_changed = a->has_head_staged = false;
	a->cookie = NULL;
	a->east = (struct minutes){ 0 };
}

struct id16 act_draw(struct act *a)
{
	struct id16 id;

	draw_bytes(&a->draw, id.b, sizeof id.b);
	return id;
}

void act_name_form(struct act *a, struct str path, struct str shown, struct str body)
{
	if (!a->is_signed_in)
		return;
	KDF(&a->form, &a->session->identity.master, "rj1/form", bytes_str(path), bytes_str(shown),
	    bytes_str(body));
	a->has_form = true;
}

struct id16 act_new_id(struct act *a)
{
	uint8_t number = (uint8_t)a->n_new;
	struct key k;

	if (!a->has_form || a->n_new == ACT_NEW_MAX)
		return act_draw(a);
	KDF(&k, &a->form, "rj1/new", BYTES_OF(number));
	a->new[a->n_new].is_staged = false;
	return a->new[a->n_new++].id = key_name(&k);
}

static bool holds(struct bytes records, struct id16 id)
{
	return memmem(records.p, records.n, id.b, sizeof id.b) != NULL;
}

void act_look_for_new(struct act *a, struct bytes was, struct bytes is)
{
	for (size_t i = 0; i < a->n_new; i++) {
		struct act_new *new = &a->new[i];

		if (new->is_staged)
			continue;
		a->is_repeated = a->is_repeated || (was.n && holds(was, new->id));
		new->is_staged = is.n &&holds(is, new->id);
	}
}

struct day act_today(const struct act *a)
{
	return instant_day(a->now, a->east);
}

fallible act_ask(struct act *a, enum port p, struct bytes question, struct bytes *ret_answer)
{
	return port_ask(a->memo, p, question, ret_answer);
}

static void take_preferences(struct act *a)
{
	a->preferences = arena_new(a->secret, struct preferences);
	preferences_unpack(a->secret, a->session->preferences, a->preferences);
	a->east = zone_east(a->preferences->zone, a->preferences->country, a->now);
}

fallible act_read_sealed(struct act *a, struct id32 sid, struct session_sealed *ret)
{
	struct session_row row;

	TRY(store_get_session(a->store, a->secret, sid, &row));
	*ret = (struct session_sealed){ .sid = sid,
					.tag = row.tag,
					.day = row.day,
					.exp_abs = row.exp_abs,
					.exp_idle = row.exp_idle,
					.blob = row.blob };
	return OK;
}

static struct session_row row_of(const struct session_sealed *row)
{
	return (struct session_row){ .day = row->day,
				     .exp_abs = row->exp_abs,
				     .exp_idle = row->exp_idle,
				     .tag = row->tag,
				     .blob = row->blob };
}

void act_put_sealed(struct act *a, const struct session_sealed *row)
{
	struct session_row is = row_of(row);

	commit_put_session(a->commit, row->sid, &is);
}

fallible act_keep_session(struct act *a)
{
	struct session_sealed row;

	if (!a->cookie)
		return OK;
	TRY(session_seal(a->session, a->arena, a->ratchet, a->cookie, a->now.s, &row));
	struct session_row is = row_of(&row);

	commit_reseal_session(a->commit, row.sid, &is);
	return OK;
}

fallible act_keep_summary(struct act *a, uint32_t head_ver, struct bytes summary)
{
	struct session *s = a->session;
	struct session_sealed row;
	uint8_t tag_was[sizeof s->row_tag];

	if (!s->row_day || s->is_full || summary.n > SESSION_SUMMARY_MAX)
		return OK;
	memcpy(tag_was, s->row_tag, sizeof tag_was);
	s->summary = summary;
	s->summary_ver = head_ver;
	TRY(session_seal(s, a->arena, a->ratchet, a->cookie, a->now.s, &row));
	commit_refresh_session(a->commit, row.sid, tag_was, row.day, row.blob);
	return OK;
}

/* Another device may have written a newer keyring page: it wins. An older one than the session has
 * seen is a store set back: reading goes on, writing does not. */
fallible act_follow_keyring(struct act *a)
{
	struct session *s = a->session;
	uint32_t ver;

	TRY(store_get_page_version(a->store, s->identity.space, s->keyring_page, &ver));
	if (ver == s->keyring_ver && !s->is_partial)
		return OK;
	if (ver < s->keyring_ver) {
		s->is_unverified = true;
		return OK;
	}
	struct err e = act_open_keyring(a);

	if (e.code == ERR_UNVERIFIED) {
		s->is_unverified = true;
		return OK;
	}
	return e;
}

fallible act_open_session(struct act *a, const uint8_t cookie[SESSION_COOKIE])
{
	struct session_sealed row;

	TRY(act_read_sealed(a, session_sid(cookie), &row));
	struct session *s = arena_new(a->secret, struct session);
	struct err e = session_open(s, a->secret, a->ratchet, cookie, &row, a->now.s);

	if (e.code == ERR_UNVERIFIED) /* a damaged row opens nothing, like none */
		return FAIL(SIGNED_OUT);
	if (e.code != ERR_NONE)
		return e;
	a->session = s;
	a->cookie = cookie;
	TRY(act_follow_keyring(a));
	take_preferences(a);
	a->is_signed_in = !s->needs_second_factor;
	int64_t idle_end = a->now.s + session_idle(s);

	a->session_end = row.exp_idle < row.exp_abs ? row.exp_idle : row.exp_abs;
	a->is_touched = !a->is_quiet && idle_end - row.exp_idle >= TOUCH_EVERY &&
			row.exp_idle < row.exp_abs;
	if (a->is_touched)
		commit_touch_session(a->commit, s->sid,
				     idle_end < row.exp_abs ? idle_end : row.exp_abs);
	return sharing_close_due(a);
}

fallible act_open_keyring(struct act *a)
{
	struct session *s = a->session;
	struct page_row row;

	if (a->keyring)
		return OK;
	TRY(store_get_page(a->store, a->secret, s->identity.space, s->keyring_page, &row));
	if (row.ver < s->keyring_ver)
		return FAIL(UNVERIFIED);
	struct keyring *k = arena_new(a->secret, struct keyring);

	TRY(keyring_open(a->secret, &s->identity, row.ver, row.blob, k));
	a->keyring = k;
	session_use_keyring(s, k, row.ver);
	return OK;
}

fallible act_save_keyring(struct act *a)
{
	struct session *s = a->session;

	ASSERT(a->keyring && !a->has_keyring_staged);
	if (s->is_unverified)
		return FAIL(UNVERIFIED);
	TRY(act_open_head(a));
	session_use_keyring(s, a->keyring, s->keyring_ver);
	a->has_keyring_changed = a->has_head_changed = true;
	return OK;
}

/* The page, the account state that names its version, the head that does, and the session. */
static fallible stage_keyring(struct act *a)
{
	struct session *s = a->session;
	struct account account;
	struct account_state state;
	struct bytes blob;
	uint32_t account_ver;

	if (!a->has_keyring_changed || a->has_keyring_staged)
		return OK;
	TRY(act_open_account(a, &account, &state, &account_ver));
	TRY(keyring_seal(a->secret, &s->identity, s->keyring_ver + 1, a->keyring, &blob));
	commit_put_page(a->commit, s->identity.space, s->keyring_page, s->keyring_ver, blob);
	session_use_keyring(s, a->keyring, s->keyring_ver + 1);
	state.keyring_ver = a->head->keyring_ver = s->keyring_ver;
	a->has_keyring_staged = true;
	TRY(act_save_account(a, &account, &state, account_ver));
	return act_keep_session(a);
}

fallible act_save_preferences(struct act *a)
{
	TRY(act_open_keyring(a));
	a->keyring->preferences = preferences_pack(a->secret, a->preferences);
	return act_save_keyring(a);
}

fallible act_open_account(struct act *a, struct account *ret, struct account_state *ret_state,
			  uint32_t *ret_ver)
{
	struct account_row row;

	if (a->account) {
		*ret = *a->account;
		*ret_ver = a->commit->op[a->account_op].ver;
		return account_open_state(ret, &a->session->identity, ret_state);
	}
	TRY(store_get_account(a->store, a->secret, a->session->login_id, &row));
	TRY(account_parse(a->secret, row.login_id, row.rid, row.blob, ret));
	*ret_ver = row.ver;
	return account_open_state(ret, &a->session->identity, ret_state);
}

fallible act_save_account(struct act *a, struct account *account, const struct account_state *state,
			  uint32_t ver_was)
{
	struct bytes blob;

	if (state)
		account_seal_state(account, a->secret, &a->session->identity, state);
	blob = account_write(account, a->secret);
	if (a->account) {
		a->commit->op[a->account_op].page = account->rid;
		a->commit->op[a->account_op].blob = blob;
	} else {
		a->account = arena_new(a->secret, struct account);
		a->account_op = a->commit->n;
		commit_put_account(a->commit, account->login_id, account->rid, ver_was, blob);
	}
	*a->account = *account;
	return OK;
}

fallible act_begin_session(struct act *a, struct session *s, uint8_t ret_cookie[SESSION_COOKIE])
{
	struct session_sealed row;

	draw_bytes(&a->draw, ret_cookie, SESSION_COOKIE);
	a->session = s;
	a->cookie = ret_cookie;
	TRY(session_seal(s, a->arena, a->ratchet, ret_cookie, a->now.s, &row));
	act_put_sealed(a, &row);
	take_preferences(a);
	a->is_signed_in = !s->needs_second_factor;
	return OK;
}

fallible act_open_head(struct act *a)
{
	struct page_row row;

	if (a->head)
		return OK;
	struct session *s = a->session;
	struct head *h = arena_new(a->secret, struct head);

	TRY(store_get_page(a->store, a->secret, s->identity.space, head_page_id(s), &row));
	TRY(head_open(s, row.ver, row.blob, h));
	a->head = h;
	a->head_ver = row.ver;
	return OK;
}

static void stage_head(struct act *a)
{
	struct session *s = a->session;

	if (!a->has_head_changed || a->has_head_staged)
		return;
	a->head->seq++;
	commit_put_page(a->commit, s->identity.space, head_page_id(s), a->head_ver,
			head_seal(s, a->secret, a->head_ver + 1, a->head));
	/* Keys that a newer keyring page has replaced must not be written under. When this commit
	 * writes that page itself, its own version check says so already. */
	if (!a->has_keyring_staged)
		commit_check_page(a->commit, s->identity.space, s->keyring_page, s->keyring_ver);
	a->has_head_staged = true;
}

void act_forget(struct act *a, size_t n)
{
	a->commit->n = n;
	a->commit->drain = false;
	a->n_new = 0;
	a->is_repeated = false;
	a->n_staged = 0;
	a->written = 0;
	a->keyring = NULL;
	a->head = NULL;
	a->book = NULL;
	a->letters = NULL;
	a->before_end = NULL;
	a->closes_due = false;
	a->has_keyring_changed = a->has_head_changed = false;
}

fallible act_finish(struct act *a)
{
	/* A page that this act found damaged was told of; what is over closes all the same. */
	if (a->closes_due)
		a->session->is_unverified = false;
	if (a->before_end)
		TRY(a->before_end(a));
	TRY(stage_keyring(a));
	stage_head(a);
	return OK;
}
