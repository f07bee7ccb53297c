#include "programme.h"
#include "sessions.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	const char *word, *add;
	size_t most;
} exercise_row[EXERCISE__COUNT] = {
#define EXERCISE(id, word, most, add) { word, add, most },
#include "programme.def"
};

static const struct {
	enum programme_exercise exercise;
	struct programme_field field;
} field_row[] = {
#define FIELD(exercise, number, kind, label, most) \
	{ EXERCISE_##exercise, { number, FIELD_##kind, label, most } },
#include "programme.def"
};

static const struct {
	enum programme_exercise exercise;
	const char *words;
} choice_row[] = {
#define CHOICE(exercise, number, words) { EXERCISE_##exercise, words },
#include "programme.def"
};

static const struct {
	enum programme_exercise exercise;
	const char *address, *words;
} link_row[] = {
#define LINK(exercise, address, words) { EXERCISE_##exercise, address, words },
#include "programme.def"
};

const struct programme_session *programme_session(long number)
{
	return number < 1 || number > PROGRAMME_SESSIONS ? NULL : &session_table[number - 1];
}

const struct programme_step *programme_find_step(const struct programme_session *s, struct str key,
						 size_t *ret)
{
	for (size_t i = 0; i < s->n_steps; i++) {
		if (!str_equal(s->step[i].key, key))
			continue;
		*ret = i;
		return &s->step[i];
	}
	return NULL;
}

const char *programme_kind_words(enum programme_kind k)
{
	static const char *const words[] = { "Read", "Together", "Practise", "Look back" };

	return words[k];
}

const char *programme_phase_words(int phase)
{
	static const char *const words[] = { "Learning and coping", "Towards, not away",
					     "Meaning and closeness" };

	return words[phase - 1];
}

/* --- exercises */
const char *programme_exercise_word(enum programme_exercise e)
{
	return exercise_row[e].word;
}

const char *programme_add_words(enum programme_exercise e)
{
	return exercise_row[e].add;
}

size_t programme_most(enum programme_exercise e)
{
	return exercise_row[e].most;
}

const struct programme_field *programme_field(enum programme_exercise e, size_t i)
{
	for (size_t at = 0; at < COUNT(field_row); at++)
		if (field_row[at].exercise == e && i-- == 0)
			return &field_row[at].field;
	return NULL;
}

const char *programme_link(enum programme_exercise e, const char **ret_words)
{
	for (size_t i = 0; i < COUNT(link_row); i++) {
		if (link_row[i].exercise != e)
			continue;
		*ret_words = link_row[i].words;
		return link_row[i].address;
	}
	return NULL;
}

struct str programme_label(const struct programme_step *s, const struct programme_field *f)
{
	bool is_own = f->number <= s->n_labels && s->label[f->number - 1].n;

	return is_own ? s->label[f->number - 1] : str_c(f->label);
}

struct str programme_choice(const struct programme_step *s, size_t i)
{
	if (s->n_choices)
		return i < s->n_choices ? s->choice[i] : (struct str){ "", 0 };
	for (size_t at = 0; at < COUNT(choice_row); at++)
		if (choice_row[at].exercise == s->exercise && i-- == 0)
			return str_c(choice_row[at].words);
	return (struct str){ "", 0 };
}

/* --- done */
static int count_bits(uint32_t bits)
{
	int n = 0;

	for (; bits; bits &= bits - 1)
		n++;
	return n;
}

static int count_days(const struct programme_entry e[], size_t n)
{
	int days = 0;

	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < i && e[k].day.n != e[i].day.n)
			k++;
		days += k == i;
	}
	return days;
}

static int count_spread(const struct programme_entry e[], size_t n)
{
	uint32_t seen = 0;

	for (size_t i = 0; i < n; i++) {
		const struct programme_value *v = &e[i].value[3];

		if (v->is_there)
			seen |= v->number < 40 ? 1 : v->number <= 70 ? 2 : 4;
	}
	return count_bits(seen);
}

/* The most that one entry has. */
static int best(enum programme_measure m, const struct programme_entry e[], size_t n)
{
	int most = 0;

	for (size_t i = 0; i < n; i++) {
		const struct programme_value *v = &e[i].value[1];
		int has = m == MEASURE_TICKS ? count_bits(v->ticks)
			  : v->is_there	     ? v->number - e[i].day.n
					     : 0;

		most = has > most ? has : most;
	}
	return most;
}

static bool counts(const struct programme_need *need, const struct programme_entry *e)
{
	const struct programme_value *v = &e->value[need->field];

	if (!v->is_there)
		return false;
	if (need->measure == MEASURE_CHOSE)
		return need->values >> v->number & 1;
	return need->measure != MEASURE_NUMBER || v->number >= need->value;
}

static int count_such(const struct programme_need *need, const struct programme_entry e[], size_t n)
{
	int such = 0;

	for (size_t i = 0; i < n; i++)
		such += counts(need, &e[i]);
	return such;
}

static int measure(const struct programme_need *need, const struct programme_answers *a)
{
	const struct programme_entry *e = a->entry[need->step];
	size_t n = a->n[need->step];

	switch (need->measure) {
	case MEASURE_DONE:
		return a->mark[need->step] == MARK_DONE;
	case MEASURE_ENTRIES:
		return (int)n;
	case MEASURE_DAYS:
		return count_days(e, n);
	case MEASURE_TICKS:
	case MEASURE_AHEAD:
		return best(need->measure, e, n);
	case MEASURE_CHOSE:
	case MEASURE_NUMBER:
	case MEASURE_FILLED:
		return count_such(need, e, n);
	case MEASURE_SPREAD:
		return count_spread(e, n);
	case MEASURE_CARD:
		return a->calming_lines;
	case MEASURE__COUNT:
		break;
	}
	return 0;
}

bool programme_is_met(const struct programme_session *s, const struct programme_need *need,
		      const struct programme_answers *a)
{
	return need->step < s->n_steps &&
	       (a->mark[need->step] == MARK_DECLINED || measure(need, a) >= need->n);
}

bool programme_is_done(const struct programme_session *s, const struct programme_answers *a)
{
	const struct programme_step *check = &s->step[s->n_steps - 1];

	for (size_t i = 0; i < check->n_needs; i++)
		if (!programme_is_met(s, &check->need[i], a))
			return false;
	return true;
}

size_t programme_next(const struct programme_session *s, const struct programme_answers *a)
{
	size_t i = 0;

	while (i < s->n_steps && a->mark[i] != MARK_OPEN)
		i++;
	return i;
}

/* --- pace */
enum programme_call programme_call(struct day last, struct day today, bool is_paused)
{
	int rest = today.n - last.n;

	if (is_paused || rest < PROGRAMME_CALL_DAYS || rest >= PROGRAMME_QUIET_DAYS)
		return CALL_NOTHING;
	return rest < PROGRAMME_PERSON_DAYS ? CALL_STEP : CALL_PERSON;
}

struct day programme_suits(enum programme_pace p, int next_phase, struct day last_finished)
{
	return (struct day){ last_finished.n + (p == PACE_TWICE && next_phase < 3 ? 3 : 7) };
}
