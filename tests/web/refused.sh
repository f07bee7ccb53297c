#!/bin/sh
# refused.sh WORDS TPLC TEMPLATE COMPILER FLAG...: passes when the template does not build and WORDS say why.
# What the template compiler takes, the C compiler is to refuse at the template's line.
words=$1 tplc=$2 template=$3
shift 3
place=$(mktemp -d) || exit 99
trap 'rm -rf "$place"' EXIT
if said=$("$tplc" "$template" "$place/x.html.h" "$place/x.html.c" 2>&1); then
	said=$("$@" -fsyntax-only -I"$(dirname "$template")/.." -I"$place" "$place/x.html.c" 2>&1) && { echo "it builds"; exit 1; }
	case $said in *"$(basename "$template"):"*) ;; *) echo "the template is not named: $said"; exit 1 ;; esac
fi
case $said in *"$words"*) exit 0 ;; esac
echo "refused for another reason: $said"
exit 1
