/* store_kit: what the tests of the store share: a directory of their own, names, commits. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "store.h"

#define KIT_OK(call) assert_string_equal(err_name(call), "NONE")

/* New and empty, below the system's folder for such. The name stays for the next seven. */
const char *kit_directory(void);
/* Directories from now on in memory, where there is such a folder: for tests to which the disk's
 * own sync means nothing. */
void kit_in_memory(void);
void kit_remove(const char *directory);
/* New and empty, for the engine under test: a directory, or, when REJOIN_TEST_STORE names a server
 * (postgres.py), a schema of its own there. Goes with kit_remove. */
const char *kit_store(void);
bool kit_is_server(void);
/* A directory of its own that holds the databases and logs of another. */
const char *kit_copy(const char *directory);
struct id16 kit_id16(uint32_t n);
struct id32 kit_id32(uint32_t n);
/* `size` bytes that only (name, round) give. */
struct bytes kit_blob(struct arena *a, uint32_t name, uint32_t round, size_t size);
/* Is it such a blob of `name`? *ret_round says of which round. */
bool kit_blob_is_whole(struct bytes b, uint32_t name, uint32_t *ret_round);
/* Applies one commit and empties it. */
struct err kit_apply(struct store_writer *w, struct commit *c);
bool kit_file_has(const char *directory, const char *name, struct bytes needle);

/* A store with its writer and a reader, for a test of its own. */
struct bed {
	const char *directory; /* or the address on a server */
	struct store_writer *writer;
	struct store *store;
	struct arena arena;
	struct commit commit;
};

int bed_make(void **state);
int bed_remove(void **state);
#define TEST(name) cmocka_unit_test_setup_teardown(name, bed_make, bed_remove)

/* A page whose blob tells its name and version. */
struct err bed_put_page(struct bed *bed, uint32_t space, uint32_t page, uint32_t ver_was,
			size_t size);
void bed_assert_page(struct bed *bed, uint32_t space, uint32_t page, uint32_t ver);
