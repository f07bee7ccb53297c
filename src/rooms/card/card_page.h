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

const char *card_section_title(enum card_kind k, uint8_t section);
const char *card_note(enum card_refusal r); /* the sentence for it; NULL for FINE */

/* The copy of a card, or a suggestion, as whoever it is shared with reads it; and set aside, to be
 * put into a page. */
fallible card_show_item(struct visit *v, struct html_out *o, struct bytes content);
fallible card_show_aside(struct visit *v, struct bytes content, struct html *ret);

/* One's own card; `refused` is a suggestion whose line, now `text`, did not fit. */
fallible card_show_own(struct visit *v, enum card_kind k, enum card_refusal refusal,
		       const struct id16 *refused, struct str text);
fallible card_fill_readers(struct visit *v, const struct card *c, struct card_page_view *ret);
fallible card_fill_suggestions(struct visit *v, enum card_kind k, const struct id16 *refused,
			       struct str text, struct card_page_view *ret);
fallible card_fill_theirs(struct visit *v, struct card_list_view *ret); /* cards one can read */

/* --- card_form_page.c */
fallible card_get_write(struct visit *v);
fallible card_post_write(struct visit *v);
fallible card_get_edit(struct visit *v);
fallible card_post_edit(struct visit *v);

/* --- card_share_page.c */
fallible card_get_share(struct visit *v);
fallible card_post_share(struct visit *v);
fallible card_get_stop(struct visit *v);
fallible card_post_stop(struct visit *v);
fallible card_post_suggestion(struct visit *v);

fallible card_show_first(struct visit *v,
			 enum card_kind k); /* the end of it in the first minutes */

/* --- card_theirs_page.c */
fallible card_get_theirs(struct visit *v);
fallible card_post_suggest(struct visit *v);
fallible card_post_withdraw(struct visit *v);

/* --- card_close_page.c */
fallible card_get_close(struct visit *v);
fallible card_get_touch(struct visit *v);
fallible card_post_touch(struct visit *v);
fallible card_post_not_now(struct visit *v);
fallible card_post_tell(struct visit *v);
fallible card_post_hush(struct visit *v);
fallible card_get_both(struct visit *v);
