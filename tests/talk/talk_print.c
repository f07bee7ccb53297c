/* Prints every word of raising treatment in reading order, for people who review them. */
#include <stdio.h>
#include "talk.h"

static void print_table(const char *title, enum talk_table t, enum talk_side s)
{
	const struct talk_row *row;

	printf("## %s\n", title);
	for (size_t i = 0; (row = talk_row(t, s, i)); i++)
		printf("- %s%s%s\n", row->words, row->more[0] ? "\n  " : "", row->more);
	printf("\n");
}

static void print_side(const char *title, enum talk_side s)
{
	printf("# %s\n", title);
	print_table("A first sentence", TALK_OPENINGS, s);
	print_table("Where", TALK_WHERES, s);
	print_table("What may come, and a reply", TALK_REPLIES, s);
	print_table("If the answer is no", TALK_NOS, s);
	print_table("One small next step", TALK_ASKS, s);
	print_table("How it went, and what is said then", TALK_OUTCOMES, s);
}

static void print_option(const struct talk_fact *f)
{
	const struct therapy_facts *t = therapy_facts(f->therapy);
	const struct talk_position *p;

	printf("## %s (%s)\n- In a session: %s\n- How long: %s (%s)\n", t->name, t->long_name,
	       f->happens, f->length, f->sure);
	printf("- Between sessions: %s\n- A partner's part: %s\n", f->between, f->partner);
	for (size_t i = 0; (p = talk_position(f->therapy, i)); i++)
		printf("- %s %s, %d. %s\n  %s\n", p->words, p->who, p->year,
		       talk_sure_words(p->sure), p->address);
	printf("- Outside the usual: %s %s\n\n", t->about_number, t->about_pace);
}

int main(void)
{
	const struct talk_fact *f;

	print_side("With the other one", TALK_THEM);
	print_side("For myself", TALK_ME);
	printf("# Side by side\n");
	for (size_t i = 0; (f = talk_fact(i)); i++)
		print_option(f);
	return 0;
}
