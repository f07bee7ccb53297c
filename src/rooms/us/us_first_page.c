/* The first minutes of whoever was invited: the way out, one card, two private questions, one thing
 * for a hard moment. Every step can be skipped, and nothing follows from skipping. What is asked by
 * another room is asked on its own pages (first.h). */
#include "exit.h"
#include "first.h"
#include "us_first.html.h"
#include "us_page.h"

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

static fallible show_leave(struct visit *v, int status)
{
	struct us_first_view view = {
		.first = first_step(v, FIRST_LEAVE),
		.action = first_url(FIRST_LEAVE),
		.end = first_url(FIRST_END),
		.notebook = { .name = "notebook",
			      .label = "The word in the tab and at the top",
			      .hint = "Something dull is best.",
			      .error = form_error_of(&v->form, "notebook"),
			      .value = v->act.preferences->notebook,
			      .length_max = 24 },
	};

	view.exit = exits(v, &view.n_exits);
	us_first_leave_page(page_begin(v, "Beginning", TAB_US), &view);
	return page_end_status(v, status);
}

static fallible show_card(struct visit *v)
{
	struct us_first_view view = {
		.first = first_step(v, FIRST_CARD),
		.write = url_path(STR("/card/calming/write/1?first=1")),
		.end = first_url(FIRST_END),
	};

	us_first_card_page(page_begin(v, "Beginning", TAB_US), &view);
	return page_end(v);
}

static fallible show_end(struct visit *v)
{
	struct us_first_view view = { 0 };

	view.has_invitation = visit_invitation(v, &view.invitation);
	us_first_end_page(page_begin(v, "Beginning", TAB_US), &view);
	return page_end(v);
}

fallible us_get_first(struct visit *v)
{
	long step;

	if (!str_number(visit_param(v, 0), &step) || step < FIRST_LEAVE || step > FIRST_END)
		return FAIL(NOT_FOUND);
	if (step == FIRST_LEAVE)
		return show_leave(v, 200);
	if (step == FIRST_CARD)
		return show_card(v);
	return step == FIRST_END ? show_end(v)
				 : visit_redirect_to(v, first_url((enum first_step)step).s);
}

fallible us_post_first(struct visit *v)
{
	struct preferences *p = v->act.preferences;

	p->has_first = true;
	if (!form_check(&v->form, "skip")) {
		p->exit_target = (int)form_number(&v->form, "exit", 0, (long)exit_count() - 1,
						  p->exit_target);
		p->notebook = form_line(&v->form, "notebook", 24);
		if (p->notebook.n == 0)
			form_refuse(&v->form, "notebook",
				    "A word is needed here. Notebook is a good one.");
		if (v->form.n_errors)
			return show_leave(v, 422);
	}
	TRY(act_save_preferences(&v->act));
	return visit_redirect_to(v, first_url(FIRST_CARD).s);
}
