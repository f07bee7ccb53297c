/* treatment: what the page files of the room share. */
#pragma once
#include "journey_treatment.h"
#include "paper.h"
#include "room.h"
#include "treatment_use.h"
#include "treatment_view.h"

struct treatment_asked {
	struct treatment_course course;
	uint32_t version; /* of what is kept now */
	struct treatment_visit *visit;
	size_t n, at; /* at: the path's visit; n: a new one */
	struct str readers;
};

/* The course of the path's first ":name", with its visits; NOT_FOUND. */
fallible treatment_read_course(struct visit *v, struct treatment_asked *ret);
/* And the visit of the second; `new` is allowed when is_new_fine. */
fallible treatment_read_visit(struct visit *v, bool is_new_fine, struct treatment_asked *ret);

struct url treatment_url(struct visit *v, struct id16 course, const char *rest);
struct url treatment_visit_url(struct visit *v, const struct treatment_visit *visit,
			       const char *rest);
struct str treatment_title(struct visit *v, const struct treatment_course *course);
struct str treatment_when(struct visit *v, const struct treatment_visit *visit);
const char *treatment_note(enum treatment_refusal r);
uint32_t treatment_version_sent(struct visit *v);

/* "You went 4 times. 12 are planned." */
struct str treatment_lead(struct visit *v, const struct treatment_course *course,
			  const struct treatment_sum *sum);
struct str treatment_end_text(struct visit *v, const struct treatment_course *course);
/* The visits as lines, the newest first. */
const struct treatment_line_view *treatment_lines(struct visit *v,
						  const struct treatment_visit visit[], size_t n,
						  const struct journey_treatment *around);
struct ui_field treatment_field(struct visit *v, const char *name, const char *label,
				struct str kept, long most, int rows);

/* --- treatment_course_page.c */
fallible treatment_get_new(struct visit *v);
fallible treatment_post_new(struct visit *v);
fallible treatment_get_edit(struct visit *v);
fallible treatment_post_edit(struct visit *v);
fallible treatment_get_end(struct visit *v);
fallible treatment_post_end(struct visit *v);
fallible treatment_post_again(struct visit *v);
fallible treatment_post_remove(struct visit *v);

/* --- treatment_visit_page.c */
fallible treatment_get_visit(struct visit *v);
fallible treatment_post_attended(struct visit *v);
fallible treatment_post_cancelled(struct visit *v);
fallible treatment_post_asked(struct visit *v);
fallible treatment_post_visit_remove(struct visit *v);

/* --- treatment_form_page.c */
fallible treatment_get_plan(struct visit *v);
fallible treatment_post_plan(struct visit *v);
fallible treatment_get_move(struct visit *v);
fallible treatment_post_move(struct visit *v);
fallible treatment_get_homework(struct visit *v);
fallible treatment_post_homework(struct visit *v);
fallible treatment_get_question(struct visit *v);
fallible treatment_post_question(struct visit *v);
fallible treatment_post_question_remove(struct visit *v);

fallible treatment_add_paper(struct visit *v, struct paper *to); /* treatment_paper_page.c */

/* --- treatment_page.c */
fallible treatment_show_topic(struct visit *v, struct html_out *o,
			      const struct notebook_source *source);
