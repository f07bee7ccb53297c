/* country: where a person is, and whom they can call there.
 *
 * The rows come from content/data/crisis_lines.json, compiled by tools/linesc; a number without the
 * day on which it was checked does not build. Rows are boot data: they live as long as the program.
 * Invariants: within a country lines stand by kind, and within a kind the surest first, so a line
 * of LINE_LOW never stands before a better one of its kind. A page that shows a kind of which
 * country_has_checked is false says first, in plain words, that the numbers could not be checked.
 * Every link has an href that a phone can dial or text ("tel:08001110111",
 * "sms:741741?body=HOME").
 * Pure: no clock, no allocation. */
#pragma once
#include "day.h"

enum line_kind { LINE_CRISIS, LINE_DOMESTIC_VIOLENCE, LINE_VETERANS, LINE_KINDS };
enum line_confidence { LINE_LOW, LINE_MEDIUM, LINE_HIGH };
enum line_hours { LINE_ALWAYS, LINE_SOME_HOURS, LINE_HOURS_UNKNOWN };

struct line_link {
	struct str shown; /* "988, then press 1" */
	struct str href;  /* "tel:988" */
	struct str label; /* "ambulance", may be empty */
};

struct line_links {
	const struct line_link *first;
	size_t n;
};

struct crisis_line {
	enum line_kind kind;
	enum line_confidence confidence;
	enum line_hours hours;
	struct str name;
	struct line_links call, text; /* one of them may be empty, never both */
	struct str chat;	      /* an address as words, never a link out; may be empty */
	struct str note;	      /* one sentence for the caller; may be empty */
	struct day checked;
};

struct country {
	struct str code;		/* "AT" */
	struct str name;		/* "Austria" */
	struct line_links emergency;	/* at least one */
	const struct crisis_line *line; /* of all kinds */
	size_t first[LINE_KINDS + 1];	/* lines of kind k: first[k] .. first[k + 1] - 1 */
};

size_t country_count(void);
const struct country *country_at(size_t index); /* by English name */

/* By code, upper or lower case; NULL for a country that is not in the data. */
const struct country *country_find(struct str code);

/* does   the country a browser's Accept-Language speaks of: the region of the best entry that has
 *        a known one ("de-AT" → Austria), else the country its language makes likely ("sv" →
 *        Sweden)
 * gives  NULL when nothing can be told; the page then asks */
const struct country *country_from_languages(struct str accept_language);

/* Lines of a kind, the surest first. */
const struct crisis_line *country_lines(const struct country *c, enum line_kind kind,
					size_t *ret_count);

/* Is there a line of this kind that was checked with more than low confidence? */
bool country_has_checked(const struct country *c, enum line_kind kind);

struct str line_hours_words(enum line_hours h); /* "Day and night." */
