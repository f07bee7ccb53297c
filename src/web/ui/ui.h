/* ui: what every page has in common. The shell stands around the page's own part; the components of
 * ui_view.h are shown by rooms' templates ({% use "ui.html.h" %}).
 *
 * The identity in three rules: one line at a card's left edge means only you, two lines mean both
 * of you, and words say it too; yellow means you are here, you chose this, or this waits for you;
 * serif is a person speaking. Red stands on emergency cards alone.
 *
 * Signed-in pages of the place Us load a second stylesheet, pair.css; a first visit never does. */
#pragma once
#include "html.h"
#include "icon.h"
#include "preferences.h"

enum tab { TAB_NONE, TAB_TODAY, TAB_US, TAB_HELP, TAB_LEARN, TAB_ME };

struct shell {
	const char *title; /* neutral but distinct: "List", shown as "List · Notebook" */
	enum tab here;	   /* the place in the bar */
	enum theme theme;  /* chosen by hand; THEME_DEVICE follows the device */
	bool is_signed_in;
	struct str notebook; /* the word in the tab and at the top; public pages say Rejoin */
	struct str run_by;   /* who runs this server, for the foot; may be empty */
	bool wide;	     /* room for a second column */
	bool is_together;    /* both are at this one phone: say so on every page */
	bool is_unverified;  /* a check of the notebook failed: say so on every page */
	bool has_words;	     /* a form for own words stands on it: never moves on by itself */
	bool has_manifest;   /* the page that keeps Help now on a phone */
	bool is_plain; /* for people who do not know this product: none of the above but the title
			*/
	int64_t idle_seconds; /* until the notebook locks; 0: nobody is signed in */
};

/* The document up to <main>, and from </main> on. Leave comes first in the order of tabbing and
 * needs neither script nor session. */
void shell_begin(struct html_out *o, const struct shell *s);
void shell_end(struct html_out *o, const struct shell *s);
