#!/usr/bin/env python3
"""bench.py REJOIN [--rounds N] [--seconds N] [--people N]: the goals of docs/performance.md, in one run.

Ratios only: every figure stands beside what it is compared with, measured in the same rounds."""
import argparse
import http.client
import json
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

from machine import Server, disk_rate, fresh_data, need, pinned, pss_kib, wrk

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SCRIPT = os.path.join(HERE, "people.lua")
SERVER_CORE, LOAD_CORE = 0, 1
CONNECTIONS = 64
IDLE_CONNECTIONS = 1000

GOALS = [  # key, what it is, goal, holds when
    ("today_vs_nginx", "Today, signed in, one person: requests ÷ nginx with the same bytes", "≥ 0.50", lambda v: v >= 0.50),
    ("today_linked_vs_nginx", "the same, linked with a partner", "≥ 0.40", lambda v: v >= 0.40),
    ("us_vs_today", "Us of two who are linked: time of a request ÷ their Today's", "≤ 1.5", lambda v: v <= 1.5),
    ("today_p99_vs_nginx", "p99 at 64 connections ÷ nginx's", "≤ 4", lambda v: v <= 4),
    ("group_vs_single", "check-ins ÷ one transaction each", "≥ 4", lambda v: v >= 4),
    ("checkin_vs_fdatasync", "check-ins, answered when on the disk ÷ raw fdatasync", "≥ 1.3", lambda v: v >= 1.3),
    ("pattern_vs_r", "what may be said of 90 days, 2,000 rounds: time of R ÷ ours", "≥ 20", lambda v: v >= 20),
    ("pattern_ms", "the same, ms", "≤ 50", lambda v: v <= 50),
    ("worker_pss_kib", "memory of a worker after the load, KiB", "≤ 32768", lambda v: v <= 32768),
    ("idle_conn_kib", "memory of an idle connection, KiB", "≤ 10", lambda v: v <= 10),
    ("cold_start_ms", "from start to the first answer, ms", "≤ 50", lambda v: v <= 50),
    ("binary_kib", "size of the server, KiB", "≤ 4096", lambda v: v <= 4096),
]


class Person:
    """A line of `rejoin bench`: cookie, path and token of a check-in, and what kind of life it is."""

    def __init__(self, line):
        self.cookie, self.path, token, *kind = line.rstrip("\n").split("\t")
        self.kind = kind[0] if kind else "alone"
        self.body = f"csrf={token}&v=3"

    def line(self):
        return "\t".join((self.kind, self.cookie, self.path, self.body)) + "\n"


def ask(port, person, method="GET", path="/today"):
    """status and body, as that person."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    host = f"127.0.0.1:{port}"
    headers = {"Host": host, "Cookie": f"__Host-rj={person.cookie}"}
    body = None
    if method == "POST":
        path, body = person.path, person.body
        headers.update({"Sec-Fetch-Site": "same-origin", "Origin": f"http://{host}",
                        "Content-Type": "application/x-www-form-urlencoded"})
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content


def must(condition, why):
    if not condition:
        raise SystemExit(f"bench: {why}")


def look(port, people):
    """Everybody's session works and a check-in is taken; a fast refusal is no speed."""
    for kind in ("alone", "linked"):
        some = [person for person in people if person.kind == kind][:3]
        for person in some:
            for path in ("/today", "/us"):
                status, _ = ask(port, person, path=path)
                must(status == 200, f"{path} answered {status} to somebody {kind}")
            status, content = ask(port, person, "POST")
            must(status == 303, f"the check-in answered {status}: {content[:300]!r}")


class Nginx:
    """One worker with sendfile, otherwise as Debian ships it, but without an access log."""

    def __init__(self, folder, files):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        site = os.path.join(folder, "site")
        os.makedirs(site)
        for name, content in files.items():
            with open(os.path.join(site, name), "wb") as out:
                out.write(content)
        os.chmod(folder, 0o755)
        config = os.path.join(folder, "nginx.conf")
        with open(config, "w", encoding="utf-8") as out:
            out.write(f"""worker_processes 1; pid "{folder}/nginx.pid"; error_log "{folder}/nginx.log"; daemon off;
events {{ worker_connections 4096; }}
http {{ sendfile on; tcp_nopush on; access_log off; default_type text/html;
  client_body_temp_path "{folder}/body"; proxy_temp_path "{folder}/proxy"; fastcgi_temp_path "{folder}/fastcgi";
  uwsgi_temp_path "{folder}/uwsgi"; scgi_temp_path "{folder}/scgi";
  server {{ listen 127.0.0.1:{self.port}; root "{site}"; }} }}
""")
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        self.process = subprocess.Popen(pinned(SERVER_CORE, [program, "-c", config, "-e", f"{folder}/nginx.log"]),
                                        stdin=subprocess.DEVNULL)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        self.stop()
        raise SystemExit("bench: nginx did not start")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def single_rate(folder, seconds):
    """Transactions per second when each write is one: the same two rows a check-in replaces, WAL, FULL."""
    path = os.path.join(folder, "single.db")
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA synchronous=FULL")
    base.execute("CREATE TABLE page(space BLOB, page BLOB, ver INTEGER, blob BLOB, PRIMARY KEY(space, page)) WITHOUT ROWID")
    n, begun = 0, time.monotonic()
    while (spent := time.monotonic() - begun) < seconds:
        space = (n % 200).to_bytes(16, "big")
        base.execute("BEGIN IMMEDIATE")
        base.execute("REPLACE INTO page VALUES(?, x'01', ?, ?)", (space, n, os.urandom(4096 + 41)))
        base.execute("REPLACE INTO page VALUES(?, x'02', ?, ?)", (space, n, os.urandom(256 + 41)))
        base.execute("COMMIT")
        n += 1
    base.close()
    return n / spent


def idle_kib(server, n):
    """Memory per connection that was served once and then says nothing."""
    def all_workers():
        return sum(map(pss_kib, server.workers()))

    request = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode()
    before, held = all_workers(), []
    for _ in range(n):
        one = socket.create_connection(("127.0.0.1", server.port), 5)
        one.settimeout(5)
        one.sendall(request)
        must(one.recv(65536).startswith(b"HTTP/1.1 200"), "an idle connection was not served")
        held.append(one)
    time.sleep(0.5)
    grown = all_workers() - before
    for one in held:
        one.close()
    return max(grown, 0) / n


def cold_start_ms(program, data):
    """From the start of the program to its first page, not pinned, everything already in the page cache."""
    times = []
    for _ in range(5):
        begun = time.monotonic()
        with Server(program, data) as server:
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
            connection.request("GET", "/", headers={"Host": f"127.0.0.1:{server.port}"})
            must(connection.getresponse().status == 200, "the first page did not come")
            times.append((time.monotonic() - begun) * 1e3)
            connection.close()
    return statistics.median(times)


def rounds(options, work, program, data, people):
    """Alternating: nginx, alone, linked, check-ins, disk, one transaction each."""
    seen = {name: [] for name in ("nginx", "nginx_linked", "alone", "linked", "us", "checkin", "disk", "single")}
    linked = any(person.kind == "linked" for person in people)
    environment = {"PEOPLE": os.path.join(work, "people.tsv")}
    with Server(program, data, SERVER_CORE, ["--workers", "1"]) as server:
        look(server.port, people)
        pages = {kind: next((ask(server.port, person)[1] for person in people if person.kind == kind), b"")
                 for kind in ("alone", "linked")}
        os.makedirs(os.path.join(work, "nginx"))
        os.chmod(work, 0o755)
        nginx = Nginx(os.path.join(work, "nginx"), {"today": pages["alone"], "linked": pages["linked"]})
        try:
            def load(port, path, kind, what="today"):
                # Both sides get the same requests from the same script.
                found = wrk(f"http://127.0.0.1:{port}{path}", options.seconds, CONNECTIONS, LOAD_CORE, SCRIPT,
                            {**environment, "WHAT": what, "KIND": kind, "PATH_GET": path})
                must(found.refused == 0, f"{found.refused} answers of {path} ({kind}) were refusals")
                return found

            for number in range(options.rounds):
                plain = load(nginx.port, "/today", "alone")
                alone = load(server.port, "/today", "alone")
                must(alone.bytes_each > 0.8 * len(pages["alone"]), "the Today page became smaller under load")
                seen["nginx"].append(plain)
                seen["alone"].append(alone)
                if linked:
                    seen["nginx_linked"].append(load(nginx.port, "/linked", "linked"))
                    seen["linked"].append(load(server.port, "/today", "linked"))
                    seen["us"].append(load(server.port, "/us", "linked"))
                seen["disk"].append(disk_rate(data, options.seconds / 2))
                seen["checkin"].append(load(server.port, "/today", "", "checkin"))
                seen["disk"].append(disk_rate(data, options.seconds / 2))
                seen["single"].append(single_rate(work, options.seconds / 2))
                os.unlink(os.path.join(work, "single.db"))
                print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
            look(server.port, people)
            memory = max(map(pss_kib, server.workers()))
            idle = idle_kib(server, IDLE_CONNECTIONS)
        finally:
            nginx.stop()
    return seen, memory, idle, {kind: len(page) for kind, page in pages.items()}


def figures(seen, memory, idle, sizes):
    def rate(name):
        return statistics.median(one.rate for one in seen[name])

    def ratio(name, base, field="rate"):
        pairs = zip(seen[name], seen[base])
        return statistics.median(getattr(a, field) / getattr(b, field) for a, b in pairs)

    disk, single = statistics.median(seen["disk"]), statistics.median(seen["single"])
    found = {
        "today_vs_nginx": ratio("alone", "nginx"),
        "today_p99_vs_nginx": ratio("alone", "nginx", "p99"),
        "checkin_vs_fdatasync": rate("checkin") / disk,
        "group_vs_single": rate("checkin") / single,
        "worker_pss_kib": memory,
        "idle_conn_kib": idle,
        "raw": {
            "nginx_per_s": rate("nginx"), "today_per_s": rate("alone"), "checkin_per_s": rate("checkin"),
            "fdatasync_per_s": disk, "single_per_s": single, "page_bytes": sizes,
            "today_p50_us": statistics.median(one.p50 for one in seen["alone"]),
            "today_p99_us": statistics.median(one.p99 for one in seen["alone"]),
            "checkin_p99_us": statistics.median(one.p99 for one in seen["checkin"]),
        },
    }
    if seen["linked"]:
        found["today_linked_vs_nginx"] = ratio("linked", "nginx_linked")
        found["us_vs_today"] = ratio("linked", "us")
        found["raw"]["today_linked_per_s"] = rate("linked")
        found["raw"]["us_per_s"] = rate("us")
    return found


def pattern_ms(program):
    """What pattern_look takes, and base R for the same work on the same days; five rounds in turn, medians."""
    r = ["Rscript", "--vanilla", os.path.join(HERE, "pattern.R"), os.path.join(ROOT, "tests", "golden", "pattern_days.txt")]
    took = {"ours": [], "r": []}
    for _ in range(5):
        for name, command in (("ours", [program]), ("r", r)):
            said = subprocess.run(pinned(SERVER_CORE, command), check=True, capture_output=True, text=True).stdout
            took[name].append(float(said.split(" ms, ")[0]))
            must(" ms, 12 looks, " in said, f"the pattern bench did not look at what it must: {said}")
    return statistics.median(took["ours"]), statistics.median(took["r"])


def shown(value):
    return f"{value:.2f}" if value < 20 else f"{value:,.0f}"


def table(found):
    lines = ["| what | goal | measured | |", "|---|---|---|---|"]
    for key, what, goal, holds in GOALS:
        if key in found:
            lines.append(f"| {what} | {goal} | {shown(found[key])} | {'yes' if holds(found[key]) else 'not yet'} |")
    raw = found["raw"]
    lines += ["", f"In the same run, per second: nginx {shown(raw['nginx_per_s'])}, Today {shown(raw['today_per_s'])}, "
              f"check-ins {shown(raw['checkin_per_s'])}, raw fdatasync {shown(raw['fdatasync_per_s'])}, one transaction "
              f"each {shown(raw['single_per_s'])}. The Today page has {raw['page_bytes']['alone']:,} bytes. "
              f"Today p50 {shown(raw['today_p50_us'])} µs, p99 {shown(raw['today_p99_us'])} µs; check-in p99 "
              f"{shown(raw['checkin_p99_us'])} µs.", ""]
    return "\n".join(lines)


def write_paper(text, mark="make bench"):
    """The table stands between two marks; the rest of the page is written by hand."""
    path = os.path.join(ROOT, "docs", "performance.md")
    with open(path, encoding="utf-8") as paper:
        old = paper.read()
    head, rest = old.split(f"<!-- {mark} -->\n", 1)
    tail = rest.split("<!-- end -->", 1)[1]
    with open(path, "w", encoding="utf-8") as paper:
        paper.write(f"{head}<!-- {mark} -->\n{text}<!-- end -->{tail}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rejoin")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--paper", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--pattern", metavar="PROGRAM", help="pattern_bench, to be compared with R")
    options = parser.parse_args()
    need("wrk", "taskset", *(["Rscript"] if options.pattern else []))
    program = os.path.abspath(options.rejoin)
    with tempfile.TemporaryDirectory(prefix="rejoin-bench.", dir=os.path.join(ROOT, "build")) as work:
        data = fresh_data(program, os.path.join(work, "data"))
        subprocess.run([program, "bench", "--data", data, "--people", str(options.people), "--out",
                        os.path.join(work, "people.tsv")], check=True, stdout=subprocess.DEVNULL)
        with open(os.path.join(work, "people.tsv"), encoding="ascii") as lines:
            people = [Person(line) for line in lines]
        with open(os.path.join(work, "people.tsv"), "w", encoding="ascii") as lines:
            lines.writelines(person.line() for person in people)
        found = figures(*rounds(options, work, program, data, people))
        found["cold_start_ms"] = cold_start_ms(program, fresh_data(program, os.path.join(work, "blank")))
    if options.pattern:
        found["pattern_ms"], r_ms = pattern_ms(os.path.abspath(options.pattern))
        found["pattern_vs_r"] = r_ms / found["pattern_ms"]
    found["binary_kib"] = os.path.getsize(program) / 1024
    found["rounds"], found["seconds"], found["people"] = options.rounds, options.seconds, options.people
    with open(os.path.join(ROOT, "build", "bench.json"), "w", encoding="utf-8") as out:
        json.dump(found, out, indent=1)
    text = table(found)
    print(text)
    if options.paper:
        write_paper(text)


if __name__ == "__main__":
    main()
