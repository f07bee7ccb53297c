/* What the account's templates read. */
#pragma once
#include "ui_view.h"

struct account_country {
	struct str code, name;
	bool is_chosen;
};

struct account_sign_up_view {
	struct str name, suggestion;
	const struct account_country *country;
	size_t n_countries;
	const char *name_error, *passphrase_error;
};

struct account_sign_in_view {
	struct str name;
	const char *notice; /* why this page is here: kept words, locked */
	const char *error;
	bool is_own_device, is_demo;
};

struct account_code_view { /* one field, one button: recovery code, second factor, passphrase once
			      more */
	const char *error;
	struct str to;
	bool is_changed; /* right after a changed passphrase */
};

struct account_sheet_view {
	struct str code;
	struct ui_qr qr;
	struct str name;
	bool is_first;	 /* right after sign-up */
	struct url next; /* where to after it */
};

struct account_renewed_view {
	struct account_sheet_view sheet;
	size_t n_left_out; /* pages that were not what their owner wrote */
};

struct account_device_view {
	struct str id, label, added, used;
	bool is_this;
};

struct account_note_view {
	struct str when, about;
	const char *words;
};

struct account_overview_view {
	bool has_second, is_recovery_waiting;
	const struct account_device_view *device;
	size_t n_devices, n_sessions;
	const struct account_note_view *note;
	size_t n_notes;
};

struct account_passphrase_view {
	struct str suggestion;
	const char *error;
	bool is_recovered;
};

struct account_second_view {
	struct str secret_hex, secret_text;
	struct ui_qr qr;
	const char *error;
};
