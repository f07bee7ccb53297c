/* account: a person and their keys. The routes; the pages stand in account_sign_page.c and
 * account_keys_page.c. */
#include "account_page.h"

static const struct route account_routes[] = {
	{ HTTP_GET, "/sign-up", WHO_ANYONE, account_get_sign_up },
	{ HTTP_POST, "/sign-up", WHO_ANYONE, account_post_sign_up },
	{ HTTP_GET, "/sign-in", WHO_ANYONE, account_get_sign_in },
	{ HTTP_POST, "/sign-in", WHO_ANYONE, account_post_sign_in },
	{ HTTP_GET, "/recover", WHO_ANYONE, account_get_recover },
	{ HTTP_POST, "/recover", WHO_ANYONE, account_post_recover },
	{ HTTP_GET, "/second", WHO_HALF, account_get_second },
	{ HTTP_POST, "/second", WHO_HALF, account_post_second },
	{ HTTP_GET, "/again", WHO_PERSON, account_get_again, .is_for_two = true },
	{ HTTP_POST, "/again", WHO_PERSON, account_post_again, .is_for_two = true },
	{ HTTP_GET, "/lock", WHO_ANYONE, account_get_lock, .is_for_two = true },
	{ HTTP_POST, "/leave", WHO_ANYONE, account_post_leave, .is_leave = true },
	{ HTTP_GET, "/account", WHO_PERSON, account_get_keys },
	{ HTTP_GET, "/account/recovery", WHO_PERSON_AGAIN, account_get_recovery },
	{ HTTP_POST, "/account/recovery", WHO_PERSON_AGAIN, account_post_recovery },
	{ HTTP_POST, "/account/recovery/sheet", WHO_PERSON, account_post_sheet },
	{ HTTP_POST, "/account/recovery/stop", WHO_PERSON, account_post_recovery_stop },
	{ HTTP_GET, "/account/passphrase", WHO_PERSON_AGAIN, account_get_passphrase },
	{ HTTP_POST, "/account/passphrase", WHO_PERSON_AGAIN, account_post_passphrase },
	{ HTTP_GET, "/account/new-keys", WHO_PERSON_AGAIN, account_get_new_keys },
	{ HTTP_POST, "/account/new-keys", WHO_PERSON_AGAIN, account_post_new_keys, .speaks = true },
	{ HTTP_GET, "/account/verify", WHO_PERSON_AGAIN, account_get_verify },
	{ HTTP_POST, "/account/verify", WHO_PERSON_AGAIN, account_post_verify, .speaks = true },
	{ HTTP_GET, "/account/second", WHO_PERSON_AGAIN, account_get_factor },
	{ HTTP_POST, "/account/second", WHO_PERSON_AGAIN, account_post_factor },
	{ HTTP_POST, "/account/second/off", WHO_PERSON_AGAIN, account_post_factor_off },
	{ HTTP_POST, "/account/devices/forget", WHO_PERSON, account_post_forget },
	{ HTTP_POST, "/account/everywhere", WHO_PERSON, account_post_everywhere },
	{ HTTP_GET, "/account/delete", WHO_PERSON_AGAIN, account_get_delete },
	{ HTTP_POST, "/account/delete", WHO_PERSON_AGAIN, account_post_delete, .speaks = true },
};

const struct room room_account = { .name = "account", ROOM_ROUTES(account_routes) };
