/* export: the page of all ways out, plain text for programs, one table, and the list of routes. */
#include "export_page.h"
#include "export_take_page.h"
#include <jansson.h>
#include "audit.h"
#include "csv.h"
#include "ensure.h"
#include "export.html.h"

bool export_has_safety(const struct visit *v)
{
	return form_check(&v->form, "safety");
}

fallible export_records(struct visit *v, struct json_t **ret)
{
	struct err e = room_records(v, export_has_safety(v), ret);

	if (!err_is(e, ERR_TOO_FULL))
		return e;
	*ret = NULL;
	return OK;
}

fallible export_hand_over(struct visit *v, const char *type, const char *name, struct bytes file)
{
	TRY(audit_add(&v->act, AUDIT_EXPORT, (struct str){ "", 0 }));
	return visit_file(v, type, name, file);
}

/* --- the page */
/* The rooms that keep something, by their words. */
static struct ui_option *rooms_of(struct visit *v, size_t *ret_n)
{
	struct ui_option *option = arena_array(v->arena, struct ui_option, room_count);

	*ret_n = 0;
	for (size_t i = 0; i < room_count; i++)
		if (room_list[i]->add_records)
			option[(*ret_n)++] = (struct ui_option){ .value = room_list[i]->name,
								 .words = room_list[i]->title };
	return option;
}

fallible export_show(struct visit *v, const char *sentence, int status)
{
	struct export_view view = { .sentence = sentence };

	view.room = rooms_of(v, &view.n_rooms);
	export_page(page_begin(v, "Copies", TAB_ME), &view);
	return page_end_status(v, status);
}

static fallible get_ways(struct visit *v)
{
	return export_show(v, NULL, 200);
}

static fallible get_old_address(struct visit *v)
{
	return visit_redirect(v, "/export");
}

/* --- plain text for programs */
static int add_text(const char *text, size_t n, void *to)
{
	bulk_str(to, (struct str){ text, n });
	return 0;
}

void export_put_json(struct bulk *to, struct json_t *all)
{
	ASSERT(json_dump_callback(all, add_text, to, JSON_INDENT(2)) == 0);
}

static fallible post_json(struct visit *v)
{
	struct bulk to = bulk_begin(v->arena, EXPORT_FILE_MAX);
	json_t *all;

	TRY(export_records(v, &all));
	if (all)
		export_put_json(&to, all);
	json_decref(all);
	if (!all || to.is_full)
		return export_show(v, EXPORT_TOO_LARGE, 422);
	return export_hand_over(v, "application/json; charset=utf-8", "notebook.json",
				bulk_done(&to));
}

/* --- one table. Whoever chooses the safety answers and plan here has asked for them by name. */
static const struct room *room_chosen(struct visit *v)
{
	struct str name = form_raw(&v->form, "room");

	for (size_t i = 0; i < room_count; i++)
		if (room_list[i]->add_records && str_equal(name, str_c(room_list[i]->name)))
			return room_list[i];
	return NULL;
}

static fallible post_table(struct visit *v)
{
	const struct room *room = room_chosen(v);
	struct bulk to = bulk_begin(v->arena, EXPORT_FILE_MAX);

	if (!room)
		return FAIL(BAD_REQUEST);
	json_t *records = json_array();
	struct err e = room->add_records(&v->act, records);

	if (err_is(e, ERR_NONE))
		csv_records(&to, records);
	json_decref(records);
	TRY(e);
	if (to.is_full)
		return export_show(v,
				   "This table is more than one file can hold. The locked copy "
				   "may still hold it.",
				   422);
	if (!to.n)
		return export_show(v, "There is nothing of yours in there yet.", 200);
	return export_hand_over(v, CSV_TYPE, "notebook-table.csv", bulk_done(&to));
}

/* Each way out asks for the passphrase once more (room.h). */
static const struct route export_routes[] = {
	{ HTTP_GET, "/export", WHO_PERSON_AGAIN, get_ways },
	{ HTTP_GET, "/account/export", WHO_PERSON, get_old_address },
	{ HTTP_GET, "/export/archive", WHO_PERSON_AGAIN, export_get_archive },
	{ HTTP_POST, "/export/archive", WHO_PERSON_AGAIN, export_post_archive },
	{ HTTP_POST, "/export/json", WHO_PERSON_AGAIN, post_json },
	{ HTTP_POST, "/export/table", WHO_PERSON_AGAIN, post_table },
	/* Paper shows what its owner can print from the pages anyway, and what is typed for it
	 * would be lost to a question in between. */
	{ HTTP_GET, "/export/paper", WHO_PERSON, export_get_paper },
	{ HTTP_POST, "/export/paper", WHO_PERSON, export_post_paper },
	{ HTTP_POST, "/export/paper/file", WHO_PERSON, export_post_paper_file },
	{ HTTP_GET, "/export/fhir", WHO_PERSON_AGAIN, export_get_fhir },
	{ HTTP_POST, "/export/fhir", WHO_PERSON_AGAIN, export_post_fhir },
	{ HTTP_POST, "/export/fhir/file", WHO_PERSON_AGAIN, export_post_fhir_file },
};

const struct room room_export = { .name = "export", ROOM_ROUTES(export_routes) };
