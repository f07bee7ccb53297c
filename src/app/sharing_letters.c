#include "ensure.h"
#include "keeper.h"
#include "sharing_inside.h"

#define CATCH_UP_MAX 160 /* operations of a commit that may go to missed versions */

static const uint8_t blank[1];

/* --- what stands in a letter */
/* Whose new keys the other pins when they read it. */
static void add_public_key(struct act *a, struct letter *ret)
{
	const uint8_t *key = a->session->identity.public_key;

	ret->item[ret->n_items++] = (struct letter_item){
		.place = OTHERS_KEY_PLACE,
		.content = { key, sizeof a->session->identity.public_key },
	};
}

static void add_items(const struct book *b, struct id16 other, struct letter *ret)
{
	for (size_t i = 0; i < b->n_copies; i++) {
		const struct book_copy *c = &b->copy[i];

		if (!id16_equal(c->other, other))
			continue;
		ASSERT(ret->n_items < LETTER_ITEMS);
		ret->item[ret->n_items++] =
			(struct letter_item){ c->thing, (uint32_t)c->place, c->content };
	}
}

static fallible add_cells(struct act *a, const struct keyring_person *p, struct letter *ret)
{
	struct day last[LETTER_CELLS];
	struct bytes answer;
	struct key key;

	letter_blank_cells(ret);
	if (!book_yes_last(a->book, p->id, last))
		return OK;
	relation_yes_key(&key, &p->relation);
	struct bytes question = keeper_ask_cells(a->secret, &key, p->relation.mine, last);

	wipe(&key, sizeof key);
	TRY(act_ask(a, PORT_KEEPER, question, &answer));
	return keeper_read_cells(answer, ret->cell);
}

fallible sharing_letter(struct act *a, const struct keyring_person *p, struct letter **ret)
{
	struct letter *l = *ret = arena_new(a->secret, struct letter);

	keyring_lines(a->keyring, p, l);
	if (l->n_lines) /* without a key nobody needs to know where the notebook stands */
		l->space = a->session->identity.space;
	add_public_key(a, l);
	add_items(a->book, p->id, l);
	return add_cells(a, p, l);
}

/* --- writing them */
/* A letter that was deleted or set back behind our back has a number its reader has seen already:
 * the row is taken through the numbers between. */
static fallible catch_up(struct act *a, const struct keyring_person *p, struct id16 space,
			 struct id16 page, uint32_t *ret_ver)
{
	TRY(store_get_page_version(a->store, space, page, ret_ver));
	while (*ret_ver < p->sent && a->commit->n < CATCH_UP_MAX)
		commit_put_page(a->commit, space, page, (*ret_ver)++,
				(struct bytes){ blank, sizeof blank });
	return OK;
}

static fallible put_letter(struct act *a, struct keyring_person *p)
{
	const struct relation *r = &p->relation;
	struct id16 space = relation_letter_space(r), page = relation_letter_page(r, r->mine);
	struct letter *letter;
	struct bytes blob;
	uint32_t ver;

	TRY(sharing_letter(a, p, &letter));
	TRY(catch_up(a, p, space, page, &ver));
	TRY(letter_seal(r, a->secret, r->mine, p->kind, ver + 1, letter, &blob));
	commit_put_page(a->commit, space, page, ver, blob);
	if (p->sent <= ver) /* else there is more to catch up: the next letter goes on with it */
		p->sent = ver + 1;
	return OK;
}

/* So that a reading act need not open the book to find nothing in it. */
static void note_blank(const struct book *b, struct keyring_person *p)
{
	bool has_copies = false;

	for (size_t i = 0; i < b->n_copies; i++)
		has_copies = has_copies || id16_equal(b->copy[i].other, p->id);
	p->flags &= ~(uint32_t)(PERSON_NO_COPIES | PERSON_NO_YES);
	p->flags |= has_copies ? 0 : PERSON_NO_COPIES;
	p->flags |= book_yes_slots(b, p->id) ? 0 : PERSON_NO_YES;
}

fallible sharing_finish(struct act *a)
{
	(void)book_drop_old_yes(a->book, act_today(a));
	TRY(book_save(a));
	for (size_t i = 0; i < a->keyring->n_people; i++)
		note_blank(a->book, &a->keyring->person[i]);
	for (size_t i = 0; i < a->keyring->n_people; i++)
		TRY(put_letter(a, &a->keyring->person[i]));
	a->before_end = NULL;
	return act_save_keyring(a);
}

fallible sharing_changed(struct act *a)
{
	TRY(act_open_keyring(a));
	TRY(book_open(a));
	if (a->before_end)
		return OK;
	TRY(act_save_keyring(a));
	a->before_end = sharing_finish;
	if (a->book->is_lost)
		TRY(audit_add(a, AUDIT_COPIES_LOST, (struct str){ "", 0 }));
	return sharing_close_over(a);
}

static fallible put_blank_signal(struct act *a, const struct relation *r)
{
	struct signal_keys *k = arena_new(a->secret, struct signal_keys);
	uint32_t ver;

	signal_keys_make(k, r);
	TRY(store_get_page_version(a->store, k->space, k->page[r->mine], &ver));
	commit_put_page(a->commit, k->space, k->page[r->mine], ver,
			signal_seal(k, a->secret, r->mine, ver + 1, (struct bytes){ 0 }));
	return OK;
}

fallible sharing_end_all(struct act *a)
{
	TRY(act_open_keyring(a));
	struct keyring *k = a->keyring;

	a->book = arena_new(a->arena, struct book);
	for (size_t i = 0; i < k->n_people; i++) {
		k->person[i].n_grants = 0;
		TRY(put_letter(a, &k->person[i]));
		TRY(put_blank_signal(a, &k->person[i].relation));
	}
	return OK;
}
