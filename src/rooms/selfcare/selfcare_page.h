/* selfcare: what the page files of the room share. */
#pragma once
#include "journey_selfcare.h"
#include "room.h"
#include "selfcare_use.h"
#include "selfcare_view.h"

const char *selfcare_note(enum selfcare_refusal r);
struct str selfcare_when(struct visit *v, const struct selfcare_line *line); /* may be empty */
void selfcare_fill_person(struct visit *v, const struct selfcare_line *line,
			  struct selfcare_person_view *ret);
/* Those of the kinds (bits of 1 << kind) whose day says so; without addresses. */
enum selfcare_days { SELFCARE_AHEAD, SELFCARE_NO_DAY, SELFCARE_PASSED };
struct selfcare_lines_view selfcare_fill_lines(struct visit *v, const struct selfcare_line list[],
					       size_t n, unsigned kinds, enum selfcare_days days);
#define SELFCARE_KIND_BIT(kind) (1u << (kind))

/* "About 6 hours a night, from 5 nights you noted."; empty: too few. */
struct str selfcare_sleep_words(struct visit *v, struct selfcare_nights nights);
fallible selfcare_fill_nudge(struct visit *v, struct selfcare_nudge_view *ret);

/* --- selfcare_form_page.c */
fallible selfcare_get_book(struct visit *v);
fallible selfcare_post_book(struct visit *v);
fallible selfcare_get_person(struct visit *v);
fallible selfcare_post_person(struct visit *v);
fallible selfcare_post_remove(struct visit *v);

/* --- selfcare_week_page.c */
struct url selfcare_week_url(struct visit *v, struct day monday, size_t step); /* 0: all of it */
fallible selfcare_get_now(struct visit *v);				       /* on to this week */
fallible selfcare_get_week(struct visit *v);
fallible selfcare_get_step(struct visit *v);
fallible selfcare_post_step(struct visit *v);
fallible selfcare_post_week_remove(struct visit *v);

/* --- selfcare_curve_page.c */
fallible selfcare_get_weeks(struct visit *v);

/* --- selfcare_show_page.c */
fallible selfcare_show(struct visit *v, struct html_out *o, const struct notebook_source *source);
