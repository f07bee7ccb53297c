#include "journey_today.h"
#include "account_keys_use.h"
#include "approach_use.h"
#include "checkin_use.h"
#include "programme_use.h"
#include "remind_use.h"
#include "selfcare_use.h"

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

static void offer_step(const struct programme_session *s, const struct programme_round *r,
		       struct journey_today *ret)
{
	struct programme_answers marks = { 0 };

	memcpy(marks.mark, r->mark, sizeof marks.mark);
	size_t step = programme_next(s, &marks);

	ret->session = s->number;
	ret->session_step = step < s->n_steps ? (int)step + 1 : 0;
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
			offer_step(programme_session(s->open), r, ret);
		return OK;
	}
	const struct programme_session *next = programme_session(s->next);

	if (next &&
	    (s->next == 1 ||
	     today.n >=
		     programme_suits(s->way.pace, next->phase, s->round[s->next - 2].finished).n))
		ret->session = s->next;
	return OK;
}

/* Its words come from the content, not from the summary. */
static void describe_session(struct act *a, struct journey_today *ret)
{
	const struct programme_session *s = programme_session(ret->session);

	if (!s)
		return;
	ret->session_title =
		arena_print(a->arena, "Session %d: %.*s", s->number, (int)s->title.n, s->title.p).p;
	ret->session_text = arena_str(a->arena, s->purpose).p;
	if (ret->session_step == 0 || (size_t)ret->session_step > s->n_steps)
		return;
	const struct programme_step *step = &s->step[ret->session_step - 1];

	ret->session_text = arena_str(a->arena, step->title).p;
	ret->session_minutes = step->minutes;
}

static fallible read_step(struct act *a, struct journey_today *ret)
{
	struct approach_log next;

	TRY(approach_next(a, &next, &ret->has_step));
	if (ret->has_step) {
		ret->step_item = next.item;
		ret->step = next.day;
	}
	return OK;
}

/* Whoever never looked at a week is offered it only when they care for somebody: it is first of
 * all for them. */
static fallible read_week(struct act *a, struct journey_today *ret)
{
	struct day begun = instant_day(a->preferences->begun, a->east), last;

	TRY(selfcare_week_last(a, &last));
	ret->has_week = (last.n || a->preferences->role == ROLE_PARTNER) &&
			selfcare_suits(last, begun, act_today(a));
	return OK;
}

/* Those of the whole day, so that the summary holds when their hour comes. What is done already is
 * not among them. */
static fallible read_reminders(struct act *a, struct journey_today *ret)
{
	struct remind *list;
	size_t n;

	TRY(remind_asked(a, &list, &n));
	for (size_t i = 0; i < n && ret->n_reminders < JOURNEY_REMINDERS; i++) {
		if (!remind_shows(&list[i], act_today(a), 24 * 60) ||
		    (list[i].door == REMIND_CHECKIN && ret->is_checkin_whole))
			continue;
		ret->reminder[ret->n_reminders++] =
			(struct journey_reminder){ .id = list[i].id,
						   .door = (uint8_t)list[i].door,
						   .time = list[i].time,
						   .words = list[i].words };
	}
	return OK;
}

static bool has_door(const struct journey_today *j, enum remind_door door)
{
	for (size_t i = 0; i < j->n_reminders; i++)
		if (j->reminder[i].door == door)
			return true;
	return false;
}

/* Whoever asked to be reminded of sessions is told by that reminder what their own page says once
 * of one that rests. */
static fallible read_rest(struct act *a, struct journey_today *ret)
{
	struct programme_state *s = arena_new(a->arena, struct programme_state);
	struct journey_today at = { 0 };

	if (!has_door(ret, REMIND_SESSION))
		return OK;
	TRY(programme_read(a, s));
	if (!s->open ||
	    programme_call(s->round[s->open - 1].last, act_today(a), s->way.is_paused) != CALL_STEP)
		return OK;
	offer_step(programme_session(s->open), &s->round[s->open - 1], &at);
	ret->rests = at.session;
	ret->rests_at = at.session_step;
	return OK;
}

static struct str rest_words(struct act *a, const struct journey_today *j)
{
	const struct programme_session *s = programme_session(j->rests);

	if (!s || j->rests_at == 0 || (size_t)j->rests_at > s->n_steps)
		return (struct str){ "", 0 };
	const struct programme_step *step = &s->step[j->rests_at - 1];

	return arena_print(a->arena, "Session %d rests at “%.*s”. It takes %d minutes.", s->number,
			   (int)step->title.n, step->title.p, step->minutes);
}

/* The words of a door come from its room, not from the summary. */
static void describe_reminders(struct act *a, struct journey_today *ret)
{
	for (size_t i = 0; i < ret->n_reminders; i++) {
		struct journey_reminder *r = &ret->reminder[i];
		const struct remind_row *row = remind_row((enum remind_door)r->door);

		r->title = r->words.n ? r->words : str_c(row->words);
		r->path = row->path;
		r->button = row->button;
		if (r->door == REMIND_SESSION)
			r->text = rest_words(a, ret);
	}
}

static fallible gather(struct act *a, struct journey_today *ret)
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
	TRY(or_nothing(a, read_step(a, ret)));
	TRY(or_nothing(a, read_reminders(a, ret)));
	TRY(or_nothing(a, read_rest(a, ret)));
	if (!ret->is_checkin_whole)
		return OK;
	TRY(or_nothing(a, read_session(a, ret)));
	return ret->session ? OK : or_nothing(a, read_week(a, ret));
}

/* --- the summary: version, day, then what gather found */
#define SUMMARY_VERSION 4

enum summary_flag {
	ANY_CHECKIN = 1,
	CHECKIN = 2,
	CHECKIN_WHOLE = 4,
	STEP = 8,
	WEEK = 16,
	FLAG__ALL = 31
};

static struct bytes summary_pack(struct act *a, const struct journey_today *j)
{
	size_t cap = 64;

	for (size_t i = 0; i < j->n_drafts; i++)
		cap += 4 + j->draft[i].path.n + 8;
	for (size_t i = 0; i < j->n_reminders; i++)
		cap += 16 + 1 + 4 + 4 + j->reminder[i].words.n;
	struct wire_out w = wire_begin(a->secret, cap);

	wire_u8(&w, SUMMARY_VERSION);
	wire_u32(&w, (uint32_t)act_today(a).n);
	wire_u8(&w,
		(uint8_t)((j->has_any_checkin ? ANY_CHECKIN : 0) | (j->has_checkin ? CHECKIN : 0) |
			  (j->is_checkin_whole ? CHECKIN_WHOLE : 0) | (j->has_step ? STEP : 0) |
			  (j->has_week ? WEEK : 0)));
	wire_u32(&w, (uint32_t)j->last_checkin.n);
	wire_u8(&w, (uint8_t)j->sleep_nights);
	wire_u8(&w, (uint8_t)j->sleep_tenths);
	wire_fixed(&w, &j->step_item, sizeof j->step_item);
	wire_u32(&w, (uint32_t)j->step.n);
	wire_u8(&w, (uint8_t)j->session);
	wire_u8(&w, (uint8_t)j->session_step);
	wire_u8(&w, (uint8_t)j->n_drafts);
	for (size_t i = 0; i < j->n_drafts; i++) {
		wire_bytes(&w, bytes_str(j->draft[i].path));
		wire_u64(&w, (uint64_t)j->draft[i].written.s);
	}
	wire_u8(&w, (uint8_t)j->rests);
	wire_u8(&w, (uint8_t)j->rests_at);
	wire_u8(&w, (uint8_t)j->n_reminders);
	for (size_t i = 0; i < j->n_reminders; i++) {
		wire_fixed(&w, &j->reminder[i].id, sizeof j->reminder[i].id);
		wire_u8(&w, j->reminder[i].door);
		wire_u32(&w, (uint32_t)j->reminder[i].time);
		wire_bytes(&w, bytes_str(j->reminder[i].words));
	}
	return wire_done(&w);
}

static bool unpack_reminders(struct wire_in *w, struct journey_today *ret)
{
	ret->rests = wire_get_u8(w);
	ret->rests_at = wire_get_u8(w);
	ret->n_reminders = wire_get_u8(w);
	if (ret->n_reminders > JOURNEY_REMINDERS)
		return false;
	for (size_t i = 0; i < ret->n_reminders; i++) {
		struct journey_reminder *r = &ret->reminder[i];

		wire_get_fixed(w, &r->id, sizeof r->id);
		r->door = wire_get_u8(w);
		r->time = (int)wire_get_u32(w);
		r->words = str_bytes(wire_get_bytes(w));
		if (!remind_row((enum remind_door)r->door))
			return false;
	}
	return true;
}

/* False when it is of another day, or of another version of the program. */
static bool summary_unpack(const struct act *a, struct bytes summary, struct journey_today *ret)
{
	struct wire_in w = wire_read(summary);

	if (wire_get_u8(&w) != SUMMARY_VERSION || wire_get_u32(&w) != (uint32_t)act_today(a).n)
		return false;
	uint8_t flags = wire_get_u8(&w);

	ret->has_any_checkin = flags & ANY_CHECKIN;
	ret->has_checkin = flags & CHECKIN;
	ret->is_checkin_whole = flags & CHECKIN_WHOLE;
	ret->has_step = flags & STEP;
	ret->has_week = flags & WEEK;
	ret->last_checkin.n = (int32_t)wire_get_u32(&w);
	ret->sleep_nights = wire_get_u8(&w);
	ret->sleep_tenths = wire_get_u8(&w);
	wire_get_fixed(&w, &ret->step_item, sizeof ret->step_item);
	ret->step.n = (int32_t)wire_get_u32(&w);
	ret->session = wire_get_u8(&w);
	ret->session_step = wire_get_u8(&w);
	ret->n_drafts = wire_get_u8(&w);
	if (ret->n_drafts > DRAFTS_MAX)
		return false;
	for (size_t i = 0; i < ret->n_drafts; i++) {
		ret->draft[i].path = str_bytes(wire_get_bytes(&w));
		ret->draft[i].written.s = (int64_t)wire_get_u64(&w);
	}
	return unpack_reminders(&w, ret) && (flags & ~FLAG__ALL) == 0 && wire_is_done(&w);
}

/* What could not be verified is not kept: it is looked at, and told of, each time. */
static fallible gather_or_recall(struct act *a, struct journey_today *ret)
{
	struct session *s = a->session;
	uint32_t head_ver;

	TRY(store_get_page_version(a->store, s->identity.space, head_page_id(s), &head_ver));
	if (head_ver && head_ver == s->summary_ver && !s->is_unverified &&
	    summary_unpack(a, s->summary, ret))
		return OK;
	*ret = (struct journey_today){ 0 };
	TRY(gather(a, ret));
	if (head_ver == 0 || s->is_unverified || a->has_head_changed)
		return OK;
	return act_keep_summary(a, head_ver, summary_pack(a, ret));
}

fallible journey_today_read(struct act *a, struct journey_today *ret)
{
	TRY(gather_or_recall(a, ret));
	describe_session(a, ret);
	describe_reminders(a, ret);
	/* Asked of the keeper, so only in the first minute of a session and then once a minute. */
	bool is_due = a->is_touched || a->now.s - a->session->begun < 60;

	if (!is_due)
		return OK;
	struct err e = account_is_recovery_waiting(a, &ret->is_recovery_waiting);

	/* A keeper with its hands full is no reason to show nothing; it is asked again soon. */
	return e.code == ERR_BUSY ? OK : or_nothing(a, e);
}
