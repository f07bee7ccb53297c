#include "safety.h"
#include "text.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct safety_words question[SAFETY__COUNT] = {
#define QUESTION(id, title, lead, why) [SAFETY_##id] = { title, lead, why },
#include "safety.def"
};

static const char *const note[SAFETY__COUNT] = {
#define NOTE(question, text) [SAFETY_##question] = (text),
#include "safety.def"
};

static const struct safety_step_words step[SAFETY_STEPS] = {
#define STEP(id, title, lead, name) [SAFETY_STEP_##id] = { title, lead, name },
#include "safety.def"
};

static const struct {
	enum safety_step step;
	const char *line;
} chip[] = {
#define CHIP(step, line) { SAFETY_STEP_##step, line },
#include "safety.def"
};

static const struct {
	const char *value, *words;
	char letter;
} answer[SAFETY__ANSWERS] = {
	[SAFETY_SKIPPED] = { "", "Skipped", '-' },
	[SAFETY_YES] = { "yes", "Yes", 'y' },
	[SAFETY_NO] = { "no", "No", 'n' },
	[SAFETY_UNSURE] = { "unsure", "Not sure", 'u' },
};

struct safety_words safety_words(enum safety_question q)
{
	return question[q];
}

const char *safety_note(enum safety_question q)
{
	return note[q];
}

const char *safety_answer_words(enum safety_answer a)
{
	return answer[a].words;
}

enum safety_answer safety_answer_find(struct str value)
{
	for (enum safety_answer a = SAFETY_YES; a < SAFETY__ANSWERS; a++)
		if (str_equal(value, str_c(answer[a].value)))
			return a;
	return SAFETY_SKIPPED;
}

static bool has(const struct safety_answers *a, enum safety_answer what)
{
	for (size_t q = 0; q < SAFETY__COUNT; q++)
		if (a->to[q] == what)
			return true;
	return false;
}

enum safety_outcome safety_outcome(const struct safety_answers *a)
{
	if (has(a, SAFETY_YES))
		return SAFETY_PAUSE;
	if (has(a, SAFETY_UNSURE))
		return SAFETY_TALK;
	return has(a, SAFETY_NO) ? SAFETY_CALM : SAFETY_NOTHING;
}

void safety_answers_write(char ret[SAFETY__COUNT + 1], const struct safety_answers *a)
{
	for (size_t q = 0; q < SAFETY__COUNT; q++)
		ret[q] = answer[a->to[q]].letter;
	ret[SAFETY__COUNT] = 0;
}

static bool letter_read(char letter, enum safety_answer *ret)
{
	for (enum safety_answer a = SAFETY_SKIPPED; a < SAFETY__ANSWERS; a++) {
		if (answer[a].letter != letter)
			continue;
		*ret = a;
		return true;
	}
	return false;
}

bool safety_answers_read(struct str text, struct safety_answers *ret)
{
	*ret = (struct safety_answers){ 0 };
	if (text.n != SAFETY__COUNT)
		return false;
	for (size_t q = 0; q < SAFETY__COUNT; q++)
		if (!letter_read(text.p[q], &ret->to[q]))
			return false;
	return true;
}

/* --- the plan */
struct safety_step_words safety_step_words(enum safety_step s)
{
	return step[s];
}

const char *safety_chip(enum safety_step s, size_t i)
{
	for (size_t at = 0; at < COUNT(chip); at++)
		if (chip[at].step == s && i-- == 0)
			return chip[at].line;
	return NULL;
}

bool safety_plan_is_empty(const struct safety_plan *p)
{
	for (size_t s = 0; s < SAFETY_STEPS; s++)
		if (p->step[s].n)
			return false;
	return true;
}

bool safety_list_has(const struct safety_list *l, struct str line)
{
	for (size_t i = 0; i < l->n; i++)
		if (str_equal(l->line[i], line))
			return true;
	return false;
}

const char *safety_list_add(struct safety_list *l, struct str text)
{
	while (text.n) {
		struct str line = str_trim(str_cut(&text, '\n'));

		if (line.n == 0 || safety_list_has(l, line))
			continue;
		if (text_length(line) > SAFETY_LINE_MAX)
			return "One line is longer than fits here. Make two lines of it.";
		if (l->n == SAFETY_LINES_MAX)
			return "Ten lines fit here. Leave out what matters least for now.";
		l->line[l->n++] = line;
	}
	return NULL;
}

struct str safety_list_text(struct arena *a, const struct safety_list *l)
{
	struct str s = { "", 0 };

	for (size_t i = 0; i < l->n; i++)
		s = arena_print(a, "%.*s%s%.*s", (int)s.n, s.p, i ? "\n" : "", (int)l->line[i].n,
				l->line[i].p);
	return s;
}
