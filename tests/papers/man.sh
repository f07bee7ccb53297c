#!/bin/bash
# man.sh PROGRAM PAGE: the manual names every command and option that `rejoin help` prints, and no other.
help=$("$1" --help 2>&1) || { echo "$1 --help failed"; exit 1; }
page=$(mandoc -T utf8 -O width=200 "$2" | sed 's/.\x08//g') || exit 1
mandoc -W warning -T lint "$2" || exit 1
words() { grep -oE -- '(^|[^a-z-])--[a-z][a-z-]+' <<<"$1" | sed 's/^[^-]*//' | grep -vxE -- '--(help|version)' | sort -u; }
commands_page=$(sed -n 's/^\.It Cm //p' "$2" | sort -u)
commands_help=$(sed -nE 's/^  ([a-z]+)  .*/\1/p' <<<"$help" | sort -u)
passed=0 failed=0
same() { # what, in the page, in the help
	if [ -n "$2" ] && [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "the manual (<) and --help (>) differ in their $1:"
		diff <(echo "$2") <(echo "$3")
	fi
}
same options "$(words "$page")" "$(words "$help")"
same commands "$commands_page" "$commands_help"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
