/* data: which files of the data directory a process may still open. The server secrets may stand
 * among them; nobody but the keeper reads those. */
#pragma once
#include "serve.h"

/* The walls of the writer, or of a worker: it reads databases and logs; the logs' indexes are
 * memory shared in a file, in which every reader marks what it holds. false: the kernel refused. */
bool data_close(const struct serve_options *options, bool is_writer);
