#!/bin/bash
# pure_rooms.sh BUILD ROOT: the rules of every room (src/rooms/R/R.c, R_stat.c) are pure: given the same, they say the same.
shopt -s nullglob
build=$1 passed=0 failed=0
cd "$2" || exit 1
helpers=("$build/src/rooms/librules.a")
for library in base core; do helpers+=("$build/src/$library/lib$library.a"); done
for rule in src/rooms/*/*.c; do
	room=$(basename "$(dirname "$rule")")
	name=$(basename "$rule" .c)
	case $name in "$room" | *_stat) ;; *) continue ;; esac
	object=$(find "$build" \( -path "*${room}.p/$name.c.o" -o -name "*rooms_${room}_$name.c.o" -o -path "*.p/${room}_$name.c.o" \) | head -n 1)
	if [ -z "$object" ]; then
		echo "no object of $rule in the build"
		failed=$((failed + 1))
	elif tools/pure.sh "$object" --with "${helpers[@]}"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
	fi
done
tools/pure.sh "$build/src/core/libcore.a" --with "$build/src/base/libbase.a" && passed=$((passed + 1)) || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ $failed = 0 ]
