/* Pages on paper: other people's programs read back what was written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>
#include "press.h"
#include "qr.h"

static struct arena arena;
static char place[] = "/tmp/press_test_XXXXXX";

static int setup(void **state)
{
	(void)state;
	press_open();
	return mkdtemp(place) ? 0 : -1;
}

static int teardown(void **state)
{
	char command[64];

	(void)state;
	(void)snprintf(command, sizeof command, "rm -rf '%s'", place);
	return system(command);
}

static int arena_setup(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)256 << 10, (size_t)64 << 20);
	return 0;
}

static int arena_teardown(void **state)
{
	(void)state;
	arena_end(&arena);
	return 0;
}

static void file_write(const char *name, struct bytes b)
{
	char path[64];

	(void)snprintf(path, sizeof path, "%s/%s", place, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(b.p, 1, b.n, f), b.n);
	assert_int_equal(fclose(f), 0);
}

/* What a command says, run where the files are. Without the program the test is skipped. */
static struct str said(const char *program, const char *command)
{
	size_t cap = (size_t)1 << 20;
	char *text = arena_take(&arena, cap);
	struct str look = arena_print(&arena, "command -v %s >/dev/null", program);

	if (system(look.p) != 0)
		skip();
	struct str line = arena_print(&arena, "cd '%s' && %s", place, command);
	FILE *f = popen(line.p, "r");

	assert_non_null(f);
	size_t n = fread(text, 1, cap - 1, f);

	(void)pclose(f);
	return (struct str){ text, n };
}

static bool has(struct str text, const char *words)
{
	return memmem(text.p, text.n, words, strlen(words)) != NULL;
}

static struct bytes answer(const struct press_job *job)
{
	struct bytes pdf = press_answer(&arena, press_question(&arena, job));

	assert_true(pdf.n > 500 && memcmp(pdf.p, "%PDF-1.", 7) == 0);
	return pdf;
}

static const struct press_paragraph SHEET[] = {
	{ PRESS_BODY, STR("Keep this sheet where only you look. Mit \xC3\x9C"
			  "berschrift.") },
	{ PRESS_HEADING, STR("Your code") },
	{ PRESS_CODE, STR("ABCD-EFGH-IJKL") },
	{ PRESS_SMALL, STR("Line one\nLine two") },
};

static struct press_job sheet(void)
{
	return (struct press_job){ .title = STR("Recovery sheet"),
				   .language = STR("de-AT"),
				   .paragraph = SHEET,
				   .n_paragraphs = 4,
				   .qr = STR("rejoin:ABCD-EFGH-IJKL") };
}

static void text_can_be_read_back(void **state)
{
	struct press_job job = sheet();

	(void)state;
	file_write("a.pdf", answer(&job));
	struct str text = said("pdftotext", "pdftotext a.pdf -");

	assert_true(has(text, "Recovery sheet"));
	assert_true(has(text, "Mit \xC3\x9C"
			      "berschrift."));
	assert_true(has(text, "Your code"));
	assert_true(has(text, "ABCD-EFGH-IJKL"));
	assert_true(has(text, "Line one\nLine two"));
}

static void the_document_says_what_it_is(void **state)
{
	struct press_job job = sheet();

	(void)state;
	file_write("a.pdf", answer(&job));
	struct str about = said("pdfinfo", "pdfinfo a.pdf 2>&1");

	assert_true(has(about, "Recovery sheet"));
	assert_true(has(about, "Tagged:          yes"));
	assert_true(has(about, "841.89 pts (A4)"));
	assert_false(has(about, "Error"));
	struct str tags = said("pdfinfo", "pdfinfo -struct-text a.pdf 2>&1");

	assert_true(has(tags, "H1"));
	assert_true(has(tags, "H2"));
	assert_true(has(tags, "Your code"));
	job.paper = PRESS_LETTER;
	struct bytes letter = answer(&job);

	file_write("b.pdf", letter);
	assert_true(has(said("pdfinfo", "pdfinfo b.pdf 2>&1"), "612 x 792 pts (letter)"));
	assert_true(has(str_bytes(letter), "/Lang (de-AT)"));
}

static void only_a_language_is_a_language(void **state)
{
	static const char *const refused[] = { "",     "x",    "de)/Evil(",
					       "de\n", "1234", "abcdefghijklmnopqrst" };

	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct press_job job = sheet();

		job.language = str_c(refused[i]);
		assert_false(has(str_bytes(answer(&job)), "/Lang"));
	}
}

static void the_code_on_paper_can_be_scanned(void **state)
{
	struct press_job job = sheet();

	(void)state;
	file_write("a.pdf", answer(&job));
	(void)said("pdftoppm", "pdftoppm -r 150 -png a.pdf page");
	assert_true(has(said("zbarimg", "zbarimg -q --raw page-1.png 2>/dev/null"),
			"rejoin:ABCD-EFGH-IJKL\n"));
}

static void long_text_runs_over_the_foot(void **state)
{
	struct press_paragraph many[400];
	struct press_job job = { .title = STR("Long"), .paragraph = many, .n_paragraphs = 400 };

	(void)state;
	for (size_t i = 0; i < 400; i++)
		many[i] = (struct press_paragraph){
			i % 50 ? PRESS_BODY : PRESS_HEADING,
			arena_print(&arena,
				    "Paragraph %zu begins, goes on for a while so that it "
				    "needs two lines or more on the page, and ends %zu.",
				    i, i)
		};
	file_write("long.pdf", answer(&job));
	struct str text = said("pdftotext", "pdftotext long.pdf -");

	for (size_t i = 0; i < 400; i++) {
		assert_true(has(text, arena_print(&arena, "Paragraph %zu begins", i).p));
		assert_true(has(text, arena_print(&arena, "ends %zu.", i).p));
	}
	assert_true(has(said("pdfinfo", "pdfinfo long.pdf"), "Tagged:          yes"));
	assert_false(has(said("pdfinfo", "pdfinfo long.pdf"), "Pages:           1\n"));
}

static void a_list_runs_over_the_foot(void **state)
{
	struct press_paragraph many[120];
	struct press_job job = { .title = STR("List"), .paragraph = many, .n_paragraphs = 120 };

	(void)state;
	for (size_t i = 0; i < 120; i++)
		many[i] = (struct press_paragraph){
			i % 10 ? PRESS_ITEM : PRESS_HEADING,
			arena_print(&arena,
				    "Thing %zu begins, goes on for a while so that it needs two "
				    "lines or more on the page, and ends %zu.",
				    i, i)
		};
	file_write("list.pdf", answer(&job));
	struct str text = said("pdftotext", "pdftotext list.pdf -");

	for (size_t i = 0; i < 120; i++) {
		assert_true(has(text, arena_print(&arena, "Thing %zu begins", i).p));
		assert_true(has(text, arena_print(&arena, "ends %zu.", i).p));
	}
	struct str parts = said("pdfinfo", "pdfinfo -struct list.pdf 2>/dev/null");

	assert_true(has(parts, "LBody"));
	assert_false(has(said("pdfinfo", "pdfinfo list.pdf"), "Pages:           1\n"));
}

static void many_scripts_are_shaped(void **state)
{
	static const struct press_paragraph rows[] = {
		{ PRESS_BODY, STR("\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82") },
		{ PRESS_BODY, STR("\xCE\x93\xCE\xB5\xCE\xB9\xCE\xB1") },
	};
	struct press_job job = { .title = STR("Scripts"), .paragraph = rows, .n_paragraphs = 2 };

	(void)state;
	file_write("s.pdf", answer(&job));
	struct str text = said("pdftotext", "pdftotext s.pdf -");

	assert_true(has(text, rows[0].text.p));
	assert_true(has(text, rows[1].text.p));
}

static const struct press_label LABEL[] = { { 180, STR("0") }, { 20, STR("80") } };
static const struct press_point POINT[] = {
	{ 40, 60, true }, { 120, 80, false }, { 220, 110, true }, { 300, 120, false }
};
static const struct press_chart CHART = { LABEL,	2,	   POINT,	4, STR("57"),
					  STR("2 Mar"), STR("38"), STR("9 Nov") };

static struct press_job drawing(void)
{
	static const struct press_paragraph rows[] = {
		{ PRESS_HEADING, STR("PCL-5") },
		{ PRESS_BODY, STR("19 points lower than in March.") },
		{ PRESS_CHART, STR("2 Mar: 57. \xC3\x84 9 Nov: 38. \xF0\x9F\x8C\xB1"), &CHART },
		{ PRESS_CHART, STR("The second one"), &CHART },
	};

	return (struct press_job){ .title = STR("For the first visit"),
				   .language = STR("en"),
				   .paragraph = rows,
				   .n_paragraphs = 4 };
}

static void a_chart_is_drawn_and_told(void **state)
{
	struct press_job job = drawing();

	(void)state;
	job.qr = STR("https://example.org/");
	file_write("c.pdf", answer(&job));
	struct str text = said("pdftotext", "pdftotext -layout c.pdf - 2>&1");

	assert_true(has(text, "For the first visit"));
	assert_true(has(text, "19 points lower than in March."));
	assert_true(has(text, "57") && has(text, "38") && has(text, "9 Nov"));
	/* Another program reads the tree of the document, and the words of each figure in it. */
	struct str tree =
		said("python3", "python3 -c \"import re; d = open('c.pdf', 'rb').read()\n"
				"for h in re.findall(rb'/S /Figure.*?/Alt <(\\w+)>', d, re.S):"
				" print(bytes.fromhex(h.decode()).decode('utf-16'))\"");

	assert_string_equal(arena_str(&arena, tree).p,
			    "A square code that a phone can read.\n"
			    "2 Mar: 57. \xC3\x84 9 Nov: 38. \xF0\x9F\x8C\xB1\nThe second one\n");
	struct str about = said("pdfinfo", "pdfinfo -struct c.pdf 2>&1");

	assert_true(has(about, "Figure"));
	assert_false(has(about, "Error") || has(about, "Warning"));
	assert_true(has(said("pdfinfo", "pdfinfo c.pdf 2>&1"), "Pages:           1\n"));
}

static void a_chart_comes_back_as_it_was(void **state)
{
	struct press_job job = drawing(), read;
	struct bytes whole = press_question(&arena, &job);

	(void)state;
	assert_true(press_job_read(&arena, whole, &read));
	assert_int_equal(read.paragraph[2].chart->n_points, 4);
	assert_true(read.paragraph[2].chart->point[2].begins);
	assert_true(str_equal(read.paragraph[2].chart->last_day, STR("9 Nov")));
	for (size_t n = 0; n < whole.n; n++)
		assert_false(press_job_read(&arena, (struct bytes){ whole.p, n }, &read));
}

static void no_other_drawing_is_a_chart(void **state)
{
	static const struct press_point far[] = { { 321, 60, true } }, low[] = { { 1, 207, true } };
	static const struct press_label dirty[] = { { 1, STR("a\nb") } };
	struct press_chart bad[] = { CHART, CHART, CHART, CHART, CHART };
	struct press_paragraph row = { PRESS_CHART, STR("a"), NULL };
	struct press_job job = { .paragraph = &row, .n_paragraphs = 1 }, read;

	(void)state;
	bad[0].point = far;
	bad[1].point = low;
	bad[0].n_points = bad[1].n_points = 1;
	bad[2].n_points = 0;
	bad[3].label = dirty;
	bad[3].n_labels = 1;
	bad[4].first_day = STR("a\x01");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		row.chart = &bad[i];
		assert_false(press_job_read(&arena, press_question(&arena, &job), &read));
	}
	row.chart = &CHART;
	assert_true(press_job_read(&arena, press_question(&arena, &job), &read));
}

static void the_question_comes_back_as_it_was(void **state)
{
	struct press_job job = sheet(), read;

	(void)state;
	job.paper = PRESS_LETTER;
	assert_true(press_job_read(&arena, press_question(&arena, &job), &read));
	assert_true(str_equal(read.title, job.title));
	assert_true(str_equal(read.qr, job.qr));
	assert_int_equal(read.paper, PRESS_LETTER);
	assert_int_equal(read.n_paragraphs, 4);
	assert_int_equal(read.paragraph[2].style, PRESS_CODE);
	assert_true(str_equal(read.paragraph[3].text, SHEET[3].text));
}

static void no_other_bytes_are_a_question(void **state)
{
	struct press_job job = sheet(), read;
	struct bytes whole = press_question(&arena, &job);

	(void)state;
	for (size_t n = 0; n < whole.n; n++) {
		assert_false(press_job_read(&arena, (struct bytes){ whole.p, n }, &read));
		assert_int_equal(press_answer(&arena, (struct bytes){ whole.p, n }).n, 0);
	}
	struct press_paragraph dirty = { PRESS_BODY, STR("a\x01") };
	struct press_paragraph style = { PRESS_STYLES, STR("a") };

	job.n_paragraphs = 1;
	job.paragraph = &dirty;
	assert_false(press_job_read(&arena, press_question(&arena, &job), &read));
	job.paragraph = &style;
	assert_false(press_job_read(&arena, press_question(&arena, &job), &read));
}

static void a_code_too_long_is_no_document(void **state)
{
	struct press_job job = sheet();
	char *text = arena_take(&arena, 4000);

	(void)state;
	memset(text, 'a', 4000);
	job.qr = (struct str){ text, 4000 };
	assert_int_equal(press_answer(&arena, press_question(&arena, &job)).n, 0);
}

static void paper_follows_the_country(void **state)
{
	(void)state;
	assert_int_equal(press_paper_of(STR("US")), PRESS_LETTER);
	assert_int_equal(press_paper_of(STR("mx")), PRESS_LETTER);
	assert_int_equal(press_paper_of(STR("AT")), PRESS_A4);
	assert_int_equal(press_paper_of(STR(" U")), PRESS_A4);
	assert_int_equal(press_paper_of(STR("SC")), PRESS_A4);
	assert_int_equal(press_paper_of(STR("")), PRESS_A4);
}

/* Draws path data of the form this module writes onto a white field. */
static void path_draw(const char *p, uint8_t *field, size_t side)
{
	unsigned x, y, width, back;
	int used;

	while (sscanf(p, "M%u %uh%uv1h-%uz%n", &x, &y, &width, &back, &used) == 4) {
		assert_true(width == back && x + width <= side && y < side);
		memset(field + y * side + x, 1, width);
		p += used;
	}
	assert_int_equal(*p, 0);
}

static void the_path_is_the_code(void **state)
{
	struct str text = STR("https://example.org/i/0123456789");
	size_t side, inner;
	struct str path = qr_svg(&arena, text, &side);
	struct qr qr = qr_make(&arena, text);
	uint8_t *field = arena_take(&arena, side * side);

	(void)state;
	inner = qr.side;
	assert_int_equal(side, inner + 2 * QR_QUIET);
	path_draw(path.p, field, side);
	for (size_t y = 0; y < side; y++)
		for (size_t x = 0; x < side; x++) {
			bool is_in = y >= QR_QUIET && x >= QR_QUIET && y < inner + QR_QUIET &&
				     x < inner + QR_QUIET;
			size_t at = is_in ? (y - QR_QUIET) * inner + x - QR_QUIET : 0;

			assert_int_equal(field[y * side + x], is_in ? qr.dark[at] : 0);
		}
}

static void the_code_on_a_page_can_be_scanned(void **state)
{
	struct str text = STR("https://example.org/i/0123456789");
	struct qr qr = qr_make(&arena, text);
	size_t side = (qr.side + 8) * 4;
	struct str head = arena_print(&arena, "P5 %zu %zu 255\n", side, side);
	uint8_t *p = arena_take(&arena, head.n + side * side);

	(void)state;
	memcpy(p, head.p, head.n);
	memset(p + head.n, 255, side * side);
	for (size_t y = 0; y < qr.side * 4; y++)
		for (size_t x = 0; x < qr.side * 4; x++)
			if (qr.dark[y / 4 * qr.side + x / 4])
				p[head.n + (y + 16) * side + x + 16] = 0;
	file_write("code.pgm", (struct bytes){ p, head.n + side * side });
	assert_true(has(said("zbarimg", "zbarimg -q --raw code.pgm 2>/dev/null"),
			"https://example.org/i/0123456789\n"));
}

static void no_text_is_no_code(void **state)
{
	size_t side = 7;

	(void)state;
	assert_int_equal(qr_svg(&arena, STR(""), &side).n, 0);
	assert_int_equal(side, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, arena_setup, arena_teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(text_can_be_read_back),
		TEST(the_document_says_what_it_is),
		TEST(only_a_language_is_a_language),
		TEST(the_code_on_paper_can_be_scanned),
		TEST(long_text_runs_over_the_foot),
		TEST(a_list_runs_over_the_foot),
		TEST(many_scripts_are_shaped),
		TEST(a_chart_is_drawn_and_told),
		TEST(a_chart_comes_back_as_it_was),
		TEST(no_other_drawing_is_a_chart),
		TEST(the_question_comes_back_as_it_was),
		TEST(no_other_bytes_are_a_question),
		TEST(a_code_too_long_is_no_document),
		TEST(paper_follows_the_country),
		TEST(the_path_is_the_code),
		TEST(the_code_on_a_page_can_be_scanned),
		TEST(no_text_is_no_code),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
