"""Somebody with twelve weeks behind them takes everything along: the text file, every table, the locked copy. The copy
is opened with Debian's age and tar, and what is inside is compared with the records, thing by thing."""
import csv
import html.parser
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import unittest

import story

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "vault"))
import age_tool  # noqa: E402

WORDS = "a kettle, a lamp, nine quiet words für später"
DANGER = "=HYPERLINK(\"//elsewhere\")"
SAFE_WORD = "kingfisher"


def plain(value):
    """a value as it stands inside a list"""
    if isinstance(value, dict):
        return "; ".join(f"{k}: {plain(v)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(plain(v) for v in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def flat(record, before=""):
    """column -> text of one record, as a reader of the table would expect them"""
    row = {}
    for key, value in record.items() if isinstance(record, dict) else [("value", record)]:
        if isinstance(value, dict):
            row.update(flat(value, f"{before}{key}: "))
        elif isinstance(value, list):
            row[before + key] = "\n".join(plain(v) for v in value)
        else:
            row[before + key] = plain(value)
    return row


def guarded(text):
    """as no spreadsheet takes it for a formula; a number is none"""
    return "'" + text if text and text[0] in "=+-@\t\r\n" and not re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def strings(value):
    if isinstance(value, dict):
        for key, inside in value.items():
            yield key
            yield from strings(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from strings(inside)
    elif isinstance(value, str):
        yield value


class Copy(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.names, self.said = set(), set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names.update(name for name, _ in attrs)

    def handle_data(self, data):
        self.said.append(data)


class Export(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        data = os.path.join(cls.folder.name, "demo")
        made = subprocess.run([story.BIN, "demo", "--data", data], capture_output=True, text=True, check=True)
        name, passphrase = re.search(r"name (\S+), passphrase (.+)$", made.stdout, re.M).groups()
        cls.server = story.Server(data=data, workers=1)
        cls.server.start(**cls.server.how)
        cls.alex = story.Person(cls.server, name, passphrase)
        cls.alex.sign_in()
        cls.alex.check_in(DANGER)
        cls.alex.get("/own/plan/1")
        cls.alex.send("/own/plan/1", lines=SAFE_WORD)
        cls.alex.again("/export/archive")
        cls.locked = cls.alex.send("/export/archive", words=WORDS, again=WORDS).body

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.folder.cleanup()

    def send(self, way, page="/export", **fields):
        self.alex.again(page)
        answer = self.alex.send(way, **fields)
        self.assertEqual(answer.status, 200, answer.words[:300])
        self.assertIn("attachment", answer.header("Content-Disposition") or "")
        self.assertEqual(answer.header("Cache-Control"), "no-store")
        return answer.body

    def lock(self, **fields):
        return self.send("/export/archive", "/export/archive", words=WORDS, again=WORDS, **fields)

    def unpack(self, locked):
        text, said = age_tool.unlock(locked, WORDS, self.folder.name)
        self.assertIsNotNone(text, said)
        with tarfile.open(fileobj=io.BytesIO(text), mode="r:") as t:
            for member in t.getmembers():
                self.assertTrue(member.isreg() and member.mode == 0o600 and member.uid == 0 and not member.uname, member)
            inside = {member.name: t.extractfile(member).read() for member in t.getmembers()}
        path = os.path.join(self.folder.name, "notebook.tar")
        with open(path, "wb") as f:
            f.write(text)
        listed = subprocess.run(["tar", "-tf", path], capture_output=True, text=True, check=True)
        self.assertEqual((listed.stdout.split(), listed.stderr), (list(inside), ""))
        return inside

    def same_table(self, table, records):
        self.assertTrue(table.startswith(b"\xef\xbb\xbf") and table.endswith(b"\r\n"))
        rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""), strict=True))
        names, rows = rows[0], rows[1:]
        self.assertEqual(len(rows), len(records))
        for row, record in zip(rows, records):
            should = flat(record)
            self.assertLessEqual(set(should), set(names))
            self.assertEqual(row, [guarded(should.get(n, "")) for n in names])

    def test_the_archive_holds_every_record(self):
        records = json.loads(self.send("/export/json"))
        inside = self.unpack(self.locked)
        self.assertEqual(json.loads(inside["notebook/rejoin.json"]), records)
        rooms = {room: kept for room, kept in records.items() if room != "me" and kept}
        self.assertGreater(len(rooms), 8)
        tables = {f"notebook/tables/{room}.csv" for room in rooms}
        self.assertEqual(set(inside), tables | {"notebook/README.txt", "notebook/index.html", "notebook/rejoin.json"})
        for room, kept in rooms.items():
            with self.subTest(room=room):
                self.same_table(inside[f"notebook/tables/{room}.csv"], kept)
                self.assertEqual(self.send("/export/table", room=room), inside[f"notebook/tables/{room}.csv"])
        self.assertIn(f"'{DANGER[:6]}".encode(), inside["notebook/tables/checkin.csv"])

    def test_the_page_inside_has_everything_and_needs_nothing(self):
        inside = self.unpack(self.locked)
        text = inside["notebook/index.html"].decode()
        copy = Copy(text)
        self.assertFalse(copy.tags & {"script", "link", "img", "iframe", "object", "form", "a", "svg"}, copy.tags)
        self.assertFalse({n for n in copy.names if n.startswith("on") or n in ("href", "src", "style", "action")})
        self.assertIsNone(re.search(r"url\(|@import", text))
        said = "".join(copy.said)
        records = json.loads(inside["notebook/rejoin.json"])
        room_words = set(records)
        for words in strings([records["me"], *[r for room in records if room != "me" for r in records[room]]]):
            if words not in room_words and not self.is_title_key(words, records):
                self.assertIn(words, said)
        readme = inside["notebook/README.txt"].decode("ascii")
        self.assertIn("age -d -o notebook.tar notebook.tar.age", readme)
        self.assertIn("tar -xf notebook.tar", readme)

    @staticmethod
    def is_title_key(words, records):
        """the name of a record's first field is not said: the record is called by what stands there"""
        return any(isinstance(r, dict) and next(iter(r), None) == words for kept in records.values() if isinstance(kept, list) for r in kept)

    def test_safety_only_when_it_is_ticked(self):
        inside = self.unpack(self.locked)
        for name, text in inside.items():
            self.assertNotIn(SAFE_WORD.encode(), text, name)
        self.assertNotIn(SAFE_WORD.encode(), self.send("/export/json"))
        inside = self.unpack(self.lock(safety="1"))
        for name in ("index.html", "rejoin.json", "tables/safety.csv"):
            self.assertIn(SAFE_WORD.encode(), inside["notebook/" + name], name)
        self.assertIn(SAFE_WORD.encode(), self.send("/export/json", safety="1"))
        self.assertIn(SAFE_WORD.encode(), self.send("/export/table", room="safety"))

    def test_only_the_words_open_it(self):
        locked = self.locked
        for word in (DANGER[:10], "checkin", "README", "Alex"):
            self.assertNotIn(word.encode(), locked)
        for words in (WORDS + " ", self.alex.passphrase):
            opened, said = age_tool.unlock(locked, words, self.folder.name)
            self.assertIsNone(opened)
            self.assertIn("incorrect passphrase", said)
        for at in (len(locked) - 1, len(locked) // 2, 30):
            changed = bytearray(locked)
            changed[at] ^= 1
            self.assertIsNone(age_tool.unlock(bytes(changed), WORDS, self.folder.name)[0])

    def test_others_are_served_meanwhile(self):
        """stretching is not done where pages are made"""
        slowest, done = 0.0, threading.Event()

        def look():
            nonlocal slowest
            while not done.is_set():
                begun = time.monotonic()
                story.Person(self.server).get("/help")
                slowest = max(slowest, time.monotonic() - begun)

        self.alex.again("/export/archive")
        looking = threading.Thread(target=look)
        looking.start()
        begun = time.monotonic()
        self.lock()
        took = time.monotonic() - begun
        done.set()
        looking.join()
        print(f"a copy took {took:.2f} s, the slowest page beside it {slowest:.3f} s")
        self.assertLess(slowest, max(0.25, took / 2))

    def test_nothing_of_it_is_kept(self):
        locked = self.locked
        for at, _, names in os.walk(self.server.data):
            for name in names:
                with open(os.path.join(at, name), "rb") as f:
                    text = f.read()
                for piece in (WORDS.encode(), b"age-encryption", locked[200:232], SAFE_WORD.encode()):
                    self.assertNotIn(piece, text, name)
        log = self.server.log()
        for piece in (WORDS.encode(), SAFE_WORD.encode(), b"HYPERLINK"):
            self.assertNotIn(piece, log)


if __name__ == "__main__":
    story.main()
