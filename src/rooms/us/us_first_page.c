/* The first minutes after a yes: the way out, one card, two private questions, one thing for a hard
 * moment. Every step can be skipped, and nothing follows from skipping. */
#include "exit.h"
#include "us_first.html.h"
#include "us_page.h"

enum step { STEP_LEAVE = 1, STEP_CARD, STEP_SAFETY, STEP_GROUND, STEP_END };

static const struct us_option *exits(struct visit *v, size_t *ret_n)
{
	struct us_option *list = arena_array(v->arena, struct us_option, exit_count());

	*ret_n = exit_count();
	for (size_t i = 0; i < *ret_n; i++)
		list[i] = (struct us_option){ arena_print(v->arena, "%zu", i),
					      str_c(exit_words((int)i)),
					      (int)i == v->act.preferences->exit_target };
	return list;
}

static fallible show_step(struct visit *v, enum step step, int status)
{
	struct us_first_view view = {
		.step = (size_t)step,
		.steps = STEP_END - 1,
		.action = url_path(STR("/us/first/1")),
		.next = url_path(arena_print(v->arena, "/us/first/%d", (int)step + 1)),
		.notebook = { .name = "notebook",
			      .label = "The word in the tab and at the top",
			      .hint = "Something dull is best.",
			      .error = form_error_of(&v->form, "notebook"),
			      .value = v->act.preferences->notebook,
			      .length_max = 24 },
	};

	view.exit = exits(v, &view.n_exits);
	struct html_out *o = page_begin(v, "Beginning", TAB_US);

	switch (step) {
	case STEP_LEAVE:
		us_first_leave_page(o, &view);
		break;
	case STEP_CARD:
		us_first_card_page(o, &view);
		break;
	case STEP_SAFETY:
		us_first_safety_page(o, &view);
		break;
	case STEP_GROUND:
		us_first_ground_page(o, &view);
		break;
	case STEP_END:
		us_first_end_page(o);
		break;
	}
	return page_end_status(v, status);
}

fallible us_get_first(struct visit *v)
{
	long step;

	if (!str_number(visit_param(v, 0), &step) || step < STEP_LEAVE || step > STEP_END)
		return FAIL(NOT_FOUND);
	return show_step(v, (enum step)step, 200);
}

fallible us_post_first(struct visit *v)
{
	struct preferences *p = v->act.preferences;

	p->exit_target =
		(int)form_number(&v->form, "exit", 0, (long)exit_count() - 1, p->exit_target);
	p->notebook = form_line(&v->form, "notebook", 24);
	if (p->notebook.n == 0)
		form_refuse(&v->form, "notebook", "A word is needed here. Notebook is a good one.");
	if (v->form.n_errors)
		return show_step(v, STEP_LEAVE, 422);
	TRY(act_save_preferences(&v->act));
	return visit_redirect(v, "/us/first/2");
}
