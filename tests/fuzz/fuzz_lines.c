/* The table of crisis lines: any JSON is compiled or refused. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdnoreturn.h>
#include <sys/mman.h>
#include <unistd.h>
#include "fuzz.h"

static jmp_buf fault;

static noreturn void fault_jump(int code)
{
	longjmp(fault, code ? code : 1);
}

int linesc_main(int argc, char **argv);

#define exit fault_jump
#define main linesc_main
#include "../../tools/linesc/linesc.c"
#undef main
#undef exit

const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static char path[64];
	static int fd = -1;
	char name[] = "linesc", out[] = "/dev/null";
	char *argv[] = { name, path, out, NULL };

	if (fd < 0) {
		fd = memfd_create("lines", MFD_CLOEXEC);
		HOLD(fd >= 0);
		(void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	}
	HOLD(ftruncate(fd, 0) == 0 && pwrite(fd, data, n, 0) == (ssize_t)n);
	if (!setjmp(fault))
		(void)linesc_main(3, argv);
	return 0;
}
