#include "record.h"

static void *take(void *arena, size_t size)
{
	return arena_take(arena, size);
}

static void leave_it(void *arena, void *pointer)
{
	(void)arena;
	(void)pointer;
}

void record_memory_init(struct record_memory *ret, struct arena *a)
{
	ret->allocator =
		(ProtobufCAllocator){ .alloc = take, .free = leave_it, .allocator_data = a };
}

ProtobufCMessage *record_unpack(struct arena *a, const ProtobufCMessageDescriptor *type,
				struct bytes b)
{
	struct record_memory memory;

	record_memory_init(&memory, a);
	ProtobufCMessage *m = protobuf_c_message_unpack(type, &memory.allocator, b.n, b.p);

	/* protobuf-c takes a field numbered 0 and keeps it, but would not read it again once
	 * packed. */
	for (unsigned i = 0; m && i < m->n_unknown_fields; i++)
		if (m->unknown_fields[i].tag == 0)
			return NULL;
	return m;
}

struct bytes record_pack(struct arena *a, const ProtobufCMessage *message)
{
	size_t n = protobuf_c_message_get_packed_size(message);
	uint8_t *p = arena_take(a, n ? n : 1);

	return (struct bytes){ p, protobuf_c_message_pack(message, p) };
}

char *record_text(struct arena *a, struct str s)
{
	return (char *)(uintptr_t)arena_str(a, s).p;
}

ProtobufCBinaryData record_data(struct arena *a, struct bytes b)
{
	return (ProtobufCBinaryData){ .len = b.n,
				      .data = (uint8_t *)(uintptr_t)arena_bytes(a, b).p };
}

struct id16 record_id(ProtobufCBinaryData b)
{
	struct id16 id = { 0 };

	if (b.len == sizeof id.b)
		memcpy(id.b, b.data, sizeof id.b);
	return id;
}

void *record_add(struct arena *a, const void *list, size_t *n, void *one)
{
	void **longer = arena_array(a, void *, *n + 1);

	if (*n)
		memcpy(longer, list, *n * sizeof *longer);
	longer[(*n)++] = one;
	return longer;
}
