#!/bin/sh
# content_check.sh CONTENTC ROOT FILE…: no article is past its review date today, and every article that lies
# in the folders is one of the files that are built.
contentc=$1 root=$2
shift 2
"$contentc" --today "$(date -u +%Y-%m-%d)" "$@" || exit 1
lying=$(ls "$root"/content/learn/*.md "$root"/content/insights/*.md 2>/dev/null | wc -l)
[ "$lying" = $# ] || { echo "$lying articles lie in content, $# are built (src/rooms/learn/meson.build)"; exit 1; }
