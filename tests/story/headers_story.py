"""Every answer carries the whole set of headers, and nothing that can be sent wrongly changes anything."""
import re
import socket
import unittest
import urllib.parse

import story

POLICY = {
    "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self'", "connect-src 'self'", "worker-src 'self'",
    "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    "require-trusted-types-for 'script'", "trusted-types rejoin",
}
# For people who do not know this product: no script, and no name of it.
PLAIN_POLICY = {
    "default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    "require-trusted-types-for 'script'", "trusted-types 'none'",
}
SAME = {"x-content-type-options": "nosniff", "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin"}
PRIVATE = ["/today", "/checkin", "/me", "/account", "/export", "/account/delete", "/account/passphrase",
           "/account/second", "/account/recovery", "/begin/1", "/begin/2", "/help", "/learn", "/us", "/"]
OPEN = ["/", "/help", "/help/call", "/learn", "/us", "/sign-up", "/sign-in", "/recover", "/lock", "/me"]


def setUpModule():
    global server, mira
    server = story.Server().start()
    mira = story.Person(server, "Mira")
    mira.sign_up()
    mira.begin()
    mira.check_in("Tea at the window")


def tearDownModule():
    server.__exit__()


def answer_of(got):
    head, _, body = got.partition(b"\r\n\r\n")
    lines = head.decode("latin1").split("\r\n")
    headers = [tuple(line.split(": ", 1)) for line in lines[1:] if ": " in line]
    return story.Answer(int(lines[0].split()[1]) if lines[0] else 0, headers, body, "raw")


def last_of(data):
    """the answer to the last of several requests sent at once"""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as s:
        s.sendall(data)
        got = b""
        try:
            while part := s.recv(65536):
                got += part
        except OSError:
            pass
    first = answer_of(got)
    return answer_of(first.body[int(first.header("content-length")):])


def raw(data):
    """what comes back for these bytes"""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as s:
        s.sendall(data)
        s.settimeout(10)
        got = b""
        try:
            while part := s.recv(65536):
                got += part
                head, _, body = got.partition(b"\r\n\r\n")
                length = re.search(rb"(?i)content-length: (\d+)", head)
                if length and len(body) >= int(length[1]):
                    break
        except OSError:
            pass
    return answer_of(got)


class Whole(unittest.TestCase):
    def has_all(self, answer, about, wanted=POLICY):
        with self.subTest(about, status=answer.status):
            policy = answer.header("content-security-policy") or ""
            self.assertEqual({part.strip() for part in policy.split(";")}, wanted)
            for name, value in SAME.items():
                self.assertEqual(answer.header(name), value, name)
            self.assertIn(answer.header("referrer-policy"), ("same-origin", "no-referrer"))
            self.assertIn("geolocation=()", answer.header("permissions-policy") or "")
            self.assertIsNotNone(answer.header("cache-control"))
            self.assertIsNone(answer.header("server"))
            self.assertIsNone(answer.header("content-encoding"))
            names = [k.lower() for k, _ in answer.headers if k.lower() != "set-cookie"]
            self.assertEqual(len(names), len(set(names)), "a header twice")


class Headers(Whole):
    def test_on_open_pages(self):
        for path in OPEN:
            answer = story.Person(server).ask("GET", path)
            self.assertEqual(answer.status, 200, path)
            self.has_all(answer, path)
            self.assertIsNone(answer.header("set-cookie"), path)

    def test_on_private_pages_which_nobody_keeps(self):
        for path in PRIVATE:
            answer = mira.ask("GET", path)
            self.assertEqual(answer.status, 200, path)
            self.has_all(answer, path)
            self.assertEqual(answer.header("cache-control"), "no-store", path)

    def test_on_redirects_and_refusals(self):
        visitor = story.Person(server)
        for who, method, path, status in [
                (visitor, "GET", "/today", 303), (visitor, "GET", "/nowhere", 404), (mira, "GET", "/nowhere", 404),
                (visitor, "POST", "/today", 405), (mira, "GET", "/leave", 405), (mira, "DELETE", "/today", 405),
                (mira, "GET", "/checkin/99999999", 404), (mira, "GET", "/%zz", 404), (mira, "POST", "/account/everywhere", 403)]:
            body = "a=b" if method == "POST" else None
            answer = who.ask(method, path, body)
            self.assertEqual(answer.status, status, (method, path))
            self.has_all(answer, f"{method} {path}")

    def test_on_files(self):
        page = story.Person(server).ask("GET", "/").text
        files = set(re.findall(r'(?:src|href)="(/a/[^"]+)"', page)) | {"/sw.js", "/app.webmanifest"}
        self.assertGreaterEqual(len(files), 3)
        for path in files:
            answer = story.Person(server).ask("GET", path)
            if answer.status == 404 and not path.startswith("/a/"):
                continue
            self.assertEqual(answer.status, 200, path)
            self.has_all(answer, path)
            again = story.Person(server).ask("GET", path, headers={"If-None-Match": answer.header("etag")})
            self.assertEqual(again.status, 304, path)
            self.has_all(again, path + " once more")

    def test_on_a_calendar_link(self):
        """what anybody with the link is answered; what anybody is answered whose link ended, or never was"""
        mira.again("/calendar/link")
        mira.send("/calendar/link")
        path = re.search(r"/feed/[0-9a-f]{48}\.ics", mira.page.text)[0]
        visitor = story.Person(server)
        answer = visitor.ask("GET", path)
        self.assertEqual(answer.status, 200)
        self.has_all(answer, "a calendar link")
        self.assertEqual(answer.header("content-type"), "text/calendar; charset=utf-8")
        self.assertEqual(answer.header("cache-control"), "no-store")
        self.assertIsNone(answer.header("set-cookie"))
        self.assertTrue(answer.text.startswith("BEGIN:VCALENDAR\r\n"))
        head = visitor.ask("HEAD", path)
        self.assertEqual((head.status, head.body), (200, b""))
        self.assertEqual([h for h in head.headers if h[0] != "Date"], [h for h in answer.headers if h[0] != "Date"])
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"):
            answer = visitor.ask(method, path, "a=b" if method == "POST" else None)
            self.assertEqual(answer.status, 405, method)
            self.has_all(answer, method)
        mira.get("/calendar")
        mira.send("/calendar/off")
        for method in ("GET", "HEAD"):
            said = {tuple(h for h in a.headers if h[0] != "Date") + (a.status, a.body) for a in
                    (visitor.ask(method, at) for at in
                     (path, "/feed/" + "0" * 48 + ".ics", "/feed/x", "/feed/%00.ics", path + "/", path[:-4], "/feed/" + "a" * 4000))}
            self.assertEqual(len(said), 1, said)
            self.assertEqual(said.pop()[-2], 404)

    def test_on_a_helpers_link(self):
        """what a helper is answered, in whatever way they ask; none of it says what it is part of"""
        mira.get("/circle/new")
        mira.send("/circle/new", task="Fetch bread")
        mira.get("/circle/helpers/new")
        mira.send("/circle/helpers/new", name="Anna")
        helper = re.search(r"/circle/helper/[0-9a-f]{32}", mira.page.path)[0]
        mira.again(helper + "/link")
        mira.send(helper + "/link")
        path = re.search(r"/tasks/[0-9a-f]{48}", mira.page.text)[0]
        visitor = story.Person(server)

        def plain(answer, status, about):
            self.assertEqual(answer.status, status, about)
            self.has_all(answer, about, PLAIN_POLICY)
            self.assertEqual(answer.header("x-robots-tag"), "noindex, nofollow")
            self.assertEqual(answer.header("cache-control"), "no-store")
            self.assertIsNone(answer.header("set-cookie"))
            self.assertIsNone(re.search(r"(?i)ptsd|trauma|therap|rejoin|help now", str(answer.headers) + answer.text), about)
            return answer

        page = plain(visitor.ask("GET", path), 200, "a helper's page")
        visitor.page = page
        plain(visitor.ask("HEAD", path), 200, "its head")
        body = urllib.parse.urlencode({**visitor.form(path), "do": "take"})
        sent = visitor.ask("POST", path, body, headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"})
        plain(sent, 403, "from elsewhere")
        plain(visitor.ask("POST", path, "do=" + "a" * 600000), 413, "too much")
        plain(visitor.ask("POST", path, "do=%zz"), 400, "broken")
        plain(visitor.ask("POST", path, body), 303, "taken")
        for method in ("PUT", "DELETE", "OPTIONS", "PROPFIND"):
            plain(visitor.ask(method, path), 405, method)
        host = b"Host: 127.0.0.1:%d\r\n" % server.port
        for head, rest, statuses in [
                (b"GET %s", b"Host: other.example\r\n", (400,)),
                (b"GET %s", host + b"no colon here\r\n", (400,)),
                (b"POST %s", host + b"Transfer-Encoding: chunked\r\n", (411,)),
                (b"GET %s?" + b"a" * 9000, host, (414,)),
                (b"GET %s", host + b"Cookie: " + b"c" * 9000 + b"\r\n", (413, 431))]:
            answer = raw(head % path.encode() + b" HTTP/1.1\r\n" + rest + b"\r\n")
            self.assertIn(answer.status, statuses, rest[:40])
            plain(answer, answer.status, rest[:40])
        mira.get(helper)
        mira.send(helper + "/off")
        for method in ("GET", "HEAD", "POST"):
            said = {tuple(h for h in a.headers if h[0] != "Date") + (a.status, a.body) for a in
                    (plain(visitor.ask(method, at, body if method == "POST" else None), 404, at) for at in
                     (path, "/tasks/" + "0" * 48, "/tasks/x", "/tasks/%00", path + "/", path[:-1], path + "0", "/tasks", "/tasks/" + "a" * 4000))}
            self.assertEqual(len(said), 1, said)

    def test_on_head(self):
        answer = mira.ask("HEAD", "/today")
        self.assertEqual((answer.status, answer.body), (200, b""))
        self.has_all(answer, "HEAD /today")

    def test_on_what_is_no_request(self):
        host = f"127.0.0.1:{server.port}".encode()
        for data, statuses in [
                (b"GET / HTTP/1.1\r\nHost: other.example\r\n\r\n", (400,)),
                (b"GET / HTTP/1.0\r\nHost: " + host + b"\r\n\r\n", (400, 505)),
                (b"POST /sign-in HTTP/1.1\r\nHost: " + host + b"\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", (411,)),
                (b"BREW / HTTP/1.1\r\nHost: " + host + b"\r\n\r\n", (405,))]:
            answer = raw(data)
            self.assertIn(answer.status, statuses, data)
            # Before a head was read whole nobody can say whose page it is for: it may be a helper's.
            self.has_all(answer, data[:40], POLICY if answer.status == 405 else PLAIN_POLICY)

    def test_what_the_http_library_refuses_by_itself(self):
        """a head that is no request for it, or is too large; on a fresh line and behind a good request"""
        host = b"Host: 127.0.0.1:%d" % server.port
        good = b"GET /lock HTTP/1.1\r\n" + host + b"\r\n\r\n"
        for data, statuses in [
                (b"GET / HTTP/1.1\r\n\r\n", (400,)),
                (b"GET / HTTP/1.1\r\n" + host + b"\r\nno colon here\r\n\r\n", (400,)),
                (b"GET /a b HTTP/1.1\r\n" + host + b"\r\n\r\n", (400,)),
                (b"GET / HTTP/2.0\r\n" + host + b"\r\n\r\n", (400, 505)),
                (b"POST / HTTP/1.1\r\n" + host + b"\r\nContent-Length: -1\r\n\r\n", (400,)),
                (b"POST / HTTP/1.1\r\n" + host + b"\r\nContent-Length: " + b"9" * 40 + b"\r\n\r\n", (400, 413)),
                (b"GET / HTTP/1.1\r\n" + host + b"\r\n" + b"X-Long: " + b"x" * 9000 + b"\r\n\r\n", (413, 431)),
                (b"GET / HTTP/1.1\r\n" + host + b"\r\n" + b"".join(b"X-%d: y\r\n" % i for i in range(900)) + b"\r\n", (413, 431)),
                (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n" + host + b"\r\n\r\n", (414,))]:
            for before in (b"", good):
                answer = last_of(before + data) if before else raw(data)
                with self.subTest(data[:40], before=before[:9]):
                    self.assertIn(answer.status, statuses)
                self.has_all(answer, data[:40], PLAIN_POLICY)
                self.assertNotIn("rejoin", (str(answer.headers) + answer.text).lower())
                self.assertEqual(answer.header("connection"), "close")
                self.assertIn("Nothing was changed", answer.text)
                self.assertNotIn("HTTP/1.1", answer.text, "one answer, not two")

    def test_what_is_no_http_gets_no_answer(self):
        self.assertEqual(raw(b"\x16\x03\x01\x02\x00\x01\r\n\r\n").status, 0)

    def test_a_body_too_long(self):
        mira.get("/me")
        body = "csrf=" + mira.form("/me")["csrf"] + "&name=" + "x" * 3_000_000
        answer = mira.ask("POST", "/me", body)
        self.assertEqual(answer.status, 413)
        self.has_all(answer, "too long")
        self.assertIn("more text than", answer.text)


class Refusals(Whole):
    """each with a plain sentence, and nothing changed"""

    def setUp(self):
        self.before = mira.get("/me").words

    def tearDown(self):
        self.assertEqual(mira.get("/me").words, self.before)
        self.assertIn("Tea at the window", mira.get(self.day()).text)

    def day(self):
        links = story.Forms(mira.get("/checkin").text).links
        return next(link for link in links if re.fullmatch(r"/checkin/\d+", link or ""))

    def refused(self, answer, status, about=None):
        self.assertEqual(answer.status, status, about)
        self.has_all(answer, about)
        self.assertIn("text/html", answer.header("content-type"))
        self.assertRegex(answer.words, r"(Nothing was changed|nothing was changed|nothing at this address|Sign in to go on)", about)

    def body(self, path="/me", **fields):
        mira.get(path)
        return urllib.parse.urlencode({**mira.form(path), **fields})

    def test_a_form_from_elsewhere(self):
        body = self.body(name="Eve")
        for headers in [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
                        {"Sec-Fetch-Site": None, "Origin": "https://evil.example"},
                        {"Sec-Fetch-Site": None, "Origin": "null"}, {"Sec-Fetch-Site": None, "Origin": None},
                        {"Sec-Fetch-Site": None, "Origin": f"https://127.0.0.1:{server.port}"}]:
            self.refused(mira.ask("POST", "/me", body, headers), 403, headers)

    def test_sign_in_and_sign_up_from_elsewhere(self):
        eve = story.Person(server, "Eve")
        for path in ("/sign-up", "/sign-in"):
            eve.get(path)
            answer = eve.ask("POST", path, f"name=Eve&passphrase={story.PASSPHRASE}&country=", {"Sec-Fetch-Site": "cross-site"})
            self.refused(answer, 403, path)
        self.assertEqual(eve.sign_in().status, 422)

    def test_a_token_missing_wrong_or_of_another_form(self):
        good = mira.get("/me") and mira.form("/me")["csrf"]
        other = mira.form("/me/theme")["csrf"]
        self.assertNotEqual(good, other)
        for token in ["", "0" * 32, good[:31] + ("0" if good[31] != "0" else "1") + good[32:], good[:31], other, good.upper() + "x"]:
            self.refused(mira.ask("POST", "/me", f"name=Eve&notebook=x&csrf={token}"), 403, token)
        self.refused(mira.ask("POST", "/me", "name=Eve&notebook=x"), 403)
        eve = story.Person(server, "Eva")
        eve.sign_up()
        eve.get("/me")
        self.refused(mira.ask("POST", "/me", f"name=Eve&notebook=x&csrf={eve.form('/me')['csrf']}"), 403, "of another person")

    def test_fields_that_cannot_be_read(self):
        token = "csrf=" + (mira.get("/me") and mira.form("/me")["csrf"])
        for field in ["name=%zz", "name=%f", "name=%ff%fe", "name=%c0%80", "name=%ed%a0%80", "name=a%00b", "name=%f4%90%80%80",
                      "country=XX", "country=%3Cscript%3E", "zone=Mars/Here", "role=king", "exit=99"]:
            answer = mira.ask("POST", "/me", f"notebook=Notebook&{field}&{token}")
            with self.subTest(field):
                self.assertIn(answer.status, (400, 422), field)

    def test_other_kinds_of_content(self):
        body = self.body(name="Eve")
        for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x", "", "x"]:
            self.refused(mira.ask("POST", "/me", body, {"Content-Type": kind}), 400, kind)

    def test_paths_and_ids_that_are_none(self):
        for path in ["/checkin/0", "/checkin/-1", "/checkin/1e9", "/checkin/99999999999999999999", "/checkin/abc/1",
                     "/begin/0", "/begin/4", "/begin/%00", "/learn/../../etc/passwd", "/learn/%2e%2e%2fetc", "/help/ground/none",
                     "/today/", "//today", "/TODAY", "/a/none.css", "/help/connect/99", "/insights/none", "/%ff"]:
            answer = mira.ask("GET", path)
            with self.subTest(path):
                self.assertEqual(answer.status, 404, path)
                self.has_all(answer, path)
        mira.get("/account")
        token = mira.form("/account/everywhere")["csrf"] if "/account/everywhere" in mira.page.text else ""
        for value in ["", "x", "0" * 31, "g" * 32]:
            answer = mira.ask("POST", "/account/devices/forget", f"id={value}&csrf={token}")
            self.assertIn(answer.status, (400, 403), value)

    def test_cookies_that_are_none(self):
        good = mira.cookies["__Host-rj"]
        for value in ["", "x", good[:-1], good + "0", good[:-1] + ("1" if good[-1] == "0" else "0"), "g" * 64, "%00", "\xff" * 3,
                      "a" * 3000, f"{good}; {good}"[:63]]:
            answer = story.Person(server).ask("GET", "/today", headers={"Cookie": f"__Host-rj={value}".encode("latin1")})
            with self.subTest(value[:20]):
                self.assertIn(answer.status, (303, 400, 431))
                self.assertNotIn("Mira", answer.text)
        answer = story.Person(server).ask("GET", "/", headers={"Cookie": "__Host-theme=<script>; __Host-rjd=zz; __Host-rjw=%%"})
        self.assertEqual(answer.status, 200)
        self.assertNotIn("<script>", answer.text)

    def test_wrong_methods(self):
        for method, path in [("GET", "/leave"), ("POST", "/today"), ("POST", "/"), ("PUT", "/me"), ("PATCH", "/me"),
                             ("DELETE", "/account"), ("OPTIONS", "/"), ("TRACE", "/")]:
            self.refused(mira.ask(method, path, "a=b" if method == "POST" else None), 405, (method, path))


if __name__ == "__main__":
    story.main()
