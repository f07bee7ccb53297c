#include "journey_calming.h"
#include "card_share_use.h"

static void fill(const struct card_copy *c, struct journey_calming *ret)
{
	const struct card_section *s;

	for (size_t i = 0; (s = card_section(c->kind, i)); i++) {
		struct journey_calming_part *part = &ret->part[ret->n];

		part->title = s->title;
		for (size_t at = 0; at < c->n; at++)
			if (c->line[at].section == s->number)
				part->line[part->n++] = card_line_words(c->kind, &c->line[at]);
		ret->n += part->n > 0;
	}
}

static fallible read_card(struct act *a, struct journey_calming *ret)
{
	struct card_theirs *t = arena_new(a->arena, struct card_theirs);
	struct other partner;
	bool found;

	TRY(others_partner(a, &partner, &found));
	if (!found)
		return OK;
	TRY(card_theirs(a, partner.id, CARD_CALMING, t));
	ret->name = partner.name;
	if (t->has_card)
		fill(&t->shown.copy, ret);
	return OK;
}

fallible journey_calming_read(struct act *a, struct journey_calming *ret)
{
	*ret = (struct journey_calming){ 0 };
	if (!a->is_signed_in)
		return OK;
	struct err e = read_card(a, ret);

	if (e.code == ERR_NONE || e.code == ERR_PENDING)
		return e;
	*ret = (struct journey_calming){ 0 };
	return OK;
}
