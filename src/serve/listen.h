/* listen: where the server listens, and whether it may. */
#pragma once
#include "serve.h"

/* Only this machine can reach it. */
bool address_is_loopback(const char *address);

/* The sentence why these options are refused, or NULL. */
const char *listen_refusal(const struct serve_options *options);

/* A listening socket (-1: none, errno says why); ret_port is the port it really has. */
int listen_open(const char *address, uint16_t port, uint16_t *ret_port);
