#include "journey_demo_selfcare.h"
#include "selfcare_use.h"

#define LINES 7
#define WEEKS 12

struct demo_line {
	const char *words, *kind, *reach;
	int ahead; /* days; 0: none */
	int time;  /* minute of the day; -1: none */
	unsigned minutes, tie;
	uint32_t helps;
};

#define B(number) SELFCARE_BIT(number)

static const struct demo_line partner_lines[LINES] = {
	{ "Ines", "person", "By text, evenings", 0, -1, 0, 1, B(1) | B(2) | B(8) },
	{ "My brother", "person", "Sundays, by phone", 0, -1, 0, 2, B(4) | B(6) },
	{ "The Tuesday group", "person", "", 0, -1, 0, 3, B(7) },
	{ "The long way home", "time", "", 2, 1050, 45, 0, 0 },
	{ "Choir, band, club: go once more", "time", "", 5, 1140, 90, 0, 0 },
	{ "The dentist", "care", "", 0, -1, 45, 0, 0 },
	{ "A museum: one room of it", "time", "", 0, -1, 60, 0, 0 },
};

static const struct demo_line survivor_lines[LINES] = {
	{ "Tom from the workshop", "person", "Just turn up", 0, -1, 0, 5, B(3) | B(4) },
	{ "My sister", "person", "By phone", 0, -1, 0, 2, B(1) },
	{ "Repair one thing that has waited", "time", "", 3, 600, 60, 0, 0 },
	{ "Stretch on the floor", "body", "", 1, 480, 15, 0, 0 },
	{ "My eyes, or my hearing", "care", "", 0, -1, 30, 0, 0 },
	{ "Headphones, and one record from start to end", "time", "", 0, -1, 30, 0, 0 },
	{ "The woods, the park or the water", "time", "", 6, -1, 60, 0, 0 },
};

/* -1: the week was left out. It got heavy in the middle, and then a little lighter. */
static const int partner_load[WEEKS] = { 5, 6, 6, 7, 8, -1, 8, 8, 7, -1, 6, 5 };
static const int survivor_load[WEEKS] = { 6, 5, -1, -1, 6, 5, 5, -1, 4, 5, 4, 4 };

struct demo_side {
	bool is_survivor;
	struct id16 person[LINES];
	size_t n_people;
	int load, week;
};

static fallible write_lines(struct act *a, void *context)
{
	struct demo_side *d = context;
	const struct demo_line *list = d->is_survivor ? survivor_lines : partner_lines;
	enum selfcare_refusal refusal;

	for (size_t i = 0; i < LINES; i++) {
		struct selfcare_line line = {
			.kind = (enum selfcare_kind)selfcare_number(SELFCARE_ALL_KINDS,
								    str_c(list[i].kind)),
			.words = str_c(list[i].words),
			.reach = str_c(list[i].reach),
			.day = { list[i].ahead ? act_today(a).n + list[i].ahead : 0 },
			.time = list[i].time,
			.minutes = list[i].minutes,
			.tie = list[i].tie,
			.helps = list[i].helps,
		};

		TRY(selfcare_line_keep(a, &line, &refusal));
		if (line.kind == SELFCARE_PERSON)
			d->person[d->n_people++] = line.id;
	}
	return OK;
}

static fallible look(struct act *a, void *context)
{
	const struct demo_side *d = context;
	struct day monday = selfcare_monday(act_today(a));
	struct selfcare_week w = { .load = d->load,
				   .own = d->load > 6 ? 1 : 3,
				   .care = d->is_survivor ? 1 : 3,
				   .leaned = d->load > 7 ? SELFCARE_LEANED_NOBODY
							 : SELFCARE_LEANED_SOMEBODY };

	if (w.leaned == SELFCARE_LEANED_SOMEBODY)
		w.on[w.n_on++] = d->person[(size_t)d->week % d->n_people];
	for (int q = 0; q < SELFCARE_QUESTIONS; q++)
		TRY(selfcare_week_answer(a, monday, (enum selfcare_question)q, &w));
	return OK;
}

fallible demo_selfcare(struct local *l, struct local_person *p, bool is_survivor, int64_t now,
		       int weeks)
{
	struct demo_side d = { .is_survivor = is_survivor };
	const int *load = is_survivor ? survivor_load : partner_load;

	TRY(local_do(l, p, now - 86400, write_lines, &d));
	for (d.week = 0; d.week < weeks && d.week < WEEKS; d.week++) {
		d.load = load[d.week];
		if (d.load >= 0)
			TRY(local_do(l, p, now - (int64_t)(weeks - d.week) * 7 * 86400, look, &d));
	}
	return OK;
}
