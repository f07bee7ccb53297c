/* Prints every word of the room in reading order, for people who review it. */
#include <stdio.h>
#include "help.h"

static void print_care(const char *heading, enum care_level level)
{
	const char *text;

	printf("\n## %s\n", heading);
	for (size_t i = 0; (text = care_sign(level, i)); i++)
		printf("- %s\n", text);
}

static void print_doors(void)
{
	const struct help_door *door;

	printf("## Doors\n");
	for (size_t i = 0; (door = help_door(i)); i++)
		printf("- %s: %s (%s)\n", door->title, door->text, door->address);
	print_care("Call the emergency number now if:", CARE_NOW);
	print_care("See a doctor today if:", CARE_TODAY);
	print_care("Talk to someone if:", CARE_TALK);
	printf("\n## What to say on the phone\n");
	for (size_t i = 0; help_calling(i); i++)
		printf("- %s\n", help_calling(i));
}

static void print_tools(void)
{
	const struct help_tool *tool;
	const char *text;

	for (size_t i = 0; (tool = help_tool(i)); i++) {
		printf("\n## Tool: %s (%s)\n%s\n", tool->title, tool->id, tool->when);
		for (size_t s = 0; (text = help_tool_step(tool, s)); s++)
			printf("%zu. %s\n", s + 1, text);
		printf("Worse: %s\n", tool->worse);
	}
	printf("\n## After a tool\n");
	for (enum help_outcome o = 0; o < OUTCOME__COUNT; o++)
		printf("- %s: %s\n", help_outcome_words(o)->title, help_outcome_words(o)->text);
}

static void print_needs(void)
{
	const struct help_need *need;

	for (size_t i = 0; (need = help_need(i)); i++) {
		printf("  [%s] %s\n", need->answer, need->words);
		for (size_t l = 0; help_need_line(need, l); l++)
			printf("  - %s\n", help_need_line(need, l));
	}
}

static void print_circle(void)
{
	for (size_t i = 0; help_loop(i); i++)
		printf("  [%zu] %s: %s\n", i + 1, help_loop(i)->title, help_loop(i)->text);
	for (size_t i = 0; help_not_you(i); i++)
		printf("  %s\n", help_not_you(i));
}

static void print_walk(const char *heading, enum help_walk walk)
{
	const struct help_screen *screen;

	printf("\n## %s\n", heading);
	for (size_t n = 1; (screen = help_screen(walk, n)); n++) {
		printf("%zu. %s\n  %s\n", n, screen->title, screen->lead);
		if (screen->kind == SCREEN_DANGER)
			printf("  Yes / No / Not sure; yes and not sure lead to the numbers\n");
		if (screen->kind == SCREEN_ACT)
			print_needs();
		if (screen->kind == SCREEN_NOT_YOU)
			print_circle();
		for (size_t i = 0; help_line(walk, n, i); i++)
			printf(screen->kind == SCREEN_SAY ? "  \"%s\"\n" : "  - %s\n",
			       help_line(walk, n, i));
	}
}

int main(void)
{
	printf("# Help now: every word, in reading order. Not yet reviewed by a clinician.\n\n");
	print_doors();
	print_tools();
	print_walk("Walk: connect, then redirect", WALK_CONNECT);
	print_walk("Walk: they have shut me out", WALK_SHUT_OUT);
	return 0;
}
