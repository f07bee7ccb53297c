#include "lines.h"
#include "words.h"

struct ui_number lines_call(struct arena *a, const struct line_link *link)
{
	return (struct ui_number){ .href = url_tel(a, str_from(link->href, 4)),
				   .shown = link->shown,
				   .label = link->label };
}

/* "sms:741741?body=HOME" */
static struct ui_number text_view(struct arena *a, const struct line_link *link)
{
	struct str rest = str_from(link->href, 4);
	struct str number = str_cut(&rest, '?');

	return (struct ui_number){ .href = url_sms(a, number),
				   .shown = link->shown,
				   .label = link->label,
				   .body = str_from(rest, 5) };
}

static void fill_line(struct arena *a, const struct crisis_line *line, struct ui_line *ret)
{
	*ret = (struct ui_line){ .name = line->name,
				 .hours = line_hours_words(line->hours),
				 .chat = line->chat,
				 .note = line->note,
				 .checked = words_date(a, line->checked),
				 .is_unsure = line->confidence == LINE_LOW };
	for (size_t i = 0; i < line->call.n && i < UI_LINKS_MAX; i++)
		ret->call[ret->n_call++] = lines_call(a, &line->call.first[i]);
	for (size_t i = 0; i < line->text.n && i < UI_LINKS_MAX; i++)
		ret->text[ret->n_text++] = text_view(a, &line->text.first[i]);
}

void lines_fill(struct arena *a, const struct country *c, enum line_kind kind, struct ui_lines *ret)
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
	for (size_t i = 0; i < n && i < UI_LINES_MAX; i++)
		fill_line(a, &line[i], &ret->line[ret->n++]);
}

void lines_emergency(struct arena *a, const struct country *c, struct ui_call *ret)
{
	*ret = (struct ui_call){ .words = STR("Call the emergency number now if:") };
	for (size_t i = 0; c && i < c->emergency.n && i < UI_LINKS_MAX; i++) {
		struct str shown = c->emergency.first[i].shown;

		ret->number[ret->n++] = lines_call(a, &c->emergency.first[i]);
		ret->words = i ? arena_print(a, "%.*s or %.*s", (int)ret->words.n, ret->words.p,
					     (int)shown.n, shown.p)
			       : arena_print(a, "Call %.*s", (int)shown.n, shown.p);
	}
	if (ret->n)
		ret->words = arena_print(a, "%.*s now if:", (int)ret->words.n, ret->words.p);
}
