/* card: what the page files of the room share. */
#pragma once
#include "card_view.h"
#include "room.h"

/* How lines read, section by section. */
void card_fill_text(struct visit *v, enum card_kind k, const struct card_line line[], size_t n,
		    struct card_text_view *ret);
/* "Written today. Changed …", and the week of limits. Days of the person whose card it is. */
void card_fill_days(struct visit *v, enum card_kind k, struct day written, struct day edited,
		    struct card_text_view *ret);

/* The card of the path's n-th ":name"; NOT_FOUND. */
fallible card_read_kind(struct visit *v, size_t n, enum card_kind *ret);
struct url card_url(struct visit *v, enum card_kind k, const char *rest); /* rest: "" or "/…" */

/* --- card_form_page.c */
fallible card_get_write(struct visit *v);
fallible card_post_write(struct visit *v);
fallible card_get_edit(struct visit *v);
fallible card_post_edit(struct visit *v);
