#include "hub.h"
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>
#include "control.h"

#define WAITING_MAX  ((size_t)96 << 20)
#define GATHERED_MAX ((size_t)48 << 10) /* bytes: less than a socket takes at once */
#define MARK_LINE    1000u
#define MARK_WATCH   1001u

static bool poll_set(struct hub *h, int how, int fd, uint32_t mark, bool is_write)
{
	struct epoll_event e = { .events = EPOLLIN | (is_write ? EPOLLOUT : 0u), .data.u32 = mark };

	return epoll_ctl(h->epoll, how, fd, &e) == 0;
}

bool hub_init(struct hub *h, int line, size_t message_max)
{
	memset(h, 0, sizeof *h);
	h->line = line;
	h->message_max = message_max;
	h->epoll = epoll_create1(EPOLL_CLOEXEC);
	for (unsigned i = 0; i < HUB_SLOTS; i++)
		channel_init(&h->channel[i], -1, 0, 0);
	return h->epoll >= 0 && poll_set(h, EPOLL_CTL_ADD, line, MARK_LINE, false);
}

bool hub_watch(struct hub *h, int fd)
{
	return poll_set(h, EPOLL_CTL_ADD, fd, MARK_WATCH, false);
}

void hub_ready(const struct hub *h)
{
	(void)control_send(h->line, &(struct control){ .kind = CONTROL_READY, .fd = -1 });
}

static void slot_end(struct hub *h, unsigned slot)
{
	if (h->channel[slot].fd < 0)
		return;
	channel_end(&h->channel[slot]);
	h->is_lost[slot] = true;
}

static void slot_link(struct hub *h, unsigned slot, int fd)
{
	if (slot >= HUB_SLOTS) {
		(void)close(fd);
		return;
	}
	slot_end(h, slot);
	channel_init(&h->channel[slot], fd, h->message_max, WAITING_MAX);
	h->serial[slot]++;
	if (!poll_set(h, EPOLL_CTL_ADD, fd, slot, false))
		slot_end(h, slot);
}

static void line_read(struct hub *h)
{
	struct control c;

	for (;;) {
		enum control_read got = control_receive(h->line, &c);

		if (got == CONTROL_NOTHING)
			return;
		if (got == CONTROL_GONE) {
			(void)epoll_ctl(h->epoll, EPOLL_CTL_DEL, h->line, NULL);
			h->is_stopping = true;
			return;
		}
		if (c.kind == CONTROL_STOP)
			h->is_stopping = true;
		if (c.kind == CONTROL_LINK && c.fd >= 0)
			slot_link(h, c.slot, c.fd);
		else if (c.fd >= 0)
			(void)close(c.fd);
	}
}

static void slot_event(struct hub *h, unsigned slot, uint32_t events)
{
	struct channel *c = &h->channel[slot];

	if (c->fd < 0)
		return;
	if (events & EPOLLOUT) {
		channel_flush(c);
		if (!channel_wants_to_write(c))
			(void)poll_set(h, EPOLL_CTL_MOD, c->fd, slot, false);
	}
	if (events & (EPOLLIN | EPOLLHUP | EPOLLERR))
		channel_receive(c);
}

static void slot_flush(struct hub *h, unsigned slot)
{
	struct channel *c = &h->channel[slot];

	channel_flush(c);
	if (channel_wants_to_write(c))
		(void)poll_set(h, EPOLL_CTL_MOD, c->fd, slot, true);
}

void hub_flush(struct hub *h)
{
	for (unsigned i = 0; i < HUB_SLOTS; i++)
		if (h->channel[i].fd >= 0 && channel_wants_to_write(&h->channel[i]))
			slot_flush(h, i);
}

void hub_wait(struct hub *h, int milliseconds)
{
	struct epoll_event e[16];
	int n;

	if (h->is_gathering)
		hub_flush(h);
	/* What is whole in a channel that ended was said, and is heard before the end is seen. */
	for (unsigned i = 0; i < HUB_SLOTS; i++)
		if (h->channel[i].fd >= 0 && h->channel[i].is_dead) {
			slot_end(h, i);
			milliseconds = 0;
		}
	h->is_watched_ready = false;
	n = epoll_wait(h->epoll, e, 16, milliseconds);
	for (int i = 0; i < n; i++) {
		if (e[i].data.u32 == MARK_LINE)
			line_read(h);
		else if (e[i].data.u32 == MARK_WATCH)
			h->is_watched_ready = true;
		else
			slot_event(h, e[i].data.u32, e[i].events);
	}
}

bool hub_next(struct hub *h, struct hub_address *ret_from, uint64_t *ret_id,
	      struct bytes *ret_message)
{
	for (unsigned i = 0; i < HUB_SLOTS; i++) {
		unsigned slot = h->turn++ % HUB_SLOTS;

		if (h->channel[slot].fd < 0 ||
		    !channel_next(&h->channel[slot], ret_id, ret_message))
			continue;
		*ret_from = (struct hub_address){ slot, h->serial[slot] };
		return true;
	}
	return false;
}

bool hub_send_slot(struct hub *h, unsigned slot, uint64_t id, struct bytes message)
{
	struct channel *c = &h->channel[slot];

	if (c->fd < 0 || !channel_put(c, id, message))
		return false;
	if (!h->is_gathering || channel_waiting(c) >= GATHERED_MAX)
		slot_flush(h, slot);
	return true;
}

bool hub_send(struct hub *h, struct hub_address to, uint64_t id, struct bytes message)
{
	return h->serial[to.slot] == to.serial && hub_send_slot(h, to.slot, id, message);
}
