#include "journey_selfcare.h"
#include "checkin_use.h"
#include "measure_sheet_use.h"
#include "safety_use.h"

static void add_night(const struct checkin *c, struct selfcare_nights *to)
{
	if (!c->answer[CHECKIN_SLEEP])
		return;
	to->n++;
	to->hours += c->answer[CHECKIN_SLEEP];
}

static fallible read_nights(struct act *a, struct selfcare_facts *ret)
{
	struct checkin *list;
	size_t n;

	TRY(checkin_between(a, NULL, (struct day){ ret->today.n - 13 }, ret->today, &list, &n));
	for (size_t i = 0; i < n; i++)
		add_night(&list[i], &ret->nights[list[i].day.n <= ret->today.n - 7]);
	return OK;
}

static fallible read_loads(struct act *a, struct selfcare_facts *ret)
{
	struct day monday = selfcare_monday(ret->today);
	struct selfcare_week *list;
	size_t n;

	for (int i = 0; i < SELFCARE_LOADS_OF; i++)
		ret->load[i] = -1;
	TRY(selfcare_weeks(a, (struct day){ monday.n - 7 * (SELFCARE_LOADS_OF - 1) }, monday, &list,
			   &n));
	for (size_t i = 0; i < n; i++)
		ret->load[(monday.n - list[i].monday.n) / 7] = list[i].load;
	return OK;
}

/* Paused for fear, or a yes that was kept. */
static fallible read_safety(struct act *a, struct selfcare_facts *ret)
{
	struct safety_state *s = arena_new(a->arena, struct safety_state);

	TRY(safety_read(a, s));
	ret->has_safety = s->is_paused || (s->has_kept && safety_outcome(&s->kept) == SAFETY_PAUSE);
	return OK;
}

/* --- measures */
#define WEEK_DAYS  7
#define MONTH_DAYS 28

static const struct selfcare_score no_score = { .total = -1 };

static struct selfcare_score score_of(const struct measure_result latest[MEASURES], const char *id)
{
	const struct measure_result *r = &latest[measure_index(measure_find(str_c(id)))];

	if (!r->measure || !r->has_total)
		return no_score;
	return (struct selfcare_score){ .total = (int)r->total, .day = r->day };
}

/* The question about thoughts of death, as long as its total would speak. */
static fallible read_help(struct act *a, struct selfcare_facts *ret)
{
	const struct measure *phq9 = measure_find(STR("phq9"));
	struct measure_result *list;
	size_t n;

	TRY(measure_results(a, phq9, &list, &n));
	for (size_t i = 0; i < n; i++)
		ret->has_safety |= list[i].has_answers &&
				   selfcare_speaks(SELFCARE_SIGN_PHQ9, list[i].day, ret->today) &&
				   measure_needs_help(phq9, list[i].answer);
	return OK;
}

static fallible read_scores(struct act *a, struct selfcare_facts *ret)
{
	struct measure_result *latest = arena_array(a->arena, struct measure_result, MEASURES);

	TRY(measure_latest(a, NULL, latest));
	ret->k6 = score_of(latest, "k6");
	ret->phq9 = score_of(latest, "phq9");
	ret->phq4 = score_of(latest, "phq4");
	return read_help(a, ret);
}

static struct journey_selfcare_measure
measure_of(struct act *a, const struct measure_result latest[MEASURES], const char *id, int days)
{
	const struct measure *m = measure_find(str_c(id));
	struct journey_selfcare_measure ret = { .name = m->short_name,
						.address = measure_address(a->arena, m),
						.last = score_of(latest, id),
						.most = m->most };

	ret.suits = ret.last.total < 0 || act_today(a).n - ret.last.day.n >= days;
	return ret;
}

fallible journey_selfcare_measures(struct act *a, struct journey_selfcare_measures *ret)
{
	struct measure_result *latest = arena_array(a->arena, struct measure_result, MEASURES);

	TRY(measure_latest(a, NULL, latest));
	ret->phq4 = measure_of(a, latest, "phq4", WEEK_DAYS);
	ret->k6 = measure_of(a, latest, "k6", MONTH_DAYS);
	return OK;
}

fallible journey_selfcare_facts(struct act *a, struct selfcare_facts *ret)
{
	*ret = (struct selfcare_facts){ .today = act_today(a) };
	TRY(read_nights(a, ret));
	TRY(read_loads(a, ret));
	TRY(read_safety(a, ret));
	return read_scores(a, ret);
}

fallible journey_selfcare_nudge(struct act *a, const struct selfcare_facts *facts,
				struct journey_selfcare_nudge *ret)
{
	struct day put_away[SELFCARE_SIGNS];

	ret->holds = selfcare_signs(facts);
	ret->sign = SELFCARE_SIGN_NONE;
	if (!ret->holds)
		return OK;
	TRY(selfcare_put_away(a, put_away));
	ret->sign = selfcare_nudge(ret->holds, put_away, facts->today);
	return OK;
}

fallible journey_selfcare_nights(struct act *a, struct day monday, struct selfcare_nights *ret)
{
	struct checkin *list;
	size_t n;

	*ret = (struct selfcare_nights){ 0 };
	TRY(checkin_between(a, NULL, monday, (struct day){ monday.n + 6 }, &list, &n));
	for (size_t i = 0; i < n; i++)
		add_night(&list[i], ret);
	return OK;
}

/* Of each week the last one. */
static fallible add_scores(struct act *a, struct journey_selfcare_week *list, size_t n)
{
	struct measure_result *r;
	size_t n_results;

	TRY(measure_totals(a, NULL, measure_find(STR("phq4")), &r, &n_results));
	for (size_t i = 0; i < n_results; i++) {
		int back = r[i].day.n - list[0].monday.n;

		if (r[i].has_total && back >= 0 && (size_t)back / 7 < n)
			list[back / 7].phq4 = (int)r[i].total;
	}
	return OK;
}

fallible journey_selfcare_weeks(struct act *a, struct journey_selfcare_week **ret, size_t *ret_n)
{
	struct day now = selfcare_monday(act_today(a));
	struct day first = { now.n - 7 * (JOURNEY_SELFCARE_WEEKS - 1) };
	struct selfcare_week *look;
	struct checkin *night;
	size_t n, n_nights;

	*ret_n = 0;
	TRY(selfcare_weeks(a, first, now, &look, &n));
	if (n == 0)
		return OK;
	first = look[0].monday;
	*ret_n = (size_t)(now.n - first.n) / 7 + 1;
	*ret = arena_array(a->arena, struct journey_selfcare_week, *ret_n);
	for (size_t i = 0; i < *ret_n; i++)
		(*ret)[i] = (struct journey_selfcare_week){ .monday = { first.n + 7 * (int)i },
							    .look = { .load = -1 },
							    .phq4 = -1 };
	for (size_t i = 0; i < n; i++)
		(*ret)[(look[i].monday.n - first.n) / 7].look = look[i];
	TRY(checkin_between(a, NULL, first, act_today(a), &night, &n_nights));
	for (size_t i = 0; i < n_nights; i++)
		add_night(&night[i], &(*ret)[(night[i].day.n - first.n) / 7].nights);
	return add_scores(a, *ret, *ret_n);
}
