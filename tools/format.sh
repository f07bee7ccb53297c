#!/bin/bash
# format.sh [--write] [ROOT]: C code as clang-format 14 sets it. Without --write it only looks.
mode=(--dry-run -Werror)
[ "${1:-}" != --write ] || { mode=(-i); shift; }
style=$(cd "$(dirname "$0")/.." && pwd)/.clang-format
cd "${1:-$(dirname "$0")/..}" || exit 1
format=$(command -v clang-format-14 || command -v clang-format) || { echo "clang-format is missing"; exit 1; }
find . -name '*.[ch]' -not -path './build*' -not -path '*/node_modules/*' -not -path './tests/checks/*' -not -path './.git/*' -print0 |
	xargs -0 -r "$format" --style="file:$style" "${mode[@]}" 2>&1 | grep -E 'error|warning' | sed 's/: code should.*/: not as clang-format sets it/' | sort -u -t: -k1,1
[ "${PIPESTATUS[1]}" = 0 ]
