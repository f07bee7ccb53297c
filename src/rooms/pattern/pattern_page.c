/* pattern: the page, and how its sentences come about. It only reads. */
#include "pattern_page.h"
#include "pattern.html.h"

static const int weeks_offered[] = { 4, 8, 12 };

struct url pattern_url(struct visit *v, const struct pattern_wish *w)
{
	static const char *const sides[] = { "", "&side=me", "&side=them" };

	return url_path(arena_print(v->arena, "/pattern?weeks=%d%s%s", w->weeks,
				    w->is_heavy ? "&of=heavy" : "", sides[w->side]));
}

/* Whatever else stands in the address counts as not said. */
static struct pattern_wish read_wish(struct visit *v)
{
	struct pattern_wish wish = { .weeks = weeks_offered[0] };
	struct str side = form_raw(&v->query, "side");
	long weeks;

	for (size_t i = 0; i < sizeof weeks_offered / sizeof *weeks_offered; i++)
		if (str_number(form_raw(&v->query, "weeks"), &weeks) && weeks == weeks_offered[i])
			wish.weeks = weeks_offered[i];
	wish.is_heavy = str_equal(form_raw(&v->query, "of"), STR("heavy"));
	if (str_equal(side, STR("me")))
		wish.side = PATTERN_SIDE_MINE;
	else if (str_equal(side, STR("them")))
		wish.side = PATTERN_SIDE_THEIRS;
	return wish;
}

static fallible get_pattern(struct visit *v)
{
	struct journey_pattern *j = arena_new(v->arena, struct journey_pattern);
	struct pattern_view *view = arena_new(v->arena, struct pattern_view);
	struct pattern_wish wish = read_wish(v);

	TRY(journey_pattern_read(&v->act, j));
	view->name = j->name;
	view->has_theirs = j->has_theirs;
	view->is_paused = j->is_paused;
	pattern_fill_loop(v, j, &wish, &view->loop);
	pattern_fill_days(v, j, &wish, &view->days);
	if (j->has_theirs)
		pattern_fill_said(v, j, &view->said);
	pattern_page(page_begin(v, "Circle", TAB_US), view);
	return page_end(v);
}

static fallible get_how(struct visit *v)
{
	pattern_how_page(page_begin(v, "How", TAB_US), PATTERN_SAME_DAYS, PATTERN_NEXT_PAIRS,
			 PATTERN_ROUNDS);
	return page_end(v);
}

static const struct route pattern_routes[] = {
	{ HTTP_GET, "/pattern", WHO_PERSON, get_pattern },
	{ HTTP_GET, "/pattern/how", WHO_PERSON, get_how },
};

const struct room room_pattern = { .name = "pattern", ROOM_ROUTES(pattern_routes) };
