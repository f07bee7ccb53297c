#include "sharing.h"
#include "audit.h"
#include "ensure.h"
#include "boards.h"
#include "feeds.h"
#include "sharing_inside.h"

/* --- grants of one person */
static struct keyring_grant *find_open(struct keyring_person *p, enum topic t)
{
	for (size_t i = 0; i < p->n_grants; i++)
		if (p->grant[i].topic == t && p->grant[i].last == 0)
			return &p->grant[i];
	return NULL;
}

static bool has_any(const struct keyring_person *p, enum topic t)
{
	for (size_t i = 0; i < p->n_grants; i++)
		if (p->grant[i].topic == t)
			return true;
	return false;
}

static void drop_grants(struct keyring_person *p, enum topic t)
{
	for (size_t i = p->n_grants; i-- > 0;)
		if (p->grant[i].topic == t)
			sharing_drop_grant(p, i);
}

/* One that goes on takes in what it touches. */
static void join_grants(struct keyring_person *p, struct keyring_grant *open)
{
	struct keyring_grant whole = *open;
	bool has_grown = true;

	while (has_grown) {
		has_grown = false;
		for (size_t i = 0; i < p->n_grants; i++) {
			const struct keyring_grant *g = &p->grant[i];

			if (g->topic != whole.topic || g->last == 0 || g->last + 1 < whole.first ||
			    g->first >= whole.first)
				continue;
			whole.first = g->first;
			has_grown = true;
		}
	}
	for (size_t i = p->n_grants; i-- > 0;)
		if (p->grant[i].topic == whole.topic && p->grant[i].first >= whole.first)
			sharing_drop_grant(p, i);
	p->grant[p->n_grants++] = whole;
}

/* --- beginning */
fallible sharing_begin(struct act *a, struct id16 other, struct keyring_person **ret)
{
	TRY(others_person(a, other, ret));
	if ((*ret)->flags & PERSON_CLOSED)
		return FAIL(NOT_FOUND);
	return sharing_changed(a);
}

fallible sharing_note(struct act *a, enum audit_kind kind, const struct keyring_person *p,
		      const char *what)
{
	return audit_add(a, kind,
			 arena_print(a->arena, "%.*s%s%s", (int)p->name.n, p->name.p,
				     *what ? ": " : "", what));
}

static fallible grant_now(struct act *a, struct keyring_person *p, struct keyring_grant *grant,
			  enum sharing_from from)
{
	struct keyring_grant *open = find_open(p, grant->topic);

	if (from == SHARING_WITH_BEFORE) {
		grant->first = 1;
		drop_grants(p, grant->topic);
	} else if (open) {
		grant->first = open->first;
		sharing_drop_grant(p, (size_t)(open - p->grant));
	} else {
		TRY(sharing_begin_epoch(a, grant->topic, &grant->first));
	}
	if (p->n_grants == KEYRING_GRANTS)
		return FAIL(TOO_FULL);
	join_grants(p, grant);
	keyring_freeze(a->keyring);
	return act_save_keyring(a);
}

fallible sharing_grant(struct act *a, struct id16 other, enum topic topic, enum sharing_from from,
		       enum letter_permission permission, int64_t not_after)
{
	struct keyring_grant grant = { .topic = topic,
				       .permission = permission,
				       .not_after = not_after };
	struct keyring_person *p;

	TRY(others_person(a, other, &p));
	if (!topic_is_grantable(topic, p->kind))
		return FAIL(NO_GRANT);
	TRY(sharing_begin(a, other, &p));
	TRY(grant_now(a, p, &grant, from));
	return sharing_note(a, from == SHARING_WITH_BEFORE ? AUDIT_SHARED_BEFORE : AUDIT_SHARED, p,
			    topic_words(topic));
}

/* --- stopping */
static fallible stop_now(struct act *a, struct keyring_person *p, enum topic topic)
{
	struct keyring_grant *open = find_open(p, topic);

	return open ? sharing_end_epoch(a, p, (size_t)(open - p->grant)) : OK;
}

/* Every epoch they could open gets another key, and its pages with it; the numbers stay, so that
 * whoever else was given them reads on. */
static fallible turn_keys(struct act *a, enum topic topic, const struct notebook_source *open)
{
	const struct topic_keys *keys = &a->keyring->topic[topic];

	for (size_t i = 0; i < open->n; i++)
		keyring_rekey(a->keyring, &a->draw, topic, open->epoch[i].epoch,
			      open->epoch[i].epoch);
	TRY(act_save_keyring(a));
	for (size_t i = 0, k = 0; i < open->n; i++) {
		while (keys->epoch[k].epoch != open->epoch[i].epoch)
			k++;
		TRY(notebook_rekey(a, topic, &open->epoch[i], &keys->epoch[k]));
	}
	return OK;
}

/* When there are more pages than one commit takes, or one that is not its owner's, they keep their
 * key, which no letter holds any more, and what is written from now on gets another one. */
static fallible take_back(struct act *a, struct keyring_person *p, enum topic topic)
{
	struct letter *lines = arena_new(a->secret, struct letter);
	struct notebook_source *open = arena_new(a->secret, struct notebook_source);
	struct notebook_before *was = arena_new(a->secret, struct notebook_before);

	keyring_lines(a->keyring, p, lines);
	others_source_of(lines, topic, INT64_MIN, open);
	drop_grants(p, topic);
	keyring_freeze(a->keyring);
	TRY(notebook_remember(a, topic, was));
	struct err e = turn_keys(a, topic, open);

	if (err_is(e, ERR_TOO_LARGE) || err_is(e, ERR_UNVERIFIED)) {
		notebook_forget_since(a, topic, was);
		e = sharing_roll(a, topic);
	}
	a->commit->drain = true;
	return e;
}

fallible sharing_stop_topic(struct act *a, struct id16 other, enum topic topic,
			    enum sharing_stop how)
{
	struct keyring_person *p;

	TRY(sharing_begin(a, other, &p));
	if (how == SHARING_TAKE_BACK)
		TRY(take_back(a, p, topic));
	else
		TRY(stop_now(a, p, topic));
	return sharing_note(a, how == SHARING_TAKE_BACK ? AUDIT_TAKEN_BACK : AUDIT_STOPPED, p,
			    topic_words(topic));
}

fallible sharing_close_over(struct act *a)
{
	struct keyring *k = a->keyring;

	for (size_t i = 0; i < k->n_people; i++)
		for (size_t g = k->person[i].n_grants; g-- > 0;) { /* some go */
			struct keyring_person *p = &k->person[i];
			const struct keyring_grant *grant = &p->grant[g];
			enum topic topic = grant->topic;

			if (g >= p->n_grants || grant->last || grant->not_after == 0 ||
			    a->now.s <= grant->not_after)
				continue;
			TRY(stop_now(a, p, topic));
			TRY(sharing_note(a, AUDIT_SHARE_OVER, p, topic_words(topic)));
		}
	return OK;
}

/* A notebook that is not as its owner left it is not written to, and opens all the same. */
fallible sharing_close_due(struct act *a)
{
	const struct session *s = a->session;
	size_t n_ops = a->commit->n;

	if (s->shares_until == 0 || a->now.s <= s->shares_until || !a->is_signed_in ||
	    a->is_quiet || s->is_unverified)
		return OK;
	struct err e = sharing_changed(a);

	a->closes_due = true;
	if (!err_is(e, ERR_UNVERIFIED) && !err_is(e, ERR_TOO_FULL))
		return e;
	act_forget(a, n_ops);
	return OK;
}

/* --- what is shared */
static struct sharing_line line_of(const struct act *a, struct keyring_person *p, enum topic t)
{
	struct sharing_line line = { .topic = t };
	const struct keyring_grant *open = find_open(p, t);

	if (open && (open->not_after == 0 || a->now.s <= open->not_after))
		line.state = SHARING_ON;
	else if (has_any(p, t))
		line.state = SHARING_STOPPED;
	if (open)
		line.not_after = (struct instant){ open->not_after };
	return line;
}

fallible sharing_lines(struct act *a, struct id16 other, struct sharing_line **ret, size_t *ret_n)
{
	struct keyring_person *p;

	*ret_n = 0;
	*ret = arena_array(a->arena, struct sharing_line, TOPIC__COUNT);
	TRY(others_person(a, other, &p));
	for (enum topic t = 0; t < TOPIC__COUNT; t++)
		if (topic_is_grantable(t, p->kind))
			(*ret)[(*ret_n)++] = line_of(a, p, t);
	return OK;
}

fallible sharing_readers(struct act *a, enum topic topic, struct str *ret)
{
	struct other *list;
	size_t n;

	*ret = (struct str){ "", 0 };
	if (a->session->n_people == 0)
		return OK;
	TRY(others_list(a, &list, &n));
	for (size_t i = 0; i < n; i++) {
		struct str name = list[i].name;
		struct keyring_person *p;

		TRY(others_person(a, list[i].id, &p));
		if (list[i].is_closed || line_of(a, p, topic).state != SHARING_ON)
			continue;
		*ret = ret->n ? arena_print(a->arena, "%.*s and %.*s", (int)ret->n, ret->p,
					    (int)name.n, name.p)
			      : name;
	}
	return OK;
}

fallible sharing_preview(struct act *a, struct id16 other, enum topic topic, enum sharing_from from,
			 struct notebook_source *ret)
{
	struct keyring_person *p, *as_if = arena_new(a->secret, struct keyring_person);
	struct letter *letter = arena_new(a->secret, struct letter);

	TRY(others_person(a, other, &p));
	if (!topic_is_grantable(topic, p->kind))
		return FAIL(NO_GRANT);
	*as_if = *p;
	if (from == SHARING_WITH_BEFORE) {
		drop_grants(as_if, topic);
		as_if->n_grants = 1;
		as_if->grant[0] = (struct keyring_grant){ .topic = topic, .first = 1 };
	}
	letter->space = a->session->identity.space;
	keyring_lines(a->keyring, as_if, letter);
	others_source_of(letter, topic, a->now.s, ret);
	ret->is_open = find_open(as_if, topic) != NULL;
	return OK;
}

/* --- leaving */
static fallible stop_everything(struct act *a, struct keyring_person *p)
{
	for (enum topic t = 0; t < TOPIC__COUNT; t++)
		TRY(stop_now(a, p, t));
	for (size_t i = 0; i < a->book->n_copies; i++)
		if (id16_equal(a->book->copy[i].other, p->id))
			a->book->copy[i].is_stopped = true;
	return book_answer(a, p->id, UINT64_MAX, 0);
}

static fallible step_back(struct act *a, struct keyring_person *p)
{
	p->flags |= PERSON_RESTING;
	return stop_everything(a, p);
}

static bool has_open(const struct act *a, struct keyring_person *p)
{
	bool has = false;

	for (enum topic t = 0; t < TOPIC__COUNT; t++)
		has = has || find_open(p, t);
	for (size_t i = 0; i < a->book->n_copies; i++)
		has = has ||
		      (id16_equal(a->book->copy[i].other, p->id) && !a->book->copy[i].is_stopped);
	return has || book_yes_slots(a->book, p->id);
}

fallible sharing_stop_all(struct act *a)
{
	struct keyring *k = a->keyring;

	if (k->n_people == 0)
		return OK;
	TRY(sharing_changed(a));
	for (size_t i = 0; i < k->n_people; i++) {
		struct keyring_person *p = &k->person[i];

		if ((p->flags & PERSON_CLOSED) || !has_open(a, p))
			continue;
		TRY(stop_everything(a, p));
		TRY(sharing_note(a, AUDIT_STOPPED, p, ""));
	}
	keyring_freeze(k);
	return act_save_keyring(a);
}

/* A topic that could never be opened by them needs no new key. Where there is no room for a new
 * epoch, what they had is locked anew instead. */
static fallible close_all(struct act *a, struct keyring_person *p)
{
	for (enum topic t = 0; t < TOPIC__COUNT; t++) {
		bool had = has_any(p, t);

		if (!topic_is_grantable(t, p->kind))
			continue;
		drop_grants(p, t);
		struct err e = sharing_roll(a, t);

		if (had || (e.code != ERR_TOO_FULL && e.code != ERR_TOO_LARGE))
			TRY(e);
	}
	book_drop_other(a->book, p->id);
	p->flags |= PERSON_CLOSED;
	p->flags &= ~(uint32_t)(PERSON_RESTING | PERSON_UNVERIFIED);
	/* Two who lived together know each other's devices, and links. */
	TRY(feeds_end(a, FEEDS_CLOSED));
	TRY(boards_end_all(a, BOARDS_CLOSED));
	commit_end_sessions(a->commit, a->session->tag, a->session->sid);
	a->commit->drain = true;
	return OK;
}

fallible sharing_leave(struct act *a, struct id16 other, enum sharing_leave how)
{
	struct keyring_person *p;

	TRY(sharing_begin(a, other, &p));
	if (how == SHARING_CLOSE)
		TRY(close_all(a, p));
	else
		TRY(step_back(a, p));
	keyring_freeze(a->keyring);
	TRY(act_save_keyring(a));
	return sharing_note(a, how == SHARING_CLOSE ? AUDIT_CLOSED : AUDIT_STEPPED_BACK, p, "");
}

fallible sharing_return(struct act *a, struct id16 other)
{
	struct keyring_person *p;

	TRY(sharing_begin(a, other, &p));
	p->flags &= ~(uint32_t)PERSON_RESTING;
	TRY(act_save_keyring(a));
	return sharing_note(a, AUDIT_RETURNED, p, "");
}
