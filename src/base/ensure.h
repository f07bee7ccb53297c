/* ASSERT: a bug, never a person's mistake. Always on. The process ends, its supervisor starts a new
 * one, and because a request is one transaction nothing is half done. The message names the place
 * in the code and nothing a person wrote. */
#pragma once

_Noreturn void ensure_failed(const char *expression, const char *file, int line);

#define ASSERT(expression)                                              \
	do {                                                            \
		if (__builtin_expect(!(expression), 0))                 \
			ensure_failed(#expression, __FILE__, __LINE__); \
	} while (0)
