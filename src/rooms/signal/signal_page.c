/* signal: pages. What is now stands at the top, the same piece on Today, on Us, and on the page of
 * signals; a script puts a newer one in its place when the stream speaks. */
#include "room.h"
#include "signal.html.h"
#include "signal_agree_use.h"
#include "signal_page.h"
#include "signal_use.h"
#include "signal_view.h"
#include "zone.h"

static struct minutes east_at(struct visit *v, struct instant t)
{
	return zone_east(v->act.preferences->zone, v->act.preferences->country, t);
}

static struct str time_words(struct visit *v, struct instant t)
{
	char text[SIGNAL_TIME_MAX];

	signal_time(text, t, v->act.now, east_at(v, t));
	return arena_str(v->arena, str_c(text));
}

/* --- what is now */
static struct signal_card_view card_of(struct visit *v, const struct signal_now *now, bool is_mine)
{
	const struct signal *s = is_mine ? &now->mine : &now->theirs;
	const struct signal_seen *seen = is_mine ? &now->mine_seen : &now->theirs_seen;
	struct signal_need_words w = signal_need_words(s->need);

	return (struct signal_card_view){
		.is_mine = is_mine,
		.name = now->name,
		.said = is_mine ? w.mine : w.theirs,
		.back = time_words(v, seen->back),
		.words = s->words,
		.is_due = seen->state == SIGNAL_DUE,
		.is_home = seen->state == SIGNAL_HOME,
		.am_ready = is_mine ? seen->is_owner_ready : seen->is_other_ready,
		.are_they_ready = is_mine ? seen->is_other_ready : seen->is_owner_ready,
		.whose = is_mine ? "mine" : "theirs",
	};
}

static void note_next(struct signal_live_view *view, struct instant next, struct instant now)
{
	long seconds = (long)(next.s - now.s);

	if (next.s && (view->next == 0 || seconds < view->next))
		view->next = seconds;
}

static fallible fill_live(struct visit *v, const struct signal_now *now,
			  struct signal_live_view *view)
{
	if (now->theirs_seen.state != SIGNAL_NOTHING) {
		struct signal_card_view *c = &view->card[view->n++];

		*c = card_of(v, now, false);
		if (now->theirs_seen.state == SIGNAL_AWAY)
			TRY(signal_own_wish(v, &c->wish));
		note_next(view, now->theirs_seen.next, v->act.now);
	}
	if (now->mine_seen.state != SIGNAL_NOTHING) {
		view->card[view->n++] = card_of(v, now, true);
		note_next(view, now->mine_seen.next, v->act.now);
	}
	return OK;
}

static fallible show_now(struct visit *v, struct html_out *now, struct html_out *tap)
{
	struct signal_live_view live = { 0 };
	struct signal_now s;

	TRY(signal_now(&v->act, &s));
	if (!s.has_other)
		return OK;
	TRY(fill_live(v, &s, &live));
	signal_place(now, &live);
	if (s.mine_seen.state == SIGNAL_NOTHING || s.mine_seen.state == SIGNAL_HOME)
		signal_tap(tap, &(struct signal_tap_view){ s.name });
	return OK;
}

static fallible get_now(struct visit *v)
{
	struct signal_live_view live = { 0 };
	struct signal_now s;

	TRY(signal_now(&v->act, &s));
	TRY(fill_live(v, &s, &live));
	signal_live(piece_begin(v), &live);
	return piece_end(v);
}

static fallible get_stream(struct visit *v)
{
	struct id16 space;
	bool found;

	TRY(signal_watch(&v->act, &space, &found));
	return found ? visit_stream(v, space) : visit_nothing(v);
}

/* --- alone: the time stands in the address, so that nothing is kept */
static fallible show_alone(struct visit *v, const struct signal_now *now)
{
	struct signal_alone_view view = { 0 };
	size_t n;
	const struct signal_span *span = signal_spans(&n);
	long until;

	if (now->is_resting)
		view.resting = now->name;
	if (str_number(form_raw(&v->query, "until"), &until) && until > 0 &&
	    until < v->act.now.s + SIGNAL_MOST * 60) {
		view.until = time_words(v, (struct instant){ until });
		view.is_over = until <= v->act.now.s;
	}
	for (size_t i = 0; i < n; i++) {
		struct instant back = { 0 };

		if (signal_in(v->act.now, span[i].minutes, &back) != SIGNAL_FINE)
			continue;
		view.span[view.n_spans++] = (struct signal_alone_link){
			url_path(arena_print(v->arena, "/signal?until=%lld", (long long)back.s)),
			span[i].words
		};
	}
	signal_alone_page(page_begin(v, "Time", TAB_US), &view);
	return page_end(v);
}

/* --- the page of signals */
struct wanted { /* what the form asks for */
	enum signal_need need;
	long minutes;
	struct str at, words;
};

static void fill_chips(struct visit *v, const struct wanted *w, int agreed,
		       struct signal_page_view *view)
{
	size_t n;
	const struct signal_span *span = signal_spans(&n);
	bool has_agreed = false;

	for (int i = 1; i < SIGNAL_NEED__END; i++) {
		struct signal_need_words words = signal_need_words((enum signal_need)i);

		view->need[view->n_needs++] =
			(struct signal_chip){ words.value, words.chip, w->need == words.need };
	}
	for (size_t i = 0; i < n; i++) {
		has_agreed |= span[i].minutes == agreed;
		view->span[view->n_spans++] =
			(struct signal_chip){ arena_print(v->arena, "%d", span[i].minutes).p,
					      span[i].words, w->minutes == span[i].minutes };
	}
	if (!has_agreed)
		view->span[view->n_spans++] =
			(struct signal_chip){ arena_print(v->arena, "%d", agreed).p,
					      arena_print(v->arena, "%d minutes", agreed).p,
					      w->minutes == agreed };
}

static fallible show_page(struct visit *v, const struct wanted *w, bool is_late, int status)
{
	struct signal_page_view view = { .title = "I need space" };
	struct signal_live_view live = { .is_late = is_late };
	struct signal_defaults d;
	struct signal_now now;

	TRY(signal_now(&v->act, &now));
	if (!now.has_other)
		return show_alone(v, &now);
	TRY(signal_defaults(v, &d));
	TRY(fill_live(v, &now, &live));
	view.name = now.name;
	view.lead = "Say how long. It is not about them, and you come back.";
	view.is_change = now.mine_seen.state == SIGNAL_AWAY || now.mine_seen.state == SIGNAL_DUE;
	view.has_theirs = now.theirs_seen.state == SIGNAL_AWAY;
	if (live.n) {
		view.title = "Stepping away";
		view.lead = "Both of you see the same time, each on your own clock.";
	}
	view.at = (struct ui_field){ .name = "at",
				     .label = "Or at a time",
				     .error = form_error_of(&v->form, "at"),
				     .value = w->at };
	view.words = (struct ui_field){ .name = "words",
					.label = "One sentence, if you like",
					.error = form_error_of(&v->form, "words"),
					.value = w->words,
					.length_max = SIGNAL_WORDS_MAX };
	TRY(signal_agree_line(v, &view.agreement, &view.agreement_link));
	fill_chips(v, w, d.minutes, &view);
	struct html_out *o = page_begin(v, "Time", TAB_US);
	struct html_out aside = visit_aside(v);

	signal_place(&aside, &live);
	view.live = html_done(&aside);
	signal_page(o, &view);
	return page_end_status(v, status);
}

static fallible get_signal(struct visit *v)
{
	struct wanted w = { .need = SIGNAL_NEED_SPACE };
	struct signal_defaults d;
	struct signal_now now;

	TRY(signal_now(&v->act, &now));
	if (!now.has_other)
		return show_alone(v, &now);
	TRY(signal_defaults(v, &d));
	w.minutes = d.minutes;
	w.words = d.says;
	if (now.mine_seen.state == SIGNAL_AWAY) {
		w.need = now.mine.need;
		w.words = now.mine.words;
	}
	if (form_has(&v->form, "words")) /* a draft taken up again */
		w.words = form_raw(&v->form, "words");
	return show_page(v, &w, false, 200);
}

/* What the form leaves out is as agreed: so one tap is enough. */
static fallible read_wanted(struct visit *v, struct wanted *ret)
{
	struct str need = form_raw(&v->form, "need"), minutes = form_raw(&v->form, "m");
	struct signal_defaults d;

	TRY(signal_defaults(v, &d));
	*ret = (struct wanted){ SIGNAL_NEED_SPACE, d.minutes, form_raw(&v->form, "at"), d.says };
	if (need.n && !(ret->need = signal_need_of(need)))
		return FAIL(BAD_REQUEST);
	if (minutes.n && !str_number(minutes, &ret->minutes))
		return FAIL(BAD_REQUEST);
	if (form_has(&v->form, "words"))
		ret->words = form_line(&v->form, "words", SIGNAL_WORDS_MAX);
	return OK;
}

/* Nobody is linked any more, or one stepped back: the page says so. */
static fallible or_alone(struct err e)
{
	return e.code == ERR_NOT_FOUND ? OK : e;
}

static fallible post_signal(struct visit *v)
{
	struct wanted w;
	struct instant back = { 0 };

	TRY(read_wanted(v, &w));
	enum signal_refusal no = w.at.n ? signal_at(v->act.now, v->act.east, w.at, &back)
					: signal_in(v->act.now, w.minutes, &back);

	if (no != SIGNAL_FINE)
		form_refuse(&v->form, "at", signal_refusal_words(no));
	if (v->form.n_errors)
		return show_page(v, &w, false, 422);
	TRY(or_alone(signal_set(&v->act, w.need, back, w.words)));
	return visit_redirect(v, "/signal");
}

static fallible post_back(struct visit *v)
{
	TRY(or_alone(signal_home(&v->act)));
	return visit_redirect(v, "/signal");
}

static fallible post_ready(struct visit *v)
{
	struct str whose = form_raw(&v->form, "whose"), said = form_raw(&v->form, "v");
	bool is_mine = str_equal(whose, STR("mine")), is_ready = str_equal(said, STR("yes"));
	bool is_late;

	if ((!is_mine && !str_equal(whose, STR("theirs"))) ||
	    (!is_ready && !str_equal(said, STR("later"))))
		return FAIL(BAD_REQUEST);
	TRY(or_alone(signal_answer(&v->act, is_mine, is_ready, &is_late)));
	if (is_late) {
		struct wanted w = { .need = SIGNAL_NEED_SPACE, .minutes = SIGNAL_USUAL };

		return show_page(v, &w, true, 422);
	}
	return visit_redirect(v, "/signal");
}

static const struct route signal_routes[] = {
	{ HTTP_GET, "/signal", WHO_PERSON, get_signal, .keeps_words = true },
	{ HTTP_POST, "/signal", WHO_PERSON, post_signal, .keeps_words = true, .speaks = true },
	{ HTTP_POST, "/signal/back", WHO_PERSON, post_back, .speaks = true },
	{ HTTP_POST, "/signal/ready", WHO_PERSON, post_ready, .speaks = true },
	{ HTTP_GET, "/signal/now", WHO_PERSON, get_now, .is_quiet = true },
	{ HTTP_GET, "/signal/stream", WHO_PERSON, get_stream, .is_quiet = true },
	{ HTTP_GET, "/signal/agreement", WHO_PERSON, signal_get_agreement, .is_for_two = true },
	{ HTTP_GET, "/signal/agreement/write", WHO_PERSON, signal_get_write, .keeps_words = true,
	  .is_for_two = true },
	{ HTTP_POST, "/signal/agreement/write", WHO_PERSON, signal_post_write, .keeps_words = true,
	  .speaks = true, .is_for_two = true },
	{ HTTP_POST, "/signal/agreement/take", WHO_PERSON, signal_post_take, .speaks = true,
	  .is_for_two = true },
};

const struct room room_signal = { .name = "signal",
				  ROOM_ROUTES(signal_routes),
				  .title = "Time-outs",
				  .add_records = signal_add_records,
				  .place = PLACE_SIGNAL,
				  .show_item = signal_show_item,
				  .show_now = show_now };
