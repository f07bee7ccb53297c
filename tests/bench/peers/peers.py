#!/usr/bin/env python3
"""peers.py REJOIN [--rounds N] [--seconds N] [--people N]: the same small job as others do it.

The job: the page of the last eight days of a person who is signed in, and one more check-in, on the disk before it is
answered. Express and Django keep it in plain text in SQLite; here it is sealed, opened and verified. One process each
on one core, wrk on the other, in alternating rounds."""
import argparse
import os
import secrets
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
from bench import CONNECTIONS, LOAD_CORE, ROOT, SCRIPT, SERVER_CORE, Person, must, write_paper  # noqa: E402
from machine import Server, fresh_data, need, pinned, wrk  # noqa: E402

SYSTEM_PYTHON = "/usr/bin/python3"  # where Debian's Django is


class Ours:
    name, prefix, page = "Rejoin", "__Host-rj=", "/checkin"

    def __init__(self, work, options):
        data = fresh_data(options.rejoin, os.path.join(work, "data"))
        self.people = os.path.join(work, "ours.tsv")
        subprocess.run([options.rejoin, "bench", "--data", data, "--people", str(options.people), "--out", self.people],
                       check=True, stdout=subprocess.DEVNULL)
        with open(self.people, encoding="ascii") as lines:
            people = [Person(line) for line in lines]
        with open(self.people, "w", encoding="ascii") as lines:
            lines.writelines(person.line() for person in people)
        self.server = Server(options.rejoin, data, SERVER_CORE, ["--workers", "1"])
        self.port = self.server.port

    def stop(self):
        self.server.stop()


class Peer:
    page = "/days"

    def __init__(self, work, options):
        self.people = os.path.join(work, f"{self.word}.tsv")
        self.environment = {**os.environ, "PEER_DATABASE": os.path.join(work, f"{self.word}.db"),
                            "PEER_PEOPLE": str(options.people), "PEER_OUT": self.people, "NODE_ENV": "production"}
        self.prepare(options)
        self.process, self.port = self.start()
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise SystemExit(f"peers: {self.name} did not start")

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Express(Peer):
    name, word, prefix = "Express and better-sqlite3", "express", "session="

    def prepare(self, options):
        base = sqlite3.connect(self.environment["PEER_DATABASE"])
        base.executescript("PRAGMA journal_mode=WAL; CREATE TABLE session (token TEXT PRIMARY KEY, person INTEGER, csrf TEXT);"
                           "CREATE TABLE checkin (person INTEGER, day TEXT, close INTEGER, load INTEGER, did TEXT,"
                           " sleep INTEGER, good TEXT, PRIMARY KEY (person, day));")
        today = date.today()
        with open(self.people, "w", encoding="ascii") as lines:
            for person in range(1, options.people + 1):
                token, csrf = secrets.token_hex(32), secrets.token_hex(32)
                base.execute("INSERT INTO session VALUES (?,?,?)", (token, person, csrf))
                base.executemany("INSERT INTO checkin VALUES (?,?,3,2,'reached out',7,'A short walk after supper.')",
                                 [(person, str(today - timedelta(days=d))) for d in range(30)])
                lines.write(f"peer\t{token}\t/checkin\tcsrf={csrf}&day={today}&v=3\n")
        base.commit()
        base.close()

    def start(self):
        process = subprocess.Popen(pinned(SERVER_CORE, ["node", os.path.join(HERE, "express_peer.js")]), cwd=HERE,
                                   env=self.environment, stdout=subprocess.PIPE, text=True)
        return process, int(process.stdout.readline())


class Django(Peer):
    name, word, prefix = "Django and gunicorn", "django", "sessionid="

    def prepare(self, options):
        subprocess.run([SYSTEM_PYTHON, os.path.join(HERE, "django_peer.py")], check=True, env=self.environment)

    def start(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [SYSTEM_PYTHON, "-m", "gunicorn", "--workers", "1", "--worker-class", "gthread", "--threads", "4",
                   "--keep-alive", "60", "--log-level", "error", "--bind", f"127.0.0.1:{port}", "django_peer:application"]
        return subprocess.Popen(pinned(SERVER_CORE, command), cwd=HERE, env=self.environment), port


def load(side, seconds, what):
    found = wrk(f"http://127.0.0.1:{side.port}{side.page}", seconds, CONNECTIONS, LOAD_CORE, SCRIPT,
                {"PEOPLE": side.people, "COOKIE": side.prefix, "WHAT": what, "PATH_GET": side.page})
    must(found.refused == 0, f"{side.name}: {found.refused} answers were refusals")
    return found.rate


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rejoin", type=os.path.abspath)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--paper", action="store_true", help="put the table into docs/performance.md")
    options = parser.parse_args()
    need("wrk", "taskset", "node")
    seen, sides = {}, []
    with tempfile.TemporaryDirectory(prefix="rejoin-peers.", dir=os.path.join(ROOT, "build")) as work:
        try:
            for make in (Ours, Express, Django):
                sides.append(make(work, options))
            for number in range(options.rounds):
                for side in sides:
                    for what in ("today", "checkin"):
                        seen.setdefault((side.name, what), []).append(load(side, options.seconds, what))
                print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
        finally:
            for side in sides:
                side.stop()
    rows = [("Express and better-sqlite3", "≥ 10", 10), ("Django and gunicorn", "≥ 50", 50)]
    lines = ["| beside | goal | last days | check-in |", "|---|---|---|---|"]
    for name, goal, _ in rows:
        ratios = [statistics.median(a / b for a, b in zip(seen["Rejoin", what], seen[name, what]))
                  for what in ("today", "checkin")]
        lines.append(f"| {name} | {goal} | {ratios[0]:.1f} | {ratios[1]:.1f} |")
    rates = ", ".join(f"{name} {statistics.median(seen[name, 'today']):,.0f} and {statistics.median(seen[name, 'checkin']):,.0f}"
                      for name in ("Rejoin", "Express and better-sqlite3", "Django and gunicorn"))
    text = "\n".join([*lines, "", f"In the same run, looks and check-ins per second: {rates}.", ""])
    print(text)
    if options.paper:
        write_paper(text, "make bench-peers")


main()
