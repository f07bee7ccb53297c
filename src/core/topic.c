#include "topic.h"

static const struct {
	enum { NOBODY, THERAPIST, ANYONE } to;
	const char *words;
} topic_table[TOPIC_SLOTS] = {
#define TOPIC(name, to, words) [TOPIC_##name] = { to, words },
#include "topic.def"
#undef TOPIC
};

bool topic_is_grantable(enum topic t, enum person_kind to)
{
	return topic_table[t].to == ANYONE ||
	       (topic_table[t].to == THERAPIST && to == PERSON_THERAPIST);
}

const char *topic_words(enum topic t)
{
	return topic_table[t].words;
}
