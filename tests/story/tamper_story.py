"""Somebody changes the databases while the server is down: every row of a person is damaged, swapped, taken away,
doubled, or set back to an older one, each with a person of its own. Afterwards sign-in refuses or the notebook says
that something could not be verified; nobody else notices anything, and no process ends."""
import os
import sqlite3
import unittest
import urllib.parse

import story

NOTICE = "could not be verified"
OLD, NEW = "Pancakes in the rain", "A long call with my sister"
# Where in the account's blob a changed byte has to be noticed (docs/vault.md, "A person").
ACCOUNT_PLACES = {"account id": 1, "salt": 20, "passes": 33, "memory": 37, "first slot": 41 + 60,
                  "public key": 1649, "public key's end": 1680, "its mac": 1681, "its mac's end": 1712, "state": 2010 + 300}


class Files:
    """the databases of a server that is down"""

    def __init__(self, folder):
        self.pages = sqlite3.connect(os.path.join(folder, "pages.db"), isolation_level=None)
        self.keyring = sqlite3.connect(os.path.join(folder, "keyring.db"), isolation_level=None)
        self.sessions = sqlite3.connect(os.path.join(folder, "sessions.db"), isolation_level=None)

    def accounts(self):
        return dict(self.keyring.execute("SELECT login_id, blob FROM account"))

    def rows(self, space):
        return {p: (v, t, b) for p, v, t, b in
                self.pages.execute("SELECT page, ver, tag, blob FROM page WHERE space = ? ORDER BY page", (space,))}

    def spaces(self):
        return {s for s, in self.pages.execute("SELECT DISTINCT space FROM page")}

    def close(self):
        for db in (self.pages, self.keyring, self.sessions):
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db.close()


def flipped(blob, at=None):
    at = len(blob) // 2 if at is None else at
    return blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1:]


def flip(f, space, page, _old):
    f.pages.execute("UPDATE page SET blob = ? WHERE space = ? AND page = ?", (flipped(f.rows(space)[page][2]), space, page))


def renumber(f, space, page, _old):
    f.pages.execute("UPDATE page SET ver = ver + 1 WHERE space = ? AND page = ?", (space, page))


def swap(f, space, page, _old):
    rows = f.rows(space)
    other = next(p for p in rows if p != page)
    for at, source in ((page, other), (other, page)):
        f.pages.execute("UPDATE page SET ver = ?, tag = ?, blob = ? WHERE space = ? AND page = ?", (*rows[source], space, at))


def take_away(f, space, page, _old):
    f.pages.execute("DELETE FROM page WHERE space = ? AND page = ?", (space, page))


def double(f, space, page, _old):
    f.pages.execute("INSERT INTO page (space, page, ver, tag, blob) VALUES (?, ?, ?, ?, ?)",
                    (space, flipped(page), *f.rows(space)[page]))


def set_back(f, space, page, old):
    f.pages.execute("UPDATE page SET ver = ?, tag = ?, blob = ? WHERE space = ? AND page = ?", (*old[page], space, page))


ATTACKS = [flip, renumber, swap, take_away, double, set_back]


class Tamper(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = story.Server().start(proxy=True)
        cls.people = {}

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    def make(self, names):
        """people with the same notebook, twice: as it was, and as it is. Who has which rows shows as they come."""
        here = {}
        for name in names:
            p = story.Person(self.server, name, f"{story.PASSPHRASE} {len(here)}{len(self.known)}")
            p.sign_up()
            p.begin()
            self.write(p, OLD)
            here[name] = p
            f = Files(self.server.data)
            p.space, = f.spaces() - {q.space for q in here.values() if q is not p} - self.known
            p.login, = set(f.accounts()) - {q.login for q in here.values() if q is not p} - self.known
            f.close()
        f = Files(self.server.data)
        for p in here.values():
            p.old, p.old_account = f.rows(p.space), f.accounts()[p.login]
        f.close()
        for p in here.values():
            self.write(p, NEW)
            p.get("/me")
            p.send("/me", words_self=NEW, exit="1", country="DE")
        return here

    def write(self, p, words):
        path = p.get("/checkin").text.split('href="/checkin/')[1].split('"')[0].split("/")[0]
        p.get(f"/checkin/{path}/1")
        p.send(f"/checkin/{path}/1", v="2" if words == OLD else "4")
        p.get(f"/checkin/{path}/6")
        p.send(f"/checkin/{path}/6", good=words)
        p.get("/me")
        token = p.form("/me")["csrf"]
        got = p.ask("POST", "/draft?for=/me", urllib.parse.urlencode({"csrf": token, "words_self": words}))
        self.assertEqual(got.status, 204)
        p.day = path

    def setUp(self):
        f = Files(self.server.data)
        self.known = f.spaces() | set(f.accounts())
        f.close()

    def whole(self, p):
        """signed in anew, everything there, nothing said"""
        q = story.Person(self.server, p.name, p.passphrase)
        self.assertEqual(q.sign_in().path, "/today")
        text = q.page.words + q.get(f"/checkin/{p.day}").words + q.get("/me").text
        self.assertNotIn(NOTICE, text)
        self.assertEqual(text.count(NEW), 2)

    def noticed(self, p):
        """None when sign-in refuses or the notebook says so, else what is shown"""
        q = story.Person(self.server, p.name, p.passphrase)
        answer = q.sign_in()
        if answer.path == "/sign-in":
            return None if answer.status == 422 or NOTICE in answer.words else f"sign-in answers {answer.status}"
        pages = [answer] + [q.get(path) for path in ("/today", f"/checkin/{p.day}", "/checkin", "/me", "/account", "/help", "/learn")]
        said = [a.path for a in pages if NOTICE in a.text]
        wrong = [(a.path, a.status) for a in pages if a.status != 200 and NOTICE not in a.text]
        if wrong:
            return f"pages do not open: {wrong}"
        return None if said else "nothing was said: " + " ".join(pages[1].words.split())[:200]

    def attack(self, names, how):
        """people made, the server down, how(files, person) done to each, the server up; then everybody is looked at"""
        everybody = self.make([*names, "Untouched " + self.id()[-6:]])
        control = everybody.popitem()[1]
        self.assertEqual(self.server.stop(), 0)
        f = Files(self.server.data)
        for name, p in everybody.items():
            how(f, p, name)
        f.close()
        self.server.start(proxy=True)
        before = self.server.children()
        undetected = {name: what for name, p in everybody.items() if (what := self.noticed(p))}
        self.assertEqual(undetected, {})
        self.whole(control)
        self.assertEqual(self.server.children(), before, "a process ended")
        return len(everybody)

    def test_pages(self):
        probe = self.make(["Probe"])["Probe"]
        self.known |= {probe.space, probe.login}
        n = len(probe.old)
        self.assertGreaterEqual(n, 4)
        names = [f"{a.__name__} {i}" for a in ATTACKS for i in range(n)]
        untouched = []

        def how(f, p, name):
            word, i = name.rsplit(" ", 1)
            now = f.rows(p.space)
            order = sorted(p.old, key=lambda page: (now[page][0], len(now[page][2]), page))
            page = order[int(i)]
            if word == "set_back" and p.old[page] == now[page]:
                untouched.append(page)
                page = order[-1]
            next(a for a in ATTACKS if a.__name__ == word)(f, p.space, page, p.old)
        print(self.attack(names, how), "rows of pages tried,", n, "of each person")
        self.assertLessEqual(len(untouched), 1, "pages that did not change between the two versions")

    def test_accounts(self):
        def how(f, p, name):
            f.keyring.execute("UPDATE account SET blob = ? WHERE login_id = ?",
                              (flipped(f.accounts()[p.login], ACCOUNT_PLACES[name]), p.login))
        self.attack(list(ACCOUNT_PLACES), how)

    def test_accounts_moved(self):
        def how(f, p, name):
            if name == "taken away":
                f.keyring.execute("DELETE FROM account WHERE login_id = ?", (p.login,))
            if name == "doubled":
                f.keyring.execute("INSERT INTO account SELECT ?, ?, ver, blob FROM account WHERE login_id = ?",
                                  (flipped(p.login), os.urandom(16), p.login))
                f.keyring.execute("DELETE FROM account WHERE login_id = ?", (p.login,))
            if name == "another's":
                other = next(b for k, b in f.accounts().items() if k != p.login)
                f.keyring.execute("UPDATE account SET blob = ? WHERE login_id = ?", (other, p.login))
            if name == "state of old":
                now = f.accounts()[p.login]
                f.keyring.execute("UPDATE account SET blob = ? WHERE login_id = ?", (now[:2010] + flipped(p.old_account)[2010:], p.login))
                f.pages.execute("DELETE FROM page WHERE space = ?", (p.space,))
        self.attack(["taken away", "doubled", "another's", "state of old"], how)

    def test_sessions(self):
        mira = self.make(["Sitting"])["Sitting"]
        self.assertEqual(mira.get("/today").status, 200)
        self.server.stop()
        f = Files(self.server.data)
        for sid, blob in f.sessions.execute("SELECT sid, blob FROM session").fetchall():
            f.sessions.execute("UPDATE session SET blob = ? WHERE sid = ?", (flipped(blob), sid))
        f.close()
        self.server.start(proxy=True)
        self.assertEqual(mira.ask("GET", "/today").header("location"), "/sign-in")
        self.whole(mira)

    def test_a_whole_notebook_set_back_before_a_device_that_knows_better(self):
        p = self.make(["Known"])["Known"]
        p.cookies.clear()
        p.sign_in(own="1")
        p.check_in("Seen by this device")
        p.get("/today")
        p.send("/leave")
        self.server.stop()
        f = Files(self.server.data)
        for page, row in p.old.items():
            f.pages.execute("UPDATE page SET ver = ?, tag = ?, blob = ? WHERE space = ? AND page = ?", (*row, p.space, page))
        for page in set(f.rows(p.space)) - set(p.old):
            f.pages.execute("DELETE FROM page WHERE space = ? AND page = ?", (p.space, page))
        f.keyring.execute("UPDATE account SET blob = ? WHERE login_id = ?", (p.old_account, p.login))
        f.close()
        self.server.start(proxy=True)
        p.sign_in(own="1")
        self.assertTrue(p.page.path == "/sign-in" or NOTICE in p.get("/today").words, p.page.words)


if __name__ == "__main__":
    story.main()
