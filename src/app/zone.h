/* zone: how far east of UTC a person's clock is. The zones' files stay readable behind the
 * sandbox; one is read when somebody lives in it. */
#pragma once
#include "day.h"

/* does   reads the list of zones; call once per process, before the sandbox. Zones that the system
 * lacks count as UTC. */
void zone_start(void);

/* zone: an IANA name of one of our countries or empty; country: ISO code or empty; both unknown:
 * UTC. */
struct minutes zone_east(struct str zone, struct str country, struct instant t);

/* The instant at which a clock there shows this time of this day. A time that the clock goes
 * through twice is the first of the two; one that it leaves out is counted on with the clock of
 * before: half past two becomes half past three (RFC 5545, 3.3.5). of_day: minutes after midnight
 * by the clock. */
struct instant zone_instant(struct str zone, struct str country, struct day d,
			    struct minutes of_day);

/* The i-th zone name for a list to choose from; NULL past the end. */
#define ZONES_MAX 64
const char *zone_nth(size_t i);
bool zone_is_known(struct str zone);
const char *zone_of_country(struct str country); /* NULL when unknown */
