/* checkin: the days as they are shown to somebody they are shared with, and to their owner before.
 */
#pragma once
#include "room.h"

fallible checkin_show(struct visit *v, struct html_out *o, const struct notebook_source *source);
