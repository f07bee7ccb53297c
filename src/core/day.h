/* day, month, instant: units of time as types, so that a day is never added to a second.
 * Days are those of the person (their zone), counted from 1970-01-01; instants are UTC. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "str.h"

struct instant {
	int64_t s; /* seconds since 1970-01-01T00:00:00Z */
};

struct day {
	int32_t n; /* days since 1970-01-01 */
};

struct month {
	int32_t n; /* year·12 + month-1; 2026-11 is 24322 */
};

struct minutes {
	int32_t n;
};

struct civil {
	int year, month, day; /* month 1..12, day 1..31 */
};

struct day day_from_civil(struct civil c); /* proleptic Gregorian; c must be a real date */
struct civil day_civil(struct day d);
struct month day_month(struct day d);
struct day month_first_day(struct month m);
int day_weekday(struct day d); /* 0 Monday … 6 Sunday */
bool civil_is_real(struct civil c);

/* "2026-11-22"; false for anything else, also for dates that never were. */
bool day_parse(struct str s, struct day *ret);

/* The day of an instant at a fixed offset east of UTC, in minutes. */
struct day instant_day(struct instant t, struct minutes east);

#define DAY_TEXT_MAX 11 /* "2026-11-22" and a NUL */
void day_write(char out[DAY_TEXT_MAX], struct day d);

/* "9:05" or "19:30" as minutes from midnight; false for anything else. */
bool clock_parse(struct str s, int *ret);
#define CLOCK_TEXT_MAX 6 /* "19:30" and a NUL */
void clock_write(char out[CLOCK_TEXT_MAX], int minute);

const char *month_name(int month);     /* "November", 1..12 */
const char *weekday_name(int weekday); /* "Sunday", 0..6 */
