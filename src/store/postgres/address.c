#include "store_admin.h"
#include <libpq-fe.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *refusal_of(const PQconninfoOption *options)
{
	for (const PQconninfoOption *o = options; o->keyword; o++) {
		if (!o->val || !*o->val)
			continue;
		if (strcmp(o->keyword, "password") == 0 || strcmp(o->keyword, "sslpassword") == 0)
			return "--store holds a password, and everybody on this machine can read "
			       "how a program was called: put it into the file secrets.database "
			       "of the data directory.";
		if (strcmp(o->keyword, "service") == 0)
			return "--store names a service: name the servers themselves.";
	}
	return NULL;
}

const char *store_address_refusal(const char *address)
{
	if (!store_is_server(str_c(address)))
		return "--store takes an address that begins with postgresql://.";
	if (getenv("PGPASSWORD"))
		return "The environment holds a password (PGPASSWORD): take it out, and put it "
		       "into "
		       "the file secrets.database of the data directory.";
	PQconninfoOption *options = PQconninfoParse(address, NULL);

	if (!options)
		return "--store takes an address as postgresql://NAME@HOST/DATABASE.";
	const char *why = refusal_of(options);

	PQconninfoFree(options);
	return why;
}

fallible store_address_add(char *ret, size_t room, const char *address, const char *password_file)
{
	size_t n = strlen(address);
	bool is_first = !strchr(address, '?');

	if (n + 3 * strlen(password_file) + sizeof "?passfile=" > room)
		return FAIL(CONFIG);
	(void)snprintf(ret, room, "%s", address);
	if (strstr(address, "passfile="))
		return OK;
	n += (size_t)snprintf(ret + n, room - n, "%cpassfile=", is_first ? '?' : '&');
	for (const char *p = password_file; *p; p++)
		if (isalnum((unsigned char)*p) || *p == '/')
			ret[n++] = *p;
		else
			n += (size_t)snprintf(ret + n, room - n, "%%%02X", (unsigned char)*p);
	ret[n] = 0;
	return OK;
}
