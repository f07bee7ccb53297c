/* Forms and queries: what is accepted is clean text, and comes back when it is sent again. */
#include "form.h"
#include "fuzz.h"
#include "html.h"
#include "text.h"

static const struct choice CHOICES[] = { { "a", "A" }, { "b", "B" } };

static struct str form_write(struct arena *a, const struct form *f)
{
	struct html_out o = html_begin(a, NULL, NULL);

	for (size_t i = 0; i < f->n; i++) {
		html_query_str(&o, f->field[i].name);
		html_lit(&o, "=", 1);
		html_query_str(&o, f->field[i].value);
		html_lit(&o, "&", 1);
	}
	return html_done(&o).s;
}

static void form_ask(struct form *f, struct arena *a)
{
	struct day day;
	struct str nth;

	(void)form_line(f, "a", 10);
	(void)form_text(f, a, "a", 10);
	HOLD(form_choice(f, "a", CHOICES, 2) < 2);
	long number = form_number(f, "a", -5, 5, 9);

	HOLD(number == 9 || (number >= -5 && number <= 5));
	(void)form_day(f, "a", &day);
	(void)form_check(f, "a");
	for (size_t i = 0; form_nth(f, "a", i, &nth); i++)
		HOLD(i < f->n);
	HOLD(f->n_errors <= FORM_ERRORS_MAX);
}

static void form_check_round(struct form *f, struct arena *a)
{
	static struct form again;

	HOLD(err_is(form_parse(&again, a, form_write(a, f)), ERR_NONE) && again.n == f->n);
	for (size_t i = 0; i < f->n; i++) {
		HOLD(str_equal(again.field[i].name, f->field[i].name));
		HOLD(str_equal(again.field[i].value, f->field[i].value));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct form f;
	struct arena a;

	arena_init(&a, (size_t)64 << 10, (size_t)16 << 20);
	if (err_is(form_parse(&f, &a, fuzz_str(data, n)), ERR_NONE)) {
		HOLD(f.n <= FORM_FIELDS_MAX);
		for (size_t i = 0; i < f.n; i++)
			HOLD(text_is_clean(f.field[i].value, true) &&
			     text_length(f.field[i].value) <= FORM_CHARACTERS_MAX);
		form_check_round(&f, &a);
		form_ask(&f, &a);
	}
	arena_end(&a);
	return 0;
}
