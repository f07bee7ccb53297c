/* The archive: one locked file with everything in every form. */
#include "export_page.h"
#include <jansson.h>
#include "csv.h"
#include "ensure.h"
#include "export.html.h"
#include "export_use.h"
#include "tar.h"
#include "words.h"

static const char readme[] =
	"What this is\r\n"
	"============\r\n"
	"A copy of one person's notebook, as it was on the day of these files.\r\n"
	"It was made by that person, for that person. It needs no server and no account.\r\n"
	"\r\n"
	"What is inside\r\n"
	"--------------\r\n"
	"index.html   Everything, to read. Open it with any web browser, also without a "
	"network.\r\n"
	"rejoin.json  Everything, for programs. JSON in UTF-8: one list of records for each "
	"part.\r\n"
	"tables       One table for each part. CSV in UTF-8: any spreadsheet program opens "
	"them.\r\n"
	"             An apostrophe at the front of a cell keeps it from being taken for a "
	"formula.\r\n"
	"Answers and plans about safety are in here only if that was ticked.\r\n"
	"\r\n"
	"Opening it again, years from now\r\n"
	"--------------------------------\r\n"
	"The file is locked in an open form called age, version 1 (age-encryption.org/v1), with "
	"a\r\n"
	"passphrase: scrypt, then ChaCha20-Poly1305. Any program that knows age opens it. With "
	"the\r\n"
	"one called age, in a terminal:\r\n"
	"\r\n"
	"    age -d -o notebook.tar notebook.tar.age\r\n"
	"    tar -xf notebook.tar\r\n"
	"\r\n"
	"It asks for the passphrase that was chosen when the copy was made. Nobody can open it\r\n"
	"without: there is no second way in, and the server that made it does not know it.\r\n"
	"\r\n"
	"Keeping it\r\n"
	"----------\r\n"
	"These files, once taken out, are not locked any more. Keep the locked one, and delete "
	"these\r\n"
	"when you have read them. Keep the passphrase in another place than the file.\r\n";

static void put_tables(struct tar *t, json_t *all)
{
	for (size_t i = 0; i < room_count; i++) {
		json_t *records = json_object_get(all, room_list[i]->name);

		if (!room_list[i]->add_records || !json_array_size(records))
			continue;
		tar_file(t,
			 arena_print(t->to->arena, "notebook/tables/%s.csv", room_list[i]->name));
		csv_records(t->to, records);
	}
}

static void put_all(struct visit *v, json_t *all, struct bulk *to)
{
	struct tar t = tar_begin(to, v->act.now);

	tar_file(&t, STR("notebook/README.txt"));
	bulk_str(to, str_c(readme));
	tar_file(&t, STR("notebook/index.html"));
	export_put_page(to, all, words_date(v->arena, act_today(&v->act)));
	tar_file(&t, STR("notebook/rejoin.json"));
	export_put_json(to, all);
	put_tables(&t, all);
	tar_end(&t);
}

static fallible show_archive(struct visit *v, int status)
{
	struct export_archive_view view = { .suggestion = export_suggest(&v->act),
					    .error = form_error_of(&v->form, "words"),
					    .again = form_error_of(&v->form, "again"),
					    .has_safety = export_has_safety(v) };

	export_archive_page(page_begin(v, "Locked copy", TAB_ME), &view);
	return page_end_status(v, status);
}

fallible export_get_archive(struct visit *v)
{
	return show_archive(v, 200);
}

fallible export_post_archive(struct visit *v)
{
	struct str words = form_raw(&v->form, "words");
	const char *refusal = export_refuse_words(&v->act, words);
	struct age_file *lock = arena_new(v->act.secret, struct age_file);
	struct bulk to = bulk_begin(v->arena, EXPORT_ARCHIVE_MAX);
	json_t *all;

	if (refusal)
		form_refuse(&v->form, "words", refusal);
	else if (!str_equal(words, form_raw(&v->form, "again")))
		form_refuse(&v->form, "again", "These are not the same words as above.");
	if (v->form.n_errors)
		return show_archive(v, 422);
	TRY(export_begin_lock(&v->act, words, lock));
	TRY(export_records(v, &all));
	if (all)
		put_all(v, all, &to);
	json_decref(all);
	if (!all || to.is_full)
		return export_show(v, EXPORT_TOO_LARGE, 422);
	return export_hand_over(v, "application/octet-stream", "notebook.tar.age",
				export_lock(&v->act, lock, bulk_done(&to)));
}
