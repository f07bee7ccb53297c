/* reference_test DAYS FIGURES: every figure that R gave for these days, against ours, to 1e-9. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "pattern_fit_stat.h"

#define EXACT	    1e-9
#define COUPLES	    16
#define FIGURES_MIN 500 /* fewer: the file is not what it must be */

static const char *const measure_name[PATTERN_MEASURES] = {
	[PATTERN_CLOSE] = "CLOSE", [PATTERN_HEAVY] = "HEAVY",	  [PATTERN_AWAY] = "AWAY",
	[PATTERN_AVOID] = "AVOID", [PATTERN_CHANGED] = "CHANGED",
};

static const struct {
	const char *name;
	enum pattern_kind kind;
} link_name[] = {
#define LINK(id, from, to) { #id, PATTERN_##id },
#include "pattern_stat.def"
};

static struct pattern_couple couple[COUPLES];
static struct pattern_found found[COUPLES];
static struct pattern_line line[COUPLES][2][PATTERN_MEASURES];

static int measure_find(const char *name)
{
	for (int m = 0; m < PATTERN_MEASURES; m++)
		if (!strcmp(name, measure_name[m]))
			return m;
	return -1;
}

static bool days_read(char *text)
{
	char *save, *word = strtok_r(text, " \n", &save);
	int number = word ? atoi(word) : 0;
	const char *person = strtok_r(NULL, " \n", &save), *name = strtok_r(NULL, " \n", &save);
	int m = name ? measure_find(name) : -1;

	if (number < 1 || number >= COUPLES || !person || m < 0)
		return false;
	struct pattern_series *s = &couple[number].person[atoi(person) == 1][m];
	size_t t = 0;

	for (; (word = strtok_r(NULL, " \n", &save)) && t < PATTERN_DAYS_MAX; t++) {
		s->has[t] = *word != '-';
		s->value[t] = s->has[t] ? (uint8_t)atoi(word) : 0;
	}
	couple[number].days = t;
	return t > 0;
}

/* --- a figure of R's */
struct figure {
	int number, person;
	char what[16], name[24], part[16];
	double value;
};

static double line_figure(const struct figure *f)
{
	int m = measure_find(f->name);

	if (m < 0)
		return NAN;
	const struct pattern_line *l = &line[f->number][f->person][m];

	if (!strcmp(f->what, "rest"))
		return l->rest[(size_t)atoi(f->part) % PATTERN_DAYS_MAX];
	return strcmp(f->what, "mean") ? l->slope : l->mean;
}

static double look_figure(const struct figure *f)
{
	static struct pattern_rows rows;
	size_t k = 0;
	bool is_next = !strcmp(f->what, "next");

	while (k < PATTERN_KINDS && strcmp(link_name[k].name, f->name))
		k++;
	if (k == PATTERN_KINDS)
		return NAN;
	const struct pattern_link *link = &found[f->number].link[2 * k + (size_t)f->person];
	const struct pattern_look *look = is_next ? &link->next : &link->same;

	pattern_fit_rows(&line[f->number][f->person][pattern_first(link_name[k].kind)],
			 &line[f->number][1 - f->person][pattern_second(link_name[k].kind)],
			 couple[f->number].days, is_next, &rows);
	if (!strcmp(f->part, "n"))
		return look->n == rows.n ? (double)rows.n : NAN;
	if (!strcmp(f->part, "own"))
		return rows.fit.own;
	if (!strcmp(f->part, "error"))
		return rows.fit.error;
	double ours = is_next ? rows.fit.x : rows.fit.x * rows.fit.scale;

	/* what the page is told is the same */
	if (look->say >= PATTERN_UNCLEAR && fabs(look->value - ours) > EXACT)
		return NAN;
	return ours;
}

static bool figure_holds(const char *text)
{
	struct figure f;

	if (sscanf(text, "%d %15s %23s %d %15s %lf", &f.number, f.what, f.name, &f.person, f.part,
		   &f.value) != 6 ||
	    f.number < 1 || f.number >= COUPLES || f.person < 0 || f.person > 1)
		return false;
	bool is_look = !strcmp(f.what, "same") || !strcmp(f.what, "next");

	return fabs((is_look ? look_figure(&f) : line_figure(&f)) - f.value) <= EXACT;
}

int main(int argc, char **argv)
{
	static char text[4096];
	FILE *days = argc == 3 ? fopen(argv[1], "r") : NULL;
	FILE *figures = argc == 3 ? fopen(argv[2], "r") : NULL;
	int passed = 0, failed = 0;

	if (!days || !figures)
		return 2;
	while (fgets(text, sizeof text, days))
		failed += !days_read(text);
	for (int i = 1; i < COUPLES; i++) {
		pattern_look(&couple[i], &found[i]);
		for (int s = 0; s < 2 * PATTERN_MEASURES; s++)
			pattern_fit_line(
				&couple[i].person[s / PATTERN_MEASURES][s % PATTERN_MEASURES],
				couple[i].days,
				&line[i][s / PATTERN_MEASURES][s % PATTERN_MEASURES]);
	}
	while (fgets(text, sizeof text, figures)) {
		bool holds = figure_holds(text);

		passed += holds;
		failed += !holds;
		if (!holds)
			printf("not so here: %s", text);
	}
	(void)fclose(days);
	(void)fclose(figures);
	printf("%d figures to 1e-9\n%d passed, %d failed\n", passed, passed > 0, failed);
	return failed || passed < FIGURES_MIN;
}
