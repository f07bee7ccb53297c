/* export: what the two ways to an appointment share. */
#include "export_take_page.h"
#include "audit.h"
#include "words.h"

static const struct choice span[EXPORT_SPANS] = {
	{ "4", "Four weeks" },
	{ "12", "Twelve weeks" },
	{ "26", "Half a year" },
	{ "52", "One year" },
	{ "156", "All, up to three years" },
};
#define USUAL 1 /* its row */

bool export_span_read(struct visit *v, struct day *ret_first, const char **ret_sent)
{
	int row = form_choice(&v->form, "span", span, EXPORT_SPANS);
	long weeks = 0;

	if (v->form.is_bad || row < 0)
		return false;
	*ret_sent = span[row].value;
	(void)str_number(str_c(span[row].value), &weeks);
	*ret_first = (struct day){ act_today(&v->act).n - 7 * (int)weeks };
	return true;
}

struct ui_choices export_span_choices(struct visit *v)
{
	struct ui_option *option = arena_array(v->arena, struct ui_option, EXPORT_SPANS);
	struct str sent = form_or(&v->form, "span", str_c(span[USUAL].value));

	for (size_t i = 0; i < EXPORT_SPANS; i++)
		option[i] =
			(struct ui_option){ .value = span[i].value,
					    .words = span[i].words,
					    .is_chosen = str_equal(sent, str_c(span[i].value)) };
	return (struct ui_choices){ .name = "span",
				    .legend = "How far back?",
				    .option = option,
				    .n = EXPORT_SPANS,
				    .is_chips = true };
}

struct str export_span_words(struct visit *v, struct day first)
{
	struct str from = words_date(v->arena, first);
	struct str to = words_date(v->arena, act_today(&v->act));

	return arena_print(v->arena, "%.*s to %.*s", (int)from.n, from.p, (int)to.n, to.p);
}

fallible export_hand_over_part(struct visit *v, const char *type, const char *name,
			       struct bytes file)
{
	TRY(audit_add(&v->act, AUDIT_EXPORT_PART, (struct str){ "", 0 }));
	return visit_file(v, type, name, file);
}
