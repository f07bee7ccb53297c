/* export: taking it elsewhere. The routes, and what the ways out have in common. Each way is one
 * form and one POST that answers with a file; nothing of it is kept here. */
#pragma once
#include "bulk.h"
#include "room.h"

struct json_t;

/* A file is made in the memory of one request. */
#ifndef EXPORT_FILE_MAX
#define EXPORT_FILE_MAX ((size_t)6 << 20) /* bytes of one file of text */
#endif
#define EXPORT_ARCHIVE_MAX (EXPORT_FILE_MAX * 5 / 2) /* of everything in three forms */
#define EXPORT_TOO_LARGE \
	"There is more than one file can hold. Take one part after the other as tables."

/* The page with every way out; with a sentence about the one that could not be done. */
fallible export_show(struct visit *v, const char *sentence, int status);

/* does   gathers everything, and the safety answers and plan when that was ticked in the form sent
 * ret    NULL: more than one file can hold. Owner: the caller, who ends it with json_decref */
fallible export_records(struct visit *v, struct json_t **ret);
bool export_has_safety(const struct visit *v); /* it was ticked */

/* does   answers with a file, after a note of it among the events of the person's own account
 * type   as of Content-Type; name: of the file: says nothing of what it holds */
fallible export_hand_over(struct visit *v, const char *type, const char *name, struct bytes file);

/* Everything for programs, and everything to read; day: in words. What has no place makes `to`
 * full. */
void export_put_json(struct bulk *to, struct json_t *all);
void export_put_page(struct bulk *to, struct json_t *all, struct str day);

fallible export_get_archive(struct visit *v);
fallible export_post_archive(struct visit *v);
