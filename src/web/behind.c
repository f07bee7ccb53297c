#include "behind.h"
#include "answer.h"
#include "behind.html.h"
#include "drafts.h"
#include "fields.h"
#include "router.h"

#define KEEP "keep-"

/* --- the page once more */
/* Runs the page of this form with the fields that v->form holds. Nothing of what it answered stays.
 * ret: its text; empty when it was no page. */
static fallible show_again(struct visit *v, const struct route *page, struct str *ret)
{
	struct http_response was = v->x->response;
	bool has_answered = v->has_answered;

	v->has_answered = false;
	struct err e = page->run(v);

	*ret = v->has_answered && e.code == ERR_NONE && v->x->response.status == 200
		       ? str_bytes(v->x->response.body)
		       : (struct str){ "", 0 };
	v->x->response = was;
	v->has_answered = has_answered;
	v->out = NULL;
	v->form.n_errors = 0;
	v->form.is_bad = false;
	return e.code == ERR_PENDING ? e : OK;
}

static bool is_version(struct str name)
{
	return str_equal(name, STR("version")) || str_equal(name, STR("edition"));
}

/* Something new has version 0. */
static bool is_new(const struct fields *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->one[i].kind == FIELDS_HIDDEN && is_version(f->one[i].name) &&
		    f->one[i].is.n == 1 && str_equal(f->one[i].is.value[0], STR("0")))
			return true;
	return false;
}

/* --- what was sent */
struct looked {
	const struct route *page;
	struct fields *kept;
	char mark[FIELDS_MARK_MAX];
	struct form sent;
	bool is_chosen[FIELDS_MAX]; /* somebody said which of the two */
	bool differs[FIELDS_MAX];
};

static struct str choice_of(const struct visit *v, struct str name)
{
	return form_raw(&v->form, arena_print(v->arena, KEEP "%.*s", (int)name.n, name.p).p);
}

/* The form's field gets what is kept of it. */
static void put_back(struct form *f, const struct fields_one *one)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		if (!str_equal(f->field[i].name, one->name))
			f->field[n++] = f->field[i];
	for (size_t i = 0; i < one->is.n && n < FORM_FIELDS_MAX; i++)
		f->field[n++] = (struct form_field){ one->name, one->is.value[i] };
	f->n = n;
}

static bool is_ours(struct str name)
{
	return str_equal(name, STR("csrf")) || str_equal(name, STR(BEHIND_MARK)) ||
	       str_has_prefix(name, STR(KEEP));
}

/* What only this piece asked for is nothing the room knows. */
static void drop_ours(struct form *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		if (!is_ours(f->field[i].name))
			f->field[n++] = f->field[i];
	f->n = n;
}

/* What is the same is sent as the page shows it: a line between two empty ones is still that line.
 */
static void take_same(struct visit *v, const struct looked *l)
{
	for (size_t i = 0; i < l->kept->n; i++)
		if (l->kept->one[i].kind != FIELDS_HIDDEN && !l->differs[i])
			put_back(&v->form, &l->kept->one[i]);
}

/* Takes up what was chosen. Gives the number of fields that differ and nobody has spoken about. */
static size_t compare(struct visit *v, struct looked *l)
{
	struct fields_values *sent = arena_new(v->arena, struct fields_values);
	size_t n_open = 0;

	for (size_t i = 0; i < l->kept->n; i++) {
		const struct fields_one *one = &l->kept->one[i];
		struct str choice = choice_of(v, one->name);

		if (one->kind == FIELDS_HIDDEN)
			continue;
		if (str_equal(choice, STR("kept")))
			put_back(&v->form, one);
		l->is_chosen[i] = choice.n > 0;
		fields_sent(&v->form, one->name, sent);
		l->differs[i] = !fields_values_equal(&one->is, sent);
		n_open += l->differs[i] && !l->is_chosen[i];
	}
	return n_open;
}

/* The room is given the version of the page that was looked at just now. */
static void take_versions(struct visit *v, const struct fields *kept)
{
	for (size_t i = 0; i < v->form.n; i++)
		for (size_t k = 0; k < kept->n && is_version(v->form.field[i].name); k++)
			if (str_equal(kept->one[k].name, v->form.field[i].name) &&
			    kept->one[k].is.n == 1)
				v->form.field[i].value = kept->one[k].is.value[0];
}

/* --- both texts */
static struct behind_text lines_of(struct visit *v, const struct fields_one *one,
				   const struct fields_values *values)
{
	struct str all = fields_words(v->arena, one, values);
	struct behind_text ret = { NULL, 0 };
	struct str *line = arena_array(v->arena, struct str, all.n + 1);

	while (all.n)
		line[ret.n++] = str_cut(&all, '\n');
	ret.line = line;
	return ret;
}

static void fill(struct visit *v, const struct looked *l, struct behind_view *view)
{
	struct fields_values *sent = arena_new(v->arena, struct fields_values);

	view->path = v->x->request.path;
	view->action = url_path(view->path);
	for (size_t i = 0; i < l->kept->n; i++) {
		const struct fields_one *one = &l->kept->one[i];
		struct behind_field *to = &view->field[view->n];

		if (!l->differs[i])
			continue;
		fields_sent(&v->form, one->name, sent);
		*to = (struct behind_field){ .name = one->name,
					     .label = one->label.n ? one->label : STR("Here"),
					     .kept = lines_of(v, one, &one->is),
					     .typed = lines_of(v, one, sent) };
		view->n++;
	}
	for (size_t i = 0; i < v->form.n; i++)
		if (!is_ours(v->form.field[i].name))
			view->sent[view->n_sent++] =
				(struct behind_hidden){ v->form.field[i].name,
							v->form.field[i].value };
}

static fallible show_both(struct visit *v, struct looked *l)
{
	struct behind_view *view = arena_new(v->arena, struct behind_view);
	struct html_out block = visit_aside(v);

	fill(v, l, view);
	behind_block(&block, view);
	v->above = html_done(&block);
	v->mark = arena_str(v->arena, str_c(l->mark));
	TRY(draft_save(&v->act, v->x->request.path, visit_body_without_token(v)));
	drop_ours(&v->form);
	TRY(l->page->run(v));
	v->form.n_errors = 0;
	v->form.is_bad = false;
	if (v->x->response.status == 200)
		v->x->response.status = 422;
	return OK;
}

/* What the page shows as kept, and its mark. ret: false when there is no such form on it. */
static fallible look(struct visit *v, const struct route *page, struct fields *kept,
		     char mark[FIELDS_MARK_MAX], bool *ret)
{
	struct form *sent = arena_new(v->arena, struct form);
	struct str text;

	*sent = v->form;
	v->form.n = 0;
	TRY(show_again(v, page, &text));
	v->form = *sent;
	*ret = text.n && fields_read(v->arena, text, v->x->request.path, kept);
	if (*ret)
		fields_mark(kept, mark);
	return OK;
}

/* does   keeps it after all when that changes nothing of what is kept: the same form sent twice, or
 *        the same words from two windows
 * ret    false: it would, and nothing was done */
static fallible keep_same(struct visit *v, struct looked *l, size_t n_before, bool *ret)
{
	struct fields *after = arena_new(v->arena, struct fields);
	char mark[FIELDS_MARK_MAX];

	l->sent = v->form;
	take_same(v, l);
	take_versions(v, l->kept);
	struct err e = v->route->run(v);

	TRY(e.code == ERR_PENDING ? e : OK);
	*ret = e.code == ERR_NONE && v->has_answered && v->x->response.status == 303;
	size_t n = v->act.commit->n;

	if (*ret)
		TRY(look(v, l->page, after, mark, ret));
	if (*ret && n == v->act.commit->n && strcmp(mark, l->mark) == 0)
		return OK;
	*ret = false;
	v->form = l->sent;
	v->form.n_errors = 0;
	v->form.is_bad = false;
	v->has_answered = false;
	act_forget(&v->act, n_before);
	return OK;
}

static bool is_looked_at(struct visit *v, struct str mark, const struct route *page)
{
	return v->route->keeps_words && v->act.is_signed_in && mark.n && page &&
	       !form_check(&v->form, "skip");
}

fallible behind_run(struct visit *v)
{
	struct looked *l = arena_new(v->arena, struct looked);
	struct str mark = form_raw(&v->form, BEHIND_MARK);
	struct http_response was = v->x->response;
	size_t n = v->act.commit->n;
	bool is_there = false, is_same;

	l->page = router_find(HTTP_GET, v->x->request.path).route;
	l->kept = arena_new(v->arena, struct fields);
	if (is_looked_at(v, mark, l->page))
		TRY(look(v, l->page, l->kept, l->mark, &is_there));
	if (v->act.commit->n != n)
		act_forget(&v->act, n);
	if (!is_there || is_new(l->kept))
		return v->route->run(v);
	bool is_behind = !str_equal(mark, str_c(l->mark));
	size_t n_open = compare(v, l);

	if (is_behind && n_open) {
		TRY(keep_same(v, l, n, &is_same));
		if (is_same)
			return OK;
		v->x->response = was;
		return show_both(v, l);
	}
	if (is_behind)
		take_same(v, l);
	take_versions(v, l->kept);
	return v->route->run(v);
}

/* --- marks */
static const char place[] =
	"<input type=\"hidden\" name=\"" BEHIND_MARK "\" value=\"................\">";
#define PLACE_BEFORE (sizeof place - 1 - 2 - (FIELDS_MARK_MAX - 1))

void behind_place(struct visit *v, struct html_out *o)
{
	if (!v->route || !v->route->keeps_words || !v->act.is_signed_in)
		return;
	html_lit(o, place, sizeof place - 1);
	v->has_marks = true;
}

void behind_mark(struct visit *v, struct html_out *o)
{
	struct fields *f = arena_new(v->arena, struct fields);
	struct str mark = v->mark, rest = { o->p, o->n };
	char made[FIELDS_MARK_MAX];

	if (!v->has_marks)
		return;
	if (!mark.n)
		mark = form_raw(&v->form, BEHIND_MARK); /* as it was when the words were begun */
	if (mark.n != FIELDS_MARK_MAX - 1) {
		if (!fields_read(v->arena, rest, v->x->request.path, f))
			f->n = 0;
		fields_mark(f, made);
		mark = str_c(made);
	}
	for (char *at; (at = memmem(rest.p, rest.n, place, sizeof place - 1));) {
		memcpy(at + PLACE_BEFORE, mark.p, mark.n);
		rest = str_from(rest, (size_t)(at - rest.p) + sizeof place - 1);
	}
}
