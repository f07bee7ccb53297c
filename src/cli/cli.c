#include "cli.h"
#include <stddef.h>
#include <stdio.h>
#include <sysexits.h>

static const struct cli_option cli_options[] = {
#define OPTION(name, value, field, help) { name, value, help, offsetof(struct cli_values, field) },
#include "options.def"
#undef OPTION
};
#define OPTIONS (sizeof cli_options / sizeof *cli_options)

static void help(const struct cli_command command[], size_t n)
{
	puts("Usage: rejoin COMMAND [OPTION]…\n\nCommands");
	for (size_t i = 0; i < n; i++)
		printf("  %-9s %-6s %s\n", command[i].name,
		       command[i].arguments ? command[i].arguments : "", command[i].help);
	puts("\nOptions");
	for (size_t i = 0; i < OPTIONS; i++)
		printf("  %-10s %-12s %s\n", cli_options[i].name, cli_options[i].value,
		       cli_options[i].help);
	puts("  --version               what this is\n  --help                  this text");
}

static bool read_option(struct cli_values *v, const char *name, const char *value)
{
	for (size_t i = 0; i < OPTIONS; i++) {
		if (strcmp(cli_options[i].name, name) != 0)
			continue;
		memcpy((char *)v + cli_options[i].at, &value, sizeof value);
		return true;
	}
	return false;
}

static int wrong(const char *what, const char *word)
{
	fprintf(stderr, "rejoin: %s%s. See rejoin --help.\n", what, word);
	return EX_USAGE;
}

static int run(int argc, char **argv, const struct cli_command *c)
{
	struct cli_values v = { 0 };

	for (int i = 2; i < argc; i++) {
		if (strncmp(argv[i], "--", 2) == 0) {
			if (i + 1 == argc)
				return wrong("a value is missing after ", argv[i]);
			if (!read_option(&v, argv[i], argv[i + 1]))
				return wrong("there is no option ", argv[i]);
			i++;
		} else if (v.n_arguments == c->n_arguments) {
			return wrong("too many words: ", argv[i]);
		} else {
			v.argument[v.n_arguments++] = argv[i];
		}
	}
	if (v.n_arguments < c->n_arguments)
		return wrong("this command needs ", c->arguments);
	return c->run(&v);
}

int cli_main(int argc, char **argv, const struct cli_command command[], size_t n,
	     const char *version)
{
	if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		help(command, n);
		return argc < 2 ? EX_USAGE : EX_OK;
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("rejoin %s\n", version);
		return EX_OK;
	}
	for (size_t i = 0; i < n; i++)
		if (strcmp(argv[1], command[i].name) == 0)
			return run(argc, argv, &command[i]);
	return wrong("there is no command ", argv[1]);
}

bool cli_path(char out[CLI_PATH_MAX], const char *directory, const char *name)
{
	int n = snprintf(out, CLI_PATH_MAX, "%s/%s", directory, name);

	return n > 0 && n < CLI_PATH_MAX;
}

int cli_fail(const char *what, struct err e)
{
	fprintf(stderr, "rejoin: %s (%s)\n", what, err_name(e));
	return err_exit(e);
}
