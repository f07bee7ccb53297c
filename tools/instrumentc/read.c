#include "read.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "loinc.h"

#define NUMBER_MAX 1000

const char *read_path;

_Noreturn void read_fail(const char *where, const char *why, const char *what)
{
	fprintf(stderr, "%s: %s: %s: \"%s\"\n", read_path, where, why, what ? what : "");
	exit(1);
}

json_t *read_file(const char *path)
{
	json_error_t error;

	read_path = path;
	json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
	if (!root)
		read_fail("not JSON", error.text, "");
	return root;
}

const char *read_text_or_none(json_t *from, const char *key)
{
	return json_string_value(json_object_get(from, key));
}

const char *read_text(json_t *from, const char *where, const char *key)
{
	const char *text = read_text_or_none(from, key);

	if (!text || !*text)
		read_fail(where, "is missing or empty", key);
	return text;
}

json_t *read_list(json_t *from, const char *where, const char *key)
{
	json_t *list = json_object_get(from, key);

	if (!json_is_array(list) || json_array_size(list) == 0)
		read_fail(where, "is missing or empty", key);
	return list;
}

long read_number(json_t *from, const char *where, const char *what)
{
	if (!json_is_integer(from) || json_integer_value(from) < 0 ||
	    json_integer_value(from) > NUMBER_MAX)
		read_fail(where, "not a number that can stand here", what);
	return (long)json_integer_value(from);
}

long read_number_of(json_t *from, const char *where, const char *key)
{
	return read_number(json_object_get(from, key), where, key);
}

json_t *read_named(json_t *list, const char *where, const char *id)
{
	size_t i;
	json_t *entry;

	json_array_foreach (list, i, entry) {
		const char *name = read_text_or_none(entry, "id");

		if (name && strcmp(name, id) == 0)
			return entry;
	}
	read_fail(where, "there is no instrument", id);
}

void read_check_code(const char *where, const char *code)
{
	if (!loinc_is_sound(str_c(code)))
		read_fail(where, "no such code of LOINC: its check digit is wrong", code);
}

const char *read_code(json_t *from, const char *where, const char *key)
{
	const char *code = read_text_or_none(from, key);

	if (code)
		read_check_code(where, code);
	return code;
}
