/* Holes and branches: what may stand where the HTML is, and how it is escaped there. */
#include <string.h>
#include "compiler.h"

static void value_add_hole(struct compiler *c, const char *expression)
{
	struct attr *a = attr_now(c);

	a->has_hole = true;
	if (!strcmp(c->tag.name, "form") && !strcmp(a->name, "method"))
		fail(c, "the method of a form is literal");
	value_add(a, "{{", 2);
	value_add(a, expression, strlen(expression));
	value_add(a, "}}", 2);
}

void scan_hole(struct compiler *c, const char *expression)
{
	const char *writer = NULL;

	switch (c->now.place) {
	case IN_TEXT:
		writer = "html_put";
		break;
	case IN_PLAIN:
	case IN_VALUE:
		writer = "html_put_attr";
		break;
	case IN_URL:
		if (attr_now(c)->value[0])
			fail(c, "the hole of an address stands at its beginning or behind / ? #");
		writer = "html_put_url";
		break;
	case IN_QUERY:
		writer = "html_put_query";
		break;
	case IN_SCRIPT:
		fail(c, "no hole may stand inside <script>");
	case IN_COMMENT:
		fail(c, "no hole may stand in a comment");
	case IN_ATTR_EQUALS:
		fail(c, "attribute %s must be quoted", attr_now(c)->name);
	case IN_TAG_NAME:
	case IN_TAG:
	case IN_ATTR_NAME:
		fail(c, "no hole may stand in a tag or attribute name");
	}
	if (c->now.place == IN_VALUE || c->now.place == IN_URL || c->now.place == IN_QUERY) {
		if (c->now.place == IN_QUERY)
			check_host(c, attr_now(c));
		value_add_hole(c, expression);
		c->now.place = c->now.place == IN_URL ? IN_QUERY : c->now.place;
	}
	emit_line(c);
	emit_code(c, "\t%s(o, %s);\n", writer, expression);
	c->now.is_blank = c->now.is_assumed = false;
}

void scan_flag(struct compiler *c, const char *name, const char *expression)
{
	if (c->now.place != IN_TAG)
		fail(c, "{{? }} stands only between attributes");
	attr_begin(c);
	for (const char *p = name; *p; p++)
		word_add(c, attr_now(c)->name, *p);
	attr_now(c)->is_branched = true;
	check_attr_name(c, attr_now(c));
	emit_line(c);
	emit_code(c, "\tif (%s)\n\t\thtml_lit(o, \" %s\", %zu);\n", expression, attr_now(c)->name,
		  strlen(name) + 1);
}

static void value_branch(struct compiler *c, struct attr *a)
{
	if (c->now.place == IN_URL && a->value[0])
		fail(c, "a branch stands at the beginning of an address or behind / ? #");
	if (!strcmp(c->tag.name, "form") && word_is_in(a->name, "action method"))
		fail(c, "the %s of a form may not stand in a branch", a->name);
	a->is_branched = true;
}

void scan_statement(struct compiler *c)
{
	switch (c->now.place) {
	case IN_TEXT:
	case IN_PLAIN:
	case IN_TAG:
		return;
	case IN_URL:
	case IN_QUERY:
	case IN_VALUE:
		value_branch(c, attr_now(c));
		return;
	case IN_SCRIPT:
	case IN_COMMENT:
	case IN_TAG_NAME:
	case IN_ATTR_NAME:
	case IN_ATTR_EQUALS:
		fail(c, "no statement may stand in a name, a script or a comment");
	}
}

void scan_other_arm(struct compiler *c)
{
	if (c->now.place == IN_URL)
		attr_now(c)->value[0] = 0; /* the arm before wrote its own beginning */
}

bool scan_is_within(const struct state *now, const struct state *begin)
{
	if (begin->place >= IN_TAG_NAME && now->tag != begin->tag)
		return false;
	return begin->place < IN_ATTR_NAME || now->attr == begin->attr;
}

bool scan_is_same(const struct state *a, const struct state *b)
{
	if (a->place != b->place || a->depth != b->depth)
		return false;
	if (a->place >= IN_TAG_NAME && a->tag != b->tag)
		return false;
	if (a->place >= IN_ATTR_NAME && (a->attr != b->attr || a->quote != b->quote))
		return false;
	for (int i = 0; i < a->depth; i++)
		if (strcmp(a->open[i].name, b->open[i].name) != 0 ||
		    a->open[i].needs_title != b->open[i].needs_title)
			return false;
	return true;
}
