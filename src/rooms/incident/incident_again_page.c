/* incident: reading a note again, "it is probably not about me", and what goes on to other rooms.
 */
#include "incident_about.html.h"
#include "incident_page.h"
#include "journey_incident.h"
#include "words.h"

struct asked {
	struct incident incident;
	struct incident_aside aside;
	struct incident_note_view note;
	const char *status; /* what did not work out */
};

static fallible read_asked(struct visit *v, struct asked *ret)
{
	struct incident_reading reading;

	TRY(incident_read_path(v, &ret->incident));
	TRY(incident_aside(&v->act, &ret->incident, &ret->aside));
	TRY(incident_reading(v, &reading));
	incident_fill_note(v, &ret->incident, &reading, &ret->note);
	ret->status = NULL;
	return OK;
}

/* --- another day */
static fallible show_again(struct visit *v, const struct asked *p)
{
	struct incident_read_view *view = arena_new(v->arena, struct incident_read_view);

	view->note = &p->note;
	view->action = incident_url(v, p->incident.id, "/again");
	view->remove = incident_url(v, p->incident.id, "/unread");
	view->back = incident_url(v, p->incident.id, "");
	view->status = p->status;
	view->version = p->aside.version;
	view->has_room = p->aside.n < INCIDENT_AGAIN_MAX;
	for (; view->n_read < p->aside.n; view->n_read++)
		view->read[view->n_read] = (struct incident_again_view){
			.when = words_day_title(v->arena, p->aside.again[view->n_read].day,
						act_today(&v->act)),
			.words = p->aside.again[view->n_read].words,
			.number = view->n_read + 1
		};
	view->words = incident_field(v, "words", "One sentence, from today", STR(""),
				     INCIDENT_LINE_MAX, 3);
	view->words.hint = "What looks different, or the same. Only for you, always.";
	incident_again_page(page_begin(v, "Note", TAB_TODAY), view);
	return page_end_status(v, p->status || v->form.n_errors ? 422 : 200);
}

fallible incident_get_again(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);

	TRY(read_asked(v, p));
	return show_again(v, p);
}

static bool is_sent_again(struct visit *v, const struct incident_aside *aside, struct str words)
{
	size_t n = aside->n;

	return n && str_equal(aside->again[n - 1].words, words) &&
	       aside->again[n - 1].day.n == act_today(&v->act).n;
}

fallible incident_post_again(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);
	struct str words = form_text(&v->form, v->arena, "words", INCIDENT_LINE_MAX);

	TRY(read_asked(v, p));
	if (is_sent_again(v, &p->aside, words))
		return visit_redirect_to(v, incident_url(v, p->incident.id, "?s=kept").s);
	if (words.n == 0 && !v->form.n_errors)
		form_refuse(&v->form, "words", "Write a few words first.");
	if (p->aside.n == INCIDENT_AGAIN_MAX)
		form_refuse(&v->form, "words",
			    "Five sentences fit beneath a note. Your words are still here.");
	if (v->form.n_errors)
		return show_again(v, p);
	size_t n = p->aside.n++;

	p->aside.again[n].day = act_today(&v->act);
	p->aside.again[n].words = words;
	TRY(incident_keep_aside(&v->act, &p->incident, &p->aside));
	return visit_redirect_to(v, incident_url(v, p->incident.id, "?s=kept").s);
}

/* One sentence goes again. */
fallible incident_post_unread(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);
	long n = form_number(&v->form, "n", 1, INCIDENT_AGAIN_MAX, 0);

	TRY(read_asked(v, p));
	if (v->form.is_bad || n == 0)
		return FAIL(BAD_REQUEST);
	if (incident_has_moved(v, p->aside.version) || (size_t)n > p->aside.n) {
		p->status = "This was changed in another window meanwhile. Nothing was deleted; "
			    "look again.";
		return show_again(v, p);
	}
	p->aside.n--;
	memmove(&p->aside.again[n - 1], &p->aside.again[n],
		(p->aside.n - (size_t)(n - 1)) * sizeof p->aside.again[0]);
	TRY(incident_keep_aside(&v->act, &p->incident, &p->aside));
	return visit_redirect_to(v, incident_url(v, p->incident.id, "/again").s);
}

/* --- it is probably not about me */
static fallible show_about(struct visit *v, const struct asked *p)
{
	struct incident_about_view *view = arena_new(v->arena, struct incident_about_view);

	TRY(journey_incident_is_afraid(&v->act, &view->is_afraid));
	view->back = url_path(STR("/incident"));
	if (p) {
		view->has_note = true;
		view->note = &p->note;
		view->status = p->status;
		view->action = incident_url(v, p->incident.id, "/about");
		view->back = incident_url(v, p->incident.id, "");
		view->version = p->aside.version;
		view->words = incident_field(v, "words", "In your own words",
					     p->aside.relates_words, INCIDENT_LINE_MAX, 2);
	}
	view->n = incident_fill_chips(v, INCIDENT_RELATES, p ? p->aside.relates : 0, view->option);
	incident_about_page(page_begin(v, "Card", TAB_TODAY), view);
	return page_end_status(v, (p && p->status) || v->form.n_errors ? 422 : 200);
}

fallible incident_get_about_any(struct visit *v)
{
	return show_about(v, NULL);
}

static void read_about(struct visit *v, struct asked *p)
{
	p->aside.relates = incident_read_chips(v, INCIDENT_RELATES, "relates");
	p->aside.relates_words = form_text(&v->form, v->arena, "words", INCIDENT_LINE_MAX);
}

fallible incident_get_about(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);

	TRY(read_asked(v, p));
	if (v->form.n) { /* a draft taken up again */
		read_about(v, p);
		v->form.n_errors = 0;
		v->form.is_bad = false;
	}
	return show_about(v, p);
}

fallible incident_post_about(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);

	TRY(read_asked(v, p));
	if (incident_has_moved(v, p->aside.version))
		p->status = incident_note(INCIDENT_MOVED);
	read_about(v, p);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (p->status || v->form.n_errors)
		return show_about(v, p);
	TRY(incident_keep_aside(&v->act, &p->incident, &p->aside));
	return visit_redirect_to(v, incident_url(v, p->incident.id, "?s=kept").s);
}

/* --- on to other rooms. The page it was offered on is named by the form. */
static fallible read_back(struct visit *v, struct incident *ret, bool *ret_has, struct id16 *ret_to)
{
	struct str incident = form_raw(&v->form, "incident");
	struct str trigger = form_raw(&v->form, "trigger");

	*ret_has = incident.n > 0;
	if (!hex_read(ret_to->b, sizeof ret_to->b, *ret_has ? incident : trigger))
		return FAIL(BAD_REQUEST);
	if (*ret_has)
		return incident_find(&v->act, *ret_to, ret);
	struct incident_trigger found;

	return incident_trigger_find(&v->act, *ret_to, &found);
}

static fallible go_back(struct visit *v, bool has_incident, struct id16 to, const char *status)
{
	char hex[33];

	hex_write(hex, BYTES_OF(to));
	return visit_redirect_to(v, arena_print(v->arena, "/incident/%s%s?s=%s",
						has_incident ? "" : "trigger/", hex, status));
}

fallible incident_post_calm(struct visit *v)
{
	struct incident incident = { .helped_words = STR("") };
	long help = form_number(&v->form, "help", 0, 31, -1);
	enum journey_incident_refusal refusal;
	struct id16 to;
	bool has;

	TRY(read_back(v, &incident, &has, &to));
	if (v->form.is_bad || help < 0 ||
	    (help ? !incident_help_line((unsigned)help) : incident.helped_words.n == 0))
		return FAIL(BAD_REQUEST);
	TRY(journey_incident_calm(&v->act, &incident, (unsigned)help, &refusal));
	return go_back(v, has, to, refusal ? "full" : "calm");
}

fallible incident_post_step(struct visit *v)
{
	struct incident incident;
	enum journey_incident_refusal refusal;
	struct id16 to, step;
	char hex[33];
	bool has;

	TRY(read_back(v, &incident, &has, &to));
	if (!has || incident.avoided.n == 0)
		return FAIL(BAD_REQUEST);
	TRY(journey_incident_step(&v->act, &incident, &step, &refusal));
	hex_write(hex, BYTES(step.b));
	return go_back(v, true, to,
		       refusal ? "full" : arena_print(v->arena, "step&step=%s", hex).p);
}
