#include "us_use.h"
#include "record.h"
#include "sharing.h"
#include "us.pb-c.h"

bool us_plan_read(struct arena *a, struct bytes content, struct us_plan *ret)
{
	const Us__Plan *p = (const Us__Plan *)record_unpack(a, &us__plan__descriptor, content);

	if (!p)
		return false;
	*ret = (struct us_plan){ .what = str_c(p->what), .day = { p->day } };
	return true;
}

static fallible find(struct act *a, struct id16 other, struct sharing_item *ret, bool *ret_found)
{
	struct sharing_item *item;
	size_t n;

	*ret_found = false;
	TRY(sharing_items(a, PLACE_US, &item, &n));
	for (size_t i = 0; i < n && !*ret_found; i++) {
		*ret_found = id16_equal(item[i].other, other);
		*ret = item[i];
	}
	return OK;
}

fallible us_plan_find(struct act *a, struct id16 other, struct us_plan *ret, bool *ret_found)
{
	struct sharing_item item;

	TRY(find(a, other, &item, ret_found));
	if (*ret_found)
		*ret_found = us_plan_read(a->arena, item.content, ret);
	return OK;
}

fallible us_plan_set(struct act *a, struct id16 other, struct str what)
{
	struct id16 id = act_draw(a);
	struct sharing_item item;
	Us__Plan plan;
	bool found;

	TRY(find(a, other, &item, &found));
	us__plan__init(&plan);
	plan.what = record_text(a->arena, what);
	plan.day = act_today(a).n;
	return sharing_put_item(a, other, PLACE_US, found ? item.id : id,
				record_pack(a->arena, &plan.base), true);
}
