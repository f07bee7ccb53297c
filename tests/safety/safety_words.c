/* Prints every word of the room in reading order, for people who review it. */
#include <stdio.h>
#include "safety.h"

int main(void)
{
	printf("## Questions (yes, no, not sure, or skipped)\n");
	for (enum safety_question q = 0; q < SAFETY__COUNT; q++) {
		struct safety_words w = safety_words(q);

		printf("%u. %s\n   %s\n   Why: %s\n", q + 1, w.title, w.lead, w.why);
		if (safety_note(q))
			printf("   After a yes: %s\n", safety_note(q));
	}
	printf("\n## Plan\n");
	for (enum safety_step s = 0; s < SAFETY_STEPS; s++) {
		struct safety_step_words w = safety_step_words(s);

		printf("%u. %s: %s\n   %s\n", s + 1, w.name, w.title, w.lead);
		for (size_t i = 0; safety_chip(s, i); i++)
			printf("   - %s\n", safety_chip(s, i));
	}
	return 0;
}
