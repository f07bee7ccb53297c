"""Words typed when something is over: the session has run out, the disk is full."""
import ctypes
import os
import re
import resource
import signal
import sqlite3
import subprocess
import tempfile
import unittest
import urllib.parse

import story

WORDS = " ".join(f"word{i}" for i in range(70))[:480]
MIB = 1 << 20
CLONE_NEWNS = 0x20000


def mount_small(folder, size):
    """a file system of its own for this process and those it starts; False where that is not allowed"""
    if os.geteuid() != 0:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNS) != 0 or libc.mount(b"none", b"/", None, 0x4000 | 0x40000, None) != 0:
        return False
    return libc.mount(b"none", folder.encode(), b"tmpfs", 0, f"size={size},mode=700".encode()) == 0


def last_question(p):
    day = next(a for a in story.Forms(p.get("/checkin").text).links if re.match(r"/checkin/\d+", a or ""))
    day = day.split("/")[2]
    for step in (7, 6, 5):
        path = f"/checkin/{day}/{step}"
        if p.get(path).status == 200:
            return path
    raise AssertionError("no last question")


class RunOut(unittest.TestCase):
    def test_words_of_a_session_that_has_run_out(self):
        with story.Server() as server:
            p = story.Person(server, "Ida")
            p.sign_up()
            path = last_question(p)
            server.stop()
            db = sqlite3.connect(f"{server.data}/sessions.db")
            db.execute("UPDATE session SET exp_idle = 1")
            db.commit()
            db.close()
            server.start()
            answer = p.send(path, good=WORDS)
            self.assertEqual(answer.path, "/sign-in?kept=1", answer.words)
            p.send("/sign-in", name="Ida", passphrase=story.PASSPHRASE)
            self.assertIn("You were writing something", p.page.words)
            link = next(a for a in story.Forms(p.page.text).links if a and a.startswith(path))
            p.get(link)
            self.assertEqual(p.form(path)["good"], WORDS)
            p.send(path)
            self.assertIn(WORDS, p.page.words)
            self.assertNotIn("You were writing something", p.get("/today").words)

    def test_a_late_post_with_a_wrong_token_keeps_nothing(self):
        with story.Server() as server:
            p = story.Person(server, "Jo")
            p.sign_up()
            path = last_question(p)
            cookies = dict(p.cookies)
            p.send_leave()
            p.cookies = cookies
            answer = p.ask("POST", path, urllib.parse.urlencode({"good": "planted", "csrf": "0" * 32}))
            self.assertEqual(answer.status, 403)
            p.sign_in()
            self.assertNotIn("You were writing something", p.get("/today").words)


class Full(unittest.TestCase):
    def test_disk_full(self):
        folder = tempfile.mkdtemp(prefix="rejoin-full-")
        is_mounted = mount_small(folder, 3 * MIB)
        limit = None if is_mounted else self.limit
        server = story.Server(data=os.path.join(folder, "data"))
        try:
            self.try_full(server.start(before=limit), folder, is_mounted)
        finally:
            server.__exit__()
            subprocess.run(["umount", folder] if is_mounted else ["true"], check=False)

    @staticmethod
    def limit():
        """where nothing may be mounted: no file grows beyond this, until the limit is lifted"""
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 * MIB, resource.RLIM_INFINITY))

    def fill(self, folder):
        with open(os.path.join(folder, "ballast"), "wb", buffering=0) as f:
            try:
                while f.write(b"x" * 512):
                    pass
            except OSError:
                pass

    def make_room(self, server, folder, is_mounted):
        if is_mounted:
            os.unlink(os.path.join(folder, "ballast"))
            return
        for pid in [server.process.pid, *sum(server.children().values(), [])]:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def try_full(self, server, folder, is_mounted):
        p = story.Person(server, "Kim")
        p.sign_up()
        p.begin()
        path = last_question(p)
        p.send(path, good="Before the disk was full")
        before = server.children()
        if is_mounted:
            self.fill(folder)
        refused, last = None, "-"
        for i in range(400):  # the log may have room for a few
            p.get(path)
            words = f"{WORDS} {i}"
            answer = p.send(path, good=words)
            if answer.status != 200:
                refused = answer
                break
            last = words
        self.assertIsNotNone(refused, "the disk never was full")
        self.assertIn(refused.status, (507,) if is_mounted else (503, 507))
        self.assertIn("Your words are still here", refused.words)
        self.assertIn(words, refused.words, "the typed words are handed back")
        for path_read in ("/today", "/checkin", "/me", "/help", "/learn"):
            self.assertEqual(p.get(path_read).status, 200, path_read)
        day = path.rsplit("/", 1)[0]
        self.assertTrue("Before the disk was full" in p.get(day).words or last in p.page.words, "reading goes on")
        visitor = story.Person(server, "Lou")
        visitor.get("/sign-up")
        answer = visitor.send("/sign-up", name="Lou", passphrase=story.PASSPHRASE, country="")
        self.assertIn(answer.status, (503, 507))
        self.make_room(server, folder, is_mounted)
        p.get(path)
        self.assertEqual(p.send(path, good="There is room again").status, 200)
        self.assertIn("There is room again", p.page.words)
        self.assertEqual(visitor.sign_up().status, 200)
        self.assertEqual(server.children(), before, "no process ended")
        print("a file system of its own" if is_mounted else "a limit on the size of files")


if __name__ == "__main__":
    story.main()
