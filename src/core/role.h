/* role: what a person says of themselves. Only in code and in texts for professionals; on screen
 * people have names. */
#pragma once

enum role {
	ROLE_NONE, /* rather not say: both sides are shown */
	ROLE_PARTNER,
	ROLE_SURVIVOR,
};

/* What somebody is to the one who invites them. Stored. */
enum person_kind { PERSON_PARTNER = 1, PERSON_THERAPIST, PERSON_HELPER, PERSON_KIND__END };
