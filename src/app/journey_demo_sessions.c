#include "journey_demo_sessions.h"
#include "card_use.h"
#include "ensure.h"
#include "journey_practice.h"
#include "journey_session.h"
#include "programme_plan_use.h"
#include "programme_share_use.h"

#define DAY_LONG 86400
#define WEEK	 (7 * DAY_LONG)
#define FINISHED 4 /* sessions; the next one is open */

struct line { /* what each of the two wrote in a step, so many days after the session began */
	int session, day;
	const char *step, *said[2];
	int number[4]; /* of the fields 2 to 5; 0: left empty */
};

static const struct line lines[] = {
	{ 1, 0, "goals", { "Breakfast together on Sunday", "An evening walk without phones" } },
	{ 1, 0, "goals", { "I say when I am worn out", "I come back when I said I would" } },
	{ 1,
	  1,
	  "moments",
	  { "The phone rang and we both went stiff", "I sat with my back to the wall again" } },
	{ 1, 2, "moments", { "I cancelled the visit without asking", "The smell at the station" } },
	{ 1, 3, "moments", { "We ate without a word", "Slept on the sofa, light on" } },
	{ 1,
	  5,
	  "moments",
	  { "I answered for Sam on the phone", "A door slammed, and I was gone" } },
	{ 2, 1, "kindness", { "Tea on the step", "Fixed the lamp by the bed" } },
	{ 2, 4, "kindness", { "Left the last pancake", "A note on the mirror" } },
	{ 3, 0, "list", { "Ask my sister over", "The small supermarket at nine" }, { 2, 30 } },
	{ 3, 0, "list", { "Say that I am sad", "The bus, two stops" }, { 4, 35 } },
	{ 3, 0, "list", { "The choir on Thursday", "The barber" }, { 1, 38 } },
	{ 3, 0, "list", { "Supper with his brother", "Sit by the window" }, { 2, 50 } },
	{ 3, 1, "list", { "A day out by myself", "The cinema, by the aisle" }, { 3, 55 } },
	{ 3, 1, "list", { "Say no to my mother", "Ask for help at work" }, { 4, 65 } },
	{ 3, 1, "list", { "Talk about money", "The fair, with the noise" }, { 3, 75 } },
	{ 3, 1, "list", { "Our old camping place", "The motorway" }, { 1, 85 } },
	{ 3, 3, "steps", { "Rang my sister", "The small supermarket" }, { 40, 55, 25, 1 } },
	{ 3, 5, "steps", { "Rang her again", "The supermarket again" }, { 35, 45, 20, 2 } },
	{ 4, 1, "feelings", { "Lonely, three out of ten", "Jumpy, and glad of the quiet" } },
	{ 4, 2, "feelings", { "Worn out and fond of you", "Flat until noon" } },
	{ 4, 3, "feelings", { "Hopeful after the walk", "Ashamed of last night" } },
	{ 4, 4, "feelings", { "A bit jealous of the dog", "Tender when you laughed" } },
	{ 4, 5, "feelings", { "Calm", "Proud of the bus" } },
	{ 4, 2, "steps", { "The choir, half an hour", "The bus, two stops" }, { 45, 60, 30, 1 } },
	{ 4, 5, "steps", { "The choir again", "The bus again" }, { 40, 50, 25, 2 } },
	{ 5,
	  0,
	  "clash",
	  { "The door was closed when I came home", "The plates were put down hard" } },
};

struct choice_of { /* one tap: a choice from 1 */
	int session, day;
	const char *step;
	int choice[2];
};

static const struct choice_of choices[] = {
	{ 1, 6, "look-back", { 2, 6 } }, { 2, 3, "drill", { 1, 2 } },
	{ 2, 6, "look-back", { 4, 2 } }, { 3, 0, "turns", { 1, 1 } },
	{ 3, 6, "look-back", { 2, 7 } }, { 4, 6, "look-back", { 3, 1 } },
};

struct marks_of {
	int session;
	const char *step;
	uint32_t ticks[2];
};

static const struct marks_of marks[] = {
	{ 1, "marks", { 0xb1, 0x175 } },
	{ 4, "check-in", { 0x2025, 0x6409 } },
};

struct deed_of {
	size_t which;
	int session;
	const char *step;
	struct programme_entry entry;
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

static size_t step_of(const struct deed_of *d)
{
	size_t at = 0;

	ASSERT(programme_find_step(programme_session(d->session), str_c(d->step), &at));
	return at;
}

static fallible write_one(struct act *a, void *context)
{
	const struct deed_of *d = context;
	enum programme_refusal refusal;

	TRY(programme_save(a, d->session, step_of(d), &d->entry, &refusal));
	return refusal ? FAIL(SYSTEM) : OK;
}

static fallible write_card(struct act *a, void *context)
{
	const struct deed_of *d = context;
	struct card_sent sent = { 0 };
	enum card_refusal refusal;

	sent.is_asked[1] = sent.is_asked[2] = true;
	sent.chips[1] = d->which ? 1U << 1 | 1U << 4 | 1U << 7 : 1U << 2 | 1U << 5;
	sent.chips[2] = d->which ? 1U << 1 : 1U << 4;
	TRY(card_save(a, CARD_CALMING, 0, &sent, &refusal));
	return refusal ? FAIL(SYSTEM) : OK;
}

/* Only what they wrote says that a session is done. */
static fallible mark_steps(struct act *a, void *context)
{
	const struct deed_of *d = context;
	const struct programme_session *s = programme_session(d->session);
	struct programme_state *state = arena_new(a->arena, struct programme_state);
	struct programme_answers *answers = arena_new(a->arena, struct programme_answers);
	struct journey_session around;
	size_t n = d->session <= FINISHED ? s->n_steps - 1 : 1;

	for (size_t i = 0; i < n; i++)
		TRY(programme_mark(a, d->session, i, MARK_DONE));
	if (d->session > FINISHED)
		return OK;
	TRY(programme_read(a, state));
	TRY(programme_answers(a, d->session, state, answers));
	TRY(journey_session_read(a, &around));
	answers->calming_lines = around.calming_lines;
	ASSERT(programme_is_done(s, answers));
	return programme_mark(a, d->session, s->n_steps - 1, MARK_DONE);
}

/* The weather of session 4, which both released. */
static fallible release_one(struct act *a, void *context)
{
	const struct deed_of *d = context;
	struct programme_state *state = arena_new(a->arena, struct programme_state);
	struct programme_answers *answers = arena_new(a->arena, struct programme_answers);
	struct journey_session around;
	bool is_long;

	TRY(journey_session_read(a, &around));
	TRY(programme_read(a, state));
	TRY(programme_answers(a, d->session, state, answers));
	if (!around.has_partner)
		return OK;
	return programme_release(a, around.partner.id, d->session, step_of(d),
				 answers->entry[step_of(d)], answers->n[step_of(d)], &is_long);
}

static fallible plan_next(struct act *a, void *context)
{
	struct programme_plan plan = { .session = FINISHED + 1,
				       .day = { act_today(a).n + 2 },
				       .time = 19 * 60 + 30,
				       .place = STR("The kitchen table") };
	enum programme_refusal refusal;

	(void)context;
	return programme_plan_keep(a, &plan, &refusal);
}

static struct programme_value number_of(int n)
{
	return (struct programme_value){ .number = n, .is_there = n > 0 };
}

static fallible write_lines(struct local *l, struct local_person *p, struct deed_of *d, int64_t at)
{
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		const struct line *line = &lines[i];

		if (line->session != d->session)
			continue;
		d->step = line->step;
		d->entry = (struct programme_entry){ 0 };
		d->entry.value[1] = (struct programme_value){ .text = str_c(line->said[d->which]),
							      .is_there = true };
		for (int f = 0; f < 4; f++)
			d->entry.value[f + 2] = number_of(line->number[f]);
		TRY(local_do(l, p, at + line->day * (int64_t)DAY_LONG + (int64_t)i * 60, write_one,
			     d));
	}
	return OK;
}

static fallible write_taps(struct local *l, struct local_person *p, struct deed_of *d, int64_t at)
{
	for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
		if (choices[i].session != d->session)
			continue;
		d->step = choices[i].step;
		d->entry = (struct programme_entry){ 0 };
		d->entry.value[1] = number_of(choices[i].choice[d->which]);
		TRY(local_do(l, p, at + choices[i].day * (int64_t)DAY_LONG, write_one, d));
	}
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (marks[i].session != d->session)
			continue;
		d->step = marks[i].step;
		d->entry = (struct programme_entry){ 0 };
		d->entry.value[1] = (struct programme_value){ .ticks = marks[i].ticks[d->which],
							      .is_there = true };
		TRY(local_do(l, p, at, write_one, d));
		TRY(local_do(l, p, at, release_one, d));
	}
	return OK;
}

fallible demo_sessions(struct local *l, struct local_person *p, size_t which, int64_t now)
{
	TRY(local_do(l, p, now - (FINISHED + 1) * (int64_t)WEEK, set_out, NULL));
	for (int session = 1; session <= FINISHED + 1; session++) {
		int64_t at = now - (FINISHED + 1 - session) * (int64_t)WEEK - 2 * DAY_LONG;
		int64_t end = session <= FINISHED ? at + 6 * DAY_LONG : at;
		struct deed_of d = { .which = which, .session = session };

		TRY(local_do(l, p, at, begin_one, &d));
		if (session == 2)
			TRY(local_do(l, p, at, write_card, &d));
		TRY(write_lines(l, p, &d, at));
		TRY(write_taps(l, p, &d, at));
		TRY(local_do(l, p, end + 3600, mark_steps, &d));
	}
	return local_do(l, p, now, plan_next, NULL);
}
