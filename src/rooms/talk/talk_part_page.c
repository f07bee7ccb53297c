/* talk: the further parts of a plan: when and where, what may come, what if the answer is no, one
 * small next step. Each is a page of its own. */
#include "talk_form.html.h"
#include "ensure.h"
#include "talk_page.h"
#include "when.h"

enum part { PART_WHEN, PART_ANSWERS, PART_NO, PART_ASK, PARTS };

#define FIRST_STEP 2 /* the first sentence comes before */

static const char *const part_names[PARTS] = { "when", "answers", "no", "ask" };

struct words {
	const char *title, *lead;
};

static const struct words words[TALK_SIDES][PARTS] = {
	[TALK_THEM] = { { "When and where?", "A calm hour. Not after a fight, not late at night, "
					     "not when somebody has "
					     "been drinking." },
			{ "What may come back?", "Tick what you expect. Each has a reply you can "
						 "change." },
			{ "If the answer is no, I will",
			  "Something you do yourself. Nothing that is meant to force a yes." },
			{ "One small thing to ask for",
			  "Smaller than you think. A small yes is a yes." } },
	[TALK_ME] = { { "When and where?", "Many answer the phone in the morning. Ten minutes are "
					   "enough." },
		      { "What may they say?", "Tick what you expect. Each has a reply you can "
					      "change." },
		      { "If it does not work, I will", "So that one no is not the end of it." },
		      { "One small next step", "Smaller than you think. It counts." } },
};

struct asked {
	struct talk_asked talk;
	enum part part;
	const char *note;
};

static fallible read_asked(struct visit *v, struct asked *ret)
{
	int part = 0;

	ret->note = NULL;
	TRY(talk_read_asked(v, &ret->talk));
	while (part < PARTS && !str_equal(visit_param(v, 1), str_c(part_names[part])))
		part++;
	if (part == PARTS)
		return FAIL(NOT_FOUND);
	ret->part = (enum part)part;
	return OK;
}

static const struct when_rule planned = { "Which day?", .ahead = TALK_DAYS_AHEAD,
					  .has_time = true };

/* --- the form */
static void fill_options(struct visit *v, enum talk_table t, enum talk_side s, uint32_t chosen,
			 struct talk_part_view *view)
{
	const struct talk_row *row;

	for (size_t i = 0; (row = talk_row(t, s, i)) && view->n < TALK_ROWS_MAX; i++)
		view->option[view->n++] =
			(struct ui_option){ .value = arena_print(v->arena, "%u", row->number).p,
					    .words = row->words,
					    .is_chosen = (chosen & TALK_BIT(row->number)) != 0 };
}

static void set_field(struct visit *v, const char *name, const char *label, struct str value,
		      long most, struct talk_part_view *view)
{
	view->has_field = true;
	view->field = (struct ui_field){ .name = name,
					 .label = label,
					 .error = form_error_of(&v->form, name),
					 .value = form_or(&v->form, name, value),
					 .length_max = most,
					 .rows = 1 };
}

static uint32_t bit_of(unsigned row)
{
	return row ? TALK_BIT(row) : 0;
}

static void fill_when(struct visit *v, const struct talk_plan *plan, struct talk_part_view *view)
{
	const struct when when = { plan->day, plan->time, plan->place };

	view->has_when = true;
	when_fill(v, &planned, plan->has_day ? &when : NULL, &view->when);
	view->when.day.hint = "Can stay empty. A calm day is better than a soon one.";
	view->name = "where";
	view->legend = "Where?";
	fill_options(v, TALK_WHERES, plan->side, bit_of(plan->where), view);
	set_field(v, "place", "Where, in your own words", plan->place, TALK_PLACE_MAX, view);
}

static void fill_part(struct visit *v, enum part part, const struct talk_plan *plan,
		      struct talk_part_view *view)
{
	switch (part) {
	case PART_WHEN:
		fill_when(v, plan, view);
		break;
	case PART_ANSWERS:
		view->name = "reply";
		view->is_many = true;
		fill_options(v, TALK_REPLIES, plan->side, plan->replies, view);
		break;
	case PART_NO:
		view->name = "no";
		view->is_many = true;
		fill_options(v, TALK_NOS, plan->side, plan->nos, view);
		set_field(v, "words", "In your own words", plan->no_words, TALK_LINE_MAX, view);
		break;
	case PART_ASK:
		view->name = "ask";
		fill_options(v, TALK_ASKS, plan->side, bit_of(plan->ask), view);
		set_field(v, "words", "Or in your own words", plan->ask_words, TALK_LINE_MAX, view);
		break;
	case PARTS:
		break;
	}
}

static fallible show_part(struct visit *v, const struct asked *p)
{
	struct talk_part_view *view = arena_new(v->arena, struct talk_part_view);
	enum talk_side s = p->talk.side;

	ASSERT(p->part < PARTS);
	view->title = words[s][p->part].title;
	view->lead = words[s][p->part].lead;
	view->note = p->note;
	view->readers = p->talk.around.readers;
	view->action = talk_url(v, s, arena_print(v->arena, "/plan/%s", part_names[p->part]).p);
	view->step = talk_step(v, FIRST_STEP + (size_t)p->part);
	view->back = talk_url(v, s, "");
	view->skip = talk_after(v, s, view->step);
	view->version = p->talk.version;
	fill_part(v, p->part, &p->talk.plan, view);
	talk_part_page(page_begin(v, "Plan", TAB_US), view);
	return page_end_status(v, p->note || v->form.n_errors ? 422 : 200);
}

/* --- what was sent */
static uint32_t read_bits(struct visit *v, const char *name, enum talk_table t, enum talk_side s)
{
	uint32_t bits = 0;
	struct str sent;
	long n;

	for (size_t i = 0; form_nth(&v->form, name, i, &sent); i++) {
		if (str_number(sent, &n) && n > 0 && n < 32 && talk_find(t, s, (unsigned)n))
			bits |= TALK_BIT(n);
		else
			v->form.is_bad = true;
	}
	return bits;
}

static unsigned read_row(struct visit *v, const char *name, enum talk_table t, enum talk_side s)
{
	unsigned n = (unsigned)form_number(&v->form, name, 0, 31, 0);

	v->form.is_bad |= n && !talk_find(t, s, n);
	return n;
}

static void read_when(struct visit *v, struct talk_plan *plan)
{
	struct when when = { plan->day, -1, { "", 0 } };

	plan->has_day = str_trim(form_raw(&v->form, "day")).n > 0;
	if (plan->has_day)
		when_read(v, &planned, &when);
	plan->day = when.day;
	plan->time = when.time; /* without a day there is none */
	plan->where = read_row(v, "where", TALK_WHERES, plan->side);
	plan->place = form_line(&v->form, "place", TALK_PLACE_MAX);
}

static void read_part(struct visit *v, enum part part, struct talk_plan *plan)
{
	switch (part) {
	case PART_WHEN:
		read_when(v, plan);
		break;
	case PART_ANSWERS:
		plan->replies = read_bits(v, "reply", TALK_REPLIES, plan->side);
		break;
	case PART_NO:
		plan->nos = read_bits(v, "no", TALK_NOS, plan->side);
		plan->no_words = form_line(&v->form, "words", TALK_LINE_MAX);
		break;
	case PART_ASK:
		plan->ask = read_row(v, "ask", TALK_ASKS, plan->side);
		plan->ask_words = form_line(&v->form, "words", TALK_LINE_MAX);
		break;
	case PARTS:
		break;
	}
}

fallible talk_get_part(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);

	TRY(read_asked(v, p));
	if (talk_is_resting(&p->talk))
		return talk_show_resting(v);
	if (v->form.n) { /* a draft taken up again: what it holds, without its errors */
		read_part(v, p->part, &p->talk.plan);
		v->form.n_errors = 0;
		v->form.is_bad = false;
	}
	return show_part(v, p);
}

fallible talk_post_part(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);
	enum talk_refusal refusal;

	TRY(read_asked(v, p));
	struct talk_plan *plan = &p->talk.plan;

	read_part(v, p->part, plan);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_part(v, p);
	plan->version = talk_version_sent(v);
	TRY(talk_plan_keep(&v->act, plan, &refusal));
	p->note = talk_note(refusal);
	if (refusal)
		return show_part(v, p);
	return talk_go_on(v, p->talk.side, talk_step(v, FIRST_STEP + (size_t)p->part));
}
