#include "journey_demo_sessions.h"
#include "programme_use.h"

#define WEEK	 (7 * 86400)
#define FINISHED 4 /* sessions; the next one is open */

struct words { /* what each of the two wrote in a step */
	int session;
	const char *step, *said[2];
};

static const struct words words[] = {
	{ 1, "goals", { "Breakfast together on Sunday", "An evening walk without phones" } },
	{ 1, "goals", { "I say when I am worn out", "I come back when I said I would" } },
	{ 1,
	  "moments",
	  { "The phone rang and we both went stiff", "I sat with my back to the wall again" } },
	{ 1, "moments", { "I cancelled the visit without asking", "The smell at the station" } },
	{ 2, "kindness", { "Tea on the step", "Fixed the lamp by the bed" } },
	{ 3, "list", { "Ask my sister to come over", "The small supermarket at nine" } },
	{ 3, "list", { "Say that I am sad", "The bus, two stops" } },
	{ 3, "steps", { "Rang my sister", "The small supermarket, ten minutes" } },
	{ 4, "feelings", { "Lonely, three out of ten", "Jumpy, and glad of the quiet" } },
	{ 5, "clash", { "The door was closed when I came home", "The plates were put down hard" } },
};

struct deed_of {
	size_t which;
	int session;
	const struct words *words;
	uint32_t ticks;
	const char *step;
};

static fallible set_out(struct act *a, void *context)
{
	struct programme_way way = { .has_begun = true, .hour = HOUR_EVENING };

	(void)context;
	return programme_set_way(a, &way);
}

static fallible begin_one(struct act *a, void *context)
{
	const struct deed_of *d = context;

	return programme_begin(a, d->session);
}

static size_t step_of(int session, const char *key)
{
	size_t at = 0;

	(void)programme_find_step(programme_session(session), str_c(key), &at);
	return at;
}

static fallible write_one(struct act *a, void *context)
{
	const struct deed_of *d = context;
	struct programme_entry e = { 0 };
	enum programme_refusal refusal;

	e.value[1].is_there = true;
	e.value[1].ticks = d->ticks;
	if (d->words)
		e.value[1].text = str_c(d->words->said[d->which]);
	return programme_save(a, d->session,
			      step_of(d->session, d->words ? d->words->step : d->step), &e,
			      &refusal);
}

static fallible mark_steps(struct act *a, void *context)
{
	const struct deed_of *d = context;
	const struct programme_session *s = programme_session(d->session);
	size_t n = d->session <= FINISHED ? s->n_steps : 1;

	for (size_t i = 0; i < n; i++)
		TRY(programme_mark(a, d->session, i, i == 1 ? MARK_DECLINED : MARK_DONE));
	return OK;
}

fallible demo_sessions(struct local *l, struct local_person *p, size_t which, int64_t now)
{
	static const uint32_t marks[2] = { 0xb1, 0x175 };

	TRY(local_do(l, p, now - (FINISHED + 1) * (int64_t)WEEK, set_out, NULL));
	for (int session = 1; session <= FINISHED + 1; session++) {
		int64_t at = now - (FINISHED + 1 - session) * (int64_t)WEEK - 2 * 86400;
		struct deed_of d = { .which = which, .session = session };

		TRY(local_do(l, p, at, begin_one, &d));
		for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
			d.words = words[i].session == session ? &words[i] : NULL;
			if (d.words)
				TRY(local_do(l, p, at + (int64_t)(i + 1) * 3600, write_one, &d));
		}
		d.words = NULL;
		d.step = session == 1 ? "marks" : "check-in";
		d.ticks = marks[which];
		if (session == 1 || session == 4)
			TRY(local_do(l, p, at, write_one, &d));
		TRY(local_do(l, p, at + 86400, mark_steps, &d));
	}
	return OK;
}
