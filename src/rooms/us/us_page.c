/* us: the page for two while there is only one. It says what it is for, that it can wait, and what
 * an invitation would show, before there is any invitation. */
#include "room.h"
#include "us.html.h"
#include "us_view.h"

static const struct ui_empty alone = {
	.is_for_two = true,
	.title = "This page is for two. It can wait.",
	.lead = "Nothing is shared and nobody is invited. The rest of the notebook works for you "
		"alone.",
};

static const struct ui_empty stranger = {
	.is_for_two = true,
	.title = "A page for two, later or never",
	.lead = "You can begin alone. The other one never needs to know or join.",
};

/* What the other one could ever open to the person who invites. */
static const struct us_power powers[] = {
	{ "Check-ins", "Only the one who wrote it" },
	{ "Cards", "Only the one who wrote it" },
	{ "Hard moments noted down", "Only the one who wrote it" },
	{ "Numbers and charts", "Only the one who wrote it" },
	{ "Private safety questions", "Nobody. They are never shared" },
	{ "When they were here", "Nobody. It is not kept for others" },
};

static fallible get_us(struct visit *v)
{
	struct html_out *o = page_begin(v, "Us", TAB_US);

	if (v->act.is_signed_in)
		us_alone_page(o, &alone);
	else
		us_stranger_page(o, &stranger);
	return page_end(v);
}

static fallible get_sample(struct visit *v)
{
	struct us_sample_view view = { .name = STR("Alex"),
				       .power = powers,
				       .n = sizeof powers / sizeof *powers };

	if (v->act.is_signed_in && v->act.preferences->name.n)
		view.name = v->act.preferences->name;
	us_sample_page(page_begin(v, "Sample", TAB_US), &view);
	return page_end(v);
}

static const struct route us_routes[] = {
	{ HTTP_GET, "/us", WHO_ANYONE, get_us },
	{ HTTP_GET, "/us/sample", WHO_ANYONE, get_sample },
};

const struct room room_us = { .name = "us", ROOM_ROUTES(us_routes) };
