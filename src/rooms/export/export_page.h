/* export: taking it elsewhere. The routes, and what the ways out have in common. Each way is one
 * form on the page /export and one POST that answers with a file; nothing of it is kept here. */
#pragma once
#include "room.h"

/* The page with every way out; with a sentence about the one that could not be done. */
fallible export_show(struct visit *v, const char *too_large, int status);

/* does   answers with a file, after a note of it among the events of the person's own account
 * type   as of Content-Type; name: of the file: says nothing of what it holds */
fallible export_hand_over(struct visit *v, const char *type, const char *name, struct bytes file);

/* "Also my safety answers and plan" was ticked in the form that was sent. */
bool export_has_safety(const struct visit *v);
