/* Records of pages: any bytes are a message or none, and what was taken can be written and read. */
#include "audit.pb-c.h"
#include "fuzz.h"
#include "preferences.h"
#include "preferences.pb-c.h"
#include "record.h"

static void preferences(struct arena *a, struct bytes b)
{
	struct preferences p, again;

	preferences_unpack(a, b, &p);
	HOLD(p.notebook.n && p.n_never_tool <= PREFERENCES_TOOLS_MAX);
	preferences_unpack(a, preferences_pack(a, &p), &again);
	HOLD(str_equal(p.name, again.name) && str_equal(p.notebook, again.notebook));
	HOLD(p.role == again.role && p.exit_target == again.exit_target && p.step == again.step);
	HOLD(p.n_never_tool == again.n_never_tool && p.begun.s == again.begun.s);
}

static void message(struct arena *a, const ProtobufCMessageDescriptor *type, struct bytes b)
{
	const ProtobufCMessage *m = record_unpack(a, type, b);

	if (m)
		HOLD(record_unpack(a, type, record_pack(a, m)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const ProtobufCMessageDescriptor *const types[] = {
		&audit__note__descriptor,
		&preferences__preferences__descriptor,
	};
	struct bytes b = { data, n };
	struct arena a;

	arena_init(&a, (size_t)256 << 10, (size_t)64 << 20);
	preferences(&a, b);
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		message(&a, types[i], b);
	arena_end(&a);
	return 0;
}
