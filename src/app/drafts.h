/* drafts: writing that was begun and not sent. Saved sealed every few seconds with script, and when
 * a post comes after the session's end; offered again after sign-in; gone when the form is sent or
 * let go. At most DRAFTS_MAX, one page each. */
#pragma once
#include "act.h"

#define DRAFTS_MAX	8
#define DRAFT_BYTES_MAX (56u << 10)

struct draft {
	struct id16 id;
	struct str path; /* of the page whose form it is */
	struct str body; /* urlencoded fields */
	struct instant written;
};

fallible drafts_list(struct act *a, struct draft ret[DRAFTS_MAX], size_t *ret_n);
/* Replaces the draft of the same path; when all places are taken the oldest goes. TOO_LARGE past
 * DRAFT_BYTES_MAX. */
fallible draft_save(struct act *a, struct str path, struct str body);
fallible draft_find(struct act *a, struct str path, struct draft *ret, bool *ret_found);
fallible draft_forget(struct act *a, struct str path); /* fine when there is none */

/* --- posts that came after the session ended (key specification, "session") */
/* does   stages a sealed copy of body beside the ended session of this cookie; *ret_kept false when
 * there is no trace of the session or three are kept already call   after checking same origin and
 * token */
fallible draft_keep_late(struct act *a, const uint8_t cookie[32], struct str path, struct str body,
			 bool *ret_kept);

/* does   takes over what draft_keep_late kept, if it was the same person; call after sign-in,
 * session open */
fallible drafts_adopt(struct act *a, const uint8_t old_cookie[32]);
