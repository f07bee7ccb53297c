/* help: the front page, the four doors, when to call; and the list of routes. */
#include "help_page.h"
#include "help.html.h"

static fallible get_front(struct visit *v)
{
	struct help_walk_view view = { 0 };

	for (const char *text; (text = help_not_you(view.n_not_you));)
		view.not_you[view.n_not_you++] = text;
	help_front_page(page_begin_wide(v, "Rejoin", TAB_NONE), &view);
	return page_end(v);
}

static void fill_doors(struct help_lines_view *view)
{
	static const enum icon icon[] = { ICON_PHONE, ICON_US, ICON_LOCK, ICON_LEAF };

	for (size_t i = 0; i < sizeof(view->door) / sizeof(view->door[0]); i++) {
		const struct help_door *door = help_door(i);
		view->door[i] = (struct help_door_view){ .address = url_path(str_c(door->address)),
							 .icon = icon[i],
							 .title = door->title,
							 .text = door->text };
	}
}

static fallible get_help(struct visit *v)
{
	struct help_lines_view *view = arena_new(v->arena, struct help_lines_view);

	help_fill_lines(v, STR("/help"), view);
	fill_doors(view);
	help_page(page_begin_wide(v, "Help now", TAB_HELP), view);
	return page_end(v);
}

static fallible get_call(struct visit *v)
{
	struct help_lines_view *view = arena_new(v->arena, struct help_lines_view);

	help_fill_lines(v, STR("/help/call"), view);
	view->is_signed_in = v->act.is_signed_in;
	help_call_page(page_begin_wide(v, "When to call", TAB_HELP), view);
	return page_end(v);
}

static fallible get_keep(struct visit *v)
{
	struct help_lines_view *view = arena_new(v->arena, struct help_lines_view);

	help_fill_lines(v, STR("/help/keep"), view);
	help_keep_page(page_begin(v, "Keep", TAB_HELP), view, visit_country(v));
	return page_end(v);
}

static const struct route help_routes[] = {
	{ HTTP_GET, "/", WHO_ANYONE, get_front, .is_for_two = true },
	{ HTTP_GET, "/help", WHO_ANYONE, get_help, .is_for_two = true },
	{ HTTP_GET, "/help/call", WHO_ANYONE, get_call, .is_for_two = true },
	{ HTTP_GET, "/help/keep", WHO_ANYONE, get_keep, .has_manifest = true, .is_for_two = true },
	{ HTTP_GET, "/help/connect/:step", WHO_ANYONE, help_get_connect, .is_for_two = true },
	{ HTTP_GET, "/help/shut-out/:step", WHO_ANYONE, help_get_shut_out, .is_for_two = true },
	{ HTTP_GET, "/help/two-minutes", WHO_ANYONE, help_get_two_minutes, .is_for_two = true },
	{ HTTP_GET, "/help/ground/:tool", WHO_ANYONE, help_get_ground, .is_for_two = true },
	{ HTTP_POST, "/help/ground/:tool", WHO_ANYONE, help_post_ground, .is_for_two = true },
	{ HTTP_GET, "/help/ground/:tool/worse", WHO_ANYONE, help_get_worse, .is_for_two = true },
	{ HTTP_POST, "/help/ground/:tool/never", WHO_PERSON, help_post_never },
};

const struct room room_help = { .name = "help", ROOM_ROUTES(help_routes) };
