#include "journey_demo_talk.h"
#include "talk_use.h"
#include "treatment_use.h"

struct demo_try {
	int weeks_back;
	unsigned outcome; /* row of talk.def */
	const char *words;
};

static const struct demo_try partner_tries[] = {
	{ 11, 4, "I asked in the kitchen, right after work. Too soon." },
	{ 9, 3, "On the canal path. He listened to all of it." },
	{ 8, 1, "He read the page with the three kinds by himself." },
};

static const struct demo_try survivor_tries[] = {
	{ 8, 6, "Rang twice." },
	{ 8, 1, "I read my sentence out. It took two minutes." },
};

struct demo_talk {
	bool is_survivor;
	const struct demo_try *try;
	struct treatment_course course;
	int visit; /* of visits below */
};

static fallible plan(struct act *a, void *context)
{
	const struct demo_talk *d = context;
	struct talk_plan *plan = arena_new(a->arena, struct talk_plan);
	enum talk_refusal refusal;

	TRY(talk_plan_read(a, d->is_survivor ? TALK_ME : TALK_THEM, plan));
	plan->where = 1;
	plan->opening = d->is_survivor
				? STR("Hello. Something bad happened one winter, and I have not "
				      "slept well since. I would like an appointment.")
				: STR("I see how tired you are in the mornings, and I worry. "
				      "Would you talk to a doctor about sleep? Only about sleep.");
	plan->place = d->is_survivor ? STR("with my list in front of me") : STR("the canal path");
	plan->replies = d->is_survivor ? TALK_BIT(1) | TALK_BIT(3) | TALK_BIT(9)
				       : TALK_BIT(1) | TALK_BIT(6) | TALK_BIT(12);
	plan->nos = TALK_BIT(1) | TALK_BIT(2);
	plan->ask = d->is_survivor ? 5 : 1;
	return talk_plan_keep(a, plan, &refusal);
}

static fallible note(struct act *a, void *context)
{
	const struct demo_talk *d = context;
	struct talk_try try = { .side = d->is_survivor ? TALK_ME : TALK_THEM,
				.day = act_today(a),
				.outcome = d->try->outcome,
				.words = str_c(d->try->words) };
	enum talk_refusal refusal;

	return talk_try_keep(a, &try, &refusal);
}

/* --- the course */
struct demo_visit {
	int days_back; /* negative: ahead */
	enum treatment_state state;
	enum treatment_homework done;
	const char *homework;
};

static const struct demo_visit visits[] = {
	{ 46, TREATMENT_ATTENDED, TREATMENT_HOMEWORK_DONE, "Write down three good places." },
	{ 39, TREATMENT_ATTENDED, TREATMENT_HOMEWORK_PART, "Note what comes up, in one line." },
	{ 32, TREATMENT_CANCELLED, TREATMENT_HOMEWORK_NONE, "" },
	{ 25, TREATMENT_ATTENDED, TREATMENT_HOMEWORK_NONE, "" },
	{ 18, TREATMENT_ATTENDED, TREATMENT_HOMEWORK_NOT, "The quiet place, five minutes a day." },
	{ 12, TREATMENT_MOVED, TREATMENT_HOMEWORK_NONE, "" },
	{ 10, TREATMENT_ATTENDED, TREATMENT_HOMEWORK_DONE,
	  "The quiet place, as long as it is good." },
	{ 4, TREATMENT_ATTENDED, TREATMENT_HOMEWORK_NONE, "One line in the evening." },
	{ -3, TREATMENT_PLANNED, TREATMENT_HOMEWORK_NONE, "" },
};

static fallible begin(struct act *a, void *context)
{
	struct demo_talk *d = context;
	enum treatment_refusal refusal;

	d->course = (struct treatment_course){ .therapy = THERAPY_EMDR,
					       .other = STR(""),
					       .clinician = STR("Dr Weiss"),
					       .planned = 10 };
	return treatment_keep(a, &d->course, &refusal);
}

static fallible visit(struct act *a, void *context)
{
	const struct demo_talk *d = context;
	const struct demo_visit *from = &visits[d->visit];
	enum treatment_refusal refusal;
	struct treatment_visit one = { .day = { act_today(a).n },
				       .time = 10 * 60 + 30,
				       .minutes = 90,
				       .state = from->state,
				       .homework = str_c(from->homework),
				       .done = from->done };

	if (from->days_back < 0)
		one.day.n -= from->days_back;
	return treatment_visit_keep(a, &d->course, &one, &refusal);
}

static fallible ask(struct act *a, void *context)
{
	const struct demo_talk *d = context;
	enum treatment_refusal refusal;

	TRY(treatment_own_ask(a, &d->course, STR("Why am I so tired the day after?"), &refusal));
	return treatment_own_ask(a, &d->course, STR("May Alex wait outside next time?"), &refusal);
}

static fallible walk_course(struct local *l, struct local_person *p, struct demo_talk *d,
			    int64_t now)
{
	TRY(local_do(l, p, now - 7 * 7 * (int64_t)86400, begin, d));
	for (d->visit = 0; d->visit < (int)(sizeof visits / sizeof *visits); d->visit++) {
		int back = visits[d->visit].days_back;

		TRY(local_do(l, p, now - (back > 0 ? back : 0) * (int64_t)86400, visit, d));
	}
	return local_do(l, p, now, ask, d);
}

fallible demo_talk(struct local *l, struct local_person *p, bool is_survivor, int64_t now,
		   int weeks)
{
	struct demo_talk d = { .is_survivor = is_survivor };
	size_t n = is_survivor ? sizeof survivor_tries / sizeof *survivor_tries
			       : sizeof partner_tries / sizeof *partner_tries;

	TRY(local_do(l, p, now - (int64_t)weeks * 7 * 86400, plan, &d));
	for (size_t i = 0; i < n; i++) {
		d.try = is_survivor ? &survivor_tries[i] : &partner_tries[i];
		TRY(local_do(l, p, now - (int64_t)d.try->weeks_back * 7 * 86400 + 60 * (int64_t)i,
			     note, &d));
	}
	return is_survivor ? walk_course(l, p, &d, now) : OK;
}
