/* me: what a person sets for themselves, and the three first questions. */
#include "country.h"
#include "exit.h"
#include "me.html.h"
#include "me_view.h"
#include "room.h"
#include "zone.h"

static const struct choice role_table[] = {
	{ "none", "Rather not say" },
	{ "partner", "My partner lives with PTSD" },
	{ "survivor", "I live with PTSD" },
};
static const struct choice theme_table[THEME__COUNT] = {
	{ "device", "Like my device" },
	{ "light", "Light" },
	{ "dim", "Dim" },
	{ "dark", "Dark" },
};
#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct me_options options_of(struct visit *v, const struct choice table[], size_t n,
				    int chosen)
{
	struct me_option *list = arena_array(v->arena, struct me_option, n);

	for (size_t i = 0; i < n; i++)
		list[i] = (struct me_option){ str_c(table[i].value), str_c(table[i].words),
					      (int)i == chosen };
	return (struct me_options){ list, n };
}

/* In the order of the enum, but for what is no side: that stands last. */
static struct me_options roles(struct visit *v, int chosen)
{
	struct me_option *list = arena_array(v->arena, struct me_option, COUNT(role_table));
	size_t n = 0;

	for (size_t i = 1; i <= COUNT(role_table); i++) {
		size_t row = i % COUNT(role_table);

		list[n++] = (struct me_option){ str_c(role_table[row].value),
						str_c(role_table[row].words), (int)row == chosen,
						row == 0 };
	}
	return (struct me_options){ list, n };
}

static struct me_options themes(struct visit *v)
{
	return options_of(v, theme_table, COUNT(theme_table), (int)visit_theme(v));
}

static struct me_options countries(struct visit *v)
{
	size_t n = country_count();
	struct me_option *list = arena_array(v->arena, struct me_option, n);

	for (size_t i = 0; i < n; i++) {
		const struct country *c = country_at(i);

		list[i] = (struct me_option){ c->code, c->name,
					      str_equal(c->code, v->act.preferences->country) };
	}
	return (struct me_options){ list, n };
}

static struct me_options zones(struct visit *v)
{
	struct me_option *list = arena_array(v->arena, struct me_option, ZONES_MAX);
	size_t n = 0;

	for (const char *z; n < ZONES_MAX && (z = zone_nth(n)); n++)
		list[n] = (struct me_option){ str_c(z), str_c(z),
					      str_equal(str_c(z), v->act.preferences->zone) };
	return (struct me_options){ list, n };
}

static struct me_options exits(struct visit *v)
{
	size_t n = exit_count();
	struct me_option *list = arena_array(v->arena, struct me_option, n);

	for (size_t i = 0; i < n; i++)
		list[i] = (struct me_option){ arena_print(v->arena, "%zu", i),
					      str_c(exit_words((int)i)),
					      (int)i == v->act.preferences->exit_target };
	return (struct me_options){ list, n };
}

static fallible show_me(struct visit *v, int status)
{
	const struct preferences *p = v->act.preferences;
	struct me_view view = { .name = p->name,
				.notebook = p->notebook,
				.exit_address = p->exit_address,
				.words_self = p->words_self,
				.words_event = p->words_event,
				.close_to = p->close_to,
				.roles = roles(v, (int)p->role),
				.countries = countries(v),
				.zones = zones(v),
				.exits = exits(v),
				.themes = themes(v),
				.name_error = form_error_of(&v->form, "name"),
				.exit_error = form_error_of(&v->form, "exit_address"),
				.notebook_error = form_error_of(&v->form, "notebook"),
				.is_saved = form_has(&v->query, "kept") };

	me_page(page_begin(v, "Settings", TAB_ME), &view);
	return page_end_status(v, status);
}

/* The fields of the settings form into the preferences; what does not fit becomes a sentence. */
static fallible read_me(struct visit *v)
{
	struct preferences *p = v->act.preferences;
	long exit_row = form_number(&v->form, "exit", 0, (long)exit_count() - 1, p->exit_target);
	int role = form_choice(&v->form, "role", role_table, COUNT(role_table));

	p->name = form_line(&v->form, "name", 60);
	p->close_to = form_line(&v->form, "close_to", 60);
	p->words_self = form_line(&v->form, "words_self", 60);
	p->words_event = form_line(&v->form, "words_event", 60);
	p->notebook = form_line(&v->form, "notebook", 24);
	p->exit_address = form_line(&v->form, "exit_address", 200);
	p->country = form_raw(&v->form, "country");
	p->zone = form_raw(&v->form, "zone");
	p->exit_target = (int)exit_row;
	p->role = role < 0 ? p->role : (enum role)role;
	if (p->notebook.n == 0)
		form_refuse(&v->form, "notebook", "A word is needed here. Notebook is a good one.");
	if (p->exit_address.n && !exit_is_fit(p->exit_address))
		form_refuse(&v->form, "exit_address",
			    "An address begins with https:// and has no blanks.");
	if ((p->country.n && !country_find(p->country)) || (p->zone.n && !zone_is_known(p->zone)))
		return FAIL(BAD_REQUEST);
	return OK;
}

static fallible get_me(struct visit *v)
{
	struct me_out_view view = { .themes = themes(v) };

	if (v->act.is_signed_in) {
		if (v->form.n)
			TRY(read_me(v)); /* a draft taken up again */
		return show_me(v, 200);
	}
	me_out_page(page_begin(v, "Me", TAB_ME), &view);
	return page_end(v);
}

static fallible post_me(struct visit *v)
{
	TRY(read_me(v));
	if (v->form.n_errors)
		return show_me(v, 422);
	TRY(act_save_preferences(&v->act));
	return visit_redirect(v, "/me?kept=1");
}

static fallible post_theme(struct visit *v)
{
	int row = form_choice(&v->form, "theme", theme_table, COUNT(theme_table));

	visit_set_cookie(v, COOKIE_THEME, str_c(row > 0 ? theme_table[row].value : ""),
			 row > 0 ? COOKIE_THEME_SECONDS : 0);
	return visit_redirect(v, "/me");
}

/* --- the three first questions */
#define STEPS 3

static const struct {
	const char *title, *lead, *why;
} step_words[STEPS] = {
	{ "Which is closest?", "You can change it any time.",
	  "The two sides are asked different things. Nothing else follows from it." },
	{ "Who would you like to feel close to?",
	  "A name, or what you call them. It is shown to you alone.",
	  "So that the questions say a name instead of your partner." },
	{ "Is there a word you use for what happened?", "Or none. Nobody asks for the story here.",
	  "Some people have their own word, and other words hurt. Yours is the one used." },
};

static fallible read_step(struct visit *v, size_t *ret)
{
	long step;

	if (!str_number(visit_param(v, 0), &step) || step < 1 || step > STEPS)
		return FAIL(NOT_FOUND);
	*ret = (size_t)step;
	return OK;
}

static fallible get_begin(struct visit *v)
{
	const struct preferences *p = v->act.preferences;
	size_t step;

	TRY(read_step(v, &step));
	struct me_begin_view view = { .step = step,
				      .steps = STEPS,
				      .title = step_words[step - 1].title,
				      .lead = step_words[step - 1].lead,
				      .why = step_words[step - 1].why,
				      .text = step == 2 ? p->close_to : p->words_event,
				      .action = url_path(arena_print(v->arena, "/begin/%zu", step)),
				      .back = url_path(
					      arena_print(v->arena, "/begin/%zu", step - 1)) };

	if (step == 1)
		view.options = roles(v, p->step ? (int)p->role : -1);
	me_begin_page(page_begin(v, "Beginning", TAB_TODAY), &view);
	return page_end(v);
}

static fallible post_begin(struct visit *v)
{
	struct preferences *p = v->act.preferences;
	size_t step;

	TRY(read_step(v, &step));
	bool is_skipped = form_check(&v->form, "skip");
	int role = step == 1 && !is_skipped
			   ? form_choice(&v->form, "v", role_table, COUNT(role_table))
			   : -1;

	if (role >= 0)
		p->role = (enum role)role;
	if (step == 2 && !is_skipped)
		p->close_to = form_line(&v->form, "v", 60);
	if (step == 3 && !is_skipped)
		p->words_event = form_line(&v->form, "v", 60);
	if (v->form.n_errors)
		return FAIL(BAD_REQUEST);
	if (p->step < step)
		p->step = (unsigned)step;
	TRY(act_save_preferences(&v->act));
	if (step < STEPS)
		return visit_redirect_to(v, arena_print(v->arena, "/begin/%zu", step + 1));
	struct url invitation;

	/* Who looks around with an invitation is shown it once more, now that they could answer. */
	return visit_invitation(v, &invitation) ? visit_redirect_to(v, invitation.s)
						: visit_redirect(v, "/today");
}

static const struct route me_routes[] = {
	{ HTTP_GET, "/me", WHO_ANYONE, get_me, .keeps_words = true },
	{ HTTP_POST, "/me", WHO_PERSON, post_me, .keeps_words = true },
	{ HTTP_POST, "/me/theme", WHO_ANYONE, post_theme },
	{ HTTP_GET, "/begin/:step", WHO_PERSON, get_begin },
	{ HTTP_POST, "/begin/:step", WHO_PERSON, post_begin },
};

const struct room room_me = { .name = "me", ROOM_ROUTES(me_routes) };
