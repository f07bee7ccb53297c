/* pattern: what may be said of the two of them in words, and on how many days it rests. */
#include "pattern_page.h"

#define TEXT(s) (int)(s).n, (s).p

/* The name in place of "{}". */
static struct str of(struct visit *v, const char *words, struct str name)
{
	struct str after = str_c(words), before = str_cut(&after, '{');

	(void)str_cut(&after, '}');
	return arena_print(v->arena, "%.*s%.*s%.*s", TEXT(before), TEXT(name), TEXT(after));
}

static struct str say(struct visit *v, const struct pattern_link *link, bool is_next,
		      struct str theirs)
{
	const struct pattern_look *look = is_next ? &link->next : &link->same;
	struct str one = link->from == 0 ? STR("you") : theirs,
		   other = link->from == 0 ? theirs : STR("you"),
		   first = of(v, pattern_first_words(pattern_first(link->kind), is_next), one),
		   second = of(v, pattern_second_words(pattern_second(link->kind), look->say),
			       other);

	return arena_print(v->arena, "%.*s, %.*s.", TEXT(first), TEXT(second));
}

static bool is_said(const struct pattern_look *look)
{
	return look->say == PATTERN_MORE || look->say == PATTERN_LESS;
}

void pattern_fill_said(struct visit *v, const struct journey_pattern *j,
		       struct pattern_said_view *ret)
{
	struct pattern_couple *couple = arena_new(v->arena, struct pattern_couple);
	struct pattern_found *found = arena_new(v->arena, struct pattern_found);

	pattern_couple(&j->mine, &j->theirs, couple);
	pattern_look(couple, found);
	ret->days = pattern_days_of(found, false);
	ret->pairs = pattern_days_of(found, true);
	ret->is_enough = ret->days >= PATTERN_SAME_DAYS;
	ret->is_enough_next = ret->pairs >= PATTERN_NEXT_PAIRS;
	for (size_t i = 0; i < PATTERN_LINKS; i++) {
		const struct pattern_link *link = &found->link[i];

		if (is_said(&link->same))
			ret->same[ret->n_same++] = say(v, link, false, j->name);
		if (is_said(&link->next))
			ret->next[ret->n_next++] = say(v, link, true, j->name);
	}
}
