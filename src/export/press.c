/* The question: what whoever wants pages needs. Drawing stands in press_draw.c. */
#include "press.h"
#include "ensure.h"
#include "text.h"
#include "wire.h"

#define VERSION 1

enum press_paper press_paper_of(struct str country)
{
	static const char letter[] = "BZ CA CL CO CR DO GT HN MX NI PA PH PR SV US VE";

	for (const char *p = letter; country.n == 2 && *p; p += p[2] ? 3 : 2)
		if ((country.p[0] & ~0x20) == p[0] && (country.p[1] & ~0x20) == p[1])
			return PRESS_LETTER;
	return PRESS_A4;
}

static size_t question_size(const struct press_job *job)
{
	size_t n = 2 + 4 * 4 + job->title.n + job->language.n + job->qr.n;

	for (size_t i = 0; i < job->n_paragraphs; i++)
		n += 1 + 4 + job->paragraph[i].text.n;
	return n;
}

struct bytes press_question(struct arena *a, const struct press_job *job)
{
	size_t n = question_size(job);

	ASSERT(n <= PRESS_QUESTION_MAX && job->n_paragraphs <= PRESS_PARAGRAPHS_MAX);
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
	}
	return wire_done(&w);
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

	for (size_t i = 0; i < ret_job->n_paragraphs; i++) {
		row[i].style = (enum press_style)wire_get_u8(&w);
		row[i].text = str_bytes(wire_get_bytes(&w));
		if (row[i].style >= PRESS_STYLES || !text_is_clean(row[i].text, true))
			return false;
	}
	ret_job->paragraph = row;
	return wire_is_done(&w);
}
