/* signal: the agreement for hard moments. Each keeps an own record and shares it with the other as
 * a copy, by keeping it; agreed is what both wrote alike. */
#pragma once
#include "act.h"
#include "signal_rule.h"

struct json_t;

struct signal_agreed {
	bool has_other; /* somebody is linked, and one did not step back */
	struct id16 other;
	struct str name;
	bool has_mine, has_theirs;
	struct signal_agreement mine, theirs;
	bool is_agreed; /* both wrote, and the same but for the wish */
};

/* The own record alone: one page. ret_found false: none. Owner: the arena. */
fallible signal_agree_own(struct act *a, struct signal_agreement *ret, bool *ret_found);
/* Both. The other's as they share it now. */
fallible signal_agree_read(struct act *a, struct signal_agreed *ret);
/* does   stages the own record and its copy for the other. errors NOT_FOUND: nobody is linked */
fallible signal_agree_save(struct act *a, const struct signal_agreement *agreement);
/* does   stages the other's words as one's own; the own wish stays. Nothing when they share none */
fallible signal_agree_take(struct act *a);
/* A copy, as sharing.h hands it out. false: not one. */
bool signal_agree_unpack(struct arena *a, struct bytes content, struct signal_agreement *ret);

fallible signal_add_records(struct act *a, struct json_t *to);
