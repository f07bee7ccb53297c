/* talk: rehearsing with cards: one a page, each turned once, and the way out. */
#include "talk_card.html.h"
#include "talk_page.h"

static struct url card_url(struct visit *v, enum talk_side s, size_t number, bool is_turned)
{
	return talk_url(
		v, s, arena_print(v->arena, "/cards/%zu%s", number, is_turned ? "?turn=1" : "").p);
}

static void fill_opening(struct visit *v, const struct talk_asked *p, struct talk_card_view *view)
{
	view->is_first = true;
	view->is_sample = !p->plan.opening.n;
	view->said = view->is_sample ? str_c(talk_row(TALK_OPENINGS, p->side, 0)->words)
				     : p->plan.opening;
	view->change = talk_url(v, p->side, "/opening");
}

static void fill_reply(struct visit *v, const struct talk_asked *p, const struct talk_reply card[],
		       size_t at, struct talk_card_view *view)
{
	size_t own = 0;

	for (size_t i = 0; i <= at; i++)
		own += card[i].row == 0;
	view->said = card[at].said;
	view->reply = card[at].reply;
	view->is_turned = form_has(&v->query, "turn");
	view->change = talk_url(v, p->side,
				card[at].row ? arena_print(v->arena, "/reply/%u", card[at].row).p
					     : arena_print(v->arena, "/reply/own-%zu", own).p);
}

/* The first card is what one says, the last what one does if the answer is no. */
fallible talk_get_card(struct visit *v)
{
	struct talk_card_view *view = arena_new(v->arena, struct talk_card_view);
	struct talk_asked *p = arena_new(v->arena, struct talk_asked);
	struct talk_reply card[TALK_REPLIES_MAX];
	long number;

	TRY(talk_read_asked(v, p));
	size_t n = talk_cards(&p->plan, card);

	if (!str_number(visit_param(v, 1), &number) || number < 1 || (size_t)number > n + 2)
		return FAIL(NOT_FOUND);
	if (talk_is_resting(p))
		return talk_show_resting(v);
	view->number = (size_t)number;
	view->count = n + 2;
	view->is_last = view->number == view->count;
	view->mine = p->side == TALK_ME ? "You say on the phone" : "You say";
	view->theirs = "They may say";
	view->back = talk_url(v, p->side, "");
	view->worse = talk_url(v, p->side, "/worse");
	view->turn = card_url(v, p->side, view->number, true);
	view->next = card_url(v, p->side, view->number + 1, false);
	view->before = card_url(v, p->side, view->number - 1, false);
	if (number == 1) {
		fill_opening(v, p, view);
	} else if (view->is_last) {
		view->n_nos = talk_fill_nos(&p->plan, view->no);
		view->change = talk_url(v, p->side, "/plan/no");
	} else {
		fill_reply(v, p, card, view->number - 2, view);
	}
	talk_card_page(page_begin(v, "Card", TAB_US), view);
	return page_end(v);
}

fallible talk_get_worse(struct visit *v)
{
	struct talk_asked *p = arena_new(v->arena, struct talk_asked);

	TRY(talk_read_asked(v, p));
	struct talk_worse_view view = { .back = talk_url(v, p->side, "") };

	talk_worse_page(page_begin(v, "Stop", TAB_US), &view);
	return page_end(v);
}
