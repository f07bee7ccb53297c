#!/bin/sh
# same.sh GOLDEN PROGRAM…: passes when the program prints exactly what the file holds
golden=$1
shift
"$@" | diff -u "$golden" - >&2 || { echo "differs from $golden" >&2; exit 1; }
