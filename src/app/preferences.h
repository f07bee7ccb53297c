/* preferences: what a person set for themselves; kept on the keyring page, carried in the session.
 */
#pragma once
#include "arena.h"
#include "day.h"
#include "role.h"

enum theme { THEME_DEVICE, THEME_LIGHT, THEME_DIM, THEME_DARK, THEME__COUNT };

#define PREFERENCES_TOOLS_MAX 16

struct preferences {
	struct str name;    /* as they want to be called */
	struct str country; /* ISO 3166-1 alpha-2; may be empty */
	enum role role;
	struct str notebook; /* the word in the tab and at the top; never empty after unpacking */
	int exit_target;     /* row of exit.def */
	struct str exit_address; /* own choice; https; empty: the row */
	struct str words_self, words_event, close_to;
	struct instant begun;
	unsigned step; /* of the first questions: 0 none answered … */
	struct str zone;
	bool has_steps;	    /* a small step was ever kept: Today looks for a plan */
	bool has_first;	    /* the first minutes of whoever was invited were shown */
	bool has_reminders; /* one is kept: Today looks for it */
	uint32_t never_tool[PREFERENCES_TOOLS_MAX]; /* grounding tools that made it worse */
	size_t n_never_tool;
};

/* Empty or damaged bytes give the defaults. Owner: the arena. */
void preferences_unpack(struct arena *a, struct bytes b, struct preferences *ret);
struct bytes preferences_pack(struct arena *a, const struct preferences *p);
bool preferences_has_never(const struct preferences *p, uint32_t tool);
