/* treatment: the copy to take along. */
#include <jansson.h>
#include "treatment_use.h"

static void set_words(json_t *to, const char *name, struct str s)
{
	if (s.n)
		json_object_set_new(to, name, json_stringn(s.p, s.n));
}

static void set_c(json_t *to, const char *name, const char *words)
{
	if (words)
		json_object_set_new(to, name, json_string(words));
}

static void set_day(json_t *to, const char *name, struct day day)
{
	char written[DAY_TEXT_MAX];

	day_write(written, day);
	json_object_set_new(to, name, json_string(written));
}

static json_t *visits_of(const struct treatment_visit visit[], size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++) {
		char clock[CLOCK_TEXT_MAX];
		json_t *o = json_object();

		set_day(o, "day", visit[i].day);
		if (visit[i].time >= 0) {
			clock_write(clock, visit[i].time);
			set_c(o, "time", clock);
		}
		if (visit[i].minutes)
			json_object_set_new(o, "minutes", json_integer(visit[i].minutes));
		set_c(o, "what became of it", treatment_state_words(visit[i].state));
		set_words(o, "homework", visit[i].homework);
		set_c(o, "done", treatment_homework_words(visit[i].done));
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *questions_of(const struct treatment_own *own)
{
	static const struct id16 none = { 0 };
	json_t *list = json_array();

	for (size_t i = 0; i < own->n; i++) {
		json_t *o = json_object();

		set_words(o, "question", own->question[i].words);
		json_object_set_new(o, "asked",
				    json_boolean(!id16_equal(own->question[i].asked, none)));
		json_array_append_new(list, o);
	}
	return list;
}

static void set_end(json_t *o, const struct treatment_course *course,
		    const struct treatment_own *own)
{
	const struct treatment_row *reason = treatment_reason(course->reason);
	const struct treatment_row *next = treatment_next_step(course->next);

	if (course->has_ended) {
		set_day(o, "ended", course->ended);
		set_c(o, "reason", reason ? reason->words : NULL);
		set_c(o, "next", next ? next->words : NULL);
	}
	set_words(o, "about the end", own->end_words);
}

fallible treatment_add_records(struct act *a, struct json_t *to)
{
	struct treatment_course *course;
	size_t n, n_visits;

	TRY(treatment_courses(a, &course, &n));
	for (size_t i = 0; i < n; i++) {
		struct treatment_own *own = arena_new(a->arena, struct treatment_own);
		struct treatment_visit *visit;

		TRY(treatment_visits(a, &course[i], &visit, &n_visits));
		TRY(treatment_own_read(a, &course[i], own));
		json_t *o = json_object();

		set_c(o, "treatment", therapy_facts(course[i].therapy)->name);
		set_words(o, "called", course[i].other);
		set_words(o, "with", course[i].clinician);
		if (course[i].planned)
			json_object_set_new(o, "planned", json_integer(course[i].planned));
		set_end(o, &course[i], own);
		json_object_set_new(o, "visits", visits_of(visit, n_visits));
		json_object_set_new(o, "questions", questions_of(own));
		json_array_append_new(to, o);
	}
	return OK;
}
