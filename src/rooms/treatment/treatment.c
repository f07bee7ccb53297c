#include "treatment.h"

static const char *const state_words[TREATMENT_STATES] = {
#define STATE(id, number, words) [number] = (words),
#include "treatment.def"
};

static const struct {
	const char *value, *words;
} homework_table[TREATMENT_HOMEWORKS] = {
#define HOMEWORK(id, number, value, words) [number] = { value, words },
#include "treatment.def"
};

static const struct treatment_row reasons[] = {
#define REASON(number, words) { number, words, "" },
#include "treatment.def"
};

static const struct treatment_row nexts[] = {
#define NEXT(number, words, address) { number, words, address },
#include "treatment.def"
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

const char *treatment_state_words(enum treatment_state s)
{
	return s < TREATMENT_STATES ? state_words[s] : NULL;
}

const char *treatment_homework_words(enum treatment_homework h)
{
	return h < TREATMENT_HOMEWORKS ? homework_table[h].words : NULL;
}

const char *treatment_homework_value(enum treatment_homework h)
{
	return h < TREATMENT_HOMEWORKS ? homework_table[h].value : NULL;
}

bool treatment_find_homework(struct str value, enum treatment_homework *ret)
{
	for (int h = 1; h < TREATMENT_HOMEWORKS; h++) {
		if (!str_equal(value, str_c(homework_table[h].value)))
			continue;
		*ret = (enum treatment_homework)h;
		return true;
	}
	return false;
}

static const struct treatment_row *find(const struct treatment_row row[], size_t n, unsigned number)
{
	for (size_t i = 0; i < n; i++)
		if (row[i].number == number)
			return &row[i];
	return NULL;
}

const struct treatment_row *treatment_reason(unsigned number)
{
	return find(reasons, COUNT(reasons), number);
}

const struct treatment_row *treatment_next_step(unsigned number)
{
	return find(nexts, COUNT(nexts), number);
}

/* --- what follows from visits */
static bool counts(const struct treatment_visit *v)
{
	return v->state == TREATMENT_PLANNED || v->state == TREATMENT_ATTENDED;
}

struct treatment_sum treatment_sum(const struct treatment_visit visit[], size_t n, struct day today)
{
	struct treatment_sum s = { .next = -1, .last = -1, .open = -1, .has_begun = n > 0 };

	for (size_t i = 0; i < n; i++) {
		bool is_planned = visit[i].state == TREATMENT_PLANNED;
		bool is_ahead = is_planned && visit[i].day.n >= today.n;

		s.attended += visit[i].state == TREATMENT_ATTENDED;
		s.cancelled += visit[i].state == TREATMENT_CANCELLED;
		s.ahead += is_ahead;
		if (visit[i].state == TREATMENT_ATTENDED)
			s.last = (int)i;
		if (is_ahead && s.next < 0)
			s.next = (int)i;
		if (is_planned && !is_ahead && s.open < 0)
			s.open = (int)i;
	}
	return s;
}

unsigned treatment_number(const struct treatment_visit visit[], size_t n, size_t at)
{
	unsigned number = 0;

	if (at >= n || !counts(&visit[at]))
		return 0;
	for (size_t i = 0; i <= at; i++)
		number += counts(&visit[i]);
	return number;
}

const char *treatment_about_number(const struct treatment_course *c, unsigned attended)
{
	const struct therapy_facts *f = therapy_facts(c->therapy);
	const char *said = therapy_about_number(c->therapy, c->planned);

	if (said || !f || !f->sessions_most || attended <= f->sessions_most)
		return said;
	return f->about_number;
}

const char *treatment_about_pace(const struct treatment_course *c,
				 const struct treatment_visit visit[], size_t n, size_t at)
{
	size_t before = at;

	if (at >= n || !counts(&visit[at]))
		return NULL;
	while (before > 0 && !counts(&visit[before - 1]))
		before--;
	return before ? therapy_about_pace(c->therapy, visit[at].day.n - visit[before - 1].day.n)
		      : NULL;
}

const char *treatment_about_minutes(const struct treatment_course *c, unsigned minutes)
{
	const struct therapy_facts *f = therapy_facts(c->therapy);

	if (!f || !f->minutes_most || minutes == 0 ||
	    (minutes >= f->minutes_least && minutes <= f->minutes_most))
		return NULL;
	return "That is longer or shorter than usual for this treatment. It can be right: ask the "
	       "clinician.";
}

enum treatment_answer treatment_can_become(const struct treatment_visit *v,
					   enum treatment_state wanted, struct day today)
{
	if (v->state == TREATMENT_MOVED)
		return TREATMENT_GONE;
	if (v->state == wanted)
		return TREATMENT_TWICE;
	if (wanted == TREATMENT_ATTENDED && v->day.n > today.n)
		return TREATMENT_EARLY;
	return TREATMENT_YES;
}

const struct treatment_total *treatment_total_at(const struct treatment_total list[], size_t n,
						 struct day day)
{
	const struct treatment_total *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (list[i].day.n <= day.n && list[i].day.n > day.n - TREATMENT_PCL_DAYS &&
		    (!best || list[i].day.n >= best->day.n))
			best = &list[i];
	return best;
}
