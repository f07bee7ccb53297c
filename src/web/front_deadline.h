/* front_deadline: who has to be done by when. One list for each kind of wait; within a kind every
 * wait is equally long, so a list is in order by itself and only its head is ever looked at. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum deadline_kind {
	DEADLINE_HEAD,	 /* the head is coming in */
	DEADLINE_BODY,	 /* the body is coming in */
	DEADLINE_IDLE,	 /* between two requests */
	DEADLINE_WRITE,	 /* the response is going out */
	DEADLINE_ANSWER, /* another process is asked */
	DEADLINE_BEAT,	 /* a stream says that it is there */
	DEADLINE_NONE,	 /* cut already */
	DEADLINE__COUNT
};

struct deadline {
	struct deadline *before, *after; /* NULL: in no list */
	uint64_t at;			 /* milliseconds */
};

struct deadline_list {
	struct deadline ring[DEADLINE__COUNT];
	uint64_t length[DEADLINE__COUNT]; /* milliseconds */
	uint64_t now;			  /* set by the owner, once in each turn of its loop */
};

void deadline_init(struct deadline_list *l);
/* Moves d to the end of a kind's list, counting from now. */
void deadline_set(struct deadline_list *l, struct deadline *d, enum deadline_kind kind);
void deadline_end(struct deadline *d); /* in no list afterwards; a zeroed one is fine */
/* The one of this kind that is over for longest, or NULL; it stays in its list. */
struct deadline *deadline_late(struct deadline_list *l, enum deadline_kind kind);
struct deadline *deadline_first(struct deadline_list *l, enum deadline_kind kind);
/* The instant at which somebody is late next; UINT64_MAX: nobody waits. */
uint64_t deadline_next(const struct deadline_list *l);
