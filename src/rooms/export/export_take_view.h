/* What is taken to an appointment: the page for people, and the file for a clinic's programs. */
#pragma once
#include "paper.h"
#include "ui_view.h"

#define EXPORT_PAPER_FOOT \
	"Written by the person themself, for a talk. Totals of questionnaires are no diagnosis."
#define EXPORT_SPANS	 5
#define EXPORT_LINES_MAX 80 /* of what somebody would like to say */
#define EXPORT_KINDS	 3

struct export_tick { /* a box */
	const char *name;
	struct str value, words, hint; /* hint: may be empty */
	bool is_on;
};

/* --- the page on paper */
struct export_paper_form_view {
	struct ui_choices span;
	struct export_tick part[PAPER_PARTS_MAX], called;
	size_t n;
	struct ui_field say;
	const char *note; /* NULL: nothing is amiss */
};

struct export_paper_view {
	struct str about, name;		   /* name: empty when it is not ticked */
	struct str line[EXPORT_LINES_MAX]; /* what somebody would like to say; empty ones too */
	size_t n_lines;
	const struct paper_part *part[PAPER_PARTS_MAX];
	size_t n;
	const char *span; /* as sent */
	struct str said;  /* as sent */
	bool has_name;
};

/* --- the file for programs */
struct export_fhir_form_view {
	struct ui_choices span;
	struct export_tick kind[EXPORT_KINDS + 1];
	const char *note;
};

struct export_fhir_view {
	struct str line[8]; /* what is in it */
	size_t n;
	const char *span;
	struct str seed;
	bool has[EXPORT_KINDS + 1];
	const char *field[EXPORT_KINDS + 1];
};
