#!/bin/sh
# reference.sh REFERENCE_TEST SCRIPT DAYS FIGURES: R's figures of the days, ours beside them. Where R is not
# installed, the figures that are kept (tests/golden) stand for it.
check=$1 script=$2 days=$3 figures=$4
"$check" "$days" "$figures" || exit 1
if ! command -v Rscript >/dev/null; then
	echo "R is not installed: compared with the kept figures only"
	exit 0
fi
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
Rscript --vanilla "$script" "$days" >"$fresh" || exit 1
"$check" "$days" "$fresh" || exit 1
# What is kept is what R says now; the last digits are the mathematics library's own.
paste -d ' ' "$figures" "$fresh" | awk '
	$1 " " $2 " " $3 " " $4 " " $5 != $7 " " $8 " " $9 " " $10 " " $11 || ($6 - $12) ^ 2 > 1e-24 * (1 + $6 ^ 2) { bad++; print "kept otherwise: " $0 }
	END { exit bad > 0 || NR == 0 }' && echo "and with $(Rscript --version 2>&1)"
