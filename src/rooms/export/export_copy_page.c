/* The page to read in the archive: everything, in one file that needs nothing else. */
#include "export_page.h"
#include <jansson.h>
#include <stdio.h>
#include "ensure.h"
#include "export_copy.html.h"
#include "export_view.h"

#define LEVEL_MAX 6
#define TITLE_MAX 120 /* bytes */

/* What stands around the records: no word that somebody wrote, so no template. The rule at its top
 * lets a browser load and run nothing. */
static const char head[] =
	"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
	"'unsafe-inline'\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<meta name=\"color-scheme\" content=\"light dark\">\n<title>Notebook</title>\n<style>\n"
	"body{font:1.15rem/1.5 Georgia,serif;max-width:34em;margin:2rem auto;padding:0 1rem}\n"
	"h1,h2,h3{line-height:1.2;overflow-wrap:anywhere}h2{margin-top:3rem;border-top:2px "
	"solid}\nh3{margin:2rem 0 .5rem}\n"
	"p{margin:.2rem 0;white-space:pre-line;overflow-wrap:anywhere}\n"
	"b{font:600 .9em system-ui,sans-serif}.begins{margin-top:.9rem}\n"
	".l1{padding-left:1.2em}.l2{padding-left:2.4em}.l3,.l4,.l5,.l6{padding-left:3.6em}\n"
	"</style>\n</head>\n<body>\n<main>\n";
static const char foot[] = "</main>\n</body>\n</html>\n";

struct copy {
	struct bulk *to;
	struct html_out html; /* of one piece; then it goes to the file */
};

static void piece_done(struct copy *c)
{
	bulk_str(c->to, html_done(&c->html).s);
	c->html.n = 0;
}

static void put_line(struct copy *c, struct export_line line)
{
	export_copy_line(&c->html, &line);
	piece_done(c);
}

static struct str text_of(struct copy *c, const json_t *v)
{
	if (json_is_string(v))
		return (struct str){ json_string_value(v), json_string_length(v) };
	if (json_is_integer(v))
		return arena_print(c->to->arena, "%lld", (long long)json_integer_value(v));
	if (json_is_real(v))
		return arena_print(c->to->arena, "%.15g", json_real_value(v));
	return json_is_true(v) ? STR("yes") : json_is_false(v) ? STR("no") : STR("");
}

static void put_value(struct copy *c, const char *label, json_t *v, struct export_line at);

static void put_fields(struct copy *c, json_t *object, struct export_line at)
{
	const char *key;
	json_t *v;

	json_object_foreach (object, key, v) {
		put_value(c, key, v, at);
		at.begins = false;
	}
}

static void put_value(struct copy *c, const char *label, json_t *v, struct export_line at)
{
	struct export_line inside = { .level = at.level + 1 };
	size_t i;
	json_t *one;

	ASSERT(at.level < LEVEL_MAX);
	at.label = str_c(label);
	if (!json_is_object(v) && !json_is_array(v))
		at.text = text_of(c, v);
	put_line(c, at);
	if (json_is_object(v))
		put_fields(c, v, inside);
	json_array_foreach (v, i, one) {
		inside.begins = json_is_object(one);
		if (inside.begins)
			put_fields(c, one, inside);
		else
			put_value(c, "", one, inside);
	}
}

/* A record is called by its first field, when that is a few words. */
static void put_record(struct copy *c, json_t *record, size_t number)
{
	struct export_line at = { .level = 0 };
	void *first = json_object_iter(record);
	json_t *name = json_is_object(record) ? json_object_iter_value(first) : record;
	bool is_called = json_is_string(name) && json_string_length(name) <= TITLE_MAX;

	export_copy_title(&c->html, is_called ? text_of(c, name)
					      : arena_print(c->to->arena, "%zu", number + 1));
	piece_done(c);
	if (!is_called && !json_is_object(record))
		put_value(c, "", record, at);
	for (void *i = first; i; i = json_object_iter_next(record, i))
		if (i != first || !is_called)
			put_value(c, json_object_iter_key(i), json_object_iter_value(i), at);
}

static void put_room(struct copy *c, const struct room *room, json_t *records)
{
	size_t i;
	json_t *record;

	if (!json_array_size(records))
		return;
	export_copy_room(&c->html, room->title);
	piece_done(c);
	json_array_foreach (records, i, record) {
		put_record(c, record, i);
	}
}

void export_put_page(struct bulk *to, json_t *all, struct str day)
{
	struct copy c = { .to = to, .html = html_begin(to->arena, NULL, NULL) };

	bulk_str(to, str_c(head));
	export_copy_top(&c.html, day);
	piece_done(&c);
	put_fields(&c, json_object_get(all, "me"), (struct export_line){ .level = 0 });
	for (size_t i = 0; i < room_count; i++)
		if (room_list[i]->add_records)
			put_room(&c, room_list[i], json_object_get(all, room_list[i]->name));
	bulk_str(to, str_c(foot));
}
