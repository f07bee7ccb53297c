#include "journey_demo_incident.h"
#include "incident_use.h"
#include "sharing.h"

#define TRIGGERS 3
#define EVERY	 4 /* days, about */

struct demo_trigger {
	const char *words, *area;
};

static const struct demo_trigger survivor_triggers[TRIGGERS] = {
	{ "A door that slams", "sound" },
	{ "Somebody behind me in a queue", "people" },
	{ "Diesel in cold air", "smell" },
};

static const struct demo_trigger partner_triggers[TRIGGERS] = {
	{ "An answer of one word", "tone" },
	{ "A plan that falls through", "surprise" },
	{ "Supper without a word", "feeling" },
};

/* A moment as each may have noted it. */
struct demo_moment {
	const char *kind, *where, *survivor_words, *partner_words;
	uint32_t survivor_did, partner_did, helped;
	int hour;
};

#define R(id)  INCIDENT_BIT(id)
#define AWAY   R(1)
#define SILENT R(2)
#define LEFT   R(3)
#define PRESS  R(5)
#define ROOM   R(10)
#define ASKED  R(11)

static const struct demo_moment moments[] = {
	{ "away", "home", "I went to the shed.", "He was gone before the tea was cold.",
	  AWAY | LEFT, PRESS, R(1) | R(6), 18 },
	{ "down", "home", "Could not find a word.", "Supper, and nobody home behind the eyes.",
	  SILENT, PRESS | ASKED, R(1), 19 },
	{ "startled", "shop", "The queue was too close.", "He put the basket down and left.", LEFT,
	  ROOM, R(4), 11 },
	{ "argument", "home", "It was about the bins. It was not about the bins.",
	  "We argued about the bins.", SILENT | LEFT, PRESS, R(14), 20 },
	{ "night", "bed", "", "He sat up and did not know me for a breath.", AWAY, ROOM | ASKED,
	  R(5) | R(8), 3 },
};

#define MOMENTS (sizeof moments / sizeof *moments)

struct demo_notes {
	struct id16 trigger[TRIGGERS];
	struct incident last;
	const struct demo_moment *moment;
	unsigned dice, which; /* which: of the triggers */
	bool is_survivor;
};

static unsigned throw_of(int back, unsigned below, unsigned what)
{
	uint64_t n = ((uint64_t)back * 31 + what + 7) * 0x9e3779b97f4a7c15u;

	return (unsigned)(n >> 40) % below;
}

static fallible add_triggers(struct act *a, void *context)
{
	struct demo_notes *d = context;
	const struct demo_trigger *list = d->is_survivor ? survivor_triggers : partner_triggers;
	enum incident_refusal refusal;

	for (size_t i = 0; i < TRIGGERS; i++) {
		struct incident_trigger t = { .words = str_c(list[i].words),
					      .area = incident_number(INCIDENT_AREAS,
								      str_c(list[i].area)) };

		TRY(incident_trigger_add(a, &t, &refusal));
		d->trigger[i] = t.id;
	}
	return OK;
}

static fallible note(struct act *a, void *context)
{
	struct demo_notes *d = context;
	const struct demo_moment *m = d->moment;
	struct str none = STR("");
	struct incident i = {
		.day = act_today(a),
		.part = incident_part_at((unsigned)m->hour * 60),
		.kind = incident_number(INCIDENT_KINDS, str_c(m->kind)),
		.where = incident_number(INCIDENT_WHERES, str_c(m->where)),
		.strength = (int)(4 + d->dice % 5),
		.words = str_c(d->is_survivor ? m->survivor_words : m->partner_words),
		.place = none,
		.n_triggers = d->dice % 5 != 0, /* not every moment has a name */
		.trigger = { d->trigger[d->which] },
		.signs = R(1 + d->dice % 8),
		.did_mine = d->is_survivor ? m->survivor_did : m->partner_did,
		.did_theirs = d->is_survivor ? m->partner_did : m->survivor_did,
		.helped = m->helped,
		.signs_words = none,
		.mine_words = none,
		.theirs_words = none,
		.helped_words = none,
		.not_words = none,
		.avoided = d->is_survivor && d->dice % 7 == 0 ? STR("The Saturday market") : none,
	};
	enum incident_refusal refusal;

	TRY(incident_keep(a, &i, i.day, &refusal));
	d->last = i;
	return OK;
}

static fallible read_again(struct act *a, void *context)
{
	const struct demo_notes *d = context;
	struct incident_aside aside = { .relates = R(1), .relates_words = STR(""), .n = 1 };

	aside.again[0].day = act_today(a);
	aside.again[0].words = d->is_survivor ? STR("Alex had only asked if I was cold.")
					      : STR("He had hardly slept. It was not me.");
	return incident_keep_aside(a, &d->last, &aside);
}

fallible demo_incident(struct local *l, struct local_person *p, bool is_survivor, int64_t now,
		       int weeks)
{
	struct demo_notes d = { .is_survivor = is_survivor };

	TRY(local_do(l, p, now - (int64_t)weeks * 7 * 86400 + 60, add_triggers, &d));
	for (int back = weeks * 7 - 1; back >= 1; back--) {
		int64_t at = now - (int64_t)back * 86400;
		bool notes_it = throw_of(back, EVERY, is_survivor ? 1 : 2) > 0;

		if (throw_of(back, EVERY, 0) || !notes_it)
			continue;
		d.moment = &moments[throw_of(back, MOMENTS, 3)];
		d.dice = throw_of(back, 1000, 4);
		d.which = throw_of(back, TRIGGERS, 50);
		TRY(local_do(l, p, at, note, &d));
		if (back > 1 && d.dice % 6 == 0)
			TRY(local_do(l, p, at + 86400, read_again, &d));
	}
	return OK;
}

static fallible share_notes(struct act *a, void *context)
{
	struct other other;
	bool found;

	(void)context;
	TRY(others_partner(a, &other, &found));
	return found ? sharing_grant(a, other.id, TOPIC_INCIDENT, SHARING_WITH_BEFORE, LETTER_READ,
				     0)
		     : FAIL(SYSTEM);
}

fallible demo_incident_two(struct local *l, struct local_person *p, int64_t now)
{
	return local_do(l, p, now, share_notes, NULL);
}
