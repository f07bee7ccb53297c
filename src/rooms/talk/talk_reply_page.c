/* talk: one reply in own words, and what may come in own words. */
#include "talk_form.html.h"
#include "talk_page.h"

struct asked {
	struct talk_asked talk;
	unsigned row; /* 0: in own words */
	size_t at;    /* in the plan's replies; n_replies: not there yet */
};

/* The i-th in own words; n_replies: there is none. */
static size_t own_at(const struct talk_plan *plan, size_t i)
{
	size_t at = 0;

	for (; at < plan->n_replies; at++)
		if (plan->reply[at].row == 0 && i-- == 0)
			break;
	return at;
}

static size_t row_at(const struct talk_plan *plan, unsigned row)
{
	size_t at = 0;

	while (at < plan->n_replies && plan->reply[at].row != row)
		at++;
	return at;
}

static fallible read_asked(struct visit *v, struct asked *ret)
{
	struct str name = visit_param(v, 1);
	const struct talk_plan *plan = &ret->talk.plan;
	long n;

	TRY(talk_read_asked(v, &ret->talk));
	ret->row = 0;
	ret->at = plan->n_replies;
	if (str_equal(name, STR("new")))
		return OK;
	if (str_number(name, &n) && n > 0 && n < 32 &&
	    talk_find(TALK_REPLIES, ret->talk.side, (unsigned)n)) {
		ret->row = (unsigned)n;
		ret->at = row_at(plan, ret->row);
		return OK;
	}
	if (!str_has_prefix(name, STR("own-")) || !str_number(str_from(name, 4), &n) || n < 1)
		return FAIL(NOT_FOUND);
	ret->at = own_at(plan, (size_t)n - 1);
	return ret->at < plan->n_replies ? OK : FAIL(NOT_FOUND);
}

static struct url reply_url(struct visit *v, const char *rest)
{
	enum talk_side s;

	if (!talk_find_side(visit_param(v, 0), &s))
		return url_path(STR("/talk"));
	struct str name = visit_param(v, 1);

	return talk_url(v, s, arena_print(v->arena, "/reply/%.*s%s", (int)name.n, name.p, rest).p);
}

static fallible show_reply(struct visit *v, const struct asked *p, const char *note)
{
	struct talk_reply_form_view *view = arena_new(v->arena, struct talk_reply_form_view);
	const struct talk_row *row = talk_find(TALK_REPLIES, p->talk.side, p->row);
	bool is_there = p->at < p->talk.plan.n_replies;
	const struct talk_reply *is = is_there ? &p->talk.plan.reply[p->at] : NULL;
	struct str none = { "", 0 }, first = row ? str_c(row->more) : none;

	view->note = note;
	view->readers = p->talk.around.readers;
	view->action = reply_url(v, "");
	view->remove = reply_url(v, "/remove");
	view->back = talk_url(v, p->talk.side, "");
	view->version = p->talk.version;
	view->is_own = !row;
	view->is_there = is_there;
	view->lead = p->talk.side == TALK_ME ? "One thing at a time. A question back is fine."
					     : "First show that you heard it. Nothing to win here.";
	view->said = row ? str_c(row->words) : none;
	view->said_field =
		(struct ui_field){ .name = "said",
				   .label = "They may say",
				   .error = form_error_of(&v->form, "said"),
				   .value = form_or(&v->form, "said", is ? is->said : none),
				   .length_max = TALK_SAID_MAX };
	view->reply =
		(struct ui_field){ .name = "words",
				   .label = "I reply",
				   .error = form_error_of(&v->form, "words"),
				   .value = form_or(&v->form, "words", is ? is->reply : first),
				   .length_max = TALK_REPLY_MAX,
				   .rows = 3 };
	talk_reply_page(page_begin(v, "Reply", TAB_US), view);
	return page_end_status(v, note || v->form.n_errors ? 422 : 200);
}

fallible talk_get_reply(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);

	TRY(read_asked(v, p));
	return talk_is_resting(&p->talk) ? talk_show_resting(v) : show_reply(v, p, NULL);
}

static size_t count_own(const struct talk_plan *plan)
{
	size_t n = 0;

	for (size_t i = 0; i < plan->n_replies; i++)
		n += plan->reply[i].row == 0;
	return n;
}

static void read_reply(struct visit *v, const struct asked *p, struct talk_reply *ret)
{
	ret->row = p->row;
	ret->said = p->row ? (struct str){ "", 0 } : form_line(&v->form, "said", TALK_SAID_MAX);
	ret->reply = form_text(&v->form, v->arena, "words", TALK_REPLY_MAX);
	if (!p->row && !ret->said.n)
		form_refuse(&v->form, "said", "Write a few words first.");
	if (!ret->reply.n)
		form_refuse(&v->form, "words", "Write a few words first.");
	if (!p->row && p->at == p->talk.plan.n_replies && count_own(&p->talk.plan) >= TALK_OWN_MAX)
		form_refuse(&v->form, "said",
			    "Five of your own fit here. Take one away first. Your words are still "
			    "here.");
}

fallible talk_post_reply(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);
	struct talk_plan *plan = &p->talk.plan;
	enum talk_refusal refusal;
	struct talk_reply reply;

	TRY(read_asked(v, p));
	read_reply(v, p, &reply);
	plan->version = talk_version_sent(v);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_reply(v, p, NULL);
	size_t was = plan->n_replies;

	if (p->at == was)
		plan->n_replies++;
	plan->reply[p->at] = reply;
	TRY(talk_plan_keep(&v->act, plan, &refusal));
	if (!refusal)
		return talk_go_on(v, p->talk.side, 0);
	plan->n_replies = was;
	return show_reply(v, p, talk_note(refusal));
}

fallible talk_post_reply_remove(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);
	struct talk_plan *plan = &p->talk.plan;
	enum talk_refusal refusal;

	TRY(read_asked(v, p));
	if (p->at < plan->n_replies) {
		plan->n_replies--;
		for (size_t i = p->at; i < plan->n_replies; i++)
			plan->reply[i] = plan->reply[i + 1];
		TRY(talk_plan_keep(&v->act, plan, &refusal));
	}
	return talk_go_on(v, p->talk.side, 0);
}
