#include "journey_today.h"
#include "account_keys_use.h"
#include "checkin_use.h"
#include "programme_use.h"

#define RECENT 14

static void read_sleep(const struct checkin *list, size_t n, struct day today,
		       struct journey_today *ret)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++) {
		if (list[i].day.n <= today.n - 7 || !list[i].answer[CHECKIN_SLEEP])
			continue;
		sum += list[i].answer[CHECKIN_SLEEP];
		ret->sleep_nights++;
	}
	if (ret->sleep_nights)
		ret->sleep_tenths = 10 * sum / ret->sleep_nights;
}

static bool is_whole(const struct checkin *c, enum role role)
{
	enum checkin_question asked[CHECKIN__COUNT];
	size_t n = checkin_questions(role, asked), answered = 0;

	for (size_t i = 0; i < n; i++)
		answered += c->answer[asked[i]] != 0;
	/* One left open is a choice, not an unfinished page. */
	return answered + 1 >= n;
}

/* A damaged page is told of at the top of Today and takes away nothing else. */
static fallible or_nothing(struct act *a, struct err e)
{
	if (e.code != ERR_UNVERIFIED)
		return e;
	a->session->is_unverified = true;
	return OK;
}

static void offer_session(struct act *a, const struct programme_session *s,
			  struct journey_today *ret)
{
	ret->session = s->number;
	ret->session_title =
		arena_print(a->arena, "Session %d: %.*s", s->number, (int)s->title.n, s->title.p).p;
	ret->session_text = arena_str(a->arena, s->purpose).p;
}

static void offer_step(struct act *a, const struct programme_session *s,
		       const struct programme_round *r, struct journey_today *ret)
{
	struct programme_answers marks = { 0 };

	memcpy(marks.mark, r->mark, sizeof marks.mark);
	size_t step = programme_next(s, &marks);

	offer_session(a, s, ret);
	if (step == s->n_steps)
		return;
	ret->session_text = arena_str(a->arena, s->step[step].title).p;
	ret->session_minutes = s->step[step].minutes;
}

/* An open session that has rested for long is not offered: it stays in its own place. */
static fallible read_session(struct act *a, struct journey_today *ret)
{
	struct programme_state *s = arena_new(a->arena, struct programme_state);
	struct day today = act_today(a);

	TRY(programme_read(a, s));
	if (!s->way.has_begun || s->way.is_paused)
		return OK;
	if (s->open) {
		const struct programme_round *r = &s->round[s->open - 1];

		if (today.n - r->last.n < PROGRAMME_QUIET_DAYS)
			offer_step(a, programme_session(s->open), r, ret);
		return OK;
	}
	const struct programme_session *next = programme_session(s->next);

	if (next &&
	    (s->next == 1 ||
	     today.n >=
		     programme_suits(s->way.pace, next->phase, s->round[s->next - 2].finished).n))
		offer_session(a, next, ret);
	return OK;
}

fallible journey_today_read(struct act *a, struct journey_today *ret)
{
	struct checkin *list = arena_array(a->arena, struct checkin, RECENT);
	struct day today = act_today(a);
	size_t n = 0;

	TRY(or_nothing(a, checkin_recent(a, list, RECENT, &n)));
	TRY(or_nothing(a, drafts_list(a, ret->draft, &ret->n_drafts)));
	ret->has_any_checkin = n > 0;
	if (n) {
		ret->last_checkin = list[0].day;
		ret->has_checkin = list[0].day.n == today.n;
		ret->is_checkin_whole =
			ret->has_checkin && is_whole(&list[0], a->preferences->role);
	}
	read_sleep(list, n, today, ret);
	TRY(or_nothing(a, approach_next(a, &ret->step, &ret->has_step)));
	if (ret->is_checkin_whole)
		TRY(or_nothing(a, read_session(a, ret)));
	/* Asked of the keeper, so only in the first minute of a session and then once a minute. */
	bool is_due = a->is_touched || a->now.s - a->session->begun < 60;

	if (!is_due)
		return OK;
	struct err e = account_is_recovery_waiting(a, &ret->is_recovery_waiting);

	/* A keeper with its hands full is no reason to show nothing; it is asked again soon. */
	return e.code == ERR_BUSY ? OK : or_nothing(a, e);
}
