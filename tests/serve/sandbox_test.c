/* What each process may not do any more is tried in a child that has closed the sandbox. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include "sandbox.h"

static char data[] = "/tmp/rejoin-sandbox-XXXXXX";
static char inside[sizeof data + 8], other[] = "/etc/passwd";

static void file_make(const char *path)
{
	int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, "x", 1), 1);
	(void)close(fd);
}

static int group_setup(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(data));
	(void)snprintf(inside, sizeof inside, "%s/file", data);
	file_make(inside);
	return 0;
}

static int group_teardown(void **state)
{
	(void)state;
	char fresh[sizeof inside + 8];

	(void)snprintf(fresh, sizeof fresh, "%s.fresh", inside);
	(void)unlink(fresh);
	(void)unlink(inside);
	return rmdir(data);
}

/* Runs `try` in a sandboxed child: true when it returned true there. */
static bool in_sandbox_with(enum child_kind kind, unsigned rights, bool (*try)(void))
{
	pid_t pid = fork();
	int status;

	assert_true(pid >= 0);
	if (pid == 0) {
		const struct sandbox_file file = { data, rights };

		if (!sandbox_files(&file, 1) || !sandbox_calls(kind))
			_exit(9);
		_exit(try() ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_not_equal(WEXITSTATUS(status), 9);
	return WEXITSTATUS(status) == 0;
}

static bool in_sandbox(enum child_kind kind, bool may_write, bool (*try)(void))
{
	return in_sandbox_with(
		kind, SANDBOX_READ | SANDBOX_LIST | (may_write ? SANDBOX_WRITE | SANDBOX_MAKE : 0u),
		try);
}

static bool can_execute(void)
{
	char *const argument[] = { (char[]){ "/bin/true" }, NULL };

	/* Succeeding would end the child with 0, which is what the caller takes for true. */
	(void)execve(argument[0], argument, argument + 1);
	return errno != EPERM;
}

static bool can_fork(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid > 0;
}

static bool can_make_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_INET6, SOCK_DGRAM, 0) >= 0 ||
	       socket(AF_UNIX, SOCK_STREAM, 0) >= 0 || errno != EPERM;
}

static bool can_connect(void)
{
	return connect(0, &(struct sockaddr){ .sa_family = AF_UNSPEC }, sizeof(struct sockaddr)) ==
		       0 ||
	       errno != EPERM;
}

static bool can_take_connections(void)
{
	return accept(-1, NULL, NULL) >= 0 || errno != EPERM;
}

static bool can_run_memory(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
	       MAP_FAILED;
}

static bool can_have_memory(void)
{
	void *p = malloc((size_t)1 << 20);
	bool has = p != NULL;

	free(p);
	return has;
}

static bool can_trace(void)
{
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static bool can_read_other(void)
{
	return open(other, O_RDONLY | O_CLOEXEC) >= 0;
}

static bool can_read_inside(void)
{
	return open(inside, O_RDONLY | O_CLOEXEC) >= 0;
}

static bool can_write_inside(void)
{
	return open(inside, O_RDWR | O_CLOEXEC) >= 0;
}

static bool can_unlink_inside(void)
{
	return unlink(inside) == 0;
}

/* A file replaced as a whole, as the keeper saves its ratchet. */
static bool can_replace_inside(void)
{
	char fresh[sizeof inside + 8];

	(void)snprintf(fresh, sizeof fresh, "%s.fresh", inside);
	int file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (file < 0 || write(file, "y", 1) != 1 || fsync(file) != 0 || close(file) != 0 ||
	    rename(fresh, inside) != 0)
		return false;
	file = open(data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return file >= 0 && fsync(file) == 0;
}

static const enum child_kind kinds[] = { CHILD_KEEPER, CHILD_WRITER, CHILD_PRESS, CHILD_WORKER };

static void forbidden_to_all(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		assert_false(in_sandbox(kinds[i], true, can_execute));
		assert_false(in_sandbox(kinds[i], true, can_fork));
		assert_false(in_sandbox(kinds[i], true, can_make_socket));
		assert_false(in_sandbox(kinds[i], true, can_connect));
		assert_false(in_sandbox(kinds[i], true, can_run_memory));
		assert_false(in_sandbox(kinds[i], true, can_trace));
		assert_true(in_sandbox(kinds[i], true, can_have_memory));
	}
}

static void only_workers_take_connections(void **state)
{
	(void)state;
	assert_true(in_sandbox(CHILD_WORKER, false, can_take_connections));
	assert_false(in_sandbox(CHILD_KEEPER, false, can_take_connections));
	assert_false(in_sandbox(CHILD_WRITER, false, can_take_connections));
	assert_false(in_sandbox(CHILD_PRESS, false, can_take_connections));
}

static void workers_remove_nothing(void **state)
{
	(void)state;
	assert_false(in_sandbox(CHILD_WORKER, true, can_unlink_inside));
	assert_false(in_sandbox(CHILD_PRESS, true, can_unlink_inside));
}

static void files(void **state)
{
	(void)state;
	if (!sandbox_has_files())
		skip();
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		assert_false(in_sandbox(kinds[i], true, can_read_other));
		assert_true(in_sandbox(kinds[i], false, can_read_inside));
		assert_false(in_sandbox(kinds[i], false, can_write_inside));
		assert_true(in_sandbox(kinds[i], true, can_write_inside));
	}
}

static void the_keeper_saves_and_reads_nothing_beside(void **state)
{
	const unsigned rights = SANDBOX_WRITE | SANDBOX_LIST | SANDBOX_MAKE;

	(void)state;
	assert_true(in_sandbox_with(CHILD_KEEPER, rights, can_replace_inside));
	if (sandbox_has_files())
		assert_false(in_sandbox_with(CHILD_KEEPER, rights, can_read_inside));
	assert_false(in_sandbox_with(CHILD_WORKER, rights, can_replace_inside));
}

/* Outside of the sandbox all of it works: the tests above could fail. */
static void allowed_outside(void **state)
{
	(void)state;
	assert_true(can_fork());
	assert_true(can_make_socket());
	assert_true(can_run_memory());
	assert_true(can_read_other());
	assert_true(can_write_inside());
	assert_true(can_take_connections());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forbidden_to_all),
		cmocka_unit_test(only_workers_take_connections),
		cmocka_unit_test(workers_remove_nothing),
		cmocka_unit_test(files),
		cmocka_unit_test(the_keeper_saves_and_reads_nothing_beside),
		cmocka_unit_test(allowed_outside),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
