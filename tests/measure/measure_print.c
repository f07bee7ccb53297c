/* Prints every measure as it is asked and read, in reading order, for people who review it. */
#include <stdio.h>
#include "measure.h"

static void print_asked(const struct measure *m)
{
	size_t n;

	if (m->instructions)
		printf("%s\n", m->instructions);
	printf("%s (%s)\n", m->stem, m->window);
	for (size_t i = 0; i < measure_questions(m); i++)
		printf("%3zu %s%s [%s]\n", i + 1, measure_is_scored(m, i) ? "" : "(no points) ",
		       measure_question(m, i)->text,
		       measure_question(m, i)->code ? measure_question(m, i)->code : "");
	for (size_t i = 0; i < measure_questions(m); i++) {
		const struct measure_option *o = measure_options(m, i, &n);

		if (i && measure_is_scored(m, i) == measure_is_scored(m, i - 1))
			continue;
		printf("  from %zu:", i + 1);
		for (size_t k = 0; k < n; k++)
			printf(" %s=%u", o[k].words, o[k].points);
		printf("\n");
	}
}

static void print_rows(const char *title, const struct measure_band *band, size_t n)
{
	if (n)
		printf("%s\n", title);
	for (size_t i = 0; i < n; i++)
		printf("%4u to %4u %s. %s\n", band[i].least, band[i].most, band[i].name,
		       band[i].say);
}

int main(void)
{
	for (size_t i = 0; i < MEASURES; i++) {
		const struct measure *m = measure_at(i);

		printf("## %s: %s\n%s.\n%s\n%s\n", m->short_name, m->name, m->line, m->about,
		       m->is_not);
		if (m->n_items)
			print_asked(m);
		print_rows(m->n_items ? "Totals" : "Totals, typed in", m->band, m->n_bands);
		print_rows(m->change_by == MEASURE_CHANGE_PERCENT ? "Change in hundredths"
								  : "Change in points",
			   m->change, m->n_changes);
		if (m->pattern)
			printf("%s\n", m->pattern);
		if (m->figures[0])
			printf("%s\n", m->figures);
		if (m->licence)
			printf("Notice: %s\n", m->licence);
		printf("Sources: %s\n\n", m->sources);
	}
	printf("%s\n", measure_loinc_notice);
	return 0;
}
