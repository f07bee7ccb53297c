/* account: routes, each run by a function of one of the page files. */
#pragma once
#include "room.h"

struct account_entry;

fallible account_get_sign_up(struct visit *v);
fallible account_post_sign_up(struct visit *v);
fallible account_get_sign_in(struct visit *v);
fallible account_post_sign_in(struct visit *v);
fallible account_get_recover(struct visit *v);
fallible account_post_recover(struct visit *v);
fallible account_get_second(struct visit *v);
fallible account_post_second(struct visit *v);
fallible account_get_again(struct visit *v);
fallible account_post_again(struct visit *v);
fallible account_get_lock(struct visit *v);
fallible account_post_leave(struct visit *v);

fallible account_get_keys(struct visit *v);
fallible account_get_recovery(struct visit *v);
fallible account_post_recovery(struct visit *v);
fallible account_post_sheet(struct visit *v);
fallible account_post_recovery_stop(struct visit *v);
fallible account_get_passphrase(struct visit *v);
fallible account_post_passphrase(struct visit *v);
fallible account_get_factor(struct visit *v);
fallible account_post_factor(struct visit *v);
fallible account_post_factor_off(struct visit *v);
fallible account_post_forget(struct visit *v);
fallible account_post_everywhere(struct visit *v);
fallible account_get_delete(struct visit *v);
fallible account_post_delete(struct visit *v);

fallible account_get_new_keys(struct visit *v);
fallible account_post_new_keys(struct visit *v);
fallible account_get_verify(struct visit *v);
fallible account_post_verify(struct visit *v);

/* The square code as a drawing; its words stand beside it, so it is hidden from readers. */
struct ui_qr account_qr(struct visit *v, struct str text);
/* The cookies of a new session go out; the old one is replaced. */
void account_give_cookies(struct visit *v, const struct account_entry *in);
