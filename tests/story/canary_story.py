"""Two people are linked and fill in every field for words on every page that they reach, each with a word of its own.
Then no file of the server holds any of these words, in any shape, nor a code or a cookie: databases, their logs of
writes, the server's log, a backup."""
import base64
import html.parser
import os
import re
import unittest
import urllib.parse

import story

PAGES_MOST = 130
# Ends what is being looked at, or asks for something that is not a word.
LEFT_OUT = re.compile(r"^/(leave|lock|again|sign-|recover|account|second|me/|draft|own/pause|join)|/(leave|stop|remove|withdraw|forget|hush)\b")
DOORS = ["/today", "/us", "/share", "/me", "/checkin", "/incident", "/incident/note", "/card", "/signal", "/approach", "/calendar", "/remind/new", "/circle", "/programme", "/own", "/own/plan/1", "/help"]


class Page(html.parser.HTMLParser):
    """links, and forms with the kind and value of each field"""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.links, self.forms = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "a" and (a.get("href") or "").startswith("/"):
            self.links.append(a["href"].split("#")[0])
        if tag == "form":
            self.forms.append((a.get("method"), a.get("action"), []))
        if not self.forms or tag not in ("input", "textarea", "button", "select") or not a.get("name"):
            return
        kind = "text" if tag == "textarea" else a.get("type", "text") if tag == "input" else tag
        self.forms[-1][2].append((kind, a["name"], a.get("value") or ""))


class Canaries:
    def __init__(self):
        self.words = []

    def new(self):
        self.words.append(f"quokka{len(self.words):03d}narwhal")
        return self.words[-1]

    def fill(self, fields):
        body = {}
        for kind, name, value in fields:
            if kind == "text":
                body[name] = self.new()
            elif kind in ("hidden", "radio", "checkbox", "time", "date", "number"):
                body.setdefault(name, value or ("09:30" if kind == "time" else ""))
        if not any(kind == "text" for kind, _, _ in fields):
            return None
        for kind, name, value in fields:
            if kind == "button":
                body.setdefault(name, value)
        return body


def shapes(word):
    plain = word.encode()
    yield from (plain, word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode(), plain.hex().upper().encode())
    yield urllib.parse.quote(word).encode()
    for at in range(3):  # base64, by where the word begins
        yield base64.b64encode(b"x" * at + plain)[at + 1 if at else 0:-4]


def files_under(folder):
    for at, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(at, name), "rb") as f:
                yield os.path.join(at, name), f.read()


class Canary(unittest.TestCase):
    def walk(self, person, canaries):
        """every page there is a link to; the forms of each are filled in and sent"""
        seen, todo, kept = set(), list(DOORS), 0
        while todo and len(seen) < PAGES_MOST:
            path = todo.pop(0)
            if path in seen or re.match(r"^/(learn|insights|assets|leave|lock|account)", path):
                continue
            seen.add(path)
            answer = person.get(path)
            page = Page(answer.text)
            todo += page.links
            for method, action, fields in page.forms:
                if (method or "").lower() != "post" or not action or LEFT_OUT.search(action):
                    continue
                body = canaries.fill(fields)
                if body is None:
                    continue
                sent = person.ask("POST", action, urllib.parse.urlencode(body))
                kept += sent.status == 303
                if sent.status == 303:
                    todo.append(sent.header("Location"))
        return kept

    def test_nothing_typed_lies_in_a_file(self):
        canaries, secrets = Canaries(), []
        with story.Server(proxy=True) as server:
            alex, sam = story.Person(server, "alexquokka"), story.Person(server, "samquokka")
            for p in (alex, sam):
                p.sign_up()
            alex.again("/share/invite")
            alex.send("/share/invite", name=canaries.new())
            code = re.search(r"/join/([0-9A-Za-z-]+)", alex.page.text)[1]
            sam.again(f"/join/{code}/yes")
            sam.send(f"/join/{code}/yes", name=canaries.new())
            alex.get("/us")
            secrets += [code, code.replace("-", ""), story.PASSPHRASE, "alexquokka", "samquokka"]
            kept = sum(self.walk(p, canaries) for p in (alex, sam, alex))
            # Each shows the other what there is.
            for p in (alex, sam):
                p.get("/share")
                other = re.search(r"/share/([0-9a-f]{32})", p.page.text)[1]
                p.ask("POST", f"/card/calming/share/{other}", urllib.parse.urlencode(
                    {"csrf": re.search(r'name="csrf" value="([0-9a-f]+)"', p.get(f"/card/calming/share/{other}").text)[1]}))
            kept += sum(self.walk(p, canaries) for p in (alex, sam))
            for p in (alex, sam):
                secrets += p.cookies.values()
            # A calendar link, under titles that were typed.
            alex.get("/calendar")
            alex.send("/calendar", plan=canaries.new(), two=canaries.new())
            alex.again("/calendar/link")
            alex.send("/calendar/link")
            path = re.search(r"/feed/[0-9a-f]{48}\.ics", alex.page.text)[0]
            self.assertEqual(sam.ask("GET", path).status, 200)
            secrets.append(path[6:-4])
            # A helper's link, and a task taken with it.
            alex.get("/circle/new")
            alex.send("/circle/new", task=canaries.new(), words=canaries.new(), day="", time="")
            alex.get("/circle/helpers/new")
            alex.send("/circle/helpers/new", name=canaries.new())
            helper = re.search(r"/circle/helper/[0-9a-f]{32}", alex.page.path)[0]
            alex.again(helper + "/link")
            alex.send(helper + "/link")
            path = re.search(r"/tasks/[0-9a-f]{48}", alex.page.text)[0]
            nobody = story.Person(server, "nobody")
            nobody.get(path)
            self.assertTrue(any(word in nobody.page.text for word in canaries.words))
            nobody.send(path, do="take")
            self.assertIn("It is yours", nobody.page.text)
            secrets.append(path[7:])
            for_two = sam.get("/us").text + alex.get("/us").text
            shown = sum(word in for_two for word in canaries.words)
            backup = os.path.join(server.folder, "backup")
            self.assertEqual(server.tool("backup", "--data", server.data, backup).returncode, 0)
            files = dict(files_under(server.folder))
            self.assertTrue(any(f.endswith("-wal") for f in files))
            self.assertTrue(any(f.startswith(backup) for f in files))
            found = [(f, word) for f, content in files.items() for word in canaries.words + secrets
                     for shape in shapes(word) if shape in content]
            self.assertEqual(found, [])
        print(f"{len(canaries.words)} words typed in {kept} forms that were kept, {shown} of them on the page for two, "
              f"{len(secrets)} codes, names and cookies, in {len(files)} files: 0 hits", flush=True)
        self.assertGreater(kept, 30)
        self.assertGreater(shown, 0)

    def test_each_shape_is_seen(self):
        """the look itself: a word that lies there is found"""
        word = "quokka001narwhal"
        for at in range(3):
            text = base64.b64encode(b"y" * at + word.encode() + b" and more")
            self.assertTrue(any(shape in text for shape in shapes(word)))
        for text in (f"say {word} so".encode("utf-16-le"), word.encode().hex().encode(), f"a={word}&b=1".encode()):
            self.assertTrue(any(shape in text for shape in shapes(word)))


if __name__ == "__main__":
    story.main()
