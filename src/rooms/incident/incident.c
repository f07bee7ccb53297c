#include "incident.h"

struct kind_words {
	const char *survivor, *partner;
};

#define KIND(id, number, value, words, survivor, partner) { number, value, words },
static const struct code_row kinds[] = {
#include "incident.def"
};

#define KIND(id, number, value, words, survivor, partner) { survivor, partner },
static const struct kind_words kind_words[] = {
#include "incident.def"
};

#define WHERE(id, number, value, words) { number, value, words },
static const struct code_row wheres[] = {
#include "incident.def"
};

#define STRENGTH(number, words) [number] = (words),
static const char *const strengths[INCIDENT_STRENGTH_MAX + 1] = {
#include "incident.def"
};

#define PART(id, number, value, words, from) { number, value, words },
static const struct code_row parts[] = {
#include "incident.def"
};

#define PART(id, number, value, words, from) (from),
static const unsigned part_from[] = {
#include "incident.def"
};

#define SIGN(id, number, words) { number, NULL, words },
static const struct code_row signs[] = {
#include "incident.def"
};

#define REACTION(id, number, words) { number, NULL, words },
static const struct code_row reactions[] = {
#include "incident.def"
};

#define HELP(id, number, words, line) { number, NULL, words },
static const struct code_row helps[] = {
#include "incident.def"
};

#define HELP(id, number, words, line) (line),
static const char *const help_lines[] = {
#include "incident.def"
};

#define AREA(id, number, value, words) { number, value, words },
static const struct code_row areas[] = {
#include "incident.def"
};

#define RELATES(id, number, words) { number, NULL, words },
static const struct code_row relates[] = {
#include "incident.def"
};

static const struct code_list tables[INCIDENT_TABLES] = {
	[INCIDENT_KINDS] = CODE_LIST(kinds),	     [INCIDENT_WHERES] = CODE_LIST(wheres),
	[INCIDENT_PARTS] = CODE_LIST(parts),	     [INCIDENT_SIGNS] = CODE_LIST(signs),
	[INCIDENT_REACTIONS] = CODE_LIST(reactions), [INCIDENT_HELPS] = CODE_LIST(helps),
	[INCIDENT_AREAS] = CODE_LIST(areas),	     [INCIDENT_RELATES] = CODE_LIST(relates),
};

/* --- words */
const struct code_row *incident_row(enum incident_table t, size_t i)
{
	return code_at(&tables[t], i);
}

const char *incident_words(enum incident_table t, unsigned number)
{
	return code_words(&tables[t], number);
}

unsigned incident_number(enum incident_table t, struct str value)
{
	return code_number(&tables[t], value);
}

uint32_t incident_bits(enum incident_table t)
{
	return code_bits(&tables[t]);
}

const char *incident_kind_asked(unsigned kind, enum role role)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (kinds[i].number != kind)
			continue;
		if (role == ROLE_NONE)
			return kinds[i].words;
		return role == ROLE_SURVIVOR ? kind_words[i].survivor : kind_words[i].partner;
	}
	return NULL;
}

bool incident_is_own(unsigned kind, enum role role)
{
	const char *words = incident_kind_asked(kind, role);

	return words && strncmp(words, "I ", 2) == 0;
}

const char *incident_strength_words(unsigned strength)
{
	return strength <= INCIDENT_STRENGTH_MAX ? strengths[strength] : NULL;
}

const char *incident_help_line(unsigned help)
{
	for (size_t i = 0; i < sizeof helps / sizeof *helps; i++)
		if (helps[i].number == help)
			return help_lines[i];
	return NULL;
}

unsigned incident_part_at(unsigned minute)
{
	size_t n = sizeof parts / sizeof *parts, i = n;

	while (i > 0 && part_from[i - 1] > minute)
		i--;
	return parts[i ? i - 1 : n - 1].number;
}

/* --- notes */
bool incident_is_past(const struct incident *i, struct day today)
{
	return i->day.n < today.n;
}

bool incident_has_trigger(const struct incident *i, struct id16 trigger)
{
	for (size_t k = 0; k < i->n_triggers; k++)
		if (id16_equal(i->trigger[k], trigger))
			return true;
	return false;
}

/* --- what recurs */
#define COUNTS_MAX 32

struct counts {
	size_t part[COUNTS_MAX], weekday[7], helped[COUNTS_MAX];
};

static void count_one(const struct incident *i, struct counts *c)
{
	if (i->part < COUNTS_MAX)
		c->part[i->part]++;
	c->weekday[day_weekday(i->day)]++;
	for (unsigned h = 1; h < COUNTS_MAX; h++)
		c->helped[h] += (i->helped & INCIDENT_BIT(h)) != 0;
}

/* What more than half of `all` share, from `first` on. */
static struct incident_count shared(const size_t count[], unsigned first, unsigned n, size_t all)
{
	for (unsigned i = first; i < n; i++)
		if (2 * count[i] > all)
			return (struct incident_count){ i, count[i] };
	return (struct incident_count){ 0 };
}

static void find_helped(const size_t count[COUNTS_MAX], struct incident_profile *ret)
{
	size_t most = sizeof ret->helped / sizeof *ret->helped;

	for (unsigned h = 1; h < COUNTS_MAX; h++) {
		size_t at = ret->n_helped;

		if (count[h] < 2)
			continue;
		while (at > 0 && ret->helped[at - 1].n < count[h])
			at--;
		if (at >= most)
			continue;
		ret->n_helped += ret->n_helped < most;
		for (size_t k = ret->n_helped - 1; k > at; k--)
			ret->helped[k] = ret->helped[k - 1];
		ret->helped[at] = (struct incident_count){ h, count[h] };
	}
}

void incident_profile(const struct incident list[], size_t n, struct id16 trigger,
		      struct incident_profile *ret)
{
	struct counts c = { 0 };

	*ret = (struct incident_profile){ 0 };
	for (size_t i = 0; i < n; i++) {
		if (!incident_has_trigger(&list[i], trigger))
			continue;
		if (ret->n == 0 || list[i].day.n < ret->first.n)
			ret->first = list[i].day;
		if (ret->n == 0 || list[i].day.n > ret->last.n)
			ret->last = list[i].day;
		ret->n++;
		count_one(&list[i], &c);
	}
	if (ret->n < INCIDENT_TELLING)
		return;
	ret->part = shared(c.part, INCIDENT_PART_NONE + 1, COUNTS_MAX, ret->n);
	ret->weekday = shared(c.weekday, 0, 7, ret->n);
	find_helped(c.helped, ret);
}

const char *incident_times(size_t n)
{
	return n == 1 ? "once" : n == 2 ? "twice" : NULL;
}
