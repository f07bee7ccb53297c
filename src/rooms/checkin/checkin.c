#include "checkin.h"

enum who { EVERYBODY, SURVIVOR, PARTNER };

#define QUESTION(id, who, title, lead, why)
#define ANSWER(question, number, value, words) CHECKIN_ROW_##question##_##number,
enum checkin_row {
#include "checkin.def"
	CHECKIN_ROWS
};

#define ANSWER(question, number, value, words) { number, value, words },
static const struct checkin_answer answer_table[CHECKIN_ROWS] = {
#include "checkin.def"
};

#define ANSWER(question, number, value, words) CHECKIN_##question,
static const enum checkin_question answer_question[CHECKIN_ROWS] = {
#include "checkin.def"
};

#define QUESTION(id, who, title, lead, why) [CHECKIN_##id] = (who),
static const enum who question_who[CHECKIN__COUNT] = {
#include "checkin.def"
};

#define QUESTION(id, who, title, lead, why) [CHECKIN_##id] = { title, lead, why, NULL, 0 },
static const struct checkin_words question_words[CHECKIN__COUNT] = {
#include "checkin.def"
};

static size_t first_row(enum checkin_question q)
{
	size_t i = 0;

	while (i < CHECKIN_ROWS && answer_question[i] != q)
		i++;
	return i;
}

static size_t row_count(enum checkin_question q)
{
	size_t n = 0;

	for (size_t i = 0; i < CHECKIN_ROWS; i++)
		n += answer_question[i] == q;
	return n;
}

struct checkin_words checkin_words(enum checkin_question q)
{
	struct checkin_words w = question_words[q];

	w.n_answers = row_count(q);
	w.answer = w.n_answers ? &answer_table[first_row(q)] : NULL;
	return w;
}

size_t checkin_questions(enum role role, enum checkin_question ret[CHECKIN__COUNT])
{
	size_t n = 0;

	for (int q = 0; q < CHECKIN__COUNT; q++)
		if (question_who[q] == EVERYBODY ||
		    (question_who[q] == SURVIVOR && role == ROLE_SURVIVOR) ||
		    (question_who[q] == PARTNER && role == ROLE_PARTNER))
			ret[n++] = (enum checkin_question)q;
	return n;
}

static const struct checkin_answer *find(enum checkin_question q, uint8_t number)
{
	for (size_t i = 0; i < CHECKIN_ROWS; i++)
		if (answer_question[i] == q && answer_table[i].number == number)
			return &answer_table[i];
	return NULL;
}

const char *checkin_answer_words(enum checkin_question q, uint8_t number)
{
	const struct checkin_answer *a = find(q, number);

	return a ? a->words : NULL;
}

uint8_t checkin_answer_number(enum checkin_question q, struct str value)
{
	for (size_t i = 0; i < CHECKIN_ROWS; i++)
		if (answer_question[i] == q && str_equal(value, str_c(answer_table[i].value)))
			return answer_table[i].number;
	return 0;
}

bool checkin_is_open(struct day day, struct day today)
{
	return day.n <= today.n && day.n >= today.n - CHECKIN_DAYS_BACK;
}

bool checkin_is_empty(const struct checkin *c)
{
	for (int q = 0; q < CHECKIN__COUNT; q++)
		if (c->answer[q])
			return false;
	return c->good.n == 0;
}
