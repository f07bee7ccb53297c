#include "programme_pack_use.h"
#include "record.h"
#include "text.h"

static const struct programme_field *find_field(const struct programme_step *step, uint32_t number)
{
	const struct programme_field *f;

	for (size_t i = 0; (f = programme_field(step->exercise, i)); i++)
		if (f->number == number)
			return f;
	return NULL;
}

static size_t count_choices(const struct programme_step *step)
{
	size_t n = 0;

	while (programme_choice(step, n).n)
		n++;
	return n;
}

static void read_value(const Programme__Value *from, const struct programme_step *step,
		       const struct programme_field *f, struct programme_value *to)
{
	switch (f->kind) {
	case FIELD_LINE:
	case FIELD_TEXT:
		to->text = str_c(from->text);
		to->is_there = to->text.n && text_is_clean(to->text, f->kind == FIELD_TEXT);
		if (!to->is_there)
			to->text = (struct str){ "", 0 };
		return;
	case FIELD_TICKS:
		to->ticks = from->ticks & (uint32_t)((1ULL << step->n_items) - 1);
		to->is_there = to->ticks != 0;
		return;
	case FIELD_CHOICE:
		to->number = from->number;
		to->is_there = from->number > 0 && (size_t)from->number <= count_choices(step);
		return;
	case FIELD_TIME:
		to->number = from->number;
		to->is_there = from->number >= 0 && from->number < 24 * 60;
		return;
	case FIELD_NUMBER:
	case FIELD_DAY:
		to->number = from->number;
		to->is_there = true;
		return;
	}
}

void programme_entry_read(const Programme__Entry *from, const struct programme_step *step,
			  struct programme_entry *ret)
{
	*ret = (struct programme_entry){ .version = from->version, .day = { from->day } };
	if (from->id.len == sizeof ret->id.b)
		memcpy(ret->id.b, from->id.data, sizeof ret->id.b);
	for (size_t i = 0; i < from->n_value; i++) {
		const struct programme_field *f = find_field(step, from->value[i]->field);

		if (f)
			read_value(from->value[i], step, f, &ret->value[f->number]);
	}
}

Programme__Entry *programme_entry_pack(struct arena *a, const struct programme_step *step,
				       const struct programme_entry *e)
{
	Programme__Entry *to = arena_new(a, Programme__Entry);
	Programme__Value **list = arena_array(a, Programme__Value *, PROGRAMME_FIELDS_MAX);

	programme__entry__init(to);
	to->step = record_text(a, step->key);
	to->value = list;
	for (int f = 1; f <= PROGRAMME_FIELDS_MAX; f++) {
		const struct programme_value *v = &e->value[f];

		if (!v->is_there)
			continue;
		Programme__Value *one = list[to->n_value++] = arena_new(a, Programme__Value);

		programme__value__init(one);
		one->field = (uint32_t)f;
		one->text = record_text(a, v->text);
		one->ticks = v->ticks;
		one->number = v->number;
	}
	return to;
}
