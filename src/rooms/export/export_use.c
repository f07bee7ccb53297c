#include "export_use.h"
#include "keeper.h"
#include "passphrase.h"

struct str export_suggest(struct act *a)
{
	return passphrase_make(a->secret, &a->draw);
}

const char *export_refuse_words(struct act *a, struct str words)
{
	return passphrase_refusal(a->secret, words, a->preferences->name);
}

fallible export_begin_lock(struct act *a, struct str words, struct age_file *ret)
{
	struct bytes answer;

	ret->work = AGE_WORK;
	draw_bytes(&a->draw, ret->salt, sizeof ret->salt); /* the same question in every run */
	TRY(act_ask(a, PORT_KEEPER, keeper_ask_file(a->secret, words, ret->salt), &answer));
	TRY(keeper_read_file(answer, &ret->stretched));
	random_bytes(ret->file_key, sizeof ret->file_key);
	random_bytes(ret->nonce, sizeof ret->nonce);
	return OK;
}

struct bytes export_lock(struct act *a, const struct age_file *f, struct bytes text)
{
	return age_lock(a->arena, f, text);
}
