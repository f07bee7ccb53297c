#include "checkin.h"

enum who { EVERYBODY, SURVIVOR, PARTNER };

#define QUESTION(id, who, title, lead, why)
#define ANSWER(question, number, value, words) { number, value, words },
static const struct code_row answer_table[] = {
#include "checkin.def"
};

#define ANSWER(question, number, value, words) CHECKIN_##question,
static const uint8_t answer_question[] = {
#include "checkin.def"
};

#define QUESTION(id, who, title, lead, why) [CHECKIN_##id] = (who),
static const enum who question_who[CHECKIN__COUNT] = {
#include "checkin.def"
};

#define QUESTION(id, who, title, lead, why) [CHECKIN_##id] = { title, lead, why, { NULL, 0 } },
static const struct checkin_words question_words[CHECKIN__COUNT] = {
#include "checkin.def"
};

static struct code_list answers(enum checkin_question q)
{
	return code_group(answer_table, answer_question, sizeof answer_question, q);
}

struct checkin_words checkin_words(enum checkin_question q)
{
	struct checkin_words w = question_words[q];

	w.answers = answers(q);
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

const char *checkin_answer_words(enum checkin_question q, uint8_t number)
{
	struct code_list list = answers(q);

	return code_words(&list, number);
}

uint8_t checkin_answer_number(enum checkin_question q, struct str value)
{
	struct code_list list = answers(q);

	return (uint8_t)code_number(&list, value);
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
