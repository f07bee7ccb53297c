/* talk: noting a try, in words that blame nobody. */
#include "talk_form.html.h"
#include "talk_page.h"
#include "when.h"

struct asked {
	struct talk_asked talk;
	struct talk_try try; /* version 0: a new one */
	uint32_t version;
	const char *note;
};

static fallible read_asked(struct visit *v, struct asked *ret)
{
	struct id16 id;

	ret->note = NULL;
	TRY(talk_read_asked(v, &ret->talk));
	if (visit_param_id(v, 1, &id)) {
		TRY(talk_try_find(&v->act, ret->talk.side, id, &ret->try));
	} else {
		if (!str_equal(visit_param(v, 1), STR("new")))
			return FAIL(NOT_FOUND);
		ret->try = (struct talk_try){ .side = ret->talk.side,
					      .day = act_today(&v->act),
					      .words = { "", 0 } };
	}
	ret->version = ret->try.version;
	return OK;
}

static struct url try_url(struct visit *v, const struct asked *p, const char *rest)
{
	char hex[33] = "new";

	if (p->version)
		hex_write(hex, BYTES_OF(p->try.id));
	return talk_url(v, p->talk.side, arena_print(v->arena, "/tried/%s%s", hex, rest).p);
}

/* A day that stands already may stay. */
static struct when_rule tried(const struct day *kept)
{
	return (struct when_rule){ "When was it?", .back = TALK_DAYS_BACK, .kept = kept };
}

static void fill_outcomes(struct visit *v, const struct asked *p, struct talk_try_form_view *view)
{
	const struct talk_row *row;
	size_t n = 0;

	for (; (row = talk_row(TALK_OUTCOMES, p->talk.side, n)) && n < TALK_ROWS_MAX; n++)
		view->option[n] =
			(struct ui_option){ .value = arena_print(v->arena, "%u", row->number).p,
					    .words = row->words,
					    .is_chosen = p->try.outcome == row->number };
	view->outcome = (struct ui_choices){
		.name = "outcome", .legend = "How did it go?", .option = view->option, .n = n
	};
}

static fallible show_try(struct visit *v, const struct asked *p)
{
	struct talk_try_form_view *view = arena_new(v->arena, struct talk_try_form_view);
	const struct when when = { p->try.day, -1, { "", 0 } };
	struct when_rule rule = tried(p->version ? &p->try.day : NULL);

	view->note = p->note;
	view->readers = p->talk.around.readers;
	view->action = try_url(v, p, "");
	view->remove = try_url(v, p, "/remove");
	view->back = talk_url(v, p->talk.side, "");
	view->version = p->version;
	view->is_there = p->version > 0;
	when_fill(v, &rule, &when, &view->when);
	fill_outcomes(v, p, view);
	view->words = (struct ui_field){ .name = "words",
					 .label = "A few words for yourself",
					 .hint = "What helped, what to say another time. Only you "
						 "read this, always.",
					 .error = form_error_of(&v->form, "words"),
					 .value = form_or(&v->form, "words", p->try.words),
					 .length_max = TALK_WORDS_MAX,
					 .rows = 4 };
	talk_try_page(page_begin(v, "Note", TAB_US), view);
	return page_end_status(v, p->note || v->form.n_errors ? 422 : 200);
}

static void read_try(struct visit *v, struct talk_try *try)
{
	struct day kept = try->day;
	struct when when = { try->day, -1, { "", 0 } };
	struct when_rule rule = tried(try->version ? &kept : NULL);

	when_read(v, &rule, &when);
	try->day = when.day;
	try->outcome = (unsigned)form_number(&v->form, "outcome", 0, 31, 0);
	v->form.is_bad |= try->outcome && !talk_find(TALK_OUTCOMES, try->side, try->outcome);
	try->words = form_text(&v->form, v->arena, "words", TALK_WORDS_MAX);
}

fallible talk_get_try(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);

	TRY(read_asked(v, p));
	if (talk_is_resting(&p->talk))
		return talk_show_resting(v);
	if (v->form.n) { /* a draft taken up again: what it holds, without its errors */
		read_try(v, &p->try);
		v->form.n_errors = 0;
		v->form.is_bad = false;
	}
	return show_try(v, p);
}

fallible talk_post_try(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);
	enum talk_refusal refusal;

	TRY(read_asked(v, p));
	read_try(v, &p->try);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_try(v, p);
	/* What was new when the form was shown stays so; what was there has to be as it was. */
	p->try.version = p->version ? talk_version_sent(v) : 0;
	if (p->version && !p->try.version)
		p->try.version = UINT32_MAX;
	TRY(talk_try_keep(&v->act, &p->try, &refusal));
	p->note = talk_note(refusal);
	return refusal ? show_try(v, p) : talk_go_on(v, p->talk.side, 0);
}

fallible talk_post_try_remove(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);

	TRY(read_asked(v, p));
	if (p->version)
		TRY(talk_try_remove(&v->act, &p->try));
	return visit_redirect_to(v, talk_url(v, p->talk.side, "").s);
}
