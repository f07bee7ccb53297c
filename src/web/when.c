#include "when.h"
#include "words.h"

#define UNCHANGED "Nothing was changed."

struct str when_value(struct arena *a, struct day d)
{
	char *text = arena_take(a, DAY_TEXT_MAX);

	day_write(text, d);
	return str_c(text);
}

struct str when_clock_value(struct arena *a, int minute)
{
	char *text = arena_take(a, CLOCK_TEXT_MAX);

	clock_write(text, minute);
	return str_c(text);
}

static const char *day_refusal(struct visit *v, const struct when_rule *r)
{
	int today = act_today(&v->act).n;

	if (r->back == 0 && r->ahead >= WHEN_YEAR)
		return "Choose a day from today up to a year ahead. " UNCHANGED;
	if (r->back == 0)
		return arena_print(v->arena,
				   "Choose a day from today up to %d days ahead. " UNCHANGED,
				   r->ahead)
			.p;
	if (r->ahead == 0 && r->back < WHEN_YEAR)
		return arena_print(v->arena,
				   "Choose today or one of the %d days before. " UNCHANGED, r->back)
			.p;
	return arena_print(v->arena, "Choose a day from %s up to %s. " UNCHANGED,
			   words_date(v->arena, (struct day){ today - r->back }).p,
			   words_date(v->arena, (struct day){ today + r->ahead }).p)
		.p;
}

static bool is_in_reach(struct visit *v, const struct when_rule *r, struct day day)
{
	int today = act_today(&v->act).n;

	return (r->kept && day.n == r->kept->n) ||
	       (day.n >= today - r->back && day.n <= today + r->ahead);
}

void when_read(struct visit *v, const struct when_rule *r, struct when *ret)
{
	struct str time = str_trim(form_raw(&v->form, "time")),
		   text = str_trim(form_raw(&v->form, "day"));
	struct day day;

	if (r->may_be_any && text.n == 0)
		ret->day.n = 0;
	else if (day_parse(text, &day) && is_in_reach(v, r, day))
		ret->day = day;
	else
		form_refuse(&v->form, "day", day_refusal(v, r));
	ret->time = -1;
	if (r->has_time && time.n && !clock_parse(time, &ret->time))
		form_refuse(&v->form, "time",
			    "Write the time as 19:30, or leave it empty. " UNCHANGED);
	ret->place = (struct str){ "", 0 };
	if (r->place_max)
		ret->place = form_line(&v->form, "place", r->place_max);
}

static struct ui_field field(struct visit *v, const char *name, const char *label, struct str is)
{
	return (struct ui_field){ .name = name,
				  .label = label,
				  .error = form_error_of(&v->form, name),
				  .value = form_or(&v->form, name, is) };
}

void when_fill(struct visit *v, const struct when_rule *r, const struct when *is,
	       struct ui_when *ret)
{
	int today = act_today(&v->act).n, least = today - r->back;
	struct str none = { "", 0 };

	if (r->kept && r->kept->n < least)
		least = r->kept->n;
	*ret = (struct ui_when){ .has_time = r->has_time, .has_place = r->place_max > 0 };
	ret->day =
		field(v, "day", r->label,
		      is && (is->day.n || !r->may_be_any) ? when_value(v->arena, is->day) : none);
	if (r->may_be_any)
		ret->day.hint = "Can stay empty: any day.";
	ret->day.least = when_value(v->arena, (struct day){ least });
	ret->day.most = when_value(v->arena, (struct day){ today + r->ahead });
	ret->time = field(v, "time", "What time?",
			  is && is->time >= 0 ? when_clock_value(v->arena, is->time) : none);
	ret->place = field(v, "place", "Where?", is ? is->place : none);
	ret->place.length_max = (long)r->place_max;
	ret->time.hint = ret->place.hint = "Can stay empty.";
}

static struct ui_option minutes_option(struct visit *v, unsigned minutes, bool is_chosen)
{
	return (struct ui_option){ .value = arena_print(v->arena, "%u", minutes).p,
				   .words = words_duration(v->arena, minutes).p,
				   .is_chosen = is_chosen };
}

size_t when_minutes(struct visit *v, const unsigned offered[], size_t n, unsigned chosen,
		    struct ui_option to[])
{
	bool is_offered = chosen == 0;

	for (size_t i = 0; i < n; i++) {
		to[i] = minutes_option(v, offered[i], offered[i] == chosen);
		is_offered |= offered[i] == chosen;
	}
	if (!is_offered)
		to[n++] = minutes_option(v, chosen, true);
	return n;
}
