/* export: the page of all ways out, the plain text for programs, and the list of routes. */
#include "export_page.h"
#include <jansson.h>
#include <stdlib.h>
#include "audit.h"
#include "ensure.h"
#include "export.html.h"

bool export_has_safety(const struct visit *v)
{
	return form_check(&v->form, "safety");
}

fallible export_hand_over(struct visit *v, const char *type, const char *name, struct bytes file)
{
	TRY(audit_add(&v->act, AUDIT_EXPORT, (struct str){ "", 0 }));
	return visit_file(v, type, name, file);
}

/* --- the page */
fallible export_show(struct visit *v, const char *too_large, int status)
{
	struct export_view view = { .too_large = too_large };

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
static fallible post_json(struct visit *v)
{
	json_t *all;

	TRY(room_records(v, export_has_safety(v), &all));
	char *text = json_dumps(all, JSON_INDENT(2));

	json_decref(all);
	ASSERT(text);
	struct str json = arena_str(v->arena, str_c(text));

	explicit_bzero(text, json.n);
	free(text);
	return export_hand_over(v, "application/json; charset=utf-8", "notebook.json",
				bytes_str(json));
}

/* Each way out asks for the passphrase once more (room.h). */
static const struct route export_routes[] = {
	{ HTTP_GET, "/export", WHO_PERSON_AGAIN, get_ways },
	{ HTTP_GET, "/account/export", WHO_PERSON, get_old_address },
	{ HTTP_POST, "/export/json", WHO_PERSON_AGAIN, post_json },
};

const struct room room_export = { .name = "export", ROOM_ROUTES(export_routes) };
