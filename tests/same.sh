#!/bin/sh
# same.sh GOLDEN PROGRAM…: passes when the program prints exactly what the file holds
golden=$1
shift
"$@" | diff -u "$golden" - || { echo "differs from $golden"; exit 1; }
