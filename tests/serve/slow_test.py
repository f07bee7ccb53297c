"""Slow and many clients: closed at their deadline, and never in the way of the others."""
import socket
import sys
import threading
import time
import unittest

from serving import Server, ask, closed_after, head, read_answer

PROGRAM = sys.argv.pop(1)
DEADLINE = 0.9  # seconds; every deadline of the server under test


def drip(s, text, until):
    """One byte at a time until it is closed; returns the seconds it took, or None."""
    begin = time.monotonic()
    s.setblocking(False)
    while time.monotonic() - begin < until:
        try:
            s.send(text)
        except BlockingIOError:
            pass
        except OSError:
            return time.monotonic() - begin
        try:
            if not s.recv(4096):
                return time.monotonic() - begin
        except BlockingIOError:
            pass
        except OSError:
            return time.monotonic() - begin
        time.sleep(0.1)
    return None


class Slow(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(PROGRAM, times=int(DEADLINE * 1000))

    @classmethod
    def tearDownClass(cls):
        # At once: no request was forgotten on the way.
        code, seconds = cls.server.stop()
        assert code == 0 and seconds < 1.9, (code, seconds)
        cls.server.__exit__()

    def check(self, seconds, least=DEADLINE * 0.8):
        self.assertIsNotNone(seconds, 'still open')
        self.assertGreater(seconds, least)
        self.assertLess(seconds, DEADLINE * 3)

    def test_slow_head(self):
        with self.server.connect() as s:
            s.sendall(b'GET / HTTP/1.1\r\nX: ')
            self.check(drip(s, b'a', 6))

    def test_slow_request_line(self):
        with self.server.connect() as s:
            s.sendall(b'GET /')
            self.check(drip(s, b'a', 6))

    def test_slow_body(self):
        with self.server.connect() as s:
            s.sendall(head('POST /length', self.server.port, 'Content-Length: 1000\r\n'))
            self.check(drip(s, b'a', 6))

    def test_silent(self):
        with self.server.connect() as s:
            self.check(closed_after(s, 6))

    def test_idle_after_a_request(self):
        with self.server.connect() as s:
            s.sendall(head('GET /', self.server.port))
            self.assertEqual(read_answer(s)[0], 200)
            self.check(closed_after(s, 6))

    def test_slow_reader(self):
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        s.connect(('127.0.0.1', self.server.port))
        with s:
            s.sendall(head('GET /', self.server.port) * 600)
            time.sleep(DEADLINE * 2.5)
            data = 0
            s.settimeout(2)
            try:
                while True:
                    part = s.recv(65536)
                    if not part:
                        break
                    data += len(part)
            except ConnectionError:
                pass
            self.assertLess(data, 600 * 12288)

    def test_stream_stays(self):
        with self.server.connect() as s:
            s.sendall(head('GET /stream', self.server.port))
            data = b''
            end = time.monotonic() + DEADLINE * 3
            s.settimeout(0.2)
            while time.monotonic() < end:
                try:
                    part = s.recv(4096)
                except socket.timeout:
                    continue
                self.assertTrue(part, 'the stream was closed')
                data += part
        self.assertIn(b'retry: 1000', data)
        self.assertGreaterEqual(data.count(b':\n\n'), 3)

    def test_serves_beside_200_slow(self):
        slow = [self.server.connect() for _ in range(200)]
        for s in slow:
            s.sendall(b'GET / HTTP/1.1\r\nX: ')
        for _ in range(20):
            begin = time.monotonic()
            self.assertEqual(ask(self.server.port, 'GET /')[0], 200)
            self.assertLess(time.monotonic() - begin, 0.5)
        for s in slow:
            s.close()

    def test_gone_while_waiting(self):
        for path in ('/slow', '/fast', '/write'):
            for _ in range(20):
                with self.server.connect() as s:
                    s.sendall(head('GET ' + path, self.server.port))
        time.sleep(0.5)
        self.assertEqual(ask(self.server.port, 'GET /fast')[0], 200)


class Many(unittest.TestCase):
    """libmicrohttpd's own thread stalls when 128 are ready at once; ours must not."""

    def round(self, connections):
        for s in connections:
            s.sendall(head('GET /', self.server.port))
        for s in connections:
            self.assertEqual(read_answer(s)[0], 200)

    def test_ready_at_once(self):
        with Server(PROGRAM) as self.server:
            for many in (64, 128, 256, 512):
                connections = [self.server.connect() for _ in range(many)]
                self.round(connections)
                begin = time.monotonic()
                for _ in range(3):
                    self.round(connections)
                self.assertLess(time.monotonic() - begin, 3 + many / 100, many)
                for s in connections:
                    s.close()

    def test_many_writers_share_groups(self):
        with Server(PROGRAM, workers=2) as server:
            done = []

            def write():
                for _ in range(10):
                    done.append(ask(server.port, 'POST /write', b'x=1')[0])

            threads = [threading.Thread(target=write) for _ in range(16)]
            for t in threads:
                t.start()
            for t in threads:
                t.join()
            self.assertEqual(done, [200] * 160)
            text = server.metrics()[2].decode()
            count = dict(line.rsplit(' ', 1) for line in text.splitlines())
            self.assertEqual(count['rejoin_commits_total'], '160')
            self.assertLess(int(count['rejoin_commit_groups_total']), 160)


unittest.main()
