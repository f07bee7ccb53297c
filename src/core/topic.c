#include "topic.h"

static const struct {
	bool is_grantable;
	const char *words;
} topic_table[TOPIC_SLOTS] = {
#define TOPIC(name, grantable, words) [TOPIC_##name] = { grantable, words },
#include "topic.def"
#undef TOPIC
};

bool topic_is_grantable(enum topic t)
{
	return topic_table[t].is_grantable;
}

const char *topic_words(enum topic t)
{
	return topic_table[t].words;
}
