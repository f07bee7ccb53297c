/* programme: one form for every kind of exercise, from the tables. */
#include "programme_page.h"
#include "text.h"
#include "when.h"
#include "words.h"

static const char *const names[PROGRAMME_FIELDS_MAX + 1] = { "", "f1", "f2", "f3", "f4", "f5" };
static const char *const held[PROGRAMME_FIELDS_MAX + 1] = { "", "h1", "h2", "h3", "h4", "h5" };

/* --- how an entry reads */
static void add_line(struct programme_said_view *to, struct str label, struct str text)
{
	if (to->n < PROGRAMME_ITEMS_MAX && text.n)
		to->line[to->n++] = (struct programme_line_view){ label, text };
}

static void add_value(struct visit *v, const struct programme_step *step,
		      const struct programme_field *f, const struct programme_value *value,
		      struct str label, struct programme_said_view *to)
{
	switch (f->kind) {
	case FIELD_LINE:
	case FIELD_TEXT:
		add_line(to, label, value->text);
		return;
	case FIELD_TICKS:
		for (size_t i = 0; i < step->n_items; i++)
			if (value->ticks >> i & 1)
				add_line(to, (struct str){ "", 0 }, step->item[i]);
		return;
	case FIELD_CHOICE:
		add_line(to, label, programme_choice(step, (size_t)value->number - 1));
		return;
	case FIELD_NUMBER:
		add_line(to, label, arena_print(v->arena, "%d", value->number));
		return;
	case FIELD_DAY:
		add_line(to, label, words_date(v->arena, (struct day){ value->number }));
		return;
	case FIELD_TIME:
		add_line(to, label, when_clock_value(v->arena, value->number));
		return;
	}
}

void programme_fill_said(struct visit *v, const struct programme_step *step,
			 const struct programme_entry *e, struct programme_said_view *ret)
{
	bool is_one = !programme_field(step->exercise, 1);
	const struct programme_field *f;

	*ret = (struct programme_said_view){ 0 };
	for (size_t i = 0; (f = programme_field(step->exercise, i)); i++) {
		struct str label = is_one ? (struct str){ "", 0 } : programme_label(step, f);

		if (e->value[f->number].is_there)
			add_value(v, step, f, &e->value[f->number], label, ret);
	}
}

/* --- the form */
static void add_options(const struct programme_step *step, const struct programme_value *value,
			struct programme_field_view *to)
{
	bool is_ticks = to->field->kind == FIELD_TICKS;

	for (size_t i = 0; i < PROGRAMME_ITEMS_MAX; i++) {
		struct str words = programme_choice(step, i);

		if (is_ticks)
			words = i < step->n_items ? step->item[i] : (struct str){ "", 0 };
		if (words.n == 0)
			return;
		to->option[to->n++] = (struct programme_option_view){
			i + 1, words,
			is_ticks ? value->ticks >> i & 1
				 : value->is_there && value->number == (int)i + 1
		};
	}
}

void programme_fill_field(struct visit *v, const struct programme_step *step,
			  const struct programme_field *f, const struct programme_value *value,
			  struct programme_field_view *ret)
{
	*ret = (struct programme_field_view){ .field = f,
					      .name = names[f->number],
					      .label = programme_label(step, f),
					      .value = value->text,
					      .error = form_error_of(&v->form, names[f->number]) };
	if (f->kind == FIELD_TICKS || f->kind == FIELD_CHOICE)
		add_options(step, value, ret);
	if (f->kind == FIELD_NUMBER && value->is_there)
		ret->value = arena_print(v->arena, "%d", value->number);
	if (f->kind == FIELD_DAY && value->is_there)
		ret->value = when_value(v->arena, (struct day){ value->number });
	if (f->kind == FIELD_TIME && value->is_there)
		ret->value = when_clock_value(v->arena, value->number);
	if (ret->error && f->kind != FIELD_TICKS && f->kind != FIELD_CHOICE)
		ret->value = form_raw(&v->form, ret->name); /* as it was typed */
}

void programme_fill_form(struct visit *v, const struct programme_step *step,
			 const struct programme_entry *e, struct programme_form_view *ret)
{
	const struct programme_field *f;
	char hex[33];

	hex_write(hex, BYTES(e->id.b));
	*ret = (struct programme_form_view){ .version = e->version,
					     .is_change = e->version > 0,
					     .button = programme_add_words(step->exercise) };
	if (e->version)
		ret->entry = arena_str(v->arena, str_c(hex));
	while ((f = programme_field(step->exercise, ret->n))) {
		programme_fill_field(v, step, f, &e->value[f->number], &ret->field[ret->n]);
		ret->n++;
	}
}

/* --- what was sent */
static fallible read_ticks(struct visit *v, const struct programme_step *step, const char *name,
			   struct programme_value *to)
{
	struct str value;
	long number;

	for (size_t i = 0; form_nth(&v->form, name, i, &value); i++) {
		if (!str_number(value, &number) || number < 1 || (size_t)number > step->n_items)
			return FAIL(BAD_REQUEST);
		to->ticks |= 1U << (number - 1);
	}
	to->is_there = to->ticks != 0;
	return OK;
}

static fallible read_choice(struct visit *v, const struct programme_step *step, const char *name,
			    struct programme_value *to)
{
	struct str value = form_raw(&v->form, name);
	long number = 0;

	if (value.n == 0)
		return OK;
	if (!str_number(value, &number) || number < 1 || number > PROGRAMME_ITEMS_MAX ||
	    !programme_choice(step, (size_t)number - 1).n)
		return FAIL(BAD_REQUEST);
	to->number = (int)number;
	to->is_there = true;
	return OK;
}

static void read_number(struct visit *v, const char *name, unsigned most,
			struct programme_value *to)
{
	struct str value = str_trim(form_raw(&v->form, name));
	long number;

	if (value.n == 0)
		return;
	if (!str_number(value, &number) || number < 0 || number > (long)most) {
		form_refuse(&v->form, name, "A whole number from 0 to 100 fits here.");
		return;
	}
	to->number = (int)number;
	to->is_there = true;
}

static void read_day(struct visit *v, const char *name, struct programme_value *to)
{
	struct str value = str_trim(form_raw(&v->form, name));
	int32_t today = act_today(&v->act).n;
	struct day day;

	if (value.n == 0)
		return;
	if (!day_parse(value, &day) || day.n < today || day.n > today + 3 * 366) {
		form_refuse(&v->form, name, "Choose a day from today on, within three years.");
		return;
	}
	to->number = day.n;
	to->is_there = true;
}

static void read_time(struct visit *v, const char *name, struct programme_value *to)
{
	struct str value = str_trim(form_raw(&v->form, name));

	if (value.n == 0)
		return;
	to->is_there = clock_parse(value, &to->number);
	if (!to->is_there)
		form_refuse(&v->form, name, "Write the time as 19:30, or leave it empty.");
}

static fallible read_field(struct visit *v, const struct programme_step *step,
			   const struct programme_field *f, const char *name,
			   struct programme_value *to)
{
	switch (f->kind) {
	case FIELD_LINE:
		to->text = form_line(&v->form, name, f->most);
		break;
	case FIELD_TEXT:
		to->text = form_text(&v->form, v->arena, name, f->most);
		break;
	case FIELD_TICKS:
		return read_ticks(v, step, name, to);
	case FIELD_CHOICE:
		return read_choice(v, step, name, to);
	case FIELD_NUMBER:
		read_number(v, name, f->most, to);
		return OK;
	case FIELD_DAY:
		read_day(v, name, to);
		return OK;
	case FIELD_TIME:
		read_time(v, name, to);
		return OK;
	}
	to->is_there = to->text.n > 0;
	return OK;
}

static const char *what_is_needed(const struct programme_field *f)
{
	if (f->kind == FIELD_LINE || f->kind == FIELD_TEXT)
		return "Write a few words here first, or pass on this step.";
	if (f->kind == FIELD_DAY)
		return "Choose a day first, or pass on this step.";
	return "Choose something first, or pass on this step.";
}

static fallible read_fields(struct visit *v, const struct programme_step *step,
			    const char *const name[], struct programme_entry *ret)
{
	const struct programme_field *f;

	for (size_t i = 0; (f = programme_field(step->exercise, i)); i++) {
		struct programme_value *value = &ret->value[f->number];

		TRY(read_field(v, step, f, name[f->number], value));
		if (i == 0 && !value->is_there && !form_error_of(&v->form, name[f->number]))
			form_refuse(&v->form, name[f->number], what_is_needed(f));
	}
	return v->form.is_bad ? FAIL(BAD_REQUEST) : OK;
}

fallible programme_read_form(struct visit *v, const struct programme_step *step,
			     struct programme_entry *ret)
{
	struct str id = form_raw(&v->form, "entry");

	*ret = (struct programme_entry){ 0 };
	ret->version = (uint32_t)form_number(&v->form, "version", 0, INT32_MAX, 0);
	if (id.n && !hex_read(ret->id.b, sizeof ret->id.b, id))
		return FAIL(BAD_REQUEST);
	return read_fields(v, step, names, ret);
}

/* --- what travels from page to page: names and values of fields, as a form would send them */
#define HELD_MAX 16384 /* bytes; the longest exercise takes less than that */

static void hold(struct wire_out *to, const struct programme_field *f, struct str value)
{
	wire_bytes(to, bytes_str(str_c(held[f->number])));
	wire_bytes(to, bytes_str(value));
}

static void hold_ticks(struct visit *v, const struct programme_step *step,
		       const struct programme_field *f, uint32_t ticks, struct wire_out *to)
{
	for (size_t i = 0; i < step->n_items; i++)
		if (ticks >> i & 1)
			hold(to, f, arena_print(v->arena, "%zu", i + 1));
}

fallible programme_hold(struct visit *v, const struct programme_step *step,
			const struct programme_entry *e, struct programme_pass_view *ret)
{
	struct wire_out to = wire_begin(v->act.secret, HELD_MAX);
	struct programme_field_view view;
	const struct programme_field *f;
	struct str *piece;

	for (size_t i = 0; (f = programme_field(step->exercise, i)); i++) {
		const struct programme_value *value = &e->value[f->number];

		if (!value->is_there)
			continue;
		programme_fill_field(v, step, f, value, &view);
		if (f->kind == FIELD_TICKS)
			hold_ticks(v, step, f, value->ticks, &to);
		else if (f->kind == FIELD_CHOICE)
			hold(&to, f, arena_print(v->arena, "%d", value->number));
		else
			hold(&to, f, view.value);
	}
	TRY(visit_carry(v, v->x->request.path, wire_done(&to), &piece, &ret->n_held));
	ret->held = piece;
	return OK;
}

static bool take_fields(struct bytes inside, struct form *ret)
{
	struct wire_in w = wire_read(inside);

	*ret = (struct form){ 0 };
	while (w.n && ret->n < FORM_FIELDS_MAX) {
		struct form_field *f = &ret->field[ret->n++];

		f->name = str_bytes(wire_get_bytes(&w));
		f->value = str_bytes(wire_get_bytes(&w));
	}
	return wire_is_done(&w);
}

fallible programme_read_held(struct visit *v, const struct programme_step *step,
			     struct programme_entry *ret, bool *ret_is_there)
{
	struct form *sent = arena_new(v->arena, struct form);
	struct bytes inside;

	*ret = (struct programme_entry){ 0 };
	*ret_is_there = visit_carried(v, v->x->request.path, "held", &inside);
	if (!*ret_is_there)
		return OK;
	*sent = v->form;
	struct err e =
		take_fields(inside, &v->form) ? read_fields(v, step, held, ret) : FAIL(BAD_REQUEST);

	*ret_is_there = v->form.n_errors == 0;
	v->form = *sent;
	return e;
}
