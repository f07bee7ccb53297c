/* talk: how it reads to somebody it is shared with, and three treatments side by side. */
#include "talk.html.h"
#include "talk_card.html.h"
#include "talk_page.h"
#include "words.h"

static const struct talk_try_view *shown_tries(struct visit *v, const struct talk_try list[],
					       size_t n)
{
	struct talk_try_view *to = arena_array(v->arena, struct talk_try_view, n + 1);

	for (size_t i = 0; i < n; i++) {
		const struct talk_row *row =
			talk_find(TALK_OUTCOMES, list[i].side, list[i].outcome);

		to[i].when = words_date(v->arena, list[i].day);
		to[i].outcome = row ? row->words : NULL;
	}
	return to;
}

static void fill_shown(struct visit *v, const struct talk_plan *plan, struct talk_shown_view *view)
{
	struct talk_reply card[TALK_REPLIES_MAX];
	size_t n = talk_cards(plan, card);

	view->title =
		plan->side == TALK_ME ? "Finding help for myself" : "A talk about getting help";
	if (!plan->version)
		return;
	view->opening = plan->opening;
	/* A day that has passed by is not shown: nobody is asked about it. */
	if (plan->has_day && plan->day.n >= act_today(&v->act).n)
		view->when = talk_when_words(v, plan);
	view->where = talk_where_words(v, plan);
	view->ask = talk_ask_words(plan);
	view->n_nos = talk_fill_nos(plan, view->no);
	if (!plan->replies && !plan->n_replies)
		return; /* none was chosen: those of the house say nothing of this person */
	for (size_t i = 0; i < n; i++)
		view->reply[view->n_replies++] =
			(struct talk_reply_view){ .said = card[i].said, .reply = card[i].reply };
}

fallible talk_show_topic(struct visit *v, struct html_out *o, const struct notebook_source *source)
{
	struct talk_shown_view *view = arena_array(v->arena, struct talk_shown_view, TALK_SIDES);
	struct talk_shared *all = arena_new(v->arena, struct talk_shared);
	size_t n = 0;

	TRY(talk_read_shared(&v->act, source, all));
	for (int s = TALK_THEM; s < TALK_SIDES; s++) {
		if (!all->plan[s].version && !all->n_tries[s])
			continue;
		fill_shown(v, &all->plan[s], &view[n]);
		view[n].try = shown_tries(v, all->try[s], all->n_tries[s]);
		view[n++].n_tries = all->n_tries[s];
	}
	if (n)
		talk_shown_list(o, view, n);
	return OK;
}

/* --- side by side */
fallible talk_get_options(struct visit *v)
{
	struct talk_options_view *view = arena_new(v->arena, struct talk_options_view);
	const struct talk_position *from;
	const struct talk_fact *fact;

	for (; (fact = talk_fact(view->n)); view->n++) {
		struct talk_option_view *to = &view->option[view->n];
		const struct therapy_facts *therapy = therapy_facts(fact->therapy);

		to->fact = fact;
		to->name = therapy->name;
		to->long_name = therapy->long_name;
		for (; (from = talk_position(fact->therapy, to->n)); to->n++)
			to->position[to->n] = (struct talk_position_view){
				.who = from->who,
				.words = from->words,
				.sure = talk_sure_words(from->sure),
				.year = from->year,
				.address = url_web(str_c(from->address))
			};
	}
	talk_options_page(page_begin_wide(v, "Side by side", TAB_US), view);
	return page_end(v);
}
