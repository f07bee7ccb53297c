/* Writes C: header, functions, literals. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "compiler.h"

/* gcc 12 does not see that what grew is kept in *t. */
#pragma GCC diagnostic ignored "-Wpragmas"
#pragma GCC diagnostic ignored "-Wunknown-warning-option"
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"

void text_add(struct tplc_text *t, const char *p, size_t n)
{
	if (t->n + n + 1 > t->cap) {
		char *grown = realloc(t->p, (t->n + n + 1) * 2);

		if (!grown)
			abort();
		t->p = grown;
		t->cap = (t->n + n + 1) * 2;
	}
	memcpy(t->p + t->n, p, n);
	t->n += n;
	t->p[t->n] = 0;
}

static void text_print_list(struct tplc_text *t, const char *format, va_list list)
{
	char *p = NULL;
	int n = vasprintf(&p, format, list);

	if (n < 0)
		abort();
	text_add(t, p, (size_t)n);
	free(p);
}

void text_print(struct tplc_text *t, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	text_print_list(t, format, list);
	va_end(list);
}

void emit_literal(struct compiler *c, char letter)
{
	text_add(&c->literal, &letter, 1);
	c->now.is_blank = c->now.is_assumed = false;
}

void emit_literals(struct compiler *c, const char *letters)
{
	for (; *letters; letters++)
		emit_literal(c, *letters);
}

/* Octal escapes have three digits always, so that a digit behind them is not taken in. */
static void add_escaped(struct tplc_text *t, unsigned char letter)
{
	if (letter == '\n')
		text_print(t, "\\n");
	else if (letter == '"' || letter == '\\' || letter == '?')
		text_print(t, "\\%c", letter);
	else if (letter < ' ' || letter > '~')
		text_print(t, "\\%03o", (unsigned)letter);
	else
		text_add(t, (const char *)&letter, 1);
}

void emit_flush(struct compiler *c)
{
	struct tplc_text *code = &c->result->code;

	if (!c->literal.n)
		return;
	text_print(code, "\thtml_lit(o, \"");
	for (size_t i = 0; i < c->literal.n; i++)
		add_escaped(code, (unsigned char)c->literal.p[i]);
	text_print(code, "\", %zu);\n", c->literal.n);
	c->literal.n = 0;
}

void emit_code(struct compiler *c, const char *format, ...)
{
	va_list list;

	emit_flush(c);
	va_start(list, format);
	text_print_list(&c->result->code, format, list);
	va_end(list);
}

void emit_line(struct compiler *c)
{
	emit_code(c, "#line %d \"%s\"\n", c->line, c->path);
}
