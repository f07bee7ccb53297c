#include "err.h"

static const struct {
	short http, leave;
	const char *name, *text;
} err_table[ERR__COUNT] = {
#define ERR(code, http, leave, text) [ERR_##code] = { http, leave, #code, text },
#include "err.def"
#undef ERR
};

int err_http(struct err e)
{
	return err_table[e.code].http;
}

int err_exit(struct err e)
{
	return err_table[e.code].leave;
}

const char *err_name(struct err e)
{
	return err_table[e.code].name;
}

const char *err_text(struct err e)
{
	return err_table[e.code].text;
}
