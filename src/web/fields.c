#include "fields.h"
#include "words.h"

/* --- markup, as the templates write it */
struct scan {
	struct arena *arena;
	struct str rest;   /* behind the tag */
	struct str before; /* the text between the tag before and this one */
	struct str tag;	   /* from its name to its last attribute */
};

static bool next_tag(struct scan *s)
{
	const char *at = memchr(s->rest.p, '<', s->rest.n);

	if (!at)
		return false;
	s->before = (struct str){ s->rest.p, (size_t)(at - s->rest.p) };
	s->rest = str_from(s->rest, s->before.n + 1);
	s->tag = str_cut(&s->rest, '>'); /* in a value it would be &gt; */
	return true;
}

static bool is_tag(const struct scan *s, const char *name)
{
	struct str tag = s->tag;

	return str_equal(str_cut(&tag, ' '), str_c(name));
}

static const struct {
	struct str mark;
	char is;
} entities[] = { { STR("&amp;"), '&' }, { STR("&lt;"), '<' },	{ STR("&gt;"), '>' },
		 { STR("&#34;"), '"' }, { STR("&#39;"), '\'' }, { STR("&quot;"), '"' },
		 { STR("&nbsp;"), ' ' } };

static struct str plain(struct arena *a, struct str s)
{
	char *out = arena_take(a, s.n + 1);
	size_t n = 0;

	if (!s.n || !memchr(s.p, '&', s.n))
		return s;
	while (s.n) {
		size_t i = 0, count = sizeof entities / sizeof *entities;

		while (i < count && !str_has_prefix(s, entities[i].mark))
			i++;
		out[n++] = i < count ? entities[i].is : s.p[0];
		s = str_from(s, i < count ? entities[i].mark.n : 1);
	}
	return (struct str){ out, n };
}

static bool attribute(const struct scan *s, const char *name, struct str *ret)
{
	struct str mark = arena_print(s->arena, " %s=\"", name);
	const char *at = memmem(s->tag.p, s->tag.n, mark.p, mark.n);

	*ret = (struct str){ "", 0 };
	if (!at)
		return false;
	struct str from = str_from(s->tag, (size_t)(at - s->tag.p) + mark.n);

	*ret = plain(s->arena, str_cut(&from, '"'));
	return true;
}

static bool is_ticked(const struct scan *s, const char *word)
{
	struct str rest = s->tag;

	while (rest.n) { /* what stands between quotation marks is a value */
		struct str names = str_cut(&rest, '"');

		while (names.n)
			if (str_equal(str_cut(&names, ' '), str_c(word)))
				return true;
		(void)str_cut(&rest, '"');
	}
	return false;
}

/* The text up to the end of this element, without what is in it as tags. */
static struct str text_until(struct scan *s, const char *end)
{
	char *out = arena_take(s->arena, s->rest.n + 1);
	size_t n = 0;

	while (next_tag(s)) {
		memcpy(out + n, s->before.p, s->before.n);
		n += s->before.n;
		if (is_tag(s, end))
			break;
	}
	return plain(s->arena, str_trim((struct str){ out, n }));
}

/* --- a form */
struct reading {
	struct scan scan;
	struct fields *to;
	struct str legend;
	struct str label, label_for; /* the last one, and the id it is for */
	struct fields_one *select;
	bool is_too_large;
};

static struct fields_one *find(struct reading *r, struct str name)
{
	struct fields *f = r->to;

	for (size_t i = 0; i < f->n; i++)
		if (str_equal(f->one[i].name, name))
			return &f->one[i];
	if (f->n == FIELDS_MAX) {
		r->is_too_large = true;
		return &f->one[0];
	}
	f->one[f->n] = (struct fields_one){ .name = name };
	return &f->one[f->n++];
}

static void add_value(struct reading *r, struct fields_values *to, struct str value)
{
	value = str_trim(value);
	if (value.n == 0)
		return;
	if (to->n == FIELDS_VALUES_MAX)
		r->is_too_large = true;
	else
		to->value[to->n++] = value;
}

static void add_option(struct reading *r, struct fields_one *of, struct str value, struct str words)
{
	if (!of->option)
		of->option = arena_array(r->scan.arena, struct fields_option, FIELDS_OPTIONS_MAX);
	if (of->n_options == FIELDS_OPTIONS_MAX)
		r->is_too_large = true;
	else
		of->option[of->n_options++] = (struct fields_option){ value, words };
}

static struct str label_of(const struct reading *r)
{
	struct str id, name;

	if (attribute(&r->scan, "id", &id) && str_equal(id, r->label_for))
		return r->label;
	return attribute(&r->scan, "aria-label", &name) ? name : r->legend;
}

/* A radio button or a box to tick stands in its label, before the words. */
static void read_choice(struct reading *r, struct str name, struct str value)
{
	bool is_chosen = is_ticked(&r->scan, "checked");
	struct fields_one *f = find(r, name);
	struct str words = text_until(&r->scan, "/label");

	f->kind = FIELDS_CHOSEN;
	if (!f->label.n)
		f->label = r->legend.n ? r->legend : words;
	add_option(r, f, value, words);
	if (is_chosen)
		add_value(r, &f->is, value);
}

static void read_input(struct reading *r)
{
	struct str type, name, value;
	bool has_value = attribute(&r->scan, "value", &value);

	(void)attribute(&r->scan, "type", &type);
	if (!attribute(&r->scan, "name", &name))
		return;
	if (str_equal(type, STR("radio")) || str_equal(type, STR("checkbox"))) {
		read_choice(r, name, has_value ? value : STR("on"));
		return;
	}
	struct fields_one *f = find(r, name);

	f->kind = str_equal(type, STR("hidden")) ? FIELDS_HIDDEN
		  : str_equal(type, STR("date")) ? FIELDS_DAY
						 : FIELDS_WRITTEN;
	if (!f->label.n)
		f->label = label_of(r);
	add_value(r, &f->is, value);
}

static void read_area(struct reading *r)
{
	struct str name;

	if (!attribute(&r->scan, "name", &name))
		return;
	struct fields_one *f = find(r, name);

	f->kind = FIELDS_WRITTEN;
	if (!f->label.n)
		f->label = label_of(r);
	add_value(r, &f->is, text_until(&r->scan, "/textarea"));
}

static void read_select(struct reading *r)
{
	struct str name;

	if (!attribute(&r->scan, "name", &name))
		return;
	r->select = find(r, name);
	r->select->kind = FIELDS_CHOSEN;
	r->select->label = label_of(r);
}

static void read_option(struct reading *r)
{
	bool is_chosen = is_ticked(&r->scan, "selected");
	struct str value;

	(void)attribute(&r->scan, "value", &value);
	struct str words = text_until(&r->scan, "/option");

	if (!r->select)
		return;
	add_option(r, r->select, value, words);
	/* Where none is chosen a browser sends the first. */
	if (is_chosen)
		r->select->is.n = 0;
	if (is_chosen || r->select->n_options == 1)
		add_value(r, &r->select->is, value);
}

static void read_label(struct reading *r)
{
	struct str id;

	if (!attribute(&r->scan, "for", &id))
		return; /* it stands around its field */
	r->label_for = id;
	r->label = text_until(&r->scan, "/label");
}

static void read_form(struct reading *r)
{
	static const struct {
		const char *tag;
		void (*read)(struct reading *r);
	} readers[] = { { "input", read_input },
			{ "textarea", read_area },
			{ "select", read_select },
			{ "option", read_option },
			{ "label", read_label } };

	while (next_tag(&r->scan) && !is_tag(&r->scan, "/form")) {
		if (is_tag(&r->scan, "legend"))
			r->legend = text_until(&r->scan, "/legend");
		else if (is_tag(&r->scan, "/fieldset"))
			r->legend = (struct str){ "", 0 };
		for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
			if (is_tag(&r->scan, readers[i].tag)) {
				readers[i].read(r);
				break;
			}
	}
}

static bool has_any(const struct fields *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->one[i].kind != FIELDS_HIDDEN)
			return true;
	return false;
}

bool fields_read(struct arena *a, struct str page, struct str action, struct fields *ret)
{
	struct reading r = { .scan = { .arena = a, .rest = page }, .to = ret };
	struct str to;

	while (next_tag(&r.scan)) {
		if (!is_tag(&r.scan, "form") || !attribute(&r.scan, "action", &to) ||
		    !str_equal(str_cut(&to, '?'), action))
			continue;
		ret->n = 0;
		r.legend = r.label = r.label_for = (struct str){ "", 0 };
		r.select = NULL;
		read_form(&r);
		if (has_any(ret))
			return !r.is_too_large;
	}
	return false;
}

/* --- comparing */
void fields_sent(const struct form *f, struct str name, struct fields_values *ret)
{
	ret->n = 0;
	for (size_t i = 0; i < f->n; i++) {
		struct str value = str_trim(f->field[i].value);

		if (value.n && str_equal(f->field[i].name, name) && ret->n < FIELDS_VALUES_MAX)
			ret->value[ret->n++] = value;
	}
}

bool fields_values_equal(const struct fields_values *x, const struct fields_values *y)
{
	if (x->n != y->n)
		return false;
	for (size_t i = 0; i < x->n; i++)
		if (!str_equal(x->value[i], y->value[i]))
			return false;
	return true;
}

static struct str words_of(struct arena *a, const struct fields_one *of, struct str value)
{
	struct day day;

	for (size_t i = 0; of->kind == FIELDS_CHOSEN && i < of->n_options; i++)
		if (str_equal(of->option[i].value, value))
			return of->option[i].words;
	if (of->kind == FIELDS_DAY && day_parse(value, &day))
		return words_date(a, day);
	return value;
}

struct str fields_words(struct arena *a, const struct fields_one *of,
			const struct fields_values *values)
{
	struct str all = { "", 0 };

	for (size_t i = 0; i < values->n; i++) {
		struct str words = words_of(a, of, values->value[i]);

		all = arena_print(a, "%.*s%s%.*s", (int)all.n, all.p, i ? "\n" : "", (int)words.n,
				  words.p);
	}
	return all;
}

void fields_mark(const struct fields *f, char ret[FIELDS_MARK_MAX])
{
	struct key k = { { 0 } };

	for (size_t i = 0; i < f->n; i++) {
		const struct fields_one *one = &f->one[i];

		if (one->kind == FIELDS_HIDDEN)
			continue;
		KDF(&k, &k, "rj1/field", bytes_str(one->name));
		for (size_t v = 0; v < one->is.n; v++)
			KDF(&k, &k, "rj1/value", bytes_str(one->is.value[v]));
	}
	hex_write(ret, (struct bytes){ k.b, (FIELDS_MARK_MAX - 1) / 2 });
	wipe(&k, sizeof k);
}
