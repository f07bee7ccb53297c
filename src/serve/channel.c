#include "channel.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "ensure.h"

#define BUFFER_FIRST ((size_t)64 << 10)

static void buffer_end(struct channel_buffer *b)
{
	if (b->p)
		explicit_bzero(b->p, b->cap);
	free(b->p);
	*b = (struct channel_buffer){ .p = NULL };
}

/* Room for n more bytes behind what waits; what was consumed is overwritten. */
static void buffer_reserve(struct channel_buffer *b, size_t n)
{
	size_t held = b->to - b->from, cap = b->cap ? b->cap : BUFFER_FIRST;

	if (b->cap - b->to >= n)
		return;
	while (cap < held + n)
		cap *= 2;
	uint8_t *p = malloc(cap);

	ASSERT(p);
	if (held)
		memcpy(p, b->p + b->from, held);
	buffer_end(b);
	*b = (struct channel_buffer){ p, 0, held, cap };
}

static void buffer_tidy(struct channel_buffer *b)
{
	if (b->from == 0)
		return;
	if (b->from == b->to) {
		if (b->cap > BUFFER_FIRST) {
			buffer_end(b);
			return;
		}
		explicit_bzero(b->p, b->to);
		b->from = b->to = 0;
	} else if (b->from > b->cap / 2) {
		memmove(b->p, b->p + b->from, b->to - b->from);
		explicit_bzero(b->p + (b->to - b->from), b->from);
		b->to -= b->from;
		b->from = 0;
	}
}

void channel_init(struct channel *c, int fd, size_t message_max, size_t waiting_max)
{
	*c = (struct channel){ .fd = fd, .message_max = message_max, .waiting_max = waiting_max };
}

void channel_end(struct channel *c)
{
	if (c->fd >= 0)
		(void)close(c->fd);
	c->fd = -1;
	c->is_dead = true;
	buffer_end(&c->in);
	buffer_end(&c->out);
}

static void number_put(uint8_t *p, uint64_t v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		p[i] = (uint8_t)(v >> (8 * i));
}

static uint64_t number_get(const uint8_t *p, size_t n)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++)
		v |= (uint64_t)p[i] << (8 * i);
	return v;
}

bool channel_put(struct channel *c, uint64_t id, struct bytes message)
{
	size_t whole = CHANNEL_HEAD + message.n;

	if (c->is_dead || message.n > c->message_max || channel_waiting(c) + whole > c->waiting_max)
		return false;
	buffer_reserve(&c->out, whole);
	uint8_t *p = c->out.p + c->out.to;

	number_put(p, message.n, 4);
	number_put(p + 4, id, 8);
	if (message.n)
		memcpy(p + CHANNEL_HEAD, message.p, message.n);
	c->out.to += whole;
	return true;
}

bool channel_send(struct channel *c, uint64_t id, struct bytes message)
{
	if (!channel_put(c, id, message))
		return false;
	channel_flush(c);
	return true;
}

size_t channel_waiting(const struct channel *c)
{
	return c->out.to - c->out.from;
}

bool channel_wants_to_write(const struct channel *c)
{
	return !c->is_dead && channel_waiting(c) > 0;
}

void channel_flush(struct channel *c)
{
	while (channel_wants_to_write(c)) {
		ssize_t n = send(c->fd, c->out.p + c->out.from, c->out.to - c->out.from,
				 MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			c->is_dead = errno != EAGAIN;
			break;
		}
		c->out.from += (size_t)n;
	}
	buffer_tidy(&c->out);
}

void channel_receive(struct channel *c)
{
	buffer_tidy(&c->in);
	while (!c->is_dead && c->in.to - c->in.from <= CHANNEL_HEAD + c->message_max) {
		buffer_reserve(&c->in, BUFFER_FIRST / 2);
		size_t room = c->in.cap - c->in.to;
		ssize_t n = recv(c->fd, c->in.p + c->in.to, room, MSG_DONTWAIT);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			c->is_dead = n == 0 || errno != EAGAIN;
			break;
		}
		c->in.to += (size_t)n;
		if ((size_t)n < room)
			break;
	}
}

bool channel_next(struct channel *c, uint64_t *ret_id, struct bytes *ret_message)
{
	const uint8_t *p = c->in.p + c->in.from;
	size_t held = c->in.to - c->in.from, n;

	if (held < CHANNEL_HEAD)
		return false;
	n = (size_t)number_get(p, 4);
	if (n > c->message_max) {
		c->is_dead = true;
		c->in.from = c->in.to;
		return false;
	}
	if (held < CHANNEL_HEAD + n)
		return false;
	*ret_id = number_get(p + 4, 8);
	*ret_message = (struct bytes){ p + CHANNEL_HEAD, n };
	c->in.from += CHANNEL_HEAD + n;
	return true;
}
