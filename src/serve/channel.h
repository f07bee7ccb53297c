/* channel: framed messages over one end of a socket pair between two of our own processes.
 *
 * A frame is length32, id64, bytes. Nothing blocks: what cannot be sent at once waits in `out`,
 * what came in waits in `in`. Both have their maximum from birth; a peer that goes past it, or
 * ends, makes the channel dead, and a dead channel does nothing. Questions hold passphrases, so
 * what was read or sent is overwritten. */
#pragma once
#include "bytes.h"

struct channel_buffer {
	uint8_t *p;
	size_t from, to, cap;
};

struct channel {
	int fd;
	bool is_dead;
	size_t message_max, waiting_max;
	struct channel_buffer in, out;
};

#define CHANNEL_HEAD 12

/* The channel takes fd over. */
void channel_init(struct channel *c, int fd, size_t message_max, size_t waiting_max);
void channel_end(struct channel *c);

/* false: dead, or too much waits already; nothing of this message was sent. Put: it waits for
 * channel_flush, together with others. */
bool channel_put(struct channel *c, uint64_t id, struct bytes message);
bool channel_send(struct channel *c, uint64_t id, struct bytes message);
size_t channel_waiting(const struct channel *c); /* bytes */
bool channel_wants_to_write(const struct channel *c);
void channel_flush(struct channel *c);

void channel_receive(struct channel *c); /* what is there; ends the loan of earlier messages */
/* The next whole message, borrowed until channel_receive. */
bool channel_next(struct channel *c, uint64_t *ret_id, struct bytes *ret_message);
