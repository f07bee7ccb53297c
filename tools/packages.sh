# Sourced by ./run and ./test: brings the Debian packages that a list names.
# A package counts as there when it, or one that provides it, is installed.

packages_missing() { # files… → names, one a line
	dpkg-query -W -f '${db:Status-Status}, ${Package}, ${Provides}\n' | awk -F', *' '
		FNR == NR { if ($1 == "installed") for (i = 2; i <= NF; i++) { sub(/ .*/, "", $i); there[$i] }; next }
		{ sub(/#.*/, "") }
		NF { n = split($0, word, " "); for (i = 1; i <= n; i++) if (!(word[i] in there)) print word[i] }' \
		- "$@" | sort -u
}

packages_bring() { # files…; says nothing when all is there
	local missing as_root=()
	missing=$(packages_missing "$@")
	[ -n "$missing" ] || return 0
	if ! command -v apt-get >/dev/null; then
		echo "These Debian packages are needed and apt-get is not here:" $missing >&2
		return 1
	fi
	if [ "$(id -u)" != 0 ]; then
		if ! command -v sudo >/dev/null; then
			echo "These packages are missing and there is no sudo:" $missing >&2
			return 1
		fi
		as_root=(sudo)
	fi
	echo "Installing" $(wc -w <<<"$missing") "Debian packages. This is needed once." >&2
	mkdir -p build
	{
		"${as_root[@]}" apt-get update -q &&
			"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
				--no-install-recommends -o Dpkg::Use-Pty=0 $missing
	} >build/packages.log 2>&1 || {
		tail -n 20 build/packages.log >&2
		return 1
	}
}

# A build folder remembers where it was made; after the project moved it is made again. build_only names a part.
# What was said stands beside it, so that two can be built at a time.
build_place() { # folder, meson options…
	local folder=$1
	shift
	if [ -d "$folder" ] && [ "$(cat "$folder/.place" 2>/dev/null)" != "$PWD" ]; then
		rm -rf "$folder"
	fi
	if [ ! -f "$folder/build.ninja" ]; then
		rm -rf "$folder"
		mkdir -p build
		meson setup "$folder" "$@" >"$folder.setup.log" 2>&1 || {
			tail -n 30 "$folder.setup.log" >&2
			return 1
		}
		pwd >"$folder/.place"
	fi
	ninja -C "$folder" ${build_only:-} >"$folder.ninja.log" 2>&1 || {
		grep -E -A 12 'FAILED|error' "$folder.ninja.log" | head -n 60 >&2
		return 1
	}
}

# What ./test and the analysis look at. -O1: as quick to run under the sanitizers as -O2, and a third quicker to build.
build_tested() {
	build_place build/test -Doptimization=1 -Db_sanitize=address,undefined -Db_lundef=false -Dtests=true -Dstrict=true
}
