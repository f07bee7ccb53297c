#!/bin/bash
# clean-room.sh: ./run twice (through sudo, then as root) and ./test once, in a Debian 12 that has nothing but git
# and sudo, in a folder with a space in its name. Needs root and debootstrap. The mirror is the one this machine installs from.
# Leaves build/clean-room.txt; --keep leaves the room for a look around.
set -euo pipefail
cd "$(dirname "$0")/.."
room=$(mktemp -d "${TMPDIR:-/var/tmp}/clean-room.XXXXXX")
log=$PWD/build/clean-room.txt
chmod 755 "$room"
mkdir -p build

leave() {
	for at in dev/pts dev/shm dev proc sys; do
		mountpoint -q "$room/$at" && umount "$room/$at"
	done
	[ "${1:-}" = --keep ] && echo "the room stays: $room" || rm -rf --one-file-system "$room"
}
trap 'leave "${keep:-}"' EXIT
keep=${1:-}

mirror=$(apt-get indextargets --format '$(SITE) $(CODENAME)' 'Created-By: Packages' 'Origin: Debian' |
	awk '$2 == "bookworm" { print $1; exit }')
[ -n "$mirror" ] || { echo "apt on this machine knows no Debian 12 mirror" >&2; exit 1; }
debootstrap --variant=minbase --include=git,sudo,ca-certificates bookworm "$room" "$mirror" >"$log" 2>&1
cp /etc/resolv.conf "$room/etc/resolv.conf"
# Whom this machine trusts besides, the room trusts too.
if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
	cp /usr/local/share/ca-certificates/*.crt "$room/usr/local/share/ca-certificates/"
	chroot "$room" update-ca-certificates >>"$log" 2>&1
fi
for part in /etc/apt/apt.conf.d/*proxy*; do
	[ ! -f "$part" ] || cp "$part" "$room/etc/apt/apt.conf.d/"
done
mount --bind /dev "$room/dev"
mount -t devpts devpts "$room/dev/pts"
mount -t tmpfs tmpfs "$room/dev/shm"
mount -t proc proc "$room/proc"
mount -t sysfs -o ro sysfs "$room/sys"

# A person who is not root but may use sudo starts the server first; then root starts it again and tests.
chroot "$room" useradd --create-home --home-dir /srv/guest --shell /bin/bash guest
echo 'guest ALL=(ALL) NOPASSWD: ALL' >"$room/etc/sudoers.d/guest"
git clone -q --no-hardlinks . "$room/srv/guest/re join"
chroot "$room" chown -R guest:guest /srv/guest

cat >"$room/usr/local/bin/visit-run" <<'TEXT'
#!/bin/bash
# Starts ./run, waits for its line, asks for a page, stops it.
cd "/srv/guest/re join" || exit 1
start=$SECONDS
ready=$(mktemp) said=$(mktemp)
./run --port 8097 >"$ready" 2>"$said" </dev/null &
server=$!
until grep -q '^ready http://' "$ready" || ! kill -0 $server 2>/dev/null; do sleep 0.2; done
if ! grep -q '^ready http://' "$ready"; then
	echo "./run as $(id -un): not ready"
	tail -n 40 "$said"
	exit 1
fi
echo "./run as $(id -un): ready after $((SECONDS - start)) s"
page=$(exec 3<>/dev/tcp/127.0.0.1/8097 && printf 'GET / HTTP/1.1\r\nHost: 127.0.0.1:8097\r\nConnection: close\r\n\r\n' >&3 && cat <&3)
kill -TERM $server
wait $server
code=$?
echo "./run as $(id -un): first line of the page: $(head -n 1 <<<"$page"); ended with $code"
[ "$(wc -l <"$ready")" = 1 ] && grep -q '^HTTP/1.1 200' <<<"$page" && [ $code = 0 ]
TEXT
cat >"$room/usr/local/bin/visit" <<'TEXT'
#!/bin/bash
bad=0
su guest -c visit-run || bad=1
HOME=/root visit-run || bad=1
cd "/srv/guest/re join" && ./test || bad=1
exit $bad
TEXT
chmod 755 "$room/usr/local/bin/visit-run" "$room/usr/local/bin/visit"
start=$SECONDS code=0
env -i HOME=/root PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
	NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt ${http_proxy:+http_proxy=$http_proxy} \
	chroot "$room" visit 2>&1 | tee -a "$log" || code=1
echo "the clean room took $((SECONDS - start)) s" | tee -a "$log"
exit $code
