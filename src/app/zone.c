#include "zone.h"
#include <libical/ical.h>

static const struct {
	const char *country, *name;
} zone_table[] = {
#define ZONE(country, name) { country, name },
#include "zone.def"
#undef ZONE
};
#define ZONES (sizeof zone_table / sizeof *zone_table)

static icaltimezone *zone_read[ZONES]; /* kept once read; one thread */

void zone_start(void)
{
	/* The list of names now. A zone is read and expanded, up to 2100, when somebody lives in
	 * it: all of them at once took twice as long as the rest of a worker's start. */
	(void)icaltimezone_get_builtin_timezone("UTC");
}

static icaltimezone *zone_get(size_t i)
{
	struct icaltimetype t =
		icaltime_from_timet_with_zone(4102444800, 0, icaltimezone_get_utc_timezone());
	int is_daylight;

	if (!zone_read[i] && (zone_read[i] = icaltimezone_get_builtin_timezone(zone_table[i].name)))
		(void)icaltimezone_get_utc_offset_of_utc_time(zone_read[i], &t, &is_daylight);
	return zone_read[i];
}

static size_t find(struct str zone, struct str country)
{
	for (size_t i = 0; zone.n && i < ZONES; i++)
		if (str_equal(zone, str_c(zone_table[i].name)))
			return i;
	for (size_t i = 0; country.n && i < ZONES; i++)
		if (str_equal(country, str_c(zone_table[i].country)))
			return i;
	return ZONES;
}

struct minutes zone_east(struct str zone, struct str country, struct instant t)
{
	size_t i = find(zone, country);
	int is_daylight;

	if (i == ZONES || !zone_get(i))
		return (struct minutes){ 0 };
	struct icaltimetype utc =
		icaltime_from_timet_with_zone(t.s, 0, icaltimezone_get_utc_timezone());

	return (struct minutes){
		icaltimezone_get_utc_offset_of_utc_time(zone_read[i], &utc, &is_daylight) / 60
	};
}

#define DAY_SECONDS 86400

struct instant zone_instant(struct str zone, struct str country, struct day d,
			    struct minutes of_day)
{
	int64_t shown = (int64_t)d.n * DAY_SECONDS + (int64_t)of_day.n * 60;
	/* No zone changes its clock twice within two days. */
	struct minutes before = zone_east(zone, country, (struct instant){ shown - DAY_SECONDS });
	struct minutes after = zone_east(zone, country, (struct instant){ shown + DAY_SECONDS });
	struct instant first = { shown - (int64_t)before.n * 60 };
	struct instant second = { shown - (int64_t)after.n * 60 };

	if (zone_east(zone, country, first).n == before.n ||
	    zone_east(zone, country, second).n != after.n)
		return first;
	return second;
}

const char *zone_nth(size_t i)
{
	return i < ZONES ? zone_table[i].name : NULL;
}

const char *zone_of_country(struct str country)
{
	size_t i = find((struct str){ "", 0 }, country);

	return i < ZONES ? zone_table[i].name : NULL;
}

bool zone_is_known(struct str zone)
{
	return zone.n && find(zone, (struct str){ "", 0 }) < ZONES;
}
