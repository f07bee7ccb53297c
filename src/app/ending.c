#include "ending.h"
#include "boards.h"
#include "feeds.h"
#include "linking.h"
#include "sharing.h"

static const uint8_t note[] = { 2 }; /* kind 1: renew.c */

bool ending_is_due(const struct keyring *k)
{
	return k->unfinished.n == sizeof note && k->unfinished.p[0] == note[0];
}

/* The page with the note takes the place of all the others. */
static fallible leave_note(struct act *a)
{
	const struct identity *me = &a->session->identity;
	struct keyring *k = arena_new(a->secret, struct keyring);
	struct bytes blob;

	keyring_make(k, &a->draw);
	k->unfinished = BYTES(note);
	TRY(keyring_seal(a->secret, me, 1, k, &blob));
	commit_delete_space(a->commit, me->space);
	commit_put_page(a->commit, me->space, keyring_page_id(me), 0, blob);
	return OK;
}

fallible ending_begin(struct act *a)
{
	struct bytes answer;
	struct err e;

	if (port_take(a->memo, PORT_WRITER, &answer)) {
		bool is_code = answer.n == 1 && answer.p[0] < ERR__COUNT;

		return is_code ? (struct err){ answer.p[0] } : FAIL(STORE);
	}
	a->commit->n = 0;
	e = act_open_keyring(a);
	if (err_is(e, ERR_UNVERIFIED))
		return OK;
	TRY(e);
	if (ending_is_due(a->keyring))
		return OK;
	TRY(linking_end_all(a));
	TRY(feeds_end_page(a));
	TRY(boards_end_pages(a));
	TRY(sharing_end_all(a));
	TRY(leave_note(a));
	return act_ask(a, PORT_WRITER, commit_write(a->commit, a->arena), &answer);
}

void ending_finish(struct act *a, struct id32 login_id, uint32_t account_ver, struct id16 space,
		   struct id32 tag)
{
	commit_delete_account(a->commit, login_id, account_ver);
	commit_delete_space(a->commit, space);
	commit_drop_sessions(a->commit, tag);
	a->commit->drain = true;
}
