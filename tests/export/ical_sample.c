/* ical_sample: dates that are hard to get right, written out: tests/golden/ical.ics has them, and
 * tests/browser (calendar) has another reader say what it reads there. A title says the zone and
 * what its clock shows; the second half of it, behind "->", what it shows when that is left out. */
#include <stdio.h>
#include "ical.h"
#include "zone.h"

static const struct {
	const char *title, *zone;
	int year, month, day, hour, minute;
} samples[] = {
	{ "Europe/Berlin 2026-11-22 10:30", "Europe/Berlin", 2026, 11, 22, 10, 30 },
	{ "Europe/Berlin 2026-07-01 10:30", "Europe/Berlin", 2026, 7, 1, 10, 30 },
	{ "Europe/Berlin 2027-03-28 01:59", "Europe/Berlin", 2027, 3, 28, 1, 59 },
	{ "Europe/Berlin 2027-03-28 02:30 -> 2027-03-28 03:30", "Europe/Berlin", 2027, 3, 28, 2,
	  30 },
	{ "Europe/Berlin 2027-03-28 23:45", "Europe/Berlin", 2027, 3, 28, 23, 45 },
	{ "Europe/Berlin 2026-10-25 02:30", "Europe/Berlin", 2026, 10, 25, 2, 30 },
	{ "Europe/Berlin 2026-10-25 23:45", "Europe/Berlin", 2026, 10, 25, 23, 45 },
	{ "Europe/Berlin 2026-12-31 23:45", "Europe/Berlin", 2026, 12, 31, 23, 45 },
	{ "Europe/Berlin 2027-01-01 00:00", "Europe/Berlin", 2027, 1, 1, 0, 0 },
	{ "America/New_York 2027-03-14 02:30 -> 2027-03-14 03:30", "America/New_York", 2027, 3, 14,
	  2, 30 },
	{ "America/New_York 2026-11-01 01:30", "America/New_York", 2026, 11, 1, 1, 30 },
	{ "America/New_York 2026-11-01 23:59", "America/New_York", 2026, 11, 1, 23, 59 },
	{ "America/New_York 2026-12-31 23:30", "America/New_York", 2026, 12, 31, 23, 30 },
	{ "Australia/Lord_Howe 2026-10-04 02:15 -> 2026-10-04 02:45", "Australia/Lord_Howe", 2026,
	  10, 4, 2, 15 },
	{ "Australia/Lord_Howe 2027-04-04 01:45", "Australia/Lord_Howe", 2027, 4, 4, 1, 45 },
	{ "Australia/Lord_Howe 2027-01-01 00:30", "Australia/Lord_Howe", 2027, 1, 1, 0, 30 },
	{ "America/Sao_Paulo 2018-11-04 00:00 -> 2018-11-04 01:00", "America/Sao_Paulo", 2018, 11,
	  4, 0, 0 },
	{ "America/Sao_Paulo 2026-12-31 23:30", "America/Sao_Paulo", 2026, 12, 31, 23, 30 },
};
#define SAMPLES (sizeof samples / sizeof *samples)

static const char *const titles[] = {
	"a; b, c\\d \"e\"\nand a second line: f",
	"a long title in which every line is full and then goes on in the next one, more than "
	"once, to "
	"the very end of what a title can be",
	"\xf0\x9f\x8c\xb1\xf0\x9f\x8c\xb1\xf0\x9f\x8c\xb1\xf0\x9f\x8c\xb1\xf0\x9f\x8c\xb1\xf0\x9f"
	"\x8c\xb1"
	"\xf0\x9f\x8c\xb1\xf0\x9f\x8c\xb1\xf0\x9f\x8c\xb1\xf0\x9f\x8c\xb1\xf0\x9f\x8c\xb1\xf0\x9f"
	"\x8c\xb1"
	"\xf0\x9f\x8c\xb1\xf0\x9f\x8c\xb1\xf0\x9f\x8c\xb1\xf0\x9f\x8c\xb1\xf0\x9f\x8c\xb1\xf0\x9f"
	"\x8c\xb1"
	" caf\xc3\xa9 \xd8\xb3\xd9\x84\xd8\xa7\xd9\x85",
};
#define TITLES (sizeof titles / sizeof *titles)

static struct ical_event event_of(unsigned i)
{
	return (struct ical_event){ .name = { { (uint8_t)i } },
				    .minutes = 45,
				    .changed = { 1795000000 + i },
				    .version = i,
				    .alarm = -1 };
}

int main(void)
{
	struct ical_event event[SAMPLES + TITLES];
	struct ical_calendar calendar = { .name = STR("Samples"), .event = event };
	struct arena a;

	zone_start();
	arena_init(&a, (size_t)64 << 10, (size_t)1 << 20);
	for (unsigned i = 0; i < SAMPLES; i++) {
		struct ical_event *e = &event[calendar.n++];
		struct civil c = { samples[i].year, samples[i].month, samples[i].day };

		*e = event_of(i);
		e->title = str_c(samples[i].title);
		e->begins =
			zone_instant(str_c(samples[i].zone), STR(""), day_from_civil(c),
				     (struct minutes){ samples[i].hour * 60 + samples[i].minute });
	}
	for (unsigned i = 0; i < TITLES; i++) {
		struct ical_event *e = &event[calendar.n++];

		*e = event_of(SAMPLES + i);
		e->title = str_c(titles[i]);
		e->is_day = i == 0;
		e->day = day_from_civil((struct civil){ 2026, 12, 31 });
		e->begins.s = 1795000000;
		e->alarm = 15 * (int)i;
	}
	struct str s = ical_write(&a, &calendar);

	(void)fwrite(s.p, 1, s.n, stdout);
	arena_end(&a);
	return 0;
}
