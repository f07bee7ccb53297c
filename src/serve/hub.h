/* hub: the loop of a child: its line to the supervisor, its channels, one more descriptor of its
 * own. A worker's channels are numbered by port, those of the keeper, writer and press by worker.
 *
 * A channel may be replaced at any time (its peer was restarted): an address names the channel and
 * which one in its place it was, so that an answer never reaches a successor who did not ask. */
#pragma once
#include "channel.h"

#define HUB_SLOTS 64

struct hub_address {
	unsigned slot, serial;
};

struct hub {
	int epoll, line;
	size_t message_max;
	struct channel channel[HUB_SLOTS];
	unsigned serial[HUB_SLOTS];
	unsigned turn;		 /* whose message comes next */
	bool is_gathering;	 /* what is sent goes together, with hub_flush or hub_wait */
	bool is_stopping;	 /* the supervisor said so, or is gone */
	bool is_watched_ready;	 /* the descriptor of hub_watch */
	bool is_lost[HUB_SLOTS]; /* the channel ended; the owner of the hub clears it */
};

bool hub_init(struct hub *h, int line, size_t message_max);
bool hub_watch(struct hub *h, int fd);
void hub_ready(const struct hub *h); /* tells the supervisor */

/* Sends what was gathered. Who has many to tell wakes them once, and not message by message: a
 * writer that is woken by the first commit writes it alone. */
void hub_flush(struct hub *h);
/* Waits at most this many milliseconds, takes in what came. Ends the loan of earlier messages. */
void hub_wait(struct hub *h, int milliseconds);
/* The next whole message from any channel, in turn; borrowed until hub_wait. */
bool hub_next(struct hub *h, struct hub_address *ret_from, uint64_t *ret_id,
	      struct bytes *ret_message);
bool hub_send(struct hub *h, struct hub_address to, uint64_t id, struct bytes message);
bool hub_send_slot(struct hub *h, unsigned slot, uint64_t id, struct bytes message);
