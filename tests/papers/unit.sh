#!/bin/bash
# unit.sh UNIT: how exposed the service is that the unit starts, by systemd's own measure; at most 1.2 of 10.
command -v systemd-analyze >/dev/null || { echo "systemd-analyze is missing: packages.test"; exit 1; }
said=$(systemd-analyze security --offline=yes --no-pager "$1" 2>&1)
level=$(sed -nE 's/.*Overall exposure level[^:]*: ([0-9.]+).*/\1/p' <<<"$said")
grep -iE 'unknown|ignoring|failed' <<<"$said" && exit 1
echo "exposure ${level:-not printed}"
awk -v level="$level" 'BEGIN { exit !(level != "" && level <= 1.2) }'
