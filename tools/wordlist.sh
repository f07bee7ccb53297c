#!/bin/sh
# wordlist.sh FOLDER > src/vault/words.def: make the list of the passphrase words.
# FOLDER holds SCOWL's word lists (Debian package scowl: /usr/share/dict/scowl).
# Common words first; plain lower case, 4 to 8 letters, no simple inflections, no two with the same
# first four letters, none that begins with a stem of the stop list: nothing that wounds, frightens,
# insults or sounds like a symptom, nothing rude, no trade's jargon.
set -eu
folder=$1
stop=$(sed 's/#.*//' "$(dirname "$0")/wordlist.stop")
pool=$(for size in 10 20 35 40; do
	# Sorted by their ends, so that the last of the lists is not used up by the letter A.
	cat "$folder/english-words.$size" "$folder/american-words.$size" | rev | LC_ALL=C sort | rev
done | grep -E '^[a-z]{2,8}$')
cat <<'H'
/* The passphrase words: 2,048, no two with the same first four letters. Made by tools/wordlist.sh from
 * SCOWL (Spell Checker Oriented Word Lists), as Debian packages it, under this notice:
 *
 * Copyright 2000-2011 by Kevin Atkinson
 *
 * Permission to use, copy, modify, distribute and sell these word lists, the associated scripts, the
 * output created from the scripts, and its documentation for any purpose is hereby granted without
 * fee, provided that the above copyright notice appears in all copies and that both that copyright
 * notice and this permission notice appear in supporting documentation. Kevin Atkinson makes no
 * representations about the suitability of this array for any purpose. It is provided "as is"
 * without express or implied warranty. */
H
printf '%s\n' "$pool" | LC_ALL=C awk -v stop="$stop" '
BEGIN { n_stop = split(stop, stem, /[ \t\n]+/) }
{ is[$0] }
length($0) >= 4 { word[++n] = $0 }
function has(base) { return base in is || (base "e") in is }
function doubled(x, k) { return substr(x, k, 1) == substr(x, k - 1, 1) && (substr(x, 1, k - 1) in is) }
function inflected(x,  k) {
	k = length(x)
	return x ~ /[^s]s$/ || x ~ /(ier|iest|ied|ily|ness)$/ ||
	       x ~ /ing$/ && (has(substr(x, 1, k - 3)) || doubled(x, k - 3)) ||
	       x ~ /ed$/ && (has(substr(x, 1, k - 2)) || doubled(x, k - 2)) ||
	       x ~ /er$/ && has(substr(x, 1, k - 2)) || x ~ /est$/ && has(substr(x, 1, k - 3)) ||
	       x ~ /ly$/ && (substr(x, 1, k - 2) in is)
}
function stopped(x,  i) {
	for (i = 1; i <= n_stop; i++)
		if (stem[i] != "" && (index(x, stem[i]) == 1 || stem[i] == x "."))
			return 1
	return 0
}
END {
	for (i = 1; i <= n && kept < 2048; i++) {
		first = substr(word[i], 1, 4)
		if (first in taken || inflected(word[i]) || stopped(word[i])) continue
		taken[first]; out[++kept] = word[i]
	}
	if (kept < 2048) { print "too few words: " kept > "/dev/stderr"; exit 1 }
	for (i = 1; i <= kept; i++) print out[i] | "sort"
}' | sed 's/.*/WORD("&")/'
