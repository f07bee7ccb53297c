/* notebook_layer: one page of one epoch: read, and staged so that the head stays right and a later
 * read in the same act sees it. Any order of putting and deleting the same page in one act is fine;
 * the commit holds one operation for it. Below notebook.h; nobody else writes pages of topics. */
#pragma once
#include "notebook.h"
#include "page.h"

struct page_name notebook_name(struct notebook_place where);

/* A session like that of the act, whose topic has this one key. Secret; owner: the act. */
const struct session *layer_session(struct act *a, enum topic topic, const struct epoch_key *key);

/* What the act has staged for a page; NULL: nothing. */
struct act_staged *layer_find_staged(struct act *a, struct id16 page);

/* s: whose topic has the epoch: the act's session or layer_session
 * errors UNVERIFIED: ret says what there is, without records, so that it can be written over */
fallible layer_read(struct act *a, const struct session *s, struct page_name name,
		    const struct epoch_key *key, struct notebook_layer *ret);

/* was: as read. errors TOO_FULL; UNVERIFIED: the session is reading only */
fallible layer_put(struct act *a, const struct session *s, struct page_name name,
		   const struct notebook_layer *was, struct bytes records);
fallible layer_delete(struct act *a, const struct session *s, struct page_name name,
		      const struct notebook_layer *was);
