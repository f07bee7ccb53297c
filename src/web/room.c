#include "room.h"
#include <jansson.h>
#include "ensure.h"
#include "words.h"

static fallible add_person(struct visit *v, json_t *to)
{
	const struct preferences *p = v->act.preferences;
	json_t *me =
		json_pack("{s:s%, s:s%, s:s%, s:s%, s:s%}", "name", p->name.p, p->name.n, "country",
			  p->country.p, p->country.n, "word for me", p->words_self.p,
			  p->words_self.n, "word for what happened", p->words_event.p,
			  p->words_event.n, "close to", p->close_to.p, p->close_to.n);

	ASSERT(me && json_object_set_new(to, "me", me) == 0);
	return OK;
}

/* Bytes of a run that reading for a copy may take: the rest is for the files made of it. */
#define RECORDS_READ_MAX ((size_t)40 << 20)

static fallible add_rooms(struct visit *v, bool with_safety, json_t *to)
{
	TRY(add_person(v, to));
	for (size_t i = 0; i < room_count; i++) {
		if (!room_list[i]->add_records || (room_list[i]->is_on_request && !with_safety))
			continue;
		json_t *list = json_array();

		ASSERT(list && json_object_set_new(to, room_list[i]->name, list) == 0);
		TRY(room_list[i]->add_records(&v->act, list));
		if (v->arena->taken > RECORDS_READ_MAX)
			return FAIL(TOO_FULL);
	}
	return OK;
}

fallible room_now(struct visit *v, struct html *ret_now, struct html *ret_tap)
{
	*ret_now = *ret_tap = (struct html){ { "", 0 } };
	if (!v->act.is_signed_in || !v->act.session->partner.has)
		return OK;
	struct html_out now = visit_aside(v), tap = visit_aside(v);

	for (size_t i = 0; i < room_count; i++)
		if (room_list[i]->show_now)
			TRY(room_list[i]->show_now(v, &now, &tap));
	*ret_now = html_done(&now);
	*ret_tap = html_done(&tap);
	return OK;
}

const struct room *room_of_topic(enum topic topic)
{
	for (size_t i = 0; i < room_count; i++)
		if (room_list[i]->show_topic && room_list[i]->topic == topic)
			return room_list[i];
	return NULL;
}

struct ui_powers room_powers(struct visit *v)
{
	struct str *row = arena_array(v->arena, struct str, TOPIC__COUNT + 1);
	size_t n = 0;

	for (enum topic t = 0; t < TOPIC__COUNT; t++)
		if (room_of_topic(t) && topic_is_grantable(t, PERSON_PARTNER))
			row[n++] = words_capital(v->arena, topic_words(t));
	row[n++] = STR("Cards, one by one");
	return (struct ui_powers){ row, n };
}

fallible room_follow(struct act *a)
{
	for (size_t i = 0; i < room_count; i++)
		if (room_list[i]->follow)
			TRY(room_list[i]->follow(a));
	return OK;
}

fallible room_records(struct visit *v, bool with_safety, struct json_t **ret)
{
	json_t *all = json_object();

	ASSERT(all);
	struct err e = add_rooms(v, with_safety, all);

	if (!err_is(e, ERR_NONE)) {
		json_decref(all);
		return e;
	}
	*ret = all;
	return OK;
}

fallible room_paper(struct visit *v, struct paper *to)
{
	for (size_t i = 0; i < room_count; i++)
		if (room_list[i]->add_paper)
			TRY(room_list[i]->add_paper(v, to));
	return OK;
}

fallible room_fhir(struct visit *v, struct fhir_record *to)
{
	for (size_t i = 0; i < room_count; i++)
		if (room_list[i]->add_fhir)
			TRY(room_list[i]->add_fhir(&v->act, to));
	return OK;
}
