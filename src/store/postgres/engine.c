#include "postgres.h"

/* Copies are made with the server's own programs (docs/operations.md). */
const struct store_engine store_engine_postgres = {
	.reading = &postgres_reading,
	.writing = &postgres_writing,
	.make = postgres_make,
	.check = postgres_check,
};
