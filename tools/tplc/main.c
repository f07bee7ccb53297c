/* tplc x.html x.html.h x.html.c; see tplc.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tplc.h"

#define SOURCE_MAX ((size_t)1 << 20)

static bool file_write(const char *path, const struct tplc_text *text)
{
	FILE *f = fopen(path, "w");

	if (!f)
		return false;
	size_t n = fwrite(text->p, 1, text->n, f);

	return !fclose(f) && n == text->n;
}

int main(int count, char **argument)
{
	static char source[SOURCE_MAX];
	struct tplc_result result;

	if (count != 4) {
		fputs("usage: tplc x.html x.html.h x.html.c\n", stderr);
		return 64;
	}
	FILE *f = fopen(argument[1], "r");
	size_t n = f ? fread(source, 1, sizeof source - 1, f) : 0;

	if (!f || fclose(f) || n == sizeof source - 1) {
		fprintf(stderr, "%s: cannot be read\n", argument[1]);
		return 66;
	}
	const char *slash = strrchr(argument[2], '/');

	if (!tplc_compile(argument[1], slash ? slash + 1 : argument[2], source, n, &result)) {
		fprintf(stderr, "%s\n", result.message);
		tplc_result_end(&result);
		return 65;
	}
	if (!file_write(argument[2], &result.header) || !file_write(argument[3], &result.code)) {
		perror("tplc");
		return 74;
	}
	tplc_result_end(&result);
	return 0;
}
