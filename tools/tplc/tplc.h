/* tplc: compiles one template (x.html) into C at build time.   tplc x.html x.html.h x.html.c
 *
 * How to write a template. Beside your page code put x.html:
 *
 *     {% use "x_view.h" %}
 *     {% template x_page(const struct x_view *v) %}
 *     <h1>{{ v->title }}</h1>
 *     {% if v->n %}
 *     <ul>
 *       {% for row in v->row, v->n %}
 *       <li><a href="/x?id={{ row->id }}">{{ row->name }}</a></li>
 *       {% end %}
 *     </ul>
 *     {% else %}
 *     <p>Nothing here yet.</p>
 *     {% end %}
 *     {% end %}
 *
 * add tpl.process('x.html') to the sources of your library, include "x.html.h" and call
 * x_page(out, &view). A slip in a field name or a type is a compile error at the template's line.
 *
 * Statements
 *   {% use "view.h" %}                   a header that declares what the template reads
 *   {% template name(PARAMETERS) %}      begins void name(struct html_out *o, PARAMETERS)
 *   {% if E %} {% elif E %} {% else %}   E is any C expression
 *   {% for x in ARRAY, COUNT %}          x points at each element; i_x counts from 0
 *   {% show name(ARGUMENTS) %}           another template, also one of a `use`d x.html.h
 *   {% end %}                            ends if, for and template
 * Holes
 *   {{ E }}                              text; where it stands decides how it is escaped
 *   {{? attribute E }}                   an attribute without value, present when E holds
 * E is struct str, const char *, any integer, struct html (between tags only) or struct url (which
 * alone may begin href, src or action). E may not contain the mark that closes it.
 *
 * A line with nothing but statements leaves no trace. Elsewhere a line end with its indent becomes
 * one line feed, except inside pre and textarea. Comments are left out.
 *
 * What the compiler adds: the hidden token inputs of every form with method="post" (whose action is
 * one literal or one struct url); autocomplete="off" and spellcheck="false" on inputs that take
 * text, where the author says nothing (a password keeps what the author says).
 *
 * What does not build: tags that do not close; branches that end elsewhere than they began; a hole
 * in a tag or attribute name, an unquoted value, a comment or a script; inline script and style,
 * on… and style attributes, frames; target, formaction, http-equiv; addresses of any scheme but
 * https, tel, sms, mailto; a button in a form that is not its submit; a field without a label; img
 * without alt; svg without aria-hidden or a name; an id twice. What decides such a rule (type,
 * method, action, alt, role, autocomplete …) may hold a hole but not stand inside a branch. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* Growing text of the compiler. Released by tplc_text_end. */
struct tplc_text {
	char *p; /* NUL-terminated once something was added */
	size_t n, cap;
};

struct tplc_result {
	struct tplc_text header, code;
	char message[512]; /* "x.html:3: error: …" when compiling failed */
};

/* `source` ends with a NUL at source[n]. `header_name` is what the code includes. False: see
 * message. The result is to be released in either case. */
bool tplc_compile(const char *path, const char *header_name, const char *source, size_t n,
		  struct tplc_result *ret);
void tplc_result_end(struct tplc_result *r);
