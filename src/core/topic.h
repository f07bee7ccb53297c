/* topic: the parts of a space that have keys of their own. See topic.def. */
#pragma once
#include <stdbool.h>
#include "role.h"

#define TOPIC_SLOTS 16 /* every space has as many, used or not */

enum topic {
#define TOPIC(name, grantable, words) TOPIC_##name,
#include "topic.def"
#undef TOPIC
	TOPIC__COUNT
};

/* The vault refuses the others. */
bool topic_is_grantable(enum topic t, enum person_kind to);
const char *topic_words(enum topic t); /* as said on screen, lower case */
