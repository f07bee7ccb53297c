/* incident: the list of notes, one note, and the routes of the room. */
#include "incident_page.h"
#include "incident.html.h"
#include "journey_incident.h"
#include "sharing.h"
#include "words.h"

struct url incident_url(struct visit *v, struct id16 incident, const char *rest)
{
	char hex[33];

	hex_write(hex, BYTES_OF(incident));
	return url_path(arena_print(v->arena, "/incident/%s%s", hex, rest));
}

fallible incident_read_path(struct visit *v, struct incident *ret)
{
	struct id16 id;

	if (!visit_param_id(v, 0, &id))
		return FAIL(NOT_FOUND);
	return incident_find(&v->act, id, ret);
}

struct str incident_other(struct visit *v)
{
	struct str name = v->act.preferences->close_to;

	if (!name.n && v->act.session->partner.has)
		name = v->act.session->partner.name;
	return name.n ? name : STR("the other one");
}

const char *incident_note(enum incident_refusal r)
{
	static const char *const notes[] = {
		[INCIDENT_FINE] = NULL,
		[INCIDENT_MOVED] = "This was changed in another window meanwhile. What stands here "
				   "is not kept yet. Look it over, then keep it.",
		[INCIDENT_FULL] = "There is no room for more here. Nothing was changed; your words "
				  "are still here.",
		[INCIDENT_TWICE] = "That is on your list already. Nothing was changed; your words "
				   "are still here.",
	};

	return notes[r];
}

bool incident_has_moved(struct visit *v, uint32_t version)
{
	return form_number(&v->form, "version", 0, INT32_MAX, 0) != (long)version;
}

fallible incident_reading(struct visit *v, struct incident_reading *ret)
{
	struct incident_trigger *trigger;

	ret->role = v->act.preferences->role;
	ret->other = incident_other(v);
	TRY(incident_triggers(&v->act, NULL, &trigger, &ret->n_triggers));
	ret->trigger = trigger;
	return OK;
}

/* --- the list: three months on a page */
#define MONTHS_A_PAGE 3

void incident_fill_rows(struct visit *v, const struct incident list[], size_t n, enum role role,
			struct incident_row_view *ret)
{
	for (size_t i = 0; i < n; i++) {
		const struct incident *x = &list[n - 1 - i];
		struct str when = words_day_title(v->arena, x->day, act_today(&v->act));
		const char *kind = incident_kind_asked(x->kind, role);
		const char *strong =
			x->strength < 0 ? NULL : incident_strength_words((unsigned)x->strength);

		ret[i].title = str_c(kind ? kind : "Something happened");
		ret[i].text =
			strong ? arena_print(v->arena, "%.*s · %s", (int)when.n, when.p, strong)
			       : when;
		ret[i].open = incident_url(v, x->id, "");
	}
}

static struct month first_month(struct visit *v)
{
	struct day begun = instant_day(v->act.preferences->begun, v->act.east);

	return day_month((struct day){ begun.n - INCIDENT_DAYS_BACK });
}

static struct url list_url(struct visit *v, int last)
{
	return url_path(arena_print(v->arena, "/incident?to=%d", last));
}

static void fill_pager(struct visit *v, int last, struct incident_list_view *view)
{
	int now = day_month(act_today(&v->act)).n;

	view->pager = (struct ui_pager){
		.has_before = last - MONTHS_A_PAGE >= first_month(v).n,
		.has_after = last < now,
		.before = list_url(v, last - MONTHS_A_PAGE),
		.after = list_url(v, last + MONTHS_A_PAGE > now ? now : last + MONTHS_A_PAGE),
		.before_words = "Earlier",
		.after_words = "Later"
	};
	view->has_pager = view->pager.has_after || (view->pager.has_before && view->n);
}

static fallible get_list(struct visit *v)
{
	struct incident_list_view view = { 0 };
	int now = day_month(act_today(&v->act)).n;
	int last = (int)form_number(&v->query, "to", first_month(v).n, now, now);
	struct day from = month_first_day((struct month){ last - MONTHS_A_PAGE + 1 });
	struct day to = { month_first_day((struct month){ last + 1 }).n - 1 };
	struct day tomorrow = { act_today(&v->act).n + 1 }; /* noted further east */
	struct incident *list;

	if (last == now && to.n < tomorrow.n)
		to = tomorrow;
	TRY(incident_between(&v->act, NULL, from, to, &list, &view.n));
	struct incident_row_view *row = arena_array(v->arena, struct incident_row_view, view.n + 1);

	incident_fill_rows(v, list, view.n, v->act.preferences->role, row);
	view.row = row;
	view.is_first = view.n == 0 && last == now;
	fill_pager(v, last, &view);
	TRY(sharing_readers(&v->act, TOPIC_INCIDENT, &view.readers));
	incident_list_page(page_begin(v, "Noted", TAB_TODAY), &view);
	return page_end(v);
}

/* --- one note */
static void add_way(struct visit *v, const struct incident *i, bool is_missing, const char *part,
		    const char *words, struct incident_page_view *view)
{
	if (is_missing)
		view->way[view->n_ways++] =
			(struct incident_way_view){ incident_url(v, i->id, part), words };
}

static void fill_ways(struct visit *v, const struct incident *i, struct incident_page_view *view)
{
	add_way(v, i, !i->where, "/tap/2", "Where it was", view);
	add_way(v, i, i->strength < 0, "/tap/3", "How strong it was", view);
	add_way(v, i, !i->signs && !i->signs_words.n, "/more/signs", "Early signs", view);
	add_way(v, i, !i->n_triggers, "/more/trigger", "What set it off", view);
	add_way(v, i, !i->did_mine && !i->did_theirs && !i->mine_words.n && !i->theirs_words.n,
		"/more/did", "What each of us did", view);
	add_way(v, i,
		!i->helped && !i->helped_not && !i->helped_words.n && !i->not_words.n &&
			!i->avoided.n,
		"/more/helped", "What helped, what did not", view);
}

static fallible fill_aside(struct visit *v, const struct incident *i,
			   struct incident_page_view *view)
{
	struct incident_aside aside;

	TRY(incident_aside(&v->act, i, &aside));
	for (; view->n_read < aside.n; view->n_read++)
		view->read[view->n_read] = (struct incident_again_view){
			.when = words_day_title(v->arena, aside.again[view->n_read].day,
						act_today(&v->act)),
			.words = aside.again[view->n_read].words
		};
	view->relates = incident_bits_words(v, INCIDENT_RELATES, aside.relates);
	view->relates_words = aside.relates_words;
	return OK;
}

static fallible fill_offers(struct visit *v, const struct incident *i,
			    struct incident_page_view *view)
{
	struct journey_incident *j = arena_new(v->arena, struct journey_incident);

	TRY(journey_incident_read(&v->act, i, j));
	for (size_t k = 0; k < j->n; k++)
		view->offer[view->n_offers++] =
			(struct incident_offer_view){ j->offer[k].help, j->offer[k].line };
	if (j->can_step)
		view->step = i->avoided;
	return OK;
}

static const char *status_words(struct visit *v)
{
	static const struct choice table[] = {
		{ "new", "Kept. The rest can wait, or stay as it is." },
		{ "kept", "Kept." },
		{ "calm", "It stands on your calming card now." },
		{ "step", "It stands on your list of small steps now. The number beside it is "
			  "only a first guess." },
		{ "full", "There is no room for more there. Nothing was changed." },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (str_equal(form_raw(&v->query, "s"), str_c(table[i].value)))
			return table[i].words;
	return NULL;
}

/* The way to what was just made, where the tap says which it is. */
static void fill_made(struct visit *v, struct incident_page_view *view)
{
	struct str status = form_raw(&v->query, "s");
	struct id16 step;

	if (str_equal(status, STR("calm"))) {
		view->made = url_path(STR("/card/calming"));
		view->made_words = "See the card";
	} else if (str_equal(status, STR("step")) &&
		   hex_read(step.b, sizeof step.b, form_raw(&v->query, "step"))) {
		char hex[33];

		hex_write(hex, BYTES(step.b));
		view->made = url_path(arena_print(v->arena, "/approach/%s", hex));
		view->made_words = "See the step";
	}
}

static fallible get_one(struct visit *v)
{
	struct incident_page_view *view = arena_new(v->arena, struct incident_page_view);
	struct incident_reading reading;
	struct incident i;
	char *hex = arena_take(v->arena, 33);

	TRY(incident_read_path(v, &i));
	TRY(incident_reading(v, &reading));
	incident_fill_note(v, &i, &reading, &view->note);
	fill_ways(v, &i, view);
	TRY(fill_aside(v, &i, view));
	TRY(fill_offers(v, &i, view));
	TRY(sharing_readers(&v->act, TOPIC_INCIDENT, &view->readers));
	hex_write(hex, BYTES_OF(i.id));
	view->id = str_c(hex);
	view->status = status_words(v);
	fill_made(v, view);
	view->what = incident_url(v, i.id, "/tap/1");
	view->when = incident_url(v, i.id, "/more/when");
	view->again = incident_url(v, i.id, "/again");
	view->about = incident_url(v, i.id, "/about");
	view->has_about = !incident_is_own(i.kind, v->act.preferences->role);
	view->remove = incident_url(v, i.id, "/remove");
	view->is_past = incident_is_past(&i, act_today(&v->act));
	incident_one_page(page_begin(v, "Note", TAB_TODAY), view);
	return page_end(v);
}

static fallible post_remove(struct visit *v)
{
	struct incident i;

	TRY(incident_read_path(v, &i));
	TRY(incident_remove(&v->act, &i));
	return visit_redirect(v, "/incident");
}

static const struct route incident_routes[] = {
	{ HTTP_GET, "/incident", WHO_PERSON, get_list },
	{ HTTP_GET, "/incident/note", WHO_PERSON, incident_get_new, .keeps_words = true },
	{ HTTP_POST, "/incident/note", WHO_PERSON, incident_post_new, .keeps_words = true },
	{ HTTP_GET, "/incident/about", WHO_PERSON, incident_get_about_any },
	{ HTTP_POST, "/incident/calm", WHO_PERSON, incident_post_calm, .speaks = true },
	{ HTTP_POST, "/incident/step", WHO_PERSON, incident_post_step },
	{ HTTP_GET, "/incident/profile", WHO_PERSON, incident_get_profile },
	{ HTTP_GET, "/incident/triggers", WHO_PERSON, incident_get_triggers, .keeps_words = true },
	{ HTTP_POST, "/incident/triggers", WHO_PERSON, incident_post_triggers,
	  .keeps_words = true },
	{ HTTP_GET, "/incident/triggers/theirs", WHO_PERSON, incident_get_theirs },
	{ HTTP_POST, "/incident/triggers/theirs", WHO_PERSON, incident_post_theirs },
	{ HTTP_GET, "/incident/trigger/:trigger", WHO_PERSON, incident_get_trigger },
	{ HTTP_GET, "/incident/trigger/:trigger/edit", WHO_PERSON, incident_get_edit,
	  .keeps_words = true },
	{ HTTP_POST, "/incident/trigger/:trigger/edit", WHO_PERSON, incident_post_edit,
	  .keeps_words = true },
	{ HTTP_POST, "/incident/trigger/:trigger/away", WHO_PERSON, incident_post_away },
	{ HTTP_POST, "/incident/trigger/:trigger/remove", WHO_PERSON,
	  incident_post_trigger_remove },
	{ HTTP_GET, "/incident/:incident", WHO_PERSON, get_one },
	{ HTTP_GET, "/incident/:incident/tap/:step", WHO_PERSON, incident_get_tap,
	  .keeps_words = true },
	{ HTTP_POST, "/incident/:incident/tap/:step", WHO_PERSON, incident_post_tap,
	  .keeps_words = true },
	{ HTTP_GET, "/incident/:incident/more/:part", WHO_PERSON, incident_get_more,
	  .keeps_words = true },
	{ HTTP_POST, "/incident/:incident/more/:part", WHO_PERSON, incident_post_more,
	  .keeps_words = true },
	{ HTTP_GET, "/incident/:incident/again", WHO_PERSON, incident_get_again,
	  .keeps_words = true },
	{ HTTP_POST, "/incident/:incident/again", WHO_PERSON, incident_post_again,
	  .keeps_words = true },
	{ HTTP_POST, "/incident/:incident/unread", WHO_PERSON, incident_post_unread },
	{ HTTP_GET, "/incident/:incident/about", WHO_PERSON, incident_get_about,
	  .keeps_words = true },
	{ HTTP_POST, "/incident/:incident/about", WHO_PERSON, incident_post_about,
	  .keeps_words = true },
	{ HTTP_POST, "/incident/:incident/remove", WHO_PERSON, post_remove },
};

const struct room room_incident = { .name = "incident",
				    ROOM_ROUTES(incident_routes),
				    .title = "What set it off",
				    .add_records = incident_add_records,
				    .topic = TOPIC_INCIDENT,
				    .show_topic = incident_show };
