"""The same notebook over a PostgreSQL server: two machines, one database, two people who share; then the database
is killed under their hands and comes back."""
import contextlib
import http.client
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import unittest
import urllib.parse

import story

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "store"))
from postgres import Cluster  # noqa: E402

WORDS = "the walk by the river did both of us good"
MORE = "and the bread was warm"


def link(alex, sam):
    alex.again("/share/invite")
    alex.send("/share/invite", name="Alex")
    code = re.search(r"/join/([0-9A-Za-z-]+)", alex.page.text)[1]
    sam.again(f"/join/{code}/yes")
    sam.send(f"/join/{code}/yes", name="Sam")
    alex.get("/us")


def last_question(p):
    day = next(a for a in story.Forms(p.get("/checkin").text).links if re.match(r"/checkin/\d+", a or ""))
    day = day.split("/")[2]
    return next(f"/checkin/{day}/{n}" for n in (7, 6, 5) if p.get(f"/checkin/{day}/{n}").status == 200)


def settled(p, path):
    """the workers of a server come back one by one; True when all of them have"""
    return story.soon(lambda: all(p.get(path).status == 200 for _ in range(12)), 30)


def signs_up(p):
    """also when the answer got lost and the account stands"""
    with contextlib.suppress(AssertionError):
        p.sign_up()
    return p.is_in()


class Stream(threading.Thread):
    """hears how often a stream says `look`, and when last"""

    def __init__(self, person):
        super().__init__(daemon=True)
        self.looks, self.last, self.is_open = 0, 0, threading.Event()
        self.line = http.client.HTTPConnection("127.0.0.1", person.server.port, timeout=60)
        self.line.request("GET", "/signal/stream", headers={
            "Cookie": "; ".join(f"{k}={v}" for k, v in person.cookies.items()), "Sec-Fetch-Site": "same-origin"})
        self.start()

    def run(self):
        answer = self.line.getresponse()
        self.is_open.set()
        while line := answer.readline():
            if line.startswith(b"data: look"):
                self.looks, self.last = self.looks + 1, time.monotonic()
        self.line.close()


class TwoMachines(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster().start()
        store = cls.cluster.address()
        cls.one = story.Server(store=store)
        cls.two = story.Server(store=store)
        # Machines that serve the same people know the same secrets.
        shutil.copy(os.path.join(cls.one.data, "secrets"), os.path.join(cls.two.data, "secrets"))
        cls.one.start(workers=2)
        cls.two.start(workers=2)

    @classmethod
    def tearDownClass(cls):
        for server in (cls.one, cls.two):
            server.__exit__()
        cls.cluster.remove()

    def pair(self, a, b):
        alex, sam = story.Person(self.one, a), story.Person(self.two, b)
        for p in (alex, sam):
            self.assertEqual(p.sign_up().status, 200)
        link(alex, sam)
        return alex, sam

    def test_a_two_people_share(self):
        alex, sam = self.pair("Alex", "Sam")
        alex.check_in(WORDS)
        self.assertIn(WORDS, alex.get(last_question(alex).rsplit("/", 1)[0]).words)
        alex.get("/share")
        other = re.search(r"/share/([0-9a-f]{32})", alex.page.text)[1]
        sam.get("/share")
        theirs = "/share/" + re.search(r"/share/([0-9a-f]{32})", sam.page.text)[1] + "/theirs"
        self.assertIn("Nothing stands here", sam.get(theirs).words)
        topic = f"/share/{other}/3"  # check-ins
        alex.again(topic)
        self.assertEqual(alex.send(topic, **{"from": "now"}).status, 200)
        alex.check_in(MORE)
        self.assertNotIn("Nothing stands here", sam.get(theirs).words)
        self.assertIn(MORE, sam.get(theirs + "/3").words)
        # The other machine knows the cookie too: nothing about a person is kept in a process.
        alex.server = self.two
        self.assertIn(MORE, alex.get(last_question(alex).rsplit("/", 1)[0]).words)
        alex.send_leave()
        alex.sign_in()
        self.assertTrue(alex.is_in())
        self.assertEqual(self.one.tool("check", *self.one.where).returncode, 0)

    def test_b_a_signal_reaches_the_other_machine(self):
        alex, sam = self.pair("Kim", "Lou")
        sam.get("/us")
        stream = Stream(sam)
        self.assertTrue(stream.is_open.wait(5))
        time.sleep(1.2)
        self.assertEqual(stream.looks, 0, "nothing was said")
        alex.check_in(WORDS)
        alex.get("/signal")
        begin = time.monotonic()
        self.assertEqual(alex.send("/signal").status, 200)
        self.assertTrue(story.soon(lambda: stream.looks, 5), "the stream was silent")
        self.assertLess(stream.last - begin, 1.5)
        self.assertIn("needs space", sam.get("/signal/now").words)
        time.sleep(1.2)
        self.assertEqual(stream.looks, 1, "once, and for the signal alone")

    def test_c_the_database_goes_away(self):
        alex, sam = self.pair("Ida", "Jo")
        path = last_question(alex)
        alex.send(path, good="before it went away")
        alex.get(path)
        kept = alex.page
        self.cluster.kill()
        self.assertTrue(story.soon(lambda: b"ended with code 75" in self.one.log()), "nobody noticed")
        alex.page = kept
        refused = alex.send(path, good=WORDS)
        self.assertEqual(refused.status, 503, refused.words)
        self.assertIn(WORDS, refused.words, "the typed words are handed back")
        self.assertEqual(alex.get("/help").status, 503)
        self.cluster.start()
        self.assertTrue(settled(alex, path), "it does not come back by itself")
        self.assertIn("before it went away", alex.get(path.rsplit("/", 1)[0]).words)

        def saved():
            alex.get(path)
            return alex.page.status == 200 and alex.send(path, good=WORDS).status == 200

        self.assertTrue(story.soon(saved), "it does not write again by itself")
        self.assertTrue(settled(sam, "/today"), "the other machine does not come back")
        self.assertIn(WORDS, alex.get(path.rsplit("/", 1)[0]).words)

    def test_d_killed_under_load(self):
        people = [story.Person(s, f"N{i}") for i, s in enumerate((self.one, self.two, self.one))]
        for p in people:
            self.assertTrue(story.soon(lambda p=p: signs_up(p)))
            self.assertTrue(settled(p, "/today"))
        path = {p.name: last_question(p) for p in people}
        stop, said = threading.Event(), {p.name: [("-", False)] for p in people}

        def write(p):
            n = 0
            while not stop.is_set():
                with contextlib.suppress(OSError):
                    # Each time from a page of now: an old one is asked which of two texts is meant.
                    if p.get(path[p.name]).status != 200:
                        continue
                    n += 1
                    words, done = f"{p.name} wrote line {n} of many", False
                    said[p.name].append((words, done))
                    done = p.send(path[p.name], good=words).status == 200
                    said[p.name][-1] = (words, done)

        threads = [threading.Thread(target=write, args=(p,)) for p in people]
        for t in threads:
            t.start()
        time.sleep(1)
        self.cluster.kill()
        self.cluster.start()
        time.sleep(1)
        stop.set()
        for t in threads:
            t.join()
        for p in people:
            day = path[p.name].rsplit("/", 1)[0]
            self.assertTrue(settled(p, day))
            shown = p.page.words
            at = max((i for i, s in enumerate(said[p.name]) if s[1]), default=0)
            possible = [s[0] for s in said[p.name][at:]]
            print(p.name, "answered", sum(s[1] for s in said[p.name]), "of", len(said[p.name]) - 1)
            self.assertGreater(at, 3)
            self.assertTrue(any(w in shown for w in possible), f"lost what was answered: {possible[:1]} in {shown[:300]}")
        self.assertEqual(self.one.tool("check", *self.one.where).returncode, 0)

    def test_e_a_password_stands_in_a_file(self):
        self.cluster.sql("CREATE ROLE keyed LOGIN SUPERUSER PASSWORD 'grey stone'")
        door = os.path.join(self.cluster.folder, "pg_hba.conf")
        with open(door, "r+", encoding="ascii") as f:
            others = f.read()
            f.seek(0)
            f.write("local all keyed scram-sha-256\n" + others)
        self.cluster.sql("SELECT pg_reload_conf()")
        store, file = self.one.where[3].replace("rejoin@", "keyed@"), os.path.join(self.one.data, "secrets.database")

        def check():
            return self.one.tool("check", "--data", self.one.data, "--store", store)

        self.assertTrue(story.soon(lambda: check().returncode), "without the file nobody gets in")
        with open(file, "w", opener=lambda path, flags: os.open(path, flags, 0o600), encoding="ascii") as f:
            f.write("*:*:*:keyed:grey stone\n")
        self.assertEqual(check().returncode, 0)
        with story.Server(data=self.one.data, store=store, workers=1) as server:
            self.assertTrue(signs_up(story.Person(server, "Ute")))
            self.assertNotIn(b"grey stone", server.log())
        with open(door, "w", encoding="ascii") as f:
            f.write(others)

    def test_f_a_password_is_never_taken_from_an_address(self):
        for address, environment in (("postgresql://a:hidden@h/d", {}), ("postgresql://a@h/d?password=hidden", {}),
                                     ("postgresql://a@h/d", {"PGPASSWORD": "hidden"}), ("mysql://a@h/d", {})):
            said = subprocess.run([story.BIN, "serve", "--data", self.one.data, "--store", address], capture_output=True,
                                  text=True, env={**os.environ, **environment}, timeout=20, check=False)
            self.assertEqual(said.returncode, 64, said.stderr)
            self.assertEqual(said.stderr.count("\n"), 1, said.stderr)
            self.assertNotIn("hidden", said.stderr + said.stdout)

    def test_g_no_tables_and_no_server(self):
        where = self.one.where[3]
        for address, code in ((where.replace("/postgres?", "/template1?"), 78), (where + "nowhere", 78)):
            said = subprocess.run([story.BIN, "serve", "--data", self.one.data, "--store", address, "--listen",
                                   "127.0.0.1:0"], capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual(said.returncode, code, said.stderr)
            self.assertIn("The databases", said.stderr)


if __name__ == "__main__":
    story.main()
