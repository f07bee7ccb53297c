#!/bin/bash
# packages.sh ROOT: every library that a meson.build asks for comes from a package of packages.run or packages.test.
# A machine that has more installed would not notice.
cd "$1" || exit 1
listed=$(sed 's/#.*//' packages.run packages.test | tr -s ' ' '\n')
passed=0 failed=0
for name in $(find . -name meson.build -not -path './build*' -not -path '*/node_modules/*' -print0 | xargs -0 grep -ho "dependency('[^']*'" | sed "s/.*('//; s/'//" | sort -u); do
	[ "$name" != threads ] || continue
	folder=$(pkg-config --variable=pcfiledir "$name") || { echo "pkg-config does not know $name"; failed=$((failed + 1)); continue; }
	package=$(dpkg-query -S "$folder/$name.pc" | sed 's/[:,].*//')
	if grep -qxF -- "$package" <<<"$listed"; then
		passed=$((passed + 1))
	else
		echo "$name comes from $package, which no list names"
		failed=$((failed + 1))
	fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 5 ]
