/* pages: what a page offers to somebody without script: links to follow and forms to send. Tests
 * that have to try everything there is walk by these, so that a new room is tried without being
 * named. */
#pragma once
#include "person.h"

#define PAGE_LINKS_MAX 800
#define PAGE_FORMS_MAX 32
#define PAGE_ITEMS_MAX 160

struct page_links { /* our own addresses, without what follows '#', each once */
	const char *to[PAGE_LINKS_MAX];
	size_t n;
};

enum page_item_kind { ITEM_FIXED, ITEM_TEXT, ITEM_ONE_OF, ITEM_TICK, ITEM_BUTTON };

struct page_item {
	enum page_item_kind kind;
	const char *name, *value;
};

struct page_form {
	const char *action; /* of a POST */
	struct page_item item[PAGE_ITEMS_MAX];
	size_t n;
};

/* The whole page, which has to be there. Owner: the story. */
const char *page_text(struct person *p, const char *path);
/* The same without the values of its tokens, which differ from session to session. */
const char *page_plain(struct person *p, const char *path);

/* Adds the links of the page to those that are there already; of the many cards and replies of a
 * talk the first are enough. */
void page_add_links(struct person *p, struct page_links *ret);

/* From the doors of the house on along every link; `see`, or NULL, is told each page that was asked
 * for. Of what is alike one of each kind is; `links` then has every address that was found. */
typedef void page_see(struct person *p, const char *path, void *context);
void pages_walk(struct person *p, struct page_links *links, page_see *see, void *context);
/* Articles are the same for everybody, and many; sessions are alike. */
bool page_is_walked(const char *path);

/* The forms of the page that are posted. Owner: the story. */
struct page_form *page_forms(struct person *p, size_t *ret_n);

/* A number below `below`; the same ones for the same seed. */
struct dice {
	uint64_t seed;
};
unsigned dice_throw(struct dice *d, unsigned below);

/* A body as a browser would send it: choices at random, `words` in what is written. */
const char *page_fill(struct story *s, const struct page_form *form, struct dice *d,
		      const char *words);
