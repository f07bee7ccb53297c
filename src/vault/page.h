/* page: what a room keeps of one month, as one sealed unit under a name that tells nothing. The
 * records inside are the room's own bytes. */
#pragma once
#include "day.h"
#include "session.h"

struct page_name {
	enum topic topic;
	uint16_t room;
	struct month month; /* of the dates the person gave; any fixed value for pages without */
	uint8_t part;	    /* 0, 1, …: a new part when one is full */
};

#define PAGE_RECORDS_MAX (PAD_MAX - 32) /* bytes of records in one part */

uint32_t page_epoch(const struct session *s, enum topic t); /* the one that is written under */

/* A bug when the session has no such epoch: take them from s->topic[…]. */
struct id16 page_id(const struct session *s, struct page_name name, uint32_t epoch);

/* ver:   the version the row will have once stored (store's ver_was + 1)
 * errors TOO_FULL: more than PAGE_RECORDS_MAX, begin the next part */
fallible page_seal(const struct session *s, struct arena *a, struct page_name name, uint32_t epoch,
		   uint32_t ver, struct bytes records, struct bytes *ret_blob);

/* id:    under which the row was found
 * errors UNVERIFIED: not written by the owner for this place and version */
fallible page_open(const struct session *s, struct arena *a, struct page_name name, uint32_t epoch,
		   uint32_t ver, struct id16 id, struct bytes blob, struct bytes *ret_records);

/* --- for those who were granted a topic, and for the owner's preview of it: a key of one epoch in
 * place of a session. The owner's own MAC cannot be checked by anybody else. */
struct id16 page_id_under(const struct key *epoch_key, struct page_name name);

/* space: of the owner. errors UNVERIFIED */
fallible page_open_granted(struct id16 space, const struct key *epoch_key, struct arena *a,
			   struct page_name name, uint32_t epoch, uint32_t ver, struct id16 id,
			   struct bytes blob, struct bytes *ret_records);
