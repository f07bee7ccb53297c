#include "safety_use.h"
#include <jansson.h>
#include "ensure.h"
#include "notebook.h"
#include "record.h"
#include "safety.pb-c.h"

struct sheet {
	struct notebook_page page;
	Safety__Page *all;
};

static fallible open_sheet(struct act *a, struct sheet *ret)
{
	struct notebook_place where = { .topic = TOPIC_SAFETY, .place = PLACE_SAFETY };

	TRY(notebook_read(a, where, &ret->page));
	ret->all = (Safety__Page *)record_unpack(a->arena, &safety__page__descriptor,
						 ret->page.records);
	return ret->all ? OK : FAIL(UNVERIFIED);
}

/* A page on which nothing is left goes, so that a check that led nowhere leaves nothing. */
static fallible save(struct act *a, struct sheet *s)
{
	struct bytes records = record_pack(a->arena, &s->all->base);

	return records.n ? notebook_write(a, &s->page, records) : notebook_delete(a, &s->page);
}

static void plan_from(const Safety__Page *all, struct safety_plan *ret)
{
	for (size_t s = 0; s < all->n_step && s < SAFETY_STEPS; s++) {
		struct safety_list *list = &ret->step[s];

		for (size_t i = 0; i < all->step[s]->n_line && i < SAFETY_LINES_MAX; i++)
			list->line[list->n++] = str_c(all->step[s]->line[i]);
	}
}

fallible safety_read(struct act *a, struct safety_state *ret)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	*ret = (struct safety_state){ .is_paused = s.all->paused, .planned = { s.all->planned } };
	plan_from(s.all, &ret->plan);
	if (s.all->kept && safety_answers_read(str_c(s.all->kept->answers), &ret->kept)) {
		ret->has_kept = true;
		ret->kept_on.n = s.all->kept->day;
	}
	return OK;
}

fallible safety_is_paused(struct act *a, bool *ret)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	*ret = s.all->paused;
	return OK;
}

fallible safety_pause(struct act *a, bool is_paused)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	if ((s.all->paused != 0) == is_paused)
		return OK;
	s.all->paused = is_paused;
	return save(a, &s);
}

fallible safety_keep(struct act *a, const struct safety_answers *answers)
{
	struct sheet s;
	char text[SAFETY__COUNT + 1];

	TRY(open_sheet(a, &s));
	safety_answers_write(text, answers);
	s.all->kept = arena_new(a->arena, Safety__Kept);
	safety__kept__init(s.all->kept);
	s.all->kept->answers = record_text(a->arena, str_c(text));
	s.all->kept->day = act_today(a).n;
	return save(a, &s);
}

fallible safety_forget(struct act *a)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	if (!s.all->kept)
		return OK;
	s.all->kept = NULL;
	return save(a, &s);
}

/* All six steps as messages, whatever stood there. */
static void steps_of(struct act *a, Safety__Page *all, const struct safety_plan *plan)
{
	all->step = arena_array(a->arena, Safety__Step *, SAFETY_STEPS);
	all->n_step = SAFETY_STEPS;
	for (size_t s = 0; s < SAFETY_STEPS; s++) {
		const struct safety_list *from = &plan->step[s];
		Safety__Step *to = arena_new(a->arena, Safety__Step);

		safety__step__init(to);
		to->line = arena_array(a->arena, char *, from->n + 1);
		to->n_line = from->n;
		for (size_t i = 0; i < from->n; i++)
			to->line[i] = record_text(a->arena, from->line[i]);
		all->step[s] = to;
	}
}

fallible safety_plan_write(struct act *a, enum safety_step step, const struct safety_list *l)
{
	struct sheet s;
	struct safety_plan plan = { 0 };

	TRY(open_sheet(a, &s));
	plan_from(s.all, &plan);
	if (plan.step[step].n == 0 && l->n == 0)
		return OK;
	plan.step[step] = *l;
	steps_of(a, s.all, &plan);
	s.all->planned = act_today(a).n;
	if (safety_plan_is_empty(&plan)) {
		s.all->n_step = 0;
		s.all->planned = 0;
	}
	return save(a, &s);
}

fallible safety_plan_remove(struct act *a)
{
	struct sheet s;

	TRY(open_sheet(a, &s));
	if (s.all->n_step == 0)
		return OK;
	s.all->n_step = 0;
	s.all->planned = 0;
	return save(a, &s);
}

/* --- the copy its owner takes along, when asked for */
static json_t *json_answers(const struct safety_state *state)
{
	char day[DAY_TEXT_MAX];
	json_t *o = json_object();

	day_write(day, state->kept_on);
	json_object_set_new(o, "day", json_string(day));
	for (enum safety_question q = 0; q < SAFETY__COUNT; q++)
		json_object_set_new(o, safety_words(q).title,
				    json_string(safety_answer_words(state->kept.to[q])));
	return o;
}

static json_t *json_plan(const struct safety_plan *plan)
{
	json_t *o = json_object();

	for (enum safety_step s = 0; s < SAFETY_STEPS; s++) {
		const struct safety_list *list = &plan->step[s];
		json_t *lines = json_array();

		for (size_t i = 0; i < list->n; i++)
			json_array_append_new(lines,
					      json_stringn(list->line[i].p, list->line[i].n));
		json_object_set_new(o, safety_step_words(s).name, lines);
	}
	return o;
}

fallible safety_add_records(struct act *a, struct json_t *to)
{
	struct safety_state *state = arena_new(a->arena, struct safety_state);
	json_t *o;

	TRY(safety_read(a, state));
	o = json_object();
	ASSERT(o);
	json_object_set_new(o, "paused", json_boolean(state->is_paused));
	if (state->has_kept)
		json_object_set_new(o, "answers", json_answers(state));
	if (!safety_plan_is_empty(&state->plan))
		json_object_set_new(o, "plan", json_plan(&state->plan));
	json_array_append_new(to, o);
	return OK;
}
