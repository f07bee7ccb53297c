/* words: days and times as people read them. Owner of what comes back: the arena. */
#pragma once
#include "arena.h"
#include "day.h"

struct str words_date(struct arena *a, struct day d);	   /* "22 November 2026" */
struct str words_day_short(struct arena *a, struct day d); /* "22 Nov" */
/* "Today", "Yesterday", "Friday, 20 November": the head of a row. */
struct str words_day_title(struct arena *a, struct day d, struct day today);
struct str words_day_near(struct arena *a, struct day d,
			  struct day today); /* "today", "yesterday", "on Friday", … */
/* "Tomorrow at 19:30", "Friday, 20 November": of a plan. time: minute of the day; -1: not said */
struct str words_when(struct arena *a, struct day d, int time, struct day today);
struct str words_duration(struct arena *a,
			  unsigned minutes); /* "20 minutes", "an hour and a half" */
struct str words_instant(struct arena *a, struct instant t,
			 struct minutes east);			   /* "22 November, 19:30" */
struct str words_capital(struct arena *a, const char *words);	   /* "Check-ins" of "check-ins" */
const char *words_greeting(struct instant t, struct minutes east); /* "Good evening" */
int words_minute(struct instant t, struct minutes east);	   /* of the day, 0 to 1439 */
