#!/bin/bash
# clean-room.sh: ./run and ./test once each in a Debian 12 that has nothing but git, in a folder with a space in
# its name. Needs root and debootstrap. The mirror is the one this machine installs from.
# Leaves build/clean-room.txt; --keep leaves the room for a look around.
set -euo pipefail
cd "$(dirname "$0")/.."
room=$(mktemp -d "${TMPDIR:-/var/tmp}/clean-room.XXXXXX")
log=$PWD/build/clean-room.txt
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
debootstrap --variant=minbase --include=git,ca-certificates bookworm "$room" "$mirror" >"$log" 2>&1
cp /etc/resolv.conf "$room/etc/resolv.conf"
for part in /etc/apt/apt.conf.d/*proxy*; do
	[ ! -f "$part" ] || cp "$part" "$room/etc/apt/apt.conf.d/"
done
mount --bind /dev "$room/dev"
mount -t devpts devpts "$room/dev/pts"
mount -t tmpfs tmpfs "$room/dev/shm"
mount -t proc proc "$room/proc"
mount -t sysfs -o ro sysfs "$room/sys"
git clone -q --no-hardlinks . "$room/root/re join"

cat >"$room/root/visit" <<'TEXT'
#!/bin/bash
set -u
cd "/root/re join"
for round in first second; do
	start=$SECONDS
	./run --port 8097 >ready.txt 2>run.txt </dev/null &
	server=$!
	until grep -q '^ready http://' ready.txt || ! kill -0 $server 2>/dev/null; do sleep 0.2; done
	grep . ready.txt || { cat run.txt; exit 1; }
	echo "./run, $round time: ready after $((SECONDS - start)) s"
	kill -TERM $server
	wait $server
	echo "./run, $round time: stopped on SIGTERM"
	[ "$(wc -l <ready.txt)" = 1 ] || { echo "./run printed more than one line"; cat ready.txt; exit 1; }
done
rm -f ready.txt run.txt
exec ./test
TEXT
chmod +x "$room/root/visit"
start=$SECONDS
env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 ${http_proxy:+http_proxy=$http_proxy} \
	chroot "$room" /root/visit 2>&1 | tee -a "$log"
echo "the clean room took $((SECONDS - start)) s" | tee -a "$log"
