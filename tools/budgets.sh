#!/bin/bash
# budgets.sh [ROOT]: how long and how branched the code is. No waiver list.
# Must hold: a function ≤ 60 lines, ≤ 15 paths; a .c file ≤ 600 lines. Aims, counted: ≤ 10 paths; .c ≤ 400; .h ≤ 150.
cd "${1:-$(dirname "$0")/..}" || exit 1
folders=()
for folder in src tools tests; do [ ! -d $folder ] || folders+=($folder); done
find "${folders[@]}" -name '*.[ch]' -not -path 'tests/checks/*' -not -path '*/node_modules/*' -print0 | sort -z >"${TMPDIR:-/tmp}/budgets.$$"
trap 'rm -f "${TMPDIR:-/tmp}/budgets.$$"' EXIT
{
	xargs -0 -r awk '{ n[FILENAME] = FNR } END { for (f in n) print "file", n[f], f }' <"${TMPDIR:-/tmp}/budgets.$$"
	grep -z '\.c$' "${TMPDIR:-/tmp}/budgets.$$" | xargs -0 -r pmccabe 2>/dev/null | awk -F'\t' '{ print "function", $5, $1, $6 }'
} | sort -k3,3 -k2,2n | awk '
	function refuse(what) { print "error: " what; bad++ }
	$1 == "file" && $3 ~ /\.c$/ { files++; if ($2 > 600) refuse($3 " has " $2 " lines, at most 600"); else if ($2 > 400) { long_c++; note = note "\n  " $3 " " $2 " lines" } }
	$1 == "file" && $3 ~ /\.h$/ { headers++; if ($2 > 150) { long_h++; note = note "\n  " $3 " " $2 " lines" } }
	$1 == "function" {
		functions++; at = $4 " " $5
		if ($2 > 60) refuse(at " has " $2 " lines, at most 60")
		if ($3 > 15) refuse(at " has " $3 " paths, at most 15"); else if ($3 > 10) { branched++; note = note "\n  " at " " $3 " paths" }
	}
	END {
		if (!files && !headers) refuse("found no code")
		printf "%d functions in %d files and %d headers; past the aim: %d functions of more than 10 paths, %d files over 400 lines, %d headers over 150%s\n", functions, files, headers, branched, long_c, long_h, note
		exit bad > 0
	}'
