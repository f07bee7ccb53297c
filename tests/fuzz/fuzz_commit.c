/* fuzz_commit: bytes as the writer gets them. What is read writes back to the same bytes. */
#include <stddef.h>
#include <stdint.h>
#include "ensure.h"
#include "store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct commit commit;
	struct arena a;

	if (!err_is(commit_read(&commit, (struct bytes){ data, size }), ERR_NONE))
		return 0;
	arena_init(&a, 1u << 16, 64u << 20);
	struct bytes again = commit_write(&commit, &a);

	ASSERT(str_equal(str_bytes(again), str_bytes((struct bytes){ data, size })));
	arena_end(&a);
	return 0;
}
