/* talk: the front of the room, one plan, and the list of routes. */
#include "talk_page.h"
#include "talk.html.h"
#include "words.h"

struct url talk_url(struct visit *v, enum talk_side s, const char *rest)
{
	return url_path(arena_print(v->arena, "/talk/%s%s", talk_side_value(s), rest));
}

fallible talk_read_asked(struct visit *v, struct talk_asked *ret)
{
	if (!talk_find_side(visit_param(v, 0), &ret->side))
		return FAIL(NOT_FOUND);
	TRY(talk_plan_read(&v->act, ret->side, &ret->plan));
	ret->version = ret->plan.version;
	return journey_talk_read(&v->act, &ret->around);
}

struct str talk_title(struct visit *v, const struct talk_asked *p)
{
	struct str name = p->around.name;

	if (p->side == TALK_ME)
		return STR("Finding help for myself");
	if (!name.n)
		return STR("Talking about getting help");
	return arena_print(v->arena, "Talking with %.*s about getting help", (int)name.n, name.p);
}

const char *talk_note(enum talk_refusal r)
{
	static const char *const notes[] = {
		[TALK_FINE] = NULL,
		[TALK_MOVED] = "This was changed in another window meanwhile. What stands here is "
			       "not kept yet. Look it over, then keep it.",
		[TALK_FULL] = "There is no room for more here. Nothing was changed; your words are "
			      "still here.",
	};

	return notes[r];
}

bool talk_is_resting(const struct talk_asked *p)
{
	return p->side == TALK_THEM && p->around.is_paused;
}

fallible talk_show_resting(struct visit *v)
{
	talk_resting_page(page_begin(v, "Own tools", TAB_US));
	return page_end(v);
}

/* --- a plan in words */
struct str talk_when_words(struct visit *v, const struct talk_plan *plan)
{
	if (!plan->has_day)
		return (struct str){ "", 0 };
	return words_when(v->arena, plan->day, plan->time, act_today(&v->act));
}

struct str talk_where_words(struct visit *v, const struct talk_plan *plan)
{
	const struct talk_row *row = talk_find(TALK_WHERES, plan->side, plan->where);

	if (!row)
		return plan->place;
	if (!plan->place.n)
		return str_c(row->words);
	return arena_print(v->arena, "%s, %.*s", row->words, (int)plan->place.n, plan->place.p);
}

struct str talk_ask_words(const struct talk_plan *plan)
{
	const struct talk_row *row = talk_find(TALK_ASKS, plan->side, plan->ask);

	return plan->ask_words.n || !row ? plan->ask_words : str_c(row->words);
}

size_t talk_fill_nos(const struct talk_plan *plan, struct str ret[TALK_ROWS_MAX + 1])
{
	const struct talk_row *row;
	size_t n = 0;

	for (size_t i = 0; (row = talk_row(TALK_NOS, plan->side, i)) && n < TALK_ROWS_MAX; i++)
		if (plan->nos & TALK_BIT(row->number))
			ret[n++] = str_c(row->words);
	if (plan->no_words.n)
		ret[n++] = plan->no_words;
	return n;
}

/* --- the front */
static struct ui_door door_of(struct visit *v, enum talk_side s, const struct journey_talk *around)
{
	bool is_named = s == TALK_THEM && around->name.n;

	if (s == TALK_ME)
		return (struct ui_door){ .address = talk_url(v, s, ""),
					 .icon = ICON_PHONE,
					 .title = STR("Find help for myself"),
					 .text = STR("What to say on the phone, and to a doctor") };
	return (struct ui_door){ .address = talk_url(v, s, ""),
				 .icon = ICON_US,
				 .title = is_named
						  ? arena_print(v->arena, "Raise it with %.*s",
								(int)around->name.n, around->name.p)
						  : STR("Raise it with the other one"),
				 .text = around->is_paused
						 ? STR("Waits, as you set it")
						 : STR("A first sentence, and what may come") };
}

static fallible get_front(struct visit *v)
{
	struct talk_front_view view = { 0 };
	struct journey_talk around;

	TRY(journey_talk_read(&v->act, &around));
	enum talk_side first =
		around.is_paused ? TALK_ME : talk_side_first(v->act.preferences->role);

	view.readers = around.readers;
	view.door[view.n++] = door_of(v, first, &around);
	view.door[view.n++] = door_of(v, first == TALK_ME ? TALK_THEM : TALK_ME, &around);
	view.door[view.n++] = (struct ui_door){ .address = url_path(STR("/talk/options")),
						.icon = ICON_LEARN,
						.title = STR("Three treatments side by side"),
						.text = STR("EMDR, CPT and PE: what happens, how "
							    "long, what guidelines say") };
	view.door[view.n++] = (struct ui_door){ .address = url_path(STR("/treatment")),
						.icon = ICON_CHECK,
						.title = STR("Treatment, visit by visit"),
						.text = STR("When there is an appointment") };
	talk_front_page(page_begin(v, "Sentences", TAB_US), &view);
	return page_end(v);
}

/* --- one plan */
static void fill_ways(struct visit *v, enum talk_side s, struct talk_plan_view *view)
{
	view->begin = talk_url(v, s, "/opening?new=1");
	view->opening_change = talk_url(v, s, "/opening");
	view->when_change = talk_url(v, s, "/plan/when");
	view->replies_change = talk_url(v, s, "/plan/answers");
	view->no_change = talk_url(v, s, "/plan/no");
	view->ask_change = talk_url(v, s, "/plan/ask");
	view->own = talk_url(v, s, "/reply/new");
	view->cards = talk_url(v, s, "/cards/1");
	view->note = talk_url(v, s, "/tried/new");
	view->print = talk_url(v, s, "/print");
	view->back = talk_url(v, s, "");
	view->remove = talk_url(v, s, "/remove");
}

static void fill_replies(struct visit *v, const struct talk_plan *plan, struct talk_plan_view *view)
{
	struct talk_reply card[TALK_REPLIES_MAX];
	size_t own = 0;

	view->n_replies = talk_cards(plan, card);
	view->is_chosen = plan->replies || plan->n_replies;
	for (size_t i = 0; i < view->n_replies; i++) {
		const char *name = card[i].row ? arena_print(v->arena, "/reply/%u", card[i].row).p
					       : arena_print(v->arena, "/reply/own-%zu", ++own).p;

		view->reply[i] = (struct talk_reply_view){ card[i].said, card[i].reply,
							   talk_url(v, plan->side, name) };
	}
}

static void fill_plan(struct visit *v, const struct talk_asked *p, struct talk_plan_view *view)
{
	const struct talk_plan *plan = &p->plan;
	const struct talk_row *ask = talk_find(TALK_ASKS, plan->side, plan->ask);

	view->side = p->side;
	view->title = talk_title(v, p);
	view->name = p->around.name;
	view->readers = p->around.readers;
	view->is_empty = !talk_has_words(plan);
	view->opening = plan->opening;
	view->when = talk_when_words(v, plan);
	view->where = talk_where_words(v, plan);
	view->ask = talk_ask_words(plan);
	view->has_ask_page = ask && ask->more[0] && !plan->ask_words.n;
	if (view->has_ask_page)
		view->ask_page = url_path(str_c(ask->more));
	view->n_nos = talk_fill_nos(plan, view->no);
	fill_ways(v, p->side, view);
	fill_replies(v, plan, view);
}

static void fill_tries(struct visit *v, const struct talk_asked *p, const struct talk_try list[],
		       size_t n, struct talk_plan_view *view)
{
	struct talk_try_view *to = arena_array(v->arena, struct talk_try_view, n + 1);
	struct day today = act_today(&v->act);

	for (size_t i = 0; i < n; i++) {
		const struct talk_row *row = talk_find(TALK_OUTCOMES, p->side, list[i].outcome);
		char hex[33];

		hex_write(hex, BYTES_OF(list[i].id));
		to[i] = (struct talk_try_view){
			.when = words_day_title(v->arena, list[i].day, today),
			.words = list[i].words,
			.outcome = row ? row->words : NULL,
			.change = talk_url(v, p->side, arena_print(v->arena, "/tried/%s", hex).p)
		};
		if (i == 0 && row)
			view->after = row->more;
	}
	view->try = to;
	view->n_tries = n;
	if (n == 0)
		return;
	view->is_opening = talk_is_opening(p->side, list[0].outcome);
	view->wants_smaller = talk_wants_smaller(p->side, list[0].outcome);
	if (p->plan.has_day && talk_is_soon(p->side, list[0].day, p->plan.day))
		view->soon = "That is less than a week after the last time. Many leave a week or "
			     "more between. It is up to you.";
}

static fallible get_plan(struct visit *v)
{
	struct talk_plan_view *view = arena_new(v->arena, struct talk_plan_view);
	struct talk_asked *p = arena_new(v->arena, struct talk_asked);
	struct talk_try *try;
	size_t n;

	TRY(talk_read_asked(v, p));
	if (talk_is_resting(p))
		return talk_show_resting(v);
	TRY(talk_tries(&v->act, p->side, &try, &n));
	fill_plan(v, p, view);
	fill_tries(v, p, try, n, view);
	if (form_has(&v->query, "kept"))
		view->status = "Kept.";
	talk_plan_page(page_begin(v, "Sentences", TAB_US), view);
	return page_end(v);
}

static fallible get_print(struct visit *v)
{
	struct talk_plan_view *view = arena_new(v->arena, struct talk_plan_view);
	struct talk_asked *p = arena_new(v->arena, struct talk_asked);

	TRY(talk_read_asked(v, p));
	if (talk_is_resting(p))
		return talk_show_resting(v);
	fill_plan(v, p, view);
	talk_print_page(page_begin(v, "Sheet", TAB_US), view);
	return page_end(v);
}

static fallible post_remove(struct visit *v)
{
	struct talk_asked *p = arena_new(v->arena, struct talk_asked);

	TRY(talk_read_asked(v, p));
	TRY(talk_plan_remove(&v->act, p->side));
	return visit_redirect_to(v, talk_url(v, p->side, "").s);
}

static const struct route talk_routes[] = {
	{ HTTP_GET, "/talk", WHO_PERSON, get_front },
	{ HTTP_GET, "/talk/options", WHO_PERSON, talk_get_options },
	{ HTTP_GET, "/talk/:side", WHO_PERSON, get_plan },
	{ HTTP_GET, "/talk/:side/print", WHO_PERSON, get_print },
	{ HTTP_POST, "/talk/:side/remove", WHO_PERSON, post_remove },
	{ HTTP_GET, "/talk/:side/opening", WHO_PERSON, talk_get_opening, .keeps_words = true },
	{ HTTP_POST, "/talk/:side/opening", WHO_PERSON, talk_post_opening, .keeps_words = true },
	{ HTTP_GET, "/talk/:side/plan/:part", WHO_PERSON, talk_get_part, .keeps_words = true },
	{ HTTP_POST, "/talk/:side/plan/:part", WHO_PERSON, talk_post_part, .keeps_words = true },
	{ HTTP_GET, "/talk/:side/reply/:reply", WHO_PERSON, talk_get_reply, .keeps_words = true },
	{ HTTP_POST, "/talk/:side/reply/:reply", WHO_PERSON, talk_post_reply, .keeps_words = true },
	{ HTTP_POST, "/talk/:side/reply/:reply/remove", WHO_PERSON, talk_post_reply_remove },
	{ HTTP_GET, "/talk/:side/cards/:card", WHO_PERSON, talk_get_card },
	{ HTTP_GET, "/talk/:side/worse", WHO_PERSON, talk_get_worse },
	{ HTTP_GET, "/talk/:side/tried/:try", WHO_PERSON, talk_get_try, .keeps_words = true },
	{ HTTP_POST, "/talk/:side/tried/:try", WHO_PERSON, talk_post_try, .keeps_words = true },
	{ HTTP_POST, "/talk/:side/tried/:try/remove", WHO_PERSON, talk_post_try_remove },
};

const struct room room_talk = { .name = "talk",
				ROOM_ROUTES(talk_routes),
				.title = "Raising treatment",
				.add_records = talk_add_records,
				.topic = TOPIC_TALK,
				.show_topic = talk_show_topic };
