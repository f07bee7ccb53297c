/* incident: what may be added later: early signs, what each did, what helped, when, what set it
 * off. Each part is a page of its own. */
#include "incident_form.html.h"
#include "incident_page.h"
#include "sharing.h"
#include "when.h"

/* --- fields of all parts */
struct ui_field incident_field(struct visit *v, const char *name, const char *label,
			       struct str kept, long most, int rows)
{
	return (struct ui_field){ .name = name,
				  .label = label,
				  .error = form_error_of(&v->form, name),
				  .value = form_or(&v->form, name, kept),
				  .length_max = most,
				  .rows = rows };
}

size_t incident_fill_chips(struct visit *v, enum incident_table t, uint32_t chosen,
			   struct ui_option ret[INCIDENT_ROWS_MAX])
{
	const struct code_row *row;
	size_t n = 0;

	for (; (row = incident_row(t, n)); n++)
		ret[n] = (struct ui_option){
			.value = arena_print(v->arena, "%u", row->number).p,
			.words = row->words,
			.is_chosen = (chosen & INCIDENT_BIT(row->number)) != 0,
		};
	return n;
}

uint32_t incident_read_chips(struct visit *v, enum incident_table t, const char *name)
{
	uint32_t bits = 0;
	struct str s;
	long n;

	for (size_t i = 0; form_nth(&v->form, name, i, &s); i++) {
		if (str_number(s, &n) && n > 0 && n < 32 && incident_words(t, (unsigned)n))
			bits |= INCIDENT_BIT(n);
		else
			v->form.is_bad = true;
	}
	return bits;
}

void incident_fill_name(struct visit *v, const char *label, const struct incident_trigger *is,
			struct incident_name_view *ret)
{
	const struct code_row *row;
	unsigned area =
		v->form.n ? incident_number(INCIDENT_AREAS, form_raw(&v->form, "area")) : is->area;

	ret->words = incident_field(v, "words", label, is->words, INCIDENT_TRIGGER_MAX, 1);
	ret->words.hint = "A sound, a smell, a sentence, a date.";
	for (ret->n_areas = 0; (row = incident_row(INCIDENT_AREAS, ret->n_areas)); ret->n_areas++)
		ret->area[ret->n_areas] = (struct ui_option){ .value = row->value,
							      .words = row->words,
							      .is_chosen = area == row->number };
}

void incident_read_name(struct visit *v, struct incident_trigger *t)
{
	struct str area = form_raw(&v->form, "area");

	t->words = form_line(&v->form, "words", INCIDENT_TRIGGER_MAX);
	t->area = incident_number(INCIDENT_AREAS, area);
	v->form.is_bad |= area.n && !t->area;
}

/* --- the parts */
enum part { PART_SIGNS, PART_DID, PART_HELPED, PART_WHEN, PART_TRIGGER, PARTS };

static const char *const part_names[PARTS] = { "signs", "did", "helped", "when", "trigger" };

struct asked {
	struct incident incident;
	struct day was; /* the day it stands under */
	enum part part;
	struct url action, back;
	const char *note;
};

static fallible read_asked(struct visit *v, struct asked *ret)
{
	int part = 0;

	TRY(incident_read_path(v, &ret->incident));
	ret->was = ret->incident.day;
	while (part < PARTS && !str_equal(visit_param(v, 1), str_c(part_names[part])))
		part++;
	if (part == PARTS)
		return FAIL(NOT_FOUND);
	ret->part = (enum part)part;
	ret->note = NULL;
	ret->back = incident_url(v, ret->incident.id, "");
	ret->action = incident_url(v, ret->incident.id,
				   arena_print(v->arena, "/more/%s", part_names[part]).p);
	return OK;
}

static int status(const struct visit *v, const struct asked *p)
{
	return p->note || v->form.n_errors ? 422 : 200;
}

/* --- chips with words beside them */
static void add_group(struct visit *v, const char *name, const char *legend, enum incident_table t,
		      uint32_t chosen, const char *field, struct str words,
		      struct incident_more_view *view)
{
	struct incident_group_view *g = &view->group[view->n_groups++];

	g->name = name;
	g->legend = legend;
	g->n = incident_fill_chips(v, t, chosen, g->option);
	g->words = incident_field(v, field, "In your own words", words, INCIDENT_LINE_MAX, 2);
}

static void fill_did(struct visit *v, const struct incident *i, struct incident_more_view *view)
{
	struct str name = incident_other(v);

	view->title = "What each did";
	view->lead = "What you saw, not why. Nobody is marked for it.";
	add_group(v, "mine", "I", INCIDENT_REACTIONS, i->did_mine, "mine_words", i->mine_words,
		  view);
	add_group(v, "theirs",
		  str_equal(name, STR("the other one")) ? "The other one"
							: arena_str(v->arena, name).p,
		  INCIDENT_REACTIONS, i->did_theirs, "theirs_words", i->theirs_words, view);
}

static void fill_helped(struct visit *v, const struct incident *i, struct incident_more_view *view)
{
	view->title = "What helped, what did not";
	view->lead = "You, even a little. It can go on your calming card with one tap afterwards.";
	add_group(v, "helped", "Helped me", INCIDENT_HELPS, i->helped, "helped_words",
		  i->helped_words, view);
	add_group(v, "not", "Did not help", INCIDENT_HELPS, i->helped_not, "not_words",
		  i->not_words, view);
	view->has_avoided = true;
	view->avoided = incident_field(v, "avoided", "Did you stay away from something after it?",
				       i->avoided, INCIDENT_AVOIDED_MAX, 1);
	view->avoided.hint = "A place, a person, a talk. It can become a small step later.";
}

static fallible show_more(struct visit *v, const struct asked *p)
{
	struct incident_more_view *view = arena_new(v->arena, struct incident_more_view);
	const struct incident *i = &p->incident;

	view->action = p->action;
	view->back = p->back;
	view->version = i->version;
	view->note = p->note;
	if (p->part == PART_SIGNS) {
		view->title = "Early signs";
		view->lead = "In you, in them, in the room: small things that came before.";
		add_group(v, "signs", "What was there?", INCIDENT_SIGNS, i->signs, "signs_words",
			  i->signs_words, view);
	} else if (p->part == PART_DID) {
		fill_did(v, i, view);
	} else {
		fill_helped(v, i, view);
	}
	TRY(sharing_readers(&v->act, TOPIC_INCIDENT, &view->readers));
	incident_more_page(page_begin(v, "Note", TAB_TODAY), view);
	return page_end_status(v, status(v, p));
}

static struct str read_text(struct visit *v, const char *name)
{
	return form_text(&v->form, v->arena, name, INCIDENT_LINE_MAX);
}

static void read_more(struct visit *v, enum part part, struct incident *i)
{
	if (part == PART_SIGNS) {
		i->signs = incident_read_chips(v, INCIDENT_SIGNS, "signs");
		i->signs_words = read_text(v, "signs_words");
	} else if (part == PART_DID) {
		i->did_mine = incident_read_chips(v, INCIDENT_REACTIONS, "mine");
		i->did_theirs = incident_read_chips(v, INCIDENT_REACTIONS, "theirs");
		i->mine_words = read_text(v, "mine_words");
		i->theirs_words = read_text(v, "theirs_words");
	} else {
		i->helped = incident_read_chips(v, INCIDENT_HELPS, "helped");
		i->helped_not = incident_read_chips(v, INCIDENT_HELPS, "not");
		i->helped_words = read_text(v, "helped_words");
		i->not_words = read_text(v, "not_words");
		i->avoided = form_line(&v->form, "avoided", INCIDENT_AVOIDED_MAX);
	}
}

/* --- when, and the place in own words */
static struct when_rule when_rule(const struct day *kept)
{
	return (struct when_rule){ "Which day?", .back = INCIDENT_DAYS_BACK,
				   .place_max = INCIDENT_PLACE_MAX, .kept = kept };
}

static fallible show_when(struct visit *v, const struct asked *p)
{
	struct incident_when_view *view = arena_new(v->arena, struct incident_when_view);
	const struct incident *i = &p->incident;
	const struct when when = { .day = i->day, .place = i->place };
	struct when_rule rule = when_rule(&p->was);
	const struct code_row *row;

	view->action = p->action;
	view->back = p->back;
	view->version = i->version;
	view->note = p->note;
	when_fill(v, &rule, &when, &view->when);
	for (size_t k = 0; (row = incident_row(INCIDENT_PARTS, k)); k++)
		view->option[view->part.n++] =
			(struct ui_option){ .value = row->value,
					    .words = row->words,
					    .is_chosen = i->part == row->number };
	view->option[view->part.n++] = (struct ui_option){
		.value = "", .words = "Not sure", .is_chosen = i->part == 0, .is_bare = true
	};
	view->part.name = "part";
	view->part.legend = "When in the day?";
	view->part.option = view->option;
	view->part.is_chips = true;
	TRY(sharing_readers(&v->act, TOPIC_INCIDENT, &view->readers));
	incident_when_page(page_begin(v, "Note", TAB_TODAY), view);
	return page_end_status(v, status(v, p));
}

static void read_when(struct visit *v, struct incident *i)
{
	struct str part = form_raw(&v->form, "part");
	struct when when = { .day = i->day };
	struct when_rule rule = when_rule(&i->day);

	when_read(v, &rule, &when);
	i->day = when.day;
	i->place = when.place;
	i->part = incident_number(INCIDENT_PARTS, part);
	v->form.is_bad |= part.n && !i->part;
}

/* --- what set it off */
static fallible show_link(struct visit *v, const struct asked *p)
{
	struct incident_link_view *view = arena_new(v->arena, struct incident_link_view);
	const struct incident_trigger none = { .words = { "", 0 } };
	struct incident_trigger *list;
	size_t n;

	TRY(incident_triggers(&v->act, NULL, &list, &n));
	struct incident_pick_view *pick = arena_array(v->arena, struct incident_pick_view, n + 1);

	for (size_t k = 0; k < n; k++) {
		bool is_chosen = incident_has_trigger(&p->incident, list[k].id);
		char *hex = arena_take(v->arena, 33);

		if (list[k].is_away && !is_chosen)
			continue;
		hex_write(hex, BYTES_OF(list[k].id));
		pick[view->n++] =
			(struct incident_pick_view){ str_c(hex), list[k].words, is_chosen };
	}
	view->action = p->action;
	view->back = p->back;
	view->version = p->incident.version;
	view->note = p->note;
	view->pick = pick;
	incident_fill_name(v, view->n ? "Something else" : "In a few words", &none, &view->name);
	view->name.words.hint = "A sound, a smell, a sentence, a date. It goes on your list.";
	TRY(sharing_readers(&v->act, TOPIC_INCIDENT, &view->readers));
	incident_link_page(page_begin(v, "Note", TAB_TODAY), view);
	return page_end_status(v, status(v, p));
}

static void add_id(struct visit *v, struct incident *i, struct id16 id)
{
	if (incident_has_trigger(i, id))
		return;
	if (i->n_triggers == INCIDENT_TRIGGERS_MAX)
		form_refuse(&v->form, "words", "A note can name up to five. Nothing was changed.");
	else
		i->trigger[i->n_triggers++] = id;
}

/* Ticked ones, and those that are off the list already: a name that went is not untied here. */
static fallible read_ticked(struct visit *v, struct incident *i)
{
	struct incident_trigger *list;
	struct id16 id;
	struct str s;
	size_t n;

	TRY(incident_triggers(&v->act, NULL, &list, &n));
	i->n_triggers = 0;
	for (size_t k = 0; form_nth(&v->form, "trigger", k, &s); k++) {
		bool is_there = false;

		if (!hex_read(id.b, sizeof id.b, s))
			return FAIL(BAD_REQUEST);
		for (size_t t = 0; t < n; t++)
			is_there |= id16_equal(list[t].id, id);
		if (is_there)
			add_id(v, i, id);
	}
	return OK;
}

static fallible read_new_one(struct visit *v, struct incident *i)
{
	struct incident_trigger one = { 0 };
	enum incident_refusal refusal;

	incident_read_name(v, &one);
	if (one.words.n == 0 || v->form.is_bad || v->form.n_errors)
		return OK;
	if (i->n_triggers == INCIDENT_TRIGGERS_MAX) {
		add_id(v, i, (struct id16){ { 0 } });
		return OK;
	}
	TRY(incident_trigger_add(&v->act, &one, &refusal));
	if (refusal == INCIDENT_FULL)
		form_refuse(&v->form, "words",
			    "A list holds 80. Your words are still here; put one away first.");
	else
		add_id(v, i, one.id);
	return OK;
}

static fallible show_part(struct visit *v, const struct asked *p)
{
	if (p->part == PART_WHEN)
		return show_when(v, p);
	return p->part == PART_TRIGGER ? show_link(v, p) : show_more(v, p);
}

static fallible read_part(struct visit *v, struct asked *p)
{
	if (p->part == PART_WHEN)
		read_when(v, &p->incident);
	else if (p->part == PART_TRIGGER)
		return read_ticked(v, &p->incident);
	else
		read_more(v, p->part, &p->incident);
	return OK;
}

fallible incident_get_more(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);

	TRY(read_asked(v, p));
	if (v->form.n) { /* a draft taken up again: what it holds, without its errors */
		TRY(read_part(v, p));
		v->form.n_errors = 0;
		v->form.is_bad = false;
	}
	return show_part(v, p);
}

fallible incident_post_more(struct visit *v)
{
	struct asked *p = arena_new(v->arena, struct asked);
	struct notebook_before *before = arena_new(v->act.secret, struct notebook_before);
	enum incident_refusal refusal = INCIDENT_FINE;

	TRY(read_asked(v, p));
	TRY(act_open_keyring(&v->act));
	TRY(notebook_remember(&v->act, TOPIC_INCIDENT, before));
	if (incident_has_moved(v, p->incident.version))
		refusal = INCIDENT_MOVED;
	TRY(read_part(v, p));
	if (!refusal && p->part == PART_TRIGGER)
		TRY(read_new_one(v, &p->incident));
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (!refusal && !v->form.n_errors)
		TRY(incident_keep(&v->act, &p->incident, p->was, &refusal));
	/* The name went on the list, the note has no room for it: neither is kept. */
	if (refusal == INCIDENT_FULL)
		notebook_forget_since(&v->act, TOPIC_INCIDENT, before);
	p->note = incident_note(refusal);
	if (refusal || v->form.n_errors)
		return show_part(v, p);
	return visit_redirect_to(v, incident_url(v, p->incident.id, "?s=kept").s);
}
