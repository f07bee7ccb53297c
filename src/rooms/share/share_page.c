/* share: what each can see. The routes, and what the pages have in common. */
#include "share_page.h"
#include "linking.h"
#include "words.h"

fallible share_person(struct visit *v, struct other *ret)
{
	struct id16 id;

	if (!visit_param_id(v, 0, &id))
		return FAIL(NOT_FOUND);
	TRY(linking_settle(&v->act));
	return others_find(&v->act, id, ret);
}

struct url share_url(struct visit *v, struct id16 person, const char *rest)
{
	char hex[33];

	hex_write(hex, BYTES(person.b));
	return url_path(arena_print(v->arena, "/share/%s%s", hex, rest));
}

struct str share_title(struct visit *v, enum topic topic)
{
	return words_capital(v->arena, topic_words(topic));
}

const struct room *share_room_of_place(enum place place)
{
	for (size_t i = 0; i < room_count; i++)
		if (room_list[i]->show_item && room_list[i]->place == place)
			return room_list[i];
	return NULL;
}

fallible share_show_topic(struct visit *v, enum topic topic, const struct notebook_source *source,
			  struct html *ret)
{
	const struct room *room = room_of_topic(topic);
	struct html_out part = visit_aside(v);

	if (!room)
		return FAIL(NOT_FOUND);
	TRY(room->show_topic(v, &part, source));
	*ret = html_done(&part);
	return OK;
}

fallible share_show_item(struct visit *v, enum place place, struct bytes content, struct html *ret)
{
	const struct room *room = share_room_of_place(place);
	struct html_out part = visit_aside(v);

	if (!room)
		return FAIL(NOT_FOUND);
	TRY(room->show_item(v, &part, content));
	*ret = html_done(&part);
	return OK;
}

enum share_mark share_mark_of(enum sharing_state state)
{
	switch (state) {
	case SHARING_ON:
		return SHARE_MARK_ON;
	case SHARING_STOPPED:
		return SHARE_MARK_STOPPED;
	case SHARING_NEVER:
		break;
	}
	return SHARE_MARK_OFF;
}

struct str share_state_words(struct visit *v, enum sharing_state state, struct instant not_after)
{
	if (state == SHARING_ON && not_after.s)
		return arena_print(v->arena, "Shared until %.*s",
				   (int)words_date(v->arena, instant_day(not_after, v->act.east)).n,
				   words_date(v->arena, instant_day(not_after, v->act.east)).p);
	switch (state) {
	case SHARING_ON:
		return STR("Shared");
	case SHARING_STOPPED:
		return STR("Stopped");
	case SHARING_NEVER:
		break;
	}
	return STR("Only you");
}

static const struct route share_routes[] = {
	{ HTTP_GET, "/share", WHO_PERSON, share_get_people },
	{ HTTP_GET, "/share/invite", WHO_PERSON_AGAIN, share_get_invite },
	{ HTTP_POST, "/share/invite", WHO_PERSON_AGAIN, share_post_invite },
	{ HTTP_GET, "/share/invite/code", WHO_PERSON_AGAIN, share_get_code },
	{ HTTP_POST, "/share/invite/withdraw", WHO_PERSON, share_post_withdraw },
	{ HTTP_GET, "/share/:person", WHO_PERSON, share_get_mine },
	{ HTTP_GET, "/share/:person/theirs", WHO_PERSON, share_get_theirs },
	{ HTTP_GET, "/share/:person/theirs/:topic", WHO_PERSON, share_get_shown },
	{ HTTP_GET, "/share/:person/words", WHO_PERSON, share_get_words },
	{ HTTP_POST, "/share/:person/words", WHO_PERSON, share_post_words, .speaks = true },
	{ HTTP_GET, "/share/:person/name", WHO_PERSON, share_get_name },
	{ HTTP_POST, "/share/:person/name", WHO_PERSON, share_post_name },
	{ HTTP_GET, "/share/:person/leave", WHO_PERSON, share_get_leave },
	{ HTTP_POST, "/share/:person/leave", WHO_PERSON, share_post_leave, .speaks = true },
	{ HTTP_POST, "/share/:person/return", WHO_PERSON, share_post_return },
	{ HTTP_GET, "/share/:person/:topic", WHO_PERSON, share_get_topic },
	{ HTTP_POST, "/share/:person/:topic", WHO_PERSON, share_post_topic, .speaks = true },
	{ HTTP_GET, "/share/:person/:topic/stop", WHO_PERSON, share_get_stop },
	{ HTTP_POST, "/share/:person/:topic/stop", WHO_PERSON, share_post_stop, .speaks = true },
	{ HTTP_GET, "/share/:person/item/:item", WHO_PERSON, share_get_item },
	{ HTTP_POST, "/share/:person/item/:item", WHO_PERSON, share_post_item, .speaks = true },
	{ HTTP_GET, "/join", WHO_ANYONE, share_get_join },
	{ HTTP_POST, "/join", WHO_ANYONE, share_post_join },
	{ HTTP_POST, "/join/answer", WHO_ANYONE, share_post_answer },
	{ HTTP_GET, "/join/around", WHO_ANYONE, share_get_around },
	{ HTTP_POST, "/join/not-now", WHO_ANYONE, share_post_not_now },
	{ HTTP_GET, "/join/:code", WHO_ANYONE, share_get_invitation },
	{ HTTP_GET, "/join/:code/yes", WHO_PERSON_AGAIN, share_get_yes },
	{ HTTP_POST, "/join/:code/yes", WHO_PERSON_AGAIN, share_post_yes, .speaks = true },
};

const struct room room_share = { .name = "share", ROOM_ROUTES(share_routes) };
