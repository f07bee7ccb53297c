#!/bin/bash
# analyse.sh: three readers look through src/ and tools/ without running them: gcc's analyser, clang-tidy
# (.clang-tidy says what it looks for) and cppcheck. A finding is mended, or excused beside the line it is
# about (NOLINT, cppcheck-suppress) with the reason. Ends with "N passed, N failed"; a case is a file and a reader.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. tools/packages.sh
build_tested || { echo "0 passed, 1 failed"; exit 1; }
home=build/analysis
rm -rf $home/copy
mkdir -p $home/clean

# The commands of the build without what only a compiler that makes code needs, and read as the server is built,
# with -O2; one list for each reader.
python3 - build/test/compile_commands.json $home <<'PYTHON'
import json, os, shlex, sys

source, home = sys.argv[1:]
directory = os.path.abspath(os.path.dirname(source))
rows = {}
for row in json.load(open(source)):
    path = os.path.relpath(os.path.join(directory, row['file']))
    if path.split('/')[0] not in ('src', 'tools'):
        continue
    words, kept = iter(shlex.split(row['command'])), []
    for word in words:
        if word in ('-o', '-MF', '-MQ'):
            next(words)
        elif word not in ('-c', '-MD', '-fno-plt', '-pipe') and not word.startswith(
                ('-W', '-fsanitize', '-fdiagnostics', '-ftrivial')) and word != row['file']:
            kept.append('-O2' if word == '-O1' else word)
    rows.setdefault(path, kept)
with open(home + '/compile_commands.json', 'w') as out:
    json.dump([{'directory': directory, 'file': os.path.abspath(path), 'arguments': words + ['-c', os.path.abspath(path)]}
               for path, words in rows.items()], out)
with open(home + '/files', 'w') as out:
    out.writelines(path + '\n' for path in sorted(rows))
with open(home + '/gcc', 'w') as out:
    for path, words in sorted(rows.items()):
        out.write(path + '\t' + shlex.join(['gcc', *words[1:], '-c', os.path.abspath(path)]) + '\n')
PYTHON

# What both compilers found clean is not read again until the text they see changes (build/analysis/clean).
# use-of-uninitialized-value: gcc 12 takes a struct that a call returned for one that nobody filled.
by_compilers() { # "file<tab>command"
	local file=${1%%$'\t'*} command=${1#*$'\t'} mark gcc tidy
	mark=build/analysis/clean/$({ (cd build/test && sh -c "$command -E"); cat .clang-tidy tools/analyse.sh; } 2>&1 | sha256sum | cut -c1-40)
	if [ ! -e "$mark" ]; then
		gcc=$(cd build/test && sh -c "$command -fanalyzer -Wno-analyzer-use-of-uninitialized-value -fdiagnostics-plain-output -o /dev/null" 2>&1)
		[ -z "$gcc" ] || printf 'FOUND gcc %s\n%s\n' "$file" "$(grep -E 'warning|error' <<<"$gcc")"
		tidy=$(clang-tidy-14 --quiet -p build/analysis "$file" 2>/dev/null) || tidy="$tidy error: it ended with $?"
		[ -z "$tidy" ] || printf 'FOUND clang-tidy %s\n%s\n' "$file" "$(grep -E 'warning|error' <<<"$tidy")"
		[ -n "$gcc$tidy" ] || : >"$mark"
	fi
	[ -n "$gcc" ] || echo "ok gcc $file"
	[ -n "$tidy" ] || echo "ok clang-tidy $file"
}
export -f by_compilers

# It does not know __VA_OPT__, so it reads a copy in which the one macro that has it does without.
by_cppcheck() {
	local said
	mkdir -p $home/copy
	cp -r src tools $home/copy
	sed -i 's/ __VA_OPT__([^)]*)[^}]*}//' $home/copy/src/vault/crypt.h
	said=$(cd $home/copy && cppcheck --quiet --std=c11 --language=c -D_GNU_SOURCE -D__linux__ --inline-suppr --enable=warning,portability,performance \
		--library=posix --suppressions-list=tools/cppcheck.txt --template='{file}:{line}: {id}: {message}' \
		-j "$(nproc)" $(sed 's|/[^/]*$||; s|^|-I|' ../files | sort -u) $(cat ../files) 2>&1)
	while read -r file; do
		grep -q "^$file:" <<<"$said" || echo "ok cppcheck $file"
	done <$home/files
	[ -z "$said" ] || sed 's/^/FOUND cppcheck /' <<<"$said"
}
{
	tr '\n' '\0' <$home/gcc | xargs -0 -P "$(nproc)" -I '{}' bash -c 'by_compilers "$0"' '{}'
	by_cppcheck
} >$home/said.txt
grep -v '^ok ' $home/said.txt
passed=$(grep -c '^ok ' $home/said.txt) failed=$(grep -c '^FOUND ' $home/said.txt)
[ -s $home/files ] || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
