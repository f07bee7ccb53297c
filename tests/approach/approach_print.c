/* Prints every word of the small steps in reading order, for people who review them. */
#include <stdio.h>
#include "approach.h"

static void print_area(enum approach_area area)
{
	const struct approach_suggestion *s;

	printf("## %s\n%s\n", approach_area_words(area)->title, approach_area_words(area)->lead);
	for (size_t i = 0; (s = approach_suggestion(area, i)); i++)
		printf("%3u  %s\n", s->rating, s->words);
	printf("\n");
}

static void print_joint(void)
{
	const struct approach_suggestion *s;

	printf("## Together, when both say yes\n");
	for (size_t i = 0; (s = approach_joint(i)); i++)
		printf("%3u  %s (%s)\n", s->rating, s->words, approach_area_words(s->area)->title);
	printf("\n## How hard\n");
	for (unsigned r = 0; r <= APPROACH_RATING_MAX; r += 5)
		printf("%3u  %s\n", r, approach_rating_words(r));
}

int main(void)
{
	for (int i = 1; i < APPROACH_AREAS; i++)
		print_area((enum approach_area)i);
	print_joint();
	printf("\n## What the engine says\n");
	for (int w = APPROACH_START; w <= APPROACH_PAUSE; w++)
		printf("- %s\n", approach_word_words((enum approach_word)w));
	printf("\n## Why\n");
	for (int r = 0; r < APPROACH_REASONS; r++)
		printf("- %s\n", approach_reason_words((enum approach_reason)r));
	printf("\n## What makes a pause\n");
	for (int s = 1; s < APPROACH_STOPS; s++)
		printf("- %s\n", approach_stop_words((enum approach_stop)s));
	printf("\n## With whom\n");
	for (int c = 1; c < APPROACH_COMPANIONS; c++)
		printf("- %s\n", approach_companion_words((enum approach_companion)c));
	return 0;
}
