/* loinc: codes of LOINC, the international list of what is measured.
 *
 * The last digit of a code is computed from the others (mod 10), so that a code that was mistyped,
 * or invented, is seen. Answers ("LA6568-5") have a check digit too, some further on than that of
 * the same digits in a term: by five when they are even in number, by two when odd. Pure. */
#pragma once
#include "str.h"

/* Is this a well-formed term ("44249-1") or answer ("LA6568-5") whose check digit is right? */
bool loinc_is_sound(struct str code);
