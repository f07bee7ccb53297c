/* Prints every word of the room selfcare in reading order, for people who review them. */
#include <stdio.h>
#include "selfcare.h"

static void print_table(const char *title, enum selfcare_table t)
{
	const struct code_row *row;

	printf("## %s\n", title);
	for (size_t i = 0; (row = selfcare_row(t, i)); i++)
		printf("%2u  %s\n", row->number, row->words);
	printf("\n");
}

static void print_ideas(void)
{
	const struct selfcare_group *group;
	const struct selfcare_idea *idea;

	for (size_t g = 0; (group = selfcare_group(g)); g++) {
		printf("## %s: %s\n%s\n", selfcare_words(SELFCARE_ALL_KINDS, group->kind),
		       group->title, group->lead);
		for (size_t i = 0; (idea = selfcare_idea(i)); i++)
			if (idea->group == group->number)
				printf("%2u  %s (%u minutes)\n", idea->number, idea->words,
				       idea->minutes);
		printf("\n");
	}
}

static void print_questions(void)
{
	const struct code_row *row;

	for (int q = 0; q < SELFCARE_QUESTIONS; q++) {
		struct selfcare_question_words w = selfcare_question((enum selfcare_question)q);

		printf("## %s\n%s\n", w.title, w.lead);
		for (size_t i = 0; (row = selfcare_answer((enum selfcare_question)q, i)); i++)
			printf("%2u  %s\n", row->number, row->words);
		printf("Why we ask: %s\n\n", w.why);
	}
}

int main(void)
{
	print_table("Lines", SELFCARE_ALL_KINDS);
	print_ideas();
	print_table("Who somebody is", SELFCARE_TIES);
	print_table("How somebody helps", SELFCARE_HELPS);
	print_questions();
	print_table("Load", SELFCARE_LOADS);
	printf("## Talk to someone for you\n");
	for (int s = 0; s < SELFCARE_SIGNS; s++)
		printf("%d  %s\n", s + 1, selfcare_sign_why((enum selfcare_sign)s));
	return 0;
}
