/* Sets a job on pages, line by line, so that a paragraph may run over the foot of a page. */
#include "press.h"
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include "pdf.h"
#include "press_chart.h"
#include "qr.h"

#define MARGIN	   56.0 /* points: 2 cm */
#define FOOT	   32.0
#define QR_SIDE	   130.0
#define NUMBER_UP  20.0 /* the page number above the edge */
#define LIST_AFTER 6.0	/* more room below the last item of a list */
#define POINT	   1.9	/* radius of the mark before an item */
#define POINT_UP   3.8	/* its middle above the line the letters stand on */

static const struct {
	double width, height;
} PAPER[PRESS_PAPERS] = {
	[PRESS_A4] = { 595.28, 841.89 },
	[PRESS_LETTER] = { 612, 792 },
};

struct look {
	const char *font;
	const char *tag;
	float spacing; /* between lines */
	double before, after;
	double together; /* so much must fit below, or a new page begins */
	double indent;	 /* the text stands in by so much, behind a point */
};

static const struct look LOOK[PRESS_STYLES] = {
	[PRESS_BODY] = { "Sans 11.5", "P", 1.35F, 0, 9, 0 },
	[PRESS_HEADING] = { "Sans Bold 14", "H2", 1.2F, 12, 6, 70 },
	[PRESS_CODE] = { "Monospace 15", "P", 1.5F, 4, 13, 50 },
	[PRESS_SMALL] = { "Sans 9.5", "P", 1.3F, 0, 6, 0 },
	[PRESS_ITEM] = { "Sans 11.5", "LBody", 1.35F, 0, 5, 0, 16 },
	[PRESS_CHART] = { "Sans 8", "Figure", 1, 0, 10, 0 },
};

static const struct look TITLE = { "Sans Bold 22", "H1", 1.15F, 0, 14, 70 };

struct sheet {
	cairo_t *cairo;
	PangoLayout *layout;
	double width, height, y;
	unsigned number;
};

static void layout_set(struct sheet *s, const struct look *look, struct str text)
{
	PangoFontDescription *font = pango_font_description_from_string(look->font);

	pango_layout_set_font_description(s->layout, font);
	pango_font_description_free(font);
	pango_layout_set_width(s->layout,
			       (int)((s->width - 2 * MARGIN - look->indent) * PANGO_SCALE));
	pango_layout_set_wrap(s->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_line_spacing(s->layout, look->spacing);
	pango_layout_set_text(s->layout, text.p, (int)text.n);
}

static void page_turn(struct sheet *s)
{
	char number[16];

	cairo_show_page(s->cairo);
	s->y = MARGIN;
	s->number++;
	int n = snprintf(number, sizeof number, "%u", s->number);
	PangoLayout *layout = pango_layout_copy(s->layout);

	layout_set(&(struct sheet){ .layout = layout, .width = s->width }, &LOOK[PRESS_SMALL],
		   (struct str){ number, (size_t)n });
	pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
	cairo_move_to(s->cairo, MARGIN, s->height - FOOT - NUMBER_UP / 2);
	pango_cairo_show_layout(s->cairo, layout);
	g_object_unref(layout);
}

static bool is_full(const struct sheet *s, double need)
{
	return s->y > MARGIN && s->y + need > s->height - MARGIN - FOOT / 2;
}

static void point_draw(struct sheet *s, double baseline)
{
	cairo_tag_begin(s->cairo, "Lbl", NULL);
	cairo_new_path(s->cairo);
	cairo_arc(s->cairo, MARGIN + 2 * POINT, s->y + baseline - POINT_UP, POINT, 0, 6.2832);
	cairo_fill(s->cairo);
	cairo_tag_end(s->cairo, "Lbl");
}

static void lines_draw(struct sheet *s, const struct look *look)
{
	PangoLayoutIter *at = pango_layout_get_iter(s->layout);
	bool is_begun = false;

	do {
		PangoRectangle box;
		int top, bottom;

		pango_layout_iter_get_line_extents(at, NULL, &box);
		pango_layout_iter_get_line_yrange(at, &top, &bottom);
		double height = (double)(bottom - top) / PANGO_SCALE;
		double baseline = (double)(pango_layout_iter_get_baseline(at) - top) / PANGO_SCALE;

		bool is_turning = is_full(s, height);

		if (is_turning && is_begun)
			cairo_tag_end(s->cairo, look->tag);
		if (is_turning)
			page_turn(s);
		if (!is_begun && look->indent > 0)
			point_draw(s, baseline);
		if (is_turning || !is_begun)
			cairo_tag_begin(s->cairo, look->tag, NULL);
		is_begun = true;
		cairo_move_to(s->cairo, MARGIN + look->indent + (double)box.x / PANGO_SCALE,
			      s->y + baseline);
		pango_cairo_show_layout_line(s->cairo, pango_layout_iter_get_line_readonly(at));
		s->y += height;
	} while (pango_layout_iter_next_line(at));
	cairo_tag_end(s->cairo, look->tag);
	pango_layout_iter_free(at);
}

static void paragraph_draw(struct sheet *s, const struct look *look, struct str text)
{
	if (s->y > MARGIN)
		s->y += look->before;
	if (is_full(s, look->together))
		page_turn(s);
	layout_set(s, look, text);
	lines_draw(s, look);
	s->y += look->after;
}

/* Whole units of the device would leave hairlines between modules, so runs are one rectangle. */
static void qr_draw(struct sheet *s, struct qr qr)
{
	double unit = QR_SIDE / (double)qr.side;

	if (is_full(s, QR_SIDE))
		page_turn(s);
	cairo_tag_begin(s->cairo, "Figure", NULL);
	for (size_t y = 0; y < qr.side; y++) {
		for (size_t x = 0, width; x < qr.side; x += width) {
			const uint8_t *row = qr.dark + y * qr.side;

			for (width = 1; x + width < qr.side && row[x + width] == row[x]; width++)
				;
			if (row[x])
				cairo_rectangle(s->cairo, MARGIN + (double)x * unit,
						s->y + (double)y * unit, (double)width * unit,
						unit);
		}
	}
	cairo_fill(s->cairo);
	cairo_tag_end(s->cairo, "Figure");
	s->y += QR_SIDE + 16;
}

static void chart_draw(struct sheet *s, const struct press_chart *chart)
{
	PangoLayout *layout = pango_layout_copy(s->layout);

	if (is_full(s, PRESS_CHART_UP))
		page_turn(s);
	cairo_tag_begin(s->cairo, "Figure", NULL);
	press_chart_draw(s->cairo, layout, chart, MARGIN, s->y, s->width - 2 * MARGIN);
	cairo_tag_end(s->cairo, "Figure");
	s->y += PRESS_CHART_UP + LOOK[PRESS_CHART].after;
	g_object_unref(layout);
}

/* What is said in place of each figure, in their order. */
static struct str *figures(struct arena *a, const struct press_job *job, size_t *ret_n)
{
	struct str *figure = arena_array(a, struct str, job->n_paragraphs + 1);

	*ret_n = 0;
	if (job->qr.n)
		figure[(*ret_n)++] = STR("A square code that a phone can read.");
	for (size_t i = 0; i < job->n_paragraphs; i++)
		if (job->paragraph[i].style == PRESS_CHART)
			figure[(*ret_n)++] = job->paragraph[i].text;
	return figure;
}

/* Items that follow each other are one list. */
static void paragraphs_draw(struct sheet *s, const struct press_paragraph *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool is_item = p[i].style == PRESS_ITEM;

		if (is_item && (i == 0 || p[i - 1].style != PRESS_ITEM))
			cairo_tag_begin(s->cairo, "L", NULL);
		if (is_item)
			cairo_tag_begin(s->cairo, "LI", NULL);
		if (p[i].style == PRESS_CHART)
			chart_draw(s, p[i].chart);
		else
			paragraph_draw(s, &LOOK[p[i].style], p[i].text);
		if (is_item)
			cairo_tag_end(s->cairo, "LI");
		if (is_item && (i + 1 == n || p[i + 1].style != PRESS_ITEM)) {
			cairo_tag_end(s->cairo, "L");
			s->y += LIST_AFTER;
		}
	}
}

static void sheet_begin(struct sheet *s, struct pdf *pdf, const struct press_job *job)
{
	*s = (struct sheet){ .width = PAPER[job->paper].width, .height = PAPER[job->paper].height };
	s->y = MARGIN;
	s->number = 1;
	s->cairo = cairo_create(pdf->surface);
	s->layout = pango_cairo_create_layout(s->cairo);
	PangoContext *context = pango_layout_get_context(s->layout);

	pango_cairo_context_set_resolution(context, 72);	 /* one unit is one point */
	pango_context_set_round_glyph_positions(context, FALSE); /* paper has no pixels */
	pango_layout_context_changed(s->layout);
}

static void language_set(struct arena *a, struct sheet *s, struct str language)
{
	if (!language.n || language.n > 16)
		return;
	pango_context_set_language(pango_layout_get_context(s->layout),
				   pango_language_from_string(arena_str(a, language).p));
	pango_layout_context_changed(s->layout);
}

struct bytes press_answer(struct arena *a, struct bytes question)
{
	struct press_job job;
	struct pdf pdf;
	struct sheet sheet;
	struct qr qr = { 0 };
	size_t n_figures;

	if (!press_job_read(a, question, &job))
		return (struct bytes){ 0 };
	if (job.qr.n) {
		qr = qr_make(a, job.qr);
		if (!qr.side)
			return (struct bytes){ 0 };
	}
	pdf_begin(&pdf, a, PAPER[job.paper].width, PAPER[job.paper].height, PRESS_PDF_MAX);
	cairo_pdf_surface_set_metadata(pdf.surface, CAIRO_PDF_METADATA_TITLE,
				       arena_str(a, job.title).p);
	sheet_begin(&sheet, &pdf, &job);
	cairo_tag_begin(sheet.cairo, "Document", NULL);
	language_set(a, &sheet, job.language);
	if (job.title.n)
		paragraph_draw(&sheet, &TITLE, job.title);
	if (qr.side)
		qr_draw(&sheet, qr);
	paragraphs_draw(&sheet, job.paragraph, job.n_paragraphs);
	cairo_tag_end(sheet.cairo, "Document");
	cairo_show_page(sheet.cairo);
	g_object_unref(sheet.layout);
	cairo_destroy(sheet.cairo);
	struct str *figure = figures(a, &job, &n_figures);

	return pdf_say(a, pdf_end(&pdf), job.language, figure, n_figures);
}

void press_open(void)
{
	static const struct press_paragraph every[] = {
		{ PRESS_BODY, STR("Aa \xC3\xA9 \xD0\x96 \xD8\xB9 \xE4\xBD\xA0") },
		{ PRESS_HEADING, STR("Aa") },
		{ PRESS_CODE, STR("Aa") },
		{ PRESS_SMALL, STR("Aa") },
		{ PRESS_ITEM, STR("Aa") },
	};
	struct press_job job = { .title = STR("Aa"),
				 .paragraph = every,
				 .n_paragraphs = sizeof every / sizeof *every };
	struct arena a;

	arena_init(&a, (size_t)256 << 10, PRESS_ARENA_CAP);
	(void)press_answer(&a, press_question(&a, &job));
	arena_end(&a);
}
