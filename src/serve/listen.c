#include "listen.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 4096

union address {
	struct sockaddr any;
	struct sockaddr_in four;
	struct sockaddr_in6 six;
};

static bool address_read(const char *text, uint16_t port, union address *ret, socklen_t *ret_n)
{
	memset(ret, 0, sizeof *ret);
	if (inet_pton(AF_INET, text, &ret->four.sin_addr) == 1) {
		ret->four.sin_family = AF_INET;
		ret->four.sin_port = htons(port);
		*ret_n = sizeof ret->four;
		return true;
	}
	if (inet_pton(AF_INET6, text, &ret->six.sin6_addr) != 1)
		return false;
	ret->six.sin6_family = AF_INET6;
	ret->six.sin6_port = htons(port);
	*ret_n = sizeof ret->six;
	return true;
}

bool address_is_loopback(const char *address)
{
	union address a;
	socklen_t n;

	if (!address_read(address, 0, &a, &n))
		return false;
	if (a.any.sa_family == AF_INET)
		return ntohl(a.four.sin_addr.s_addr) >> 24 == 127;
	return IN6_IS_ADDR_LOOPBACK(&a.six.sin6_addr);
}

const char *listen_refusal(const struct serve_options *o)
{
	union address a;
	socklen_t n;

	if (o->address && !address_read(o->address, 0, &a, &n))
		return "The listening address has to be an IP address, such as 127.0.0.1.";
	if (o->proxy && !address_read(o->proxy, 0, &a, &n))
		return "The proxy has to be an IP address, such as 127.0.0.1.";
	if (!o->tls_certificate != !o->tls_key)
		return "TLS needs both a certificate and its key: --tls CERTIFICATE,KEY.";
	if (o->address && !address_is_loopback(o->address) && !o->tls_certificate && !o->proxy)
		return "Other machines could reach this address, and what people write would "
		       "travel in the clear. Give --tls CERTIFICATE,KEY, or --proxy ADDRESS when a "
		       "reverse proxy with TLS stands in front. The server was not started.";
	return NULL;
}

int listen_open(const char *address, uint16_t port, uint16_t *ret_port)
{
	static const int on = 1;
	union address a;
	socklen_t n;

	if (!address_read(address, port, &a, &n)) {
		errno = EINVAL;
		return -1;
	}
	int fd = socket(a.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return -1;
	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	if (bind(fd, &a.any, n) != 0 || listen(fd, BACKLOG) != 0 ||
	    getsockname(fd, &a.any, &n) != 0) {
		int why = errno;

		(void)close(fd);
		errno = why;
		return -1;
	}
	*ret_port = ntohs(a.any.sa_family == AF_INET ? a.four.sin_port : a.six.sin6_port);
	return fd;
}
