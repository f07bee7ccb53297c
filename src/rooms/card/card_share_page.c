/* card: the owner's side of sharing: the preview, stopping, and lines that others suggest. */
#include "card_share.html.h"
#include "card_page.h"
#include "card.html.h"
#include "card_share_use.h"
#include "first.h"
#include "words.h"

fallible card_show_item(struct visit *v, struct html_out *o, struct bytes content)
{
	struct card_text_view *text = arena_new(v->arena, struct card_text_view);
	struct card_shown *shown = arena_new(v->arena, struct card_shown);

	TRY(card_show(v->arena, content, shown));
	const struct card_copy *c = &shown->copy;
	const char *name = card_words(c->kind)->name;

	if (shown->is_suggestion) {
		bool is_done;

		TRY(card_is_done(&v->act, shown, &is_done));
		card_suggestion_text(o, name, card_section_title(c->kind, c->line[0].section),
				     is_done ? STR("") : card_line_words(c->kind, &c->line[0]));
		return OK;
	}
	card_fill_text(v, c->kind, c->line, c->n, text);
	card_fill_days(v, c->kind, c->written, c->edited, text);
	card_copy_text(o, name, text);
	return OK;
}

fallible card_show_aside(struct visit *v, struct bytes content, struct html *ret)
{
	struct html_out o = html_begin(v->arena, NULL, NULL);

	TRY(card_show_item(v, &o, content));
	*ret = html_done(&o);
	return OK;
}

/* --- sharing */
struct pair {
	enum card_kind kind;
	struct other other;
	struct card card;
	enum sharing_state state;
};

/* The card and the person of the path. */
static fallible read_pair(struct visit *v, struct pair *ret)
{
	struct card_reader *reader;
	struct id16 id;
	size_t n;

	TRY(card_read_kind(v, 0, &ret->kind));
	if (!visit_param_id(v, 1, &id))
		return FAIL(NOT_FOUND);
	TRY(card_find(&v->act, ret->kind, &ret->card));
	TRY(card_readers(&v->act, &ret->card, &reader, &n));
	for (size_t i = 0; ret->card.version && i < n; i++) {
		if (!id16_equal(reader[i].other.id, id))
			continue;
		ret->other = reader[i].other;
		ret->state = reader[i].state;
		return OK;
	}
	return FAIL(NOT_FOUND);
}

static void fill_pair(struct visit *v, const struct pair *p, const char *page,
		      struct card_share_view *ret)
{
	char id[33];

	hex_write(id, BYTES_OF(p->other.id));
	ret->words = card_words(p->kind);
	ret->name = p->other.name;
	ret->back = card_url(v, p->kind, "");
	ret->action = card_url(v, p->kind, arena_print(v->arena, "/%s/%s", page, id).p);
	ret->is_on = p->state == SHARING_ON;
}

static fallible show_share(struct visit *v, const struct pair *p, enum card_refusal refusal)
{
	struct card_share_view view = { .note = card_note(refusal) };
	enum card_refusal is_big;
	struct bytes content;

	fill_pair(v, p, "share", &view);
	TRY(card_preview(&v->act, &p->card, &content, &is_big));
	TRY(card_show_aside(v, content, &view.sheet));
	if (is_big && !view.note)
		view.note = card_note(is_big);
	card_share_page(page_begin(v, "Card", TAB_US), &view);
	return page_end_status(v, refusal ? 422 : 200);
}

fallible card_get_share(struct visit *v)
{
	struct pair p = { 0 };

	TRY(read_pair(v, &p));
	return show_share(v, &p, CARD_FINE);
}

fallible card_post_share(struct visit *v)
{
	enum card_refusal refusal;
	struct pair p = { 0 };

	TRY(read_pair(v, &p));
	TRY(card_share(&v->act, p.kind, p.other.id, &refusal));
	if (refusal)
		return show_share(v, &p, refusal);
	return visit_redirect_to(v, card_url(v, p.kind, "").s);
}

/* With nobody to share it with there is no name yet. A card of which nothing was written, or that
 * somebody reads already, is not dwelt on. */
fallible card_show_first(struct visit *v, enum card_kind k)
{
	struct card_first_view view = { .first = first_step(v, FIRST_CARD),
					.name = STR("Whoever you show it to"),
					.edit = card_url(v, k, "/write/1?first=1") };
	struct card_reader *reader;
	enum card_refusal refusal;
	struct bytes content;
	struct card c;
	size_t n;

	TRY(card_find(&v->act, k, &c));
	if (c.version == 0)
		return visit_redirect_to(v, view.first.next.s);
	TRY(card_readers(&v->act, &c, &reader, &n));
	for (size_t i = 0; i < n; i++)
		if (reader[i].state != SHARING_NEVER)
			return visit_redirect_to(v, view.first.next.s);
	if (n == 1)
		view.name = reader[0].other.name;
	TRY(card_preview(&v->act, &c, &content, &refusal));
	TRY(card_show_aside(v, content, &view.sheet));
	view.first.back = view.edit;
	card_first_page(page_begin(v, "Card", TAB_US), &view);
	return page_end(v);
}

fallible card_get_stop(struct visit *v)
{
	struct card_share_view view = { 0 };
	struct pair p = { 0 };

	TRY(read_pair(v, &p));
	fill_pair(v, &p, "stop", &view);
	card_stop_page(page_begin(v, "Card", TAB_US), &view);
	return page_end(v);
}

fallible card_post_stop(struct visit *v)
{
	static const struct choice ways[] = { { "now", "" }, { "back", "" } };
	struct pair p = { 0 };
	char hex[33];

	TRY(read_pair(v, &p));
	int way = form_choice(&v->form, "how", ways, 2);

	if (way < 0)
		return FAIL(BAD_REQUEST);
	TRY(card_stop(&v->act, p.kind, p.other.id,
		      way ? SHARING_TAKE_BACK : SHARING_STOP_FROM_NOW_ON));
	hex_write(hex, BYTES_OF(p.other.id));
	return visit_redirect_to(
		v, card_url(v, p.kind, arena_print(v->arena, "?stopped=%s", hex).p).s);
}

/* --- what others suggest */
fallible card_post_suggestion(struct visit *v)
{
	static const struct choice ways[] = { { "take", "" }, { "lie", "" } };
	enum card_kind k;
	enum card_refusal refusal;
	struct id16 other, id;

	TRY(card_read_kind(v, 0, &k));
	if (!visit_param_id(v, 1, &other) || !visit_param_id(v, 2, &id))
		return FAIL(NOT_FOUND);
	int way = form_choice(&v->form, "do", ways, 2);
	struct str text = form_line(&v->form, "line", FORM_CHARACTERS_MAX);

	if (way < 0 || v->form.is_bad)
		return FAIL(BAD_REQUEST);
	/* An emptied line is one that is let lie. */
	bool is_taken = way == 0 && text.n;

	TRY(card_settle(&v->act, k, other, id, is_taken ? &text : NULL, &refusal));
	if (refusal)
		return card_show_own(v, k, refusal, &id, text);
	return visit_redirect_to(v, card_url(v, k, is_taken ? "?kept=1" : "").s);
}

fallible card_fill_suggestions(struct visit *v, enum card_kind k, const struct id16 *refused,
			       struct str text, struct card_page_view *ret)
{
	struct card_suggestion *list;
	size_t n;

	TRY(card_suggestions(&v->act, k, &list, &n));
	ret->suggestion = arena_array(v->arena, struct card_suggestion_view, n + 1);
	for (size_t i = 0; i < n; i++) {
		char other[33], id[33];

		hex_write(other, BYTES_OF(list[i].from.id));
		hex_write(id, BYTES_OF(list[i].id));
		struct str rest = arena_print(v->arena, "/suggestion/%s/%s", other, id);
		struct card_suggestion_view *to = &ret->suggestion[ret->n_suggestions++];

		*to = (struct card_suggestion_view){ .name = list[i].from.name,
						     .text = list[i].text,
						     .section =
							     card_section_title(k, list[i].section),
						     .action = card_url(v, k, rest.p) };
		if (refused && id16_equal(*refused, list[i].id)) {
			to->text = text;
			to->error = card_note(CARD_LONG);
		}
	}
	return OK;
}

fallible card_fill_readers(struct visit *v, const struct card *c, struct card_page_view *ret)
{
	struct card_reader *list;
	struct str names = { "", 0 };
	char hex[33];
	size_t n;

	TRY(card_readers(&v->act, c, &list, &n));
	ret->reader = arena_array(v->arena, struct card_reader_view, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct pair p = { .kind = c->kind, .other = list[i].other };
		struct card_share_view share = { 0 }, stop = { 0 };

		fill_pair(v, &p, "share", &share);
		fill_pair(v, &p, "stop", &stop);
		hex_write(hex, BYTES_OF(p.other.id));
		if (list[i].state != SHARING_ON &&
		    str_equal(form_raw(&v->query, "stopped"), str_c(hex)))
			ret->stopped =
				(struct ui_stopped){ .name = p.other.name,
						     .is_back = list[i].state == SHARING_NEVER };
		ret->reader[ret->n_readers++] =
			(struct card_reader_view){ .name = p.other.name,
						   .share = share.action,
						   .stop = stop.action,
						   .is_on = list[i].state == SHARING_ON,
						   .is_stopped = list[i].state == SHARING_STOPPED,
						   .is_resting = p.other.is_resting };
		if (list[i].state == SHARING_ON)
			names = arena_print(v->arena, "%.*s and %.*s", (int)(names.n ? names.n : 3),
					    names.n ? names.p : "You", (int)p.other.name.n,
					    p.other.name.p);
	}
	ret->is_ours = names.n > 0;
	ret->who = names.n ? names : STR("Only you see this");
	return OK;
}
