/* learn: the private reading list. It holds what its owner put there and nothing else: not when,
 * not what was read. Sealed in the topic that is given to nobody. */
#pragma once
#include "act.h"

struct json_t;

#define LEARN_KEPT_MAX 60

struct learn_kept {
	size_t n;
	struct str slug[LEARN_KEPT_MAX]; /* the last one added first */
};

fallible learn_read(struct act *a, struct learn_kept *ret);
bool learn_has(const struct learn_kept *k, struct str slug);
/* does   puts an article on the list, or takes it off; fine when it is so already
 * ret_is_full  there is no room for one more: nothing was changed */
fallible learn_keep(struct act *a, struct str slug, bool is_kept, bool *ret_is_full);
fallible learn_add_records(struct act *a, struct json_t *to);
