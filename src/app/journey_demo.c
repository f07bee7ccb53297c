#include "journey_demo.h"
#include "account_sign_use.h"
#include "checkin_use.h"
#include "journey_demo_approach.h"
#include "journey_demo_circle.h"
#include "journey_demo_incident.h"
#include "journey_demo_measure.h"
#include "journey_demo_selfcare.h"
#include "journey_demo_sessions.h"
#include "journey_demo_talk.h"
#include "linking.h"
#include "remind_use.h"
#include "sharing.h"

struct demo_person { /* invented */
	const char *name, *passphrase, *close_to, *words_event;
	enum role role;
	const char *good[6];
};

static const struct demo_person demo_people[] = {
	{ "Alex",
	  "paper lantern seven quiet rivers",
	  "Sam",
	  "",
	  ROLE_PARTNER,
	  { "Tea on the back step, no talking needed.", "Sam laughed at the dog.",
	    "We cooked, side by side.", "A walk on my own by the canal.",
	    "He said: later. And later came.", "Slept through." } },
	{ "Sam",
	  "copper kettle under slow stars",
	  "Alex",
	  "the winter",
	  ROLE_SURVIVOR,
	  { "The garden was quiet.", "I stayed for the whole song.",
	    "Alex sat near and did not ask.", "Coffee at the small place.", "Fixed the gate.",
	    "Told Alex I needed an hour, and came back." } },
};

/* A small generator of its own: the demo is the same every time. */
static unsigned next_number(uint64_t *seed, unsigned below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33) % below;
}

struct demo_step {
	const struct demo_person *who;
	uint64_t *seed;
	struct str name, passphrase, country;
	struct account_entry entry;
	bool is_taken;
	struct day day;
	int back; /* days before `now` */
};

static fallible sign_up(struct act *a, void *context)
{
	struct demo_step *step = context;
	struct account_sign_up form = { step->name, step->passphrase, step->country };

	return account_sign_up(a, &form, &step->entry, &step->is_taken);
}

static fallible introduce(struct act *a, void *context)
{
	const struct demo_step *step = context;

	a->preferences->role = step->who->role;
	a->preferences->close_to = str_c(step->who->close_to);
	a->preferences->words_event = str_c(step->who->words_event);
	a->preferences->step = 3;
	return act_save_preferences(a);
}

/* How hard a day was for Sam, 0 to 3: known to both, so that their weeks go together. */
static unsigned strain(int back)
{
	static const unsigned hard[] = { 0, 1, 2, 0, 1, 3, 1, 2 };
	uint64_t seed = (uint64_t)back * 0x9e3779b97f4a7c15u;
	unsigned n = hard[next_number(&seed, 8)];

	return n && back < DEMO_WEEKS * 7 / 2 && next_number(&seed, 2) ? n - 1 : n;
}

static bool is_partner(const struct demo_step *step)
{
	return step->who->role == ROLE_PARTNER;
}

static uint8_t closeness(struct demo_step *step)
{
	unsigned least = is_partner(step) ? 4 - strain(step->back + 1) : 4 - strain(step->back);

	return (uint8_t)(least + next_number(step->seed, 2));
}

/* Sam pulls away on hard days; Alex presses then, more often than not. */
static uint8_t did(struct demo_step *step)
{
	static const uint8_t calm[] = { 1, 4, 1, 1 }, hard[] = { 3, 3, 3, 1 },
			     pressed[] = { 2, 2, 1, 4 };
	const uint8_t *list = strain(step->back) < 2 ? calm : is_partner(step) ? pressed : hard;

	return list[next_number(step->seed, 4)];
}

static uint8_t heaviness(struct demo_step *step)
{
	if (is_partner(step))
		return (uint8_t)(1 + next_number(step->seed, 3) + (strain(step->back) == 3));
	return (uint8_t)(1 + strain(step->back) + next_number(step->seed, 2));
}

/* The wish to avoid, for Sam; what Alex changed, mostly after a hard day. */
static uint8_t own_question(struct demo_step *step)
{
	if (!is_partner(step))
		return (uint8_t)(1 + strain(step->back) + next_number(step->seed, 2));
	return (uint8_t)(strain(step->back + 1) < 2 ? 1 : 1 + next_number(step->seed, 4));
}

static fallible fill_day(struct act *a, void *context)
{
	struct demo_step *step = context;
	struct str none = { "", 0 };
	struct {
		enum checkin_question question;
		uint8_t number;
		struct str good;
	} list[] = {
		{ CHECKIN_CLOSE, closeness(step), none },
		{ CHECKIN_DISTRESS, heaviness(step), none },
		{ CHECKIN_DID, did(step), none },
		{ is_partner(step) ? CHECKIN_CHANGED : CHECKIN_URGE, own_question(step), none },
		{ CHECKIN_SLEEP, (uint8_t)(5 + next_number(step->seed, 4)), none },
		{ CHECKIN_GOOD, 0, str_c(step->who->good[next_number(step->seed, 6)]) },
	};

	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		TRY(checkin_answer(a, act_today(a), list[i].question, list[i].number,
				   list[i].good));
	return OK;
}

/* Every tenth day is left out. */
static fallible fill_weeks(struct local *l, struct local_person *p, struct demo_step *step,
			   int64_t now, int days)
{
	for (int back = days; back >= 1; back--) {
		int64_t at = now - (int64_t)back * 86400;

		step->back = back;
		if (next_number(step->seed, 10) == 0)
			continue;
		TRY(local_do(l, p, at, fill_day, step));
	}
	return OK;
}

/* --- the two of them */
enum { ALEX, SAM, TWO };

struct demo_couple {
	struct local *local;
	struct local_person *person[TWO];
	struct demo_step step[TWO];
	struct invite_code code;
};

static fallible invite(struct act *a, void *context)
{
	struct demo_couple *c = context;

	return linking_invite(a, PERSON_PARTNER, str_c(demo_people[ALEX].name), &c->code);
}

static fallible accept_it(struct act *a, void *context)
{
	const struct demo_couple *c = context;
	enum linking_refusal refusal;
	struct id16 other;

	TRY(linking_accept(a, &c->code, str_c(demo_people[SAM].name), &other, &refusal));
	return refusal == LINKING_FINE ? OK : FAIL(SYSTEM);
}

static fallible compare(struct act *a, void *context)
{
	struct other other;
	bool found;

	(void)context;
	TRY(linking_settle(a));
	TRY(others_partner(a, &other, &found));
	return found ? linking_compared(a, other.id, true) : FAIL(SYSTEM);
}

static fallible share_check_ins(struct act *a, void *context)
{
	struct other other;
	bool found;

	(void)context;
	TRY(others_partner(a, &other, &found));
	return found ? sharing_grant(a, other.id, TOPIC_CHECKIN, SHARING_WITH_BEFORE, LETTER_READ,
				     0)
		     : FAIL(SYSTEM);
}

static fallible link_two(struct demo_couple *c, int64_t at)
{
	TRY(local_do(c->local, c->person[ALEX], at, invite, c));
	TRY(local_do(c->local, c->person[SAM], at, accept_it, c));
	for (size_t i = 0; i < TWO; i++)
		TRY(local_do(c->local, c->person[i], at, compare, c));
	for (size_t i = 0; i < TWO; i++)
		TRY(demo_approach_two(c->local, c->person[i], i == SAM, at));
	for (size_t i = 0; i < TWO; i++)
		TRY(demo_incident_two(c->local, c->person[i], at));
	return local_do(c->local, c->person[SAM], at, share_check_ins, c);
}

/* What each keeps alone, in every room: the same for the couple that is shown and for a crowd that
 * is measured. */
static fallible live_weeks(struct local *l, struct local_person *p, struct demo_step *step,
			   int64_t now)
{
	bool is_survivor = step->who->role == ROLE_SURVIVOR;

	TRY(fill_weeks(l, p, step, now, DEMO_WEEKS * 7));
	TRY(demo_approach(l, p, is_survivor, step->seed, now, DEMO_WEEKS));
	TRY(demo_incident(l, p, is_survivor, now, DEMO_WEEKS));
	TRY(demo_circle(l, p, is_survivor, now));
	TRY(demo_talk(l, p, is_survivor, now, DEMO_WEEKS));
	TRY(demo_measure(l, p, is_survivor, now, DEMO_WEEKS));
	return demo_selfcare(l, p, is_survivor, now, DEMO_WEEKS);
}

/* One of them asked for it, the other did not. */
static fallible ask_for_sundays(struct act *a, void *context)
{
	struct remind r = {
		.door = REMIND_WEEK, .days = 1u << 6, .time = 18 * 60, .words = STR("")
	};
	enum remind_refusal refusal;

	(void)context;
	return remind_keep(a, &r, &refusal);
}

static fallible live_together(struct demo_couple *c, int64_t now)
{
	TRY(link_two(c, now));
	for (size_t i = 0; i < TWO; i++)
		TRY(demo_sessions(c->local, c->person[i], i, now));
	return OK;
}

static fallible couple_make(struct demo_couple *c, int64_t now, FILE *to)
{
	int64_t begun = now - (int64_t)DEMO_WEEKS * 7 * 86400;
	uint64_t seed = 20260503;

	for (size_t i = 0; i < TWO; i++) {
		const struct demo_person *who = &demo_people[i];

		c->step[i] = (struct demo_step){ .who = who,
						 .seed = &seed,
						 .name = str_c(who->name),
						 .passphrase = str_c(who->passphrase),
						 .country = STR("GB") };
		TRY(local_do(c->local, c->person[i], begun, sign_up, &c->step[i]));
		TRY(local_do(c->local, c->person[i], begun, introduce, &c->step[i]));
		TRY(live_weeks(c->local, c->person[i], &c->step[i], now));
		if (i == ALEX)
			TRY(local_do(c->local, c->person[i], now, ask_for_sundays, NULL));
		fprintf(to, "Invented: name %s, passphrase %s\n", who->name, who->passphrase);
	}
	return live_together(c, now);
}

fallible demo_make(struct local *l, int64_t now, FILE *to)
{
	struct demo_couple c = { .local = l };

	for (size_t i = 0; i < TWO; i++)
		c.person[i] = local_person_make(l);
	struct err e = couple_make(&c, now, to);

	for (size_t i = 0; i < TWO; i++)
		local_person_end(c.person[i]);
	return e;
}

/* --- crowds */
/* As a browser's first page leaves it: the session knows the keys of now. */
static fallible keep_session(struct act *a, void *context)
{
	const struct demo_step *step = context;

	TRY(act_open_session(a, step->entry.cookie));
	return act_keep_session(a);
}

static void print_person(FILE *to, const struct local *l, const struct account_entry *entry,
			 struct day today, const char *kind)
{
	char cookie[SESSION_COOKIE_TEXT_MAX], token[SESSION_CSRF_MAX], path[40];

	session_cookie_write(cookie, entry->cookie);
	(void)snprintf(path, sizeof path, "/checkin/%d/1", today.n);
	session_csrf(token, local_ratchet(l), local_ratchet(l)->day, entry->cookie, str_c(path));
	fprintf(to, "%s\t%s\t%s\t%s\n", cookie, path, token, kind);
}

#define CROWD_AGE \
	120 /* seconds: the first minute of a session asks the keeper more than the rest */

struct crowd {
	struct local *local;
	int64_t now, then; /* and CROWD_AGE before, when everybody signed up */
	uint64_t seed;
	size_t n; /* made so far */
	char name[TWO][32];
	FILE *to;
};

static fallible one_make(struct crowd *crowd, struct local_person *p, struct demo_step *step)
{
	char *name = crowd->name[crowd->n % TWO];

	*step = (struct demo_step){ .who = &demo_people[crowd->n % TWO],
				    .seed = &crowd->seed,
				    .passphrase = STR("a crowd that measures patiently") };
	(void)snprintf(name, sizeof crowd->name[0], "crowd %llx %zu",
		       (unsigned long long)crowd->now, crowd->n++);
	step->name = str_c(name);
	TRY(local_do(crowd->local, p, crowd->then, sign_up, step));
	TRY(local_do(crowd->local, p, crowd->then, introduce, step));
	return live_weeks(crowd->local, p, step, crowd->then);
}

static fallible one_print(struct crowd *crowd, struct demo_step *step, const char *kind)
{
	TRY(local_do(crowd->local, NULL, crowd->then, keep_session, step));
	print_person(crowd->to, crowd->local, &step->entry,
		     (struct day){ (int32_t)(crowd->now / 86400) }, kind);
	return OK;
}

static fallible two_make(struct crowd *crowd, struct demo_couple *c, bool is_linked)
{
	for (size_t i = 0; i < TWO; i++)
		TRY(one_make(crowd, c->person[i], &c->step[i]));
	if (is_linked) {
		TRY(live_together(c, crowd->then));
		TRY(local_do(c->local, c->person[ALEX], crowd->then, share_check_ins, c));
	}
	for (size_t i = 0; i < TWO; i++)
		TRY(one_print(crowd, &c->step[i], is_linked ? "linked" : "alone"));
	return OK;
}

fallible crowd_make(struct local *l, int64_t now, size_t n, FILE *to)
{
	struct crowd crowd = {
		.local = l, .now = now, .then = now - CROWD_AGE, .seed = (uint64_t)now, .to = to
	};
	struct err e = OK;

	while (crowd.n < n && err_is(e, ERR_NONE)) {
		struct demo_couple c = { .local = l };

		for (size_t i = 0; i < TWO; i++)
			c.person[i] = local_person_make(l);
		e = two_make(&crowd, &c, crowd.n / TWO % TWO == 1);
		for (size_t i = 0; i < TWO; i++)
			local_person_end(c.person[i]);
	}
	return e;
}
