#include "keeper.h"
#include "audit.h"
#include "sharing_inside.h"

/* A letter also takes the lines of every topic and the cells. */
#define ITEMS_BYTES_MAX (22u << 10) /* of all copies for one person */
#define ITEM_OVER	32

static bool fits(const struct book *b, struct id16 other)
{
	size_t n = 0, bytes = 0;

	for (size_t i = 0; i < b->n_copies; i++) {
		if (!id16_equal(b->copy[i].other, other))
			continue;
		n++;
		bytes += b->copy[i].content.n + ITEM_OVER;
		if (b->copy[i].content.n > LETTER_ITEM_MAX)
			return false;
	}
	return n < LETTER_ITEMS /* one is the public key */ && bytes <= ITEMS_BYTES_MAX;
}

fallible sharing_put_item(struct act *a, struct id16 other, enum place place, struct id16 id,
			  struct bytes content, bool is_again)
{
	struct keyring_person *p;

	TRY(sharing_begin(a, other, &p));
	struct book_copy *copy = book_find(a->book, other, id);
	bool is_new = !copy || copy->is_stopped;

	if (copy && copy->is_stopped && !is_again)
		return OK;
	if (!copy)
		copy = book_add(a);
	if (!copy)
		return FAIL(TOO_FULL);
	copy->other = other;
	copy->thing = id;
	copy->place = place;
	copy->content = arena_bytes(a->arena, content);
	copy->is_stopped = false;
	if (!fits(a->book, other))
		return FAIL(TOO_FULL);
	return is_new ? sharing_note(a, AUDIT_SHARED, p, "") : OK;
}

fallible sharing_update_item(struct act *a, enum place place, struct id16 id, struct bytes content)
{
	bool has_changed = false;

	if (!a->session->n_people && !a->keyring)
		return OK;
	TRY(act_open_keyring(a));
	TRY(book_open(a));
	for (size_t i = 0; i < a->book->n_copies; i++) {
		struct book_copy *copy = &a->book->copy[i];

		if (copy->place != place || !id16_equal(copy->thing, id) || copy->is_stopped)
			continue;
		copy->content = arena_bytes(a->arena, content);
		if (!fits(a->book, copy->other))
			return FAIL(TOO_FULL);
		has_changed = true;
	}
	return has_changed ? sharing_changed(a) : OK;
}

fallible sharing_stop_item(struct act *a, struct id16 other, struct id16 id, enum sharing_stop how)
{
	struct keyring_person *p;

	TRY(sharing_begin(a, other, &p));
	struct book_copy *copy = book_find(a->book, other, id);

	if (!copy)
		return OK;
	if (how == SHARING_TAKE_BACK)
		book_drop_copy(a->book, copy);
	else
		copy->is_stopped = true;
	return sharing_note(a, how == SHARING_TAKE_BACK ? AUDIT_TAKEN_BACK : AUDIT_STOPPED, p, "");
}

static bool has_no_copies(const struct keyring *k)
{
	for (size_t i = 0; i < k->n_people; i++)
		if (!(k->person[i].flags & PERSON_NO_COPIES))
			return false;
	return true;
}

fallible sharing_items(struct act *a, enum place place, struct sharing_item **ret, size_t *ret_n)
{
	*ret = NULL;
	*ret_n = 0;
	if (!a->session->n_people && !a->keyring)
		return OK;
	TRY(act_open_keyring(a));
	if (!a->book && has_no_copies(a->keyring))
		return OK;
	TRY(book_open(a));
	*ret = arena_array(a->arena, struct sharing_item, a->book->n_copies);
	for (size_t i = 0; i < a->book->n_copies; i++) {
		const struct book_copy *copy = &a->book->copy[i];

		if (copy->place != place)
			continue;
		(*ret)[(*ret_n)++] = (struct sharing_item){
			.other = copy->other,
			.id = copy->thing,
			.state = copy->is_stopped ? SHARING_STOPPED : SHARING_ON,
			.content = copy->content,
		};
	}
	return OK;
}

/* --- both-yes */
fallible sharing_answer_all(struct act *a, struct id16 other, uint64_t slots, uint64_t yes)
{
	struct keyring_person *p;

	TRY(sharing_begin(a, other, &p)); /* a no, too, writes all letters: they look alike */
	return book_answer(a, other, slots, yes);
}

fallible sharing_answer(struct act *a, struct id16 other, unsigned slot, bool is_yes)
{
	uint64_t bit = (uint64_t)1 << slot;

	return sharing_answer_all(a, other, bit, is_yes ? bit : 0);
}

static fallible own_letter(struct act *a, const struct keyring_person *p, struct letter *ret,
			   bool *ret_found)
{
	const struct relation *r = &p->relation;
	struct page_row row;

	TRY(store_get_page(a->store, a->secret, relation_letter_space(r),
			   relation_letter_page(r, r->mine), &row));
	*ret_found = err_is(letter_open(r, a->secret, r->mine, row.ver, row.blob, ret), ERR_NONE);
	return OK;
}

static fallible ask_match(struct act *a, const struct keyring_person *p,
			  const struct letter *theirs, uint64_t *ret_slots)
{
	struct letter *own = arena_new(a->secret, struct letter);
	const struct letter *by[SIDE__COUNT];
	struct bytes answer;
	struct key key;
	bool found;

	TRY(own_letter(a, p, own, &found));
	if (!found)
		return OK;
	by[p->relation.mine] = own;
	by[relation_other(p->relation.mine)] = theirs;
	relation_yes_key(&key, &p->relation);
	struct bytes question =
		keeper_ask_match(a->secret, &key, by[SIDE_INVITER]->cell, by[SIDE_INVITED]->cell);

	wipe(&key, sizeof key);
	TRY(act_ask(a, PORT_KEEPER, question, &answer));
	return keeper_read_match(answer, ret_slots);
}

fallible sharing_matches(struct act *a, struct id16 other, uint64_t *ret_slots)
{
	const struct letter *theirs;
	struct keyring_person *p;

	*ret_slots = 0;
	TRY(others_person(a, other, &p));
	TRY(others_letter(a, p, &theirs));
	if (!a->book && p->flags & PERSON_NO_YES)
		return OK;
	TRY(book_open(a));
	if (book_drop_old_yes(a->book, act_today(a)) && !a->session->is_unverified)
		TRY(sharing_changed(a));
	uint64_t own = book_yes_slots(a->book, other);

	if (!own || !theirs)
		return OK;
	TRY(ask_match(a, p, theirs, ret_slots));
	*ret_slots &= own;
	return OK;
}
