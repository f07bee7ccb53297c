#include "day.h"

/* Both conversions after Howard Hinnant, "chrono-compatible low-level date algorithms": eras of 400
 * years from March. */
struct day day_from_civil(struct civil c)
{
	int64_t y = c.year - (c.month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;

	return (struct day){ (int32_t)(era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy -
				       719468) };
}

struct civil day_civil(struct day d)
{
	int64_t z = (int64_t)d.n + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int month = (int)(mp < 10 ? mp + 3 : mp - 9);

	return (struct civil){ .year = (int)(yoe + era * 400) + (month <= 2),
			       .month = month,
			       .day = (int)(doy - (153 * mp + 2) / 5 + 1) };
}

struct month day_month(struct day d)
{
	struct civil c = day_civil(d);

	return (struct month){ c.year * 12 + c.month - 1 };
}

struct day month_first_day(struct month m)
{
	return day_from_civil((struct civil){ .year = m.n / 12, .month = m.n % 12 + 1, .day = 1 });
}

int day_weekday(struct day d)
{
	return (int)((((int64_t)d.n + 3) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

bool civil_is_real(struct civil c)
{
	if (c.year < 1900 || c.year > 9999 || c.month < 1 || c.month > 12 || c.day < 1 ||
	    c.day > 31)
		return false;
	struct civil back = day_civil(day_from_civil(c));

	return back.year == c.year && back.month == c.month && back.day == c.day;
}

bool day_parse(struct str s, struct day *ret)
{
	long year, month, day;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' ||
	    !str_number((struct str){ s.p, 4 }, &year) ||
	    !str_number((struct str){ s.p + 5, 2 }, &month) ||
	    !str_number((struct str){ s.p + 8, 2 }, &day))
		return false;
	struct civil c = { (int)year, (int)month, (int)day };

	if (!civil_is_real(c))
		return false;
	*ret = day_from_civil(c);
	return true;
}

struct day instant_day(struct instant t, struct minutes east)
{
	int64_t s = t.s + (int64_t)east.n * 60;

	return (struct day){ (int32_t)((s >= 0 ? s : s - 86399) / 86400) };
}

static void put_digits(char *out, int v, int n)
{
	while (n--) {
		out[n] = (char)('0' + v % 10);
		v /= 10;
	}
}

void day_write(char out[DAY_TEXT_MAX], struct day d)
{
	struct civil c = day_civil(d);

	put_digits(out, c.year, 4);
	out[4] = out[7] = '-';
	put_digits(out + 5, c.month, 2);
	put_digits(out + 8, c.day, 2);
	out[10] = 0;
}

static bool read_two(struct str s, long most, int *ret)
{
	long n;

	if (s.n == 0 || s.n > 2 || !str_number(s, &n) || n < 0 || n > most)
		return false;
	*ret = (int)n;
	return true;
}

bool clock_parse(struct str s, int *ret)
{
	struct str first = str_cut(&s, ':');
	int hour, minute;

	if (!read_two(first, 23, &hour) || s.n != 2 || !read_two(s, 59, &minute))
		return false;
	*ret = hour * 60 + minute;
	return true;
}

void clock_write(char out[CLOCK_TEXT_MAX], int minute)
{
	put_digits(out, minute / 60, 2);
	out[2] = ':';
	put_digits(out + 3, minute % 60, 2);
	out[5] = 0;
}

const char *month_name(int month)
{
	static const char *const name[] = { "January",	 "February", "March",	 "April",
					    "May",	 "June",     "July",	 "August",
					    "September", "October",  "November", "December" };

	return month >= 1 && month <= 12 ? name[month - 1] : "";
}

const char *weekday_name(int weekday)
{
	static const char *const name[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
					    "Friday", "Saturday", "Sunday" };

	return weekday >= 0 && weekday <= 6 ? name[weekday] : "";
}
