/* treatment: the front, one course, its sheet, how it reads to others, and the list of routes. */
#include "treatment_page.h"
#include "sharing.h"
#include "treatment.html.h"
#include "words.h"

struct url treatment_url(struct visit *v, struct id16 course, const char *rest)
{
	char hex[33];

	hex_write(hex, BYTES_OF(course));
	return url_path(arena_print(v->arena, "/treatment/%s%s", hex, rest));
}

struct url treatment_visit_url(struct visit *v, const struct treatment_visit *visit,
			       const char *rest)
{
	char hex[33];

	hex_write(hex, BYTES_OF(visit->id));
	return treatment_url(v, visit->course, arena_print(v->arena, "/visit/%s%s", hex, rest).p);
}

fallible treatment_read_course(struct visit *v, struct treatment_asked *ret)
{
	struct id16 id;

	if (!visit_param_id(v, 0, &id))
		return FAIL(NOT_FOUND);
	TRY(treatment_find(&v->act, id, &ret->course));
	ret->version = ret->course.version;
	TRY(treatment_visits(&v->act, &ret->course, &ret->visit, &ret->n));
	ret->at = ret->n;
	return sharing_readers(&v->act, TOPIC_TREATMENT, &ret->readers);
}

fallible treatment_read_visit(struct visit *v, bool is_new_fine, struct treatment_asked *ret)
{
	struct id16 id;

	TRY(treatment_read_course(v, ret));
	if (!visit_param_id(v, 1, &id))
		return is_new_fine && str_equal(visit_param(v, 1), STR("new")) ? OK
									       : FAIL(NOT_FOUND);
	for (ret->at = 0; ret->at < ret->n; ret->at++)
		if (id16_equal(ret->visit[ret->at].id, id))
			return OK;
	return FAIL(NOT_FOUND);
}

const char *treatment_note(enum treatment_refusal r)
{
	static const char *const notes[] = {
		[TREATMENT_FINE] = NULL,
		[TREATMENT_CHANGED] = "This was changed in another window meanwhile. What stands "
				      "here is not kept yet. Look it over, then keep it.",
		[TREATMENT_FULL] = "There is no room for more here. Nothing was changed; your "
				   "words are still here.",
		[TREATMENT_NO] = "That does not fit here. Nothing was changed.",
	};

	return notes[r];
}

uint32_t treatment_version_sent(struct visit *v)
{
	return (uint32_t)form_number(&v->form, "version", 0, INT32_MAX, 0);
}

struct ui_field treatment_field(struct visit *v, const char *name, const char *label,
				struct str kept, long most, int rows)
{
	return (struct ui_field){ .name = name,
				  .label = label,
				  .error = form_error_of(&v->form, name),
				  .value = form_or(&v->form, name, kept),
				  .length_max = most,
				  .rows = rows };
}

/* --- in words */
struct str treatment_title(struct visit *v, const struct treatment_course *course)
{
	struct str name = course->other;

	if (course->therapy != THERAPY_OTHER || !name.n)
		name = course->therapy == THERAPY_OTHER
			       ? STR("A course of treatment")
			       : str_c(therapy_facts(course->therapy)->name);
	if (!course->clinician.n)
		return name;
	return arena_print(v->arena, "%.*s with %.*s", (int)name.n, name.p,
			   (int)course->clinician.n, course->clinician.p);
}

struct str treatment_when(struct visit *v, const struct treatment_visit *visit)
{
	return words_when(v->arena, visit->day, visit->time, act_today(&v->act));
}

struct str treatment_lead(struct visit *v, const struct treatment_course *course,
			  const struct treatment_sum *sum)
{
	const char *went = "No visit yet.";

	if (sum->attended == 1)
		went = "You went once.";
	else if (sum->attended)
		went = arena_print(v->arena, "You went %u times.", sum->attended).p;
	if (!course->planned)
		return str_c(went);
	return arena_print(v->arena, "%s %u are planned in all.", went, course->planned);
}

struct str treatment_end_text(struct visit *v, const struct treatment_course *course)
{
	const struct treatment_row *reason = treatment_reason(course->reason);

	if (!course->has_ended)
		return (struct str){ "", 0 };
	struct str day = words_date(v->arena, course->ended);

	return arena_print(v->arena, "Ended on %.*s.%s%s%s", (int)day.n, day.p, reason ? " " : "",
			   reason ? reason->words : "", reason ? "." : "");
}

const struct treatment_line_view *treatment_lines(struct visit *v,
						  const struct treatment_visit visit[], size_t n,
						  const struct journey_treatment *around)
{
	struct treatment_line_view *to = arena_array(v->arena, struct treatment_line_view, n + 1);

	for (size_t i = 0; i < n; i++) {
		const struct treatment_visit *x = &visit[i];
		unsigned number = treatment_number(visit, n, i);
		const struct treatment_total *total =
			around && x->state == TREATMENT_ATTENDED
				? treatment_total_at(around->total, around->n, x->day)
				: NULL;

		to[n - 1 - i] = (struct treatment_line_view){
			.when = words_date(v->arena, x->day),
			.number = number ? arena_print(v->arena, "%u", number)
					 : (struct str){ "", 0 },
			.total = total ? arena_print(v->arena, "%u", total->total)
				       : (struct str){ "", 0 },
			.state = treatment_state_words(x->state),
			.address = treatment_visit_url(v, x, "")
		};
	}
	return to;
}

/* --- the front */
static fallible fill_card(struct visit *v, const struct treatment_course *course,
			  struct treatment_card_view *ret)
{
	struct treatment_visit *visit;
	size_t n;

	TRY(treatment_visits(&v->act, course, &visit, &n));
	struct treatment_sum sum = treatment_sum(visit, n, act_today(&v->act));

	ret->title = treatment_title(v, course);
	ret->address = treatment_url(v, course->id, "");
	ret->text =
		course->has_ended ? treatment_end_text(v, course) : treatment_lead(v, course, &sum);
	if (!course->has_ended && sum.next >= 0)
		ret->text = arena_print(v->arena, "Next: %.*s",
					(int)treatment_when(v, &visit[sum.next]).n,
					treatment_when(v, &visit[sum.next]).p);
	return OK;
}

static fallible get_front(struct visit *v)
{
	struct treatment_front_view view = { 0 };
	struct treatment_course *course;
	size_t n;

	TRY(treatment_courses(&v->act, &course, &n));
	struct treatment_card_view *card = arena_array(v->arena, struct treatment_card_view, n + 1);

	for (size_t i = 0; i < n; i++) {
		TRY(fill_card(v, &course[i], &card[i]));
		view.n += !course[i].has_ended;
	}
	view.card = card;
	view.ended = card + view.n;
	view.n_ended = n - view.n;
	TRY(sharing_readers(&v->act, TOPIC_TREATMENT, &view.readers));
	treatment_front_page(page_begin(v, "Visits", TAB_US), &view);
	return page_end(v);
}

/* --- one course */
static void fill_ways(struct visit *v, struct id16 id, struct treatment_course_view *view)
{
	view->plan = treatment_url(v, id, "/plan/new");
	view->ask = treatment_url(v, id, "/question");
	view->edit = treatment_url(v, id, "/edit");
	view->finish = treatment_url(v, id, "/end");
	view->again = treatment_url(v, id, "/again");
	view->sheet = treatment_url(v, id, "/sheet");
	view->remove = treatment_url(v, id, "/remove");
	view->back = treatment_url(v, id, "");
}

static void fill_end(struct visit *v, const struct treatment_course *course,
		     const struct treatment_own *own, struct treatment_course_view *view)
{
	const struct treatment_row *next = treatment_next_step(course->next);

	view->has_ended = course->has_ended;
	view->end = treatment_end_text(v, course);
	view->end_words = own->end_words;
	view->next_step = course->has_ended && next ? next->words : NULL;
	view->has_next_page = view->next_step && next->address[0];
	if (view->has_next_page)
		view->next_step_page = url_path(str_c(next->address));
}

static void fill_questions(struct visit *v, const struct treatment_asked *p,
			   const struct treatment_own *own, struct treatment_course_view *view)
{
	static const struct id16 none = { 0 };
	struct treatment_ask_view *to =
		arena_array(v->arena, struct treatment_ask_view, own->n + 1);

	for (size_t i = 0; i < own->n; i++) {
		char hex[33];

		if (!id16_equal(own->question[i].asked, none))
			continue;
		hex_write(hex, BYTES_OF(own->question[i].id));
		to[view->n_questions++] = (struct treatment_ask_view){
			.words = own->question[i].words,
			.remove = treatment_url(v, p->course.id,
						arena_print(v->arena, "/question/%s/remove", hex).p)
		};
	}
	view->question = to;
}

static void fill_visits(struct visit *v, const struct treatment_asked *p,
			const struct journey_treatment *around, struct treatment_course_view *view)
{
	struct treatment_sum sum = treatment_sum(p->visit, p->n, act_today(&v->act));

	view->lead = treatment_lead(v, &p->course, &sum);
	view->about = treatment_about_number(&p->course, sum.attended);
	view->is_whole = p->course.planned && sum.attended >= p->course.planned;
	view->line = treatment_lines(v, p->visit, p->n, around);
	view->n = p->n;
	for (size_t i = 0; i < p->n; i++)
		view->has_totals |= view->line[i].total.n > 0;
	view->has_next = sum.next >= 0;
	if (view->has_next) {
		view->next = treatment_when(v, &p->visit[sum.next]);
		view->next_address = treatment_visit_url(v, &p->visit[sum.next], "");
	}
	view->has_open = sum.open >= 0;
	if (view->has_open) {
		view->open = treatment_when(v, &p->visit[sum.open]);
		view->open_address = treatment_visit_url(v, &p->visit[sum.open], "");
	}
	view->homework = sum.last >= 0 ? p->visit[sum.last].homework : (struct str){ "", 0 };
}

static fallible fill_course(struct visit *v, struct treatment_course_view *view)
{
	struct treatment_asked *p = arena_new(v->arena, struct treatment_asked);
	struct treatment_own *own = arena_new(v->arena, struct treatment_own);
	struct journey_treatment around;

	TRY(treatment_read_course(v, p));
	TRY(treatment_own_read(&v->act, &p->course, own));
	TRY(journey_treatment_read(&v->act, &around));
	view->title = treatment_title(v, &p->course);
	view->readers = p->readers;
	fill_ways(v, p->course.id, view);
	fill_end(v, &p->course, own, view);
	fill_questions(v, p, own, view);
	fill_visits(v, p, &around, view);
	return OK;
}

static fallible get_course(struct visit *v)
{
	struct treatment_course_view *view = arena_new(v->arena, struct treatment_course_view);

	TRY(fill_course(v, view));
	if (form_has(&v->query, "kept"))
		view->status = "Kept.";
	treatment_course_page(page_begin(v, "Course", TAB_US), view);
	return page_end(v);
}

static fallible get_sheet(struct visit *v)
{
	struct treatment_course_view *view = arena_new(v->arena, struct treatment_course_view);

	TRY(fill_course(v, view));
	treatment_sheet_page(page_begin(v, "Sheet", TAB_US), view);
	return page_end(v);
}

/* --- for somebody else */
fallible treatment_show_topic(struct visit *v, struct html_out *o,
			      const struct notebook_source *source)
{
	struct treatment_course *course;
	size_t n;

	TRY(treatment_courses_shared(&v->act, source, &course, &n));
	struct treatment_shown_view *view =
		arena_array(v->arena, struct treatment_shown_view, n + 1);

	for (size_t i = 0; i < n; i++) {
		struct treatment_visit *visit;

		TRY(treatment_visits_shared(&v->act, source, &course[i], &visit, &view[i].n));
		view[i].title = treatment_title(v, &course[i]);
		view[i].end = treatment_end_text(v, &course[i]);
		view[i].line = treatment_lines(v, visit, view[i].n, NULL);
	}
	if (n)
		treatment_shown_list(o, view, n);
	return OK;
}

#define VISIT "/treatment/:course/visit/:visit"

static const struct route treatment_routes[] = {
	{ HTTP_GET, "/treatment", WHO_PERSON, get_front },
	{ HTTP_GET, "/treatment/new", WHO_PERSON, treatment_get_new, .keeps_words = true },
	{ HTTP_POST, "/treatment/new", WHO_PERSON, treatment_post_new, .keeps_words = true },
	{ HTTP_GET, "/treatment/:course", WHO_PERSON, get_course },
	{ HTTP_GET, "/treatment/:course/sheet", WHO_PERSON, get_sheet },
	{ HTTP_GET, "/treatment/:course/edit", WHO_PERSON, treatment_get_edit,
	  .keeps_words = true },
	{ HTTP_POST, "/treatment/:course/edit", WHO_PERSON, treatment_post_edit,
	  .keeps_words = true },
	{ HTTP_GET, "/treatment/:course/end", WHO_PERSON, treatment_get_end, .keeps_words = true },
	{ HTTP_POST, "/treatment/:course/end", WHO_PERSON, treatment_post_end,
	  .keeps_words = true },
	{ HTTP_POST, "/treatment/:course/again", WHO_PERSON, treatment_post_again },
	{ HTTP_POST, "/treatment/:course/remove", WHO_PERSON, treatment_post_remove },
	{ HTTP_GET, "/treatment/:course/question", WHO_PERSON, treatment_get_question,
	  .keeps_words = true },
	{ HTTP_POST, "/treatment/:course/question", WHO_PERSON, treatment_post_question,
	  .keeps_words = true },
	{ HTTP_POST, "/treatment/:course/question/:question/remove", WHO_PERSON,
	  treatment_post_question_remove },
	{ HTTP_GET, "/treatment/:course/plan/:visit", WHO_PERSON, treatment_get_plan,
	  .keeps_words = true },
	{ HTTP_POST, "/treatment/:course/plan/:visit", WHO_PERSON, treatment_post_plan,
	  .keeps_words = true },
	{ HTTP_GET, VISIT, WHO_PERSON, treatment_get_visit },
	{ HTTP_POST, VISIT "/attended", WHO_PERSON, treatment_post_attended },
	{ HTTP_POST, VISIT "/cancelled", WHO_PERSON, treatment_post_cancelled },
	{ HTTP_POST, VISIT "/asked", WHO_PERSON, treatment_post_asked },
	{ HTTP_POST, VISIT "/remove", WHO_PERSON, treatment_post_visit_remove },
	{ HTTP_GET, VISIT "/move", WHO_PERSON, treatment_get_move, .keeps_words = true },
	{ HTTP_POST, VISIT "/move", WHO_PERSON, treatment_post_move, .keeps_words = true },
	{ HTTP_GET, VISIT "/homework", WHO_PERSON, treatment_get_homework, .keeps_words = true },
	{ HTTP_POST, VISIT "/homework", WHO_PERSON, treatment_post_homework, .keeps_words = true },
};

const struct room room_treatment = { .name = "treatment",
				     ROOM_ROUTES(treatment_routes),
				     .title = "Treatment",
				     .add_records = treatment_add_records,
				     .add_paper = treatment_add_paper,
				     .add_fhir = treatment_add_fhir,
				     .topic = TOPIC_TREATMENT,
				     .show_topic = treatment_show_topic };
