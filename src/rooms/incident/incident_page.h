/* incident: what the page files of the room share. */
#pragma once
#include "incident_use.h"
#include "incident_view.h"
#include "room.h"

struct url incident_url(struct visit *v, struct id16 incident, const char *rest); /* rest: "/…" */
/* The note of the path's first ":name"; NOT_FOUND. */
fallible incident_read_path(struct visit *v, struct incident *ret);
/* Whom the person calls the other: their own word, or "the other one". */
struct str incident_other(struct visit *v);
const char *incident_note(enum incident_refusal r); /* NULL for FINE */
/* What the form was filled in for is not what is kept now. */
bool incident_has_moved(struct visit *v, uint32_t version);

/* --- views used by several pages */
struct incident_reading {
	const struct incident_trigger *trigger;
	size_t n_triggers;
	enum role role;	  /* of whoever reads one's own; NONE: somebody else's */
	struct str other; /* "Sam" */
};
/* does   reads one's own triggers for it */
fallible incident_reading(struct visit *v, struct incident_reading *ret);
void incident_fill_note(struct visit *v, const struct incident *i, const struct incident_reading *r,
			struct incident_note_view *ret);
void incident_fill_rows(struct visit *v, const struct incident list[], size_t n, enum role role,
			struct incident_row_view *ret); /* the newest first */
/* Chips of a table whose bits are set, joined: "Fresh air, cold water". */
struct str incident_bits_words(struct visit *v, enum incident_table t, uint32_t bits);
size_t incident_fill_chips(struct visit *v, enum incident_table t, uint32_t chosen,
			   struct ui_option ret[INCIDENT_ROWS_MAX]);
uint32_t incident_read_chips(struct visit *v, enum incident_table t, const char *name);
struct ui_field incident_field(struct visit *v, const char *name, const char *label,
			       struct str kept, long most, int rows);
/* A trigger in a few words, and what kind of thing it is: with what was sent, or else as `is`. */
void incident_fill_name(struct visit *v, const char *label, const struct incident_trigger *is,
			struct incident_name_view *ret);
/* What was sent; the words may be empty. */
void incident_read_name(struct visit *v, struct incident_trigger *t);

/* --- incident_show_page.c */
fallible incident_show(struct visit *v, struct html_out *o, const struct notebook_source *source);

/* --- incident_tap_page.c */
fallible incident_get_new(struct visit *v);
fallible incident_post_new(struct visit *v);
fallible incident_get_tap(struct visit *v);
fallible incident_post_tap(struct visit *v);

/* --- incident_form_page.c: early signs, what each did, what helped, when, what set it off */
fallible incident_get_more(struct visit *v);
fallible incident_post_more(struct visit *v);

/* --- incident_again_page.c */
fallible incident_get_again(struct visit *v);
fallible incident_post_again(struct visit *v);
fallible incident_post_unread(struct visit *v);
fallible incident_get_about(struct visit *v);
fallible incident_post_about(struct visit *v);
fallible incident_get_about_any(struct visit *v);
fallible incident_post_calm(struct visit *v);
fallible incident_post_step(struct visit *v);

/* --- incident_trigger_page.c */
fallible incident_get_triggers(struct visit *v);
fallible incident_post_triggers(struct visit *v);
fallible incident_get_theirs(struct visit *v);
fallible incident_post_theirs(struct visit *v);
fallible incident_get_profile(struct visit *v);
fallible incident_get_trigger(struct visit *v);
fallible incident_get_edit(struct visit *v);
fallible incident_post_edit(struct visit *v);
fallible incident_post_away(struct visit *v);
fallible incident_post_trigger_remove(struct visit *v);
