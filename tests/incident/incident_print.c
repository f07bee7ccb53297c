/* Prints every word of the room incident in reading order, for people who review them. */
#include <stdio.h>
#include "incident.h"

static const char *const titles[INCIDENT_TABLES] = {
	[INCIDENT_KINDS] = "What happened",
	[INCIDENT_WHERES] = "Where",
	[INCIDENT_PARTS] = "When",
	[INCIDENT_SIGNS] = "Early signs",
	[INCIDENT_REACTIONS] = "What each did",
	[INCIDENT_HELPS] = "What helped, or did not",
	[INCIDENT_AREAS] = "Kinds of a trigger",
	[INCIDENT_RELATES] = "What else it may relate to",
};

static void print_table(enum incident_table t)
{
	const struct code_row *row;

	printf("## %s\n", titles[t]);
	for (size_t i = 0; (row = incident_row(t, i)); i++) {
		printf("%2u  %s\n", row->number, row->words);
		if (t == INCIDENT_KINDS)
			printf("    survivor: %s / partner: %s\n",
			       incident_kind_asked(row->number, ROLE_SURVIVOR),
			       incident_kind_asked(row->number, ROLE_PARTNER));
		if (t == INCIDENT_HELPS)
			printf("    on a calming card: %s\n", incident_help_line(row->number));
	}
	printf("\n");
}

int main(void)
{
	for (int t = 0; t < INCIDENT_TABLES; t++)
		print_table((enum incident_table)t);
	printf("## How strong\n");
	for (unsigned s = 0; s <= INCIDENT_STRENGTH_MAX; s++)
		printf("%2u  %s\n", s, incident_strength_words(s));
	return 0;
}
