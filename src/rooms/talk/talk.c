#include "talk.h"

#define OPENING(side, number, words) { TALK_##side, number, words, "" },
static const struct talk_row openings[] = {
#include "talk.def"
};

#define WHERE(side, number, words) { TALK_##side, number, words, "" },
static const struct talk_row wheres[] = {
#include "talk.def"
};

#define REPLY(side, number, words, reply) { TALK_##side, number, words, reply },
static const struct talk_row replies[] = {
#include "talk.def"
};

#define NO(side, number, words) { TALK_##side, number, words, "" },
static const struct talk_row nos[] = {
#include "talk.def"
};

#define ASK(side, number, words, address) { TALK_##side, number, words, address },
static const struct talk_row asks[] = {
#include "talk.def"
};

#define OUTCOME(side, number, words, after) { TALK_##side, number, words, after },
static const struct talk_row outcomes[] = {
#include "talk.def"
};

#define FACT(therapy, happens, length, sure, between, partner) \
	{ THERAPY_##therapy, happens, length, sure, between, partner },
static const struct talk_fact facts[] = {
#include "talk.def"
};

#define POSITION(therapy, who, year, words, sure, address) \
	{ THERAPY_##therapy, who, year, words, TALK_##sure, address },
static const struct talk_position positions[] = {
#include "talk.def"
};

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define TABLE(rows)               \
	{                         \
		rows, COUNT(rows) \
	}
static const struct {
	const struct talk_row *row;
	size_t n;
} tables[TALK_TABLES] = {
	[TALK_OPENINGS] = TABLE(openings), [TALK_WHERES] = TABLE(wheres),
	[TALK_REPLIES] = TABLE(replies),   [TALK_NOS] = TABLE(nos),
	[TALK_ASKS] = TABLE(asks),	   [TALK_OUTCOMES] = TABLE(outcomes),
};

static const char *const side_values[TALK_SIDES] = { [TALK_THEM] = "them", [TALK_ME] = "me" };

const struct talk_row *talk_row(enum talk_table t, enum talk_side s, size_t i)
{
	for (size_t k = 0; k < tables[t].n; k++)
		if (tables[t].row[k].side == s && i-- == 0)
			return &tables[t].row[k];
	return NULL;
}

const struct talk_row *talk_find(enum talk_table t, enum talk_side s, unsigned number)
{
	for (size_t k = 0; k < tables[t].n; k++)
		if (tables[t].row[k].side == s && tables[t].row[k].number == number)
			return &tables[t].row[k];
	return NULL;
}

uint32_t talk_bits(enum talk_table t, enum talk_side s)
{
	uint32_t bits = 0;

	for (size_t k = 0; k < tables[t].n; k++)
		if (tables[t].row[k].side == s)
			bits |= TALK_BIT(tables[t].row[k].number);
	return bits;
}

const char *talk_side_value(enum talk_side s)
{
	return side_values[s];
}

bool talk_find_side(struct str value, enum talk_side *ret)
{
	for (int s = TALK_THEM; s < TALK_SIDES; s++) {
		if (!str_equal(value, str_c(side_values[s])))
			continue;
		*ret = (enum talk_side)s;
		return true;
	}
	return false;
}

enum talk_side talk_side_first(enum role role)
{
	return role == ROLE_SURVIVOR ? TALK_ME : TALK_THEM;
}

/* --- a plan */
static const struct talk_reply *changed(const struct talk_plan *plan, unsigned row)
{
	for (size_t i = 0; i < plan->n_replies; i++)
		if (plan->reply[i].row == row)
			return &plan->reply[i];
	return NULL;
}

size_t talk_cards(const struct talk_plan *plan, struct talk_reply ret[TALK_REPLIES_MAX])
{
	const struct talk_row *row;
	bool has_own = false;
	size_t n = 0;

	for (size_t i = 0; i < plan->n_replies; i++)
		has_own |= plan->reply[i].row == 0;
	for (size_t i = 0; (row = talk_row(TALK_REPLIES, plan->side, i)) && n < TALK_ROWS_MAX;
	     i++) {
		const struct talk_reply *own = changed(plan, row->number);
		bool is_chosen = plan->replies & TALK_BIT(row->number);

		if (!is_chosen && (plan->replies || has_own))
			continue;
		ret[n++] = (struct talk_reply){ .row = row->number,
						.said = str_c(row->words),
						.reply = own ? own->reply : str_c(row->more) };
	}
	for (size_t i = 0; i < plan->n_replies && n < TALK_REPLIES_MAX; i++)
		if (plan->reply[i].row == 0)
			ret[n++] = plan->reply[i];
	return n;
}

bool talk_has_words(const struct talk_plan *plan)
{
	return plan->opening.n || plan->has_day || plan->where || plan->place.n || plan->replies ||
	       plan->n_replies || plan->nos || plan->no_words.n || plan->ask || plan->ask_words.n;
}

/* --- a try */
#define THEM_YES  1
#define THEM_NO	  3 /* not now, no, too much: up to */
#define THEM_MUCH 5
#define ME_PLACE  1
#define ME_NO	  5

bool talk_is_soon(enum talk_side s, struct day last, struct day planned)
{
	return s == TALK_THEM && planned.n >= last.n && planned.n - last.n < TALK_REST_DAYS;
}

bool talk_is_opening(enum talk_side s, unsigned outcome)
{
	return s == TALK_THEM ? outcome == THEM_YES
			      : outcome == ME_PLACE || outcome == ME_PLACE + 1;
}

bool talk_wants_smaller(enum talk_side s, unsigned outcome)
{
	return s == TALK_THEM ? outcome >= THEM_NO && outcome <= THEM_MUCH : outcome >= ME_NO;
}

/* --- treatments side by side */
const struct talk_fact *talk_fact(size_t i)
{
	return i < COUNT(facts) ? &facts[i] : NULL;
}

const struct talk_position *talk_position(enum therapy t, size_t i)
{
	for (size_t k = 0; k < COUNT(positions); k++)
		if (positions[k].therapy == t && i-- == 0)
			return &positions[k];
	return NULL;
}

const char *talk_sure_words(enum talk_sure s)
{
	static const char *const words[] = { [TALK_H] = "Seen in the source.",
					     [TALK_M] = "Second-hand.",
					     [TALK_R] = "From memory, to be checked." };

	return words[s];
}
