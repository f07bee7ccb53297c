/* Prints every word of the circle in reading order, for people who review them. */
#include <stdio.h>
#include "pattern.h"

static void print_did(void)
{
	for (unsigned n = 1; n < 32; n++)
		if (pattern_did_words(n))
			printf("- %s\n", pattern_did_words(n));
}

/* Every sentence there can be, about "you" and "Sam". */
static void print_link(enum pattern_kind kind, bool is_next)
{
	enum pattern_measure one = pattern_first(kind), other = pattern_second(kind);

	for (int say = PATTERN_MORE; say <= PATTERN_LESS; say++)
		printf("- %s, %s.\n", pattern_first_words(one, is_next),
		       pattern_second_words(other, (enum pattern_say)say));
}

int main(void)
{
	printf("## Where it begins, without a name\n");
	for (int s = PATTERN_START_NONE; s <= PATTERN_START_NAMED; s++)
		if (pattern_start_words((enum pattern_start)s))
			printf("- %s\n", pattern_start_words((enum pattern_start)s));
	printf("\n## What somebody did: after \"You\" and after a name\n");
	print_did();
	printf("\n## The next day\n");
	for (unsigned n = 1; pattern_after_words(n); n++)
		printf("- %s\n", pattern_after_words(n));
	printf("\n## How often\n");
	for (int w = PATTERN_ONCE; w <= PATTERN_MOSTLY; w++)
		printf("- %s\n", pattern_weight_words((enum pattern_weight)w));
	for (int next = 0; next < 2; next++) {
		printf("\n## %s\n", next ? "One day and the next" : "The same day");
		for (int k = 0; k < PATTERN_KINDS; k++)
			print_link((enum pattern_kind)k, next);
	}
	return 0;
}
