"""The real keeper and store behind the real walls: everything they need still works, what was
acknowledged is there after a kill, and the log of the store can shrink while workers are idle."""
import os
import signal
import sys
import threading
import time
import unittest

from serving import Server, ask

PROGRAM = sys.argv.pop(1)


class Real(unittest.TestCase):
    def setUp(self):
        self.server = Server(PROGRAM, arguments=lambda data: [
            '0', data, os.path.join(data, 'secrets'), '2'])

    def tearDown(self):
        self.assertEqual(self.server.stop()[0], 0)
        self.server.__exit__()

    def seen(self):
        status, _, body = ask(self.server.port, 'GET /')
        self.assertEqual(status, 200)
        return int(body)

    def test_secrets_are_out_of_reach(self):
        self.assertIn('by Landlock', self.server.errors())
        self.assertEqual(ask(self.server.port, 'GET /pry')[2], b'shut')

    def test_time_zones(self):
        self.assertEqual(ask(self.server.port, 'GET /zone')[2], b'120')

    def test_keeper(self):
        self.assertEqual(ask(self.server.port, 'GET /ratchet')[0], 200)
        begin = time.monotonic()
        status, _, body = ask(self.server.port, 'GET /stretch')
        self.assertEqual((status, body), (200, b'NONE'))
        self.assertGreater(time.monotonic() - begin, 0.02)

    def test_flood_of_stretching(self):
        answers = []

        def go():
            answers.append(ask(self.server.port, 'GET /stretch', patience=30)[0])

        threads = [threading.Thread(target=go) for _ in range(60)]
        for t in threads:
            t.start()
        self.assertEqual(ask(self.server.port, 'GET /')[0], 200)
        for t in threads:
            t.join()
        self.assertEqual(answers.count(200) + answers.count(503), 60)
        self.assertGreater(answers.count(503), 10)

    def test_log_is_emptied_though_workers_read(self):
        log = os.path.join(self.server.data.name, 'pages.db-wal')
        stop = threading.Event()

        def read():
            while not stop.is_set():
                self.seen()

        readers = [threading.Thread(target=read) for _ in range(4)]
        for t in readers:
            t.start()
        for _ in range(5):
            for _ in range(5):
                self.assertEqual(ask(self.server.port, 'POST /add', b'')[0], 200)
            self.assertGreater(os.path.getsize(log), 0)
            self.assertEqual(ask(self.server.port, 'POST /drain', b'')[0], 200)
            end = time.monotonic() + 15
            while os.path.getsize(log) and time.monotonic() < end:
                time.sleep(0.01)
            self.assertEqual(os.path.getsize(log), 0)
        stop.set()
        for t in readers:
            t.join()

    def test_writing_is_seen_by_all_workers(self):
        self.assertEqual(self.seen(), 0)
        for i in range(1, 21):
            self.assertEqual(ask(self.server.port, 'POST /add', b'')[0], 200)
            self.assertEqual(self.seen(), i)

    def test_acknowledged_is_kept_when_the_writer_is_killed(self):
        answers = []
        stop = threading.Event()

        def go():
            while not stop.is_set():
                answers.append(ask(self.server.port, 'POST /add', b'')[0])

        threads = [threading.Thread(target=go) for _ in range(6)]
        for t in threads:
            t.start()
        for _ in range(4):
            time.sleep(0.4)
            for writer in self.server.children('writer'):
                os.kill(writer, signal.SIGKILL)
        time.sleep(1)
        stop.set()
        for t in threads:
            t.join()
        self.assertLessEqual(set(answers), {200, 409, 503})
        self.assertGreater(answers.count(200), 10)
        # What was not acknowledged may be there or not.
        self.assertGreaterEqual(self.seen(), answers.count(200))
        end = time.monotonic() + 15  # the last one that was killed may still be on its way back
        while (got := ask(self.server.port, 'POST /add', b'')[0]) == 503 and time.monotonic() < end:
            time.sleep(0.1)
        self.assertEqual(got, 200)

    def test_worker_killed_while_it_reads(self):
        for _ in range(3):
            ask(self.server.port, 'POST /add', b'')
            os.kill(self.server.children('worker')[0], signal.SIGKILL)
            time.sleep(0.3)
        self.assertEqual(self.seen(), 3)


unittest.main()
