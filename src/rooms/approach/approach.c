#include "approach.h"

static const struct approach_area_words area_table[APPROACH_AREAS] = {
#define AREA(id, number, address, title, lead) [number] = { address, title, lead },
#include "approach.def"
};

static const struct approach_suggestion suggestion_table[] = {
#define SUGGESTION(area, number, rating, words) { APPROACH_##area, number, rating, words },
#include "approach.def"
};

static const struct approach_suggestion joint_table[APPROACH_JOINT] = {
#define JOINT(slot, area, rating, words) [slot] = { APPROACH_##area, slot, rating, words },
#include "approach.def"
};

static const struct {
	uint8_t least;
	const char *words;
} rating_table[] = {
#define RATING(least, words) { least, words },
#include "approach.def"
};

static const char *const companion_words[APPROACH_COMPANIONS] = {
#define COMPANION(id, number, value, words) [number] = (words),
#include "approach.def"
};

static const char *const companion_values[APPROACH_COMPANIONS] = {
#define COMPANION(id, number, value, words) [number] = (value),
#include "approach.def"
};

static const char *const stop_words[APPROACH_STOPS] = {
#define STOP(id, number, words, sentence) [number] = (words),
#include "approach.def"
};

static const enum approach_reason stop_reason[APPROACH_STOPS] = {
#define STOP(id, number, words, sentence) [number] = APPROACH_REASON_STOP_##id,
#include "approach.def"
};

static const char *const reason_words[APPROACH_REASONS] = {
#define REASON(id, word, sentence)	  [APPROACH_REASON_##id] = (sentence),
#define STOP(id, number, words, sentence) [APPROACH_REASON_STOP_##id] = (sentence),
#include "approach.def"
};

static const enum approach_word reason_word[APPROACH_REASONS] = {
#define REASON(id, word, sentence)	  [APPROACH_REASON_##id] = APPROACH_##word,
#define STOP(id, number, words, sentence) [APPROACH_REASON_STOP_##id] = APPROACH_PAUSE,
#include "approach.def"
};

const struct approach_area_words *approach_area_words(enum approach_area area)
{
	return area > 0 && area < APPROACH_AREAS ? &area_table[area] : NULL;
}

bool approach_find_area(struct str address, enum approach_area *ret)
{
	for (int i = 1; i < APPROACH_AREAS; i++) {
		if (!str_equal(address, str_c(area_table[i].address)))
			continue;
		*ret = (enum approach_area)i;
		return true;
	}
	return false;
}

const struct approach_suggestion *approach_suggestion(enum approach_area area, size_t i)
{
	for (size_t k = 0; k < sizeof suggestion_table / sizeof *suggestion_table; k++)
		if (suggestion_table[k].area == area && i-- == 0)
			return &suggestion_table[k];
	return NULL;
}

const char *approach_rating_words(unsigned rating)
{
	size_t i = sizeof rating_table / sizeof *rating_table;

	while (i > 1 && rating_table[i - 1].least > rating)
		i--;
	return rating_table[i - 1].words;
}

const char *approach_companion_words(enum approach_companion c)
{
	return c < APPROACH_COMPANIONS ? companion_words[c] : NULL;
}

const char *approach_companion_value(enum approach_companion c)
{
	return c < APPROACH_COMPANIONS ? companion_values[c] : NULL;
}

const char *approach_stop_words(enum approach_stop s)
{
	return s < APPROACH_STOPS ? stop_words[s] : NULL;
}

/* --- the pace engine */
#define LAST_DAYS	 APPROACH_REPEATS
#define PEAK_LIGHT	 40
#define PEAK_HIGH	 80
#define FALL_LEAST	 10
#define LEFT_EARLY_OFTEN 2

struct pace_day { /* all practices of one day as one: the hardest counts */
	struct day day;
	unsigned peak, left_early;
};

struct pace {
	size_t days;
	struct pace_day first, last[LAST_DAYS]; /* last[0] is the newest */
	size_t n_last;
	unsigned stops; /* of all practices that count */
	bool has_older; /* some do not count any more */
};

static struct pace_day day_of(const struct approach_practice practice[], size_t n,
			      struct instant taken_up, struct day day)
{
	struct pace_day d = { .day = day };

	for (size_t i = 0; i < n; i++) {
		if (practice[i].day.n != day.n || practice[i].kept.s <= taken_up.s)
			continue;
		d.peak = practice[i].peak > d.peak ? practice[i].peak : d.peak;
		d.left_early += practice[i].is_left_early;
	}
	return d;
}

/* The newest day that counts before `limit`; false when there is none. */
static bool day_before(const struct approach_practice practice[], size_t n, struct instant taken_up,
		       int64_t limit, struct day *ret)
{
	bool found = false;

	for (size_t i = 0; i < n; i++) {
		if (practice[i].kept.s <= taken_up.s || practice[i].day.n >= limit ||
		    (found && practice[i].day.n <= ret->n))
			continue;
		*ret = practice[i].day;
		found = true;
	}
	return found;
}

static struct pace pace_read(const struct approach_practice practice[], size_t n,
			     struct instant taken_up)
{
	struct pace p = { 0 };
	struct day day;

	for (size_t i = 0; i < n; i++) {
		bool counts = practice[i].kept.s > taken_up.s;

		p.stops |= counts ? practice[i].stops & APPROACH_STOP_BITS : 0;
		p.has_older |= !counts;
	}
	for (int64_t limit = INT64_MAX; day_before(practice, n, taken_up, limit, &day);
	     limit = day.n) {
		p.first = day_of(practice, n, taken_up, day);
		p.days++;
		if (p.n_last < LAST_DAYS)
			p.last[p.n_last++] = p.first;
	}
	return p;
}

static bool is_low(const struct pace_day *d)
{
	return d->left_early == 0 && d->peak <= PEAK_LIGHT;
}

static bool is_half(const struct pace *p, const struct pace_day *d)
{
	return d->left_early == 0 && d->peak * 2 <= p->first.peak;
}

static bool is_light(const struct pace *p, const struct pace_day *d)
{
	return is_low(d) || is_half(p, d);
}

static bool has_fallen(const struct pace *p, const struct pace_day *d)
{
	return d->peak + FALL_LEAST <= p->first.peak;
}

static enum approach_reason reason_to_go_on(const struct pace *p)
{
	bool is_any_lighter = false;

	/* Half and above 40 means that the first was above 80: then 40 is half of it too. */
	if (p->days >= 2 && is_light(p, &p->last[0]) && is_light(p, &p->last[1]))
		return is_low(&p->last[0]) && is_low(&p->last[1]) ? APPROACH_REASON_LOW
								  : APPROACH_REASON_HALF;
	for (size_t i = 0; i < p->n_last; i++)
		is_any_lighter |= has_fallen(p, &p->last[i]);
	if (p->days >= LAST_DAYS && !is_any_lighter && !is_light(p, &p->last[0]))
		return APPROACH_REASON_NO_FALL;
	if (is_light(p, &p->last[0]))
		return APPROACH_REASON_ONE_DAY;
	if (has_fallen(p, &p->last[0]))
		return APPROACH_REASON_LIGHTER;
	return is_any_lighter ? APPROACH_REASON_MIXED : APPROACH_REASON_EARLY;
}

static enum approach_reason reason_of(const struct pace *p)
{
	unsigned left_early = 0;

	for (int s = 1; s < APPROACH_STOPS; s++)
		if (p->stops & APPROACH_STOP_BIT(s))
			return stop_reason[s];
	if (p->days == 0)
		return p->has_older ? APPROACH_REASON_AFRESH : APPROACH_REASON_FIRST;
	for (size_t i = 0; i < p->n_last; i++)
		left_early += p->last[i].left_early;
	if (p->last[0].peak >= PEAK_HIGH)
		return APPROACH_REASON_HIGH;
	if (left_early >= LEFT_EARLY_OFTEN)
		return APPROACH_REASON_LEFT;
	return reason_to_go_on(p);
}

struct approach_advice approach_pace(unsigned rating, const struct approach_practice practice[],
				     size_t n, struct instant taken_up)
{
	struct pace p = pace_read(practice, n, taken_up);
	struct approach_advice ret = { .reason = reason_of(&p) };
	unsigned most = rating;

	ret.word = reason_word[ret.reason];
	if (ret.word == APPROACH_NEXT)
		most = rating + APPROACH_RAISE_MOST < APPROACH_RATING_MAX
			       ? rating + APPROACH_RAISE_MOST
			       : APPROACH_RATING_MAX;
	if (ret.word == APPROACH_SMALLER)
		most = rating > APPROACH_LOWER ? rating - APPROACH_LOWER : 0;
	if (ret.word == APPROACH_PAUSE)
		most = 0;
	ret.most = (uint8_t)most;
	return ret;
}

const char *approach_word_words(enum approach_word w)
{
	static const char *const words[] = { [APPROACH_START] = "Start when you want",
					     [APPROACH_AGAIN] = "The same step again",
					     [APPROACH_NEXT] = "A next step can come",
					     [APPROACH_SMALLER] = "A smaller piece",
					     [APPROACH_PAUSE] = "A pause" };

	return words[w];
}

const char *approach_reason_words(enum approach_reason r)
{
	return reason_words[r];
}

/* --- hints */
bool approach_is_start(unsigned rating)
{
	return rating >= APPROACH_START_LEAST && rating <= APPROACH_START_MOST;
}

bool approach_is_usual_time(unsigned minutes)
{
	return minutes >= APPROACH_MINUTES_LEAST && minutes <= APPROACH_MINUTES_MOST;
}

/* --- the joint list */
enum {
#define YES(name, slot) JOINT_SLOT_##name = (slot),
#include "yes.def"
};
#undef YES

_Static_assert(JOINT_SLOT_JOINT_LAST - JOINT_SLOT_JOINT_FIRST + 1 == APPROACH_JOINT,
	       "every slot of the joint list has its words");

const struct approach_suggestion *approach_joint(size_t i)
{
	return i < APPROACH_JOINT ? &joint_table[i] : NULL;
}

uint64_t approach_joint_slot(size_t i)
{
	return UINT64_C(1) << (JOINT_SLOT_JOINT_FIRST + i);
}

uint64_t approach_joint_slots(void)
{
	uint64_t slots = 0;

	for (size_t i = 0; i < APPROACH_JOINT; i++)
		slots |= approach_joint_slot(i);
	return slots;
}
