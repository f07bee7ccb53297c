#!/bin/sh
# refused.sh WORDS COMPILER ARGUMENT...: passes when the compiler refuses the input (exit 1) and says WORDS
words=$1
shift
# a compiler that refuses ends at once and leaves its memory to the system
said=$(ASAN_OPTIONS=detect_leaks=0 "$@" 2>&1)
status=$?
[ "$status" = 1 ] || { echo "exit $status, wanted 1: $said"; exit 1; }
case $said in *"$words"*) exit 0 ;; esac
echo "refused for another reason: $said"
exit 1
