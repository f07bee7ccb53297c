#include "journey_incident.h"
#include "approach_use.h"
#include "card_use.h"
#include "incident_use.h"
#include "safety_use.h"
#include "text.h"

#define HELPS_SECTION 1	 /* of the calming card: what helps me */
#define FIRST_RATING  40 /* of a step nobody has rated yet: the middle of where one begins */

fallible journey_incident_is_afraid(struct act *a, bool *ret)
{
	return safety_is_paused(a, ret);
}

/* --- the calming card */
static bool is_on_card(struct act *a, const struct card *c, struct str line)
{
	struct str folded = text_fold(a->arena, line);

	for (size_t i = 0; i < c->n; i++)
		if (c->line[i].section == HELPS_SECTION &&
		    str_equal(text_fold(a->arena, card_line_words(CARD_CALMING, &c->line[i])),
			      folded))
			return true;
	return false;
}

/* A line of a card is one line. */
static bool is_line(struct str s)
{
	return s.n && text_length(s) <= CARD_LINE_MAX && text_is_clean(s, false);
}

static struct str line_of(const struct incident *incident, unsigned help)
{
	return help ? str_c(incident_help_line(help)) : incident->helped_words;
}

fallible journey_incident_calming(struct act *a, uint32_t *ret_there)
{
	struct card *card = arena_new(a->arena, struct card);
	const struct code_row *row;

	*ret_there = 0;
	TRY(card_find(a, CARD_CALMING, card));
	for (size_t i = 0; (row = incident_row(INCIDENT_HELPS, i)); i++)
		if (is_on_card(a, card, str_c(incident_help_line(row->number))))
			*ret_there |= INCIDENT_BIT(row->number);
	return OK;
}

static fallible read_offers(struct act *a, const struct incident *incident,
			    struct journey_incident *ret)
{
	struct card *card = arena_new(a->arena, struct card);

	if (!incident->helped && !is_line(incident->helped_words))
		return OK;
	TRY(card_find(a, CARD_CALMING, card));
	for (unsigned help = 0; help < 32 && ret->n < INCIDENT_ROWS_MAX; help++) {
		struct str line = line_of(incident, help);
		bool is_noted = help ? (incident->helped & INCIDENT_BIT(help)) != 0 : is_line(line);

		if (is_noted && !is_on_card(a, card, line))
			ret->offer[ret->n++] = (struct journey_incident_offer){ help, line };
	}
	return OK;
}

/* As a tick when the card offers these very words, else as an own line. */
static void send_line(struct str line, struct card_sent *sent)
{
	const struct card_chip *chip;

	for (size_t i = 0; (chip = card_chip(CARD_CALMING, HELPS_SECTION, i)); i++)
		if (str_equal(str_c(chip->words), line)) {
			sent->chips[HELPS_SECTION] |= 1U << chip->number;
			return;
		}
	sent->own[sent->n].section = HELPS_SECTION;
	sent->own[sent->n++].text = line;
}

fallible journey_incident_calm(struct act *a, const struct incident *incident, unsigned help,
			       enum journey_incident_refusal *ret)
{
	struct card *card = arena_new(a->arena, struct card);
	struct card_sent *sent = arena_new(a->arena, struct card_sent);
	struct str line = line_of(incident, help);
	enum card_refusal refusal;

	*ret = JOURNEY_INCIDENT_FULL;
	TRY(card_find(a, CARD_CALMING, card));
	if (is_on_card(a, card, line)) {
		*ret = JOURNEY_INCIDENT_FINE;
		return OK;
	}
	if (!is_line(line) || card->n == CARD_LINES_MAX)
		return OK;
	card_sent_of(card, sent);
	send_line(line, sent);
	TRY(card_save(a, CARD_CALMING, card->version, sent, &refusal));
	*ret = refusal ? JOURNEY_INCIDENT_FULL : JOURNEY_INCIDENT_FINE;
	return OK;
}

/* --- small steps */
static fallible find_on_list(struct act *a, struct str text, struct id16 *ret_id, bool *ret)
{
	struct str folded = text_fold(a->arena, text);
	struct approach_item *item;
	size_t n;

	*ret = false;
	TRY(approach_items(a, &item, &n));
	for (size_t i = 0; i < n && !*ret; i++) {
		*ret = str_equal(text_fold(a->arena, item[i].text), folded);
		*ret_id = item[i].id;
	}
	return OK;
}

fallible journey_incident_read(struct act *a, const struct incident *incident,
			       struct journey_incident *ret)
{
	struct id16 id;
	bool is_there;

	*ret = (struct journey_incident){ 0 };
	TRY(read_offers(a, incident, ret));
	if (incident->avoided.n == 0)
		return OK;
	TRY(find_on_list(a, incident->avoided, &id, &is_there));
	ret->can_step = !is_there;
	return OK;
}

static enum approach_area area_of(unsigned where)
{
	static const struct {
		const char *where;
		enum approach_area area;
	} table[] = { { "visit", APPROACH_PEOPLE }, { "bed", APPROACH_FEELINGS } };

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (incident_number(INCIDENT_WHERES, str_c(table[i].where)) == where)
			return table[i].area;
	return APPROACH_PLACES;
}

fallible journey_incident_step(struct act *a, const struct incident *incident, struct id16 *ret_id,
			       enum journey_incident_refusal *ret)
{
	struct approach_item item = { .text = incident->avoided,
				      .area = area_of(incident->where),
				      .rating = FIRST_RATING };
	enum approach_refusal refusal = APPROACH_FINE;
	bool is_there;

	TRY(find_on_list(a, item.text, ret_id, &is_there));
	if (!is_there) {
		TRY(approach_add(a, &item, &refusal));
		*ret_id = item.id;
	}
	*ret = refusal ? JOURNEY_INCIDENT_FULL : JOURNEY_INCIDENT_FINE;
	return OK;
}
