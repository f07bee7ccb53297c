#include "preferences.h"
#include "preferences.pb-c.h"
#include "record.h"

static struct str text(const char *c)
{
	return str_c(c);
}

void preferences_unpack(struct arena *a, struct bytes b, struct preferences *ret)
{
	const Preferences__Preferences *m = (const Preferences__Preferences *)record_unpack(
		a, &preferences__preferences__descriptor, b);

	*ret = (struct preferences){ .notebook = STR("Notebook") };
	if (!m)
		return;
	ret->name = text(m->name);
	ret->country = text(m->country);
	ret->role = m->role <= ROLE_SURVIVOR ? (enum role)m->role : ROLE_NONE;
	if (m->notebook[0])
		ret->notebook = text(m->notebook);
	ret->exit_target = (int)(m->exit_target & 0xff);
	ret->exit_address = text(m->exit_address);
	ret->words_self = text(m->words_self);
	ret->words_event = text(m->words_event);
	ret->close_to = text(m->close_to);
	ret->begun = (struct instant){ m->begun };
	ret->step = m->step;
	ret->zone = text(m->zone);
	ret->has_steps = m->has_steps;
	ret->has_first = m->has_first;
	ret->has_reminders = m->has_reminders;
	for (size_t i = 0; i < m->n_never_tool && i < PREFERENCES_TOOLS_MAX; i++)
		ret->never_tool[ret->n_never_tool++] = m->never_tool[i];
}

struct bytes preferences_pack(struct arena *a, const struct preferences *p)
{
	Preferences__Preferences m;

	preferences__preferences__init(&m);
	m.name = record_text(a, p->name);
	m.country = record_text(a, p->country);
	m.role = (uint32_t)p->role;
	m.notebook = record_text(a, p->notebook);
	m.exit_target = (uint32_t)p->exit_target;
	m.exit_address = record_text(a, p->exit_address);
	m.words_self = record_text(a, p->words_self);
	m.words_event = record_text(a, p->words_event);
	m.close_to = record_text(a, p->close_to);
	m.begun = p->begun.s;
	m.step = p->step;
	m.zone = record_text(a, p->zone);
	m.has_steps = p->has_steps;
	m.has_first = p->has_first;
	m.has_reminders = p->has_reminders;
	m.n_never_tool = p->n_never_tool;
	m.never_tool = arena_array(a, uint32_t, p->n_never_tool + 1);
	memcpy(m.never_tool, p->never_tool, p->n_never_tool * sizeof *p->never_tool);
	return record_pack(a, &m.base);
}

bool preferences_has_never(const struct preferences *p, uint32_t tool)
{
	for (size_t i = 0; i < p->n_never_tool; i++)
		if (p->never_tool[i] == tool)
			return true;
	return false;
}
