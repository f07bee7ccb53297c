#!/bin/sh
# content_check.sh CONTENTC ROOT FILE…: every session that lies in the folder is one that is built, and each is fit.
contentc=$1 root=$2
shift 2
"$contentc" --programme /dev/null "$@" || exit 1
lying=$(ls "$root"/content/programme/*.md | wc -l)
[ "$lying" = $# ] || { echo "$lying sessions lie in content, $# are built (src/rooms/programme/meson.build)"; exit 1; }
