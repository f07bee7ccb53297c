/* simulation_test [COUPLES [long]]: invented couples of whom it is known what goes with what. In
 * how many does the 95 % interval hold the truth, and in how many is something said where there is
 * nothing? Quick: four worlds. Long: all, and what a look every week does. Fixed seeds. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "couples.h"

#define TRUTH_COUPLES 4000

/* What must hold in a world. */
enum claim {
	COVERS, /* the interval of load of 0 → closeness of 1 holds the truth in 92 to 98 % */
	COVERS_SAME, /* that of the same day in at least 92 %: it is reckoned for two who have
			nothing to do with each other, and wide where they have */
	SILENT,	     /* anything at all is said in at most 5 % */
	SILENT_NEXT, /* anything is said of the next day in at most 5 % */
	HEARD,	     /* the link that is there is found in at least half */
	CLAIMS
};
#define BIT(claim) (1U << (claim))

static const struct {
	const char *name;
	bool is_quick;
	unsigned claims;
	struct couples_world world; /* days, keeps, drift, missing, together, same, next */
} row_table[] = {
	{ "an effect on the next day", true, BIT(COVERS), { 90, 0.4, 1, 0.15, 0, 0, -0.3 } },
	{ "nothing, 90 days",
	  true,
	  BIT(SILENT) | BIT(COVERS) | BIT(COVERS_SAME),
	  { 90, 0.4, 1, 0.15, 0, 0, 0 } },
	{ "nothing, 28 days", true, BIT(SILENT), { 28, 0.4, 1, 0.15, 0, 0, 0 } },
	{ "a strong effect", true, BIT(HEARD) | BIT(COVERS), { 90, 0.4, 1, 0.15, 0, 0, -0.8 } },
	{ "an effect, 60 days", false, BIT(COVERS), { 60, 0.5, 1, 0.15, 0, 0, -0.5 } },
	{ "an effect, just 30 pairs", false, BIT(COVERS), { 42, 0.4, 1, 0.08, 0, 0, -0.3 } },
	{ "an effect, 180 days", false, BIT(COVERS), { 180, 0.4, 1, 0.15, 0, 0, -0.3 } },
	{ "an effect, half a year, many gaps",
	  false,
	  BIT(COVERS),
	  { 180, 0.4, 2, 0.4, 0, 0, -0.3 } },
	{ "an effect and common days", false, BIT(COVERS), { 90, 0.5, 1, 0.15, 0.3, 0, -0.3 } },
	{ "together on the same day", false, BIT(COVERS_SAME), { 90, 0.4, 1, 0.15, 0, -0.4, 0 } },
	{ "together on the same day, 28 days",
	  false,
	  BIT(COVERS_SAME),
	  { 28, 0.4, 1, 0.1, 0, -0.6, 0 } },
	{ "common days only",
	  false,
	  BIT(COVERS) | BIT(SILENT_NEXT),
	  { 90, 0.4, 1, 0.15, 0.5, 0, 0 } },
	{ "nothing, 15 days", false, BIT(SILENT), { 15, 0.4, 0.5, 0, 0, 0, 0 } },
	{ "nothing, 30 days", false, BIT(SILENT), { 30, 0.2, 1, 0.15, 0, 0, 0 } },
	{ "nothing, 45 days", false, BIT(SILENT), { 45, 0.5, 1, 0.15, 0, 0, 0 } },
	{ "nothing, days that keep much",
	  false,
	  BIT(SILENT) | BIT(COVERS),
	  { 90, 0.6, 1, 0.15, 0, 0, 0 } },
	{ "nothing, days that keep nothing",
	  false,
	  BIT(SILENT) | BIT(COVERS),
	  { 90, 0, 1, 0.15, 0, 0, 0 } },
	{ "nothing, steep lines", false, BIT(SILENT) | BIT(COVERS), { 90, 0.4, 3, 0.15, 0, 0, 0 } },
	{ "nothing, 400 days", false, BIT(SILENT), { 400, 0.4, 1, 0.15, 0, 0, 0 } },
	{ "nothing, 180 days", false, BIT(SILENT) | BIT(COVERS), { 180, 0.4, 1, 0.15, 0, 0, 0 } },
};

struct seen {
	size_t couples, looked, covered, looked_same, covered_same, said, said_next, heard;
	double pairs, away; /* sums: pairs of the looks, value - truth */
};

static void look_at(const struct pattern_couple *couple, struct couples_truth truth,
		    struct seen *ret)
{
	struct pattern_found found;
	const struct pattern_link *link = &found.link[2 * PATTERN_HEAVY_CLOSE];
	const struct pattern_look *look = &link->next, *same = &link->same;
	bool is_next = false;

	pattern_look(couple, &found);
	for (size_t k = 0; k < PATTERN_LINKS; k++)
		is_next |= found.link[k].next.say >= PATTERN_MORE;
	ret->couples++;
	ret->said += found.n_said > 0;
	ret->said_next += is_next;
	ret->looked_same += same->say >= PATTERN_UNCLEAR;
	ret->covered_same +=
		same->say >= PATTERN_UNCLEAR && same->low <= truth.same && truth.same <= same->high;
	if (look->say < PATTERN_UNCLEAR)
		return;
	ret->looked++;
	ret->covered += look->low <= truth.next && truth.next <= look->high;
	ret->heard += look->say >= PATTERN_MORE && (look->value < 0) == (truth.next < 0);
	ret->pairs += (double)look->n;
	ret->away += look->value - truth.next;
}

/* Half of a 95 % interval of a share, in percent. */
static double doubt(double share, size_t n)
{
	return n ? 196 * sqrt(share * (1 - share) / (double)n) : 100;
}

static bool claim_holds(enum claim claim, const struct seen *s)
{
	static const char *const words[CLAIMS] = {
		[COVERS] = "interval holds the truth (92 to 98)",
		[COVERS_SAME] = "interval of the same day holds the truth (at least 92)",
		[SILENT] = "anything said (at most 5)",
		[SILENT_NEXT] = "anything said of the next day (at most 5)",
		[HEARD] = "the link is said (at least 50)",
	};
	const struct {
		size_t of, n;
		double least, most;
	} row[CLAIMS] = {
		[COVERS] = { s->covered, s->looked, 0.92, 0.98 },
		[COVERS_SAME] = { s->covered_same, s->looked_same, 0.92, 1 },
		[SILENT] = { s->said, s->couples, 0, 0.05 },
		[SILENT_NEXT] = { s->said_next, s->couples, 0, 0.05 },
		[HEARD] = { s->heard, s->looked, 0.5, 1 },
	};
	size_t n = row[claim].n;
	double share = n ? (double)row[claim].of / (double)n : -1;
	bool holds = share >= row[claim].least && share <= row[claim].most;

	printf("  %s %5.1f %% ± %.1f of %zu  %s\n", holds ? "ok " : "NOT", 100 * share,
	       doubt(share, n), n, words[claim]);
	return holds;
}

static void world_try(size_t row, size_t couples, int *passed, int *failed)
{
	const struct couples_world *w = &row_table[row].world;
	struct couples_truth truth = couples_truth(w, COUPLES_SEED + 1, TRUTH_COUPLES);
	struct seen seen = { 0 };
	struct pattern_couple couple;

	for (uint64_t i = 0; i < couples; i++) {
		couples_make(w, COUPLES_SEED, i, &couple);
		look_at(&couple, truth, &seen);
	}
	printf("%s: true %+.3f, found %+.3f on average, %.0f pairs, said %.1f %%\n",
	       row_table[row].name, truth.next,
	       seen.looked ? truth.next + seen.away / (double)seen.looked : 0,
	       seen.looked ? seen.pairs / (double)seen.looked : 0,
	       100 * (double)seen.said / (double)couples);
	for (int c = 0; c < CLAIMS; c++)
		if (row_table[row].claims & BIT(c))
			++*(claim_holds((enum claim)c, &seen) ? passed : failed);
	(void)fflush(stdout);
}

/* Somebody who looks every week looks often: how often is something said at least once? Not a
 * claim, a figure to know. */
static void weeks_try(size_t couples)
{
	const struct couples_world w = { 91, 0.4, 1, 0.15, 0, 0, 0 };
	struct pattern_couple couple;
	struct pattern_found found;
	size_t ever = 0, last = 0;

	for (uint64_t i = 0; i < couples; i++) {
		bool any = false;

		couples_make(&w, COUPLES_SEED, i, &couple);
		for (couple.days = 14; couple.days <= 91; couple.days += 7) {
			pattern_look(&couple, &found);
			any |= found.n_said > 0;
		}
		ever += any;
		last += found.n_said > 0;
	}
	printf("nothing, a look every week for 13 weeks: said at least once %.1f %%, in the last "
	       "week %.1f %%\n",
	       100 * (double)ever / (double)couples, 100 * (double)last / (double)couples);
}

int main(int argc, char **argv)
{
	size_t couples = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
	bool is_long = argc > 2 && !strcmp(argv[2], "long");
	int passed = 0, failed = 0;

	if (couples == 0)
		return 2;
	for (size_t row = 0; row < sizeof row_table / sizeof *row_table; row++)
		if (is_long || row_table[row].is_quick)
			world_try(row, couples, &passed, &failed);
	if (is_long)
		weeks_try(couples);
	printf("%d passed, %d failed\n", passed, failed);
	return failed > 0;
}
