/* help: the tools, with 0 to 10 before and after. The numbers travel in the form and are kept
 * nowhere; only "do not offer me this again" is kept, by the person's own tap. */
#include "ensure.h"
#include "first.h"
#include "help_ground.html.h"
#include "help_page.h"

static unsigned never_of(const struct visit *v)
{
	const struct preferences *p = v->act.preferences;
	unsigned never = 0;

	if (!v->act.is_signed_in)
		return 0;
	for (size_t i = 0; i < p->n_never_tool; i++)
		if (p->never_tool[i] < TOOL__COUNT)
			never |= 1U << p->never_tool[i];
	return never;
}

static struct url tool_url(struct visit *v, const struct help_tool *tool)
{
	return url_path(arena_print(v->arena, "/help/ground/%s", tool->id));
}

static void fill_tool(struct visit *v, const struct help_tool *tool, struct help_tool_view *ret)
{
	unsigned never = never_of(v);

	*ret = (struct help_tool_view){ .first = first_step(v, FIRST_GROUND),
					.tool = tool,
					.address = tool_url(v, tool),
					.before = DISTRESS_NONE,
					.is_signed_in = v->act.is_signed_in,
					.is_never = !help_is_offered(tool, never),
					.instead = help_instead(tool, never) };
	ret->never = url_path(arena_print(v->arena, "/help/ground/%s/never", tool->id));
	ret->self = first_keep(v, ret->address);
	ret->worse =
		first_keep(v, url_path(arena_print(v->arena, "/help/ground/%s/worse", tool->id)));
	if (ret->instead)
		ret->instead_address = first_keep(v, tool_url(v, ret->instead));
	for (const char *text; ret->n < HELP_ROWS_MAX && (text = help_tool_step(tool, ret->n));)
		ret->step[ret->n++] = text;
}

fallible help_get_two_minutes(struct visit *v)
{
	struct help_tools_view view = { .is_kept = form_has(&v->query, "kept") };
	unsigned never = never_of(v);

	for (size_t i = 0; help_tool(i); i++) {
		if (help_is_offered(help_tool(i), never))
			fill_tool(v, help_tool(i), &view.row[view.n++]);
		else
			view.has_hidden = true;
	}
	help_tools_page(page_begin(v, "Two minutes", TAB_HELP), &view);
	return page_end(v);
}

fallible help_get_ground(struct visit *v)
{
	const struct help_tool *tool = help_tool_find(visit_param(v, 0));
	struct help_tool_view view;

	if (!tool)
		return FAIL(NOT_FOUND);
	fill_tool(v, tool, &view);
	help_before_page(page_begin(v, tool->title, TAB_HELP), &view);
	return page_end(v);
}

static int distress(struct visit *v, const char *name)
{
	return (int)form_number(&v->form, name, 0, DISTRESS_MOST, DISTRESS_NONE);
}

static enum help_outcome outcome_of(struct visit *v, int before)
{
	int felt = form_choice(&v->form, "felt",
			       (const struct choice[]){ { "lower", "It went down" },
							{ "same", "About the same" },
							{ "worse", "It got worse" } },
			       3);
	static const enum help_outcome said[] = { OUTCOME_LOWER, OUTCOME_SAME, OUTCOME_WORSE };

	return felt >= 0 ? said[felt] : help_outcome(before, distress(v, "after"));
}

fallible help_post_ground(struct visit *v)
{
	const struct help_tool *tool = help_tool_find(visit_param(v, 0));
	struct help_tool_view view;

	if (!tool)
		return FAIL(NOT_FOUND);
	fill_tool(v, tool, &view);
	view.before = distress(v, "before");
	view.outcome = outcome_of(v, view.before);
	view.words = help_outcome_words(view.outcome);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	struct html_out *out = page_begin(v, tool->title, TAB_HELP);

	if (form_has(&v->form, "after") || form_has(&v->form, "felt") ||
	    form_check(&v->form, "done"))
		help_after_page(out, &view);
	else
		help_steps_page(out, &view);
	return page_end(v);
}

/* An address of its own, so that it is there without a signal as well. */
fallible help_get_worse(struct visit *v)
{
	const struct help_tool *tool = help_tool_find(visit_param(v, 0));
	struct help_tool_view view;

	if (!tool)
		return FAIL(NOT_FOUND);
	fill_tool(v, tool, &view);
	view.outcome = OUTCOME_WORSE;
	view.words = help_outcome_words(OUTCOME_WORSE);
	help_after_page(page_begin(v, tool->title, TAB_HELP), &view);
	return page_end(v);
}

fallible help_post_never(struct visit *v)
{
	const struct help_tool *tool = help_tool_find(visit_param(v, 0));
	struct preferences *p = v->act.preferences;

	if (!tool)
		return FAIL(NOT_FOUND);
	ASSERT((size_t)TOOL__COUNT <= PREFERENCES_TOOLS_MAX);
	if (!preferences_has_never(p, tool->name) && p->n_never_tool < PREFERENCES_TOOLS_MAX) {
		TRY(act_open_keyring(&v->act));
		p->never_tool[p->n_never_tool++] = tool->name;
		TRY(act_save_preferences(&v->act));
	}
	return first_is(v) ? visit_redirect_to(v, first_url(FIRST_END).s)
			   : visit_redirect(v, "/help/two-minutes?kept=1");
}
