/* calendar_kit: somebody with a small step, plans and a calendar link, and whoever asks for it. */
#pragma once
#include "deed.h"

#define STEP "text=Buy+kestrel+bread+at+noon.&rating=40&area=places&version=0"
#define NONE "/feed/00112233445566778899aabbccddeeff0011223344556677.ics"
#define FEEDS                                                                       \
	"SELECT CAST(count(*) AS TEXT) FROM (SELECT space FROM page GROUP BY space" \
	" HAVING count(*) = 1)"
/* Rows of links. */
#define FEED_ROW                                                                                   \
	"space IN (SELECT space FROM page GROUP BY space HAVING count(*) = 1) AND length(blob) = " \
	"4137"

struct home {
	struct story *story;
	struct person sam, nobody;
	const char *step;
};

/* Where a form led, or its first n characters. */
const char *went(struct person *p, size_t n);
struct home home_begin(struct story *s);
void plans(struct home *h, int ahead, const char *time);
/* The path of the link as its page shows it. */
const char *link_of(struct person *p);
/* A new link. */
const char *makes(struct home *h);
/* Status, headers and body, as one text. */
const char *answer(struct home *h, enum http_method m, const char *path);
/* The answer, which is not refused. */
const char *feed(struct home *h, const char *path);
/* As one that never was. */
void is_gone(struct home *h, const char *path);
void carries(const char *text, const char *words);
void lacks(const char *text, const char *words);
size_t events(const char *text);
