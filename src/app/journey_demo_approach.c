#include "journey_demo_approach.h"
#include "approach_share_use.h"

struct demo_item {
	enum approach_area area;
	unsigned rating, first_peak;
	int from_week, weeks; /* practised twice a week */
	const char *text;
};

static const struct demo_item survivor_items[] = {
	{ APPROACH_PLACES, 35, 60, 0, 3, "Walk around the block before supper." },
	{ APPROACH_PLACES, 45, 70, 3, 4, "Coffee at the small place, at the table by the wall." },
	{ APPROACH_FEELINGS, 40, 55, 6, 2, "Listen to the old record, the whole first side." },
	{ APPROACH_PLACES, 55, 65, 9, 3, "Coffee at the small place on a Saturday." },
	{ APPROACH_PEOPLE, 65, 0, 0, 0, "My sister's birthday, until the cake." },
};

static const struct demo_item partner_items[] = {
	{ APPROACH_PEOPLE, 30, 45, 2, 3, "Call my friend Jo on my walk home." },
	{ APPROACH_FEELINGS, 40, 50, 7, 2, "Say what I need in one sentence." },
};

struct demo_walk {
	const struct demo_item *item;
	struct id16 id;
	uint64_t *seed;
	unsigned fallen; /* how much lighter it is by now */
	int ahead;	 /* days: a plan */
	bool is_survivor;
};

static unsigned next_number(uint64_t *seed, unsigned below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33) % below;
}

static fallible add(struct act *a, void *context)
{
	struct demo_walk *w = context;
	struct approach_item item = { .text = str_c(w->item->text),
				      .area = w->item->area,
				      .rating = w->item->rating };
	enum approach_refusal refusal;

	TRY(approach_add(a, &item, &refusal));
	w->id = item.id;
	return OK;
}

static fallible practise(struct act *a, void *context)
{
	struct demo_walk *w = context;
	unsigned peak = w->item->first_peak > w->fallen ? w->item->first_peak - w->fallen : 10;
	struct approach_log log = {
		.item = w->id,
		.day = act_today(a),
		.time = -1,
		.minutes = 30,
		.place = STR(""),
		.is_done = true,
		.practice = { .before = (uint8_t)(peak / 2),
			      .peak = (uint8_t)peak,
			      .after = (uint8_t)(peak / 3),
			      .is_left_early = w->fallen == 0 && w->item->first_peak > 60 },
		.note = STR(""),
	};
	enum approach_refusal refusal;

	return approach_log_keep(a, &log, log.day, &refusal);
}

static fallible plan(struct act *a, void *context)
{
	const struct demo_walk *w = context;
	struct approach_log log = { .item = w->id,
				    .day = { act_today(a).n + w->ahead },
				    .time = 10 * 60,
				    .companion = APPROACH_WITH_PARTNER,
				    .minutes = 30,
				    .place = STR("the small place"),
				    .note = STR("") };
	enum approach_refusal refusal;

	return approach_log_keep(a, &log, log.day, &refusal);
}

static fallible walk(struct local *l, struct local_person *p, struct demo_walk *w, int64_t now,
		     int weeks)
{
	for (int i = 0; i < 2 * w->item->weeks; i++) {
		int days_back = 7 * (weeks - w->item->from_week) - (i * 7 + 1) / 2 - 1;

		if (days_back < 1)
			return OK;
		TRY(local_do(l, p, now - (int64_t)days_back * 86400, practise, w));
		w->fallen += 10 * next_number(w->seed, 2);
	}
	return OK;
}

/* Every throw of the walk moves the seed on. NOLINTNEXTLINE(readability-non-const-parameter) */
fallible demo_approach(struct local *l, struct local_person *p, bool is_survivor, uint64_t *seed,
		       int64_t now, int weeks)
{
	const struct demo_item *list = is_survivor ? survivor_items : partner_items;
	size_t n = is_survivor ? sizeof survivor_items / sizeof *survivor_items
			       : sizeof partner_items / sizeof *partner_items;
	int64_t begun = now - (int64_t)weeks * 7 * 86400;

	for (size_t i = 0; i < n; i++) {
		struct demo_walk w = { .item = &list[i], .seed = seed };

		TRY(local_do(l, p, begun + 60 * (int64_t)i, add, &w));
		TRY(walk(l, p, &w, now, weeks));
		/* The step they are at. */
		w.ahead = 3;
		if (is_survivor && list[i].from_week + list[i].weeks == weeks)
			TRY(local_do(l, p, now, plan, &w));
	}
	return OK;
}

/* --- the two of them */
static fallible share_one(struct act *a, const struct other *partner)
{
	struct approach_item *item;
	struct approach_log next;
	size_t n;
	bool found;

	TRY(approach_items(a, &item, &n));
	TRY(approach_next(a, &next, &found));
	return found ? approach_share(a, next.item, partner->id) : OK;
}

static fallible say_yes(struct act *a, void *context)
{
	const struct demo_walk *w = context;
	struct other partner;
	bool found;

	TRY(others_partner(a, &partner, &found));
	if (!found)
		return FAIL(SYSTEM);
	uint64_t both = approach_joint_slot(14) | approach_joint_slot(19);

	TRY(approach_yes_say(a, partner.id, both | approach_joint_slot(w->is_survivor ? 0 : 12)));
	return w->is_survivor ? share_one(a, &partner) : OK;
}

fallible demo_approach_two(struct local *l, struct local_person *p, bool is_survivor, int64_t now)
{
	struct demo_walk w = { .is_survivor = is_survivor };

	return local_do(l, p, now, say_yes, &w);
}
