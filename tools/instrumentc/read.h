/* read: JSON as this compiler wants it. Whatever is missing, empty or of another kind ends the
 * program with the file, the place and what is wrong with it. */
#pragma once
#include <jansson.h>
#include <stdbool.h>

extern const char *read_path; /* of the file that is read, for messages */

_Noreturn void read_fail(const char *where, const char *why, const char *what);

json_t *read_file(const char *path);
const char *read_text(json_t *from, const char *where, const char *key);
const char *read_text_or_none(json_t *from, const char *key);	     /* NULL: none */
json_t *read_list(json_t *from, const char *where, const char *key); /* not empty */
long read_number(json_t *from, const char *where, const char *what); /* 0 … 1000 */
long read_number_of(json_t *from, const char *where, const char *key);
json_t *read_named(json_t *list, const char *where, const char *id); /* the entry with this id */

/* A code of LOINC whose check digit is right; NULL when there is none. */
const char *read_code(json_t *from, const char *where, const char *key);
void read_check_code(const char *where, const char *code);
