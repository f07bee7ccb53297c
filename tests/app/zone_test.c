/* A time on somebody's clock, and the instant it is: on ordinary days, on days of 23 and 25 hours,
 * at times that come twice or not at all, at the end of a year. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
#include "zone.h"

static const struct {
	const char *zone, *local, *utc; /* "YYYY-MM-DD HH:MM" */
} cases[] = {
	{ "Europe/Berlin", "2026-11-22 10:30", "2026-11-22 09:30" },
	{ "Europe/Berlin", "2026-07-01 10:30", "2026-07-01 08:30" },
	/* 23 hours: 02:30 is left out */
	{ "Europe/Berlin", "2027-03-28 01:59", "2027-03-28 00:59" },
	{ "Europe/Berlin", "2027-03-28 02:00", "2027-03-28 01:00" },
	{ "Europe/Berlin", "2027-03-28 02:30", "2027-03-28 01:30" },
	{ "Europe/Berlin", "2027-03-28 03:00", "2027-03-28 01:00" },
	{ "Europe/Berlin", "2027-03-28 23:59", "2027-03-28 21:59" },
	/* 25 hours: 02:30 comes twice */
	{ "Europe/Berlin", "2026-10-25 01:59", "2026-10-24 23:59" },
	{ "Europe/Berlin", "2026-10-25 02:30", "2026-10-25 00:30" },
	{ "Europe/Berlin", "2026-10-25 03:00", "2026-10-25 02:00" },
	{ "Europe/Berlin", "2026-10-25 00:00", "2026-10-24 22:00" },
	{ "Europe/Berlin", "2026-12-31 23:30", "2026-12-31 22:30" },
	{ "Europe/Berlin", "2027-01-01 00:30", "2026-12-31 23:30" },
	{ "America/New_York", "2027-03-14 02:30", "2027-03-14 07:30" },
	{ "America/New_York", "2027-03-14 03:00", "2027-03-14 07:00" },
	{ "America/New_York", "2026-11-01 01:30", "2026-11-01 05:30" },
	{ "America/New_York", "2026-11-01 02:00", "2026-11-01 07:00" },
	{ "America/New_York", "2026-12-31 23:30", "2027-01-01 04:30" },
	/* half an hour, in the other half of the year */
	{ "Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:45" },
	{ "Australia/Lord_Howe", "2026-10-04 02:30", "2026-10-03 15:30" },
	{ "Australia/Lord_Howe", "2027-04-04 01:45", "2027-04-03 14:45" },
	{ "Australia/Lord_Howe", "2027-04-04 02:00", "2027-04-03 15:30" },
	{ "Australia/Lord_Howe", "2027-01-01 00:30", "2026-12-31 13:30" },
	/* a day that began at one o'clock; none since 2019 */
	{ "America/Sao_Paulo", "2018-11-04 00:00", "2018-11-04 03:00" },
	{ "America/Sao_Paulo", "2018-11-04 01:00", "2018-11-04 03:00" },
	{ "America/Sao_Paulo", "2018-02-17 23:30", "2018-02-18 01:30" },
	{ "America/Sao_Paulo", "2026-11-01 00:00", "2026-11-01 03:00" },
	{ "America/Sao_Paulo", "2026-12-31 23:30", "2027-01-01 02:30" },
};

static int64_t seconds(const char *text)
{
	struct civil c;
	int hour, minute;

	assert_int_equal(sscanf(text, "%d-%d-%d %d:%d", &c.year, &c.month, &c.day, &hour, &minute),
			 5);
	return (int64_t)day_from_civil(c).n * 86400 + hour * 3600 + minute * 60;
}

static struct instant instant_of(const char *zone, int64_t local)
{
	return zone_instant(str_c(zone), STR(""), (struct day){ (int32_t)(local / 86400) },
			    (struct minutes){ (int32_t)(local % 86400 / 60) });
}

static void each_case(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t t = instant_of(cases[i].zone, seconds(cases[i].local)).s;

		if (t != seconds(cases[i].utc))
			fail_msg("%s %s: %+ld seconds from %s", cases[i].zone, cases[i].local,
				 (long)(t - seconds(cases[i].utc)), cases[i].utc);
	}
}

/* Every half an hour of two years: what the clock shows at that instant is what was asked
 * for, except where the clock leaves it out; then it shows the same distance after the gap. */
static void every_time_of_every_zone(void **state)
{
	int64_t from = seconds("2026-01-01 00:00"), to = seconds("2028-01-01 00:00");
	unsigned n_left_out = 0, n_zones = 0;

	(void)state;
	for (const char *zone; (zone = zone_nth(n_zones)); n_zones++)
		for (int64_t t = from; t < to; t += 1800) {
			struct instant is = instant_of(zone, t);
			struct minutes east = zone_east(str_c(zone), STR(""), is);
			int64_t late = is.s + east.n * 60 - t;

			if (late != 0 && late != 1800 && late != 3600)
				fail_msg("%s %ld: shows %+ld", zone, (long)t, (long)late);
			n_left_out += late != 0;
			/* Never the second of two. */
			struct minutes ahead =
				zone_east(str_c(zone), STR(""), (struct instant){ is.s - 7200 });
			int64_t other = t - ahead.n * 60;

			if (late == 0 && other < is.s)
				assert_int_not_equal(
					zone_east(str_c(zone), STR(""), (struct instant){ other })
						.n,
					ahead.n);
		}
	assert_true(n_zones > 30 && n_left_out > 100);
}

static void nowhere_is_utc(void **state)
{
	(void)state;
	assert_int_equal(instant_of("Nowhere/Here", seconds("2026-11-22 10:30")).s,
			 seconds("2026-11-22 10:30"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_case),
		cmocka_unit_test(every_time_of_every_zone),
		cmocka_unit_test(nowhere_is_utc),
	};

	zone_start();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
