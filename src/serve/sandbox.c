#include "sandbox.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* All of the first version: what is not handled would stay allowed. */
#define HANDLED ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)

bool sandbox_has_files(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 1;
}

static __u64 rights_of(unsigned rights, bool is_directory)
{
	__u64 access = 0;

	if (rights & SANDBOX_READ)
		access |= LANDLOCK_ACCESS_FS_READ_FILE;
	if (rights & SANDBOX_WRITE)
		access |= LANDLOCK_ACCESS_FS_WRITE_FILE;
	if (is_directory && rights & SANDBOX_LIST)
		access |= LANDLOCK_ACCESS_FS_READ_DIR;
	if (is_directory && rights & SANDBOX_MAKE)
		access |= LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE;
	return access;
}

static bool file_allow(int rules, const struct sandbox_file *file)
{
	int fd = open(file->path, O_PATH | O_CLOEXEC);
	struct landlock_path_beneath_attr rule = { .parent_fd = fd };
	struct stat st;
	bool is_done;

	if (fd < 0)
		return errno == ENOENT;
	if (fstat(fd, &st) != 0) {
		(void)close(fd);
		return false;
	}
	rule.allowed_access = rights_of(file->rights, S_ISDIR(st.st_mode));
	is_done = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
	(void)close(fd);
	return is_done;
}

bool sandbox_files(const struct sandbox_file *file, size_t n)
{
	struct landlock_ruleset_attr attributes = { .handled_access_fs = HANDLED };
	bool is_done = true;
	int rules;

	if (!sandbox_has_files())
		return true;
	rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
	if (rules < 0)
		return false;
	for (size_t i = 0; is_done && i < n; i++)
		is_done = file_allow(rules, &file[i]);
	is_done = is_done && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
		  syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	(void)close(rules);
	return is_done;
}

/* --- system calls */

#define CALL(name) SCMP_SYS(name)

static const int calls_of_all[] = {
	CALL(read),
	CALL(write),
	CALL(readv),
	CALL(writev),
	CALL(close),
	CALL(lseek),
	CALL(epoll_wait),
	CALL(epoll_pwait),
	CALL(epoll_ctl),
	CALL(poll),
	CALL(ppoll),
	CALL(recvmsg),
	CALL(sendmsg),
	CALL(recvfrom),
	CALL(sendto),
	CALL(shutdown),
	CALL(clock_gettime),
	CALL(clock_nanosleep),
	CALL(nanosleep),
	CALL(gettimeofday),
	CALL(time),
	CALL(getrandom),
	CALL(futex),
	CALL(sched_yield),
	CALL(getpid),
	CALL(gettid),
	CALL(munmap),
	CALL(mremap),
	CALL(madvise),
	CALL(brk),
	CALL(mlock),
	CALL(mlock2),
	CALL(munlock),
	CALL(rt_sigprocmask),
	CALL(rt_sigreturn),
	CALL(rt_sigaction),
	CALL(sigaltstack),
	CALL(exit),
	CALL(exit_group),
	CALL(tgkill),
	CALL(restart_syscall),
	CALL(rseq),
	CALL(set_robust_list),
	CALL(fcntl),
	CALL(fstat),
	CALL(newfstatat),
	CALL(uname),
	CALL(getuid),
	CALL(geteuid),
	CALL(getgid),
	CALL(getegid),
	CALL(sysinfo),
	CALL(sched_getaffinity),
	CALL(prlimit64),
	CALL(getcpu),
	CALL(statx),
};

/* Opening and reading what Landlock leaves, and the locks of SQLite. */
static const int calls_of_readers[] = {
	CALL(open),	CALL(openat),	  CALL(stat),	    CALL(lstat),
	CALL(access),	CALL(faccessat),  CALL(faccessat2), CALL(pread64),
	CALL(readlink), CALL(readlinkat), CALL(getcwd),	    CALL(getdents64),
	CALL(flock),	CALL(pwrite64),	  CALL(ftruncate),  CALL(fallocate),
};

static const int calls_of_writers[] = {
	CALL(fsync),	 CALL(fdatasync), CALL(unlink), CALL(unlinkat), CALL(rename),
	CALL(renameat),	 CALL(renameat2), CALL(mkdir),	CALL(fchmod),	CALL(fchown),
	CALL(utimensat), CALL(umask),	  CALL(msync),	CALL(statfs),	CALL(fstatfs),
	CALL(link),	 CALL(linkat),
};

/* A worker takes connections; it can neither make nor bind a socket. */
static const int calls_of_worker[] = {
	CALL(accept),	   CALL(accept4),  CALL(getsockopt), CALL(setsockopt), CALL(getpeername),
	CALL(getsockname), CALL(sendfile), CALL(sendmmsg),   CALL(eventfd2),
};

static bool allow(scmp_filter_ctx filter, const int *call, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call[i], 0);

		/* -EDOM: no such call on this machine */
		if (result < 0 && result != -EDOM)
			return false;
	}
	return true;
}

#define ALLOW(filter, list) allow((filter), (list), sizeof(list) / sizeof((list)[0]))

/* Pango asks for fonts in threads of its own. A thread, never a process; what the newer call wants
 * cannot be looked at by a filter, so it is said not to be there and the C library takes the older.
 */
static bool allow_threads(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp thread =
		SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VM);

	return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, &thread) == 0 &&
	       seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
}

static bool allow_kind(scmp_filter_ctx filter, enum child_kind kind)
{
	if (!ALLOW(filter, calls_of_all) || !ALLOW(filter, calls_of_readers))
		return false;
	switch (kind) {
	case CHILD_WORKER:
		return ALLOW(filter, calls_of_worker);
	case CHILD_KEEPER:
	case CHILD_WRITER:
		return ALLOW(filter, calls_of_writers);
	case CHILD_PRESS:
		return allow_threads(filter);
	case CHILD__COUNT:
		break;
	}
	return true;
}

/* Memory can be had, but not memory that is executed. */
static bool allow_memory(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);

	return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, &no_code) == 0 &&
	       seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, &no_code) == 0;
}

bool sandbox_calls(enum child_kind kind)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	bool is_done;

	if (!filter)
		return false;
	is_done = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
		  allow_kind(filter, kind) && allow_memory(filter) && seccomp_load(filter) == 0;
	seccomp_release(filter);
	return is_done;
}
