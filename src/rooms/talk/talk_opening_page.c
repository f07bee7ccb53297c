/* talk: the first sentence: sentences to pick from, and the one that becomes one's own. */
#include "talk_form.html.h"
#include "talk_page.h"

#define STEP 1

size_t talk_step(const struct visit *v, size_t number)
{
	return form_has(&v->query, "new") || form_has(&v->form, "new") ? number : 0;
}

struct url talk_after(struct visit *v, enum talk_side s, size_t step)
{
	static const char *const next[TALK_STEPS] = { "/opening?new=1", "/plan/when?new=1",
						      "/plan/answers?new=1", "/plan/no?new=1",
						      "/plan/ask?new=1" };

	return talk_url(v, s, step && step < TALK_STEPS ? next[step] : "");
}

fallible talk_go_on(struct visit *v, enum talk_side s, size_t step)
{
	bool is_last = step == 0 || step >= TALK_STEPS;

	return visit_redirect_to(v,
				 (is_last ? talk_url(v, s, "?kept=1") : talk_after(v, s, step)).s);
}

uint32_t talk_version_sent(struct visit *v)
{
	return (uint32_t)form_number(&v->form, "version", 0, INT32_MAX, 0);
}

static fallible show_pick(struct visit *v, const struct talk_asked *p)
{
	struct talk_pick_view *view = arena_new(v->arena, struct talk_pick_view);
	const struct talk_row *row;

	view->step = talk_step(v, STEP);
	const char *more = view->step ? "&new=1" : "";

	view->title =
		p->side == TALK_ME ? STR("What could you say first?") : STR("How could you begin?");
	view->readers = p->around.readers;
	view->back = talk_url(v, p->side, "");
	view->own = talk_url(v, p->side, arena_print(v->arena, "/opening?row=0%s", more).p);
	for (; (row = talk_row(TALK_OPENINGS, p->side, view->n)) && view->n < TALK_ROWS_MAX;
	     view->n++)
		view->door[view->n] = (struct ui_door){
			.address = talk_url(
				v, p->side,
				arena_print(v->arena, "/opening?row=%u%s", row->number, more).p),
			.title = str_c(row->words)
		};
	talk_pick_page(page_begin(v, "Sentences", TAB_US), view);
	return page_end(v);
}

static fallible show_form(struct visit *v, const struct talk_asked *p, struct str opening,
			  const char *note)
{
	struct talk_part_view *view = arena_new(v->arena, struct talk_part_view);

	view->title = "Make it yours";
	view->lead =
		p->side == TALK_ME
			? "Short is good. You may read it out word for word."
			: "Say what you see and how it is for you. Leave out what it is called.";
	view->note = note;
	view->readers = p->around.readers;
	view->action = talk_url(v, p->side, "/opening");
	view->back =
		talk_url(v, p->side, talk_step(v, STEP) ? "/opening?new=1" : "/opening?pick=1");
	view->step = talk_step(v, STEP);
	view->skip = talk_after(v, p->side, view->step);
	view->version = p->version;
	view->has_field = true;
	view->field = (struct ui_field){ .name = "words",
					 .label = "My first sentence",
					 .error = form_error_of(&v->form, "words"),
					 .value = opening,
					 .length_max = TALK_OPENING_MAX,
					 .rows = 4 };
	talk_part_page(page_begin(v, "Sentence", TAB_US), view);
	return page_end_status(v, note || v->form.n_errors ? 422 : 200);
}

fallible talk_get_opening(struct visit *v)
{
	struct talk_asked *p = arena_new(v->arena, struct talk_asked);
	long number = form_number(&v->query, "row", 0, TALK_ROWS_MAX, -1);

	TRY(talk_read_asked(v, p));
	if (talk_is_resting(p))
		return talk_show_resting(v);
	if (form_has(&v->form, "words")) /* a draft taken up again */
		return show_form(v, p, form_raw(&v->form, "words"), NULL);
	if (number < 0)
		return p->plan.opening.n && !talk_step(v, STEP) && !form_has(&v->query, "pick")
			       ? show_form(v, p, p->plan.opening, NULL)
			       : show_pick(v, p);
	const struct talk_row *row = talk_find(TALK_OPENINGS, p->side, (unsigned)number);

	return show_form(v, p, str_c(row ? row->words : ""), NULL);
}

fallible talk_post_opening(struct visit *v)
{
	struct talk_asked *p = arena_new(v->arena, struct talk_asked);
	enum talk_refusal refusal;

	TRY(talk_read_asked(v, p));
	struct str words = form_text(&v->form, v->arena, "words", TALK_OPENING_MAX);
	struct talk_plan plan = p->plan;

	plan.opening = words;
	plan.version = talk_version_sent(v);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_form(v, p, words, NULL);
	TRY(talk_plan_keep(&v->act, &plan, &refusal));
	if (refusal)
		return show_form(v, p, words, talk_note(refusal));
	return talk_go_on(v, p->side, talk_step(v, STEP));
}
