/* Cuts the source into literals, holes and statements. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "compiler.h"

#define EXPRESSION_MAX 2048

static _Noreturn void fail_list(struct compiler *c, int line, const char *format, va_list list)
{
	char *to = c->result->message;
	size_t size = sizeof c->result->message;
	int n = snprintf(to, size, "%s:%d: error: ", c->path, line);

	if (n > 0 && (size_t)n < size)
		vsnprintf(to + n, size - (size_t)n, format, list);
	longjmp(c->failure, 1);
}

void fail(struct compiler *c, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	fail_list(c, c->line, format, list);
}

void fail_at(struct compiler *c, int line, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	fail_list(c, line, format, list);
}

bool word_is_in(const char *word, const char *list)
{
	size_t n = strlen(word);

	for (const char *p = list; n && (p = strstr(p, word)); p += n)
		if ((p == list || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
			return true;
	return false;
}

static char *trim(char *text)
{
	while (isspace((unsigned char)*text))
		text++;
	for (char *end = text + strlen(text); end > text && isspace((unsigned char)end[-1]);)
		*--end = 0;
	return text;
}

static struct block *block_push(struct compiler *c, enum block_kind kind)
{
	if (c->n_blocks == DEPTH_MAX)
		fail(c, "nested too deep");
	struct block *b = &c->block[c->n_blocks++];

	memset(b, 0, sizeof *b);
	b->kind = kind;
	b->line = c->line;
	b->before = c->now;
	b->n_ids = c->ids.n;
	b->arms_blank = true;
	return b;
}

/* "name(…)" into its two halves; what stands behind the parenthesis keeps its ')'. */
static char *cut_call(struct compiler *c, char *call, const char *usage)
{
	char *open = strchr(call, '(');

	if (!open || call[strlen(call) - 1] != ')')
		fail(c, "%s", usage);
	*open = 0;
	return trim(open + 1);
}

static void read_template(struct compiler *c, char *rest)
{
	char *parameters = cut_call(c, rest, "template needs (parameters)");
	const char *comma = *parameters == ')' ? "" : ", ";

	if (c->n_blocks)
		fail(c, "templates do not nest");
	memset(&c->now, 0, sizeof c->now);
	c->now.is_blank = true;
	block_push(c, BLOCK_TEMPLATE);
	text_print(&c->result->header, "void %s(struct html_out *o%s%s;\n", rest, comma,
		   parameters);
	emit_line(c);
	emit_code(c, "void %s(struct html_out *o%s%s\n{\n\t(void)o;\n", rest, comma, parameters);
}

static void read_if(struct compiler *c, const char *condition)
{
	block_push(c, BLOCK_IF);
	emit_line(c);
	emit_code(c, "\tif (%s) {\n", condition);
}

static void arm_check(struct compiler *c, const struct block *b, const struct state *other)
{
	if (!scan_is_within(&c->now, &b->before) || !scan_is_same(&c->now, other))
		fail(c, "the branch of line %d ends in another place of the HTML than it began",
		     b->line);
}

/* All arms leave the HTML in the same place; so does the way past them. */
static void arm_end(struct compiler *c, struct block *b)
{
	arm_check(c, b, b->has_arm ? &b->arm : &c->now);
	b->arm = c->now;
	b->has_arm = true;
	b->arms_blank = b->arms_blank && c->now.is_blank;
}

static void read_other_arm(struct compiler *c, const char *condition)
{
	struct block *b = &c->block[c->n_blocks - 1];

	if (b->kind != BLOCK_IF || b->has_else)
		fail(c, "%s without if", condition ? "elif" : "else");
	arm_end(c, b);
	b->has_else = !condition;
	c->now = b->before;
	for (int i = b->n_ids; i < c->ids.n; i++)
		c->ids.row[i].is_hidden = true;
	scan_other_arm(c);
	emit_flush(c);
	if (!condition) {
		emit_code(c, "\t} else {\n");
		return;
	}
	emit_line(c);
	emit_code(c, "\t} else if (%s) {\n", condition);
}

static void read_for(struct compiler *c, char *rest)
{
	char *in = strstr(rest, " in "), *comma = in ? strrchr(in, ',') : NULL;

	if (!comma)
		fail(c, "for x in ARRAY, COUNT");
	*in = *comma = 0;
	const char *x = trim(rest), *array = trim(in + 4), *count = trim(comma + 1);

	block_push(c, BLOCK_FOR);
	c->now.is_assumed = c->now.is_blank;
	emit_line(c);
	emit_code(c, "\tfor (size_t i_%s = 0; i_%s < (size_t)(%s); i_%s++) {\n", x, x, count, x);
	emit_code(c, "\t__typeof__(&(%s)[0]) %s = &(%s)[i_%s];\n\t(void)%s;\n", array, x, array, x,
		  x);
}

static void read_show(struct compiler *c, char *rest)
{
	char *arguments = cut_call(c, rest, "show name(arguments)");

	if (c->now.place != IN_TEXT)
		fail(c, "show stands only in text");
	emit_line(c);
	emit_code(c, "\t%s(o%s%s;\n", rest, *arguments == ')' ? "" : ", ", arguments);
	c->now.is_blank = c->now.is_assumed = false;
}

static void template_end(struct compiler *c)
{
	const struct state *s = &c->now;

	if (s->place != IN_TEXT || s->depth)
		fail(c, "the template ends inside <%s>",
		     s->place != IN_TEXT ? c->tag.name : s->open[s->depth - 1].name);
	check_template(c);
	emit_code(c, "}\n\n");
}

static void read_end(struct compiler *c)
{
	struct block *b = &c->block[c->n_blocks - 1];

	if (b->kind == BLOCK_TEMPLATE) {
		template_end(c);
		c->n_blocks--;
		return;
	}
	arm_end(c, b);
	if (!b->has_else)
		arm_check(c, b, &b->before);
	/* White space left out at the head of a round must stand at the foot of the one before. */
	if (b->kind == BLOCK_FOR && b->has_dropped && !c->now.is_blank)
		emit_literal(c, '\n'), b->arms_blank = true;
	for (int i = b->n_ids; i < c->ids.n; i++)
		c->ids.row[i].is_hidden = false;
	emit_code(c, "\t}\n");
	c->now.is_blank = b->arms_blank && (b->has_else || b->before.is_blank);
	c->now.is_assumed = false;
	c->n_blocks--;
}

static void read_statement(struct compiler *c, char *s)
{
	if (!strncmp(s, "use ", 4)) {
		text_print(&c->result->header, "#include %s\n", trim(s + 4));
		return;
	}
	if (!strncmp(s, "template ", 9)) {
		read_template(c, trim(s + 9));
		return;
	}
	if (!c->n_blocks)
		fail(c, "outside of a template");
	scan_statement(c);
	if (!strncmp(s, "if ", 3))
		read_if(c, trim(s + 3));
	else if (!strncmp(s, "elif ", 5))
		read_other_arm(c, trim(s + 5));
	else if (!strcmp(s, "else"))
		read_other_arm(c, NULL);
	else if (!strncmp(s, "for ", 4))
		read_for(c, trim(s + 4));
	else if (!strncmp(s, "show ", 5))
		read_show(c, trim(s + 5));
	else if (!strcmp(s, "end"))
		read_end(c);
	else
		fail(c, "unknown statement \"%.40s\"", s);
}

static void read_hole(struct compiler *c, char *expression)
{
	if (!c->n_blocks)
		fail(c, "outside of a template");
	if (*expression != '?') {
		if (!*expression)
			fail(c, "an empty hole");
		scan_hole(c, expression);
		return;
	}
	char *name = trim(expression + 1), *rest = name + strcspn(name, " \t");

	if (!*rest)
		fail(c, "{{? attribute EXPRESSION }} needs an expression");
	*rest = 0;
	scan_flag(c, name, trim(rest + 1));
}

/* White space between tags and in the text: a line end with its indent is one line feed. */
static const char *read_blanks(struct compiler *c, const char *p, const char *start)
{
	size_t n = strspn(p, " \t\r\n");
	bool has_line = c->after_statement || memchr(p, '\n', n);

	if (!has_line || element_is_open(c, "pre")) {
		for (size_t i = 0; i < n; i++)
			scan_literal(c, p + i, start);
		c->now.is_blank = true;
	} else if (!c->now.is_blank) {
		scan_literal(c, c->now.place == IN_TAG ? " " : "\n", start);
		c->now.is_blank = true;
	} else if (c->now.is_assumed) {
		for (int i = 0; i < c->n_blocks; i++)
			c->block[i].has_dropped |= c->block[i].kind == BLOCK_FOR;
	}
	for (size_t i = 0; i < n; i++)
		if (p[i] == '\n')
			c->line++, c->line_has_content = false;
	c->after_statement = false;
	return p + n;
}

static const char *read_literal(struct compiler *c, const char *p, const char *start)
{
	bool is_outside = !c->n_blocks;
	bool is_free = c->now.place == IN_TEXT || c->now.place == IN_TAG;

	if (isspace((unsigned char)*p) && !is_outside && is_free)
		return read_blanks(c, p, start);
	if (!isspace((unsigned char)*p)) {
		if (is_outside)
			fail(c, "text outside of a template");
		c->line_has_content = true;
	}
	c->after_statement = false;
	if (!is_outside)
		scan_literal(c, p, start);
	if (*p == '\n')
		c->line++, c->line_has_content = false;
	return p + 1;
}

/* Behind a statement: the end of a line that holds nothing else belongs to it. */
static const char *skip_line_end(struct compiler *c, const char *p)
{
	size_t n = strspn(p, " \t\r");

	if (c->line_has_content || p[n] != '\n')
		return p;
	c->line++;
	c->after_statement = true;
	return p + n + 1;
}

static const char *read_braces(struct compiler *c, const char *p)
{
	bool is_hole = p[1] == '{';
	const char *end = strstr(p + 2, is_hole ? "}}" : "%}");
	char expression[EXPRESSION_MAX];

	if (!end)
		fail(c, "unclosed {%c", p[1]);
	size_t n = (size_t)(end - p) - 2;

	if (n >= sizeof expression)
		fail(c, "too long");
	memcpy(expression, p + 2, n);
	expression[n] = 0;
	c->after_statement = false;
	if (is_hole) {
		read_hole(c, trim(expression));
		c->line_has_content = true;
	} else {
		read_statement(c, trim(expression));
	}
	for (size_t i = 0; i < n; i++)
		c->line += p[2 + i] == '\n';
	return is_hole ? end + 2 : skip_line_end(c, end + 2);
}

static void read_source(struct compiler *c, const char *source, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)source[i] < ' ' && !strchr("\t\r\n", source[i] ? source[i] : 1))
			fail(c, "a control character in the template");
	for (const char *p = source; *p;)
		p = *p == '{' && (p[1] == '{' || p[1] == '%') ? read_braces(c, p)
							      : read_literal(c, p, source);
	if (c->n_blocks)
		fail_at(c, c->block[c->n_blocks - 1].line, "this is not ended");
}

bool tplc_compile(const char *path, const char *header_name, const char *source, size_t n,
		  struct tplc_result *ret)
{
	struct compiler *c = calloc(1, sizeof *c);
	volatile bool is_done = false;

	if (!c)
		abort();
	memset(ret, 0, sizeof *ret);
	c->path = path;
	c->line = 1;
	c->result = ret;
	text_print(&ret->header, "/* made by tplc from %s: do not edit */\n#pragma once\n", path);
	text_print(&ret->header, "#include \"html.h\"\n");
	text_print(&ret->code, "/* made by tplc from %s: do not edit */\n", path);
	text_print(&ret->code, "#include \"%s\"\n", header_name);
	text_print(&ret->code, "#pragma GCC diagnostic ignored \"-Wshadow\"\n");
	text_print(&ret->code, "#pragma GCC diagnostic ignored \"-Wnull-dereference\"\n\n");
	if (!setjmp(c->failure)) {
		read_source(c, source, n);
		is_done = true;
	}
	free(c->literal.p);
	free(c);
	return is_done;
}

void tplc_result_end(struct tplc_result *r)
{
	free(r->header.p);
	free(r->code.p);
	memset(r, 0, sizeof *r);
}
