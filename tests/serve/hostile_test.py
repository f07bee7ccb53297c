"""Request heads that two readers could read in two ways end with 4xx or a closed connection."""
import sys
import unittest

from serving import Server, ask, head, read_answer

PROGRAM = sys.argv.pop(1)
HOST = b'Host: 127.0.0.1:%d\r\n'
GET = b'GET / HTTP/1.1\r\n'
POST = b'POST / HTTP/1.1\r\n'

BAD = {
    'bare line feeds': b'GET / HTTP/1.1\nHost: 127.0.0.1:%d\n\n',
    'one bare line feed': GET + b'Accept: a\n' + HOST + b'\r\n',
    'bare line feed after the request line': b'GET / HTTP/1.1\n' + HOST + b'\r\n',
    'length and coding': POST + HOST + b'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n'
                                       b'0\r\n\r\n',
    'coding alone': POST + HOST + b'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'unknown coding': POST + HOST + b'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
    'two lengths': POST + HOST + b'Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde',
    'same length twice': POST + HOST + b'Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc',
    'signed length': POST + HOST + b'Content-Length: +3\r\n\r\nabc',
    'negative length': POST + HOST + b'Content-Length: -3\r\n\r\nabc',
    'list of lengths': POST + HOST + b'Content-Length: 3, 3\r\n\r\nabc',
    'hexadecimal length': POST + HOST + b'Content-Length: 0x3\r\n\r\nabc',
    'huge length': POST + HOST + b'Content-Length: 99999999999999999999\r\n\r\nabc',
    'space before colon': b'GET / HTTP/1.1\r\nHost : 127.0.0.1:%d\r\n\r\n',
    'folded line': GET + HOST + b'X: b\r\n c\r\n\r\n',
    'folded line, then more': GET + b'X: b\r\n c\r\n' + HOST + b'\r\n',
    'folded Host': b'GET / HTTP/1.1\r\nHost:\r\n 127.0.0.1:%d\r\n\r\n',
    'NUL in value': GET + HOST + b'X: b\0c\r\nY: d\r\n\r\n',
    'NUL in last value': GET + HOST + b'X: b\0c\r\n\r\n',
    'NUL in target': b'GET /a\0b HTTP/1.1\r\n' + HOST + b'\r\n',
    'CR in value': GET + HOST + b'X: b\rTransfer-Encoding: chunked\r\n\r\n',
    'control in value': GET + HOST + b'X: b\x01c\r\n\r\n',
    'delete in value': GET + HOST + b'X: b\x7fc\r\n\r\n',
    'name with a bracket': GET + HOST + b'X(: b\r\n\r\n',
    'empty name': GET + HOST + b': b\r\n\r\n',
    'line without colon': GET + HOST + b'Xb\r\n\r\n',
    'no Host': GET + b'\r\n',
    'two Hosts': GET + HOST + HOST.replace(b'%d', b'1') + b'\r\n',
    'Host of somebody else': GET + b'Host: example.org\r\n\r\n',
    'Host without port': GET + b'Host: 127.0.0.1\r\n\r\n',
    'Host of another port': GET + b'Host: localhost:1\r\n\r\n',
    'Host that continues': GET + b'Host: 127.0.0.1:%d.example.org\r\n\r\n',
    'two cookies': GET + HOST + b'Cookie: a=1\r\nCookie: b=2\r\n\r\n',
    'two origins': GET + HOST + b'Origin: null\r\nOrigin: null\r\n\r\n',
    'chunk extension': POST + HOST + b'Transfer-Encoding: chunked\r\n\r\n0;\n\r\n\r\n',
    'header of 40 KB': GET + HOST + b'X: ' + b'a' * 40000 + b'\r\n\r\n',
    'target of 40 KB': b'GET /' + b'a' * 40000 + b' HTTP/1.1\r\n' + HOST + b'\r\n',
    'bad method': b'G@T / HTTP/1.1\r\n' + HOST + b'\r\n',
    'other method': b'DELETE / HTTP/1.1\r\n' + HOST + b'\r\n',
    'TRACE': b'TRACE / HTTP/1.1\r\n' + HOST + b'\r\n',
    'CONNECT': b'CONNECT example.org:443 HTTP/1.1\r\n' + HOST + b'\r\n',
    'HTTP/1.0': b'GET / HTTP/1.0\r\n' + HOST + b'\r\n',
    'HTTP/2.0': b'GET / HTTP/2.0\r\n' + HOST + b'\r\n',
    'no version': b'GET /\r\n' + HOST + b'\r\n',
    'whole URL as target': b'GET http://127.0.0.1:%d/ HTTP/1.1\r\n' + HOST + b'\r\n',
    'last line feed alone': GET + HOST + b'\n',
    'empty value, bare line feed': GET + HOST + b'X: \t\nY: z\r\n\r\n',
    'empty last value, bare line feed': GET + HOST + b'X: \t\n\r\n',
    'empty value, folded': GET + HOST + b'X: \r\n \r\nY: z\r\n\r\n',
    'last header ends in a line feed': GET + b'Host: 127.0.0.1:%d\n\r\n',
    'star as target': b'GET * HTTP/1.1\r\n' + HOST + b'\r\n',
    'fragment': b'GET /#a HTTP/1.1\r\n' + HOST + b'\r\n',
    'byte above ASCII in target': b'GET /\xc3\xa9 HTTP/1.1\r\n' + HOST + b'\r\n',
    'two blanks in the request line': b'GET  / HTTP/1.1\r\n' + HOST + b'\r\n',
    'HTTP/2 preface': b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'TLS hello': b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + b'\0' * 60 + b'\r\n\r\n',
}

GOOD = {
    'localhost': b'GET / HTTP/1.1\r\nHost: localhost:%d\r\n\r\n',
    'six': b'GET / HTTP/1.1\r\nHost: [::1]:%d\r\n\r\n',
    'no blank after colon': b'GET / HTTP/1.1\r\nHost:127.0.0.1:%d\r\n\r\n',
    'empty value': GET + b'Accept: \r\n' + HOST + b'X: y\r\n\r\n',
    'empty values at the end': GET + HOST + b'X:\r\nY: \r\n\r\n',
    'query': b'GET /?a=b&c=%%20d HTTP/1.1\r\n' + HOST + b'\r\n',
    'POST with body': POST + HOST + b'Content-Length: 3\r\n\r\nabc',
    'many headers': GET + HOST + b''.join(b'X-%d: y\r\n' % i for i in range(30)) + b'\r\n',
}


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(PROGRAM, times=1000)

    @classmethod
    def tearDownClass(cls):
        # At once: no request was forgotten on the way.
        code, seconds = cls.server.stop()
        assert code == 0 and seconds < 1.9, (code, seconds)
        cls.server.__exit__()

    def send(self, text):
        text = text.replace(b'%%', b'\x02').replace(b'%d', b'%d' % self.server.port)
        with self.server.connect(3) as s:
            s.sendall(text.replace(b'\x02', b'%'))
            return read_answer(s)

    def test_bad_heads_are_refused(self):
        for name, text in BAD.items():
            with self.subTest(name):
                status = self.send(text)[0]
                self.assertTrue(status in (0, 505) or 400 <= status < 500, status)

    def test_good_heads_pass(self):
        for name, text in GOOD.items():
            with self.subTest(name):
                self.assertEqual(self.send(text)[0], 200)

    def test_refusals(self):
        port = self.server.port
        self.assertEqual(ask(port, 'PUT /')[0], 405)
        self.assertEqual(ask(port, 'POST /', headers='Transfer-Encoding: chunked\r\n')[0], 411)
        status, headers, body = ask(port, 'GET /', headers='X: \x01\r\n')
        self.assertEqual((status, body), (400, b'refused'))
        self.assertIn('Content-Security-Policy', headers)
        self.assertIn('Connection: close', headers)

    def test_nothing_after_a_refusal_is_read(self):
        port = self.server.port
        with self.server.connect() as s:
            s.sendall(head('PUT /', port) + head('GET /pid', port))
            data = b''
            while True:
                part = s.recv(65536)
                if not part:
                    break
                data += part
        self.assertEqual(data.count(b'HTTP/1.1 '), 1)

    def test_bodies(self):
        port = self.server.port
        self.assertEqual(ask(port, 'POST /length', b'x' * (512 << 10))[2], b'%d' % (512 << 10))
        self.assertEqual(ask(port, 'POST /length', b'x' * ((512 << 10) + 1))[0], 413)
        with self.server.connect() as s:
            s.sendall(head('POST /length', port, 'Content-Length: 9999999999\r\n'))
            self.assertEqual(read_answer(s)[0], 413)

    def test_pipelined(self):
        port = self.server.port
        with self.server.connect() as s:
            s.sendall(head('POST /length', port, 'Content-Length: 3\r\n') + b'abc' +
                      head('GET /length', port))
            data = b''
            while data.count(b'HTTP/1.1 200') < 2 or not data.endswith(b'0'):
                data += s.recv(65536)
        self.assertIn(b'\r\n\r\n3HTTP/1.1 200', data)

    def test_behind_a_proxy(self):
        with Server(PROGRAM, address='127.0.0.1', proxy='127.0.0.1') as s:
            told = 'X-Forwarded-For: 1.1.1.1, 203.0.113.9\r\nX-Forwarded-Proto: https\r\n'
            self.assertEqual(ask(s.port, 'GET /network', headers=told)[2], b'203.0.113 1')
        with Server(PROGRAM, address='127.0.0.1', proxy='127.0.0.2') as s:
            self.assertEqual(ask(s.port, 'GET /network', headers=told)[2], b'127.0.0 0')


unittest.main()
