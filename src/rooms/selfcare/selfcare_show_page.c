/* selfcare: how it reads to somebody it is shared with, and to its owner before. Of lines alone:
 * weekly looks stand where no one else can be let in. */
#include "selfcare_page.h"
#include "selfcare_show.html.h"

fallible selfcare_show(struct visit *v, struct html_out *o, const struct notebook_source *source)
{
	unsigned kinds = ~SELFCARE_KIND_BIT(SELFCARE_PERSON);
	struct selfcare_shown_view view = { .n_people = 0 };
	struct selfcare_line *list;
	size_t n;

	TRY(selfcare_shared(&v->act, source, &list, &n));
	struct selfcare_person_view *person =
		arena_array(v->arena, struct selfcare_person_view, n + 1);

	for (size_t i = 0; i < n; i++)
		if (list[i].kind == SELFCARE_PERSON)
			selfcare_fill_person(v, &list[i], &person[view.n_people++]);
	view.person = person;
	view.booked = selfcare_fill_lines(v, list, n, kinds, SELFCARE_AHEAD);
	view.one_day = selfcare_fill_lines(v, list, n, kinds, SELFCARE_NO_DAY);
	if (view.n_people || view.booked.n || view.one_day.n)
		selfcare_shown(o, &view);
	return OK;
}
