#include "words.h"

struct str words_date(struct arena *a, struct day d)
{
	struct civil c = day_civil(d);

	return arena_print(a, "%d %s %d", c.day, month_name(c.month), c.year);
}

struct str words_day_short(struct arena *a, struct day d)
{
	struct civil c = day_civil(d);

	return arena_print(a, "%d %.3s", c.day, month_name(c.month));
}

struct str words_day_title(struct arena *a, struct day d, struct day today)
{
	struct civil c = day_civil(d);

	if (d.n == today.n)
		return STR("Today");
	if (d.n == today.n - 1)
		return STR("Yesterday");
	return arena_print(a, "%s, %d %s", weekday_name(day_weekday(d)), c.day,
			   month_name(c.month));
}

struct str words_when(struct arena *a, struct day d, int time, struct day today)
{
	struct str day = d.n == today.n + 1 ? STR("Tomorrow") : words_day_title(a, d, today);

	if (time < 0)
		return day;
	return arena_print(a, "%.*s at %d:%02d", (int)day.n, day.p, time / 60, time % 60);
}

struct str words_day_near(struct arena *a, struct day d, struct day today)
{
	struct civil c = day_civil(d);

	if (d.n == today.n)
		return STR("today");
	if (d.n == today.n - 1)
		return STR("yesterday");
	if (d.n < today.n && d.n > today.n - 7)
		return arena_print(a, "on %s", weekday_name(day_weekday(d)));
	return arena_print(a, "on %d %s", c.day, month_name(c.month));
}

int words_minute(struct instant t, struct minutes east)
{
	int64_t s = t.s + (int64_t)east.n * 60;

	return (int)(((s % 86400) + 86400) % 86400 / 60);
}

struct str words_duration(struct arena *a, unsigned minutes)
{
	if (minutes == 60)
		return STR("an hour");
	if (minutes == 90)
		return STR("an hour and a half");
	return minutes % 60 ? arena_print(a, "%u minutes", minutes)
			    : arena_print(a, "%u hours", minutes / 60);
}

struct str words_instant(struct arena *a, struct instant t, struct minutes east)
{
	struct civil c = day_civil(instant_day(t, east));
	int minute = words_minute(t, east);

	return arena_print(a, "%d %s, %02d:%02d", c.day, month_name(c.month), minute / 60,
			   minute % 60);
}

struct str words_capital(struct arena *a, const char *words)
{
	size_t n = strlen(words);
	char *p = arena_take(a, n + 1);

	memcpy(p, words, n);
	if (*p >= 'a' && *p <= 'z')
		*p = (char)(*p - 'a' + 'A');
	return (struct str){ p, n };
}

const char *words_greeting(struct instant t, struct minutes east)
{
	int hour = words_minute(t, east) / 60;

	if (hour < 5)
		return "Hello";
	if (hour < 12)
		return "Good morning";
	return hour < 18 ? "Good afternoon" : "Good evening";
}
