#include "exit.h"

static const struct {
	const char *words, *address;
} exit_table[] = {
#define EXIT(words, address) { words, address },
#include "exit.def"
#undef EXIT
};
#define EXITS (sizeof exit_table / sizeof *exit_table)

size_t exit_count(void)
{
	return EXITS;
}

struct str exit_address(int row)
{
	return str_c(exit_table[row >= 0 && (size_t)row < EXITS ? row : 0].address);
}

const char *exit_words(int row)
{
	return exit_table[row >= 0 && (size_t)row < EXITS ? row : 0].words;
}

bool exit_is_fit(struct str address)
{
	struct str host = str_from(address, 8);

	if (address.n > 200 || !str_has_prefix(address, STR("https://")) || host.n < 4)
		return false;
	for (size_t i = 0; i < host.n; i++)
		if (host.p[i] <= ' ' || host.p[i] > '~' || strchr("\"'<>\\;,`{}|^", host.p[i]))
			return false;
	return memchr(host.p, '.', host.n) != NULL && host.p[0] != '.' && host.p[0] != '/';
}
