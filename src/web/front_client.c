#include <arpa/inet.h>
#include <string.h>
#include <strings.h>
#include "front_inside.h"

static void network_set(uint8_t network[8], int family, const void *address)
{
	memset(network, 0, 8);
	memcpy(network, address, family == AF_INET ? 3 : 7);
}

static void network_read(uint8_t network[8], struct str text)
{
	char c[INET6_ADDRSTRLEN] = "";
	uint8_t address[16];

	if (text.n >= sizeof c)
		return;
	memcpy(c, text.p, text.n);
	if (inet_pton(AF_INET, c, address) == 1)
		network_set(network, AF_INET, address);
	else if (inet_pton(AF_INET6, c, address) == 1)
		network_set(network, AF_INET6, address);
}

static bool is_proxy(const struct front_options *o, int family, const void *address)
{
	char c[INET6_ADDRSTRLEN];

	return o->proxy.n && inet_ntop(family, address, c, sizeof c) &&
	       str_equal(str_c(c), o->proxy);
}

/* The proxy appends what it saw to what it was told: only the last entry is its own word. */
static struct str last_of(struct str list)
{
	struct str last = list;

	while (list.n)
		last = str_cut(&list, ',');
	return str_trim(last);
}

void client_find(struct front_request *r)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(r->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct front_options *o = &r->front->options;
	struct sockaddr_in6 six;
	struct sockaddr_in four;
	const void *address;
	int family = info && info->client_addr ? info->client_addr->sa_family : AF_UNSPEC;

	r->x.request.is_tls = o->tls_certificate != NULL;
	if (family == AF_INET) {
		memcpy(&four, info->client_addr, sizeof four);
		address = &four.sin_addr;
	} else if (family == AF_INET6) {
		memcpy(&six, info->client_addr, sizeof six);
		address = &six.sin6_addr;
	} else {
		return;
	}
	network_set(r->x.request.network, family, address);
	if (!is_proxy(o, family, address))
		return;
	network_read(r->x.request.network, last_of(r->guard.forwarded_for));
	r->x.request.is_tls = r->guard.forwarded_proto.n == 5 &&
			      strncasecmp(r->guard.forwarded_proto.p, "https", 5) == 0;
}
