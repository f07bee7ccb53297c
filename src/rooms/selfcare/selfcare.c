#include "selfcare.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* --- tables */
#define KIND(id, number, value, words) { number, value, words },
static const struct code_row kind_rows[] = {
#include "selfcare.def"
};
#define TIE(id, number, words) { number, #number, words },
static const struct code_row tie_rows[] = {
#include "selfcare.def"
};
#define HELP(id, number, words) { number, #number, words },
static const struct code_row help_rows[] = {
#include "selfcare.def"
};
#define LOAD(number, words) { number, #number, words },
static const struct code_row load_rows[] = {
#include "selfcare.def"
};

static const struct code_list tables[SELFCARE_TABLES] = {
	[SELFCARE_ALL_KINDS] = CODE_LIST(kind_rows),
	[SELFCARE_TIES] = CODE_LIST(tie_rows),
	[SELFCARE_HELPS] = CODE_LIST(help_rows),
	[SELFCARE_LOADS] = CODE_LIST(load_rows),
};

const struct code_row *selfcare_row(enum selfcare_table t, size_t i)
{
	return code_at(&tables[t], i);
}

const char *selfcare_words(enum selfcare_table t, unsigned number)
{
	return code_words(&tables[t], number);
}

unsigned selfcare_number(enum selfcare_table t, struct str value)
{
	return code_number(&tables[t], value);
}

uint32_t selfcare_bits(enum selfcare_table t)
{
	return code_bits(&tables[t]) >> 1; /* SELFCARE_BIT begins at 0 */
}

/* --- ideas */
enum group_number {
#define GROUP(id, number, title, lead, kind) GROUP_##id = (number),
#include "selfcare.def"
};

#define GROUP(id, number, title, lead, kind) { number, title, lead, SELFCARE_##kind },
static const struct selfcare_group groups[] = {
#include "selfcare.def"
};
#define IDEA(number, group, minutes, words) { number, GROUP_##group, minutes, words },
static const struct selfcare_idea ideas[] = {
#include "selfcare.def"
};

const struct selfcare_group *selfcare_group(size_t i)
{
	return i < COUNT(groups) ? &groups[i] : NULL;
}

const struct selfcare_idea *selfcare_idea(size_t i)
{
	return i < COUNT(ideas) ? &ideas[i] : NULL;
}

const struct selfcare_idea *selfcare_idea_find(unsigned number)
{
	for (size_t i = 0; i < COUNT(ideas); i++)
		if (ideas[i].number == number)
			return &ideas[i];
	return NULL;
}

enum selfcare_kind selfcare_idea_kind(const struct selfcare_idea *idea)
{
	for (size_t i = 0; i < COUNT(groups); i++)
		if (groups[i].number == idea->group)
			return groups[i].kind;
	return SELFCARE_TIME;
}

/* --- the weekly look */
#define QUESTION(id, title, lead, why) { title, lead, why },
static const struct selfcare_question_words questions[SELFCARE_QUESTIONS] = {
#include "selfcare.def"
};
#define ANSWER(question, number, value, words) { number, value, words },
static const struct code_row answers[] = {
#include "selfcare.def"
};
#define ANSWER(question, number, value, words) SELFCARE_ASK_##question,
static const uint8_t answer_of[] = {
#include "selfcare.def"
};

struct selfcare_question_words selfcare_question(enum selfcare_question q)
{
	return questions[q];
}

static struct code_list answers_to(enum selfcare_question q)
{
	return code_group(answers, answer_of, sizeof answer_of, q);
}

const struct code_row *selfcare_answer(enum selfcare_question q, size_t i)
{
	struct code_list list = answers_to(q);

	return code_at(&list, i);
}

const char *selfcare_answer_words(enum selfcare_question q, unsigned number)
{
	struct code_list list = answers_to(q);

	return code_words(&list, number);
}

unsigned selfcare_answer_number(enum selfcare_question q, struct str value)
{
	struct code_list list = answers_to(q);

	return code_number(&list, value);
}

struct day selfcare_monday(struct day d)
{
	return (struct day){ d.n - day_weekday(d) };
}

bool selfcare_is_open(struct day monday, struct day today)
{
	int now = selfcare_monday(today).n;

	return day_weekday(monday) == 0 && monday.n <= now &&
	       monday.n >= now - 7 * SELFCARE_WEEKS_BACK;
}

bool selfcare_is_empty(const struct selfcare_week *w)
{
	return w->load < 0 && !w->own && !w->care && w->leaned == SELFCARE_LEANED_SKIPPED;
}

bool selfcare_suits(struct day last, struct day begun, struct day today)
{
	int since = today.n - (last.n ? last.n : begun.n);

	return since > 0 && since % 7 == 0;
}

/* --- sleep */
#define HOURS_MEDICINE 7 /* and more: the consensus of 2015 */
#define HOURS_ARTICLE  6 /* to 8: art.21 */

enum selfcare_sleep selfcare_sleep(struct selfcare_nights week)
{
	if (week.n < SELFCARE_NIGHTS_LEAST)
		return SELFCARE_SLEEP_UNKNOWN;
	if (week.hours < HOURS_ARTICLE * week.n)
		return SELFCARE_SLEEP_LOW;
	return week.hours < HOURS_MEDICINE * week.n ? SELFCARE_SLEEP_UNDER : SELFCARE_SLEEP_FINE;
}

/* --- signs */
#define SIGN(id, from, days, why) { from, days, why },
static const struct {
	int from, days;
	const char *why;
} signs[SELFCARE_SIGNS] = {
#include "selfcare.def"
};

bool selfcare_speaks(enum selfcare_sign s, struct day scored, struct day today)
{
	return today.n - scored.n < signs[s].days;
}

static bool has_score(enum selfcare_sign s, struct selfcare_score score, struct day today)
{
	return score.total >= signs[s].from && selfcare_speaks(s, score.day, today);
}

static bool has_little_sleep(struct selfcare_nights week)
{
	return week.n >= SELFCARE_NIGHTS_LEAST &&
	       week.hours < signs[SELFCARE_SIGN_SLEEP].from * week.n;
}

static bool has_load(const int load[SELFCARE_LOADS_OF])
{
	int n = 0;

	for (int i = 0; i < SELFCARE_LOADS_OF; i++)
		n += load[i] >= signs[SELFCARE_SIGN_LOAD].from;
	return n >= SELFCARE_LOADS_MOST;
}

unsigned selfcare_signs(const struct selfcare_facts *f)
{
	const bool holds[SELFCARE_SIGNS] = {
		[SELFCARE_SIGN_SAFETY] = f->has_safety,
		[SELFCARE_SIGN_K6] = has_score(SELFCARE_SIGN_K6, f->k6, f->today),
		[SELFCARE_SIGN_PHQ9] = has_score(SELFCARE_SIGN_PHQ9, f->phq9, f->today),
		[SELFCARE_SIGN_PHQ4] = has_score(SELFCARE_SIGN_PHQ4, f->phq4, f->today),
		[SELFCARE_SIGN_SLEEP] =
			has_little_sleep(f->nights[0]) && has_little_sleep(f->nights[1]),
		[SELFCARE_SIGN_LOAD] = has_load(f->load),
	};
	unsigned bits = 0;

	for (unsigned s = 0; s < SELFCARE_SIGNS; s++)
		bits |= holds[s] ? SELFCARE_SIGN_BIT(s) : 0;
	return bits;
}

enum selfcare_sign selfcare_nudge(unsigned bits, const struct day put_away[SELFCARE_SIGNS],
				  struct day today)
{
	for (unsigned s = 0; s < SELFCARE_SIGNS; s++)
		if ((bits & SELFCARE_SIGN_BIT(s)) &&
		    (!put_away[s].n || today.n - put_away[s].n >= SELFCARE_REST_DAYS))
			return (enum selfcare_sign)s;
	return SELFCARE_SIGN_NONE;
}

const char *selfcare_sign_why(enum selfcare_sign s)
{
	return s < SELFCARE_SIGNS ? signs[s].why : NULL;
}
