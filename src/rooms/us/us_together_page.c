/* Both at one phone: private pages are closed, a few small steps, and one word each at the end.
 * Nothing said here is kept but the plan. */
#include "linking.h"
#include "together.h"
#include "us_page.h"
#include "us_together.html.h"
#include "us_use.h"
#include "words.h"

enum step { STEP_AGREEMENT = 1, STEP_CARDS, STEP_PLAN, STEP_WORD };

static const struct us_word words[] = {
	{ "warm", "Warm" },   { "lighter", "Lighter" }, { "near", "Near" },
	{ "quiet", "Quiet" }, { "strange", "Strange" }, { "tired", "Tired" },
	{ "hard", "Hard" },   { "none", "No word" },
};
#define WORDS (sizeof words / sizeof *words)

static struct str name_of(struct visit *v)
{
	struct str name = v->act.preferences->name;

	return name.n ? name : STR("You");
}

/* Who it is with; ret_found false: the page for nobody was shown. */
static fallible with_whom(struct visit *v, struct us_together_view *ret, struct other *ret_other,
			  bool *ret_found)
{
	TRY(linking_settle(&v->act));
	TRY(others_partner(&v->act, ret_other, ret_found));
	*ret = (struct us_together_view){ .me = name_of(v) };
	if (*ret_found) {
		ret->name = ret_other->name;
		return OK;
	}
	us_together_alone_page(page_begin(v, "Together", TAB_US));
	return page_end(v);
}

fallible us_get_together(struct visit *v)
{
	struct us_together_view view;
	struct other o;
	bool found;

	TRY(with_whom(v, &view, &o, &found));
	if (!found)
		return OK;
	struct html_out *out = page_begin(v, "Together", TAB_US);

	if (v->act.session->is_together)
		us_together_list_page(out, &view);
	else
		us_together_page(out, &view);
	return page_end(v);
}

fallible us_post_here(struct visit *v)
{
	struct us_together_view view;
	struct other o;
	bool found;

	TRY(with_whom(v, &view, &o, &found));
	if (!found)
		return OK;
	us_together_pass_page(page_begin(v, "Together", TAB_US), &view);
	return page_end(v);
}

static void give_cookie(struct visit *v, const uint8_t cookie[SESSION_COOKIE])
{
	char text[SESSION_COOKIE_TEXT_MAX];

	session_cookie_write(text, cookie);
	visit_set_cookie(v, COOKIE_SESSION, str_c(text), -1);
}

fallible us_post_too(struct visit *v)
{
	uint8_t *cookie = arena_take(v->act.secret, SESSION_COOKIE);
	struct other o;
	bool found;

	TRY(others_partner(&v->act, &o, &found));
	if (found) {
		TRY(together_begin(&v->act, cookie));
		give_cookie(v, cookie);
	}
	return visit_redirect(v, "/us/together");
}

/* What is shared of one place, by either. */
static fallible fill_items(struct visit *v, enum place place, struct us_together_view *view)
{
	struct journey_us *j = arena_new(v->arena, struct journey_us);
	struct us_item_view *list;

	TRY(journey_us_read(&v->act, &place, 1, j));
	struct journey_us_item *all =
		arena_array(v->arena, struct journey_us_item, j->n_theirs + j->n_mine);

	for (size_t i = 0; i < j->n_theirs; i++)
		all[view->n++] = j->theirs[i];
	for (size_t i = 0; i < j->n_mine; i++)
		all[view->n++] = j->mine[i];
	TRY(us_show_items(v, all, view->n, &list));
	view->item = list;
	return OK;
}

static fallible fill_plan(struct visit *v, const struct other *o, struct us_together_view *view)
{
	struct us_plan plan;
	bool found;

	TRY(us_plan_find(&v->act, o->id, &plan, &found));
	if (found)
		view->kept = plan.what;
	view->plan = (struct ui_field){ .name = "what",
					.label = "What, and when",
					.error = form_error_of(&v->form, "what"),
					.value = form_raw(&v->form, "what"),
					.length_max = US_PLAN_MAX,
					.rows = 3 };
	return OK;
}

static fallible show_step(struct visit *v, enum step step, int status)
{
	struct us_together_view view;
	struct other o;
	bool found;

	if (!v->act.session->is_together)
		return visit_redirect(v, "/us/together");
	TRY(with_whom(v, &view, &o, &found));
	if (!found)
		return OK;
	if (step == STEP_AGREEMENT || step == STEP_CARDS)
		TRY(fill_items(v, step == STEP_CARDS ? PLACE_CARD : PLACE_SIGNAL, &view));
	/* Between the two stands the first step of the first session (programme). */
	view.next = url_path(step == STEP_AGREEMENT ? STR("/programme/1/marks/pass")
						    : STR("/us/together/3"));
	if (step == STEP_PLAN)
		TRY(fill_plan(v, &o, &view));
	struct html_out *out = page_begin(v, "Together", TAB_US);

	switch (step) {
	case STEP_AGREEMENT:
		us_together_agreement_page(out, &view);
		break;
	case STEP_CARDS:
		us_together_cards_page(out, &view);
		break;
	case STEP_PLAN:
		us_together_plan_page(out, &view);
		break;
	case STEP_WORD:
		us_together_word_page(out, &view, words, WORDS);
		break;
	}
	return page_end_status(v, status);
}

fallible us_get_step(struct visit *v)
{
	long step;

	if (!str_number(visit_param(v, 0), &step) || step < STEP_AGREEMENT || step > STEP_WORD)
		return FAIL(NOT_FOUND);
	return show_step(v, (enum step)step, 200);
}

fallible us_post_plan(struct visit *v)
{
	struct str what = form_text(&v->form, v->arena, "what", US_PLAN_MAX);
	struct other o;
	bool found;

	if (!v->act.session->is_together)
		return visit_redirect(v, "/us/together");
	if (what.n == 0)
		form_refuse(&v->form, "what", "Write a few words first, or skip this step.");
	if (v->form.n_errors)
		return show_step(v, STEP_PLAN, 422);
	TRY(others_partner(&v->act, &o, &found));
	if (found)
		TRY(us_plan_set(&v->act, o.id, what));
	return visit_redirect(v, "/us/together/4");
}

static bool is_hard(struct visit *v, const char *name)
{
	struct choice table[WORDS];

	for (size_t i = 0; i < WORDS; i++)
		table[i] = (struct choice){ words[i].value, words[i].words };
	int row = form_choice(&v->form, name, table, WORDS);

	return row >= 0 && str_equal(str_c(words[row].value), STR("hard"));
}

fallible us_post_word(struct visit *v)
{
	bool mine = is_hard(v, "me"), theirs = is_hard(v, "other");

	us_together_end_page(page_begin(v, "Together", TAB_US), mine || theirs);
	return page_end(v);
}

fallible us_get_end(struct visit *v)
{
	struct us_together_view view = { .me = name_of(v) };

	us_together_leave_page(page_begin(v, "Together", TAB_US), &view);
	return page_end(v);
}

fallible us_post_end(struct visit *v)
{
	uint8_t *cookie = arena_take(v->act.secret, SESSION_COOKIE);

	TRY(together_end(&v->act, cookie));
	give_cookie(v, cookie);
	return visit_redirect(v, "/us");
}

fallible us_show_plan(struct visit *v, struct html_out *o, struct bytes content)
{
	struct us_plan plan;

	if (!us_plan_read(v->arena, content, &plan))
		return FAIL(UNVERIFIED);
	us_plan_shown(o, plan.what, words_date(v->arena, plan.day));
	return OK;
}
