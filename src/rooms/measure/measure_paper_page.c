/* measure: a part for each instrument of a page to take along, in the words of the room. */
#include "measure_page.h"
#include "words.h"

static void add_part(struct visit *v, const struct measure *m, const struct measure_result list[],
		     size_t n, struct paper *to)
{
	struct measure_course_view *course = arena_new(v->arena, struct measure_course_view);

	measure_fill_course(v, m, list, n, false, course);
	if (course->n == 0)
		return;
	struct paper_part *part = paper_part(to, str_c(m->id), str_c(m->short_name));
	struct str last = course->last;

	part->hint = arena_print(v->arena, "%s. %zu %s. The newest: %.*s", m->line, course->n,
				 course->n == 1 ? "total" : "totals", (int)last.n, last.p);
	struct str then = course->has_chart ? course->chart.sentence : (struct str){ "", 0 };

	paper_say(part, arena_print(v->arena, "%s. The newest total: %.*s%s%.*s", m->line,
				    (int)last.n, last.p, then.n ? " " : "", (int)then.n, then.p));
	part->chart = course->has_chart ? &course->chart : NULL;
}

fallible measure_add_paper(struct visit *v, struct paper *to)
{
	struct measure_result *list;
	size_t n, from = 0;

	TRY(measure_totals(&v->act, NULL, NULL, &list, &n));
	while (from < n && list[from].day.n < to->first.n)
		from++;
	for (size_t i = 0; i < MEASURES; i++)
		add_part(v, measure_at(i), list + from, n - from, to);
	return OK;
}
