#!/bin/bash
# links.sh ROOT: every file that a paper of the project links to or names in a path is there.
cd "$1" || exit 1
failed=0 passed=0
for paper in *.md docs/*.md docs/decisions/*.md; do
	while read -r target; do
		case $target in http:* | https:* | mailto:* | '#'*) continue ;; esac
		if [ -e "$(dirname "$paper")/${target%%#*}" ]; then
			passed=$((passed + 1))
		else
			echo "$paper: links to $target, which is not there"
			failed=$((failed + 1))
		fi
	done < <(grep -oE '\]\([^)]+\)|src="[^"]+"' "$paper" | sed -E 's/^(\]\(|src=")//; s/[)"]$//')
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
