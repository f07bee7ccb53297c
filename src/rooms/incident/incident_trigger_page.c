/* incident: one's own list of triggers, what recurs, and the list somebody else shows. */
#include "incident_page.h"
#include "incident_trigger.html.h"
#include "journey_incident.h"
#include "others.h"
#include "text.h"
#include "words.h"
#include "sharing.h"

static struct url trigger_url(struct visit *v, struct id16 id, const char *rest)
{
	char hex[33];

	hex_write(hex, BYTES_OF(id));
	return url_path(arena_print(v->arena, "/incident/trigger/%s%s", hex, rest));
}

static fallible read_path(struct visit *v, struct incident_trigger *ret)
{
	struct id16 id;

	if (!visit_param_id(v, 0, &id))
		return FAIL(NOT_FOUND);
	return incident_trigger_find(&v->act, id, ret);
}

static struct str hex_of(struct visit *v, struct id16 id)
{
	char *hex = arena_take(v->arena, 33);

	hex_write(hex, BYTES_OF(id));
	return str_c(hex);
}

/* Notes of the last twelve months: what a profile is made of. */
static fallible read_notes(struct visit *v, struct incident **ret, size_t *ret_n)
{
	struct day today = act_today(&v->act);

	return incident_between(&v->act, NULL, (struct day){ today.n - INCIDENT_PROFILE_DAYS },
				today, ret, ret_n);
}

static struct str times_words(struct visit *v, size_t n)
{
	const char *words = incident_times(n);

	if (n == 0)
		return STR("not noted yet");
	return words ? str_c(words) : arena_print(v->arena, "%zu times", n);
}

/* --- what recurs, in words */
static struct str of_words(struct visit *v, size_t n, size_t all, const char *words)
{
	char first = words[0] >= 'A' && words[0] <= 'Z' ? (char)(words[0] - 'A' + 'a') : words[0];

	return arena_print(v->arena, "%zu of %zu %c%s", n, all, first, words + 1);
}

static void fill_profile(struct visit *v, const struct incident_trigger *t,
			 const struct incident_profile *p, uint32_t on_card,
			 struct incident_profile_view *ret)
{
	*ret = (struct incident_profile_view){ .words = t->words,
					       .times = times_words(v, p->n),
					       .id = hex_of(v, t->id),
					       .open = trigger_url(v, t->id, "") };
	if (p->part.n)
		ret->part = of_words(v, p->part.n, p->n,
				     incident_words(INCIDENT_PARTS, p->part.number));
	if (p->weekday.n)
		ret->weekday = arena_print(v->arena, "%zu of %zu on a %s", p->weekday.n, p->n,
					   weekday_name((int)p->weekday.number));
	for (; ret->n_helped < p->n_helped; ret->n_helped++) {
		const struct incident_count *c = &p->helped[ret->n_helped];

		ret->helped[ret->n_helped].words =
			arena_print(v->arena, "%s (%zu of %zu)",
				    incident_words(INCIDENT_HELPS, c->number), c->n, p->n);
		ret->helped[ret->n_helped].help = c->number;
		ret->helped[ret->n_helped].is_there = (on_card & INCIDENT_BIT(c->number)) != 0;
	}
}

/* Notes that name nothing which stands on the list. */
static size_t count_without(const struct incident list[], size_t n,
			    const struct incident_trigger t[], size_t n_triggers)
{
	size_t without = 0;

	for (size_t i = 0; i < n; i++) {
		bool has_one = false;

		for (size_t k = 0; k < n_triggers; k++)
			has_one |= incident_has_trigger(&list[i], t[k].id);
		without += !has_one;
	}
	return without;
}

/* The most often noted first. */
static void insert(struct incident_profile_view row[], size_t count[], size_t *n,
		   const struct incident_profile_view *one, size_t times)
{
	size_t at = (*n)++;

	for (; at > 0 && count[at - 1] < times; at--) {
		row[at] = row[at - 1];
		count[at] = count[at - 1];
	}
	row[at] = *one;
	count[at] = times;
}

fallible incident_get_profile(struct visit *v)
{
	struct incident_profiles_view view = { .is_little = true };
	struct incident_trigger *t;
	struct incident *list;
	uint32_t on_card;
	size_t n;

	TRY(incident_triggers(&v->act, NULL, &t, &n));
	TRY(read_notes(v, &list, &view.n_notes));
	TRY(journey_incident_calming(&v->act, &on_card));
	struct incident_profile_view *row =
		arena_array(v->arena, struct incident_profile_view, n + 1);
	size_t *count = arena_array(v->arena, size_t, n + 1);

	for (size_t i = 0; i < n; i++) {
		struct incident_profile_view one;
		struct incident_profile p;

		incident_profile(list, view.n_notes, t[i].id, &p);
		if (p.n == 0)
			continue;
		fill_profile(v, &t[i], &p, on_card, &one);
		insert(row, count, &view.n, &one, p.n);
		view.is_little &= p.n < INCIDENT_TELLING;
	}
	view.row = row;
	view.n_without = count_without(list, view.n_notes, t, n);
	incident_profiles_page(page_begin(v, "Noted", TAB_TODAY), &view);
	return page_end(v);
}

/* --- the list */
static fallible fill_list(struct visit *v, struct incident_triggers_view *view)
{
	struct incident_trigger *t;
	struct incident *list;
	size_t n, n_notes;

	TRY(incident_triggers(&v->act, NULL, &t, &n));
	TRY(read_notes(v, &list, &n_notes));
	struct incident_trigger_view *row =
		arena_array(v->arena, struct incident_trigger_view, n + 1);

	for (size_t i = 0; i < n; i++) {
		struct incident_profile p;

		incident_profile(list, n_notes, t[i].id, &p);
		row[i] = (struct incident_trigger_view){ .words = t[i].words,
							 .area = str_c(incident_words(
								 INCIDENT_AREAS, t[i].area)),
							 .times = times_words(v, p.n),
							 .open = trigger_url(v, t[i].id, "") };
		view->n += !t[i].is_away;
	}
	view->row = row;
	view->away = row + view->n;
	view->n_away = n - view->n;
	return OK;
}

static fallible show_triggers(struct visit *v, const char *note)
{
	struct incident_triggers_view *view = arena_new(v->arena, struct incident_triggers_view);
	const struct incident_trigger none = { .words = { "", 0 } };
	struct other partner;

	TRY(fill_list(v, view));
	TRY(others_partner(&v->act, &partner, &view->has_partner));
	if (view->has_partner)
		view->name = partner.name;
	view->note = note;
	incident_fill_name(v, "Another one", &none, &view->add);
	TRY(sharing_readers(&v->act, TOPIC_INCIDENT, &view->readers));
	incident_triggers_page(page_begin(v, "Noted", TAB_TODAY), view);
	return page_end_status(v, note || v->form.n_errors ? 422 : 200);
}

fallible incident_get_triggers(struct visit *v)
{
	return show_triggers(v, NULL);
}

static void read_words(struct visit *v, struct incident_trigger *t)
{
	incident_read_name(v, t);
	if (t->words.n == 0 && !v->form.n_errors)
		form_refuse(&v->form, "words", "Write a few words first.");
}

fallible incident_post_triggers(struct visit *v)
{
	struct incident_trigger t = { 0 };
	enum incident_refusal refusal;

	read_words(v, &t);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_triggers(v, NULL);
	TRY(incident_trigger_add(&v->act, &t, &refusal));
	/* One that is there already is just shown: it is what was asked for. */
	if (refusal == INCIDENT_FULL)
		return show_triggers(v, incident_note(refusal));
	return visit_redirect(v, "/incident/triggers");
}

/* --- somebody else's list, as far as they show it. Taking one writes one's own list only. */
static fallible read_theirs(struct visit *v, struct other *partner, bool *ret_has,
			    struct incident_trigger **ret, size_t *ret_n)
{
	struct notebook_source *source = arena_new(v->act.secret, struct notebook_source);
	bool found = false;

	*ret_n = 0;
	TRY(others_partner(&v->act, partner, ret_has));
	if (*ret_has)
		TRY(others_source(&v->act, partner->id, TOPIC_INCIDENT, source, &found));
	return found ? incident_triggers(&v->act, source, ret, ret_n) : OK;
}

static bool is_listed(const struct str folded[], size_t n, struct str words)
{
	for (size_t i = 0; i < n; i++)
		if (str_equal(folded[i], words))
			return true;
	return false;
}

/* Of those that are not put away. */
static struct str *fold_all(struct visit *v, const struct incident_trigger mine[], size_t *n)
{
	struct str *folded = arena_array(v->arena, struct str, *n + 1);
	size_t kept = 0;

	for (size_t i = 0; i < *n; i++)
		if (!mine[i].is_away)
			folded[kept++] = text_fold(v->arena, mine[i].words);
	*n = kept;
	return folded;
}

fallible incident_get_theirs(struct visit *v)
{
	struct incident_triggers_view view = { 0 };
	struct incident_trigger *theirs, *mine;
	struct other partner;
	size_t n, n_mine;

	TRY(read_theirs(v, &partner, &view.has_partner, &theirs, &n));
	TRY(incident_triggers(&v->act, NULL, &mine, &n_mine));
	const struct str *folded = fold_all(v, mine, &n_mine);
	struct incident_trigger_view *row =
		arena_array(v->arena, struct incident_trigger_view, n + 1);

	for (size_t i = 0; i < n; i++)
		if (!theirs[i].is_away)
			row[view.n++] = (struct incident_trigger_view){
				.words = theirs[i].words,
				.area = str_c(incident_words(INCIDENT_AREAS, theirs[i].area)),
				.id = hex_of(v, theirs[i].id),
				.is_there = is_listed(folded, n_mine,
						      text_fold(v->arena, theirs[i].words))
			};
	view.row = row;
	if (view.has_partner)
		view.name = partner.name;
	incident_theirs_page(page_begin(v, "Noted", TAB_TODAY), &view);
	return page_end(v);
}

fallible incident_post_theirs(struct visit *v)
{
	struct incident_trigger *theirs;
	enum incident_refusal refusal;
	struct other partner;
	struct id16 id;
	size_t n, i = 0;
	bool has;

	if (!hex_read(id.b, sizeof id.b, form_raw(&v->form, "trigger")))
		return FAIL(BAD_REQUEST);
	TRY(read_theirs(v, &partner, &has, &theirs, &n));
	while (i < n && !id16_equal(theirs[i].id, id))
		i++;
	if (i == n) /* not shown any more, or never was: one and the same */
		return visit_redirect(v, "/incident/triggers/theirs");
	struct incident_trigger copy = { .words = theirs[i].words, .area = theirs[i].area };

	TRY(incident_trigger_add(&v->act, &copy, &refusal));
	if (refusal == INCIDENT_FULL)
		return show_triggers(v, incident_note(refusal));
	return visit_redirect(v, "/incident/triggers");
}

/* --- one */
static const char *status_words(struct visit *v)
{
	struct str s = form_raw(&v->query, "s");

	if (str_equal(s, STR("calm")))
		return "It stands on your calming card now.";
	if (str_equal(s, STR("full")))
		return "There is no room for more there. Nothing was changed.";
	return str_equal(s, STR("kept")) ? "Kept." : NULL;
}

static size_t only_with(struct incident list[], size_t n, struct id16 trigger)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (incident_has_trigger(&list[i], trigger))
			list[kept++] = list[i];
	return kept;
}

fallible incident_get_trigger(struct visit *v)
{
	struct incident_one_view *view = arena_new(v->arena, struct incident_one_view);
	struct incident_trigger t;
	struct incident_profile p;
	struct incident *list;
	uint32_t on_card;
	size_t n;

	TRY(read_path(v, &t));
	TRY(read_notes(v, &list, &n));
	TRY(journey_incident_calming(&v->act, &on_card));
	incident_profile(list, n, t.id, &p);
	fill_profile(v, &t, &p, on_card, &view->profile);
	view->n = only_with(list, n, t.id);
	struct incident_row_view *row =
		arena_array(v->arena, struct incident_row_view, view->n + 1);

	incident_fill_rows(v, list, view->n, v->act.preferences->role, row);
	view->row = row;
	view->area = str_c(incident_words(INCIDENT_AREAS, t.area));
	view->status = status_words(v);
	view->is_calm = str_equal(form_raw(&v->query, "s"), STR("calm"));
	view->is_away = t.is_away;
	view->edit = trigger_url(v, t.id, "/edit");
	view->away = trigger_url(v, t.id, "/away");
	view->remove = trigger_url(v, t.id, "/remove");
	incident_trigger_page(page_begin(v, "Noted", TAB_TODAY), view);
	return page_end(v);
}

static fallible show_edit(struct visit *v, const struct incident_trigger *t,
			  enum incident_refusal refusal)
{
	struct incident_edit_view *view = arena_new(v->arena, struct incident_edit_view);

	view->action = trigger_url(v, t->id, "/edit");
	view->back = trigger_url(v, t->id, "");
	view->version = t->version;
	view->note = incident_note(refusal);
	incident_fill_name(v, "In a few words", t, &view->name);
	TRY(sharing_readers(&v->act, TOPIC_INCIDENT, &view->readers));
	incident_edit_page(page_begin(v, "Noted", TAB_TODAY), view);
	return page_end_status(v, refusal || v->form.n_errors ? 422 : 200);
}

fallible incident_get_edit(struct visit *v)
{
	struct incident_trigger t;

	TRY(read_path(v, &t));
	return show_edit(v, &t, INCIDENT_FINE);
}

fallible incident_post_edit(struct visit *v)
{
	enum incident_refusal refusal = INCIDENT_MOVED;
	struct incident_trigger t;

	TRY(read_path(v, &t));
	bool has_moved = incident_has_moved(v, t.version);

	read_words(v, &t);
	if (v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_edit(v, &t, INCIDENT_FINE);
	if (!has_moved)
		TRY(incident_trigger_change(&v->act, &t, &refusal));
	if (refusal)
		return show_edit(v, &t, refusal);
	return visit_redirect_to(v, trigger_url(v, t.id, "?s=kept").s);
}

fallible incident_post_away(struct visit *v)
{
	enum incident_refusal refusal;
	struct incident_trigger t;

	TRY(read_path(v, &t));
	t.is_away = !form_check(&v->form, "back");
	TRY(incident_trigger_change(&v->act, &t, &refusal));
	return visit_redirect(v, "/incident/triggers");
}

fallible incident_post_trigger_remove(struct visit *v)
{
	struct incident_trigger t;

	TRY(read_path(v, &t));
	TRY(incident_trigger_remove(&v->act, t.id));
	return visit_redirect(v, "/incident/triggers");
}
