/* programme: how it reads to somebody it is shared with. What both release to each other has its
 * own page; here is the rest of what was written, and when the next session is to be. */
#include "programme_page.h"
#include "programme_plan_use.h"
#include "programme_shown.html.h"

static struct programme_shown_view *fill_rows(struct visit *v, const struct programme_shared list[],
					      size_t n, size_t *ret_n)
{
	struct programme_shown_view *row =
		arena_array(v->arena, struct programme_shown_view, n + 1);
	struct programme_said_view *said = arena_array(v->arena, struct programme_said_view, n + 1);
	const struct programme_shared *before = NULL;

	*ret_n = 0;
	for (size_t i = 0; i < n; before = &list[i++]) {
		const struct programme_session *s = programme_session(list[i].session);
		const struct programme_step *step = &s->step[list[i].step];
		bool is_new = !before || before->session != list[i].session;

		if (is_new || before->step != list[i].step)
			row[(*ret_n)++] = (struct programme_shown_view){
				.session = is_new ? s->number : 0,
				.title = s->title,
				.step = step->title,
				.said = &said[i],
			};
		programme_fill_said(v, step, &list[i].entry, &said[i]);
		row[*ret_n - 1].n++;
	}
	return row;
}

fallible programme_show_topic(struct visit *v, struct html_out *o,
			      const struct notebook_source *source)
{
	struct programme_shown_view *row;
	struct programme_shared *list;
	struct programme_plan plan;
	struct str when = { "", 0 };
	bool is_planned;
	size_t n, n_rows;

	TRY(programme_read_shared(&v->act, source, &list, &n));
	TRY(programme_plan_shared(&v->act, source, &plan, &is_planned));
	if (n == 0 && !is_planned)
		return OK;
	if (is_planned) {
		struct str words = programme_plan_words(v, &plan);

		when = arena_print(v->arena, "Session %d is planned: %.*s", plan.session,
				   (int)words.n, words.p);
	}
	row = fill_rows(v, list, n, &n_rows);
	programme_shown(o, when, row, n_rows);
	return OK;
}
