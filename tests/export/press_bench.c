/* press_bench [MOST]: how long the page for an appointment takes on paper, in ms of processor time:
 * three drawings of a year, visits, questions and words; the median of many. Fails when even the
 * quickest took more than MOST ms. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "press.h"

#define TIMES  41
#define CHARTS 3
#define LINES  16
#define ROWS   (CHARTS * 3 + LINES + 4)

static double now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void fill(struct press_chart *c, struct press_point point[], struct press_paragraph row[])
{
	static const struct press_label label[] = { { 180, STR("0") },
						    { 118, STR("31") },
						    { 20, STR("80") } };
	size_t n = 0;

	for (uint32_t i = 0; i < PRESS_POINTS_MAX; i++)
		point[i] = (struct press_point){ 40 + i * 6, 60 + i * i % 70, i == 20 };
	*c = (struct press_chart){
		label, 3, point, PRESS_POINTS_MAX, STR("57"), STR("2 Mar"), STR("38"), STR("9 Nov")
	};
	row[n++] = (struct press_paragraph){ PRESS_SMALL, STR("2 March 2026 to 9 November 2026"),
					     NULL };
	for (size_t i = 0; i < CHARTS; i++) {
		row[n++] = (struct press_paragraph){ PRESS_HEADING, STR("PCL-5"), NULL };
		row[n++] = (struct press_paragraph){
			PRESS_BODY, STR("19 points lower than in March: probably a real change."),
			NULL
		};
		row[n++] = (struct press_paragraph){ PRESS_CHART, STR("2 Mar: 57. 9 Nov: 38."), c };
	}
	for (; n < ROWS; n++)
		row[n] = (struct press_paragraph){ n % 8 ? PRESS_ITEM : PRESS_HEADING,
						   STR("9 November 2026: I went"), NULL };
}

int main(int argc, char **argv)
{
	static struct press_point point[PRESS_POINTS_MAX];
	static struct press_paragraph row[ROWS];
	struct press_chart chart;
	struct press_job job = { .title = STR("Notes to take along"),
				 .language = STR("en"),
				 .paragraph = row,
				 .n_paragraphs = ROWS };
	double took[TIMES];
	size_t bytes = 0;

	fill(&chart, point, row);
	press_open();
	for (size_t i = 0; i < TIMES; i++) {
		struct arena a;

		arena_init(&a, (size_t)1 << 20, (size_t)64 << 20);
		double start = now_ms();

		bytes = press_answer(&a, press_question(&a, &job)).n;
		took[i] = now_ms() - start;
		arena_end(&a);
	}
	qsort(took, TIMES, sizeof *took, compare);
	printf("%.2f ms, %zu bytes\n", took[TIMES / 2], bytes);
	return bytes == 0 || (argc > 1 && took[0] > strtod(argv[1], NULL));
}
