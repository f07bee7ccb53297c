/* answer: the parts of a response that the kernel makes. Rooms use visit.h. */
#pragma once
#include "web.h"

#define COOKIE_SESSION "__Host-rj"
#define COOKIE_DEVICE  "__Host-rjd" /* a remembered device, 180 days */
#define COOKIE_WITNESS "__Host-rjw" /* how far this device has seen the notebook grow, 180 days */
#define COOKIE_THEME   "__Host-theme"
#define COOKIE_YEARS   (400L * 86400)
#define COOKIE_DEVICE_SECONDS (180L * 86400)

void answer_begin(struct exchange *x);  /* status 200 and the headers every response carries */
void answer_finish(struct exchange *x, bool is_private, bool is_leave);
void answer_add_header(struct exchange *x, const char *name, struct str value); /* copies value */
bool answer_cookie(const struct exchange *x, const char *name, struct str *ret);
