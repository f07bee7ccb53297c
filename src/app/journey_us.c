#include "journey_us.h"
#include "linking.h"
#include "sharing.h"
#include "sharing_book.h"
#include "side.h"

static void add(struct journey_us_item list[], size_t *n, enum place place, struct id16 id,
		struct bytes content)
{
	if (*n < JOURNEY_US_ITEMS)
		list[(*n)++] = (struct journey_us_item){ place, id, content };
}

static fallible read_place(struct act *a, enum place place, struct journey_us *ret)
{
	struct other_item *theirs;
	struct sharing_item *mine;
	size_t n;

	TRY(others_items(a, ret->partner.id, place, &theirs, &n));
	for (size_t i = 0; i < n; i++)
		add(ret->theirs, &ret->n_theirs, place, theirs[i].id, theirs[i].content);
	TRY(sharing_items(a, place, &mine, &n));
	for (size_t i = 0; i < n; i++)
		if (id16_equal(mine[i].other, ret->partner.id))
			add(ret->mine, &ret->n_mine, place, mine[i].id, mine[i].content);
	return OK;
}

/* Stopped counts too: what stood there is still read. */
static fallible read_topics(struct act *a, struct journey_us *ret)
{
	struct sharing_line *line;
	size_t n;

	TRY(sharing_lines(a, ret->partner.id, &line, &n));
	for (size_t i = 0; i < n; i++)
		if (line[i].state != SHARING_NEVER)
			ret->topics_mine |= 1U << line[i].topic;
	for (int t = 0; t < TOPIC__COUNT; t++) {
		struct notebook_source source;
		bool found;

		TRY(others_source(a, ret->partner.id, (enum topic)t, &source, &found));
		if (found)
			ret->topics_theirs |= 1U << t;
		wipe(&source, sizeof source);
	}
	return OK;
}

fallible journey_us_read(struct act *a, const enum place place[], size_t n_places,
			 struct journey_us *ret)
{
	struct invite_code code;

	TRY(linking_settle(a));
	TRY(others_partner(a, &ret->partner, &ret->has_partner));
	if (!ret->has_partner)
		return linking_open_invite(a, PERSON_PARTNER, &code, &ret->has_invite);
	for (size_t i = 0; i < n_places && !ret->partner.is_unverified; i++)
		TRY(read_place(a, place[i], ret));
	return ret->partner.is_unverified ? OK : read_topics(a, ret);
}

/* --- what is kept: which rows it was found in, then what was found */
#define KEPT_VERSION 1

enum kept {
	KEPT_NOTHING, /* it did not fit, or is to be looked at each time; so is the next version */
	KEPT_ALONE,
	KEPT_TWO,
	KEPT__COUNT
};

enum kept_flag { COMPARED = 1, RESTING = 2, FLAG__ALL = 3 };

struct places {
	const enum place *place;
	size_t n;
};

/* What is staged changes what this would say; one that does not write keeps nothing either. */
static bool may_be_kept(const struct act *a)
{
	return a->session->row_day && !a->session->is_unverified &&
	       a->commit->n <= (a->is_touched ? 1 : 0) && !a->has_keyring_changed &&
	       !a->has_head_changed && !a->before_end;
}

/* What they share for a while is over by itself. */
static int64_t first_end(const struct letter *letter, int64_t now)
{
	int64_t end = INT64_MAX;

	for (size_t i = 0; letter && i < letter->n_lines; i++) {
		int64_t last = letter->line[i].not_after;

		if (last && now <= last && last < end)
			end = last;
	}
	return end;
}

static fallible pack_letter(struct act *a, struct id16 partner, struct wire_out *w)
{
	const struct letter *letter;
	struct keyring_person *p;
	struct page_mark mark;

	TRY(others_person(a, partner, &p));
	TRY(others_letter(a, p, &letter));
	const struct relation *r = &p->relation;
	struct id16 space = relation_letter_space(r);

	TRY(store_get_page_mark(a->store, space, relation_letter_page(r, relation_other(r->mine)),
				&mark));
	wire_fixed(w, &space, sizeof space);
	wire_fixed(w, &mark.page, sizeof mark.page);
	wire_u32(w, mark.ver);
	wire_fixed(w, mark.tag, sizeof mark.tag);
	wire_u64(w, (uint64_t)a->now.s);
	wire_u64(w, (uint64_t)first_end(letter, a->now.s));
	return OK;
}

static void pack_items(const struct journey_us_item item[], size_t n, struct wire_out *w)
{
	wire_u8(w, (uint8_t)n);
	for (size_t i = 0; i < n; i++) {
		wire_u8(w, (uint8_t)item[i].place);
		wire_fixed(w, &item[i].id, sizeof item[i].id);
		wire_bytes(w, item[i].content);
	}
}

static fallible pack_two(struct act *a, const struct journey_us *j, struct wire_out *w)
{
	const struct other *o = &j->partner;

	TRY(pack_letter(a, o->id, w));
	wire_fixed(w, &o->id, sizeof o->id);
	wire_bytes(w, bytes_str(o->name));
	wire_u8(w, (uint8_t)((o->is_compared ? COMPARED : 0) | (o->is_resting ? RESTING : 0)));
	wire_u64(w, (uint64_t)o->since.s);
	wire_u32(w, j->topics_theirs);
	wire_u32(w, j->topics_mine);
	pack_items(j->theirs, j->n_theirs, w);
	pack_items(j->mine, j->n_mine, w);
	return OK;
}

static struct wire_out pack_begin(struct act *a, struct places places, enum kept what)
{
	struct wire_out w = wire_begin(a->secret, SIDE_MAX);

	wire_u8(&w, KEPT_VERSION);
	wire_u32(&w, a->session->keyring_ver);
	wire_u8(&w, (uint8_t)places.n);
	for (size_t i = 0; i < places.n; i++)
		wire_u8(&w, (uint8_t)places.place[i]);
	wire_u8(&w, (uint8_t)what);
	return w;
}

/* An invitation may be answered any moment, and what could not be verified is looked at, and told
 * of, each time. */
static enum kept what_to_keep(const struct act *a, const struct journey_us *j)
{
	if (a->session->has_invites || j->partner.is_unverified || (a->book && a->book->is_lost))
		return KEPT_NOTHING;
	return j->has_partner ? KEPT_TWO : KEPT_ALONE;
}

static fallible keep(struct act *a, struct places places, const struct journey_us *j)
{
	enum kept what = what_to_keep(a, j);
	struct wire_out w = pack_begin(a, places, what);

	if (what == KEPT_TWO)
		TRY(pack_two(a, j, &w));
	if (w.is_over)
		w = pack_begin(a, places, KEPT_NOTHING);
	commit_put_side(a->commit, a->session->sid, side_seal(a->session, a->arena, wire_done(&w)));
	return OK;
}

/* --- what was kept */
static bool is_of(const struct act *a, struct places places, struct wire_in *w)
{
	bool is_same = wire_get_u8(w) == KEPT_VERSION &&
		       wire_get_u32(w) == a->session->keyring_ver && wire_get_u8(w) == places.n;

	for (size_t i = 0; i < places.n && is_same; i++)
		is_same = wire_get_u8(w) == (uint8_t)places.place[i];
	return is_same;
}

static fallible letter_is_as_it_was(struct act *a, struct wire_in *w, bool *ret)
{
	struct page_mark was = { 0 }, is;
	struct id16 space;

	wire_get_fixed(w, &space, sizeof space);
	wire_get_fixed(w, &was.page, sizeof was.page);
	was.ver = wire_get_u32(w);
	wire_get_fixed(w, was.tag, sizeof was.tag);
	int64_t from = (int64_t)wire_get_u64(w), until = (int64_t)wire_get_u64(w);

	TRY(store_get_page_mark(a->store, space, was.page, &is));
	*ret = is.ver == was.ver && memcmp(is.tag, was.tag, sizeof is.tag) == 0 &&
	       from <= a->now.s && a->now.s <= until;
	return OK;
}

static bool unpack_items(struct wire_in *w, struct journey_us_item item[], size_t *ret_n)
{
	*ret_n = wire_get_u8(w);
	if (*ret_n > JOURNEY_US_ITEMS)
		return false;
	for (size_t i = 0; i < *ret_n; i++) {
		item[i].place = (enum place)wire_get_u8(w);
		wire_get_fixed(w, &item[i].id, sizeof item[i].id);
		item[i].content = wire_get_bytes(w);
	}
	return true;
}

static bool unpack_two(const struct act *a, struct wire_in *w, struct journey_us *ret)
{
	struct other *o = &ret->partner;

	ret->has_partner = true;
	wire_get_fixed(w, &o->id, sizeof o->id);
	o->kind = PERSON_PARTNER;
	o->name = str_bytes(wire_get_bytes(w));
	uint8_t flags = wire_get_u8(w);

	o->is_compared = flags & COMPARED;
	o->is_resting = flags & RESTING;
	o->since.s = (int64_t)wire_get_u64(w);
	ret->topics_theirs = wire_get_u32(w);
	ret->topics_mine = wire_get_u32(w);
	return unpack_items(w, ret->theirs, &ret->n_theirs) &&
	       unpack_items(w, ret->mine, &ret->n_mine) && (flags & ~FLAG__ALL) == 0 &&
	       wire_is_done(w) && a->session->partner.has &&
	       id16_equal(o->id, a->session->partner.id);
}

/* ret_is_kept: what is kept is of these rows, and says all there is to say: nothing to be kept
 * anew. ret_found: and ret is what a new look would find. */
static fallible recall(struct act *a, struct places places, struct journey_us *ret,
		       bool *ret_is_kept, bool *ret_found)
{
	struct bytes blob, text;

	*ret_is_kept = *ret_found = false;
	TRY(store_get_side(a->store, a->secret, a->session->sid, &blob));
	if (side_open(a->session, a->secret, blob, &text).code != ERR_NONE)
		return OK; /* none, of another day, or not ours: it is found anew */
	struct wire_in w = wire_read(text);

	if (!is_of(a, places, &w))
		return OK;
	enum kept what = (enum kept)wire_get_u8(&w);

	*ret_is_kept = true;
	*ret = (struct journey_us){ 0 };
	if (what == KEPT_ALONE)
		*ret_found = !a->session->partner.has && !a->session->has_invites;
	if (what != KEPT_TWO)
		return OK;
	TRY(letter_is_as_it_was(a, &w, ret_is_kept));
	*ret_found = *ret_is_kept && !a->session->has_invites && unpack_two(a, &w, ret);
	*ret_is_kept = *ret_found;
	return OK;
}

fallible journey_us_look(struct act *a, const enum place place[], size_t n_places,
			 struct journey_us *ret)
{
	const struct places places = { place, n_places };
	bool is_kept = false, found = false, was_behind = a->keyring != NULL;

	if (may_be_kept(a))
		TRY(recall(a, places, ret, &is_kept, &found));
	if (found)
		return OK;
	*ret = (struct journey_us){ 0 };
	TRY(journey_us_read(a, place, n_places, ret));
	if (is_kept || !may_be_kept(a))
		return OK;
	TRY(keep(a, places, ret));
	/* The row of the session is of an older keyring page, which costs opening this one. */
	return was_behind ? act_keep_summary(a, a->session->summary_ver, a->session->summary) : OK;
}
