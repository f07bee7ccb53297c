#!/bin/bash
# long.sh NAME: the long forms of what ./test does in short. CONTRIBUTING.md lists them.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/packages.sh
packages_bring packages.run packages.test

case ${1:-} in
kill) # 100,000 times kill -9 under write load
	build_place build/long --buildtype=release -Dtests=true
	exec build/long/tests/fault/store_kill_test "${2:-100000}"
	;;
failover) # 100 times the primary of two PostgreSQL servers is killed, and the standby takes its place
	build_place build/long --buildtype=release -Dtests=true
	exec python3 tests/fault/failover.py build/long/tests/fault/store_kill_test "${2:-100}"
	;;
power) # 20,000 power cuts
	build_place build/long --buildtype=release -Dtests=true
	exec build/long/tests/fault/store_power_test "${2:-20000}"
	;;
coverage) # which lines the suites run, by zone; detail in build/coverage/lines.txt
	build_place build/coverage --buildtype=debug -Db_coverage=true -Dtests=true
	find build/coverage -name '*.gcda' -delete
	meson test -C build/coverage --no-rebuild --no-suite long --no-suite checks --timeout-multiplier 3 >build/coverage/tests.txt 2>&1 ||
		tail -n 12 build/coverage/tests.txt
	gcovr --root . --filter src/ --object-directory build/coverage --gcov-ignore-parse-errors \
		--csv build/coverage/lines.csv --txt build/coverage/lines.txt >build/coverage/gcovr.txt 2>&1 || {
		tail -n 20 build/coverage/gcovr.txt
		exit 1
	}
	awk -F, 'NR > 1 { split($1, part, "/"); zone = part[2] == "rooms" ? "rooms/" part[3] : part[2]; all[zone] += $2; run[zone] += $3; total += $2; hit += $3 }
		END { for (z in all) printf "%5.1f %% of %5d lines  %s\n", 100 * run[z] / all[z], all[z], z | "sort -k6"; close("sort -k6"); printf "%5.1f %% of %5d lines  together\n", 100 * hit / total, total }' \
		build/coverage/lines.csv
	# What keeps people apart from each other: no less than 95 %.
	awk -F, '$1 ~ "^src/vault/[^/]*\\.c$" || $1 ~ "^src/web/(gate|form|router|front_guard)\\.c$" { all += $2; run += $3; if ($3 < 0.95 * $2) printf "%5.1f %%  %s\n", 100 * $3 / $2, $1 }
		END { if (!all) exit 1; printf "%5.1f %% of %5d lines  vault, gate, form, router, front guard (at least 95)\n", 100 * run / all, all; exit run < 0.95 * all }' \
		build/coverage/lines.csv
	;;
valgrind) # every suite again, without sanitizers
	build_place build/long --buildtype=release -Dtests=true
	meson test -C build/long --no-rebuild --no-suite checks --no-suite slow --no-suite long --timeout-multiplier 20 \
		--logbase valgrind --wrap 'valgrind --quiet --error-exitcode=99 --leak-check=full --trace-children=no' || true
	exec tools/count.py build/long/meson-logs/valgrind.json
	;;
cost) # instructions of a few pages, against tests/golden/cost.txt; --write puts in what was found
	build_place build/long --buildtype=release -Dtests=true
	exec tests/bench/cost build/long/src/rejoin build/long/tests/bench/page_cost tests/golden/cost.txt "${@:2}"
	;;
pattern) # 10,000 invented couples of every world: what intervals hold, and what is said of nothing
	build_place build/long --buildtype=release -Dtests=true
	exec build/long/tests/pattern/pattern_simulation "${2:-10000}" long
	;;
pictures) # docs/pictures, from the invented couple
	build_place build/run --buildtype=release
	(cd tests/browser && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
	REJOIN_BIN=$PWD/build/run/src/rejoin exec node tests/browser/pictures.mjs
	;;
*)
	echo "long.sh: kill [N], failover [N], power [N], coverage, valgrind, cost or pictures" >&2
	exit 2
	;;
esac
