#include "journey_talk.h"
#include "safety_use.h"
#include "sharing.h"

fallible journey_talk_read(struct act *a, struct journey_talk *ret)
{
	ret->name = a->session->partner.has ? a->session->partner.name : a->preferences->close_to;
	TRY(sharing_readers(a, TOPIC_TALK, &ret->readers));
	return safety_is_paused(a, &ret->is_paused);
}
