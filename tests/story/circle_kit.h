/* circle_kit: somebody with tasks, helpers and a link for each, and whoever opens one. */
#pragma once
#include "calendar_kit.h"

#define NO_LINK "/tasks/00112233445566778899aabbccddeeff0011223344556677"

struct hands {
	struct story *story;
	struct home home; /* Sam, whose tasks they are */
	struct person anna, ben;
	const char *anna_page, *ben_page; /* "/tasks/…" */
};

/* Sam with two helpers and no task. */
struct hands hands_begin(struct story *s);
/* A helper of that name; the path of their page at the owner. */
const char *helper_added(struct person *p, const char *name);
/* A new link for them: its path. */
const char *link_made(struct person *p, const char *helper);
/* A task, `ahead` days from now; fields: more of the form. The path of its page. */
const char *task_added(struct person *p, const char *title, int ahead, const char *fields);
/* What a helper's page has for that task: the body of the form whose button says `tap`. */
const char *task_form(struct person *helper, const char *page, const char *title, const char *tap);
/* The page, and then that tap; the status. */
int taps(struct person *helper, const char *page, const char *title, const char *tap);
/* Status, headers and body, as one text; as somebody who has nothing but the address. */
const char *seen_at(struct hands *h, enum http_method m, const char *path);
/* As one that never was, by every method. */
void link_is_gone(struct hands *h, const char *path);
