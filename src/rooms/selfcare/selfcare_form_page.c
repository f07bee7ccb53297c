/* selfcare: booking something for oneself, and writing down whom one leans on. */
#include "selfcare_form.html.h"
#include "selfcare_page.h"
#include "sharing.h"
#include "when.h"

struct asked {
	struct selfcare_line line; /* version 0: a new one */
	bool is_person;
};

static const char *home_of(const struct asked *p)
{
	if (p->is_person)
		return "/selfcare/people";
	return p->line.kind == SELFCARE_TIME ? "/selfcare/time" : "/selfcare/body";
}

/* What a new one begins with: an idea, or only of what kind it is. */
static void begin_new(struct visit *v, struct asked *p)
{
	const struct selfcare_idea *idea =
		selfcare_idea_find((unsigned)form_number(&v->query, "idea", 1, 255, 0));
	unsigned kind = selfcare_number(SELFCARE_ALL_KINDS, form_raw(&v->query, "kind"));

	p->line = (struct selfcare_line){
		.kind = SELFCARE_TIME, .words = STR(""), .reach = STR(""), .time = -1
	};
	if (kind == SELFCARE_BODY || kind == SELFCARE_CARE)
		p->line.kind = (enum selfcare_kind)kind;
	if (p->is_person)
		p->line.kind = SELFCARE_PERSON;
	if (!idea || p->is_person)
		return;
	p->line.kind = selfcare_idea_kind(idea);
	p->line.words = str_c(idea->words);
	p->line.minutes = idea->minutes;
}

static fallible read_asked(struct visit *v, bool is_person, struct asked *ret)
{
	struct id16 id;

	ret->is_person = is_person;
	if (visit_param_id(v, 0, &id)) {
		TRY(selfcare_line_find(&v->act, id, &ret->line));
		return (ret->line.kind == SELFCARE_PERSON) == is_person ? OK : FAIL(NOT_FOUND);
	}
	if (!str_equal(visit_param(v, 0), STR("new")))
		return FAIL(NOT_FOUND);
	begin_new(v, ret);
	return OK;
}

/* --- what was sent */
/* A day that stands already may stay, also when it has passed by. */
static struct when_rule booked(const struct day *kept)
{
	return (struct when_rule){ "Which day?", .ahead = SELFCARE_DAYS_AHEAD, .has_time = true,
				   .kept = kept->n ? kept : NULL };
}

static void read_day(struct visit *v, struct selfcare_line *line)
{
	struct day kept = line->day;
	struct when_rule rule = booked(&kept);
	struct when when = { kept, -1, { "", 0 } };

	if (str_trim(form_raw(&v->form, "day")).n) {
		when_read(v, &rule, &when);
	} else {
		when.day = (struct day){ 0 };
		if (str_trim(form_raw(&v->form, "time")).n)
			form_refuse(&v->form, "day",
				    "A time needs a day. Choose one, or leave both empty.");
	}
	line->day = when.day;
	line->time = when.time;
}

static void read_book(struct visit *v, struct asked *p)
{
	unsigned kind = selfcare_number(SELFCARE_ALL_KINDS, form_raw(&v->form, "kind"));

	v->form.is_bad |= !kind || kind == SELFCARE_PERSON;
	if (kind && kind != SELFCARE_PERSON)
		p->line.kind = (enum selfcare_kind)kind;
	read_day(v, &p->line);
	p->line.minutes = (unsigned)form_number(&v->form, "minutes", 1, 24 * 60, 0);
}

static void read_person(struct visit *v, struct asked *p)
{
	struct str s;

	p->line.tie = selfcare_number(SELFCARE_TIES, form_raw(&v->form, "tie"));
	v->form.is_bad |= !p->line.tie && form_raw(&v->form, "tie").n;
	p->line.helps = 0;
	for (size_t i = 0; form_nth(&v->form, "helps", i, &s); i++) {
		unsigned n = selfcare_number(SELFCARE_HELPS, s);

		v->form.is_bad |= !n;
		p->line.helps |= n ? SELFCARE_BIT(n) : 0;
	}
	p->line.reach = form_line(&v->form, "reach", SELFCARE_WORDS_MAX);
}

static void read_sent(struct visit *v, struct asked *p)
{
	p->line.words = form_line(&v->form, "words", SELFCARE_WORDS_MAX);
	if (!p->line.words.n && !form_error_of(&v->form, "words"))
		form_refuse(&v->form, "words",
			    p->is_person ? "Write a name first, or what you call them."
					 : "Write a few words first.");
	if (p->is_person)
		read_person(v, p);
	else
		read_book(v, p);
}

static const unsigned minutes_offered[] = { 10, 15, 20, 30, 45, 60, 90, 120, 240 };

/* --- the form, with what it has */
static void fill_book(struct visit *v, const struct asked *p, struct selfcare_form_view *view)
{
	const struct code_row *kind;
	const struct when when = { p->line.day, p->line.time, { "", 0 } };
	struct when_rule rule = booked(&p->line.day);

	for (size_t i = 0; (kind = selfcare_row(SELFCARE_ALL_KINDS, i)); i++)
		if (kind->number == p->line.kind)
			view->kind = kind->value;
	view->title = p->line.version ? "Change it" : "A day for it";
	view->lead = p->line.kind == SELFCARE_CARE
			     ? "A day makes it easier to begin. Without one it waits here, and "
			       "that is fine."
			     : "Small is fine. It goes into your calendar too, if you use the "
			       "link, and says nothing there.";
	view->words.label = p->line.kind == SELFCARE_CARE ? "What is it?" : "What would you like?";
	view->button = "Keep it";
	when_fill(v, &rule, p->line.day.n ? &when : NULL, &view->when);
	view->when.day.hint = "Can stay empty: then it waits on your list.";
	view->n_minutes =
		when_minutes(v, minutes_offered, sizeof minutes_offered / sizeof *minutes_offered,
			     p->line.minutes, view->minutes);
}

static void fill_person(struct visit *v, const struct asked *p, struct selfcare_form_view *view)
{
	const struct code_row *row;

	view->title = p->line.version ? "Change it" : "Someone I lean on";
	view->lead = "Friends, family, a group, your faith, somebody whose work it is. One is "
		     "enough.";
	view->words.label = "Who?";
	view->words.hint = "A name, or what you call them.";
	view->button = "Keep it";
	for (size_t i = 0; (row = selfcare_row(SELFCARE_TIES, i)); i++)
		view->tie[view->n_ties++] =
			(struct ui_option){ .value = row->value,
					    .words = row->words,
					    .is_chosen = p->line.tie == row->number };
	for (size_t i = 0; (row = selfcare_row(SELFCARE_HELPS, i)); i++)
		view->helps[view->n_helps++] = (struct ui_option){
			.value = row->value,
			.words = row->words,
			.is_chosen = (p->line.helps & SELFCARE_BIT(row->number)) != 0
		};
	view->reach = (struct ui_field){ .name = "reach",
					 .label = "How do you reach them best?",
					 .hint = "Can stay empty.",
					 .error = form_error_of(&v->form, "reach"),
					 .value = form_or(&v->form, "reach", p->line.reach),
					 .length_max = SELFCARE_WORDS_MAX };
}

static fallible show_form(struct visit *v, const struct asked *p, const char *note)
{
	struct selfcare_form_view *view = arena_new(v->arena, struct selfcare_form_view);
	const char *what = p->is_person ? "person" : "book";
	char hex[33] = "new", id[33];
	struct id16 drawn = act_draw(&v->act);

	if (p->line.version)
		hex_write(hex, BYTES_OF(p->line.id));
	hex_write(id, BYTES_OF(drawn));
	view->words = (struct ui_field){ .name = "words",
					 .error = form_error_of(&v->form, "words"),
					 .value = form_or(&v->form, "words", p->line.words),
					 .length_max = SELFCARE_WORDS_MAX };
	(p->is_person ? fill_person : fill_book)(v, p, view);
	view->note = note;
	view->version = p->line.version;
	view->id = form_or(&v->form, "id", arena_str(v->arena, str_c(id)));
	view->action = url_path(arena_print(v->arena, "/selfcare/%s/%s", what, hex));
	view->back = url_path(str_c(home_of(p)));
	view->remove = url_path(arena_print(v->arena, "/selfcare/remove/%s", hex));
	TRY(sharing_readers(&v->act, TOPIC_SELFCARE, &view->readers));
	struct html_out *o = page_begin(v, p->is_person ? "Person" : "Book", TAB_ME);

	(p->is_person ? selfcare_person_page : selfcare_book_page)(o, view);
	return page_end_status(v, note || v->form.n_errors ? 422 : 200);
}

static fallible get_form(struct visit *v, bool is_person)
{
	struct asked *p = arena_new(v->arena, struct asked);

	TRY(read_asked(v, is_person, p));
	if (v->form.n) { /* a draft taken up again: what it holds, without its errors */
		read_sent(v, p);
		v->form.n_errors = 0;
		v->form.is_bad = false;
	}
	return show_form(v, p, NULL);
}

/* A new line is named by its form, so that a form sent twice is one line. */
static bool read_name(struct visit *v, struct id16 *ret)
{
	return hex_read(ret->b, sizeof ret->b, form_raw(&v->form, "id"));
}

static fallible post_form(struct visit *v, bool is_person)
{
	struct asked *p = arena_new(v->arena, struct asked);
	enum selfcare_refusal refusal;

	TRY(read_asked(v, is_person, p));
	read_sent(v, p);
	uint32_t version = (uint32_t)form_number(&v->form, "version", 0, INT32_MAX, 0);

	if (v->form.is_bad || (!p->line.version && !read_name(v, &p->line.id)))
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_form(v, p, NULL);
	struct selfcare_line line = p->line;

	/* What was there has to be as the form showed it. */
	if (line.version)
		line.version = version ? version : UINT32_MAX;
	TRY(selfcare_line_keep(&v->act, &line, &refusal));
	if (refusal)
		return show_form(v, p, selfcare_note(refusal));
	return visit_redirect_to(v, arena_print(v->arena, "%s?kept=1", home_of(p)));
}

fallible selfcare_get_book(struct visit *v)
{
	return get_form(v, false);
}

fallible selfcare_post_book(struct visit *v)
{
	return post_form(v, false);
}

fallible selfcare_get_person(struct visit *v)
{
	return get_form(v, true);
}

fallible selfcare_post_person(struct visit *v)
{
	return post_form(v, true);
}

fallible selfcare_post_remove(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);
	struct id16 id;

	if (!visit_param_id(v, 0, &id))
		return FAIL(NOT_FOUND);
	TRY(selfcare_line_find(&v->act, id, &p->line));
	p->is_person = p->line.kind == SELFCARE_PERSON;
	TRY(selfcare_line_remove(&v->act, id));
	return visit_redirect(v, home_of(p));
}
