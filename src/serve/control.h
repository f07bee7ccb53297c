/* control: the supervisor's line to each of its children, one message at a time, sometimes with a
 * file descriptor. The end of the line means that the other side is gone. */
#pragma once
#include <stdbool.h>

enum control_kind {
	CONTROL_READY = 1, /* child: it has opened what it needs */
	CONTROL_LINK,	   /* supervisor: `fd` is the channel of `slot` from now on */
	CONTROL_STOP,	   /* supervisor: finish what is begun, then leave */
};

struct control {
	enum control_kind kind;
	unsigned slot;
	int fd; /* -1: none; the receiver's own */
};

bool control_pair(int ret[2]);
bool control_send(int line, const struct control *message);
enum control_read { CONTROL_NOTHING, CONTROL_MESSAGE, CONTROL_GONE };
enum control_read control_receive(int line, struct control *ret);
