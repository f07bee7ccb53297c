"""What the benchmarks need of the machine: a server under test, its processes, wrk, and the disk's own rate."""
import contextlib
import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
import time

UNIT = {"us": 1.0, "ms": 1e3, "s": 1e6, "m": 6e7}


def pinned(core, command):
    return command if core is None else ["taskset", "-c", str(core), *command]


def family(pid):
    """pid and every process below it."""
    found, parents = [pid], {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            with open(f"/proc/{name}/stat", encoding="ascii", errors="replace") as stat:
                parents[int(name)] = int(stat.read().rsplit(")", 1)[1].split()[1])
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def name_of(pid):
    with contextlib.suppress(OSError):
        with open(f"/proc/{pid}/comm", encoding="ascii", errors="replace") as comm:
            return comm.read().strip()
    return ""


def pss_kib(pid):
    """Memory of a process, shared parts counted by share. /proc says nothing of a process that is not dumpable to
    anybody but root."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
        for line in rollup:
            if line.startswith("Pss:"):
                return int(line.split()[1])
    raise RuntimeError(f"no Pss of {pid}")


class Server:
    """`rejoin serve` on a free port of 127.0.0.1."""

    def __init__(self, program, data, core=None, options=()):
        started = time.monotonic()
        command = [program, "serve", "--data", data, "--listen", "127.0.0.1:0", *options]
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            pinned(core, command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.errors)
        self.url = self._ready(60)
        self.ready_ms = (time.monotonic() - started) * 1e3
        self.port = int(self.url.rstrip("/").rsplit(":", 1)[1])

    def _ready(self, seconds):
        text, end = b"", time.monotonic() + seconds
        while time.monotonic() < end:
            readable, _, _ = select.select([self.process.stdout], [], [], 0.2)
            if readable:
                part = os.read(self.process.stdout.fileno(), 4096)
                text += part
                found = re.search(rb"^ready (http://\S+)\n", text, re.M)
                if found:
                    return found.group(1).decode()
                if not part:
                    break
        self.errors.seek(0)
        said = self.errors.read().decode(errors="replace")
        self.stop()
        raise RuntimeError(f"the server did not become ready: {text!r} {said[-2000:]}")

    def workers(self):
        """The processes that serve pages."""
        below = family(self.process.pid)[1:]
        return [pid for pid in below if "worker" in name_of(pid)]

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                for pid in family(self.process.pid):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                self.process.wait()
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def fresh_data(program, folder):
    subprocess.run([program, "init", "--data", folder], check=True, stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL)
    return folder


class Load:
    """What one run of wrk found."""

    def __init__(self, text):
        def latency(share):
            found = re.search(rf"^\s+{share}%\s+([\d.]+)(us|ms|s|m)$", text, re.M)
            return float(found.group(1)) * UNIT[found.group(2)] if found else float("nan")

        rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
        if not rate:
            raise RuntimeError(f"wrk said: {text}")
        self.rate, self.p50, self.p99 = float(rate.group(1)), latency(50), latency(99)
        total = re.search(r"(\d+) requests in [\d.]+\w+, ([\d.]+)([KMGT]?)B read", text)
        self.requests = int(total.group(1))
        self.bytes_each = float(total.group(2)) * 1024 ** (" KMGT".index(total.group(3) or " ")) / max(self.requests, 1)
        refused = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
        self.refused = int(refused.group(1)) if refused else 0
        broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
        self.broken = sum(map(int, broken.groups())) if broken else 0


def wrk(url, seconds, connections, core=None, script=None, environment=None):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    if script:
        command += ["-s", script]
    done = subprocess.run(pinned(core, [*command, url]), capture_output=True, text=True, check=False,
                          env={**os.environ, **(environment or {})})
    return Load(done.stdout + done.stderr)


def disk_rate(folder, seconds):
    """Times per second that 4 KiB can be written over and be on the disk for good: one after the other. The file is
    there in full before, as a database's log is after its first round; appending would be slower."""
    block, n, blocks = os.urandom(4096), 0, 2048
    path = os.path.join(folder, "disk-rate")
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for _ in range(blocks):
        os.write(fd, block)
    os.fsync(fd)
    begun = time.monotonic()
    while (spent := time.monotonic() - begun) < seconds:
        os.pwrite(fd, block, n % blocks * len(block))
        os.fdatasync(fd)
        n += 1
    os.close(fd)
    os.unlink(path)
    return n / spent


def need(*programs):
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        raise SystemExit(f"missing: {' '.join(missing)}")
