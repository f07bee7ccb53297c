#include "data.h"
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include "sandbox.h"

#define FILES_MAX 32

static bool has_end(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n >= m && strcmp(name + n - m, end) == 0;
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static unsigned rights_of(const char *name, const char *secrets, bool is_writer)
{
	if (name[0] == '.' || strncmp(name, secrets, strlen(secrets)) == 0)
		return 0;
	return SANDBOX_READ | (is_writer || has_end(name, "-shm") ? SANDBOX_WRITE : 0u);
}

bool data_close(const struct serve_options *options, bool is_writer)
{
	static char path[FILES_MAX][PATH_MAX];
	struct sandbox_file file[FILES_MAX] = { { "/usr/share/zoneinfo",
						  SANDBOX_READ | SANDBOX_LIST } };
	const char *secrets = name_of(options->secrets);
	size_t n = 1;
	DIR *directory = opendir(options->data);

	if (is_writer)
		file[0] = (struct sandbox_file){ options->data,
						 SANDBOX_WRITE | SANDBOX_LIST | SANDBOX_MAKE };
	for (struct dirent *e; directory && n < FILES_MAX && (e = readdir(directory));) {
		unsigned rights = rights_of(e->d_name, secrets, is_writer);

		if (!rights || e->d_type == DT_DIR)
			continue;
		(void)snprintf(path[n], sizeof path[n], "%s/%s", options->data, e->d_name);
		file[n] = (struct sandbox_file){ path[n], rights };
		n++;
	}
	if (directory)
		(void)closedir(directory);
	return sandbox_files(file, n);
}
