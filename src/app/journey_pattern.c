#include "journey_pattern.h"
#include "checkin_use.h"
#include "incident_use.h"
#include "safety_use.h"
#include "text.h"

static fallible read_days(struct act *a, const struct notebook_source *source,
			  const struct journey_pattern *j, struct pattern_side *ret)
{
	struct day last = { j->first.n + PATTERN_DAYS - 1 };
	struct checkin *list;
	size_t n;

	TRY(checkin_between(a, source, j->first, last, &list, &n));
	for (size_t i = 0; i < n; i++) {
		const uint8_t *answer = list[i].answer;

		ret->day[list[i].day.n - j->first.n] =
			(struct pattern_day){ .close = answer[CHECKIN_CLOSE],
					      .heavy = answer[CHECKIN_DISTRESS],
					      .did = answer[CHECKIN_DID],
					      .urge = answer[CHECKIN_URGE],
					      .changed = answer[CHECKIN_CHANGED] };
	}
	return OK;
}

/* Each is folded once, however many notes name it. */
static struct pattern_trigger *fold_all(struct act *a, const struct incident_trigger list[],
					size_t n)
{
	struct pattern_trigger *ret = arena_array(a->arena, struct pattern_trigger, n + 1);

	for (size_t i = 0; i < n; i++)
		ret[i] = (struct pattern_trigger){ text_fold(a->arena, list[i].words),
						   list[i].words };
	return ret;
}

static void add_triggers(const struct incident *incident, const struct incident_trigger list[],
			 const struct pattern_trigger folded[], size_t n, struct pattern_note *ret)
{
	for (size_t i = 0; i < n && ret->n_triggers < PATTERN_TRIGGERS_MAX; i++)
		if (incident_has_trigger(incident, list[i].id))
			ret->trigger[ret->n_triggers++] = folded[i];
}

static fallible read_notes(struct act *a, const struct notebook_source *source,
			   const struct journey_pattern *j, struct pattern_side *ret)
{
	struct day last = { j->first.n + PATTERN_DAYS - 1 };
	struct incident_trigger *trigger;
	struct incident *list;
	size_t n, n_triggers;

	TRY(incident_between(a, source, j->first, last, &list, &n));
	if (n == 0)
		return OK;
	TRY(incident_triggers(a, source, &trigger, &n_triggers));
	const struct pattern_trigger *folded = fold_all(a, trigger, n_triggers);

	/* The newest count. */
	for (size_t i = n > PATTERN_NOTES_MAX ? n - PATTERN_NOTES_MAX : 0; i < n; i++) {
		struct pattern_note *note = &ret->note[ret->n_notes++];

		note->at = list[i].day.n - j->first.n;
		note->did_own = list[i].did_mine;
		note->did_other = list[i].did_theirs;
		add_triggers(&list[i], trigger, folded, n_triggers, note);
	}
	return OK;
}

typedef fallible reader(struct act *a, const struct notebook_source *source,
			const struct journey_pattern *j, struct pattern_side *ret);

static fallible read_granted(struct act *a, struct id16 other, enum topic topic, reader *read,
			     struct journey_pattern *ret)
{
	struct notebook_source source;
	bool found;

	TRY(others_source(a, other, topic, &source, &found));
	if (!found)
		return OK;
	struct err e = read(a, &source, ret, &ret->theirs);

	return e.code == ERR_UNVERIFIED ? OK : e;
}

static fallible read_theirs(struct act *a, struct journey_pattern *ret)
{
	struct other partner;
	bool found;

	TRY(others_partner(a, &partner, &found));
	if (!found || partner.is_unverified)
		return OK;
	TRY(read_granted(a, partner.id, TOPIC_CHECKIN, read_days, ret));
	TRY(read_granted(a, partner.id, TOPIC_INCIDENT, read_notes, ret));
	ret->has_theirs = !pattern_side_is_empty(&ret->theirs);
	if (ret->has_theirs)
		ret->name = partner.name;
	return OK;
}

fallible journey_pattern_read(struct act *a, struct journey_pattern *ret)
{
	ret->first = (struct day){ act_today(a).n - PATTERN_DAYS + 1 };
	TRY(read_days(a, NULL, ret, &ret->mine));
	TRY(read_notes(a, NULL, ret, &ret->mine));
	TRY(safety_is_paused(a, &ret->is_paused));
	return ret->is_paused ? OK : read_theirs(a, ret);
}
