#!/bin/bash
# count.sh: count.py counts what the programs say, and never calls a bad end good.
here=$(cd "$(dirname "$0")" && pwd)
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
is() { # what it must say last, the log's lines
	printf '%s\n' "${@:2}" >"$log"
	said=$("$here/../../tools/count.py" "$log")
	local code=$? want=0
	[[ $1 == *" 0 failed" ]] || want=1
	if [ "$(tail -n 1 <<<"$said")" = "$1" ] && [ $code = $want ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'must say %s, said (exit %s):\n%s\n' "$1" "$code" "$said"
	fi
}
good='{"name":"a","result":"OK","duration":0.1,"stdout":"[ RUN      ] one\n[       OK ] one\n[       OK ] two\n[  PASSED  ] 2 test(s).\n"}'
bad='{"name":"b","result":"FAIL","duration":0.1,"stdout":"[       OK ] one\n","stderr":"[  FAILED  ] two\n[  FAILED  ] tests: 1 test(s), listed below:\n[  FAILED  ] two\n"}'
crash='{"name":"c","result":"FAIL","duration":0.1,"stdout":"[       OK ] one\n"}'
silent='{"name":"d","result":"OK","duration":0.1,"stdout":""}'
line='{"name":"e","result":"OK","duration":0.1,"stdout":"5 passed, 0 failed\n"}'
liar='{"name":"f","result":"TIMEOUT","duration":0.1,"stdout":"5 passed, 0 failed\n"}'
units='{"name":"g","result":"OK","duration":0.1,"stderr":"...\nRan 3 tests in 0.1s\n\nOK\n"}'
broken='{"name":"h","result":"FAIL","duration":0.1,"stderr":"..F\nRan 9 tests in 0.1s\n\nFAILED (failures=1, errors=2)\n"}'
is '3 passed, 0 failed' "$units"
is '6 passed, 3 failed' "$broken"
is '2 passed, 0 failed' "$good"
is '3 passed, 1 failed' "$good" "$bad"
is '1 passed, 1 failed' "$crash"
is '1 passed, 0 failed' "$silent"
is '5 passed, 0 failed' "$line"
is '5 passed, 1 failed' "$liar"
is '10 passed, 0 failed' "$good" "$line" "$silent" "$good"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
