"""TLS by the server itself, as at home: what it offers, and what it refuses."""
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import unittest

from serving import Server, closed_after, head, read_answer

PROGRAM = sys.argv.pop(1)


class Tls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.certificate = os.path.join(cls.folder.name, 'certificate')
        cls.key = os.path.join(cls.folder.name, 'key')
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                        'ec_paramgen_curve:P-256', '-nodes', '-keyout', cls.key, '-out',
                        cls.certificate, '-subj', '/CN=localhost', '-days', '2', '-addext',
                        'subjectAltName=DNS:localhost,IP:127.0.0.1'],
                       check=True, capture_output=True)
        cls.server = Server(PROGRAM, arguments=cls.arguments)

    @classmethod
    def arguments(cls, data):
        return ['0', data, '2', '1500', '0', '127.0.0.1', '', cls.certificate, cls.key]

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()
        cls.folder.cleanup()

    def context(self):
        context = ssl.create_default_context(cafile=self.certificate)
        return context

    def connect(self, context=None):
        plain = socket.create_connection(('127.0.0.1', self.server.port), 5)
        return (context or self.context()).wrap_socket(plain, server_hostname='localhost')

    def test_a_page(self):
        for _ in range(4):
            with self.connect() as s:
                self.assertEqual(s.version(), 'TLSv1.3')
                for _ in range(3):
                    s.sendall(head('GET /network', self.server.port))
                    self.assertEqual(read_answer(s)[2], b'127.0.0 1')

    def test_a_body_and_a_wait(self):
        with self.connect() as s:
            body = b'x' * 300000
            s.sendall(head('POST /length', self.server.port,
                           'Content-Length: %d\r\n' % len(body)) + body)
            self.assertEqual(read_answer(s)[2], b'300000')
            s.sendall(head('GET /slow', self.server.port))
            self.assertEqual(read_answer(s)[2], b'kept')
            s.sendall(head('GET /write', self.server.port))
            self.assertEqual(read_answer(s)[2], b'written')

    def test_what_the_library_refuses_is_answered_by_us(self):
        """the words are the stub's; with all headers: tests/story/headers_story.py"""
        for line in (b'GET / HTTP/1.1\r\n\r\n', b'GET /' + b'a' * 9000 + b' HTTP/1.1\r\n\r\n'):
            with self.connect() as s:
                s.sendall(line)
                status, _, body = read_answer(s)
                self.assertIn(status, (400, 414))
                self.assertEqual(body, b'refused')

    def test_old_versions_are_refused(self):
        context = self.context()
        context.set_ciphers('ALL:@SECLEVEL=0')
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        with self.assertRaises((ssl.SSLError, ConnectionError)):
            self.connect(context).close()

    def test_plain_text_is_refused(self):
        with self.server.connect() as s:
            s.sendall(head('GET /', self.server.port))
            self.assertEqual(read_answer(s)[0], 0)

    def test_slow_handshake(self):
        with self.server.connect() as s:
            s.sendall(b'\x16\x03\x01')
            seconds = closed_after(s, 6)
            self.assertIsNotNone(seconds)

    def test_bad_files(self):
        for certificate, key in ((self.key, self.key), ('/nowhere', self.key),
                                 (self.certificate, '/nowhere')):
            with tempfile.TemporaryDirectory() as data:
                p = subprocess.run([PROGRAM, '0', data, '1', '0', '-1', '127.0.0.1', '',
                                    certificate, key], capture_output=True, text=True, timeout=20)
                self.assertEqual(p.returncode, 78, p.stderr)
                self.assertIn('certificate', p.stderr)

    def test_half_is_refused(self):
        p = subprocess.run([PROGRAM, '0', '/tmp', '1', '0', '-1', '127.0.0.1', '',
                            self.certificate], capture_output=True, text=True, timeout=20)
        self.assertEqual(p.returncode, 78)


unittest.main()
