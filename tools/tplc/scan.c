/* Follows the HTML letter by letter, so that it is known at every hole what stands around it. */
#include <ctype.h>
#include <string.h>
#include "compiler.h"

void word_add(struct compiler *c, char *word, char letter)
{
	size_t n = strlen(word);

	if (n + 1 == WORD_MAX)
		fail(c, "the name %s is too long", word);
	word[n] = (char)tolower((unsigned char)letter);
	word[n + 1] = 0;
}

struct attr *attr_now(struct compiler *c)
{
	return &c->tag.attr[c->tag.n_attrs - 1];
}

void value_add(struct attr *a, const char *p, size_t n)
{
	size_t used = strlen(a->value);

	if (used + n >= VALUE_MAX)
		a->is_long = true;
	else
		memcpy(a->value + used, p, n), a->value[used + n] = 0;
}

static void tag_begin(struct compiler *c)
{
	memset(&c->tag, 0, sizeof c->tag);
	c->tag.line = c->line;
	c->tag.n_blocks = c->n_blocks;
	c->now.tag = ++c->n_tags;
	c->now.place = IN_TAG_NAME;
}

void attr_begin(struct compiler *c)
{
	if (c->tag.is_closing)
		fail(c, "</%s> takes no attributes", c->tag.name);
	if (c->tag.n_attrs == ATTRS_MAX)
		fail(c, "<%s> has too many attributes", c->tag.name);
	struct attr *a = &c->tag.attr[c->tag.n_attrs++];

	memset(a, 0, sizeof *a);
	a->line = c->line;
	a->is_branched = c->n_blocks > c->tag.n_blocks;
	c->now.attr = c->tag.n_attrs;
}

static void element_push(struct compiler *c)
{
	struct state *s = &c->now;

	if (s->depth == DEPTH_MAX)
		fail(c, "nested too deep");
	struct element *e = &s->open[s->depth++];

	memset(e, 0, sizeof *e);
	memcpy(e->name, c->tag.name, sizeof e->name);
	e->line = c->tag.line;
	if (!strcmp(e->name, "script"))
		s->place = IN_SCRIPT;
	else if (word_is_in(e->name, "title textarea"))
		s->place = IN_PLAIN;
}

static void element_pop(struct compiler *c)
{
	struct state *s = &c->now;
	const char *open = s->depth ? s->open[s->depth - 1].name : "nothing";

	if (strcmp(open, c->tag.name) != 0)
		fail(c, "</%s> does not close <%s>", c->tag.name, open);
	check_element_end(c);
	s->depth--;
}

static void form_protect(struct compiler *c)
{
	const struct attr *method = tag_attr(&c->tag, "method");
	const struct attr *action = tag_attr(&c->tag, "action");

	if (strcmp(c->tag.name, "form") != 0 || !method || strcasecmp(method->value, "post") != 0)
		return;
	if (!action->has_hole) {
		emit_code(c, "\thtml_csrf(o, STR(\"%s\"));\n", action->value);
		return;
	}
	emit_line(c);
	emit_code(c, "\thtml_csrf(o, (%.*s).s);\n", (int)strlen(action->value) - 4,
		  action->value + 2);
}

static void tag_end(struct compiler *c)
{
	if (!c->tag.name[0])
		fail(c, "a tag without a name; write &lt; for the sign itself");
	c->now.place = IN_TEXT;
	if (c->tag.is_closing) {
		element_pop(c);
		emit_literal(c, '>');
		return;
	}
	check_tag(c);
	emit_literals(c, c->tag.is_closed && !tag_is_void(&c->tag) ? "/>" : ">");
	if (tag_is_void(&c->tag))
		return;
	element_push(c);
	if (c->tag.is_closed) {
		check_element_end(c);
		c->now.depth--;
		c->now.place = IN_TEXT;
		return;
	}
	if (!strcmp(c->tag.name, "svg"))
		c->now.open[c->now.depth - 1].needs_title = !tag_attr(&c->tag, "aria-hidden") &&
							    !tag_attr(&c->tag, "aria-label") &&
							    !tag_attr(&c->tag, "aria-labelledby");
	if (!strcmp(c->tag.name, "textarea"))
		emit_literal(c, '\n'); /* browsers drop one here; a person's first may not be it */
	form_protect(c);
}

static void step_outside(struct compiler *c, const char *p)
{
	const struct state *s = &c->now;
	bool is_markup = s->place == IN_TEXT;

	if (*p == '<' && !is_markup) {
		const char *name = s->open[s->depth - 1].name;

		is_markup = p[1] == '/' && !strncasecmp(p + 2, name, strlen(name));
	}
	if (*p == '<' && is_markup) {
		if (!isalpha((unsigned char)p[1]) && p[1] != '/' && p[1] != '!' && p[1] != '{')
			fail(c, "write &lt; for the sign itself");
		tag_begin(c);
	} else if (s->place == IN_SCRIPT && !isspace((unsigned char)*p)) {
		fail(c, "a script stands in its own file; the page's policy runs no other");
	}
	emit_literal(c, *p);
}

static void step_tag_name(struct compiler *c, char letter)
{
	bool is_first = !c->tag.name[0];

	if (letter == '/' && is_first && !c->tag.is_closing) {
		c->tag.is_closing = true;
	} else if (letter == '>') {
		tag_end(c);
		return;
	} else if (letter == '/') {
		c->tag.is_closed = true;
		c->now.place = IN_TAG;
		return;
	} else if (isspace((unsigned char)letter)) {
		if (is_first)
			fail(c, "write &lt; for the sign itself");
		c->now.place = IN_TAG;
	} else if (isalnum((unsigned char)letter) || letter == '-' || (letter == '!' && is_first)) {
		word_add(c, c->tag.name, letter);
	} else {
		fail(c, "<%s%c is no tag name", c->tag.name, letter);
	}
	emit_literal(c, letter);
}

static void attr_name_end(struct compiler *c)
{
	check_attr_name(c, attr_now(c));
	c->now.place = IN_TAG;
}

static void step_tag(struct compiler *c, char letter)
{
	if (letter == '>') {
		tag_end(c);
		return;
	}
	if (letter == '/') {
		c->tag.is_closed = true;
		return; /* written by tag_end where it means something */
	}
	if (!isspace((unsigned char)letter)) {
		if (c->tag.is_closed || strchr("\"'=<`", letter))
			fail(c, "<%s> has a stray %c", c->tag.name, letter);
		attr_begin(c);
		word_add(c, attr_now(c)->name, letter);
		c->now.place = IN_ATTR_NAME;
	}
	emit_literal(c, letter);
}

static void step_attr_name(struct compiler *c, char letter)
{
	if (letter == '=') {
		attr_name_end(c);
		c->now.place = IN_ATTR_EQUALS;
		emit_literal(c, letter);
	} else if (letter == '>' || letter == '/' || isspace((unsigned char)letter)) {
		attr_name_end(c);
		step_tag(c, letter);
	} else {
		word_add(c, attr_now(c)->name, letter);
		emit_literal(c, letter);
	}
}

static void step_attr_equals(struct compiler *c, char letter)
{
	struct attr *a = attr_now(c);

	if (letter != '"' && letter != '\'')
		fail(c, "attribute %s must be quoted", a->name);
	a->has_value = true;
	c->now.quote = letter;
	c->now.place = word_is_in(a->name, "href xlink:href src action cite poster data")
			       ? IN_URL
			       : IN_VALUE;
	emit_literal(c, letter);
}

static void step_value(struct compiler *c, char letter)
{
	struct attr *a = attr_now(c);

	if (letter == c->now.quote) {
		if (c->now.place != IN_VALUE)
			check_address(c, a);
		c->now.place = IN_TAG;
	} else {
		value_add(a, &letter, 1);
		if (c->now.place == IN_URL && strchr("/?#:", letter)) {
			check_address(c, a);
			c->now.place = IN_QUERY;
		}
	}
	emit_literal(c, letter);
}

void scan_literal(struct compiler *c, const char *p, const char *start)
{
	switch (c->now.place) {
	case IN_TEXT:
		if (!strncmp(p, "<!--", 4)) {
			c->now.place = IN_COMMENT;
			return;
		}
		step_outside(c, p);
		return;
	case IN_PLAIN:
	case IN_SCRIPT:
		step_outside(c, p);
		return;
	case IN_COMMENT:
		if (*p == '>' && p - start >= 2 && p[-1] == '-' && p[-2] == '-')
			c->now.place = IN_TEXT;
		return;
	case IN_TAG_NAME:
		step_tag_name(c, *p);
		return;
	case IN_TAG:
		step_tag(c, *p);
		return;
	case IN_ATTR_NAME:
		step_attr_name(c, *p);
		return;
	case IN_ATTR_EQUALS:
		step_attr_equals(c, *p);
		return;
	case IN_VALUE:
	case IN_URL:
	case IN_QUERY:
		step_value(c, *p);
		return;
	}
}
