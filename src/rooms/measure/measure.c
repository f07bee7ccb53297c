#include "measure.h"
#include "instruments.h"

const struct measure *measure_at(size_t i)
{
	return i < MEASURES ? &measure_table[i] : NULL;
}

const struct measure *measure_find(struct str id)
{
	for (size_t i = 0; i < MEASURES; i++)
		if (str_equal(id, str_c(measure_table[i].id)))
			return &measure_table[i];
	return NULL;
}

size_t measure_index(const struct measure *m)
{
	return (size_t)(m - measure_table);
}

/* --- answering */
static size_t first_item(const struct measure *m)
{
	return m->gate ? 1 : 0;
}

size_t measure_questions(const struct measure *m)
{
	return first_item(m) + m->n_items + (m->extra ? 1 : 0);
}

bool measure_is_scored(const struct measure *m, size_t i)
{
	return i >= first_item(m) && i < first_item(m) + m->n_items;
}

const struct measure_item *measure_question(const struct measure *m, size_t i)
{
	if (i >= measure_questions(m))
		return NULL;
	if (measure_is_scored(m, i))
		return &m->item[i - first_item(m)];
	return i == 0 && m->gate ? m->gate : m->extra;
}

const struct measure_option *measure_options(const struct measure *m, size_t i, size_t *ret_n)
{
	bool is_extra = m->extra && i == measure_questions(m) - 1;

	*ret_n = is_extra ? m->n_extra_options : m->n_options;
	return is_extra ? m->extra_option : m->option;
}

/* The answer to a gate that ends the rest. */
static bool is_closed(const struct measure *m, const measure_answer answer[])
{
	return m->gate && answer[0] && answer[0] <= m->n_options &&
	       m->option[answer[0] - 1].points == 0;
}

static bool is_answered(const struct measure *m, const measure_answer answer[], size_t i)
{
	size_t n;

	(void)measure_options(m, i, &n);
	return answer[i] >= 1 && answer[i] <= n;
}

static unsigned points(const struct measure *m, const measure_answer answer[], size_t i)
{
	return m->option[answer[i] - 1].points;
}

bool measure_is_whole(const struct measure *m, const measure_answer answer[])
{
	if (is_closed(m, answer))
		return true;
	for (size_t i = 0; i < first_item(m) + m->n_items; i++)
		if (!is_answered(m, answer, i))
			return false;
	return m->n_items > 0;
}

size_t measure_next(const struct measure *m, const measure_answer answer[])
{
	size_t n = measure_questions(m);

	if (is_closed(m, answer))
		return n;
	for (size_t i = 0; i < n; i++)
		if (!is_answered(m, answer, i))
			return i;
	return n;
}

bool measure_total(const struct measure *m, const measure_answer answer[], unsigned *ret)
{
	unsigned sum = 0;

	if (!measure_is_whole(m, answer))
		return false;
	for (size_t i = first_item(m); !is_closed(m, answer) && i < first_item(m) + m->n_items; i++)
		sum += points(m, answer, i);
	*ret = sum;
	return true;
}

bool measure_needs_help(const struct measure *m, const measure_answer answer[])
{
	if (m->safety_item == 0)
		return false;
	size_t i = first_item(m) + m->safety_item - 1;

	return is_answered(m, answer, i) && points(m, answer, i) >= m->safety_points;
}

bool measure_groups_reached(const struct measure *m, const measure_answer answer[], size_t *ret)
{
	*ret = 0;
	if (m->n_groups == 0 || !measure_is_whole(m, answer))
		return false;
	for (size_t g = 0; g < m->n_groups; g++) {
		unsigned n = 0;

		for (size_t k = m->group[g].first; k <= m->group[g].last; k++)
			n += points(m, answer, first_item(m) + k - 1) >= m->group_points;
		*ret += n >= m->group[g].least;
	}
	return true;
}

/* --- reading a total */
bool measure_can_be(const struct measure *m, long total)
{
	return total >= (long)m->least && total <= (long)m->most;
}

static const struct measure_band *in(const struct measure_band band[], size_t n, unsigned value)
{
	for (size_t i = 0; i < n; i++)
		if (value >= band[i].least && value <= band[i].most)
			return &band[i];
	return NULL;
}

const struct measure_band *measure_band(const struct measure *m, unsigned total)
{
	return in(m->band, m->n_bands, total);
}

const char *measure_change(const struct measure *m, unsigned before, unsigned after)
{
	unsigned points = before < after ? after - before : before - after;

	if (m->change_by == MEASURE_CHANGE_PERCENT && (before == 0 || before < m->change_from))
		return NULL;
	if (m->change_by == MEASURE_CHANGE_PERCENT)
		points = points * 100 / before;
	const struct measure_band *band = in(m->change, m->n_changes, points);

	return band ? band->name : NULL;
}

/* --- when */
bool measure_is_soon(const struct measure *m, struct day last, struct day today)
{
	int days = today.n - last.n;

	return days >= 0 && days < (int)m->guard_days;
}

struct day measure_suits(struct day last, unsigned weeks)
{
	return (struct day){ last.n + 7 * (int)weeks };
}
