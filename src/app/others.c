#include "others.h"
#include "audit.h"
#include "ensure.h"

struct letters { /* opened in this run */
	size_t n;
	struct {
		struct id16 person;
		struct letter *letter; /* NULL: there is none to be read */
	} of[KEYRING_PEOPLE];
};

/* --- letters */
static bool is_good(struct act *a, const struct keyring_person *p, struct page_row *row,
		    struct letter *ret)
{
	const struct relation *r = &p->relation;

	if (row->ver == 0 || row->ver < p->seen)
		return false;
	return err_is(letter_open(r, a->secret, relation_other(r->mine), row->ver, row->blob, ret),
		      ERR_NONE);
}

/* Somebody with new keys says so in a letter. Only whoever has the relation's secret can, and what
 * it is worth both see when they compare six words anew. */
static bool pins_key(struct keyring_person *p, const struct letter *l)
{
	for (size_t i = 0; i < l->n_items; i++) {
		const struct letter_item *item = &l->item[i];

		if (item->place != OTHERS_KEY_PLACE || item->content.n != sizeof p->public_key ||
		    memcmp(item->content.p, p->public_key, sizeof p->public_key) == 0)
			continue;
		memcpy(p->public_key, item->content.p, sizeof p->public_key);
		p->flags &= ~(uint32_t)PERSON_COMPARED;
		return true;
	}
	return false;
}

/* What was seen is kept, and what was refused is told, once. A session that only reads keeps
 * nothing. */
static fallible note_letter(struct act *a, struct keyring_person *p, uint32_t ver,
			    const struct letter *good)
{
	bool was_refused = p->flags & PERSON_UNVERIFIED;

	if (a->session->is_unverified || (good ? ver == p->seen && !was_refused : was_refused))
		return OK;
	if (good) {
		if (pins_key(p, good))
			TRY(audit_add(a, AUDIT_KEY_CHANGED, p->name));
		p->seen = ver;
		p->flags &= ~(uint32_t)PERSON_UNVERIFIED;
		return act_save_keyring(a);
	}
	p->flags |= PERSON_UNVERIFIED;
	TRY(audit_add(a, AUDIT_LETTER_REFUSED, p->name));
	return act_save_keyring(a);
}

fallible others_letter(struct act *a, struct keyring_person *p, const struct letter **ret)
{
	struct page_row row;

	*ret = NULL;
	if (p->flags & PERSON_CLOSED)
		return OK;
	if (!a->letters)
		a->letters = arena_new(a->secret, struct letters);
	struct letters *l = a->letters;

	for (size_t i = 0; i < l->n; i++) {
		if (!id16_equal(l->of[i].person, p->id))
			continue;
		*ret = l->of[i].letter;
		return OK;
	}
	struct letter *letter = arena_new(a->secret, struct letter);

	TRY(store_get_page(a->store, a->secret, relation_letter_space(&p->relation),
			   relation_letter_page(&p->relation, relation_other(p->relation.mine)),
			   &row));
	bool is_read = is_good(a, p, &row, letter);

	ASSERT(l->n < KEYRING_PEOPLE);
	l->of[l->n].person = p->id;
	l->of[l->n++].letter = is_read ? letter : NULL;
	*ret = is_read ? letter : NULL;
	return note_letter(a, p, row.ver, is_read ? letter : NULL);
}

/* --- people */
static fallible meet(struct act *a, struct keyring_person *p, struct other *ret)
{
	const struct letter *letter;

	TRY(others_letter(a, p, &letter));
	*ret = (struct other){ .id = p->id,
			       .name = arena_str(a->arena, p->name),
			       .kind = p->kind,
			       .is_compared = p->flags & PERSON_COMPARED,
			       .is_resting = p->flags & PERSON_RESTING,
			       .is_closed = p->flags & PERSON_CLOSED,
			       .is_unverified = !letter && !(p->flags & PERSON_CLOSED),
			       .since = { p->since } };
	return OK;
}

fallible others_list(struct act *a, struct other **ret, size_t *ret_n)
{
	*ret_n = 0;
	*ret = NULL;
	if (!a->session->n_people && !a->keyring)
		return OK;
	TRY(act_open_keyring(a));
	*ret = arena_array(a->arena, struct other, a->keyring->n_people);
	for (size_t i = 0; i < a->keyring->n_people; i++)
		TRY(meet(a, &a->keyring->person[i], &(*ret)[i]));
	*ret_n = a->keyring->n_people;
	return OK;
}

fallible others_person(struct act *a, struct id16 id, struct keyring_person **ret)
{
	TRY(act_open_keyring(a));
	*ret = keyring_find(a->keyring, id);
	return *ret ? OK : FAIL(NOT_FOUND);
}

fallible others_find(struct act *a, struct id16 id, struct other *ret)
{
	struct keyring_person *p;

	TRY(others_person(a, id, &p));
	return meet(a, p, ret);
}

fallible others_partner(struct act *a, struct other *ret, bool *ret_found)
{
	*ret_found = false;
	if (!a->session->n_people && !a->keyring)
		return OK;
	TRY(act_open_keyring(a));
	for (size_t i = a->keyring->n_people; i-- > 0;) {
		struct keyring_person *p = &a->keyring->person[i];

		if (p->kind != PERSON_PARTNER || p->flags & PERSON_CLOSED)
			continue;
		*ret_found = true;
		return meet(a, p, ret);
	}
	return OK;
}

fallible others_rename(struct act *a, struct id16 id, struct str name)
{
	struct keyring_person *p;

	TRY(others_person(a, id, &p));
	p->name = others_name(a, name);
	return act_save_keyring(a);
}

struct str others_name(struct act *a, struct str name)
{
	size_t n = name.n;

	if (n > INVITE_NAME_MAX)
		for (n = INVITE_NAME_MAX; n && ((uint8_t)name.p[n] & 0xc0) == 0x80;)
			n--; /* not within a letter */
	return arena_str(a->secret, (struct str){ name.p, n });
}

/* --- what they share */
fallible others_items(struct act *a, struct id16 other, enum place place, struct other_item **ret,
		      size_t *ret_n)
{
	const struct letter *letter;
	struct keyring_person *p;

	*ret_n = 0;
	*ret = arena_array(a->secret, struct other_item, LETTER_ITEMS);
	TRY(others_person(a, other, &p));
	TRY(others_letter(a, p, &letter));
	for (size_t i = 0; letter && i < letter->n_items; i++)
		if (letter->item[i].place == (uint32_t)place)
			(*ret)[(*ret_n)++] =
				(struct other_item){ letter->item[i].id, letter->item[i].content };
	return OK;
}

static void add_epoch(struct notebook_source *s, const struct letter_line *line)
{
	size_t at = 0;

	while (at < s->n && s->epoch[at].epoch < line->epoch)
		at++;
	if (s->n == KEYRING_EPOCHS || (at < s->n && s->epoch[at].epoch == line->epoch))
		return;
	memmove(&s->epoch[at + 1], &s->epoch[at], (s->n - at) * sizeof *s->epoch);
	s->epoch[at] = (struct epoch_key){ .epoch = line->epoch, .key = line->key };
	s->n++;
}

void others_source_of(const struct letter *letter, enum topic topic, int64_t now,
		      struct notebook_source *ret)
{
	*ret = (struct notebook_source){ .space = letter->space, .topic = topic };
	for (size_t i = 0; i < letter->n_lines; i++) {
		const struct letter_line *line = &letter->line[i];

		if (line->topic == topic && (line->not_after == 0 || now <= line->not_after))
			add_epoch(ret, line);
	}
}

fallible others_source(struct act *a, struct id16 other, enum topic topic,
		       struct notebook_source *ret, bool *ret_found)
{
	const struct letter *letter;
	struct keyring_person *p;

	*ret = (struct notebook_source){ .topic = topic };
	*ret_found = false;
	TRY(others_person(a, other, &p));
	TRY(others_letter(a, p, &letter));
	if (letter)
		others_source_of(letter, topic, a->now.s, ret);
	*ret_found = ret->n > 0;
	return OK;
}
