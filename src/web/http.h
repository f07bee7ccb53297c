/* http: one request and its response, apart from how they travel. The front (front.c, libmicrohttpd
 * under our own epoll loop) fills the request after its guard has passed it; web_handle fills the
 * response. */
#pragma once
#include "port.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_OTHER };

struct http_header {
	struct str name, value;
};

#define HTTP_BODY_MAX	 (512u << 10)
#define HTTP_HEADERS_MAX 24

struct http_request {
	enum http_method method;
	struct str path;  /* as sent, still percent-encoded, begins with '/' */
	struct str query; /* after '?', may be empty */
	struct str host, origin, sec_fetch_site, sec_fetch_dest, accept_language, user_agent,
		cookie, content_type, if_none_match;
	struct str body;    /* whole; overwritten when the request ends */
	uint8_t network[8]; /* the client's /24 or /56, zero-filled; from X-Forwarded-For only
			       behind a believed proxy */
	bool is_tls;	    /* here or at the believed proxy */
	bool is_oversize;   /* the body was larger than HTTP_BODY_MAX and was not taken */
	int refused; /* 0, or the status (400, 405, 411, 413, 503 or another of the library's)
			with which the front refused it: render that, ask nobody, trust nothing
			else in the request */
};

struct http_stream {
	struct id16 space;   /* speaks when a page of it was written */
	struct id32 session; /* ends with it, and at `until` at the latest */
	int64_t until;	     /* instant, seconds */
};

struct http_response {
	int status;
	struct http_header header[HTTP_HEADERS_MAX];
	size_t n_headers;
	struct bytes body; /* in the exchange's own buffer; wiped when sent */
	bool is_static;	   /* body lives as long as the program; not wiped, not copied */
	bool is_stream;	   /* server-sent events: the connection stays and says `look` */
	struct http_stream stream;
	bool is_close;
};

/* One request on its way. The front owns it; it lives until the response is sent and is wiped then.
 */
struct exchange {
	struct http_request request;
	struct http_response response;
	struct arena *arena;   /* for this run only: reset before each run */
	struct arena *lasting; /* until the response is sent: response body and headers */
	struct port_memo memo;
	uint8_t seed[32];  /* random; ids are drawn from it so that a second run draws the same */
	int64_t now;	   /* instant of arrival, seconds; the same in every run */
	struct bytes tell; /* in `lasting`: a lazy commit that goes to the writer with the response;
			      nobody waits for its answer. Cleared before each run */
	void *front;	   /* the front's own */
	bool asks_day;	   /* the kernel's: the day's key is this request's first question */
	bool is_committing; /* the kernel's: the answer waited for is the writer's */
	int tries;	    /* the kernel's: runs that ended in a conflict */
};

enum http_step { HTTP_DONE, HTTP_WAIT };

/* does   runs the request as far as it goes. WAIT: memo.is_pending, the front sends the question,
 * suspends, appends the answer to the memo, and calls again. DONE: the response is complete. never
 * fails: every failure is a response */
enum http_step web_handle(void *web, struct exchange *x);
