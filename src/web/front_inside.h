/* front_inside: what the front*.c files share and nobody else includes. */
#pragma once
#include <microhttpd.h>
#include <netinet/in.h>
#include "front.h"
#include "front_deadline.h"
#include "front_guard.h"

#define SPARE_REQUESTS_MAX 128
#define CACHE_SLOTS	   64
#define STREAM_PENDING_MAX 256
#define STREAM_BUCKETS	   1024

enum front_state {
	FRONT_HEAD,	/* the request line is there */
	FRONT_BODY,	/* the guard has passed the head */
	FRONT_WAITING,	/* suspended; another process is asked */
	FRONT_ANSWERED, /* resumed; the handler has to run again */
	FRONT_SENDING,
	FRONT_STREAM,
};

struct front_link {		  /* one connection */
	struct deadline deadline; /* first, so that a deadline can be made a link */
	int fd;
	struct front *front;
	struct front_request *request; /* the one on its way, or NULL */
};

struct stream {			/* of a request in FRONT_STREAM */
	struct stream *next;	/* with the same bucket of `of.space` */
	struct stream *younger; /* of all, in the order of opening */
	struct stream *older;
	struct http_stream of;
	bool is_listed, is_ended;
	bool is_marked; /* `mark` is what front_watch saw last */
	uint64_t mark;
	uint8_t pending[STREAM_PENDING_MAX];
	size_t pending_n;
};

struct front_request {
	struct exchange x;
	struct front *front;
	struct front_link *link;
	struct MHD_Connection *connection;
	enum front_state state;
	struct arena lasting;
	struct str uri;
	struct guard guard;
	uint8_t *body;
	size_t body_n, body_cap;
	uint64_t id; /* of the question out now, 0: none; its low half is a slot of front->asked */
	bool is_suspended;
	bool is_past; /* answered by library_pass */
	struct stream stream;
	struct front_request *next_spare;
};

struct front_cached { /* a response that lives as long as the program */
	const uint8_t *body;
	int status;
	uint64_t hash; /* of the headers */
	struct MHD_Response *response;
};

struct front {
	struct MHD_Daemon *daemon;
	struct front_calls calls;
	struct front_options options;
	struct deadline_list deadlines;
	struct arena run;
	size_t n_links, n_requests;
	size_t body_bytes; /* of all requests together */
	bool is_quiet;
	struct stream *bucket[STREAM_BUCKETS]; /* of streams, by space */
	struct stream *oldest, *youngest;
	size_t n_streams;
	struct front_request *spare;
	size_t n_spare;
	struct front_request **asked; /* by slot */
	uint32_t *free_slot, n_free;
	uint32_t serial;
	struct front_cached cache[CACHE_SLOTS];
	char header_name[128], header_value[4096]; /* scratch */
	uint8_t random[1024];			   /* drawn in advance, erased as it is taken */
	size_t random_left;
};

/* front_request.c */
void *request_see_uri(void *front, const char *uri, struct MHD_Connection *connection);
void request_forget_cookie(struct front_request *r);
enum MHD_Result request_handle(void *front, struct MHD_Connection *connection, const char *url,
			       const char *method, const char *version, const char *upload,
			       size_t *upload_n, void **context);
void request_complete(void *front, struct MHD_Connection *connection, void **context,
		      enum MHD_RequestTerminationCode code);
void request_answer(struct front_request *r, struct bytes answer);
void request_fail(struct front_request *r);
void request_free(struct front_request *r);
/* Answers what the library would refuse by itself, perhaps before there is a request. */
enum MHD_Result request_refuse(struct MHD_Connection *connection, unsigned status);
struct front_link *link_of(struct MHD_Connection *connection);

/* front_body.c: false when there is no room left for bodies */
bool body_take(struct front_request *r, const char *upload, size_t n);
void body_free(struct front_request *r);

/* front_client.c */
void client_find(struct front_request *r);

/* front_respond.c */
enum MHD_Result respond(struct front_request *r);
void respond_cache_end(struct front *f);

/* front_library.c */
bool answers_find(void); /* once, before the first connection */
enum MHD_Result answers_queue(struct MHD_Connection *connection, unsigned status,
			      struct MHD_Response *response);
/* A whole head was read and a header refused: the library would go on all the same and send our
 * headers twice. Then library_pass sends the answer past it, once, and has it close the line; under
 * TLS there is no way past, and the line is closed without an answer. */
bool library_goes_on(struct MHD_Connection *connection);
enum MHD_Result library_pass(struct front_request *r);

/* front_stream.c */
struct MHD_Response *stream_begin(struct front_request *r);
/* It may stay for hours: gives back and wipes all that the request brought, cookie first. */
void stream_settle(struct front_request *r);
void stream_beat(struct front_request *r);  /* its time has come */
void stream_leave(struct front_request *r); /* out of the lists; not one of them is fine */
void streams_end(struct front *f);
