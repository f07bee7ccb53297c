#include <cmark.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "ensure.h"
#include "lesson.h"
#include "matter.h"

enum field { SESSION, PHASE, TITLE, PURPOSE, MINUTES, SOURCES, REVIEWED_BY, FIELDS };

static const char *const field_name[FIELDS] = { "session", "phase",   "title",	    "purpose",
						"minutes", "sources", "reviewed_by" };

static const char *const kind_word[] = { "read", "together", "practise", "check" };

/* --- front matter */
static void read_value(void *to, size_t field, char *value)
{
	struct lesson *l = to;

	switch ((enum field)field) {
	case SESSION:
		l->number = lesson_number(l, value, 1, PROGRAMME_SESSIONS);
		break;
	case PHASE:
		l->phase = lesson_number(l, value, 1, 3);
		break;
	case TITLE:
		l->d.title = value;
		break;
	case PURPOSE:
		l->purpose = value;
		break;
	case MINUTES:
		l->minutes = lesson_number(l, value, 1, 120);
		break;
	case SOURCES:
		l->sources = value;
		break;
	case REVIEWED_BY:
		l->reviewed_by = value;
		break;
	case FIELDS:
		break;
	}
}

static void read_item(void *to, size_t field, char *item)
{
	(void)field;
	draft_fail(&((struct lesson *)to)->d, "an item without its list, or too many", item);
}

static void check_front(const struct lesson *l, const bool *seen)
{
	for (int f = 0; f < FIELDS; f++)
		if (!seen[f])
			draft_fail(&l->d, "missing field", field_name[f]);
	if (!*l->d.title || !*l->purpose)
		draft_fail(&l->d, "title or purpose is empty", l->d.path);
	if (strncmp(l->sources, "art.", 4) != 0)
		draft_fail(&l->d, "no source", l->sources);
	draft_check_tone(&l->d, l->d.title);
	draft_check_tone(&l->d, l->purpose);
}

/* --- steps */
/* "kind key | minutes | title" */
static struct lesson_step *begin_step(struct lesson *l, cmark_node *heading)
{
	char *line = draft_plain(heading), *title, *minutes = strchr(line, '|'),
	     *key = strchr(line, ' ');
	struct lesson_step *s = &l->step[l->n_steps];

	line[strcspn(line, "\n")] = 0;
	title = minutes ? strchr(minutes + 1, '|') : NULL;
	if (!title || !key || key > minutes || l->n_steps == PROGRAMME_STEPS_MAX)
		draft_fail(&l->d, "a step is: kind key | minutes | title", line);
	*key++ = *minutes++ = *title++ = 0;
	s->kind = (enum programme_kind)LESSON_FIND(l, line, kind_word);
	s->key = matter_trimmed(key);
	s->minutes = lesson_number(l, matter_trimmed(minutes), 1, LESSON_MINUTES_MAX);
	s->title = matter_trimmed(title);
	for (size_t i = 0; i < l->n_steps; i++)
		if (strcmp(l->step[i].key, s->key) == 0)
			draft_fail(&l->d, "two steps of one key", s->key);
	l->n_steps++;
	return s;
}

static void end_part(struct lesson_step *s, cmark_node *part, char **ret_html)
{
	char *plain = draft_plain(part);

	s->words += draft_count_words(plain);
	*ret_html =
		cmark_node_first_child(part) ? cmark_render_html(part, CMARK_OPT_DEFAULT) : NULL;
	free(plain);
	cmark_node_free(part);
}

static bool is_alone(cmark_node *node)
{
	cmark_node *text = cmark_node_first_child(node);

	return cmark_node_get_heading_level(node) == 3 && text && cmark_node_get_literal(text) &&
	       strcmp(cmark_node_get_literal(text), "Alone") == 0;
}

static cmark_node *read_step(struct lesson *l, cmark_node *heading)
{
	struct lesson_step *s = begin_step(l, heading);
	cmark_node *words = cmark_node_new(CMARK_NODE_DOCUMENT), *alone = NULL, *next;
	cmark_node *node = cmark_node_next(heading);

	for (; node && cmark_node_get_heading_level(node) != 2; node = next) {
		next = cmark_node_next(node);
		if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK) {
			lesson_read_block(l, s, cmark_node_get_fence_info(node),
					  cmark_node_get_literal(node));
		} else if (is_alone(node)) {
			alone = cmark_node_new(CMARK_NODE_DOCUMENT);
		} else {
			cmark_node_unlink(node);
			cmark_node_append_child(alone ? alone : words, node);
		}
	}
	end_part(s, words, &s->html);
	if (alone)
		end_part(s, alone, &s->alone);
	return node;
}

static void check_step(const struct lesson *l, const struct lesson_step *s)
{
	if (!s->html || s->words > LESSON_WORDS_MAX)
		draft_fail(&l->d, "a step has no words, or more than 250", s->title);
	if ((s->kind == STEP_TOGETHER || s->kind == STEP_PRACTISE) && !s->has_form)
		draft_fail(&l->d, "no exercise", s->title);
	if (s->kind == STEP_TOGETHER && !s->alone)
		draft_fail(&l->d, "no words for one person", s->title);
	if (s->kind == STEP_CHECK && s->n_needs == 0)
		draft_fail(&l->d, "no criterion", s->title);
	if (s->kind != STEP_CHECK && s->n_needs)
		draft_fail(&l->d, "a criterion outside of the check", s->title);
	lesson_check_form(l, s);
}

static void check_whole(const struct lesson *l)
{
	bool has[4] = { false };
	int minutes = 0;

	for (size_t i = 0; i < l->n_steps; i++) {
		check_step(l, &l->step[i]);
		has[l->step[i].kind] = true;
		minutes += l->step[i].minutes;
	}
	for (int k = 0; k < 4; k++)
		if (!has[k])
			draft_fail(&l->d, "a session has every kind of step; there is no",
				   kind_word[k]);
	if (l->step[l->n_steps - 1].kind != STEP_CHECK)
		draft_fail(&l->d, "the check comes last", l->d.title);
	if (minutes != l->minutes)
		draft_fail(&l->d, "the minutes are not the sum of the steps", l->d.title);
}

/* What is claimed by nobody here. */
static void check_claims(const struct lesson *l)
{
	static const char *const never[] = { "cbct", "50 %", "50%", "fifty per", "half of couples",
					     "cure" };
	char *small = strdup(l->d.text);

	ASSERT(small);
	for (char *c = small; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
		const char *at = strstr(small, never[i]);

		if (at && (at == small || !isalpha((unsigned char)at[-1])))
			draft_fail(&l->d, "not said in this house", at);
	}
	free(small);
}

void lesson_read(struct lesson *l, const char *path)
{
	const struct matter matter = { &l->d, field_name, FIELDS, l, read_value, read_item };
	bool seen[FIELDS] = { false };

	l->d.path = path;
	draft_take_slug(&l->d);
	draft_read_file(&l->d);
	check_claims(l);
	char *text = l->d.text;
	matter_read(&matter, &text, seen);
	check_front(l, seen);
	if (strtol(l->d.slug, NULL, 10) != l->number)
		draft_fail(&l->d, "a file begins with the number of its session", l->d.slug);

	cmark_node *root =
		cmark_parse_document(text, strlen(text), CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_SMART);
	cmark_node *node = cmark_node_first_child(root);

	draft_check_tree(&l->d, root);
	if (!node || cmark_node_get_heading_level(node) != 2)
		draft_fail(&l->d, "the body begins with a step", l->d.title);
	while (node)
		node = read_step(l, node);
	check_whole(l);
	cmark_node_free(root);
}
