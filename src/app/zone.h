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

/* The i-th zone name for a list to choose from; NULL past the end. */
#define ZONES_MAX 64
const char *zone_nth(size_t i);
bool zone_is_known(struct str zone);
const char *zone_of_country(struct str country); /* NULL when unknown */
