#!/bin/bash
# refuses.sh CHECK: every tree in bad/CHECK/ must be refused, for the reason in its file `expect`; and a tree
# with nothing wrong must pass, or the check would be one that always fails.
here=$(cd "$(dirname "$0")" && pwd)
tools=$here/../../tools
check=$1 passed=0 failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

try() { # tree → what the check says, its exit code
	case $check in
	pure) ${CC:-cc} -O1 -c "$1/x.c" -o "$work/x.o" && "$tools/pure.sh" "$work/x.o" ;;
	words) # the words stand in pieces, so that this folder is clean itself
		rm -rf "$work/tree"
		mkdir "$work/tree"
		cat "$1"/[!e]* | tr -d + >"$work/tree/page.md"
		"$tools/words.sh" "$work/tree"
		;;
	*) "$tools/$check.sh" "$1" ;;
	esac 2>&1
}

verdict() { # name, is it right, what was said
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'not as it must be: %s/%s\n%s\n' "$check" "$1" "$3"
	fi
}

for tree in "$here/bad/$check"/*/; do
	said=$(try "$tree")
	code=$?
	[ $code != 0 ] && grep -qF -- "$(cat "$tree/expect")" <<<"$said"
	verdict "$(basename "$tree")" $? "$said"
done
said=$(try "$here/good/$check")
verdict good $? "$said"
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 1 ]
