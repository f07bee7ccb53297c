#include "first.h"

bool first_is(const struct visit *v)
{
	return form_has(&v->query, "first") || form_has(&v->form, "first");
}

struct url first_url(enum first_step step)
{
	static const char *const path[] = {
		[FIRST_LEAVE] = "/us/first/1",
		[FIRST_CARD] = "/us/first/2",
		[FIRST_SAFETY] = "/own/questions?first=1",
		[FIRST_GROUND] = "/help/ground/five-senses?first=1",
		[FIRST_END] = "/us/first/5",
	};

	return url_path(str_c(path[step]));
}

struct ui_first first_step(const struct visit *v, enum first_step step)
{
	return (struct ui_first){ .is_on = first_is(v),
				  .step = (size_t)step,
				  .steps = FIRST_END - 1,
				  .back = first_url(step > FIRST_LEAVE ? step - 1 : step),
				  .next = first_url(step < FIRST_END ? step + 1 : step) };
}

struct url first_keep(const struct visit *v, struct url page)
{
	return first_is(v)
		       ? url_path(arena_print(v->arena, "%.*s?first=1", (int)page.s.n, page.s.p))
		       : page;
}
