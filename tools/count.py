#!/usr/bin/env python3
"""count.py TESTLOG.json: how many cases a meson run passed and failed, program by program.

A cmocka or unittest program counts as many as it ran; a script counts what its last line "N passed, N failed"
says, or one. A program that ended badly has failed at least once, whatever it printed."""
import json
import re
import sys

UNITTEST = re.compile(r"^Ran (\d+) tests? in", re.M)
UNITTEST_BAD = re.compile(r"(?:failures|errors|unexpected successes)=(\d+)")
LINE = re.compile(r"^(\d+) passed, (\d+) failed", re.M)


def cases(test):
    text = test.get("stdout", "") + test.get("stderr", "")
    good = len(re.findall(r"^\[ +OK +\] ", text, re.M))
    bad = len(set(re.findall(r"^\[  FAILED  \] (?!\d+ test)(\w+)\s*$", text, re.M)))
    ran = UNITTEST.findall(text)
    if ran and not good and not bad:
        bad = sum(map(int, UNITTEST_BAD.findall(text[text.rindex("Ran ") :])))
        good = sum(map(int, ran)) - bad
    line = LINE.findall(text)
    if line and not good and not bad:
        good, bad = map(int, line[-1])
    ended_well = test["result"] in ("OK", "EXPECTEDFAIL")
    if not ended_well and not bad:
        bad = 1
    if not good and not bad:
        good = 1
    return good, bad


def main():
    passed = failed = 0
    try:
        with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
            tests = [json.loads(line) for line in log if line.strip()]
    except OSError as trouble:
        sys.exit(f"count.py: {trouble}")
    for test in tests:
        good, bad = cases(test)
        passed += good
        failed += bad
        print(f"{'FAILED' if bad else 'ok':6} {good:4} {bad:4} {test['duration']:7.2f} s  {test['name']}")
        if bad:
            print((test.get("stdout", "") + test.get("stderr", ""))[-6000:])
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
