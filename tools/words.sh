#!/bin/bash
# words.sh [ROOT]: what may not stand in the project. The letters in brackets keep this file out of its own net.
# Paths of one machine, addresses of package sources, marks of unfinished work, words on how the project was made,
# and a promise that would not be true.
cd "${1:-$(dirname "$0")/..}" || exit 1
bad=0
look() { # what it is, pattern, more grep options
	local what=$1 pattern=$2
	shift 2
	local hits
	hits=$(grep -rnIE${case-i} "$pattern" . --exclude-dir={.git,build,node_modules} --exclude-dir='build-*' --exclude=.git "$@" | cut -c1-160)
	[ -z "$hits" ] || { printf 'error: %s\n%s\n' "$what" "$hits"; bad=1; }
}
look 'a path of one machine' '/wor[k]/|/hom[e]/[a-z]|/tm[p]/bash_'
look 'an address of a package source' 'deb[.]debia[n]|regist[r]y\.npm|py[p]i\.|snapsh[o]t\.debian|crat[e]s\.io|nodes[o]urce'
case= look 'unfinished work' '\b(TO[D]O|FIX[M]E|X[X]X)\b'
look 'how it was made' 'gener[a]ted (by|with) (an? )?[a-z ]*(assist|model)|langu[a]ge model|co-auth[o]red-by|\bA[I][- ](generated|written|session)'
look 'a promise that is not true' 'end-to-end encry[p]t' --include='*.c' --include='*.h' --include='*.html' --include='*.md' --exclude-dir=docs --exclude=STYLE.md
exit $bad
