#include "journey_joint.h"
#include "safety_use.h"
#include "sharing.h"

fallible journey_joint_read(struct act *a, struct journey_joint *ret)
{
	*ret = (struct journey_joint){ 0 };
	TRY(others_partner(a, &ret->partner, &ret->has_partner));
	if (!ret->has_partner)
		return OK;
	TRY(safety_is_paused(a, &ret->is_paused));
	if (ret->is_paused || ret->partner.is_unverified)
		return OK;
	return sharing_matches(a, ret->partner.id, &ret->matches);
}
