/* help: the numbers of a country as they are shown. */
#include "country.h"
#include "ensure.h"
#include "help_page.h"
#include "lines.h"

static void fill_country(struct visit *v, const struct country *c, struct help_lines_view *ret)
{
	ret->country = c->name;
	for (enum line_kind k = 0; k < LINE_KINDS; k++)
		lines_fill(v->arena, c, k, &ret->group[k]);
}

static size_t fill_signs(enum care_level level, const char *ret[HELP_ROWS_MAX])
{
	size_t n = 0;

	while (n < HELP_ROWS_MAX && care_sign(level, n)) {
		ret[n] = care_sign(level, n);
		n++;
	}
	return n;
}

void help_fill_lines(struct visit *v, struct str here, struct help_lines_view *ret)
{
	const struct country *c = country_find(visit_country(v));

	*ret = (struct help_lines_view){ .here = url_path(here) };
	lines_emergency(v->arena, c, &ret->call);
	if (c)
		fill_country(v, c, ret);
	ASSERT(country_count() <= HELP_COUNTRIES_MAX);
	for (size_t i = 0; i < country_count(); i++)
		ret->choice[ret->n_choices++] = (struct help_country_view){
			.code = country_at(i)->code,
			.name = country_at(i)->name,
			.is_chosen = country_at(i) == c,
		};
	ret->n_now = fill_signs(CARE_NOW, ret->now);
	ret->n_today = fill_signs(CARE_TODAY, ret->today);
	ret->n_talk = fill_signs(CARE_TALK, ret->talk);
	while (help_calling(ret->n_calling)) {
		ret->calling[ret->n_calling] = help_calling(ret->n_calling);
		ret->n_calling++;
	}
}
