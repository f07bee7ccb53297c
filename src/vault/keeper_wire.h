/* keeper_wire: how questions and answers stand in bytes. Inside the keeper only. */
#pragma once
#include "keeper.h"
#include "passphrase.h"
#include "wire.h"

enum question {
	ASK_NAME = 1,
	ASK_SIGN_IN,
	ASK_GOOD,
	ASK_KEK,
	ASK_RECOVER,
	ASK_RECOVER_STOP,
	ASK_LOOK,
	ASK_DEVICE_USED,
	ASK_DEVICE_DROP,
	ASK_DEVICE_ADD,
	ASK_TAG,
	ASK_DIR,
	ASK_DIR_CHECK,
	ASK_RATCHET,
	ASK_WORDS,
	ASK_CELLS,
	ASK_MATCH,
	ASK_TAKEN,
	ASK_FILE,
	ASK__END
};

#define QUESTION_MOST (PASSPHRASE_MAX + DOOR_BYTES + 512)
#define ANSWER_MOST   (LETTER_CELLS * LETTER_CELL + 64)

/* An attempt as it travels; what it points to is borrowed from the question. */
void attempt_read(struct wire_in *w, struct keeper_attempt *ret);

/* Around what an answer says: its first byte is an err_code, the keeper's refusal; nothing is left
 * over at its end. */
fallible keeper_answer_begin(struct bytes answer, struct wire_in *ret);
fallible keeper_answer_end(const struct wire_in *w);
