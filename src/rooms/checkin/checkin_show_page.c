#include "checkin_show_page.h"
#include "checkin_show.html.h"
#include "checkin_use.h"
#include "checkin_view.h"
#include "words.h"

/* Short heads: the questions speak to the one who answers them. */
static const char *const heads[CHECKIN__COUNT] = {
	[CHECKIN_CLOSE] = "Closeness",
	[CHECKIN_DISTRESS] = "Own distress",
	[CHECKIN_DID] = "Mostly",
	[CHECKIN_URGE] = "Wish to avoid",
	[CHECKIN_CHANGED] = "Kept quiet or changed plans",
	[CHECKIN_SLEEP] = "Sleep",
};

static struct str day_words(struct arena *a, struct day day)
{
	struct civil c = day_civil(day);

	return arena_print(a, "%s, %d %s", weekday_name(day_weekday(day)), c.day,
			   month_name(c.month));
}

static void fill_day(struct visit *v, const struct checkin *c, struct checkin_shown_day *ret)
{
	*ret = (struct checkin_shown_day){ .when = day_words(v->arena, c->day), .good = c->good };
	for (int q = 0; q < CHECKIN__COUNT; q++) {
		const char *words = checkin_answer_words((enum checkin_question)q, c->answer[q]);

		if (heads[q] && words)
			ret->answer[ret->n++] = (struct checkin_shown_answer){ heads[q], words };
	}
}

static bool is_same_month(struct day a, struct day b)
{
	return day_month(a).n == day_month(b).n;
}

fallible checkin_show(struct visit *v, struct html_out *o, const struct notebook_source *source)
{
	struct checkin *list;
	size_t n, n_months = 0;

	TRY(checkin_shared(&v->act, source, &list, &n));
	for (size_t i = 0, last; i < n; i = last, n_months++) {
		struct civil c = day_civil(list[i].day);

		for (last = i; last < n && is_same_month(list[i].day, list[last].day);)
			last++;
		struct checkin_shown_day *day =
			arena_array(v->arena, struct checkin_shown_day, last - i);
		struct checkin_shown_month view = {
			.title = arena_print(v->arena, "%s %d", month_name(c.month), c.year),
			.day = day,
			.n = last - i,
			.is_open = n_months == 0
		};

		for (size_t k = i; k < last; k++)
			fill_day(v, &list[k], &day[k - i]);
		checkin_shown_month(o, &view);
	}
	return OK;
}
