#include "control.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>

union room { /* for one descriptor, rightly aligned */
	struct cmsghdr head;
	char bytes[CMSG_SPACE(sizeof(int))];
};

bool control_pair(int ret[2])
{
	return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ret) == 0;
}

bool control_send(int line, const struct control *message)
{
	unsigned char text[2] = { (unsigned char)message->kind, (unsigned char)message->slot };
	struct iovec part = { text, sizeof text };
	union room room = { .bytes = { 0 } };
	struct msghdr m = { .msg_iov = &part, .msg_iovlen = 1 };
	ssize_t n;

	if (message->fd >= 0) {
		m.msg_control = room.bytes;
		m.msg_controllen = sizeof room.bytes;
		struct cmsghdr *c = CMSG_FIRSTHDR(&m);

		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(c), &message->fd, sizeof(int));
	}
	do {
		n = sendmsg(line, &m, MSG_NOSIGNAL);
	} while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof text;
}

enum control_read control_receive(int line, struct control *ret)
{
	unsigned char text[2] = { 0 };
	struct iovec part = { text, sizeof text };
	union room room = { .bytes = { 0 } };
	struct msghdr m = { .msg_iov = &part,
			    .msg_iovlen = 1,
			    .msg_control = room.bytes,
			    .msg_controllen = sizeof room.bytes };
	ssize_t n;

	do {
		n = recvmsg(line, &m, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	} while (n < 0 && errno == EINTR);
	if (n < 0 && errno == EAGAIN)
		return CONTROL_NOTHING;
	if (n != (ssize_t)sizeof text)
		return CONTROL_GONE;
	*ret = (struct control){ (enum control_kind)text[0], text[1], -1 };
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);

	if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
		memcpy(&ret->fd, CMSG_DATA(c), sizeof(int));
	return CONTROL_MESSAGE;
}
