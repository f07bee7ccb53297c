#include "linking.h"
#include "audit.h"
#include "ensure.h"
#include "keeper.h"
#include "passphrase.h"
#include "sharing.h"

static fallible read_page(struct act *a, const struct invite_code *code, struct page_row *ret)
{
	return store_get_page(a->store, a->secret, invite_space(code), invite_page(code), ret);
}

static bool is_over(const struct act *a, int64_t made)
{
	return a->now.s < made - INVITE_LIFE || a->now.s > made + INVITE_LIFE;
}

static struct keyring_invite *find_invite(struct keyring *k, enum person_kind kind)
{
	for (size_t i = 0; i < k->n_invites; i++)
		if (k->invite[i].kind == kind)
			return &k->invite[i];
	return NULL;
}

static void forget_invite(struct keyring *k, struct keyring_invite *invite)
{
	size_t i = (size_t)(invite - k->invite);

	k->n_invites--;
	memmove(invite, invite + 1, (k->n_invites - i) * sizeof *invite);
}

/* Once in an act. */
static void delete_page(struct act *a, const struct invite_code *code, uint32_t ver)
{
	struct id16 page = invite_page(code);

	for (size_t i = 0; i < a->commit->n; i++)
		if (id16_equal(a->commit->op[i].page, page))
			return;
	if (ver)
		commit_delete_page(a->commit, invite_space(code), page, ver);
}

/* --- inviting */
static fallible take_back(struct act *a, struct keyring_invite *invite)
{
	struct page_row row;

	TRY(read_page(a, &invite->code, &row));
	delete_page(a, &invite->code, row.ver);
	forget_invite(a->keyring, invite);
	return act_save_keyring(a);
}

fallible linking_invite(struct act *a, enum person_kind kind, struct str name_for_them,
			struct invite_code *ret)
{
	TRY(act_open_keyring(a));
	TRY(linking_settle(a));
	struct keyring *k = a->keyring;
	struct keyring_invite *old = find_invite(k, kind);

	if (old)
		TRY(take_back(a, old));
	if (k->n_people + k->n_invites >= KEYRING_PEOPLE || k->n_invites == KEYRING_INVITES)
		return FAIL(TOO_FULL);
	struct keyring_invite *invite = &k->invite[k->n_invites++];

	*invite =
		(struct keyring_invite){ .relation = act_draw(a), .kind = kind, .made = a->now.s };
	invite_code_make(&invite->code, &a->draw);
	struct invite_offer offer = { .relation = invite->relation,
				      .kind = kind,
				      .name = others_name(a, name_for_them),
				      .made = invite->made };

	memcpy(offer.public_key, a->session->identity.public_key, sizeof offer.public_key);
	commit_put_page(a->commit, invite_space(&invite->code), invite_page(&invite->code), 0,
			invite_seal_offer(&invite->code, a->secret, &offer));
	*ret = invite->code;
	TRY(act_save_keyring(a));
	return audit_add(a, AUDIT_INVITED, (struct str){ "", 0 });
}

fallible linking_open_invite(struct act *a, enum person_kind kind, struct invite_code *ret,
			     bool *ret_found)
{
	*ret_found = false;
	if (!a->session->has_invites && !a->keyring)
		return OK;
	TRY(act_open_keyring(a));
	const struct keyring_invite *invite = find_invite(a->keyring, kind);

	*ret_found = invite != NULL;
	if (invite)
		*ret = invite->code;
	return OK;
}

fallible linking_withdraw(struct act *a, enum person_kind kind)
{
	TRY(act_open_keyring(a));
	TRY(linking_settle(a));
	struct keyring_invite *invite = find_invite(a->keyring, kind);

	if (!invite)
		return OK;
	TRY(take_back(a, invite));
	return audit_add(a, AUDIT_INVITE_WITHDRAWN, (struct str){ "", 0 });
}

fallible linking_end_all(struct act *a)
{
	struct page_row row;

	TRY(act_open_keyring(a));
	for (size_t i = 0; i < a->keyring->n_invites; i++) {
		const struct invite_code *code = &a->keyring->invite[i].code;

		TRY(read_page(a, code, &row));
		delete_page(a, code, row.ver);
	}
	return OK;
}

/* --- two become linked */
static struct keyring_person *find_linked(struct keyring *k, const uint8_t public_key[32])
{
	for (size_t i = 0; i < k->n_people; i++)
		if (!(k->person[i].flags & PERSON_CLOSED) &&
		    memcmp(k->person[i].public_key, public_key, 32) == 0)
			return &k->person[i];
	return NULL;
}

/* What the inviter is to somebody who was invited as `kind`. */
static enum person_kind mirrored(enum person_kind kind)
{
	return kind == PERSON_PARTNER ? PERSON_PARTNER : PERSON_HELPER;
}

static fallible add_person(struct act *a, const struct keyring_person *person)
{
	struct keyring *k = a->keyring;

	ASSERT(k->n_people < KEYRING_PEOPLE);
	k->person[k->n_people++] = *person;
	TRY(sharing_changed(a));
	return audit_add(a, AUDIT_LINKED, person->name);
}

/* Whoever accepts writes a letter in the same commit. One that does not open was not written by
 * somebody who holds the key of this answer. */
static fallible has_letter(struct act *a, const struct relation *r, bool *ret)
{
	struct letter *letter = arena_new(a->secret, struct letter);
	struct page_row row;

	TRY(store_get_page(a->store, a->secret, relation_letter_space(r),
			   relation_letter_page(r, relation_other(r->mine)), &row));
	*ret = row.ver &&
	       err_is(letter_open(r, a->secret, relation_other(r->mine), row.ver, row.blob, letter),
		      ERR_NONE);
	return OK;
}

static fallible settle(struct act *a, struct keyring_invite *invite)
{
	struct keyring_person person = {
		.id = act_draw(a), .kind = invite->kind, .since = a->now.s, .sent = 1, .seen = 1
	};
	const struct identity *me = &a->session->identity;
	struct invite_answer answer;
	struct page_row row;
	bool is_theirs;

	TRY(read_page(a, &invite->code, &row));
	if (row.ver == 1 && is_over(a, invite->made))
		delete_page(a, &invite->code, row.ver);
	if (row.ver != 2 ||
	    invite_open_answer(&invite->code, a->secret, row.blob, &answer).code != ERR_NONE ||
	    relation_make(&person.relation, me->secret_key, me->public_key, answer.public_key,
			  invite->relation, SIDE_INVITER)
			    .code != ERR_NONE)
		return OK; /* not an answer: the same to see as none */
	TRY(has_letter(a, &person.relation, &is_theirs));
	if (!is_theirs)
		return OK;
	const struct keyring_person *before = find_linked(a->keyring, answer.public_key);

	/* They had closed it on their side, or they could not have accepted. */
	if (before)
		TRY(sharing_leave(a, before->id, SHARING_CLOSE));
	person.name = others_name(a, answer.name);
	memcpy(person.public_key, answer.public_key, sizeof person.public_key);
	TRY(take_back(a, invite));
	return add_person(a, &person);
}

fallible linking_settle(struct act *a)
{
	struct session *s = a->session;

	if ((!s->has_invites && !a->keyring) || s->is_unverified)
		return OK;
	TRY(act_open_keyring(a));
	for (size_t i = a->keyring->n_invites; i-- > 0;)
		TRY(settle(a, &a->keyring->invite[i]));
	return OK;
}

/* --- being invited */
static fallible read_offer(struct act *a, const struct invite_code *code, struct invite_offer *ret,
			   bool *ret_found)
{
	struct page_row row;

	TRY(read_page(a, code, &row));
	*ret_found = row.ver == 1 &&
		     err_is(invite_open_offer(code, a->secret, row.blob, ret), ERR_NONE) &&
		     !is_over(a, ret->made);
	return OK;
}

fallible linking_look(struct act *a, const struct invite_code *code, struct invitation *ret,
		      bool *ret_found)
{
	struct invite_offer offer;

	*ret = (struct invitation){ .kind = PERSON_PARTNER };
	TRY(read_offer(a, code, &offer, ret_found));
	if (*ret_found)
		*ret = (struct invitation){ arena_str(a->arena, offer.name), offer.kind };
	return OK;
}

/* The pages that both will write from now on are there from the beginning, empty. One's own letter
 * comes with all the others. */
static fallible put_first_pages(struct act *a, const struct relation *r, enum person_kind kind)
{
	struct letter *letter = arena_new(a->secret, struct letter);
	struct signal_keys *k = arena_new(a->secret, struct signal_keys);
	struct bytes blob;

	signal_keys_make(k, r);
	letter_blank_cells(letter);
	TRY(letter_seal(r, a->secret, SIDE_INVITER, kind, 1, letter, &blob));
	commit_put_page(a->commit, relation_letter_space(r), relation_letter_page(r, SIDE_INVITER),
			0, blob);
	for (enum relation_side side = SIDE_INVITER; side < SIDE__COUNT; side++)
		commit_put_page(a->commit, k->space, k->page[side], 0,
				signal_seal(k, a->secret, side, 1, (struct bytes){ 0 }));
	return OK;
}

static fallible accept_offer(struct act *a, const struct invite_code *code,
			     const struct invite_offer *offer, struct str name_for_them,
			     struct keyring_person *person)
{
	struct invite_answer answer = { .name = others_name(a, name_for_them) };

	memcpy(answer.public_key, a->session->identity.public_key, sizeof answer.public_key);
	commit_put_page(a->commit, invite_space(code), invite_page(code), 1,
			invite_seal_answer(code, a->secret, &answer));
	TRY(put_first_pages(a, &person->relation, offer->kind));
	person->id = act_draw(a);
	person->kind = mirrored(offer->kind);
	person->since = a->now.s;
	person->seen = 1;
	person->name = others_name(a, offer->name);
	memcpy(person->public_key, offer->public_key, sizeof person->public_key);
	return add_person(a, person);
}

fallible linking_accept(struct act *a, const struct invite_code *code, struct str name_for_them,
			struct id16 *ret_other, enum linking_refusal *ret_refusal)
{
	const struct identity *me = &a->session->identity;
	struct keyring_person *person = arena_new(a->secret, struct keyring_person);
	struct invite_offer offer;
	bool is_there;

	TRY(act_open_keyring(a));
	TRY(read_offer(a, code, &offer, &is_there));
	/* A key that gives no secret is no offer. */
	if (!is_there || relation_make(&person->relation, me->secret_key, me->public_key,
				       offer.public_key, offer.relation, SIDE_INVITED)
					 .code != ERR_NONE)
		*ret_refusal = LINKING_GONE;
	else if (memcmp(offer.public_key, me->public_key, sizeof me->public_key) == 0)
		*ret_refusal = LINKING_OWN;
	else if (find_linked(a->keyring, offer.public_key))
		*ret_refusal = LINKING_LINKED;
	else if (a->keyring->n_people + a->keyring->n_invites >= KEYRING_PEOPLE)
		*ret_refusal = LINKING_FULL;
	else
		*ret_refusal = LINKING_FINE;
	if (*ret_refusal != LINKING_FINE)
		return OK;
	TRY(accept_offer(a, code, &offer, name_for_them, person));
	*ret_other = person->id;
	return OK;
}

/* --- comparing */
fallible linking_words(struct act *a, struct id16 other, struct str ret[6])
{
	const uint8_t *key[SIDE__COUNT];
	uint16_t number[KEEPER_WORDS];
	struct keyring_person *p;
	struct bytes answer;

	TRY(others_person(a, other, &p));
	key[p->relation.mine] = a->session->identity.public_key;
	key[relation_other(p->relation.mine)] = p->public_key;
	TRY(act_ask(
		a, PORT_KEEPER,
		keeper_ask_words(a->secret, key[SIDE_INVITER], key[SIDE_INVITED], p->relation.id),
		&answer));
	TRY(keeper_read_words(answer, number));
	for (size_t i = 0; i < KEEPER_WORDS; i++)
		ret[i] = passphrase_word(number[i]);
	return OK;
}

fallible linking_compared(struct act *a, struct id16 other, bool is_same)
{
	struct keyring_person *p;

	TRY(others_person(a, other, &p));
	if (is_same) {
		p->flags |= PERSON_COMPARED;
		TRY(act_save_keyring(a));
		return audit_add(a, AUDIT_COMPARED, p->name);
	}
	TRY(sharing_leave(a, other, SHARING_CLOSE));
	return audit_add(a, AUDIT_NOT_SAME, p->name);
}
