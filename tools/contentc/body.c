#include <cmark.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "draft.h"

#define SHORT_WORDS_MAX 120
#define PARSE_OPTIONS	(CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_SMART)

static void check_link(const struct draft *d, const char *url)
{
	bool is_ours = url[0] == '/' && url[1] != '/' && !strchr(url, '\\');
	if (!is_ours && strncmp(url, "https://", 8) != 0)
		draft_fail(d, "a link is https or begins with one /", url);
}

/* The tone of the house, as far as a machine can hear it. */
void draft_check_tone(const struct draft *d, const char *text)
{
	static const char *const never[] = { "should", "invalid", "!", "\xE2\x80\x94" };

	for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
		const char *at = strstr(text, never[i]);
		if (at && (i > 1 || !isalpha((unsigned char)at[strlen(never[i])]))) /* "shoulder" */
			draft_fail(d, "not said in this house", at);
	}
}

static void check_node(const struct draft *d, cmark_node *node)
{
	switch ((int)cmark_node_get_type(node)) {
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_HTML_INLINE:
		draft_fail(d, "raw HTML", cmark_node_get_literal(node));
	case CMARK_NODE_IMAGE:
		draft_fail(d, "a picture", cmark_node_get_url(node));
	case CMARK_NODE_LINK:
		check_link(d, cmark_node_get_url(node));
		break;
	case CMARK_NODE_TEXT:
		draft_check_tone(d, cmark_node_get_literal(node));
		break;
	default:
		break;
	}
}

void draft_check_tree(const struct draft *d, struct cmark_node *root)
{
	cmark_iter *walk = cmark_iter_new(root);
	while (cmark_iter_next(walk) != CMARK_EVENT_DONE)
		check_node(d, cmark_iter_get_node(walk));
	cmark_iter_free(walk);
}

static bool is_heading(cmark_node *node, const char *words)
{
	cmark_node *text = cmark_node_first_child(node);
	return text && !cmark_node_next(text) && cmark_node_get_heading_level(node) == 2 &&
	       cmark_node_get_type(text) == CMARK_NODE_TEXT &&
	       strcmp(cmark_node_get_literal(text), words) == 0;
}

/* Moves what stands between `heading` and the next heading of the second level to a document of
 * its own. The page has one h1, so what is ### here becomes an h2 there. */
static cmark_node *part_after(struct draft *d, cmark_node *heading)
{
	cmark_node *part = cmark_node_new(CMARK_NODE_DOCUMENT), *next;

	for (cmark_node *node = cmark_node_next(heading); node; node = next) {
		int level = cmark_node_get_heading_level(node);
		next = cmark_node_next(node);
		if (level == 2)
			break;
		if (level == 1 || level > 4)
			draft_fail(d, "headings inside a part are ### or ####", "");
		if (level)
			cmark_node_set_heading_level(node, level - 1);
		cmark_node_unlink(node);
		cmark_node_append_child(part, node);
	}
	return part;
}

int draft_count_words(const char *text)
{
	int n = 0;
	for (;;) {
		text += strspn(text, " \n\t");
		if (!*text)
			return n;
		text += strcspn(text, " \n\t");
		n++;
	}
}

/* Text alone, with a line end after every block. */
char *draft_plain(struct cmark_node *root)
{
	char *plain = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&plain, &size);
	cmark_iter *walk = cmark_iter_new(root);

	if (!out)
		abort();
	for (cmark_event_type e = cmark_iter_next(walk); e != CMARK_EVENT_DONE;
	     e = cmark_iter_next(walk)) {
		cmark_node *node = cmark_iter_get_node(walk);
		cmark_node_type type = cmark_node_get_type(node);
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			fputs(cmark_node_get_literal(node), out);
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			fputc(' ', out);
		else if (e == CMARK_EVENT_EXIT && type <= CMARK_NODE_LAST_BLOCK)
			fputc('\n', out);
	}
	cmark_iter_free(walk);
	fclose(out);
	return plain;
}

static void read_short(struct draft *d, cmark_node *heading)
{
	cmark_node *part = part_after(d, heading);
	char *plain = draft_plain(part);

	d->short_words = draft_count_words(plain);
	d->short_html = cmark_render_html(part, CMARK_OPT_DEFAULT);
	free(plain);
	cmark_node_free(part);
	if (d->short_words == 0 || d->short_words > SHORT_WORDS_MAX)
		draft_fail(d, "the short part is empty or over 120 words", d->title);
}

static void read_full(struct draft *d, cmark_node *heading)
{
	cmark_node *part = part_after(d, heading);

	d->plain = draft_plain(part);
	d->words = draft_count_words(d->plain);
	d->full_html = cmark_render_html(part, CMARK_OPT_DEFAULT);
	cmark_node_free(part);
	if (d->words <= d->short_words)
		draft_fail(d, "the full part is not longer than the short one", d->title);
}

void draft_read_body(struct draft *d, const char *markdown)
{
	cmark_node *root = cmark_parse_document(markdown, strlen(markdown), PARSE_OPTIONS);
	cmark_node *first = cmark_node_first_child(root);

	draft_check_tree(d, root);
	if (!first || !is_heading(first, "Short"))
		draft_fail(d, "the body begins with", "## Short");
	read_short(d, first);
	cmark_node *second = cmark_node_next(first);
	if (!second || !is_heading(second, "Full"))
		draft_fail(d, "after the short part comes", "## Full");
	read_full(d, second);
	if (cmark_node_next(second))
		draft_fail(d, "only two headings of the second level", "## Short, ## Full");
	cmark_node_free(root);
}
