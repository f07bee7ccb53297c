/* incident: the three taps. One question a page; each answer is kept at once. */
#include "incident_form.html.h"
#include "incident_page.h"
#include "words.h"
#include "sharing.h"

enum tap { TAP_WHAT = 1, TAP_WHERE, TAP_STRONG, TAPS = TAP_STRONG };

static const struct {
	const char *title, *lead, *name;
} taps[TAPS + 1] = {
	[TAP_WHAT] = { "What happened?", "One tap is enough. No story is needed.", "kind" },
	[TAP_WHERE] = { "Where was it?", "", "where" },
	[TAP_STRONG] = { "How strong was it, for you?", "A guess is fine.", "strong" },
};

static void add_option(struct incident_tap_view *view, const char *value, const char *words,
		       bool is_chosen)
{
	view->option[view->n++] =
		(struct ui_option){ .value = value, .words = words, .is_chosen = is_chosen };
}

static void fill_options(struct visit *v, enum tap tap, const struct incident *i,
			 struct incident_tap_view *view)
{
	enum incident_table t = tap == TAP_WHAT ? INCIDENT_KINDS : INCIDENT_WHERES;
	enum role role = v->act.preferences->role;
	const struct code_row *row;

	for (int s = INCIDENT_STRENGTH_MAX; tap == TAP_STRONG && s >= 0; s--)
		add_option(view, arena_print(v->arena, "%d", s).p,
			   incident_strength_words((unsigned)s), i->strength == s);
	for (size_t k = 0; tap != TAP_STRONG && (row = incident_row(t, k)); k++) {
		bool is_what = tap == TAP_WHAT;

		add_option(view, row->value,
			   is_what ? incident_kind_asked(row->number, role) : row->words,
			   (is_what ? i->kind : i->where) == row->number);
	}
}

static fallible show(struct visit *v, enum tap tap, const struct incident *i,
		     struct incident_tap_view *view)
{
	view->title = taps[tap].title;
	view->lead = taps[tap].lead;
	view->name = taps[tap].name;
	view->step = tap;
	view->has_words = tap == TAP_WHAT;
	view->version = i->version;
	view->words = form_or(&v->form, "words", i->words);
	view->words_error = form_error_of(&v->form, "words");
	fill_options(v, tap, i, view);
	TRY(sharing_readers(&v->act, TOPIC_INCIDENT, &view->readers));
	incident_tap_page(page_begin(v, "Note", TAB_TODAY), view);
	return page_end_status(v, view->note || v->form.n_errors ? 422 : 200);
}

/* Where Help now led here, back to the very step of its walk. */
static struct url way_back(struct visit *v)
{
	static const char *const walks[] = { "connect", "shut-out" };
	struct str from = form_raw(&v->query, "from"), walk = str_cut(&from, '/');
	long step;

	for (size_t i = 0; i < sizeof walks / sizeof *walks; i++)
		if (str_equal(walk, str_c(walks[i])) && str_number(from, &step) && step > 0)
			return url_path(arena_print(v->arena, "/help/%s/%ld", walks[i], step));
	return url_path(STR("/incident"));
}

/* --- a new one. The form names the note it will be, so that sending it twice keeps it once. */
static fallible show_new(struct visit *v, struct id16 id, unsigned kind)
{
	struct incident_tap_view *view = arena_new(v->arena, struct incident_tap_view);
	struct incident i = { .kind = kind, .strength = -1, .words = STR("") };
	char *hex = arena_take(v->arena, 33);

	hex_write(hex, BYTES_OF(id));
	view->id = str_c(hex);
	view->action = url_path(STR("/incident/note"));
	view->back = way_back(v);
	view->is_new = true;
	return show(v, TAP_WHAT, &i, view);
}

/* What a form was given to be; drawn when it was given nothing. */
static bool read_id(struct visit *v, struct id16 *ret)
{
	struct str s = form_raw(&v->form, "id");

	if (s.n == 0)
		*ret = act_draw(&v->act);
	return s.n == 0 || hex_read(ret->b, sizeof ret->b, s);
}

fallible incident_get_new(struct visit *v)
{
	struct id16 id;

	if (!read_id(v, &id))
		return FAIL(BAD_REQUEST);
	return show_new(v, id, incident_number(INCIDENT_KINDS, form_raw(&v->form, "kind")));
}

static fallible keep(struct visit *v, struct incident *i, struct str words, unsigned kind,
		     enum incident_refusal *ret)
{
	i->kind = kind;
	i->words = words;
	return incident_keep(&v->act, i, i->day, ret);
}

fallible incident_post_new(struct visit *v)
{
	unsigned kind = incident_number(INCIDENT_KINDS, form_raw(&v->form, "kind"));
	struct str words = form_text(&v->form, v->arena, "words", INCIDENT_WORDS_MAX);
	enum incident_refusal refusal;
	struct incident i;
	struct id16 id;
	bool found;

	if (!read_id(v, &id) || kind == 0 || v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (v->form.n_errors)
		return show_new(v, id, kind);
	TRY(incident_find_new(&v->act, id, &i, &found));
	if (!found)
		i = (struct incident){
			.id = id,
			.day = act_today(&v->act),
			.part = incident_part_at((unsigned)words_minute(v->act.now, v->act.east)),
			.strength = -1,
		};
	else if (words.n == 0) /* gone back to an empty form: it takes no words away */
		words = i.words;
	TRY(keep(v, &i, words, kind, &refusal));
	if (refusal) {
		form_refuse(&v->form, "words", incident_note(refusal));
		return show_new(v, id, kind);
	}
	return visit_redirect_to(v, incident_url(v, i.id, "/tap/2?new=1").s);
}

/* --- one that is there */
static fallible read_tap(struct visit *v, struct incident *ret, enum tap *ret_tap)
{
	long n;

	TRY(incident_read_path(v, ret));
	if (!str_number(visit_param(v, 1), &n) || n < TAP_WHAT || n > TAPS)
		return FAIL(NOT_FOUND);
	*ret_tap = (enum tap)n;
	return OK;
}

static fallible show_tap(struct visit *v, const struct incident *i, enum tap tap,
			 enum incident_refusal refusal)
{
	struct incident_tap_view *view = arena_new(v->arena, struct incident_tap_view);
	const char *rest = arena_print(v->arena, "/tap/%d", tap).p;

	view->action = incident_url(v, i->id, rest);
	view->is_new = form_check(&v->query, "new") || form_check(&v->form, "new");
	view->back = view->is_new
			     ? incident_url(v, i->id,
					    tap == TAP_STRONG ? "/tap/2?new=1" : "/tap/1?new=1")
			     : incident_url(v, i->id, "");
	if (tap == TAP_WHAT)
		view->back = incident_url(v, i->id, "");
	view->note = incident_note(refusal);
	return show(v, tap, i, view);
}

fallible incident_get_tap(struct visit *v)
{
	struct incident i;
	enum tap tap;

	TRY(read_tap(v, &i, &tap));
	return show_tap(v, &i, tap, INCIDENT_FINE);
}

/* On to the next question while it is new; else back to the note. */
static fallible go_on(struct visit *v, const struct incident *i, enum tap tap)
{
	bool is_new = form_check(&v->form, "new");

	if (is_new && tap < TAPS)
		return visit_redirect_to(
			v, incident_url(v, i->id, arena_print(v->arena, "/tap/%d?new=1", tap + 1).p)
				   .s);
	return visit_redirect_to(v, incident_url(v, i->id, is_new ? "?s=new" : "?s=kept").s);
}

/* False when none of ours was tapped. */
static bool read_answer(struct visit *v, enum tap tap, struct incident *i)
{
	struct str sent = form_raw(&v->form, taps[tap].name);
	long n;

	if (tap == TAP_WHERE)
		i->where = incident_number(INCIDENT_WHERES, sent);
	if (tap == TAP_WHAT)
		i->kind = incident_number(INCIDENT_KINDS, sent);
	if (tap == TAP_WHERE || tap == TAP_WHAT)
		return (tap == TAP_WHERE ? i->where : i->kind) != 0;
	if (!str_number(sent, &n) || n < 0 || n > INCIDENT_STRENGTH_MAX)
		return false;
	i->strength = (int)n;
	return true;
}

fallible incident_post_tap(struct visit *v)
{
	struct incident i;
	enum incident_refusal refusal = INCIDENT_FINE;
	enum tap tap;

	TRY(read_tap(v, &i, &tap));
	struct str was = i.words;

	if (form_check(&v->form, "skip"))
		return go_on(v, &i, tap);
	if (!read_answer(v, tap, &i) || v->form.is_bad)
		return FAIL(BAD_REQUEST);
	if (tap == TAP_WHAT) {
		i.words = form_text(&v->form, v->arena, "words", INCIDENT_WORDS_MAX);
		/* A tap is the last one's; words are not lost to another window. */
		if (!str_equal(was, i.words) && incident_has_moved(v, i.version))
			refusal = INCIDENT_MOVED;
	}
	if (refusal || v->form.n_errors)
		return show_tap(v, &i, tap, refusal);
	TRY(incident_keep(&v->act, &i, i.day, &refusal));
	if (refusal)
		return show_tap(v, &i, tap, refusal);
	return go_on(v, &i, tap);
}
