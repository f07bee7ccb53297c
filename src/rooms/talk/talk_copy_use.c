/* talk: the copy to take along. */
#include <jansson.h>
#include "talk_use.h"

static json_t *text(struct str s)
{
	return json_stringn(s.p, s.n);
}

static void set_words(json_t *to, const char *name, struct str s)
{
	if (s.n)
		json_object_set_new(to, name, text(s));
}

static void set_row(json_t *to, const char *name, enum talk_table t, enum talk_side s, unsigned n)
{
	const struct talk_row *row = talk_find(t, s, n);

	if (row)
		json_object_set_new(to, name, json_string(row->words));
}

static void set_day(json_t *to, struct day day)
{
	char written[DAY_TEXT_MAX];

	day_write(written, day);
	json_object_set_new(to, "day", json_string(written));
}

static json_t *replies_of(const struct talk_plan *plan)
{
	struct talk_reply card[TALK_REPLIES_MAX];
	size_t n = talk_cards(plan, card);
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *o = json_object();

		set_words(o, "what may come", card[i].said);
		set_words(o, "my reply", card[i].reply);
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *nos_of(const struct talk_plan *plan)
{
	const struct talk_row *row;
	json_t *list = json_array();

	for (size_t i = 0; (row = talk_row(TALK_NOS, plan->side, i)); i++)
		if (plan->nos & TALK_BIT(row->number))
			json_array_append_new(list, json_string(row->words));
	if (plan->no_words.n)
		json_array_append_new(list, text(plan->no_words));
	return list;
}

static void set_plan(json_t *o, const struct talk_plan *plan)
{
	char clock[CLOCK_TEXT_MAX];

	set_words(o, "first sentence", plan->opening);
	if (plan->has_day)
		set_day(o, plan->day);
	if (plan->time >= 0) {
		clock_write(clock, plan->time);
		json_object_set_new(o, "time", json_string(clock));
	}
	set_row(o, "where", TALK_WHERES, plan->side, plan->where);
	set_words(o, "place", plan->place);
	json_object_set_new(o, "replies", replies_of(plan));
	json_object_set_new(o, "if the answer is no", nos_of(plan));
	set_row(o, "small next step", TALK_ASKS, plan->side, plan->ask);
	set_words(o, "small next step, own words", plan->ask_words);
}

static json_t *tries_of(const struct talk_try list[], size_t n)
{
	json_t *to = json_array();

	for (size_t i = n; i-- > 0;) {
		json_t *o = json_object();

		set_day(o, list[i].day);
		set_row(o, "how it went", TALK_OUTCOMES, list[i].side, list[i].outcome);
		set_words(o, "words", list[i].words);
		json_array_append_new(to, o);
	}
	return to;
}

fallible talk_add_records(struct act *a, struct json_t *to)
{
	for (int s = TALK_THEM; s < TALK_SIDES; s++) {
		struct talk_plan *plan = arena_new(a->arena, struct talk_plan);
		struct talk_try *try;
		size_t n;

		TRY(talk_plan_read(a, (enum talk_side)s, plan));
		TRY(talk_tries(a, (enum talk_side)s, &try, &n));
		if (!plan->version && n == 0)
			continue;
		json_t *o = json_object();

		json_object_set_new(o, "about",
				    json_string(s == TALK_THEM ? "treatment, with the other one"
							       : "treatment for myself"));
		if (plan->version)
			set_plan(o, plan);
		json_object_set_new(o, "tries", tries_of(try, n));
		json_array_append_new(to, o);
	}
	return OK;
}
