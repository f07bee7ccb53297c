/* card: writing, one section a page the first time and everything on one page after. */
#include "card.html.h"
#include "card_page.h"
#include "card_use.h"
#include "first.h"
#include "text.h"
#include "words.h"

struct asked {
	enum card_kind kind;
	size_t step, steps; /* step 0: all sections */
	const struct card_section *section;
	bool is_first; /* one of the two questions of the first minutes */
};

const char *card_note(enum card_refusal r)
{
	static const char *const notes[] = {
		[CARD_FINE] = NULL,
		[CARD_LONG] = "At most 160 characters in a line. Two lines are fine.",
		[CARD_FULL] = "A card holds 40 lines. Nothing was changed; your words are still "
			      "here.",
		[CARD_MOVED] = "This card was changed in another window meanwhile. What stands "
			       "here is not kept yet. Look it over, then keep it.",
		[CARD_BIG] = "This card is longer than a shared card can be. A few lines less, and "
			     "it fits. Nothing was changed.",
		[CARD_GONE] = "There is no such card here to suggest a line for. Nothing was "
			      "changed.",
		[CARD_ENOUGH] = "Three lines wait there already. Take one away again first. "
				"Nothing was changed.",
	};

	return notes[r];
}

static const char *field(struct visit *v, const char *word, uint8_t section)
{
	return arena_print(v->arena, "%s-%u", word, section).p;
}

/* --- what was sent */
static fallible read_chips(struct visit *v, enum card_kind k, uint8_t section,
			   struct card_sent *ret)
{
	const char *name = field(v, "chip", section);
	struct str value;
	long number;

	for (size_t i = 0; form_nth(&v->form, name, i, &value); i++) {
		if (!str_number(value, &number) || number < 1 || number > CARD_CHIPS_MAX ||
		    !card_chip_words(k, section, (uint8_t)number))
			return FAIL(BAD_REQUEST);
		ret->chips[section] |= 1U << number;
	}
	return OK;
}

static fallible read_own(struct visit *v, uint8_t section, struct card_sent *ret)
{
	const char *name = field(v, "own", section);
	struct str value;

	for (size_t i = 0; form_nth_line(&v->form, name, i, &value); i++) {
		if (ret->n == CARD_OWN_MAX)
			return FAIL(BAD_REQUEST);
		ret->own[ret->n].section = section;
		ret->own[ret->n++].text = value;
	}
	return OK;
}

static fallible read_sent(struct visit *v, const struct asked *p, struct card_sent *ret,
			  uint32_t *ret_version)
{
	const struct card_section *s;

	*ret = (struct card_sent){ 0 };
	for (size_t i = 0; (s = card_section(p->kind, i)); i++) {
		if (p->section && p->section != s)
			continue;
		ret->is_asked[s->number] = true;
		TRY(read_chips(v, p->kind, s->number, ret));
		TRY(read_own(v, s->number, ret));
	}
	*ret_version = (uint32_t)form_number(&v->form, "version", 0, INT32_MAX, 0);
	return v->form.is_bad ? FAIL(BAD_REQUEST) : OK;
}

/* --- the form */
static void fill_chips(const struct asked *p, const struct card_section *s,
		       const struct card_sent *sent, struct card_section_view *to)
{
	const struct card_chip *chip;

	for (size_t i = 0; i < CARD_CHIPS_MAX && (chip = card_chip(p->kind, s->number, i)); i++) {
		bool is_chosen = (sent->chips[s->number] & 1U << chip->number) != 0;

		if (is_chosen || !p->is_first || i < CARD_FIRST_CHIPS)
			to->chip[to->n_chips++] = (struct card_chip_view){ chip, is_chosen };
	}
}

static void fill_section(const struct asked *p, const struct card_section *s,
			 const struct card_sent *sent, struct card_section_view *to)
{
	size_t most = sizeof to->own / sizeof *to->own;

	to->section = s;
	fill_chips(p, s, sent, to);
	for (size_t i = 0; i < sent->n && to->n_own < most; i++) {
		if (sent->own[i].section != s->number)
			continue;
		bool is_long = text_length(sent->own[i].text) > CARD_LINE_MAX;

		to->own[to->n_own++] = (struct card_own_view){ sent->own[i].text, is_long };
		if (is_long)
			to->error = card_note(CARD_LONG);
	}
	size_t n_filled = 0;

	for (size_t i = 0; i < to->n_own; i++)
		n_filled += to->own[i].text.n > 0;
	while (to->n_own < n_filled + CARD_OWN_SPARE && to->n_own < most)
		to->n_own++;
}

static struct url back_url(struct visit *v, const struct asked *p)
{
	if (p->step > 1)
		return first_keep(v, card_url(v, p->kind,
					      arena_print(v->arena, "/write/%zu", p->step - 1).p));
	return p->is_first ? first_url(FIRST_CARD) : card_url(v, p->kind, "");
}

static fallible show_form(struct visit *v, const struct asked *p, const struct card_sent *sent,
			  const struct card *c, enum card_refusal refusal)
{
	struct card_page_view *page = arena_new(v->arena, struct card_page_view);
	struct card_form_view *view = arena_new(v->arena, struct card_form_view);
	const struct card_section *s;
	struct instant goes;
	bool has_to_go;
	struct str here = arena_print(v->arena, "/write/%zu", p->step);

	view->words = card_words(p->kind);
	view->action = card_url(v, p->kind, p->step ? here.p : "/edit");
	view->back = back_url(v, p);
	view->first = first_step(v, FIRST_CARD);
	view->version = c->version;
	view->step = p->step;
	view->steps = p->steps;
	view->note = refusal == CARD_LONG ? "One line is longer than fits. Your words are still "
					    "here."
					  : card_note(refusal);
	TRY(card_goes_next(&v->act, p->kind, &goes, &has_to_go));
	if (has_to_go)
		view->goes = words_instant(v->arena, goes, v->act.east);
	TRY(card_fill_readers(v, c, page));
	view->who = page->who;
	view->is_ours = page->is_ours;
	for (size_t i = 0; (s = card_section(p->kind, i)); i++)
		if (!p->section || p->section == s)
			fill_section(p, s, sent, &view->section[view->n++]);
	struct html_out *o = page_begin(v, "Card", TAB_US);

	if (p->step)
		card_write_page(o, view);
	else
		card_edit_page(o, view);
	return page_end_status(v, refusal ? 422 : 200);
}

/* --- the pages */
static fallible read_asked(struct visit *v, bool is_step, struct asked *ret)
{
	long step = 0;

	*ret = (struct asked){ 0 };
	TRY(card_read_kind(v, 0, &ret->kind));
	ret->steps = card_sections(ret->kind);
	if (!is_step)
		return OK;
	if (!str_number(visit_param(v, 1), &step) || step < 1 || (size_t)step > ret->steps)
		return FAIL(NOT_FOUND);
	ret->step = (size_t)step;
	ret->section = card_section(ret->kind, ret->step - 1);
	ret->is_first = first_is(v) && ret->kind == CARD_CALMING && step <= CARD_FIRST_ASKED;
	if (ret->is_first)
		ret->steps = CARD_FIRST_ASKED;
	return OK;
}

static fallible get_form(struct visit *v, bool is_step)
{
	struct card_sent sent;
	struct asked p;
	struct card c;
	uint32_t version;

	TRY(read_asked(v, is_step, &p));
	TRY(card_find(&v->act, p.kind, &c));
	card_sent_of(&c, &sent);
	if (v->form.n == 0)
		return show_form(v, &p, &sent, &c, CARD_FINE);
	/* A draft taken up again: the words are the person's, the version is what is there now. */
	TRY(read_sent(v, &p, &sent, &version));
	return show_form(v, &p, &sent, &c, CARD_FINE);
}

static fallible post_form(struct visit *v, bool is_step, enum card_refusal *ret_refusal,
			  struct asked *ret)
{
	struct card_sent sent;
	struct card now;
	uint32_t version;

	*ret_refusal = CARD_FINE;
	TRY(read_asked(v, is_step, ret));
	if (is_step && form_check(&v->form, "skip"))
		return OK;
	TRY(read_sent(v, ret, &sent, &version));
	TRY(card_save(&v->act, ret->kind, version, &sent, ret_refusal));
	if (*ret_refusal == CARD_FINE)
		return OK;
	TRY(card_find(&v->act, ret->kind, &now));
	return show_form(v, ret, &sent, &now, *ret_refusal);
}

fallible card_get_write(struct visit *v)
{
	return get_form(v, true);
}

fallible card_get_edit(struct visit *v)
{
	return get_form(v, false);
}

fallible card_post_write(struct visit *v)
{
	enum card_refusal refusal;
	struct asked p;

	TRY(post_form(v, true, &refusal, &p));
	if (refusal)
		return OK;
	struct str next = arena_print(v->arena, "/write/%zu", p.step + 1);
	struct url to = card_url(v, p.kind, p.step < p.steps ? next.p : "");

	return visit_redirect_to(v, first_keep(v, to).s);
}

fallible card_post_edit(struct visit *v)
{
	enum card_refusal refusal;
	struct asked p;

	TRY(post_form(v, false, &refusal, &p));
	if (refusal)
		return OK;
	return visit_redirect_to(v, card_url(v, p.kind, "?kept=1").s);
}
