/* press: pages on paper. The recovery sheet, an agreement, an export: a title, paragraphs, perhaps
 * a square code, as a tagged PDF.
 *
 * Fonts and drawing are much code that reads what people wrote, so it runs in a process of its own
 * that can do nothing else: whoever wants pages writes a question with press_question, sends it
 * over PORT_PRESS, and gets the PDF as the answer. An empty answer means it could not be done.
 *
 * The press process: press_open before its sandbox closes (it reads the font settings and touches
 * every style once); then press_answer, a function of the question and, for the document's date, of
 * the clock. Later it opens no files but fonts, and what describes them. */
#pragma once
#include "arena.h"

#define PRESS_QUESTION_MAX   ((size_t)512 << 10)
#define PRESS_PARAGRAPHS_MAX 2000
#define PRESS_PDF_MAX	     ((size_t)4 << 20)
#define PRESS_ARENA_CAP	     ((size_t)24 << 20) /* enough for any answer */

#define PRESS_CHARTS_MAX     16
#define PRESS_CHART_TEXT_MAX 4000 /* bytes */
#define PRESS_POINTS_MAX     40
#define PRESS_LABELS_MAX     10
#define PRESS_CHART_WIDTH    320 /* units of a drawing: those of ui_chart */
#define PRESS_CHART_HEIGHT   206

enum press_style {
	PRESS_BODY,
	PRESS_HEADING,
	PRESS_CODE,
	PRESS_SMALL,
	PRESS_ITEM,
	PRESS_CHART,
	PRESS_STYLES
};
enum press_paper { PRESS_A4, PRESS_LETTER, PRESS_PAPERS };

struct press_label {
	uint32_t y;
	struct str words; /* "40", beside the line at that height */
};

struct press_point {
	uint32_t x, y;
	bool begins; /* no line leads here from the point before */
};

/* Numbers over days, already placed: where things stand is worked out once, for the screen and for
 * paper (web/chart.h). Texts are clean. */
struct press_chart {
	const struct press_label *label;
	size_t n_labels;
	const struct press_point *point; /* at least one */
	size_t n_points;
	struct str first_value, first_day;
	struct str last_value, last_day; /* empty: no room to say them */
};

struct press_paragraph {
	enum press_style style;
	struct str
		text; /* of an item: without its point; of a chart: all its values in words, for
			 those who do not see it; clean, see text_is_clean; line feeds are kept */
	const struct press_chart *chart; /* of a PRESS_CHART */
};

struct press_job {
	struct str title;    /* above the first paragraph, and the name of the document */
	struct str language; /* "en", "de-AT"; empty: not said */
	enum press_paper paper;
	const struct press_paragraph *paragraph;
	size_t n_paragraphs;
	struct str qr; /* what the square code below the title says; empty: no code */
};

/* Letter where people print on it ("US", "CA", "MX" …), A4 everywhere else. */
enum press_paper press_paper_of(struct str country);

/* Owner: the arena. A job beyond the limits above is a bug. */
struct bytes press_question(struct arena *a, const struct press_job *job);

/* False for bytes that press_question cannot have made. The job borrows from the question. */
bool press_job_read(struct arena *a, struct bytes question, struct press_job *ret_job);

void press_open(void);

/* does   makes the PDF: Title as H1, headings as H2, paragraphs as P, items that follow each other
 * as a list L, charts and the code as figures with words in their place, language and title set
 * gives  the document, or nothing for a question that was not
 * made by press_question, a code that is too long, or a document of more than PRESS_PDF_MAX owner
 * the arena */
struct bytes press_answer(struct arena *a, struct bytes question);
