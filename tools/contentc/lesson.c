#include "lesson.h"
#include <stdlib.h>
#include <string.h>

static struct lesson lesson[PROGRAMME_SESSIONS];

static void write_text(FILE *out, const char *name, const char *text)
{
	fprintf(out, ", .%s = ", name);
	draft_write_text(out, text ? text : "");
}

static void write_texts(FILE *out, const char *name, const char *const text[], size_t n)
{
	if (n == 0)
		return;
	fprintf(out, ",\n\t\t.%s = (const struct str[]){ ", name);
	for (size_t i = 0; i < n; i++) {
		draft_write_text(out, text[i] ? text[i] : "");
		fputs(", ", out);
	}
	fprintf(out, "}, .n_%ss = %zu", name, n);
}

static void write_needs(FILE *out, const struct lesson_step *s)
{
	fputs(",\n\t\t.need = (const struct programme_need[]){ ", out);
	for (size_t i = 0; i < s->n_needs; i++) {
		const struct programme_need *n = &s->need[i].need;

		fprintf(out,
			"{ .step = %u, .measure = (enum programme_measure)%d, .n = %d, .field = %u,"
			" .values = %uU, .value = %d",
			n->step, (int)n->measure, n->n, n->field, n->values, n->value);
		write_text(out, "words", s->need[i].words);
		fputs(" }, ", out);
	}
	fprintf(out, "}, .n_needs = %zu", s->n_needs);
}

static void write_step(FILE *out, const struct lesson_step *s)
{
	fprintf(out,
		"\t{ .kind = (enum programme_kind)%d, .minutes = %d,"
		" .exercise = (enum programme_exercise)%d, .is_shown = %s",
		(int)s->kind, s->minutes, (int)s->exercise, s->is_shown ? "true" : "false");
	write_text(out, "key", s->key);
	write_text(out, "title", s->title);
	write_text(out, "html", s->html);
	write_text(out, "alone", s->alone);
	write_texts(out, "label", s->label, s->n_labels);
	write_texts(out, "item", s->item, s->n_items);
	write_texts(out, "choice", s->choice, s->n_choices);
	if (s->n_needs)
		write_needs(out, s);
	fputs(" },\n", out);
}

static void write_session(FILE *out, const struct lesson *l)
{
	fprintf(out, "\t{ .number = %d, .phase = %d, .minutes = %d", l->number, l->phase,
		l->minutes);
	write_text(out, "title", l->d.title);
	write_text(out, "purpose", l->purpose);
	write_text(out, "source", l->sources);
	write_text(out, "reviewed_by", l->reviewed_by);
	fprintf(out, ",\n\t  .step = session_%d_step, .n_steps = %zu },\n", l->number, l->n_steps);
}

static int write_all(const char *path)
{
	FILE *out = fopen(path, "w");

	if (!out) {
		perror(path);
		return 1;
	}
	fputs("/* made by tools/contentc; the sources are content/programme */\n"
	      "#pragma once\n#include \"programme.h\"\n",
	      out);
	for (size_t i = 0; i < PROGRAMME_SESSIONS; i++) {
		fprintf(out, "\nstatic const struct programme_step session_%zu_step[] = {\n",
			i + 1);
		for (size_t k = 0; k < lesson[i].n_steps; k++)
			write_step(out, &lesson[i].step[k]);
		fputs("};\n", out);
	}
	fputs("\nstatic const struct programme_session session_table[] = {\n", out);
	for (size_t i = 0; i < PROGRAMME_SESSIONS; i++)
		write_session(out, &lesson[i]);
	fputs("};\n", out);
	return fclose(out) == 0 ? 0 : 1;
}

/* One file, or all fifteen in their order. */
int lesson_compile(const char *out, char **path, size_t n)
{
	for (size_t i = 0; i < n && i < PROGRAMME_SESSIONS; i++) {
		lesson_read(&lesson[i], path[i]);
		if (n > 1 && lesson[i].number != (int)i + 1)
			draft_fail(&lesson[i].d, "sessions come in their order, each once",
				   path[i]);
	}
	if (strcmp(out, "/dev/null") == 0)
		return 0;
	if (n != PROGRAMME_SESSIONS)
		draft_fail(&lesson[0].d, "there are fifteen sessions", path[0]);
	return write_all(out);
}
