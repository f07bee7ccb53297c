#!/bin/sh
# layers.sh [ROOT]: the directions of includes in ROOT/src. The rules: tools/layers.txt.
tools=$(cd "$(dirname "$0")" && pwd)
cd "${1:-$tools/..}" || exit 1
rules=$tools/layers.txt
[ ! -f layers.txt ] || rules=layers.txt
find src -name '*.[ch]' | sort | tr '\n' '\0' | xargs -0 awk -f "$tools/layers.awk" "$rules"
