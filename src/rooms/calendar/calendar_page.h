/* calendar: what the page files of the room share. */
#pragma once
#include "feeds.h"
#include "room.h"

/* The dates of a list as other calendars read them. Owner: the request's lasting memory. */
struct str calendar_write(struct visit *v, const struct feeds_list *list);

/* --- calendar_feed_page.c */
fallible calendar_get_file(struct visit *v);
fallible calendar_get_feed(struct visit *v);
