#include "account_verify_use.h"
#include "audit.h"
#include "boards.h"
#include "feeds.h"
#include "keeper.h"
#include "notebook.h"
#include "sharing.h"

static fallible take_keyring_as_it_is(struct act *a)
{
	struct session *s = a->session;
	uint32_t ver;

	TRY(store_get_page_version(a->store, s->identity.space, keyring_page_id(&s->identity),
				   &ver));
	if (ver < s->keyring_ver)
		s->keyring_ver = ver;
	a->keyring = NULL;
	return act_open_keyring(a);
}

static fallible add_pages(struct act *a, struct head *h)
{
	struct session *s = a->session;
	const struct id16 head = head_page_id(s), keyring = keyring_page_id(&s->identity);
	struct page_mark *mark;
	size_t n;

	TRY(store_list_pages(a->store, a->arena, s->identity.space, &mark, &n));
	for (size_t i = 0; i < n; i++) {
		struct head_mark is = { .page = mark[i].page, .ver = mark[i].ver };

		if (id16_equal(is.page, head) || id16_equal(is.page, keyring))
			continue;
		memcpy(is.tag, mark[i].tag, sizeof is.tag);
		head_change(s, h, NULL, &is);
	}
	return OK;
}

/* No lower a number than any that was seen here, so that this device has no doubts about it. */
static fallible make_head(struct act *a, struct str witness)
{
	struct session *s = a->session;
	struct head *h = arena_new(a->secret, struct head);
	uint32_t seen = 0;
	struct err e = act_open_head(a);

	if (e.code == ERR_UNVERIFIED)
		TRY(store_get_page_version(a->store, s->identity.space, head_page_id(s),
					   &a->head_ver));
	else
		TRY(e);
	h->seq = a->head ? a->head->seq : 0;
	if (witness_read(s, witness, &seen) && seen > h->seq)
		h->seq = seen;
	TRY(add_pages(a, h));
	a->head = h;
	a->has_head_changed = true;
	return OK;
}

static fallible vouch_for_account(struct act *a)
{
	struct session *s = a->session;
	struct account *account = arena_new(a->secret, struct account);
	struct account_state *state = arena_new(a->secret, struct account_state);
	struct bytes answer;
	uint32_t ver;

	TRY(act_open_account(a, account, state, &ver));
	memcpy(account->public_key, s->identity.public_key, sizeof account->public_key);
	TRY(act_ask(a, PORT_KEEPER,
		    keeper_ask_dir(a->secret, account->account_id, account->public_key), &answer));
	TRY(keeper_read_dir(answer, account->public_mac));
	return act_save_account(a, account, state, ver);
}

fallible account_look_at_key(struct act *a, const struct account *account)
{
	struct session *s = a->session;
	struct bytes answer;
	bool is_vouched = false;

	TRY(act_ask(a, PORT_KEEPER,
		    keeper_ask_dir_check(a->secret, account->account_id, account->public_key,
					 account->public_mac),
		    &answer));
	TRY(keeper_read_dir_check(answer, &is_vouched));
	if (!is_vouched || !account_is_of(account, &s->identity))
		s->is_unverified = true;
	return OK;
}

fallible account_look_back(struct act *a, bool *ret_is_unverified)
{
	TRY(notebook_check(a));
	*ret_is_unverified = a->session->is_unverified;
	return OK;
}

fallible account_verify(struct act *a, struct str witness, struct account_entry *ret)
{
	struct session *s = a->session;

	bool is_unverified;

	TRY(account_look_back(a, &is_unverified));
	if (!is_unverified)
		return OK;
	s->is_unverified = false;
	TRY(take_keyring_as_it_is(a));
	TRY(make_head(a, witness));
	TRY(vouch_for_account(a));
	TRY(act_save_keyring(a));
	TRY(sharing_stop_all(a));
	TRY(feeds_end(a, FEEDS_SET_BACK));
	TRY(boards_end_all(a, BOARDS_SET_BACK));
	TRY(audit_add(a, AUDIT_VERIFIED, (struct str){ "", 0 }));
	ret->has_witness = s->is_own_device;
	if (ret->has_witness)
		witness_write(ret->witness, s, a->head->seq + 1);
	return OK;
}
