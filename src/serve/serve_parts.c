#include <stdio.h>
#include <time.h>
#include "crypt.h"
#include "keeper.h"
#include "serve.h"

static void *vault_open(const struct serve_options *options)
{
	struct keeper *k = NULL;
	crypt_start();
	struct err e = keeper_open(&k, str_c(options->secrets), time(NULL));

	if (!err_is(e, ERR_NONE))
		(void)fprintf(stderr, "The server secrets at %s could not be opened (%s).\n",
			      options->secrets, err_name(e));
	return k;
}

static bool vault_goes_first(void *keeper, struct bytes question, int64_t now)
{
	return keeper_goes_first(keeper, question, now);
}

static void vault_answer(void *keeper, struct arena *a, struct bytes question, int64_t now,
			 struct bytes *ret_answer)
{
	keeper_answer(keeper, a, question, now, ret_answer);
}

const struct serve_keeper serve_keeper_vault = {
	.open = vault_open,
	.is_slow = keeper_is_slow,
	.goes_first = vault_goes_first,
	.answer = vault_answer,
	.refusal = keeper_refusal,
};

static void *store_open_writer(const struct serve_options *options)
{
	struct store_writer *w = NULL;
	const char *where = options->store ? options->store : options->data;
	struct err e = store_writer_open(&w, str_c(where));

	if (!err_is(e, ERR_NONE))
		(void)fprintf(stderr, "The databases in %s could not be opened (%s).%s\n", where,
			      err_name(e),
			      options->store && err_is(e, ERR_CONFIG)
				      ? " Give `rejoin migrate` this --store first."
				      : "");
	return w;
}

static void store_apply(void *writer, const struct commit *const commit[], size_t n,
			struct err ret[])
{
	store_writer_apply(writer, commit, n, ret);
}

static void store_idle(void *writer, int64_t now)
{
	store_writer_idle(writer, now);
}

static void store_close_writer(void *writer)
{
	store_writer_close(writer);
}

static bool store_is_writer_lost(void *writer)
{
	return store_writer_is_lost(writer);
}

const struct serve_writer serve_writer_store = {
	.open = store_open_writer,
	.apply = store_apply,
	.idle = store_idle,
	.close = store_close_writer,
	.is_lost = store_is_writer_lost,
};
