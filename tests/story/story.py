"""story: a server of its own on loopback, and people who use it by plain HTTP.

A Person keeps cookies like a browser, reads the forms of the page it is on and sends them as they stand there, so a
story breaks when a form breaks. Nothing here knows how the server is made."""
import contextlib
import html.parser
import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse

BIN = os.environ.get("REJOIN_BIN", "build/src/rejoin")
PASSPHRASE = "seven quiet boats at noon"


class Server:
    """init, serve, the line `ready`, and an end by its own id. Its log is kept for whoever wants to read it."""

    def __init__(self, data=None, store=None, **how):
        """store: the address of a database server, in place of files"""
        self.folder = tempfile.mkdtemp(prefix="rejoin-story-")
        self.data = data or os.path.join(self.folder, "data")
        self.how = how
        self.where = ["--data", self.data] + (["--store", store] if store else [])
        self.log_path = os.path.join(self.folder, "log")
        self.process = None
        if not os.path.exists(os.path.join(self.data, "secrets")):
            subprocess.run([BIN, "init", *self.where], check=True, stdout=subprocess.DEVNULL)

    def start(self, workers=2, proxy=False, environment=None, before=None):
        """behind a proxy everybody has a network of their own, so nobody waits for the tries of the others"""
        more = ["--proxy", "127.0.0.1"] if proxy else []
        with open(self.log_path, "ab") as log:
            at = log.tell()
            self.process = subprocess.Popen(
                [BIN, "serve", *self.where, "--listen", "127.0.0.1:0", "--workers", str(workers), *more],
                stdout=log, stderr=log, env={**os.environ, **(environment or {})}, preexec_fn=before)
        for _ in range(600):
            ready = re.search(rb"^ready http://127\.0\.0\.1:(\d+)/", self.log()[at:], re.M)
            if ready:
                self.port = int(ready[1])
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError("the server did not start:\n" + self.log().decode(errors="replace"))

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
        return self.process.returncode if self.process else 0

    def log(self):
        with open(self.log_path, "rb") as f:
            return f.read()

    def children(self):
        """name -> ids of the processes this server started"""
        found = {}
        mine = str(self.process.pid)
        for pid in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as f:
                    text = f.read()
                if text.rsplit(")", 1)[1].split()[1] == mine:
                    found.setdefault(text[text.index("(") + 1:text.rindex(")")], []).append(int(pid))
        return found

    def memory(self):
        """resident bytes of the server and its children"""
        total = 0
        for pid in [self.process.pid, *sum(self.children().values(), [])]:
            with contextlib.suppress(OSError):
                with open(f"/proc/{pid}/statm", encoding="ascii") as f:
                    total += int(f.read().split()[1]) * 4096
        return total

    def tool(self, *words):
        return subprocess.run([BIN, *words], capture_output=True, timeout=120, check=False)

    def __enter__(self):
        return self.start(**self.how)

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Forms(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.forms, self.links, self.text, self.area = [], [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.forms.append((a.get("action"), {}))
        if tag == "a":
            self.links.append(a.get("href"))
        if not self.forms or not a.get("name"):
            return
        fields = self.forms[-1][1]
        if tag == "textarea":
            self.area = a["name"]
            fields[self.area] = ""
        if tag == "input" and (a.get("type") not in ("checkbox", "radio") or "checked" in a):
            fields[a["name"]] = a.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area:
            fields = self.forms[-1][1]
            fields[self.area] = fields[self.area].removeprefix("\n")
            self.area = None

    def handle_data(self, data):
        self.text.append(data)
        if self.area:
            self.forms[-1][1][self.area] += data


class Answer:
    def __init__(self, status, headers, body, path):
        self.status, self.headers, self.body, self.path = status, headers, body, path

    def header(self, name):
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def words(self):
        return " ".join(" ".join(Forms(self.text).text).split())


class Person:
    count = 0

    def __init__(self, server, name=None, passphrase=PASSPHRASE):
        self.server, self.name, self.passphrase = server, name, passphrase
        self.cookies, self.page = {}, None
        Person.count += 1
        self.network = f"10.{Person.count >> 8 & 255}.{Person.count & 255}.1"

    def ask(self, method, path, body=None, headers=None, follow=False):
        """one request; the cookies of the answer are kept"""
        c = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        sent = {"X-Forwarded-For": self.network, "Sec-Fetch-Site": "same-origin", "Origin": f"http://127.0.0.1:{self.server.port}"}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        sent.update(headers or {})
        try:
            c.request(method, path, body, {k: v for k, v in sent.items() if v is not None})
            r = c.getresponse()
            answer = Answer(r.status, r.getheaders(), r.read(), path)
        finally:
            c.close()
        for line in [v for k, v in answer.headers if k.lower() == "set-cookie"]:
            name, value = line.split(";")[0].split("=", 1)
            if "Max-Age=0" in line:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        if follow and answer.status == 303:
            return self.get(answer.header("Location"))
        return answer

    def get(self, path):
        self.page = self.ask("GET", path, follow=True)
        return self.page

    def form(self, action):
        for at, fields in Forms(self.page.text).forms:
            if at == action:
                return fields
        raise AssertionError(f"no form for {action} on {self.page.path} ({self.page.status}): {self.page.words[:300]}")

    def send(self, action, **fields):
        """the form of this page, with these fields filled in; follows to the next page"""
        body = {k: v for k, v in {**self.form(action), **fields}.items() if v is not None}
        self.page = self.ask("POST", action, urllib.parse.urlencode(body), follow=True)
        return self.page

    def sign_up(self, country="DE"):
        self.get("/sign-up")
        return self.send("/sign-up", name=self.name, passphrase=self.passphrase, country=country)

    def begin(self, role="partner"):
        self.get("/begin/1")
        self.send("/begin/1", v=role)
        self.send("/begin/2", v="Alex")
        return self.send("/begin/3", v="the accident")

    def sign_in(self, passphrase=None, own=None):
        self.get("/sign-in")
        return self.send("/sign-in", name=self.name, passphrase=passphrase or self.passphrase, own=own)

    def is_in(self):
        return self.ask("GET", "/account").status == 200

    def again(self, path):
        """a page that asks for the passphrase once more"""
        self.get(path)
        if self.page.path.startswith("/again"):
            self.send("/again", passphrase=self.passphrase)
        return self.page

    def send_leave(self):
        """the button on top of every page; what lies outside is not asked"""
        return self.ask("POST", "/leave", "")

    def recovery_code(self):
        self.again("/account/recovery")
        self.send("/account/recovery")
        return re.search(r'id="recovery-code">([^<]+)<', self.page.text)[1]

    def check_in(self, good, day=None):
        """a whole check-in with one tap a question and words for the last"""
        self.get("/checkin")
        days = [link for link in Forms(self.page.text).links if re.match(r"/checkin/\d+", link or "")]
        path = f"/checkin/{day or days[0].split('/')[2]}/1"
        self.get(path)
        for _ in range(10):
            if 'name="good"' in self.page.text:
                return self.send(path, good=good)
            self.send(path, v="3")
            path = next(a for a, _ in Forms(self.page.text).forms if a and a.startswith("/checkin/"))
        raise AssertionError("the check-in has no end")

    def export(self):
        self.again("/export")
        return self.send("/export/json")


def how_built():
    """'sanitize' when the program was built with a sanitizer"""
    with open(BIN, "rb") as f:
        return "sanitize" if b"__asan_init" in f.read() else "plain"


def soon(what, seconds=20):
    """what() as soon as it is true, or its last value"""
    end = time.monotonic() + seconds
    while not (got := what()) and time.monotonic() < end:
        time.sleep(0.1)
    return got


def main():
    import unittest
    sys.stdout.reconfigure(line_buffering=True)
    unittest.main(verbosity=2)
