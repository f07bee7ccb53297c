/* The question: what whoever wants pages needs. Drawing stands in press_draw.c. */
#include "press.h"
#include "ensure.h"
#include "text.h"
#include "wire.h"

#define VERSION 2

enum press_paper press_paper_of(struct str country)
{
	static const char letter[] = "BZ CA CL CO CR DO GT HN MX NI PA PH PR SV US VE";

	for (const char *p = letter; country.n == 2 && *p; p += p[2] ? 3 : 2)
		if ((country.p[0] & ~0x20) == p[0] && (country.p[1] & ~0x20) == p[1])
			return PRESS_LETTER;
	return PRESS_A4;
}

static size_t chart_size(const struct press_chart *c)
{
	size_t n = 2 * 4 + 4 * 4 + c->first_value.n + c->first_day.n + c->last_value.n +
		   c->last_day.n + c->n_points * 9;

	for (size_t i = 0; i < c->n_labels; i++)
		n += 2 * 4 + c->label[i].words.n;
	return n;
}

static void chart_write(struct wire_out *w, const struct press_chart *c)
{
	wire_u32(w, (uint32_t)c->n_labels);
	for (size_t i = 0; i < c->n_labels; i++) {
		wire_u32(w, c->label[i].y);
		wire_bytes(w, bytes_str(c->label[i].words));
	}
	wire_u32(w, (uint32_t)c->n_points);
	for (size_t i = 0; i < c->n_points; i++) {
		wire_u32(w, c->point[i].x);
		wire_u32(w, c->point[i].y);
		wire_u8(w, c->point[i].begins);
	}
	wire_bytes(w, bytes_str(c->first_value));
	wire_bytes(w, bytes_str(c->first_day));
	wire_bytes(w, bytes_str(c->last_value));
	wire_bytes(w, bytes_str(c->last_day));
}

static size_t question_size(const struct press_job *job)
{
	size_t n = 2 + 4 * 4 + job->title.n + job->language.n + job->qr.n;

	for (size_t i = 0; i < job->n_paragraphs; i++)
		n += 1 + 4 + job->paragraph[i].text.n +
		     (job->paragraph[i].chart ? chart_size(job->paragraph[i].chart) : 0);
	return n;
}

struct bytes press_question(struct arena *a, const struct press_job *job)
{
	size_t n = question_size(job);

	ASSERT(n <= PRESS_QUESTION_MAX && job->n_paragraphs <= PRESS_PARAGRAPHS_MAX);
	for (size_t i = 0; i < job->n_paragraphs; i++)
		ASSERT((job->paragraph[i].style == PRESS_CHART) == !!job->paragraph[i].chart);
	struct wire_out w = wire_begin(a, n);

	wire_u8(&w, VERSION);
	wire_u8(&w, (uint8_t)job->paper);
	wire_bytes(&w, bytes_str(job->title));
	wire_bytes(&w, bytes_str(job->language));
	wire_bytes(&w, bytes_str(job->qr));
	wire_u32(&w, (uint32_t)job->n_paragraphs);
	for (size_t i = 0; i < job->n_paragraphs; i++) {
		wire_u8(&w, (uint8_t)job->paragraph[i].style);
		wire_bytes(&w, bytes_str(job->paragraph[i].text));
		if (job->paragraph[i].chart)
			chart_write(&w, job->paragraph[i].chart);
	}
	return wire_done(&w);
}

static bool words_read(struct wire_in *w, struct str *ret)
{
	*ret = str_bytes(wire_get_bytes(w));
	return text_is_clean(*ret, false);
}

static bool labels_read(struct arena *a, struct wire_in *w, struct press_chart *c)
{
	c->n_labels = wire_get_u32(w);
	if (c->n_labels > PRESS_LABELS_MAX)
		return false;
	struct press_label *label = arena_array(a, struct press_label, c->n_labels + 1);

	for (size_t i = 0; i < c->n_labels; i++) {
		label[i].y = wire_get_u32(w);
		if (label[i].y > PRESS_CHART_HEIGHT || !words_read(w, &label[i].words))
			return false;
	}
	c->label = label;
	return true;
}

static bool points_read(struct arena *a, struct wire_in *w, struct press_chart *c)
{
	c->n_points = wire_get_u32(w);
	if (c->n_points < 1 || c->n_points > PRESS_POINTS_MAX)
		return false;
	struct press_point *point = arena_array(a, struct press_point, c->n_points);

	for (size_t i = 0; i < c->n_points; i++) {
		point[i].x = wire_get_u32(w);
		point[i].y = wire_get_u32(w);
		uint8_t begins = wire_get_u8(w);

		point[i].begins = begins == 1;
		if (begins > 1 || point[i].x > PRESS_CHART_WIDTH || point[i].y > PRESS_CHART_HEIGHT)
			return false;
	}
	c->point = point;
	return true;
}

static const struct press_chart *chart_read(struct arena *a, struct wire_in *w)
{
	struct press_chart *c = arena_new(a, struct press_chart);
	bool is_good = labels_read(a, w, c) && points_read(a, w, c) &&
		       words_read(w, &c->first_value) && words_read(w, &c->first_day) &&
		       words_read(w, &c->last_value) && words_read(w, &c->last_day);

	return is_good ? c : NULL;
}

static bool paragraph_read(struct arena *a, struct wire_in *w, struct press_paragraph *ret)
{
	ret->style = (enum press_style)wire_get_u8(w);
	ret->text = str_bytes(wire_get_bytes(w));
	if (ret->style >= PRESS_STYLES || !text_is_clean(ret->text, true))
		return false;
	if (ret->style == PRESS_CHART && ret->text.n <= PRESS_CHART_TEXT_MAX)
		ret->chart = chart_read(a, w);
	return ret->style != PRESS_CHART || ret->chart;
}

bool press_job_read(struct arena *a, struct bytes question, struct press_job *ret_job)
{
	struct wire_in w = wire_read(question);
	bool is_good = question.n <= PRESS_QUESTION_MAX && wire_get_u8(&w) == VERSION;

	*ret_job = (struct press_job){ .paper = (enum press_paper)wire_get_u8(&w) };
	ret_job->title = str_bytes(wire_get_bytes(&w));
	ret_job->language = str_bytes(wire_get_bytes(&w));
	ret_job->qr = str_bytes(wire_get_bytes(&w));
	ret_job->n_paragraphs = wire_get_u32(&w);
	if (!is_good || ret_job->paper >= PRESS_PAPERS ||
	    ret_job->n_paragraphs > PRESS_PARAGRAPHS_MAX || !text_is_clean(ret_job->title, false))
		return false;
	struct press_paragraph *row = arena_array(a, struct press_paragraph, ret_job->n_paragraphs);

	size_t n_charts = 0;

	for (size_t i = 0; i < ret_job->n_paragraphs; i++) {
		if (!paragraph_read(a, &w, &row[i]))
			return false;
		n_charts += row[i].chart != NULL;
		if (n_charts > PRESS_CHARTS_MAX)
			return false;
	}
	ret_job->paragraph = row;
	return wire_is_done(&w);
}
