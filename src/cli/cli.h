/* cli: the command line. One table of commands and options; --help, the man page's list and parsing
 * come from it. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "err.h"
#include "str.h"

struct cli_values {
	const char *data;  /* the data directory */
	const char *store; /* postgresql://…, or NULL: the databases stand in the data directory */
	const char *listen; /* ADDRESS:PORT */
	const char *tls;    /* CERT,KEY */
	const char *proxy;
	const char *run_by;
	const char *metrics; /* a port */
	const char *workers;
	const char *people;
	const char *out;
	const char *argument[2]; /* words after the command that are no options */
	int n_arguments;
};

struct cli_option {
	const char *name;  /* "--data" */
	const char *value; /* what stands behind it: "DIR" */
	const char *help;
	size_t at; /* offset in struct cli_values */
};

struct cli_command {
	const char *name;
	const char *arguments; /* "DIR", or NULL */
	const char *help;
	int n_arguments;
	int (*run)(const struct cli_values *v);
};

/* does   finds the command of argv, reads its options, runs it
 * ret    exit code after sysexits.h; 64 and one sentence on standard error for a call that is not
 * right */
int cli_main(int argc, char **argv, const struct cli_command command[], size_t n,
	     const char *version);

/* Path of a file in the data directory; false when it is too long. */
#define CLI_PATH_MAX 4096
bool cli_path(char out[CLI_PATH_MAX], const char *directory, const char *name);

/* Says what went wrong and gives the exit code for it. */
int cli_fail(const char *what, struct err e);
