/* Sharing and stopping: pages. What is decided stands under what will be seen, written by the code
 * that will show it to the other. */
#include "share_grant.html.h"
#include "share_page.h"
#include "when.h"
#include "words.h"

#define END_DAYS     90 /* proposed to professionals */
#define END_DAYS_MAX 730

struct asked {
	struct other other;
	struct sharing_line line;
};

/* The person and the topic of the path, with its state. */
static fallible read_asked(struct visit *v, struct asked *ret)
{
	struct sharing_line *line;
	size_t n;
	long t;

	TRY(share_person(v, &ret->other));
	if (!str_number(visit_param(v, 1), &t) || t < 0 || t >= TOPIC__COUNT)
		return FAIL(NOT_FOUND);
	TRY(sharing_lines(&v->act, ret->other.id, &line, &n));
	for (size_t i = 0; i < n; i++) {
		if (line[i].topic != (enum topic)t || !room_of_topic(line[i].topic))
			continue;
		ret->line = line[i];
		return OK;
	}
	return FAIL(NOT_FOUND);
}

static struct url topic_url(struct visit *v, const struct asked *p, const char *rest)
{
	return share_url(v, p->other.id,
			 arena_print(v->arena, "/%d%s", (int)p->line.topic, rest).p);
}

static struct str until_words(struct visit *v, const struct asked *p)
{
	if (!p->line.not_after.s)
		return (struct str){ "", 0 };
	return words_date(v->arena, instant_day(p->line.not_after, v->act.east));
}

static bool is_professional(const struct other *o)
{
	return o->kind != PERSON_PARTNER;
}

static struct ui_field end_field(struct visit *v)
{
	struct day today = act_today(&v->act);
	struct day proposed = { today.n + END_DAYS }, last = { today.n + END_DAYS_MAX };

	return (struct ui_field){ .name = "end",
				  .label = "Until",
				  .error = form_error_of(&v->form, "end"),
				  .value = form_has(&v->form, "end")
						   ? form_raw(&v->form, "end")
						   : when_value(v->arena, proposed),
				  .least = when_value(v->arena, today),
				  .most = when_value(v->arena, last) };
}

static fallible show_preview(struct visit *v, const struct asked *p, bool is_before, int status)
{
	struct notebook_source source;
	enum share_mark mark = share_mark_of(p->line.state);
	bool is_on = mark == SHARE_MARK_ON;
	struct share_preview_view view = {
		.name = p->other.name,
		.sheet = { .name = p->other.name,
			   .after = is_on || !is_before
					    ? "What you write from now on comes here by itself."
					    : "What you write from now on comes here by itself, "
					      "too.",
			   .is_on = is_on },
		.topic = str_c(topic_words(p->line.topic)),
		.title = share_title(v, p->line.topic),
		.back = share_url(v, p->other.id, ""),
		.action = topic_url(v, p, ""),
		.stop = topic_url(v, p, "/stop"),
		.now = topic_url(v, p, ""),
		.before = topic_url(v, p, "?before=1"),
		.is_before = is_before,
		.mark = mark,
		.has_end = is_professional(&p->other),
		.until = until_words(v, p),
	};

	if (view.has_end)
		view.end = end_field(v);
	TRY(sharing_preview(&v->act, p->other.id, p->line.topic,
			    is_before ? SHARING_WITH_BEFORE : SHARING_FROM_NOW_ON, &source));
	TRY(share_show_topic(v, p->line.topic, &source, &view.sheet.shown));
	share_preview_page(page_begin(v, "Look first", TAB_US), &view);
	return page_end_status(v, status);
}

fallible share_get_topic(struct visit *v)
{
	struct asked p;

	TRY(read_asked(v, &p));
	return show_preview(v, &p, form_has(&v->query, "before"), 200);
}

/* The end of the day that was given; 0: none is asked for. */
static int64_t read_end(struct visit *v, const struct asked *p)
{
	struct day day, today = act_today(&v->act);

	if (!is_professional(&p->other))
		return 0;
	if (!form_day(&v->form, "end", &day) || day.n < today.n || day.n > today.n + END_DAYS_MAX) {
		form_refuse(&v->form, "end", "A day from today on, within two years.");
		return 0;
	}
	return ((int64_t)day.n + 1) * 86400 - (int64_t)v->act.east.n * 60;
}

static const struct choice from_table[] = { { "now", "" }, { "before", "" } };

fallible share_post_topic(struct visit *v)
{
	int from = form_choice(&v->form, "from", from_table, 2);
	struct asked p;

	TRY(read_asked(v, &p));
	if (from < 0)
		return FAIL(BAD_REQUEST);
	int64_t end = read_end(v, &p);

	if (v->form.n_errors)
		return show_preview(v, &p, from == 1, 422);
	TRY(sharing_grant(&v->act, p.other.id, p.line.topic,
			  from == 1 ? SHARING_WITH_BEFORE : SHARING_FROM_NOW_ON, LETTER_READ, end));
	return visit_redirect_to(v, topic_url(v, &p, "").s);
}

/* --- stopping */
static const struct choice how_table[] = { { "now", "" }, { "back", "" } };

static fallible show_stop(struct visit *v, const struct asked *p, const char *error, int status)
{
	struct share_stop_view view = { .name = p->other.name,
					.title = share_title(v, p->line.topic),
					.action = topic_url(v, p, "/stop"),
					.back = topic_url(v, p, ""),
					.is_stopped = p->line.state == SHARING_STOPPED,
					.error = error };

	share_stop_page(page_begin(v, "Stop", TAB_US), &view);
	return page_end_status(v, status);
}

fallible share_get_stop(struct visit *v)
{
	struct asked p;

	TRY(read_asked(v, &p));
	if (p.line.state == SHARING_NEVER)
		return visit_redirect_to(v, topic_url(v, &p, "").s);
	return show_stop(v, &p, NULL, 200);
}

fallible share_post_stop(struct visit *v)
{
	int how = form_choice(&v->form, "how", how_table, 2);
	struct asked p;

	TRY(read_asked(v, &p));
	if (how < 0)
		return show_stop(v, &p, "Choose one of the two first. Nothing was changed.", 422);
	if (p.line.state != SHARING_NEVER)
		TRY(sharing_stop_topic(&v->act, p.other.id, p.line.topic,
				       how == 0 ? SHARING_STOP_FROM_NOW_ON : SHARING_TAKE_BACK));
	return visit_redirect_to(
		v,
		share_url(v, p.other.id, arena_print(v->arena, "?stopped=%d", (int)p.line.topic).p)
			.s);
}

/* --- a thing shared by itself */
struct thing {
	struct other other;
	struct sharing_item item;
	enum place place;
};

static fallible find_thing(struct visit *v, struct thing *ret)
{
	struct id16 id;

	TRY(share_person(v, &ret->other));
	if (!visit_param_id(v, 1, &id))
		return FAIL(NOT_FOUND);
	for (size_t i = 0; i < room_count; i++) {
		struct sharing_item *item;
		size_t n;

		if (!room_list[i]->show_item)
			continue;
		TRY(sharing_items(&v->act, room_list[i]->place, &item, &n));
		for (size_t k = 0; k < n; k++) {
			if (!id16_equal(item[k].id, id) ||
			    !id16_equal(item[k].other, ret->other.id))
				continue;
			ret->item = item[k];
			ret->place = room_list[i]->place;
			return OK;
		}
	}
	return FAIL(NOT_FOUND);
}

static fallible show_item(struct visit *v, const struct thing *t, const char *error, int status)
{
	char hex[33];

	hex_write(hex, BYTES(t->item.id.b));
	struct share_stop_view view = {
		.name = t->other.name,
		.title = STR("This"),
		.action = share_url(v, t->other.id, arena_print(v->arena, "/item/%s", hex).p),
		.back = share_url(v, t->other.id, ""),
		.is_stopped = t->item.state == SHARING_STOPPED,
		.error = error,
	};

	TRY(share_show_item(v, t->place, t->item.content, &view.shown));
	share_stop_page(page_begin(v, "Stop", TAB_US), &view);
	return page_end_status(v, status);
}

fallible share_get_item(struct visit *v)
{
	struct thing t;

	TRY(find_thing(v, &t));
	return show_item(v, &t, NULL, 200);
}

fallible share_post_item(struct visit *v)
{
	int how = form_choice(&v->form, "how", how_table, 2);
	struct thing t;
	char hex[33];

	TRY(find_thing(v, &t));
	if (how < 0)
		return show_item(v, &t, "Choose one of the two first. Nothing was changed.", 422);
	TRY(sharing_stop_item(&v->act, t.other.id, t.item.id,
			      how == 0 ? SHARING_STOP_FROM_NOW_ON : SHARING_TAKE_BACK));
	hex_write(hex, BYTES(t.item.id.b));
	return visit_redirect_to(
		v, share_url(v, t.other.id, arena_print(v->arena, "?stopped=%s", hex).p).s);
}
