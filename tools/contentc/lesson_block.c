#include <stdlib.h>
#include <string.h>
#include "ensure.h"
#include "lesson.h"
#include "matter.h"

static const char *const exercise_word[] = {
#define EXERCISE(id, word, most, add) word,
#include "programme.def"
};

static const struct {
	enum programme_exercise exercise;
	unsigned number;
	enum programme_field_kind kind;
} field_row[] = {
#define FIELD(exercise, number, kind, label, most) { EXERCISE_##exercise, number, FIELD_##kind },
#include "programme.def"
};

static const enum programme_exercise choice_row[] = {
#define CHOICE(exercise, number, words) EXERCISE_##exercise,
#include "programme.def"
};

static const char *const measure_word[] = {
#define MEASURE(id, word, what) word,
#include "programme_measure.def"
};

int lesson_find(const struct lesson *l, const char *word, const char *const table[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(table[i], word) == 0)
			return (int)i;
	draft_fail(&l->d, "not a word of this table", word);
}

int lesson_number(const struct lesson *l, const char *text, long least, long most)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (end == text || *end || n < least || n > most)
		draft_fail(&l->d, "not a number that can stand here", text);
	return (int)n;
}

static char *value_of(const struct lesson *l, char *line)
{
	char *colon = strchr(line, ':');

	if (!colon)
		draft_fail(&l->d, "a line is: field: value", line);
	*colon = 0;
	return matter_trimmed(colon + 1);
}

static const char *add_text(const struct lesson *l, const char *value, size_t *n, size_t most)
{
	if (!*value || *n == most)
		draft_fail(&l->d, "empty, or too many", value);
	draft_check_tone(&l->d, value);
	++*n;
	return value;
}

static void read_label(const struct lesson *l, struct lesson_step *s, const char *number,
		       const char *value)
{
	size_t i = (size_t)lesson_number(l, number, 1, PROGRAMME_FIELDS_MAX);

	draft_check_tone(&l->d, value);
	s->label[i - 1] = value;
	if (i > s->n_labels)
		s->n_labels = i;
}

static void read_form_line(const struct lesson *l, struct lesson_step *s, char *line)
{
	char *value = value_of(l, line);

	if (strcmp(line, "form") == 0)
		s->exercise = (enum programme_exercise)LESSON_FIND(l, value, exercise_word);
	else if (strncmp(line, "label ", 6) == 0)
		read_label(l, s, line + 6, value);
	else if (strcmp(line, "item") == 0)
		s->item[s->n_items] = add_text(l, value, &s->n_items, PROGRAMME_ITEMS_MAX);
	else if (strcmp(line, "choice") == 0)
		s->choice[s->n_choices] = add_text(l, value, &s->n_choices, PROGRAMME_ITEMS_MAX);
	else if (strcmp(line, "show") == 0 && strcmp(value, "both") == 0)
		s->is_shown = true;
	else
		draft_fail(&l->d, "not a line of an exercise", line);
}

static size_t find_step(const struct lesson *l, const char *key)
{
	for (size_t i = 0; i < l->n_steps; i++)
		if (strcmp(l->step[i].key, key) == 0)
			return i;
	draft_fail(&l->d, "a criterion of a step that is not there", key);
}

static uint32_t read_values(const struct lesson *l, char *text)
{
	uint32_t bits = 0;

	for (char *v = strtok(text, ","); v; v = strtok(NULL, ","))
		bits |= 1U << lesson_number(l, v, 1, 31);
	return bits;
}

static bool has_field(enum programme_exercise e, unsigned number, enum programme_field_kind kind)
{
	for (size_t i = 0; i < sizeof field_row / sizeof *field_row; i++)
		if (field_row[i].exercise == e && field_row[i].number == number &&
		    (field_row[i].kind == kind || kind == FIELD_LINE))
			return true;
	return false;
}

static bool is_computable(const struct programme_need *n, enum programme_exercise e)
{
	switch (n->measure) {
	case MEASURE_DONE:
		return n->n == 1;
	case MEASURE_CARD:
		return e == EXERCISE_CALMING;
	case MEASURE_TICKS:
		return has_field(e, 1, FIELD_TICKS);
	case MEASURE_AHEAD:
		return has_field(e, 1, FIELD_DAY);
	case MEASURE_CHOSE:
		return n->values && has_field(e, n->field, FIELD_CHOICE);
	case MEASURE_NUMBER:
		return n->value > 0 && has_field(e, n->field, FIELD_NUMBER);
	case MEASURE_FILLED:
		return has_field(e, n->field, FIELD_LINE);
	case MEASURE_SPREAD:
		return e == EXERCISE_LADDER;
	case MEASURE_ENTRIES:
	case MEASURE_DAYS:
	case MEASURE__COUNT:
		break;
	}
	return has_field(e, 1, FIELD_LINE);
}

/* "key measure n [field [values]] | sentence" */
static void read_need(const struct lesson *l, struct lesson_step *s, char *line)
{
	char *value = value_of(l, line), *bar = strchr(value, '|'), *rest = value, *word[5];
	struct lesson_need *to = &s->need[s->n_needs];
	size_t n = 0;

	if (strcmp(line, "need") != 0 || !bar)
		draft_fail(&l->d, "a criterion is: need: key measure n | sentence", line);
	*bar = 0;
	to->words = add_text(l, matter_trimmed(bar + 1), &s->n_needs, LESSON_NEEDS_MAX);
	while (n < 5 && (word[n] = strtok_r(rest, " ", &rest)))
		n++;
	if (n < 3)
		draft_fail(&l->d, "a criterion is: need: key measure n | sentence", value);
	to->need.step = (uint8_t)find_step(l, word[0]);
	to->need.measure = (enum programme_measure)LESSON_FIND(l, word[1], measure_word);
	to->need.n = lesson_number(l, word[2], 1, 400);
	if (n > 3)
		to->need.field = (uint8_t)lesson_number(l, word[3], 1, PROGRAMME_FIELDS_MAX);
	if (n > 4 && to->need.measure == MEASURE_CHOSE)
		to->need.values = read_values(l, word[4]);
	else if (n > 4)
		to->need.value = lesson_number(l, word[4], 1, 100);
	if (!is_computable(&to->need, l->step[to->need.step].exercise))
		draft_fail(&l->d, "a criterion that cannot be computed", to->words);
}

void lesson_read_block(struct lesson *l, struct lesson_step *s, const char *info, const char *block)
{
	bool is_form = strcmp(info, "exercise") == 0;
	char *text = strdup(block);

	ASSERT(text);
	if (l->n_blocks == sizeof l->block / sizeof *l->block)
		draft_fail(&l->d, "too many blocks", info);
	l->block[l->n_blocks++] = text;
	if (!is_form && strcmp(info, "done") != 0)
		draft_fail(&l->d, "a block is exercise or done", info);
	while (*text) {
		char *line = matter_trimmed(matter_line(&text));

		if (is_form)
			read_form_line(l, s, line);
		else
			read_need(l, s, line);
	}
	s->has_form |= is_form;
}

void lesson_check_form(const struct lesson *l, const struct lesson_step *s)
{
	bool has_choices = s->n_choices > 0;

	for (size_t i = 0; i < sizeof choice_row / sizeof *choice_row; i++)
		has_choices |= choice_row[i] == s->exercise;
	for (size_t i = 0; i < sizeof field_row / sizeof *field_row; i++) {
		if (field_row[i].exercise != s->exercise)
			continue;
		if (field_row[i].kind == FIELD_CHOICE && !has_choices)
			draft_fail(&l->d, "a form without its choices", s->title);
		if (field_row[i].kind == FIELD_TICKS && s->n_items < 2)
			draft_fail(&l->d, "a form without its items", s->title);
	}
}
