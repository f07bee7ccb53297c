/* card: closeness. One's own answers, kind by kind, and the page for both. */
#include "card_close.html.h"
#include "card_close_use.h"
#include "card_page.h"
#include "when.h"
#include "words.h"

static const struct choice answers[] = { { "yes", "Yes" },
					 { "ask", "Ask me" },
					 { "no", "Not now" } };

static struct url touch_url(struct visit *v, size_t number)
{
	return url_path(arena_print(v->arena, "/card/closeness/%zu", number));
}

/* How long a yes counts, or when to think of it again. */
static void fill_until(struct visit *v, const struct card_closeness *c, size_t i,
		       struct card_touch_view *ret)
{
	struct day today = act_today(&v->act);
	struct day last = { instant_day(c->said[i], v->act.east).n + SHARING_YES_DAYS };

	if (c->answer[i] == ANSWER_NOT_NOW && c->ask_again[i].n) {
		struct str day = words_date(v->arena, c->ask_again[i]);

		ret->until =
			arena_print(v->arena, "Think of it again after %.*s", (int)day.n, day.p);
	} else if (c->is_told && (c->answer[i] == ANSWER_YES || c->answer[i] == ANSWER_ASK)) {
		struct str day = words_date(v->arena, last);

		ret->until = last.n > today.n
				     ? arena_print(v->arena, "Counts until %.*s", (int)day.n, day.p)
				     : STR("Rests now. Say it again if it is still true");
	}
}

fallible card_get_close(struct visit *v)
{
	struct card_close_view view = { 0 };
	struct card_closeness c;
	struct other partner;

	TRY(card_closeness_find(&v->act, &c));
	for (size_t i = 0; i < CARD_TOUCHES; i++) {
		struct card_touch_view *row = &view.row[i];

		row->words = card_touch(i);
		row->change = touch_url(v, i + 1);
		if (c.answer[i])
			row->answer = card_answer_words(c.answer[i]);
		view.has_any |= c.answer[i] != ANSWER_SILENT;
		fill_until(v, &c, i, row);
	}
	TRY(others_partner(&v->act, &partner, &view.has_partner));
	view.is_told = view.has_partner && c.is_told && id16_equal(c.told, partner.id);
	if (view.has_partner)
		view.name = partner.name;
	card_close_page(page_begin(v, "Closeness", TAB_US), &view);
	return page_end(v);
}

/* --- one kind of touch */
static fallible read_touch(struct visit *v, size_t *ret)
{
	long n;

	if (!str_number(visit_param(v, 0), &n) || n < 1 || n > CARD_TOUCHES)
		return FAIL(NOT_FOUND);
	*ret = (size_t)n;
	return OK;
}

fallible card_get_touch(struct visit *v)
{
	struct card_ask_view view = { .steps = CARD_TOUCHES };
	struct card_closeness c;
	size_t n;

	TRY(read_touch(v, &n));
	TRY(card_closeness_find(&v->act, &c));
	view.words = card_touch(n - 1);
	view.step = n;
	view.action = touch_url(v, n);
	view.back = url_path(STR("/card/closeness"));
	for (size_t i = 0; i < 3; i++)
		view.option[i] = (struct ui_option){ .value = answers[i].value,
						     .words = answers[i].words,
						     .is_chosen = c.answer[n - 1] == i + 1 };
	view.after = (struct ui_field){ .name = "after",
					.label = "If not now: a day to think of it again",
					.hint = "Only for you. Leave it empty if you like." };
	if (c.ask_again[n - 1].n)
		view.after.value = when_value(v->arena, c.ask_again[n - 1]);
	card_ask_page(page_begin(v, "Closeness", TAB_US), &view);
	return page_end(v);
}

fallible card_post_touch(struct visit *v)
{
	struct day after = { 0 };
	size_t n;

	TRY(read_touch(v, &n));
	struct url next = n < CARD_TOUCHES ? touch_url(v, n + 1) : url_path(STR("/card/closeness"));

	if (form_check(&v->form, "skip"))
		return visit_redirect_to(v, next.s);
	int answer = form_choice(&v->form, "v", answers, 3);

	(void)form_day(&v->form, "after", &after);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (form_check(&v->form, "silent"))
		answer = -1;
	else if (answer < 0)
		return visit_redirect_to(v, next.s);
	enum card_answer kept = (enum card_answer)(answer + 1);

	TRY(card_closeness_answer(&v->act, n - 1, kept,
				  kept == ANSWER_NOT_NOW ? after : (struct day){ 0 }));
	return visit_redirect_to(v, next.s);
}

/* --- for both */
fallible card_post_not_now(struct visit *v)
{
	TRY(card_closeness_not_now(&v->act));
	return visit_redirect(v, "/card/closeness");
}

fallible card_post_tell(struct visit *v)
{
	struct other partner;
	bool found;

	TRY(others_partner(&v->act, &partner, &found));
	if (found)
		TRY(card_closeness_tell(&v->act, partner.id));
	return visit_redirect(v, "/card/closeness");
}

fallible card_post_hush(struct visit *v)
{
	TRY(card_closeness_hush(&v->act));
	return visit_redirect(v, "/card/closeness");
}

fallible card_get_both(struct visit *v)
{
	struct card_both_view view = { 0 };
	struct other partner;
	uint64_t matches;
	bool found;

	TRY(others_partner(&v->act, &partner, &found));
	if (!found)
		return visit_redirect(v, "/card/closeness");
	TRY(sharing_matches(&v->act, partner.id, &matches));
	view.name = partner.name;
	for (size_t i = 0; i < CARD_TOUCHES; i++) {
		enum card_overlap overlap = card_touch_overlap(matches, i);

		if (overlap == OVERLAP_BOTH_YES)
			view.yes[view.n_yes++] = card_touch(i);
		else if (overlap == OVERLAP_ASK_FIRST)
			view.ask[view.n_ask++] = card_touch(i);
	}
	card_both_page(page_begin(v, "Closeness", TAB_US), &view);
	return page_end(v);
}
