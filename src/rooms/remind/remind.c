#include "remind.h"

#define WORKING_DAYS 0x1fu
#define WEEKEND	     0x60u

static const struct remind_row rows[REMIND_DOORS] = {
#define DOOR(id, number, value, words, button, path) [number] = { value, words, button, path },
#include "remind.def"
};

const struct remind_row *remind_row(enum remind_door d)
{
	return d > REMIND_NONE && d < REMIND_DOORS ? &rows[d] : NULL;
}

bool remind_find_door(struct str value, enum remind_door *ret)
{
	for (int d = REMIND_NONE + 1; d < REMIND_DOORS; d++) {
		if (!str_equal(value, str_c(rows[d].value)))
			continue;
		*ret = (enum remind_door)d;
		return true;
	}
	return false;
}

struct str remind_title(const struct remind *r)
{
	return r->words.n ? r->words : str_c(rows[r->door].words);
}

bool remind_is_on(const struct remind *r, struct day d)
{
	return r->days >> day_weekday(d) & 1;
}

bool remind_shows(const struct remind *r, struct day today, int minute)
{
	return remind_is_on(r, today) && r->time <= minute && r->put_away.n != today.n;
}

bool remind_comes_before(const struct remind *x, const struct remind *y)
{
	return x->time != y->time ? x->time < y->time : x->written.s < y->written.s;
}

struct str remind_days_words(struct arena *a, unsigned days)
{
	struct str words = { "", 0 };
	unsigned left = days & REMIND_EVERY_DAY;

	if (left == REMIND_EVERY_DAY)
		return STR("Every day");
	if (left == WORKING_DAYS)
		return STR("Monday to Friday");
	if (left == WEEKEND)
		return STR("Saturday and Sunday");
	for (int d = 0; d < 7; d++) {
		if (!(left >> d & 1))
			continue;
		left &= ~(1u << d);
		words = arena_print(a, "%.*s%s%s", (int)words.n, words.p,
				    !words.n ? ""
				    : left   ? ", "
					     : " and ",
				    weekday_name(d));
	}
	return words;
}
