/* The copy of everything a person takes along: every session they began, in words. */
#include <jansson.h>
#include "programme_answer_use.h"

static json_t *text_json(struct str s)
{
	return json_stringn(s.p, s.n);
}

static json_t *ticks_json(const struct programme_step *step, uint32_t ticks)
{
	json_t *list = json_array();

	for (size_t i = 0; i < step->n_items; i++)
		if (ticks >> i & 1)
			json_array_append_new(list, text_json(step->item[i]));
	return list;
}

static json_t *value_json(const struct programme_step *step, const struct programme_field *f,
			  const struct programme_value *v)
{
	char day[DAY_TEXT_MAX], time[CLOCK_TEXT_MAX];

	switch (f->kind) {
	case FIELD_LINE:
	case FIELD_TEXT:
		break;
	case FIELD_TICKS:
		return ticks_json(step, v->ticks);
	case FIELD_CHOICE:
		return text_json(programme_choice(step, (size_t)v->number - 1));
	case FIELD_NUMBER:
		return json_integer(v->number);
	case FIELD_DAY:
		day_write(day, (struct day){ v->number });
		return json_string(day);
	case FIELD_TIME:
		clock_write(time, v->number);
		return json_string(time);
	}
	return text_json(v->text);
}

static void add_entry(const struct programme_step *step, const struct programme_entry *e,
		      json_t *to)
{
	const struct programme_field *f;
	char day[DAY_TEXT_MAX];
	json_t *o = json_object();

	day_write(day, e->day);
	json_object_set_new(o, "step", text_json(step->title));
	json_object_set_new(o, "day", json_string(day));
	for (size_t i = 0; (f = programme_field(step->exercise, i)); i++)
		if (e->value[f->number].is_there)
			json_object_setn_new(o, programme_label(step, f).p,
					     programme_label(step, f).n,
					     value_json(step, f, &e->value[f->number]));
	json_array_append_new(to, o);
}

fallible programme_add_records(struct act *a, struct json_t *to)
{
	struct programme_state *s = arena_new(a->arena, struct programme_state);
	struct programme_answers *answers = arena_new(a->arena, struct programme_answers);

	TRY(programme_read(a, s));
	for (int number = 1; number <= PROGRAMME_SESSIONS; number++) {
		const struct programme_session *of = programme_session(number);

		if (!s->round[number - 1].begun.n)
			continue;
		TRY(programme_answers(a, number, s, answers));
		json_t *o = json_object(), *list = json_array();

		json_object_set_new(o, "session", text_json(of->title));
		json_object_set_new(o, "finished",
				    json_boolean(s->round[number - 1].finished.n != 0));
		for (size_t i = 0; i < of->n_steps; i++)
			for (size_t k = 0; k < answers->n[i]; k++)
				add_entry(&of->step[i], &answers->entry[i][k], list);
		json_object_set_new(o, "written", list);
		json_array_append_new(to, o);
	}
	return OK;
}
