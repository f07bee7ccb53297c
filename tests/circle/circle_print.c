/* Prints what the list of stems says to each line of a file: "found", with the stem, or "passes".
 */
#include <stdio.h>
#include <string.h>
#include "circle.h"
#include "ensure.h"
#include "text.h"

static struct arena arena;

static void print(struct str words)
{
	const char *stem = circle_says_too_much(&arena, words);

	printf("%-14s %.*s\n", stem ? stem : "passes", (int)words.n, words.p);
	arena_reset(&arena);
}

int main(int argc, char **argv)
{
	char line[512];

	ASSERT(argc == 2);
	FILE *in = fopen(argv[1], "r");

	ASSERT(in);
	arena_init(&arena, 4096, 1u << 20);
	while (fgets(line, sizeof line, in))
		if (line[0] == '#' || line[0] == '\n')
			fputs(line, stdout);
		else
			print((struct str){ line + 15, strcspn(line, "\n") - 15 });
	(void)fclose(in);
	arena_end(&arena);
	return 0;
}
