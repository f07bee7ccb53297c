"""Processes that die are started again, and nobody else is harmed."""
import os
import signal
import subprocess
import sys
import threading
import time
import unittest

from serving import Server, ask, head, read_answer

PROGRAM = sys.argv.pop(1)


def until(check, seconds=8):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():
            return True
        time.sleep(0.05)
    return False


def is_alive(process):
    try:
        with open('/proc/%d/stat' % process) as f:
            name, rest = f.read().rsplit(')', 1)
        return 'rejoin-' in name and rest.split()[0] != 'Z'
    except OSError:
        return False


class Processes(unittest.TestCase):
    def test_worker_killed(self):
        with Server(PROGRAM, workers=2) as s:
            self.assertTrue(until(lambda: len(s.children('worker')) == 2))
            first = s.children('worker')
            kept = {}
            while len(kept) < 2:
                c = s.connect()
                c.sendall(head('GET /pid', s.port))
                if kept.setdefault(int(read_answer(c)[2]), c) is not c:
                    c.close()
            os.kill(first[0], signal.SIGKILL)
            other = kept[first[1]]
            other.sendall(head('GET /fast', s.port))
            self.assertEqual(read_answer(other)[2], b'kept')
            self.assertTrue(until(lambda: len(s.children('worker')) == 2))
            self.assertNotEqual(s.children('worker'), first)
            for path in ('/', '/fast', '/slow', '/write'):
                for _ in range(10):
                    self.assertEqual(ask(s.port, 'GET ' + path)[0], 200)
            self.assertIn('restarts_total 1', s.metrics()[2].decode())
            for c in kept.values():
                c.close()

    def killed_server(self, name, path):
        with Server(PROGRAM, workers=2) as s:
            answers = []
            stop = threading.Event()

            def go():
                while not stop.is_set():
                    answers.append(ask(s.port, 'GET ' + path)[0])

            threads = [threading.Thread(target=go) for _ in range(8)]
            for t in threads:
                t.start()
            time.sleep(0.3)
            old = s.children(name)
            os.kill(old[0], signal.SIGKILL)
            self.assertTrue(until(lambda: s.children(name) not in ([], old)))
            self.assertEqual(ask(s.port, 'GET /')[0], 200)
            time.sleep(0.5)
            stop.set()
            for t in threads:
                t.join()
            self.assertLessEqual(set(answers), {200, 503})
            self.assertIn(200, answers)
            self.assertTrue(until(lambda: ask(s.port, 'GET ' + path)[0] == 200))
            self.assertEqual(len(s.children('worker')), 2)
            return answers

    def test_writer_killed(self):
        self.assertIn(503, self.killed_server('writer', '/write'))

    def test_keeper_killed(self):
        self.assertIn(503, self.killed_server('keeper', '/slow'))

    def test_stopped_writer_is_not_waited_for_by_readers(self):
        with Server(PROGRAM) as s:
            writer = s.children('writer')[0]
            os.kill(writer, signal.SIGSTOP)
            waiting = s.connect()
            waiting.sendall(head('GET /write', s.port))
            for _ in range(20):
                self.assertEqual(ask(s.port, 'GET /')[0], 200)
            os.kill(writer, signal.SIGCONT)
            self.assertEqual(read_answer(waiting)[0], 200)
            waiting.close()

    def test_flood_of_slow_questions(self):
        with Server(PROGRAM) as s:
            open_ = [s.connect(20) for _ in range(100)]
            for c in open_:
                c.sendall(head('GET /slow', s.port))
            self.assertEqual(ask(s.port, 'GET /fast')[0], 200)
            answers = [read_answer(c)[0] for c in open_]
            for c in open_:
                c.close()
            self.assertEqual(answers.count(200) + answers.count(503), 100)
            self.assertGreaterEqual(answers.count(200), 32)
            self.assertGreater(answers.count(503), 10)

    def test_press_that_is_not_there(self):
        with Server(PROGRAM) as s:
            self.assertEqual(ask(s.port, 'GET /press')[0:3:2], (200, b''))

    def test_graceful_stop(self):
        s = Server(PROGRAM, workers=2)
        kept = s.connect()
        kept.sendall(head('GET /', s.port))
        self.assertEqual(read_answer(kept)[0], 200)
        waiting = s.connect()
        waiting.sendall(head('GET /slow', s.port))
        time.sleep(0.06)
        stopping = threading.Thread(target=lambda: stopped.append(s.stop()))
        stopped = []
        stopping.start()
        self.assertEqual(read_answer(waiting)[2], b'kept')
        stopping.join()
        self.assertEqual(stopped[0][0], 0)
        self.assertLess(stopped[0][1], 4)
        for c in (kept, waiting):
            c.close()
        s.__exit__()

    def test_stop_with_a_stream_and_a_slow_client(self):
        s = Server(PROGRAM)
        stream, slow = s.connect(), s.connect()
        stream.sendall(head('GET /stream', s.port))
        slow.sendall(b'GET / HTTP/1.1\r\n')
        time.sleep(0.1)
        code, seconds = s.stop()
        self.assertEqual(code, 0)
        self.assertLess(seconds, 8)
        stream.close()
        slow.close()
        s.__exit__()

    def test_children_leave_with_a_killed_supervisor(self):
        s = Server(PROGRAM, workers=2)
        self.addCleanup(s.__exit__)

        def children_of():
            return s.children('worker') + s.children('keeper') + s.children('writer')
        self.assertTrue(until(lambda: len(children_of()) == 4))
        children = children_of()
        s.process.kill()
        s.process.wait()

        self.assertTrue(until(lambda: not any(is_alive(p) for p in children)))

    def test_sandbox_of_a_worker(self):
        with Server(PROGRAM) as s:
            self.assertEqual(ask(s.port, 'GET /misbehave')[2], b'held')
            self.assertIn('Landlock', s.errors())

    def test_nothing_is_dumped(self):
        with Server(PROGRAM) as s:
            for kind in ('keeper', 'writer', 'worker'):
                with open('/proc/%d/limits' % s.children(kind)[0]) as f:
                    self.assertRegex(f.read(), r'Max core file size +0 +0 ')
                with open('/proc/%d/status' % s.children(kind)[0]) as f:
                    text = f.read()
                self.assertRegex(text, r'NoNewPrivs:\s+1')
                self.assertRegex(text, r'Seccomp:\s+2')

    def test_health(self):
        with Server(PROGRAM) as s:
            self.assertEqual(s.metrics('/health')[0:3:2], (200, b'ok\n'))
            self.assertEqual(s.metrics('/other')[0], 404)
            ask(s.port, 'GET /')
            ask(s.port, 'PUT /')
            text = s.metrics()[2].decode()
            self.assertIn('responses_total{class="2xx"} 1\n', text)
            self.assertIn('responses_total{class="4xx"} 1\n', text)

    def test_refused_addresses(self):
        for more, words in ((['0.0.0.0'], 'in the clear'), (['::'], 'in the clear'),
                            (['here'], 'IP address'), (['127.0.0.1', 'there'], 'IP address')):
            with self.subTest(more):
                p = subprocess.run([PROGRAM, '0', '/tmp', '1', '0', '-1', *more],
                                   capture_output=True, text=True, timeout=10)
                self.assertEqual(p.returncode, 78)
                self.assertIn(words, p.stderr)
                self.assertEqual(p.stdout, '')


unittest.main()
