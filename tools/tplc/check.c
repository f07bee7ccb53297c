/* The rules of elements: addresses, fields and their labels, pictures, forms. */
#include <ctype.h>
#include <string.h>
#include "compiler.h"

const struct attr *tag_attr(const struct tag *t, const char *name)
{
	for (int i = 0; i < t->n_attrs; i++)
		if (!strcmp(t->attr[i].name, name))
			return &t->attr[i];
	return NULL;
}

static const char *tag_value(const struct tag *t, const char *name, const char *absent)
{
	const struct attr *a = tag_attr(t, name);

	return a ? a->value : absent;
}

bool tag_is_void(const struct tag *t)
{
	return t->name[0] == '!' ||
	       word_is_in(t->name, "area br col hr img input link meta source track wbr");
}

bool element_is_open(const struct compiler *c, const char *name)
{
	for (int i = 0; i < c->now.depth; i++)
		if (!strcmp(c->now.open[i].name, name))
			return true;
	return false;
}

/* What the rules below look at must hold on every way through the template. */
static bool attr_decides(const char *tag, const char *name)
{
	if (!strcmp(tag, "form"))
		return word_is_in(name, "method action");
	if (!strcmp(tag, "img"))
		return word_is_in(name, "alt");
	if (!strcmp(tag, "svg"))
		return word_is_in(name, "role aria-hidden");
	return word_is_in(tag, "input textarea select button") &&
	       word_is_in(name, "type autocomplete spellcheck");
}

void check_attr_name(struct compiler *c, const struct attr *a)
{
	const char *n = a->name;

	if (strspn(n, "abcdefghijklmnopqrstuvwxyz0123456789-:") != strlen(n))
		fail(c, "%s is no attribute name", n);
	if (!strncmp(n, "on", 2) || word_is_in(n, "style srcdoc srcset ping"))
		fail(c, "the attribute %s is not allowed; the page's policy refuses it", n);
	if (!strcmp(n, "target"))
		fail(c, "target is not allowed; people open a second window themselves");
	if (!strcmp(n, "formaction"))
		fail(c, "formaction is not allowed; a form's token is made for its action");
	if (!strcmp(n, "http-equiv"))
		fail(c, "http-equiv is not allowed; headers are the server's");
	if (a->is_branched && attr_decides(c->tag.name, n))
		fail(c, "%s may not stand in a branch", n);
	for (const struct attr *b = c->tag.attr; b < a; b++)
		if (!strcmp(b->name, n) && !(a->is_branched && b->is_branched))
			fail(c, "%s stands twice in <%s>", n, c->tag.name);
}

static bool is_scheme(const char *v, size_t n)
{
	static const char *const allowed[] = { "https", "mailto", "tel", "sms" };

	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		if (strlen(allowed[i]) == n && !strncmp(v, allowed[i], n))
			return true;
	return false;
}

void check_address(struct compiler *c, const struct attr *a)
{
	const char *v = a->value;
	size_t n = strcspn(v, "/?#:");

	if (!strncmp(v, "{{", 2))
		return;
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)v[i]) && !strchr("._-", v[i]))
			fail(c, "an address does not begin with \"%.*s\"", (int)n, v);
	if (v[n] == ':' && !is_scheme(v, n))
		fail(c, "an address of the scheme %.*s: is not allowed", (int)n, v);
	if (!strncmp(v, "//", 2) || !strncmp(v, "/\\", 2))
		fail(c, "an address of another place begins with https://");
}

void check_host(struct compiler *c, const struct attr *a)
{
	static const char scheme[] = "https:";

	check_address(c, a);
	if (!strncmp(a->value, scheme, sizeof scheme - 1) &&
	    (strlen(a->value) < sizeof scheme + 1 || !strchr(a->value + sizeof scheme + 1, '/')))
		fail(c, "the host of an address is literal");
}

static void names_add(struct compiler *c, struct names *names, const struct attr *a)
{
	if (names->n == NAMES_MAX)
		fail(c, "too many fields or ids in one template");
	if (a->is_long)
		fail(c, "%s is too long", a->name);
	struct name *row = &names->row[names->n++];

	memset(row, 0, sizeof *row);
	memcpy(row->value, a->value, sizeof row->value);
	row->line = c->tag.line;
}

static bool names_have(const struct names *names, const char *value)
{
	for (int i = 0; i < names->n; i++)
		if (!names->row[i].is_hidden && !strcmp(names->row[i].value, value))
			return true;
	return false;
}

static void check_id(struct compiler *c)
{
	const struct attr *id = tag_attr(&c->tag, "id");

	if (!id || id->has_hole || id->is_branched)
		return;
	if (names_have(&c->ids, id->value))
		fail(c, "the id %s stands twice", id->value);
	for (int i = 0; i < c->n_blocks; i++)
		if (c->block[i].kind == BLOCK_FOR)
			fail(c, "the id %s would stand twice: it is inside a loop", id->value);
	names_add(c, &c->ids, id);
}

/* A field's name for people: a label around it, a label for its id, or a name of its own. */
static void check_field(struct compiler *c)
{
	const struct tag *t = &c->tag;
	const struct attr *id = tag_attr(t, "id");

	if (!word_is_in(t->name, "input select textarea") ||
	    word_is_in(tag_value(t, "type", "text"), "hidden submit"))
		return;
	if (tag_attr(t, "aria-label") || tag_attr(t, "aria-labelledby") ||
	    element_is_open(c, "label"))
		return;
	if (!id)
		fail_at(c, t->line, "<%s> has no label", t->name);
	names_add(c, &c->fields, id);
}

static void check_field_privacy(struct compiler *c)
{
	const char *type = tag_value(&c->tag, "type", "text");
	bool is_text = !strcmp(c->tag.name, "textarea") || !strcmp(c->tag.name, "input");

	if (!is_text || word_is_in(type, "hidden submit checkbox radio range file color password"))
		return;
	if (!tag_attr(&c->tag, "autocomplete"))
		emit_literals(c, " autocomplete=\"off\"");
	if (!tag_attr(&c->tag, "spellcheck"))
		emit_literals(c, " spellcheck=\"false\"");
}

static void check_picture(struct compiler *c)
{
	const struct tag *t = &c->tag;
	const char *hidden = tag_value(t, "aria-hidden", "");

	if (!strcmp(t->name, "img") && !tag_attr(t, "alt"))
		fail_at(c, t->line, "<img> has no alt");
	if (strcmp(t->name, "svg") != 0 || !strcmp(hidden, "true"))
		return;
	if (strcmp(tag_value(t, "role", ""), "img") != 0)
		fail_at(c, t->line, "<svg> needs aria-hidden=\"true\", or role=\"img\" and a name");
}

/* The token is made for the action, so the action has to be known as a whole. */
static void check_post(struct compiler *c, const struct attr *action)
{
	if (!action || !action->value[0])
		fail(c, "a post form needs an action");
	if (action->is_long)
		fail(c, "the action of a form is too long");
	if (!action->has_hole && (action->value[0] != '/' || strpbrk(action->value, "\"\\&\n")))
		fail(c, "the action of a post form is a path of this site");
	const char *end = strstr(action->value, "}}");

	if (action->has_hole && (strncmp(action->value, "{{", 2) != 0 || !end || end[2]))
		fail(c, "the action of a post form is one literal or one struct url");
}

static void check_form(struct compiler *c)
{
	const struct tag *t = &c->tag;
	const struct attr *action = tag_attr(t, "action");
	const char *method = tag_value(t, "method", "get");

	if (strcmp(t->name, "form") != 0)
		return;
	if (element_is_open(c, "form"))
		fail(c, "forms do not nest");
	if (!strcasecmp(method, "get"))
		return;
	if (strcasecmp(method, "post") != 0)
		fail(c, "the method of a form is get or post");
	check_post(c, action);
}

static void check_button(struct compiler *c)
{
	const struct attr *type = tag_attr(&c->tag, "type");
	bool is_button = !strcmp(c->tag.name, "button");

	if (!type || !(is_button || !strcmp(c->tag.name, "input")))
		return;
	if (word_is_in(type->value, "image") && !is_button)
		fail(c, "an input of the type image is not allowed");
	if (element_is_open(c, "form") && word_is_in(type->value, "button reset"))
		fail(c, "a button in a form sends the form; type=\"%s\" does not", type->value);
}

void check_tag(struct compiler *c)
{
	const struct tag *t = &c->tag;

	if (word_is_in(t->name, "style iframe frame frameset object embed applet base portal"))
		fail(c, "<%s> is not allowed; the page's policy refuses it", t->name);
	if (!strcmp(t->name, "script") && !tag_attr(t, "src"))
		fail(c, "a script stands in its own file; the page's policy runs no other");
	if (t->is_closed && !tag_is_void(t) && !element_is_open(c, "svg") &&
	    strcmp(t->name, "svg") != 0)
		fail(c, "<%s/> does not close itself", t->name);
	check_id(c);
	if (!strcmp(t->name, "label") && tag_attr(t, "for"))
		names_add(c, &c->labels, tag_attr(t, "for"));
	check_field(c);
	check_picture(c);
	check_form(c);
	check_button(c);
	check_field_privacy(c);
}

void check_element_end(struct compiler *c)
{
	struct element *e = &c->now.open[c->now.depth - 1];

	if (!strcmp(e->name, "title") && c->now.depth > 1)
		e[-1].needs_title = false;
	if (e->needs_title)
		fail_at(c, e->line, "<svg role=\"img\"> needs a title or an aria-label");
}

void check_template(struct compiler *c)
{
	for (int i = 0; i < c->fields.n; i++)
		if (!names_have(&c->labels, c->fields.row[i].value))
			fail_at(c, c->fields.row[i].line, "the field #%s has no label",
				c->fields.row[i].value);
	c->fields.n = c->labels.n = c->ids.n = 0;
}
