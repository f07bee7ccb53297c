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

	/* Drawn: the same in every run of this request, of which only the last hands its file over.
	 */
	ret->work = AGE_WORK;
	draw_bytes(&a->draw, ret->salt, sizeof ret->salt);
	TRY(act_ask(a, PORT_KEEPER, keeper_ask_file(a->secret, words, ret->salt), &answer));
	TRY(keeper_read_file(answer, &ret->stretched));
	draw_bytes(&a->draw, ret->file_key, sizeof ret->file_key);
	draw_bytes(&a->draw, ret->nonce, sizeof ret->nonce);
	return OK;
}

struct bytes export_lock(struct act *a, const struct age_file *f, struct bytes text)
{
	return age_lock(a->arena, f, text);
}
