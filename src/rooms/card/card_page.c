/* card: one's own cards as they read, the versions before, and the list of routes. */
#include "card_page.h"
#include "card.html.h"
#include "card_use.h"
#include "first.h"
#include "words.h"

fallible card_read_kind(struct visit *v, size_t n, enum card_kind *ret)
{
	return card_find_kind(visit_param(v, n), ret) ? OK : FAIL(NOT_FOUND);
}

struct url card_url(struct visit *v, enum card_kind k, const char *rest)
{
	return url_path(arena_print(v->arena, "/card/%s%s", card_words(k)->address, rest));
}

const char *card_section_title(enum card_kind k, uint8_t section)
{
	const struct card_section *s;

	for (size_t i = 0; (s = card_section(k, i)); i++)
		if (s->number == section)
			return s->title;
	return "";
}

/* --- how a card reads */
void card_fill_text(struct visit *v, enum card_kind k, const struct card_line line[], size_t n,
		    struct card_text_view *ret)
{
	const struct card_section *s;

	(void)v;
	for (size_t i = 0; (s = card_section(k, i)); i++) {
		struct card_said_view *to = &ret->section[ret->n];

		to->title = s->title;
		for (size_t at = 0; at < n; at++)
			if (line[at].section == s->number) {
				to->is_suggested[to->n] = line[at].is_suggested;
				to->line[to->n++] = card_line_words(k, &line[at]);
			}
		ret->n += to->n > 0;
	}
}

void card_fill_days(struct visit *v, enum card_kind k, struct day written, struct day edited,
		    struct card_text_view *ret)
{
	struct day today = act_today(&v->act), last = edited.n ? edited : written;
	struct str first = words_day_near(v->arena, written, today);

	ret->written = arena_print(v->arena, "Written %.*s.", (int)first.n, first.p);
	if (edited.n > written.n) {
		struct str then = words_day_near(v->arena, edited, today);

		ret->written = arena_print(v->arena, "Written %.*s. Edited %.*s.", (int)first.n,
					   first.p, (int)then.n, then.p);
	}
	if (k != CARD_LIMITS)
		return;
	ret->week = words_date(v->arena, card_week(last));
	ret->is_this_week = card_week(last).n == card_week(today).n;
}

static void fill_own(struct visit *v, const struct card *c, struct card_text_view *ret)
{
	struct day none = { 0 };

	card_fill_text(v, c->kind, c->line, c->n, ret);
	card_fill_days(v, c->kind, instant_day(c->written, v->act.east),
		       c->edited.s ? instant_day(c->edited, v->act.east) : none, ret);
}

/* --- pages */
static fallible fill_row(struct visit *v, enum card_kind k, struct card_row_view *row)
{
	struct card_page_view *page = arena_new(v->arena, struct card_page_view);
	struct card c;

	row->title = card_words(k)->title;
	row->address = card_url(v, k, "");
	row->state = str_c(card_words(k)->lead);
	TRY(card_find(&v->act, k, &c));
	if (c.version == 0)
		return OK;
	TRY(card_fill_readers(v, &c, page));
	row->state = arena_print(v->arena, "%zu %s. %.*s", c.n, c.n == 1 ? "line" : "lines",
				 (int)page->who.n, page->who.p);
	return OK;
}

static fallible get_list(struct visit *v)
{
	struct card_list_view view = { 0 };

	for (int k = 0; k < CARD__COUNT; k++)
		TRY(fill_row(v, (enum card_kind)k, &view.row[view.n++]));
	view.row[view.n++] = (struct card_row_view){
		.address = url_path(STR("/card/closeness")),
		.title = "Closeness",
		.state = STR("Which touch is welcome now. Your answers are yours."),
	};
	TRY(card_fill_theirs(v, &view));
	card_list_page(page_begin(v, "Cards", TAB_US), &view);
	return page_end(v);
}

fallible card_show_own(struct visit *v, enum card_kind k, enum card_refusal refusal,
		       const struct id16 *refused, struct str text)
{
	struct card_page_view *view = arena_new(v->arena, struct card_page_view);
	struct card c;

	TRY(card_find(&v->act, k, &c));
	view->words = card_words(k);
	view->steps = card_sections(k);
	view->begin = card_url(v, k, "/write/1");
	view->edit = card_url(v, k, "/edit");
	view->versions = card_url(v, k, "/versions");
	view->has_versions = c.version > 1;
	view->is_kept = form_has(&v->query, "kept");
	view->note = refusal == CARD_LONG ? NULL : card_note(refusal);
	if (c.version == 0) {
		card_new_page(page_begin(v, "Card", TAB_US), view);
		return page_end(v);
	}
	fill_own(v, &c, &view->text);
	TRY(card_fill_readers(v, &c, view));
	TRY(card_fill_suggestions(v, k, refusal == CARD_LONG ? refused : NULL, text, view));
	card_page(page_begin(v, "Card", TAB_US), view);
	return page_end_status(v, refusal ? 422 : 200);
}

static fallible get_card(struct visit *v)
{
	enum card_kind k;

	TRY(card_read_kind(v, 0, &k));
	if (first_is(v))
		return card_show_first(v, k);
	return card_show_own(v, k, CARD_FINE, NULL, (struct str){ "", 0 });
}

static struct str saved_words(struct visit *v, const struct card_version *version)
{
	struct str when = words_instant(v->arena, version->saved, v->act.east);

	return arena_print(v->arena, "%.*s, %zu %s", (int)when.n, when.p, version->card.n,
			   version->card.n == 1 ? "line" : "lines");
}

static fallible get_versions(struct visit *v)
{
	struct card_versions_view *view = arena_new(v->arena, struct card_versions_view);
	struct card_version *old;
	enum card_kind k;
	size_t n;

	TRY(card_read_kind(v, 0, &k));
	TRY(card_versions(&v->act, k, &old, &n));
	view->words = card_words(k);
	view->back = card_url(v, k, "");
	for (size_t i = 0; i < n; i++) {
		struct str rest = arena_print(v->arena, "/versions/%u", old[i].number);

		view->row[view->n++] = (struct card_row_view){
			.address = card_url(v, k, rest.p),
			.title = arena_print(v->arena, "Version %u", old[i].number).p,
			.state = saved_words(v, &old[i]),
		};
	}
	card_versions_page(page_begin(v, "Versions", TAB_US), view);
	return page_end(v);
}

static fallible get_version(struct visit *v)
{
	struct card_versions_view *view = arena_new(v->arena, struct card_versions_view);
	struct card_version *old;
	enum card_kind k;
	size_t n, i = 0;
	long number;

	TRY(card_read_kind(v, 0, &k));
	if (!str_number(visit_param(v, 1), &number))
		return FAIL(NOT_FOUND);
	TRY(card_versions(&v->act, k, &old, &n));
	while (i < n && old[i].number != (unsigned long)number)
		i++;
	if (i == n)
		return FAIL(NOT_FOUND);
	view->words = card_words(k);
	view->back = card_url(v, k, "/versions");
	view->number = old[i].number;
	card_fill_text(v, k, old[i].card.line, old[i].card.n, &view->text);
	struct str when = words_instant(v->arena, old[i].saved, v->act.east);

	view->text.written = arena_print(v->arena, "Kept %.*s.", (int)when.n, when.p);
	card_version_page(page_begin(v, "Version", TAB_US), view);
	return page_end(v);
}

static const struct route card_routes[] = {
	{ HTTP_GET, "/card", WHO_PERSON, get_list },
	{ HTTP_GET, "/card/:kind", WHO_PERSON, get_card },
	{ HTTP_GET, "/card/:kind/write/:step", WHO_PERSON, card_get_write, .keeps_words = true },
	{ HTTP_POST, "/card/:kind/write/:step", WHO_PERSON, card_post_write, .keeps_words = true,
	  .speaks = true },
	{ HTTP_GET, "/card/:kind/edit", WHO_PERSON, card_get_edit, .keeps_words = true },
	{ HTTP_POST, "/card/:kind/edit", WHO_PERSON, card_post_edit, .keeps_words = true,
	  .speaks = true },
	{ HTTP_GET, "/card/:kind/versions", WHO_PERSON, get_versions },
	{ HTTP_GET, "/card/:kind/versions/:number", WHO_PERSON, get_version },
	{ HTTP_GET, "/card/:kind/share/:other", WHO_PERSON, card_get_share },
	{ HTTP_POST, "/card/:kind/share/:other", WHO_PERSON, card_post_share, .speaks = true },
	{ HTTP_GET, "/card/:kind/stop/:other", WHO_PERSON, card_get_stop },
	{ HTTP_POST, "/card/:kind/stop/:other", WHO_PERSON, card_post_stop, .speaks = true },
	{ HTTP_POST, "/card/:kind/suggestion/:other/:id", WHO_PERSON, card_post_suggestion,
	  .speaks = true },
	{ HTTP_GET, "/card/of/:other/:kind", WHO_PERSON, card_get_theirs, .keeps_words = true },
	{ HTTP_POST, "/card/of/:other/:kind", WHO_PERSON, card_post_suggest, .keeps_words = true,
	  .speaks = true },
	{ HTTP_POST, "/card/of/:other/:kind/withdraw", WHO_PERSON, card_post_withdraw,
	  .speaks = true },
	{ HTTP_GET, "/card/closeness", WHO_PERSON, card_get_close },
	{ HTTP_GET, "/card/closeness/ours", WHO_PERSON, card_get_both },
	{ HTTP_GET, "/card/closeness/:touch", WHO_PERSON, card_get_touch },
	{ HTTP_POST, "/card/closeness/:touch", WHO_PERSON, card_post_touch, .speaks = true },
	{ HTTP_POST, "/card/closeness/not-now", WHO_PERSON, card_post_not_now, .speaks = true },
	{ HTTP_POST, "/card/closeness/tell", WHO_PERSON, card_post_tell, .speaks = true },
	{ HTTP_POST, "/card/closeness/hush", WHO_PERSON, card_post_hush, .speaks = true },
};

const struct room room_card = { .name = "card",
				ROOM_ROUTES(card_routes),
				.title = "Cards",
				.add_records = card_add_records,
				.place = PLACE_CARD,
				.show_item = card_show_item };
