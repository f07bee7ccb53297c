/* signal: the agreement for hard moments, and what one tap takes from it. */
#include "signal_agree.html.h"
#include "signal_agree_use.h"
#include "signal_page.h"
#include "signal_view.h"

/* From the own record alone: a tap opens no letter, so it writes nothing but its own row. */
fallible signal_defaults(struct visit *v, struct signal_defaults *ret)
{
	struct signal_agreement mine;
	bool found;

	TRY(signal_agree_own(&v->act, &mine, &found));
	*ret = (struct signal_defaults){ .minutes = mine.minutes,
					 .says = found ? mine.says : STR("") };
	return OK;
}

fallible signal_agree_line(struct visit *v, const char **ret_line, const char **ret_link)
{
	struct signal_agreed both;

	TRY(signal_agree_read(&v->act, &both));
	*ret_link = "Look at it";
	if (both.is_agreed) {
		*ret_line = "You both wrote what to do then.";
		*ret_link = "Read it";
	} else if (both.has_theirs) {
		*ret_line = arena_print(v->arena, "%.*s wrote something for both of you.",
					(int)both.name.n, both.name.p)
				    .p;
	} else if (both.has_mine) {
		*ret_line = "Your words are there to be read.";
	} else {
		*ret_line = "A word or a sign, how long, who comes back and says what. Written "
			    "once, on a calm day.";
		*ret_link = "Write it for both of you";
	}
	return OK;
}

fallible signal_own_wish(struct visit *v, struct str *ret)
{
	struct signal_agreement mine;
	bool found;

	TRY(signal_agree_own(&v->act, &mine, &found));
	*ret = found ? mine.wish : STR("");
	return OK;
}

static struct signal_agree_text text_of(struct visit *v, const struct signal_agreement *g,
					struct str other, bool is_mine)
{
	return (struct signal_agree_text){
		.sign = g->sign,
		.says = g->says,
		.wish = g->wish,
		.minutes = g->minutes,
		.back = signal_back_words(g->back),
		.wish_words = is_mine ? "What I would like to read then"
				      : arena_print(v->arena, "What %.*s would like to read then",
						    (int)other.n, other.p)
						.p,
	};
}

fallible signal_get_agreement(struct visit *v)
{
	struct signal_agreed both;

	TRY(signal_agree_read(&v->act, &both));
	if (!both.has_other) {
		signal_agree_none_page(page_begin(v, "List", TAB_US));
		return page_end(v);
	}
	struct signal_agree_view view = {
		.name = both.name,
		.lead = both.is_agreed
				? "Written once, for the moment when words are hard."
				: "A word or a sign, how long, who comes back and says what.",
		.is_agreed = both.is_agreed,
		.has_mine = both.has_mine,
		.has_theirs = both.has_theirs,
		.mine = text_of(v, &both.mine, both.name, true),
		.theirs = text_of(v, &both.theirs, both.name, false),
	};

	signal_agree_page(page_begin(v, "List", TAB_US), &view);
	return page_end(v);
}

/* --- writing it */
static void fill_chips(struct visit *v, const struct signal_agreement *g,
		       struct signal_write_view *view)
{
	size_t n;
	const struct signal_span *span = signal_spans(&n);

	for (size_t i = 0; i < n; i++)
		view->span[view->n_spans++] =
			(struct signal_chip){ arena_print(v->arena, "%d", span[i].minutes).p,
					      span[i].words, g->minutes == span[i].minutes };
	for (int b = 1; b < SIGNAL_BACK__END; b++)
		view->back[view->n_backs++] =
			(struct signal_chip){ signal_back_value((enum signal_back)b),
					      signal_back_words((enum signal_back)b),
					      (int)g->back == b };
}

static fallible show_write(struct visit *v, const struct signal_agreement *g, struct str name,
			   int status)
{
	struct signal_write_view view = {
		.name = name,
		.sign = { .name = "sign",
			  .label = "Our word or sign",
			  .hint = "One that is easy to say or show, like a hand on the heart.",
			  .value = g->sign,
			  .length_max = SIGNAL_SIGN_MAX },
		.says = { .name = "says",
			  .label = "And says",
			  .hint = "For example: I am back. Thank you for the time.",
			  .value = g->says,
			  .length_max = SIGNAL_WORDS_MAX },
		.wish = { .name = "wish",
			  .label = "What I would like to read then",
			  .hint = "This is yours. It is shown to you when the other one steps "
				  "away.",
			  .value = g->wish,
			  .length_max = SIGNAL_WORDS_MAX,
			  .rows = 2 },
	};

	view.sign.error = form_error_of(&v->form, "sign");
	view.says.error = form_error_of(&v->form, "says");
	view.wish.error = form_error_of(&v->form, "wish");
	fill_chips(v, g, &view);
	signal_write_page(page_begin(v, "Kept words", TAB_US), &view);
	return page_end_status(v, status);
}

static enum signal_back back_of(struct str value)
{
	for (int b = 1; b < SIGNAL_BACK__END; b++)
		if (str_equal(value, str_c(signal_back_value((enum signal_back)b))))
			return (enum signal_back)b;
	return SIGNAL_BACK_NONE;
}

static fallible read_form(struct visit *v, struct signal_agreement *ret)
{
	struct str back = form_raw(&v->form, "back");

	ret->minutes = (int)form_number(&v->form, "m", SIGNAL_LEAST, SIGNAL_MOST, ret->minutes);
	ret->back = back_of(back);
	if (back.n && !ret->back)
		return FAIL(BAD_REQUEST);
	ret->sign = form_line(&v->form, "sign", SIGNAL_SIGN_MAX);
	ret->says = form_line(&v->form, "says", SIGNAL_WORDS_MAX);
	ret->wish = form_text(&v->form, v->arena, "wish", SIGNAL_WORDS_MAX);
	return OK;
}

fallible signal_get_write(struct visit *v)
{
	struct signal_agreed both;

	TRY(signal_agree_read(&v->act, &both));
	if (!both.has_other)
		return visit_redirect(v, "/signal/agreement");
	struct signal_agreement g = both.mine;

	if (!both.has_mine && both.has_theirs) { /* begin with their words, without their wish */
		g = both.theirs;
		g.wish = STR("");
	}
	if (!g.back)
		g.back = SIGNAL_BACK_AWAY;
	if (form_has(&v->form, "wish"))
		TRY(read_form(v, &g));
	return show_write(v, &g, both.name, 200);
}

fallible signal_post_write(struct visit *v)
{
	struct signal_agreement g = { .minutes = SIGNAL_USUAL };

	TRY(read_form(v, &g));
	if (v->form.n_errors)
		return show_write(v, &g, v->act.session->partner.name, 422);
	struct err e = signal_agree_save(&v->act, &g);

	if (e.code != ERR_NOT_FOUND)
		TRY(e);
	return visit_redirect(v, "/signal/agreement");
}

fallible signal_post_take(struct visit *v)
{
	TRY(signal_agree_take(&v->act));
	return visit_redirect(v, "/signal/agreement");
}

fallible signal_show_item(struct visit *v, struct html_out *o, struct bytes content)
{
	struct signal_agreement g;

	if (!signal_agree_unpack(v->arena, content, &g))
		return OK;
	struct signal_agree_text t = text_of(v, &g, STR(""), true);

	t.wish_words = "To be read then";
	signal_agree_text(o, &t);
	return OK;
}
