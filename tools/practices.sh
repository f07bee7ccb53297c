#!/bin/sh
# practices.sh ROOT: every practice of the source (• in docs/source/README.md) has its rooms, code in each of them that
# names it (art.14), and a test that names it. A practice that is not built says "not there yet" in the table, and
# nothing names it. Prints what is missing; "N passed, N failed" at the end.
set -eu
cd "$1"
table=docs/source/README.md
passed=0 failed=0
missing() { echo "$1"; is_whole=0; }
names() { # ID PLACE…: a file there, other than prose, names it
	id=$1; shift
	grep -rqE "\\b${id%.*}\\.${id#*.}\\b" --include='*.[ch]' --include='*.def' --include='*.py' --include='*.mjs' \
		--include='*.md' --exclude=README.md "$@" 2>/dev/null
}
rows=$(grep -E '^\| art\.[0-9]+ \| • \|' "$table" | sed -E 's/^\| (art\.[0-9]+) \| • \|.*\| ([^|]*) \|$/\1:\2/')
[ -n "$rows" ] || { echo "no practices in $table"; echo "0 passed, 1 failed"; exit 1; }
while IFS=: read -r id rooms; do
	is_whole=1
	case $rooms in
	*"not there yet"*)
		if names "$id" src tests; then
			missing "$id is named, and the table says it is not there yet"
		else
			echo "$id: not there yet"
			continue
		fi ;;
	*)
		for room in $(echo "$rooms" | tr ',' ' '); do
			place=src/rooms/$room
			[ "$room" = learn ] && place="src/rooms/learn content/learn content/insights"
			[ -d "src/rooms/$room" ] || missing "$id: there is no room $room"
			# shellcheck disable=SC2086
			names "$id" $place || missing "$id: nothing in the room $room names it"
		done
		names "$id" tests || missing "$id: no test names it" ;;
	esac
	if [ $is_whole = 1 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done <<END
$rows
END
echo "$passed passed, $failed failed"
[ $failed = 0 ]
