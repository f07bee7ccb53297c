/* card: somebody else's card, and lines one suggests for it. The page is the same whether a card
 * was taken back or was never shared. */
#include "card_share.html.h"
#include "card_page.h"
#include "card_share_use.h"

static struct url theirs_url(struct visit *v, struct id16 other, enum card_kind k, const char *rest)
{
	char id[33];

	hex_write(id, BYTES_OF(other));
	return url_path(
		arena_print(v->arena, "/card/of/%s/%s%s", id, card_words(k)->address, rest));
}

static fallible read_place(struct visit *v, struct id16 *ret_other, enum card_kind *ret)
{
	if (!visit_param_id(v, 0, ret_other))
		return FAIL(NOT_FOUND);
	return card_read_kind(v, 1, ret);
}

static void fill_mine(struct visit *v, const struct card_theirs *t, enum card_kind k,
		      struct card_theirs_view *view)
{
	for (size_t i = 0; i < t->n_mine; i++) {
		char id[33];

		hex_write(id, BYTES_OF(t->mine[i].id));
		view->mine[view->n_mine++] = (struct card_suggestion_view){
			.text = t->mine[i].text,
			.section = card_section_title(k, t->mine[i].section),
			.id = arena_str(v->arena, str_c(id)),
		};
	}
}

static void fill_sections(struct visit *v, enum card_kind k, struct card_theirs_view *view)
{
	const struct card_section *s;
	struct str chosen = form_raw(&v->form, "section");

	for (size_t i = 0; (s = card_section(k, i)); i++) {
		struct str value = arena_print(v->arena, "%u", s->number);

		view->section[view->n_sections++] = (struct ui_option){
			.value = value.p, .words = s->title, .is_chosen = str_equal(value, chosen)
		};
	}
}

static fallible show_theirs(struct visit *v, struct id16 other, enum card_kind k,
			    enum card_refusal refusal)
{
	struct card_theirs_view *view = arena_new(v->arena, struct card_theirs_view);
	struct card_theirs *t = arena_new(v->arena, struct card_theirs);

	TRY(card_theirs(&v->act, other, k, t));
	view->words = card_words(k);
	view->name = t->other.name;
	view->action = theirs_url(v, other, k, "");
	view->withdraw = theirs_url(v, other, k, "/withdraw");
	view->has_card = t->has_card;
	view->note = refusal == CARD_LONG ? NULL : card_note(refusal);
	view->line = (struct ui_field){ .name = "line",
					.label = "The line",
					.hint = "As it could stand on the card.",
					.error = refusal == CARD_LONG ? card_note(CARD_LONG) : NULL,
					.value = form_raw(&v->form, "line"),
					.length_max = 2L * CARD_LINE_MAX };
	if (t->has_card)
		TRY(card_show_aside(v, t->content, &view->sheet));
	fill_mine(v, t, k, view);
	fill_sections(v, k, view);
	card_theirs_page(page_begin(v, "Card", TAB_US), view);
	return page_end_status(v, refusal ? 422 : 200);
}

fallible card_get_theirs(struct visit *v)
{
	struct id16 other;
	enum card_kind k;

	TRY(read_place(v, &other, &k));
	return show_theirs(v, other, k, CARD_FINE);
}

fallible card_post_suggest(struct visit *v)
{
	enum card_refusal refusal;
	struct id16 other;
	enum card_kind k;

	TRY(read_place(v, &other, &k));
	long section = form_number(&v->form, "section", 1, CARD_SECTIONS_MAX, 0);
	struct str text = form_line(&v->form, "line", FORM_CHARACTERS_MAX);

	if (v->form.is_bad || !card_has_section(k, (uint8_t)section))
		return FAIL(BAD_REQUEST);
	if (text.n == 0)
		return visit_redirect_to(v, theirs_url(v, other, k, "").s);
	TRY(card_suggest(&v->act, other, k, (uint8_t)section, text, &refusal));
	if (refusal)
		return show_theirs(v, other, k, refusal);
	return visit_redirect_to(v, theirs_url(v, other, k, "").s);
}

fallible card_post_withdraw(struct visit *v)
{
	struct id16 other, id;
	enum card_kind k;

	TRY(read_place(v, &other, &k));
	if (!hex_read(id.b, sizeof id.b, form_raw(&v->form, "id")))
		return FAIL(BAD_REQUEST);
	TRY(card_withdraw(&v->act, other, id));
	return visit_redirect_to(v, theirs_url(v, other, k, "").s);
}

static fallible add_of(struct visit *v, const struct other *other, struct card_list_view *view)
{
	for (int k = 0; k < CARD__COUNT; k++) {
		struct card_theirs *t = arena_new(v->arena, struct card_theirs);

		TRY(card_theirs(&v->act, other->id, (enum card_kind)k, t));
		if (!t->has_card)
			continue;
		view->theirs[view->n_theirs++] = (struct card_row_view){
			.address = theirs_url(v, other->id, (enum card_kind)k, ""),
			.title = card_words((enum card_kind)k)->name,
			.state = arena_print(v->arena, "%.*s wrote it", (int)other->name.n,
					     other->name.p),
		};
	}
	return OK;
}

fallible card_fill_theirs(struct visit *v, struct card_list_view *ret)
{
	struct other *list;
	size_t n;

	TRY(others_list(&v->act, &list, &n));
	ret->theirs = arena_array(v->arena, struct card_row_view, n * CARD__COUNT + 1);
	for (size_t i = 0; i < n; i++)
		TRY(add_of(v, &list[i], ret));
	return OK;
}
