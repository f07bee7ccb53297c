#include "learn_use.h"
#include <jansson.h>
#include "ensure.h"
#include "learn.pb-c.h"
#include "notebook.h"
#include "record.h"

static const struct notebook_place place = { .topic = TOPIC_PRIVATE, .place = PLACE_LEARN };

static fallible open_list(struct act *a, struct notebook_page *page, Learn__List **ret)
{
	TRY(notebook_read(a, place, page));
	*ret = (Learn__List *)record_unpack(a->arena, &learn__list__descriptor, page->records);
	return *ret ? OK : FAIL(UNVERIFIED);
}

fallible learn_read(struct act *a, struct learn_kept *ret)
{
	struct notebook_page page;
	Learn__List *list;

	*ret = (struct learn_kept){ 0 };
	TRY(open_list(a, &page, &list));
	for (size_t i = list->n_slug; i-- > 0 && ret->n < LEARN_KEPT_MAX;)
		ret->slug[ret->n++] = str_c(list->slug[i]);
	return OK;
}

bool learn_has(const struct learn_kept *k, struct str slug)
{
	for (size_t i = 0; i < k->n; i++)
		if (str_equal(k->slug[i], slug))
			return true;
	return false;
}

fallible learn_keep(struct act *a, struct str slug, bool is_kept, bool *ret_is_full)
{
	struct notebook_page page;
	Learn__List *list;
	size_t n = 0, had;

	*ret_is_full = false;
	TRY(open_list(a, &page, &list));
	had = list->n_slug;
	for (size_t i = 0; i < had; i++) {
		bool is_it = str_equal(str_c(list->slug[i]), slug);

		if (is_it && is_kept)
			return OK;
		if (!is_it)
			list->slug[n++] = list->slug[i];
	}
	list->n_slug = n;
	*ret_is_full = is_kept && n >= LEARN_KEPT_MAX;
	if (*ret_is_full || (!is_kept && n == had))
		return OK;
	if (is_kept)
		list->slug = record_add(a->arena, list->slug, &list->n_slug,
					record_text(a->arena, slug));
	return notebook_write(a, &page, record_pack(a->arena, &list->base));
}

fallible learn_add_records(struct act *a, struct json_t *to)
{
	struct learn_kept *kept = arena_new(a->arena, struct learn_kept);

	TRY(learn_read(a, kept));
	for (size_t i = 0; i < kept->n; i++) {
		json_t *o = json_pack("{s:s%}", "article", kept->slug[i].p, kept->slug[i].n);

		ASSERT(o && json_array_append_new(to, o) == 0);
	}
	return OK;
}
