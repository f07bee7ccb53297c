#include "csv.h"
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include "ensure.h"

struct column {
	const struct column *in; /* the object it is a field of; NULL: the record */
	const char *key;	 /* borrowed from the records; NULL: of what is no object */
	bool is_shown;		 /* of a value, in some record */
	json_t *cell;		 /* of the present record; NULL: it has none */
};

struct table {
	struct bulk *to;
	struct bulk cell; /* the text of one cell that is being put together */
	struct column column[CSV_COLUMNS_MAX];
	size_t n;
};

/* --- cells */
static bool is_number(const json_t *v)
{
	return json_is_integer(v) || json_is_real(v);
}

static void put_plain(struct bulk *to, const json_t *v)
{
	char text[40];

	if (json_is_integer(v))
		(void)snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
	else
		(void)snprintf(text, sizeof text, "%.15g", json_real_value(v));
	if (json_is_string(v))
		bulk_str(to, (struct str){ json_string_value(v), json_string_length(v) });
	else if (json_is_boolean(v))
		bulk_str(to, json_is_true(v) ? STR("yes") : STR("no"));
	else if (is_number(v))
		bulk_str(to, str_c(text));
}

static void put_inside(struct bulk *to, json_t *v, const char *between, unsigned depth);

static void put_fields(struct bulk *to, json_t *object, unsigned depth)
{
	const char *key, *before = "";
	json_t *v;

	json_object_foreach (object, key, v) {
		bulk_str(to, str_c(before));
		bulk_str(to, str_c(key));
		bulk_str(to, STR(": "));
		put_inside(to, v, ", ", depth);
		before = "; ";
	}
}

/* What is inside a list, or in a list inside of that, as one text. */
static void put_inside(struct bulk *to, json_t *v, const char *between, unsigned depth)
{
	size_t i;
	json_t *one;

	ASSERT(depth < CSV_DEPTH_MAX);
	if (json_is_object(v))
		put_fields(to, v, depth + 1);
	else if (!json_is_array(v))
		put_plain(to, v);
	json_array_foreach (v, i, one) {
		bulk_str(to, str_c(i ? between : ""));
		put_inside(to, one, ", ", depth + 1);
	}
}

static void put_quoted(struct bulk *to, struct str text)
{
	bulk_str(to, STR("\""));
	if (text.n && memchr(CSV_FORMULA, text.p[0], sizeof CSV_FORMULA - 1))
		bulk_str(to, STR("'"));
	while (text.n) {
		const char *quote = memchr(text.p, '"', text.n);
		size_t n = quote ? (size_t)(quote - text.p) + 1 : text.n;

		bulk_str(to, (struct str){ text.p, n });
		bulk_str(to, quote ? STR("\"") : STR(""));
		text = str_from(text, n);
	}
	bulk_str(to, STR("\""));
}

static void put_cell(struct table *t, json_t *v)
{
	if (!v)
		return;
	if (is_number(v)) {
		put_plain(t->to, v);
		return;
	}
	t->cell.n = 0;
	put_inside(&t->cell, v, "\n", 0);
	t->to->is_full |= t->cell.is_full;
	put_quoted(t->to, str_bytes(bulk_done(&t->cell)));
}

static void put_name(struct table *t, const struct column *c)
{
	const struct column *path[CSV_DEPTH_MAX];
	size_t n = 0;

	for (; c; c = c->in)
		path[n++] = c;
	t->cell.n = 0;
	while (n--) {
		bulk_str(&t->cell, path[n]->key ? str_c(path[n]->key) : STR("value"));
		bulk_str(&t->cell, n ? STR(": ") : STR(""));
	}
	put_quoted(t->to, str_bytes(bulk_done(&t->cell)));
}

/* --- rows */
static struct column *column_of(struct table *t, const struct column *in, const char *key)
{
	for (size_t i = 0; i < t->n; i++) {
		struct column *c = &t->column[i];

		if (c->in == in && (key && c->key ? strcmp(c->key, key) == 0 : key == c->key))
			return c;
	}
	if (t->n == CSV_COLUMNS_MAX) {
		t->to->is_full = true;
		return NULL;
	}
	t->column[t->n] = (struct column){ .in = in, .key = key };
	return &t->column[t->n++];
}

static void take_value(struct table *t, const struct column *in, const char *key, json_t *v,
		       unsigned depth)
{
	struct column *c = column_of(t, in, key);
	const char *field;
	json_t *one;

	ASSERT(depth < CSV_DEPTH_MAX);
	if (!c)
		return;
	if (!json_is_object(v)) {
		c->is_shown = true;
		c->cell = v;
		return;
	}
	json_object_foreach (v, field, one) {
		take_value(t, c, field, one, depth + 1);
	}
}

static void take_record(struct table *t, json_t *record)
{
	const char *field;
	json_t *one;

	for (size_t i = 0; i < t->n; i++)
		t->column[i].cell = NULL;
	if (!json_is_object(record))
		take_value(t, NULL, NULL, record, 0);
	json_object_foreach (record, field, one) {
		take_value(t, NULL, field, one, 0);
	}
}

static void put_row(struct table *t, bool is_names)
{
	bool is_first = true;

	for (size_t i = 0; i < t->n; i++) {
		if (!t->column[i].is_shown)
			continue;
		bulk_str(t->to, is_first ? STR("") : STR(","));
		is_first = false;
		if (is_names)
			put_name(t, &t->column[i]);
		else
			put_cell(t, t->column[i].cell);
	}
	bulk_str(t->to, STR("\r\n"));
}

void csv_records(struct bulk *to, struct json_t *records)
{
	struct table *t = arena_new(to->arena, struct table);
	size_t i;
	json_t *record;

	if (!json_array_size(records))
		return;
	t->to = to;
	t->cell = bulk_begin(to->arena, to->max);
	json_array_foreach (records, i, record) {
		take_record(t, record); /* every column, before the first row */
	}
	bulk_str(to, STR(CSV_MARK));
	put_row(t, true);
	json_array_foreach (records, i, record) {
		take_record(t, record);
		put_row(t, false);
	}
}
