/* measure: what the page files of the room share. */
#pragma once
#include "measure_use.h"
#include "measure_view.h"
#include "paper.h"
#include "room.h"

struct url measure_url(struct visit *v, const struct measure *m, const char *rest);
struct url measure_result_url(struct visit *v, const struct measure_result *r, const char *rest);
/* The instrument of the path's first ":name"; NOT_FOUND. */
fallible measure_read_path(struct visit *v, const struct measure **ret);

/* --- measure_show_page.c: totals in words */
struct str measure_total_words(struct visit *v, const struct measure_result *r); /* "38 of 80" */
/* "12 points lower than on 3 March 2026: probably a real change." */
struct str measure_change_words(struct visit *v, const struct measure_result *before,
				const struct measure_result *after);
/* Of the results of one measure, the oldest first; those without a total are left out. has_links:
 * each leads to its page. */
void measure_fill_course(struct visit *v, const struct measure *m,
			 const struct measure_result list[], size_t n, bool has_links,
			 struct measure_course_view *ret);
fallible measure_show(struct visit *v, struct html_out *o, const struct notebook_source *source);

fallible measure_add_paper(struct visit *v, struct paper *to); /* measure_paper_page.c */

/* --- measure_page.c */
fallible measure_show_about(struct visit *v, const struct measure *m, int status);

/* --- measure_ask_page.c */
void measure_fill_help(struct visit *v, struct measure_help_view *ret);
fallible measure_post_start(struct visit *v);
fallible measure_get_question(struct visit *v);
fallible measure_post_question(struct visit *v);
fallible measure_get_all(struct visit *v);
fallible measure_post_all(struct visit *v);
fallible measure_get_done(struct visit *v);
fallible measure_post_done(struct visit *v);
fallible measure_post_drop(struct visit *v);
fallible measure_get_worse(struct visit *v);

/* --- measure_result_page.c */
fallible measure_get_result(struct visit *v);
fallible measure_get_print(struct visit *v);
fallible measure_get_edit(struct visit *v);
fallible measure_post_edit(struct visit *v);
fallible measure_post_remove(struct visit *v);
fallible measure_get_total(struct visit *v);
fallible measure_post_total(struct visit *v);
