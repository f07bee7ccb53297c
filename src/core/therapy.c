#include "therapy.h"

static const struct therapy_facts table[THERAPY__COUNT] = {
#define THERAPY(id, number, ...) [number] = { __VA_ARGS__ },
#include "therapy.def"
};

const struct therapy_facts *therapy_facts(enum therapy t)
{
	return t > THERAPY_NONE && t < THERAPY__COUNT ? &table[t] : NULL;
}

bool therapy_find(struct str value, enum therapy *ret)
{
	for (int t = 1; t < THERAPY__COUNT; t++) {
		if (!str_equal(value, str_c(table[t].value)))
			continue;
		*ret = (enum therapy)t;
		return true;
	}
	return false;
}

const char *therapy_about_number(enum therapy t, unsigned number)
{
	const struct therapy_facts *f = therapy_facts(t);

	if (!f || !f->sessions_most || number == 0)
		return NULL;
	return number < f->sessions_least || number > f->sessions_most ? f->about_number : NULL;
}

/* One day more or less is still a week. */
#define SLACK 1

const char *therapy_about_pace(enum therapy t, int days)
{
	const struct therapy_facts *f = therapy_facts(t);

	if (!f || !f->days_most || days < 1)
		return NULL;
	return days + SLACK < (int)f->days_least || days > (int)f->days_most + SLACK ? f->about_pace
										     : NULL;
}
