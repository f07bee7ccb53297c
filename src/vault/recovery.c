#include "recovery.h"
#include "signs.h"

_Static_assert(RECOVERY_TEXT_MAX == SIGNS_TEXT_MAX(sizeof(struct recovery_code)), "room for it");

void recovery_make(struct recovery_code *ret, struct draw *d)
{
	draw_bytes(d, ret->b, sizeof ret->b);
}

void recovery_write(char out[RECOVERY_TEXT_MAX], const struct recovery_code *code)
{
	signs_write(out, BYTES(code->b));
}

bool recovery_parse(struct recovery_code *ret, struct str text)
{
	return signs_read(ret->b, sizeof ret->b, text);
}

struct id16 recovery_rid(const struct recovery_code *code)
{
	struct key k = key_from(BYTES(code->b));

	KDF(&k, &k, "rj1/rid");
	return key_name(&k);
}
