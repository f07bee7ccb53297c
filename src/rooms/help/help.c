#include "help.h"
#include "ensure.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct help_door door[] = {
#define DOOR(address, title, text) { address, title, text },
#include "help.def"
#undef DOOR
};

static const struct care_sign sign[] = {
#define CARE(level, text) { CARE_##level, text },
#include "help.def"
#undef CARE
};

static const char *const calling[] = {
#define CALLING(text) text,
#include "help.def"
#undef CALLING
};

static const struct help_tool tool_row[] = {
#define TOOL(name, id, title, when, worse) { TOOL_##name, id, title, when, worse },
#include "help.def"
#undef TOOL
};

static const struct {
	enum help_tool_name tool;
	const char *text;
} step[] = {
#define STEP(tool, text) { TOOL_##tool, text },
#include "help.def"
#undef STEP
};

static const struct outcome_words outcome_row[] = {
#define OUTCOME(name, title, text) [OUTCOME_##name] = { title, text },
#include "help.def"
#undef OUTCOME
};

static const struct help_screen screen[] = {
#define SCREEN(walk, kind, title, lead) { WALK_##walk, SCREEN_##kind, title, lead },
#include "help.def"
#undef SCREEN
};

static const struct {
	enum help_walk walk;
	size_t number;
	const char *text;
} line[] = {
#define LINE(walk, number, text) { WALK_##walk, number, text },
#include "help.def"
#undef LINE
};

enum need_name {
#define NEED(name, id, answer, words) NEED_##name,
#include "help.def"
#undef NEED
};

static const struct help_need need_row[] = {
#define NEED(name, id, answer, words) { id, answer, words },
#include "help.def"
#undef NEED
};

static const struct {
	enum need_name need;
	const char *text;
} need_line[] = {
#define NEED_LINE(need, text) { NEED_##need, text },
#include "help.def"
#undef NEED_LINE
};

static const struct help_box loop[] = {
#define LOOP(title, text) { title, text },
#include "help.def"
#undef LOOP
};

static const char *const not_you[] = {
#define NOT_YOU(text) text,
#include "help.def"
#undef NOT_YOU
};

const struct help_door *help_door(size_t i)
{
	return i < COUNT(door) ? &door[i] : NULL;
}

const char *care_sign(enum care_level level, size_t i)
{
	for (size_t at = 0; at < COUNT(sign); at++)
		if (sign[at].level == level && i-- == 0)
			return sign[at].text;
	return NULL;
}

const char *help_calling(size_t i)
{
	return i < COUNT(calling) ? calling[i] : NULL;
}

const struct help_tool *help_tool(size_t i)
{
	return i < COUNT(tool_row) ? &tool_row[i] : NULL;
}

const char *help_tool_step(const struct help_tool *tool, size_t i)
{
	for (size_t at = 0; at < COUNT(step); at++)
		if (step[at].tool == tool->name && i-- == 0)
			return step[at].text;
	return NULL;
}

const struct help_need *help_need(size_t i)
{
	return i < COUNT(need_row) ? &need_row[i] : NULL;
}

const char *help_need_line(const struct help_need *need, size_t i)
{
	for (size_t at = 0; at < COUNT(need_line); at++)
		if (&need_row[need_line[at].need] == need && i-- == 0)
			return need_line[at].text;
	return NULL;
}

const struct help_box *help_loop(size_t i)
{
	return i < COUNT(loop) ? &loop[i] : NULL;
}

const char *help_not_you(size_t i)
{
	return i < COUNT(not_you) ? not_you[i] : NULL;
}

const struct help_screen *help_screen(enum help_walk walk, size_t number)
{
	for (size_t at = 0; at < COUNT(screen) && number > 0; at++)
		if (screen[at].walk == walk && --number == 0)
			return &screen[at];
	return NULL;
}

const char *help_line(enum help_walk walk, size_t number, size_t i)
{
	for (size_t at = 0; at < COUNT(line); at++)
		if (line[at].walk == walk && line[at].number == number && i-- == 0)
			return line[at].text;
	return NULL;
}

size_t help_walk_length(enum help_walk walk)
{
	size_t n = 0;
	while (help_screen(walk, n + 1))
		n++;
	return n;
}

const struct help_tool *help_tool_find(struct str id)
{
	for (size_t i = 0; i < COUNT(tool_row); i++)
		if (str_equal(str_c(tool_row[i].id), id))
			return &tool_row[i];
	return NULL;
}

const struct help_need *help_need_find(struct str id)
{
	for (size_t i = 0; i < COUNT(need_row); i++)
		if (str_equal(str_c(need_row[i].id), id))
			return &need_row[i];
	return NULL;
}

enum help_outcome help_outcome(int before, int after)
{
	if (before < 0 || after < 0 || before > DISTRESS_MOST || after > DISTRESS_MOST)
		return OUTCOME_UNKNOWN;
	if (after < before)
		return OUTCOME_LOWER;
	return after == before ? OUTCOME_SAME : OUTCOME_WORSE;
}

const struct outcome_words *help_outcome_words(enum help_outcome outcome)
{
	ASSERT(outcome < OUTCOME__COUNT);
	return &outcome_row[outcome];
}

bool help_is_offered(const struct help_tool *tool, unsigned never)
{
	return (never & (1U << tool->name)) == 0;
}

const struct help_tool *help_instead(const struct help_tool *tool, unsigned never)
{
	/* From the plainest: what needs neither breath nor memory comes first. */
	static const enum help_tool_name order[] = { TOOL_HERE,	    TOOL_SENSES,   TOOL_WATER,
						     TOOL_WALKING,  TOOL_COUNTING, TOOL_MUSCLE,
						     TOOL_BREATHING };

	for (size_t i = 0; i < COUNT(order); i++)
		if (order[i] != tool->name && help_is_offered(&tool_row[order[i]], never))
			return &tool_row[order[i]];
	return NULL;
}

size_t help_walk_next(enum help_walk walk, size_t number, struct str answer)
{
	const struct help_screen *here = help_screen(walk, number);

	ASSERT(here);
	if (here->kind == SCREEN_DANGER && !str_equal(answer, STR("no")))
		return 0;
	return number + 1;
}
