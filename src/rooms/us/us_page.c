/* us: the page for two. While there is one it says what it is for, that it can wait, and what an
 * invitation would show. Never counts, times, or who was here. */
#include "us.html.h"
#include "us_page.h"
#include "words.h"

static const struct ui_empty stranger = {
	.is_for_two = true,
	.title = "A page for two, later or never",
	.lead = "You can begin alone. The other one never needs to know or join.",
};

fallible us_show_items(struct visit *v, const struct journey_us_item item[], size_t n,
		       struct us_item_view **ret)
{
	struct us_item_view *list = arena_array(v->arena, struct us_item_view, n);

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < room_count; k++) {
			const struct room *room = room_list[k];
			struct html_out part = visit_aside(v);

			if (!room->show_item || room->place != item[i].place)
				continue;
			TRY(room->show_item(v, &part, item[i].content));
			list[i].shown = html_done(&part);
			break;
		}
	}
	*ret = list;
	return OK;
}

static fallible show_alone(struct visit *v, const struct journey_us *j)
{
	struct us_alone_view view = {
		.empty = { .is_for_two = true,
			   .title = "This page is for two. It can wait.",
			   .lead = "Nothing is shared. The rest of the notebook works for you "
				   "alone." },
		.has_invite = j->has_invite,
	};

	view.has_invitation = visit_invitation(v, &view.invitation);
	us_alone_page(page_begin(v, "Us", TAB_US), &view);
	return page_end(v);
}

static struct url share_url(struct visit *v, const char *person, const char *rest)
{
	return url_path(arena_print(v->arena, "/share/%s%s", person, rest));
}

/* Of these topics, those that a room shows. */
static const struct us_topic_view *fill_topics(struct visit *v, const char *person, uint32_t topics,
					       const char *way, size_t *ret_n)
{
	struct us_topic_view *list = arena_array(v->arena, struct us_topic_view, TOPIC__COUNT);

	*ret_n = 0;
	for (int t = 0; t < TOPIC__COUNT; t++)
		if (topics >> t & 1 && room_of_topic((enum topic)t))
			list[(*ret_n)++] = (struct us_topic_view){
				words_capital(v->arena, topic_words(t)),
				url_path(arena_print(v->arena, "/share/%s%s/%d", person, way, t))
			};
	return list;
}

static fallible show_pair(struct visit *v, const struct journey_us *j)
{
	const struct other *o = &j->partner;
	struct us_item_view *theirs, *mine;

	TRY(us_show_items(v, j->theirs, j->n_theirs, &theirs));
	TRY(us_show_items(v, j->mine, j->n_mine, &mine));
	struct html now, tap;
	char person[33];

	TRY(room_now(v, &now, &tap));
	hex_write(person, BYTES(o->id.b));
	struct us_pair_view view = { .name = o->name,
				     .mine = share_url(v, person, ""),
				     .theirs = share_url(v, person, "/theirs"),
				     .words = share_url(v, person, "/words"),
				     .now = now,
				     .tap = tap,
				     .theirs_item = theirs,
				     .n_theirs = j->n_theirs,
				     .mine_item = mine,
				     .n_mine = j->n_mine,
				     .is_compared = o->is_compared,
				     .is_resting = o->is_resting,
				     .is_unverified = o->is_unverified };

	view.their_topic =
		fill_topics(v, person, j->topics_theirs, "/theirs", &view.n_their_topics);
	view.my_topic = fill_topics(v, person, j->topics_mine, "", &view.n_my_topics);
	us_pair_page(page_begin_wide(v, "Us", TAB_US), &view);
	return page_end(v);
}

static fallible get_us(struct visit *v)
{
	static const enum place places[] = { PLACE_SIGNAL, PLACE_US, PLACE_CARD, PLACE_APPROACH };
	struct journey_us *j;

	if (!v->act.is_signed_in) {
		us_stranger_page(page_begin(v, "Us", TAB_US), &stranger);
		return page_end(v);
	}
	j = arena_new(v->arena, struct journey_us);
	TRY(journey_us_look(&v->act, places, sizeof places / sizeof *places, j));
	return j->has_partner ? show_pair(v, j) : show_alone(v, j);
}

static fallible get_sample(struct visit *v)
{
	struct us_sample_view view = { STR("Alex"), room_powers(v), v->act.is_signed_in };

	if (v->act.is_signed_in && v->act.preferences->name.n)
		view.name = v->act.preferences->name;
	us_sample_page(page_begin(v, "Sample", TAB_US), &view);
	return page_end(v);
}

static const struct route us_routes[] = {
	{ HTTP_GET, "/us", WHO_ANYONE, get_us },
	{ HTTP_GET, "/us/sample", WHO_ANYONE, get_sample },
	{ HTTP_GET, "/us/first/:step", WHO_PERSON, us_get_first },
	{ HTTP_POST, "/us/first/1", WHO_PERSON, us_post_first },
	{ HTTP_GET, "/us/together", WHO_PERSON, us_get_together, .is_for_two = true },
	{ HTTP_POST, "/us/together/here", WHO_PERSON, us_post_here },
	{ HTTP_POST, "/us/together/too", WHO_PERSON, us_post_too },
	{ HTTP_GET, "/us/together/:step", WHO_PERSON, us_get_step, .is_for_two = true },
	{ HTTP_POST, "/us/together/plan", WHO_PERSON, us_post_plan, .speaks = true,
	  .is_for_two = true },
	{ HTTP_POST, "/us/together/word", WHO_PERSON, us_post_word, .is_for_two = true },
	{ HTTP_GET, "/us/together/end", WHO_PERSON_AGAIN, us_get_end, .is_for_two = true },
	{ HTTP_POST, "/us/together/end", WHO_PERSON_AGAIN, us_post_end, .is_for_two = true },
};

const struct room room_us = {
	.name = "us", ROOM_ROUTES(us_routes), .place = PLACE_US, .show_item = us_show_plan
};
