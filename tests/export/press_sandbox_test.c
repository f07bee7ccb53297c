/* The press works behind the walls it is put behind: scripts it has not touched before included. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <fcntl.h>
#include <cmocka.h>
#include "press.h"
#include "sandbox.h"

/* In the child, where a failed assertion would be another process's. Exit codes name the step. */
static _Noreturn void press_behind_walls(void)
{
	static const struct sandbox_file fonts[] = {
		{ "/usr/share/fonts", SANDBOX_READ | SANDBOX_LIST },
		{ "/usr/share/fontconfig", SANDBOX_READ | SANDBOX_LIST },
		{ "/etc/fonts", SANDBOX_READ | SANDBOX_LIST },
		{ "/var/cache/fontconfig", SANDBOX_READ | SANDBOX_LIST },
	};
	static const struct press_paragraph rows[] = {
		{ PRESS_BODY, STR("\xE0\xB8\xAA\xE0\xB8\xA7\xE0\xB8\xB1\xE0\xB8\xAA") },
		{ PRESS_BODY, STR("\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D") },
		{ PRESS_CODE, STR("ABCD") },
	};
	struct press_job job = {
		.title = STR("Behind walls"), .paragraph = rows, .n_paragraphs = 3, .qr = STR("x")
	};
	struct arena a;
	struct bytes pdf;

	arena_init_secret(&a, (size_t)1 << 20, PRESS_ARENA_CAP);
	void *press = serve_press_export.open(NULL);

	if (!press)
		_exit(10);
	if (!sandbox_files(fonts, sizeof fonts / sizeof *fonts) || !sandbox_calls(CHILD_PRESS))
		_exit(11);
	if (socket(AF_INET, SOCK_STREAM, 0) >= 0)
		_exit(12);
	if (sandbox_has_files() && open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0)
		_exit(13);
	serve_press_export.answer(press, &a, press_question(&a, &job), &pdf);
	_exit(pdf.n > 500 && memcmp(pdf.p, "%PDF", 4) == 0 ? 0 : 14);
}

static void pages_come_from_behind_the_walls(void **state)
{
	int status;

	(void)state;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0)
		press_behind_walls();
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_come_from_behind_the_walls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
