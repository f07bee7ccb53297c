/* Frames between processes: any bytes in any pieces make whole messages or a dead channel. */
#include <sys/socket.h>
#include <unistd.h>
#include "channel.h"
#include "fuzz.h"

#define MESSAGE_MAX ((size_t)1024)

static size_t take_all(struct channel *c)
{
	struct bytes message;
	uint64_t id;
	size_t n = 0;

	channel_receive(c);
	while (channel_next(c, &id, &message)) {
		HOLD(message.n <= MESSAGE_MAX);
		n += CHANNEL_HEAD + message.n;
	}
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct channel c;
	size_t taken = 0;
	int pair[2];

	if (n == 0 || n > 16384)
		return 0;
	HOLD(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) == 0);
	channel_init(&c, pair[0], MESSAGE_MAX, MESSAGE_MAX * 4);
	for (size_t at = 0, piece; at < n && !c.is_dead; at += piece) {
		piece = (size_t)(data[at] % 7 + 1) * 97;
		piece = piece < n - at ? piece : n - at;
		HOLD(write(pair[1], data + at, piece) == (ssize_t)piece);
		taken += take_all(&c);
	}
	HOLD(taken <= n);
	(void)close(pair[1]);
	(void)take_all(&c);
	HOLD(c.is_dead);
	channel_end(&c);
	return 0;
}
