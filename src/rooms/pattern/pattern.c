#include "pattern.h"
#include "incident.h"

#define BIT(n)	    (UINT32_C(1) << (n))
#define MOMENTS_MAX (PATTERN_NOTES_MAX + PATTERN_DAYS)
#define BITS	    32

/* Answers of checkin.def. */
#define DID_AWAY	3
#define CHANGED_NOTHING 1

static const char *const start_words[] = {
	[PATTERN_START_NONE] = NULL,
#define START(id, words) [PATTERN_START_##id] = (words),
#include "pattern.def"
};

static const struct {
	uint8_t number, answer;
	const char *words;
} did_table[] = {
#define DID(id, number, answer, words) { number, answer, words },
#include "pattern.def"
};

static const struct {
	uint8_t number, least;
	const char *words;
} after_table[] = {
#define AFTER(id, number, least, words) { number, least, words },
#include "pattern.def"
};

static const char *const weight_words[] = {
#define WEIGHT(id, words) [PATTERN_##id] = (words),
#include "pattern.def"
};

static const struct {
	const char *same, *next;
} first_table[PATTERN_MEASURES] = {
#define FIRST(measure, same, next) [PATTERN_##measure] = { same, next },
#include "pattern.def"
};

static const struct {
	const char *more, *less;
} second_table[PATTERN_MEASURES] = {
#define SECOND(measure, more, less) [PATTERN_##measure] = { more, less },
#include "pattern.def"
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

bool pattern_day_is_noted(const struct pattern_day *d)
{
	return d->close || d->heavy || d->did || d->urge || d->changed;
}

bool pattern_side_is_empty(const struct pattern_side *s)
{
	for (size_t i = 0; i < PATTERN_DAYS; i++)
		if (pattern_day_is_noted(&s->day[i]))
			return false;
	return s->n_notes == 0;
}

/* --- words */
const char *pattern_start_words(enum pattern_start s)
{
	return (size_t)s < COUNT(start_words) ? start_words[s] : NULL;
}

const char *pattern_did_words(unsigned number)
{
	for (size_t i = 0; i < COUNT(did_table); i++)
		if (did_table[i].number == number && did_table[i].words)
			return did_table[i].words;
	return incident_words(INCIDENT_REACTIONS, number);
}

const char *pattern_after_words(unsigned number)
{
	for (size_t i = 0; i < COUNT(after_table); i++)
		if (after_table[i].number == number)
			return after_table[i].words;
	return NULL;
}

uint32_t pattern_did_of_checkin(uint8_t did)
{
	for (size_t i = 0; i < COUNT(did_table); i++)
		if (did_table[i].answer == did)
			return BIT(did_table[i].number);
	return 0;
}

enum pattern_weight pattern_weight(const struct pattern_pick *p)
{
	if (p->count < 2)
		return PATTERN_ONCE;
	return 2 * p->count > p->of ? PATTERN_MOSTLY : PATTERN_SOMETIMES;
}

const char *pattern_weight_words(enum pattern_weight w)
{
	return weight_words[w];
}

const char *pattern_first_words(enum pattern_measure m, bool is_next)
{
	return is_next ? first_table[m].next : first_table[m].same;
}

const char *pattern_second_words(enum pattern_measure m, enum pattern_say say)
{
	if (say == PATTERN_MORE)
		return second_table[m].more;
	return say == PATTERN_LESS ? second_table[m].less : NULL;
}

/* --- side by side */
static void put(struct pattern_series *s, size_t at, bool has, unsigned value)
{
	s->has[at] = has;
	s->value[at] = (uint8_t)(has ? value : 0);
}

static void put_side(const struct pattern_side *side, struct pattern_series to[PATTERN_MEASURES])
{
	for (size_t i = 0; i < PATTERN_DAYS; i++) {
		const struct pattern_day *d = &side->day[i];

		put(&to[PATTERN_CLOSE], i, d->close, d->close);
		put(&to[PATTERN_HEAVY], i, d->heavy, d->heavy);
		put(&to[PATTERN_AWAY], i, d->did, d->did == DID_AWAY);
		put(&to[PATTERN_AVOID], i, d->urge, d->urge);
		put(&to[PATTERN_CHANGED], i, d->changed, d->changed != CHANGED_NOTHING);
	}
}

void pattern_couple(const struct pattern_side *mine, const struct pattern_side *theirs,
		    struct pattern_couple *ret)
{
	ret->days = PATTERN_DAYS;
	put_side(mine, ret->person[0]);
	put_side(theirs, ret->person[1]);
}

size_t pattern_days_of(const struct pattern_found *found, bool is_next)
{
	size_t most = 0;

	for (size_t i = 0; i < PATTERN_LINKS; i++) {
		const struct pattern_look *look =
			is_next ? &found->link[i].next : &found->link[i].same;

		if (look->n > most)
			most = look->n;
	}
	return most;
}

/* --- moments */
struct moment {
	int at;
	const struct pattern_note *note; /* NULL: a heavy day */
	uint32_t own, other, after;
};

struct moments {
	struct moment moment[MOMENTS_MAX]; /* the oldest first */
	size_t n;
};

static uint32_t after_of(uint8_t close)
{
	uint32_t bit = 0;

	for (size_t i = 0; i < COUNT(after_table); i++)
		if (close >= after_table[i].least)
			bit = BIT(after_table[i].number);
	return bit;
}

/* What somebody noted of themselves on a day. */
static uint32_t did_on(const struct pattern_side *s, int at)
{
	uint32_t did = 0;

	for (size_t i = 0; i < s->n_notes; i++)
		if (s->note[i].at == at)
			did |= s->note[i].did_own;
	return did ? did : pattern_did_of_checkin(s->day[at].did);
}

static bool has_note(const struct pattern_side *s, int at)
{
	for (size_t i = 0; i < s->n_notes; i++)
		if (s->note[i].at == at)
			return true;
	return false;
}

static void add_moment(struct moments *m, const struct pattern_side *owner,
		       const struct pattern_side *other, int at, const struct pattern_note *note)
{
	struct moment *to = &m->moment[m->n++];

	*to = (struct moment){ .at = at, .note = note, .other = did_on(other, at) };
	to->own =
		note && note->did_own ? note->did_own : pattern_did_of_checkin(owner->day[at].did);
	if (!to->other && note)
		to->other = note->did_other;
	if (at + 1 < PATTERN_DAYS)
		to->after = after_of(owner->day[at + 1].close);
}

static void find_moments(const struct pattern_side *owner, const struct pattern_side *other,
			 struct moments *ret)
{
	size_t next = 0;

	ret->n = 0;
	for (int at = 0; at < PATTERN_DAYS; at++) {
		for (; next < owner->n_notes && owner->note[next].at == at; next++)
			add_moment(ret, owner, other, at, &owner->note[next]);
		if (owner->day[at].heavy >= PATTERN_HEAVY_LEAST && !has_note(owner, at))
			add_moment(ret, owner, other, at, NULL);
	}
}

/* --- the start */
static bool names(const struct moment *m, struct str key)
{
	for (size_t i = 0; m->note && i < m->note->n_triggers; i++)
		if (str_equal(m->note->trigger[i].key, key))
			return true;
	return false;
}

static enum pattern_start start_of(const struct moment *m)
{
	if (!m->note)
		return PATTERN_START_HEAVY;
	return m->note->n_triggers ? PATTERN_START_NAMED : PATTERN_START_UNNAMED;
}

static unsigned count_named(const struct moments *m, struct str key)
{
	unsigned n = 0;

	for (size_t i = 0; i < m->n; i++)
		n += names(&m->moment[i], key);
	return n;
}

/* The name of most moments; from the newest back, so that a tie stays with the newer one. */
static struct pattern_trigger most_named(const struct moments *m)
{
	struct pattern_trigger best = { { "", 0 }, { "", 0 } };
	unsigned most = 0;

	for (size_t i = m->n; i-- > 0;) {
		const struct pattern_note *note = m->moment[i].note;

		for (size_t k = 0; note && k < note->n_triggers; k++) {
			unsigned n = count_named(m, note->trigger[k].key);

			if (n > most) {
				most = n;
				best = note->trigger[k];
			}
		}
	}
	return best;
}

/* Keeps the moments that begin there. */
static void choose_start(struct moments *m, struct pattern_loop *ret)
{
	struct pattern_trigger name = most_named(m);
	size_t kept = 0;

	for (size_t i = 0; i < m->n; i++)
		if (start_of(&m->moment[i]) > ret->start)
			ret->start = start_of(&m->moment[i]);
	for (size_t i = 0; i < m->n; i++) {
		if (start_of(&m->moment[i]) != ret->start)
			continue;
		ret->begin.of++;
		if (ret->start == PATTERN_START_NAMED && !names(&m->moment[i], name.key))
			continue;
		m->moment[kept++] = m->moment[i];
	}
	m->n = kept;
	ret->words = name.words;
	ret->begin.number = kept > 0;
	ret->begin.count = (unsigned)kept;
	ret->newest = kept ? m->moment[kept - 1].at : -1;
}

/* --- the other three */
static uint32_t *box_of(struct moment *m, int box)
{
	return box == 0 ? &m->own : box == 1 ? &m->other : &m->after;
}

struct tally {
	unsigned count;
	size_t newest;
};

/* Picks the bit of most moments, and keeps those that have it; with nothing known keeps all. */
static struct pattern_pick choose(struct moments *m, int box)
{
	struct pattern_pick pick = { 0 };
	struct tally tally[BITS] = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < m->n; i++) {
		uint32_t bits = *box_of(&m->moment[i], box);

		pick.of += bits != 0;
		for (unsigned b = 1; b < BITS; b++)
			if (bits & BIT(b)) {
				tally[b].count++;
				tally[b].newest = i;
			}
	}
	for (unsigned b = 1; b < BITS; b++) {
		const struct tally *t = &tally[b], *best = &tally[pick.number];

		if (t->count > best->count ||
		    (t->count && t->count == best->count && t->newest > best->newest))
			pick.number = b;
	}
	if (!pick.number)
		return pick;
	for (size_t i = 0; i < m->n; i++)
		if (*box_of(&m->moment[i], box) & BIT(pick.number))
			m->moment[kept++] = m->moment[i];
	m->n = kept;
	pick.count = (unsigned)kept;
	return pick;
}

void pattern_loop(const struct pattern_side *owner, const struct pattern_side *other,
		  struct pattern_loop *ret)
{
	struct moments m;

	*ret = (struct pattern_loop){ 0 };
	find_moments(owner, other, &m);
	choose_start(&m, ret);
	ret->own = choose(&m, 0);
	ret->other = choose(&m, 1);
	ret->after = choose(&m, 2);
}

bool pattern_loop_is_before(const struct pattern_loop *mine, const struct pattern_loop *theirs)
{
	if (mine->begin.count != theirs->begin.count)
		return theirs->begin.count > mine->begin.count;
	return theirs->newest > mine->newest;
}
