/* The people one is linked with, what each can see, and leaving: pages. */
#include "linking.h"
#include "share.html.h"
#include "share_grant.html.h"
#include "share_page.h"

static const char *state_of(const struct other *o)
{
	if (o->is_closed)
		return "You closed what you shared. You two see nothing of each other here.";
	if (o->is_resting)
		return "You stepped back. Nothing new reaches them.";
	return NULL;
}

fallible share_get_people(struct visit *v)
{
	struct share_people_view view = { 0 };
	struct other *list, partner;
	bool has_partner;

	TRY(linking_settle(&v->act));
	TRY(others_list(&v->act, &list, &view.n));
	TRY(others_partner(&v->act, &partner, &has_partner));
	struct share_person_row *row = arena_array(v->arena, struct share_person_row, view.n);

	for (size_t i = 0; i < view.n; i++)
		row[i] = (struct share_person_row){ .name = list[i].name,
						    .mine = share_url(v, list[i].id, ""),
						    .theirs = share_url(v, list[i].id, "/theirs"),
						    .words = share_url(v, list[i].id, "/words"),
						    .state = state_of(&list[i]),
						    .is_compared = list[i].is_compared,
						    .is_unverified = list[i].is_unverified };
	view.row = row;
	view.can_invite = !has_partner;
	share_people_page(page_begin(v, "Who", TAB_US), &view);
	return page_end(v);
}

/* --- what they can see */
/* A part of the notebook that no room shows yet is not offered. */
static fallible fill_rows(struct visit *v, const struct other *o, struct share_mine_view *view)
{
	struct sharing_line *line;
	size_t n;

	TRY(sharing_lines(&v->act, o->id, &line, &n));
	struct share_row *row = arena_array(v->arena, struct share_row, n);

	for (size_t i = 0; i < n; i++) {
		if (!room_of_topic(line[i].topic))
			continue;
		row[view->n_rows++] = (struct share_row){
			.title = share_title(v, line[i].topic),
			.state = share_state_words(v, line[i].state, line[i].not_after),
			.mark = share_mark_of(line[i].state),
			.open = share_url(v, o->id,
					  arena_print(v->arena, "/%d", (int)line[i].topic).p),
		};
	}
	view->row = row;
	return OK;
}

/* --- what was stopped a moment ago, as it is now: the address says what, the letter says how */
static fallible topic_state(struct visit *v, const struct other *o, long topic, struct str *ret,
			    enum sharing_state *ret_state)
{
	struct sharing_line *line;
	size_t n;

	TRY(sharing_lines(&v->act, o->id, &line, &n));
	for (size_t i = 0; i < n; i++) {
		if ((long)line[i].topic != topic || !room_of_topic(line[i].topic))
			continue;
		*ret = share_title(v, line[i].topic);
		*ret_state = line[i].state;
		return OK;
	}
	return FAIL(NOT_FOUND);
}

static fallible item_state(struct visit *v, const struct other *o, struct id16 id,
			   enum sharing_state *ret)
{
	*ret = SHARING_NEVER;
	for (size_t r = 0; r < room_count; r++) {
		struct sharing_item *item;
		size_t n = 0;

		if (room_list[r]->show_item)
			TRY(sharing_items(&v->act, room_list[r]->place, &item, &n));
		for (size_t i = 0; i < n; i++)
			if (id16_equal(item[i].id, id) && id16_equal(item[i].other, o->id))
				*ret = item[i].state;
	}
	return OK;
}

static fallible fill_stopped(struct visit *v, const struct other *o, struct ui_stopped *ret)
{
	struct str what = form_raw(&v->query, "stopped");
	enum sharing_state state;
	struct id16 id;
	long topic;

	if (hex_read(id.b, sizeof id.b, what))
		TRY(item_state(v, o, id, &state));
	else if (str_number(what, &topic))
		TRY(topic_state(v, o, topic, &ret->title, &state));
	else
		return OK;
	if (state != SHARING_ON)
		ret->name = o->name;
	ret->is_back = state == SHARING_NEVER;
	return OK;
}

#define COPIES_MAX LETTER_ITEMS

static fallible fill_copies_of(struct visit *v, const struct other *o, enum place place,
			       struct share_copy *to, size_t *n)
{
	struct sharing_item *item;
	size_t n_items;
	char hex[33];

	TRY(sharing_items(&v->act, place, &item, &n_items));
	for (size_t i = 0; i < n_items && *n < COPIES_MAX; i++) {
		if (!id16_equal(item[i].other, o->id))
			continue;
		struct share_copy *c = &to[(*n)++];

		hex_write(hex, BYTES(item[i].id.b));
		TRY(share_show_item(v, place, item[i].content, &c->shown));
		c->state = share_state_words(v, item[i].state, (struct instant){ 0 });
		c->mark = share_mark_of(item[i].state);
		c->open = share_url(v, o->id, arena_print(v->arena, "/item/%s", hex).p);
	}
	return OK;
}

fallible share_get_mine(struct visit *v)
{
	struct other o;

	TRY(share_person(v, &o));
	struct share_copy *copy = arena_array(v->arena, struct share_copy, COPIES_MAX);
	struct share_mine_view view = { .name = o.name,
					.theirs = share_url(v, o.id, "/theirs"),
					.rename = share_url(v, o.id, "/name"),
					.words = share_url(v, o.id, "/words"),
					.leave = share_url(v, o.id, "/leave"),
					.back_again = share_url(v, o.id, "/return"),
					.copy = copy,
					.is_resting = o.is_resting,
					.is_closed = o.is_closed,
					.is_compared = o.is_compared };

	TRY(fill_stopped(v, &o, &view.stopped));
	TRY(fill_rows(v, &o, &view));
	for (size_t i = 0; i < room_count; i++)
		if (room_list[i]->show_item)
			TRY(fill_copies_of(v, &o, room_list[i]->place, copy, &view.n_copies));
	share_mine_page(page_begin(v, "What they see", TAB_US), &view);
	return page_end(v);
}

/* --- what one can see of them: what is there, and nothing on what is not */
static fallible fill_their_rows(struct visit *v, const struct other *o,
				struct share_theirs_view *view)
{
	struct share_row *row = arena_array(v->arena, struct share_row, TOPIC__COUNT);

	for (int t = 0; t < TOPIC__COUNT; t++) {
		struct notebook_source source;
		bool found;

		if (!room_of_topic((enum topic)t))
			continue;
		TRY(others_source(&v->act, o->id, (enum topic)t, &source, &found));
		if (found)
			row[view->n_rows++] = (struct share_row){
				.title = share_title(v, (enum topic)t),
				.open = share_url(v, o->id,
						  arena_print(v->arena, "/theirs/%d", t).p),
			};
	}
	view->row = row;
	return OK;
}

static fallible fill_their_copies(struct visit *v, const struct other *o, enum place place,
				  struct share_copy *to, size_t *n)
{
	struct other_item *item;
	size_t n_items;

	TRY(others_items(&v->act, o->id, place, &item, &n_items));
	for (size_t i = 0; i < n_items && *n < COPIES_MAX; i++) {
		TRY(share_show_item(v, place, item[i].content, &to[*n].shown));
		++*n;
	}
	return OK;
}

fallible share_get_theirs(struct visit *v)
{
	struct other o;

	TRY(share_person(v, &o));
	struct share_copy *copy = arena_array(v->arena, struct share_copy, COPIES_MAX);
	struct share_theirs_view view = { .name = o.name,
					  .mine = share_url(v, o.id, ""),
					  .copy = copy,
					  .is_unverified = o.is_unverified };

	if (!o.is_unverified) {
		TRY(fill_their_rows(v, &o, &view));
		for (size_t i = 0; i < room_count; i++)
			if (room_list[i]->show_item)
				TRY(fill_their_copies(v, &o, room_list[i]->place, copy,
						      &view.n_copies));
	}
	share_theirs_page(page_begin(v, "What I see", TAB_US), &view);
	return page_end(v);
}

/* Never shared and taken back: one page, the same bytes. */
fallible share_get_shown(struct visit *v)
{
	struct notebook_source source;
	struct other o;
	bool found;
	long t;

	TRY(share_person(v, &o));
	if (!str_number(visit_param(v, 1), &t) || t < 0 || t >= TOPIC__COUNT ||
	    !room_of_topic((enum topic)t))
		return FAIL(NOT_FOUND);
	TRY(others_source(&v->act, o.id, (enum topic)t, &source, &found));
	struct share_shown_view view = { .name = o.name,
					 .topic = str_c(topic_words((enum topic)t)),
					 .back = share_url(v, o.id, "/theirs"),
					 .is_nothing = !found,
					 .is_partner = o.kind == PERSON_PARTNER,
					 .is_told = t == TOPIC_INCIDENT || t == TOPIC_PROGRAMME };

	if (found)
		TRY(share_show_topic(v, (enum topic)t, &source, &view.shown));
	share_shown_page(page_begin(v, "What I see", TAB_US), &view);
	return page_end(v);
}

/* --- a name, leaving */
static fallible show_name(struct visit *v, const struct other *o, int status)
{
	struct share_name_view view = {
		.name = o->name,
		.action = share_url(v, o->id, "/name"),
		.back = share_url(v, o->id, ""),
		.field = { .name = "name",
			   .label = "Name",
			   .error = form_error_of(&v->form, "name"),
			   .value = form_has(&v->form, "name") ? form_raw(&v->form, "name")
							       : o->name,
			   .length_max = SHARE_NAME_MAX },
	};

	share_name_page(page_begin(v, "Name", TAB_US), &view);
	return page_end_status(v, status);
}

fallible share_get_name(struct visit *v)
{
	struct other o;

	TRY(share_person(v, &o));
	return show_name(v, &o, 200);
}

fallible share_post_name(struct visit *v)
{
	struct str name = form_line(&v->form, "name", SHARE_NAME_MAX);
	struct other o;

	TRY(share_person(v, &o));
	if (name.n == 0)
		form_refuse(&v->form, "name", "A name is needed here. A short one is fine.");
	else if (name.n > INVITE_NAME_MAX)
		form_refuse(&v->form, "name", "This is a little long. A shorter name works.");
	if (v->form.n_errors)
		return show_name(v, &o, 422);
	TRY(others_rename(&v->act, o.id, name));
	return visit_redirect_to(v, share_url(v, o.id, "").s);
}

static fallible show_leave(struct visit *v, const struct other *o, const char *error, int status)
{
	struct share_leave_view view = { .name = o->name,
					 .action = share_url(v, o->id, "/leave"),
					 .back = share_url(v, o->id, ""),
					 .error = error };

	share_leave_page(page_begin(v, "Leaving", TAB_US), &view);
	return page_end_status(v, status);
}

fallible share_get_leave(struct visit *v)
{
	struct other o;

	TRY(share_person(v, &o));
	return show_leave(v, &o, NULL, 200);
}

static const struct choice leave_table[] = { { "back", "" }, { "close", "" } };

fallible share_post_leave(struct visit *v)
{
	int how = form_choice(&v->form, "how", leave_table, 2);
	struct other o;

	TRY(share_person(v, &o));
	if (how < 0)
		return show_leave(v, &o, "Choose one of the two first. Nothing was changed.", 422);
	TRY(sharing_leave(&v->act, o.id, how == 0 ? SHARING_STEP_BACK : SHARING_CLOSE));
	if (how == 0)
		return visit_redirect_to(v, share_url(v, o.id, "").s);
	struct share_note_view view = {
		.title = "It is closed",
		.text = STR("Everything you wrote stays yours. Your other devices are signed out. "
			    "If you fear that somebody knows your passphrase or has one of your "
			    "devices, take new keys now."),
		.way = url_path(STR("/account/new-keys")),
		.way_words = "Take new keys",
	};

	share_left_page(page_begin(v, "Closed", TAB_US), &view);
	return page_end(v);
}

fallible share_post_return(struct visit *v)
{
	struct other o;

	TRY(share_person(v, &o));
	TRY(sharing_return(&v->act, o.id));
	return visit_redirect_to(v, share_url(v, o.id, "").s);
}
