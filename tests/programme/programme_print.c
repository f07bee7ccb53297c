/* Prints what every session asks and when it is done, in reading order, for people who review it.
 */
#include <stdio.h>
#include "programme.h"

static void print_str(const char *before, struct str s)
{
	printf("%s%.*s\n", before, (int)s.n, s.p);
}

static void print_step(const struct programme_step *s)
{
	const struct programme_field *f;

	printf("- %s, %d minutes%s: %.*s\n", programme_kind_words(s->kind), s->minutes,
	       s->is_shown ? ", shown when both release it" : "", (int)s->title.n, s->title.p);
	for (size_t i = 0; (f = programme_field(s->exercise, i)); i++)
		print_str("    asks: ", programme_label(s, f));
	for (size_t i = 0; i < s->n_items; i++)
		print_str("    [ ] ", s->item[i]);
	for (size_t i = 0; programme_choice(s, i).n; i++)
		print_str("    ( ) ", programme_choice(s, i));
}

static void print_need(const struct programme_session *s, const struct programme_need *n)
{
	static const char *const words[] = {
#define MEASURE(id, word, what) what,
#include "programme_measure.def"
	};

	printf("  done: %.*s\n    %.*s: %d or more %s", (int)n->words.n, n->words.p,
	       (int)s->step[n->step].key.n, s->step[n->step].key.p, n->n, words[n->measure]);
	for (int v = 1; v < 32; v++)
		if (n->values >> v & 1)
			printf(", %.*s", (int)programme_choice(&s->step[n->step], (size_t)v - 1).n,
			       programme_choice(&s->step[n->step], (size_t)v - 1).p);
	printf(n->value ? ", %d\n" : "\n", n->value);
}

int main(void)
{
	for (int number = 1; number <= PROGRAMME_SESSIONS; number++) {
		const struct programme_session *s = programme_session(number);
		const struct programme_step *check = &s->step[s->n_steps - 1];

		printf("## %d. %.*s (part %d, %d minutes, %.*s)\n", number, (int)s->title.n,
		       s->title.p, s->phase, s->minutes, (int)s->source.n, s->source.p);
		for (size_t i = 0; i < s->n_steps; i++)
			print_step(&s->step[i]);
		for (size_t i = 0; i < check->n_needs; i++)
			print_need(s, &check->need[i]);
		printf("\n");
	}
	return 0;
}
