/* record: Protocol Buffers messages in and out of arenas. Rooms keep their records as one message
 * per page. */
#pragma once
#include <protobuf-c/protobuf-c.h>
#include "arena.h"

struct record_memory {
	ProtobufCAllocator allocator; /* frees nothing: the arena does */
};

/* What protobuf-c unpacks into: pass &ret->allocator. */
void record_memory_init(struct record_memory *ret, struct arena *a);

/* NULL when the bytes are not such a message. Owner: the arena. */
ProtobufCMessage *record_unpack(struct arena *a, const ProtobufCMessageDescriptor *type,
				struct bytes b);
struct bytes record_pack(struct arena *a, const ProtobufCMessage *message);

/* Text fields of messages are NUL-terminated. */
char *record_text(struct arena *a, struct str s);
ProtobufCBinaryData record_data(struct arena *a, struct bytes b);
/* The id in such a field; zeroes when it holds none. */
struct id16 record_id(ProtobufCBinaryData b);

/* The repeated field of pointers with one more at its end; *n counts them. Owner: the arena. */
void *record_add(struct arena *a, const void *list, size_t *n, void *one);
