#include "form.h"
#include "ensure.h"
#include "text.h"

static bool decode(struct arena *a, struct str in, struct str *ret)
{
	char *out = arena_take(a, in.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < in.n; i++) {
		if (in.p[i] == '+') {
			out[n++] = ' ';
		} else if (in.p[i] == '%') {
			int high = i + 2 < in.n ? hex_digit(in.p[i + 1]) : -1;
			int low = i + 2 < in.n ? hex_digit(in.p[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			out[n++] = (char)(high << 4 | low);
			i += 2;
		} else {
			out[n++] = in.p[i];
		}
	}
	*ret = (struct str){ out, n };
	return true;
}

/* Browsers send line ends as CR LF; records keep LF. In place. */
static struct str drop_returns(struct str s)
{
	char *p = (char *)(uintptr_t)s.p;
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r')
			p[n++] = s.p[i];
	return (struct str){ s.p, n };
}

static fallible parse_pair(struct form *f, struct arena *a, struct str pair)
{
	struct str name = str_cut(&pair, '=');
	struct form_field *to = &f->field[f->n];

	if (f->n == FORM_FIELDS_MAX || !decode(a, name, &to->name) || !decode(a, pair, &to->value))
		return FAIL(BAD_REQUEST);
	to->value = drop_returns(to->value);
	if (to->name.n > 64 || !text_is_clean(to->name, false) || !text_is_clean(to->value, true))
		return FAIL(BAD_REQUEST);
	if (to->value.n > FORM_BYTES_MAX || text_length(to->value) > FORM_CHARACTERS_MAX)
		return FAIL(TOO_LARGE);
	f->n++;
	return OK;
}

fallible form_parse(struct form *ret, struct arena *a, struct str urlencoded)
{
	ret->n = ret->n_errors = 0;
	ret->is_bad = false;
	while (urlencoded.n) {
		struct str pair = str_cut(&urlencoded, '&');

		if (pair.n)
			TRY(parse_pair(ret, a, pair));
	}
	return OK;
}

static const struct form_field *find(const struct form *f, const char *name)
{
	struct str want = str_c(name);

	for (size_t i = 0; i < f->n; i++)
		if (str_equal(f->field[i].name, want))
			return &f->field[i];
	return NULL;
}

bool form_has(const struct form *f, const char *name)
{
	return find(f, name) != NULL;
}

struct str form_raw(const struct form *f, const char *name)
{
	const struct form_field *at = find(f, name);

	return at ? at->value : (struct str){ "", 0 };
}

struct str form_or(const struct form *f, const char *name, struct str otherwise)
{
	return f->n ? form_raw(f, name) : otherwise;
}

/* Tabs and line ends come along with what was copied out of a table. In place. */
static struct str in_one_line(struct str s)
{
	char *p = (char *)(uintptr_t)s.p;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\t' || s.p[i] == '\n')
			p[i] = ' ';
	return str_trim(s);
}

struct str form_line(struct form *f, const char *name, size_t max)
{
	struct str s = in_one_line(form_raw(f, name));

	if (text_length(s) > max)
		form_refuse(f, name, "That is longer than fits here. A shorter one works.");
	return s;
}

struct str form_text(struct form *f, struct arena *a, const char *name, size_t max)
{
	struct str s = str_trim(form_raw(f, name));

	if (text_length(s) > max)
		form_refuse(f, name,
			    "That is longer than fits here. Nothing is lost; please shorten it.");
	return arena_str(a, s);
}

int form_choice(struct form *f, const char *name, const struct choice table[], size_t n)
{
	struct str s = form_raw(f, name);

	if (s.n == 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (str_equal(s, str_c(table[i].value)))
			return (int)i;
	f->is_bad = true;
	return -1;
}

long form_number(struct form *f, const char *name, long least, long most, long none)
{
	struct str s = str_trim(form_raw(f, name));
	long v;

	if (s.n == 0)
		return none;
	if (!str_number(s, &v) || v < least || v > most) {
		f->is_bad = true;
		return none;
	}
	return v;
}

bool form_day(struct form *f, const char *name, struct day *ret)
{
	struct str s = str_trim(form_raw(f, name));

	if (s.n == 0)
		return false;
	if (day_parse(s, ret))
		return true;
	f->is_bad = true;
	return false;
}

bool form_check(const struct form *f, const char *name)
{
	return !str_is_empty(form_raw(f, name));
}

bool form_nth(const struct form *f, const char *name, size_t i, struct str *ret)
{
	struct str want = str_c(name);

	for (size_t k = 0; k < f->n; k++) {
		if (!str_equal(f->field[k].name, want) || i--)
			continue;
		*ret = f->field[k].value;
		return true;
	}
	return false;
}

bool form_nth_line(const struct form *f, const char *name, size_t i, struct str *ret)
{
	struct str s;

	if (!form_nth(f, name, i, &s))
		return false;
	*ret = in_one_line(s);
	return true;
}

void form_refuse(struct form *f, const char *name, const char *text)
{
	if (form_error_of(f, name) || f->n_errors == FORM_ERRORS_MAX)
		return;
	f->error[f->n_errors++] = (struct form_error){ name, text };
}

const char *form_error_of(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->n_errors; i++)
		if (strcmp(f->error[i].name, name) == 0)
			return f->error[i].text;
	return NULL;
}
