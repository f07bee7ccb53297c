#include "circle.h"
#include "ensure.h"
#include "text.h"

static const struct circle_group_words group_table[CIRCLE_GROUPS] = {
#define GROUP(id, address, title, lead) [CIRCLE_##id] = { address, title, lead },
#include "circle.def"
};

static const struct circle_idea idea_table[] = {
#define IDEA(group, minutes, title) { CIRCLE_##group, minutes, title },
#include "circle.def"
};

static const struct circle_message message_table[] = {
#define MESSAGE(title, words) { title, words },
#include "circle.def"
};

static const char *const helper_table[] = {
#define HELPER(words) words,
#include "circle.def"
};

static const char *const stem_table[] = {
#define STEM(letters) letters,
#include "circle.def"
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

const struct circle_group_words *circle_group_words(enum circle_group g)
{
	ASSERT(g < CIRCLE_GROUPS);
	return &group_table[g];
}

const struct circle_idea *circle_idea(size_t i)
{
	return i < COUNT(idea_table) ? &idea_table[i] : NULL;
}

const struct circle_message *circle_message(size_t i)
{
	return i < COUNT(message_table) ? &message_table[i] : NULL;
}

const char *circle_helper_idea(size_t i)
{
	return i < COUNT(helper_table) ? helper_table[i] : NULL;
}

/* Marks within a word are passed over; where a stem has a blank, one may stand for it. */
static bool begins_with(struct str text, const char *stem)
{
	size_t at = 0;

	for (; *stem; stem++) {
		while (*stem != ' ' && at < text.n && text.p[at] == '-')
			at++;
		if (at == text.n)
			return false;
		bool is_gap = *stem == ' ' && text.p[at] == '-';

		if (text.p[at++] != *stem && !is_gap)
			return false;
	}
	return true;
}

const char *circle_says_too_much(struct arena *a, struct str words)
{
	struct str bare = text_bare(a, words);

	for (size_t from = 0; from < bare.n; from++)
		for (size_t i = 0; i < COUNT(stem_table); i++)
			if (begins_with(str_from(bare, from), stem_table[i]))
				return stem_table[i];
	return NULL;
}

static bool is_over(const struct circle_days *t, struct day today)
{
	return t->day.n && t->day.n < today.n;
}

enum circle_state circle_state(const struct circle_days *t, struct day today)
{
	if (t->is_done)
		return CIRCLE_DONE;
	if (t->is_taken)
		return CIRCLE_TAKEN;
	return is_over(t, today) ? CIRCLE_PAST : CIRCLE_OPEN;
}

struct day circle_next(const struct circle_days *t, struct day today)
{
	if (!t->is_weekly || !is_over(t, today))
		return t->day;
	return (struct day){ t->day.n + (today.n - t->day.n + 6) / 7 * 7 };
}

bool circle_is_shown(const struct circle_days *t, bool is_own, struct day today)
{
	if (!is_own)
		return circle_state(t, today) == CIRCLE_OPEN;
	return !t->day.n || t->day.n + CIRCLE_KEPT_DAYS >= today.n;
}
