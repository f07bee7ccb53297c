/* export_take_page: what the two ways to an appointment share, and their routes. */
#pragma once
#include "export_page.h"
#include "export_take_view.h"

/* How far back: the first day of the weeks that were chosen. False: a span no page of ours sends.
 */
bool export_span_read(struct visit *v, struct day *ret_first, const char **ret_sent);
struct ui_choices export_span_choices(struct visit *v);
struct str export_span_words(struct visit *v, struct day first); /* "3 March to 9 May 2026" */

/* The same as export_hand_over, for what is a part. */
fallible export_hand_over_part(struct visit *v, const char *type, const char *name,
			       struct bytes file);

fallible export_get_paper(struct visit *v);
fallible export_post_paper(struct visit *v); /* the preview */
fallible export_post_paper_file(struct visit *v);
fallible export_get_fhir(struct visit *v);
fallible export_post_fhir(struct visit *v);
fallible export_post_fhir_file(struct visit *v);
