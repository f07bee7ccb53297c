/* help: the numbers of a country as they are shown. */
#include "country.h"
#include "ensure.h"
#include "help_page.h"
#include "words.h"

static struct help_number_view call_view(struct visit *v, const struct line_link *link)
{
	return (struct help_number_view){ .href = url_tel(v->arena, str_from(link->href, 4)),
					  .shown = link->shown,
					  .label = link->label };
}

/* "sms:741741?body=HOME" */
static struct help_number_view text_view(struct visit *v, const struct line_link *link)
{
	struct str rest = str_from(link->href, 4);
	struct str number = str_cut(&rest, '?');

	return (struct help_number_view){ .href = url_sms(v->arena, number),
					  .shown = link->shown,
					  .label = link->label,
					  .body = str_from(rest, 5) };
}

static void fill_line(struct visit *v, const struct crisis_line *line, struct help_line_view *ret)
{
	*ret = (struct help_line_view){ .name = line->name,
					.hours = line_hours_words(line->hours),
					.chat = line->chat,
					.note = line->note,
					.checked = words_date(v->arena, line->checked),
					.is_unsure = line->confidence == LINE_LOW };
	for (size_t i = 0; i < line->call.n && i < HELP_LINKS_MAX; i++)
		ret->call[ret->n_call++] = call_view(v, &line->call.first[i]);
	for (size_t i = 0; i < line->text.n && i < HELP_LINKS_MAX; i++)
		ret->text[ret->n_text++] = text_view(v, &line->text.first[i]);
}

static void fill_group(struct visit *v, const struct country *c, enum line_kind kind,
		       struct help_group_view *ret)
{
	static const struct {
		const char *title, *none;
	} words[LINE_KINDS] = {
		[LINE_CRISIS] = { "For anyone in despair",
				  "We know no line for this country yet. A doctor or the emergency "
				  "number will help." },
		[LINE_DOMESTIC_VIOLENCE] = { "If you are afraid of someone at home",
					     "We have no checked number for this country yet. In "
					     "danger, call the emergency number." },
		[LINE_VETERANS] = { "For people who served", NULL },
	};
	size_t n;
	const struct crisis_line *line = country_lines(c, kind, &n);

	ret->title = words[kind].title;
	ret->none = words[kind].none;
	ret->is_unchecked = n > 0 && !country_has_checked(c, kind);
	for (size_t i = 0; i < n && i < HELP_LINES_MAX; i++)
		fill_line(v, &line[i], &ret->line[ret->n++]);
}

static struct str call_words(struct visit *v, const struct country *c)
{
	struct str s = STR("Call");

	for (size_t i = 0; i < c->emergency.n; i++)
		s = arena_print(v->arena, "%.*s%s %.*s", (int)s.n, s.p, i ? " or" : "",
				(int)c->emergency.first[i].shown.n, c->emergency.first[i].shown.p);
	return arena_print(v->arena, "%.*s now if:", (int)s.n, s.p);
}

static void fill_country(struct visit *v, const struct country *c, struct help_lines_view *ret)
{
	ret->country = c->name;
	ret->call_words = call_words(v, c);
	for (size_t i = 0; i < c->emergency.n && i < HELP_LINKS_MAX; i++)
		ret->emergency[ret->n_emergency++] = call_view(v, &c->emergency.first[i]);
	for (enum line_kind k = 0; k < LINE_KINDS; k++)
		fill_group(v, c, k, &ret->group[k]);
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

	*ret = (struct help_lines_view){ .call_words = STR("Call the emergency number now if:"),
					 .here = url_path(here) };
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
