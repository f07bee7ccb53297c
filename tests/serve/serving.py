"""Starts the stub server for a test and speaks HTTP to it by hand."""
import os
import re
import select
import signal
import socket
import subprocess
import tempfile
import time


class Server:
    """One server; `times` is every deadline in milliseconds."""

    def __init__(self, program, workers=1, times=30000, address=None, proxy=None,
                 arguments=None):
        self.data = tempfile.TemporaryDirectory()
        self.error = tempfile.TemporaryFile('w+')
        more = [address] if address else []
        more += [proxy] if proxy else []
        self.process = subprocess.Popen(
            [program, *(arguments(self.data.name) if arguments else
                        ['0', self.data.name, str(workers), str(times), '0', *more])],
            stdout=subprocess.PIPE, stderr=self.error, text=True)
        line = self.process.stdout.readline()
        found = re.fullmatch(r'ready https?://[^ ]*:(\d+)/\n', line)
        if not found:
            raise AssertionError('no ready line: %r %r' % (line, self.errors()))
        self.port = int(found.group(1))

    def errors(self):
        self.error.seek(0)
        return self.error.read()

    def metrics(self, path='/metrics'):
        port = int(re.search(r'metrics http://127.0.0.1:(\d+)/', self.errors()).group(1))
        return ask(port, 'GET ' + path)

    def connect(self, patience=5):
        s = socket.create_connection(('127.0.0.1', self.port), patience)
        s.settimeout(patience)
        return s

    def children(self, name):
        """Process ids of one kind of child."""
        found = []
        for entry in os.listdir('/proc'):
            if not entry.isdigit():
                continue
            try:
                with open('/proc/%s/stat' % entry) as f:
                    comm, rest = f.read().rsplit(')', 1)
            except OSError:
                continue
            fields = rest.split()
            if comm.endswith('(rejoin-' + name) and int(fields[1]) == self.process.pid \
                    and fields[0] != 'Z':
                found.append(int(entry))
        return sorted(found)

    def stop(self):
        """SIGTERM; returns (exit code, seconds). Fails when a process broke meanwhile."""
        if self.process.stdout.closed:
            return self.process.returncode, 0
        begin = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(15)
        self.process.stdout.close()
        seconds = time.monotonic() - begin
        for word in ('signal 6', 'signal 11', 'broken promise', 'Sanitizer', 'runtime error'):
            if word in self.errors():
                raise AssertionError('a process broke: ' + self.errors())
        return code, seconds

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        self.error.close()
        self.data.cleanup()


def head(request, port, headers=''):
    return ('%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\n' % (request, port, headers)).encode()


def read_answer(s):
    """(status, headers as text, body) of one answer; status 0 when closed, -1 when silent."""
    data = b''
    try:
        while b'\r\n\r\n' not in data:
            part = s.recv(65536)
            if not part:
                return 0, '', b''
            data += part
        headers, body = data.split(b'\r\n\r\n', 1)
        text = headers.decode('latin-1')
        length = re.search(r'(?i)\r\ncontent-length: (\d+)', text)
        while length and len(body) < int(length.group(1)):
            part = s.recv(65536)
            if not part:
                break
            body += part
        return int(text.split(' ')[1]), text, body
    except (ConnectionError, BrokenPipeError):
        return 0, '', b''
    except socket.timeout:
        return -1, '', b''


def ask(port, request, body=None, headers='', patience=10):
    """One request on a connection of its own."""
    if body is not None:
        headers += 'Content-Length: %d\r\n' % len(body)
    try:
        with socket.create_connection(('127.0.0.1', port), patience) as s:
            s.settimeout(patience)
            s.sendall(head(request, port, headers) + (body or b''))
            return read_answer(s)
    except ConnectionError:
        return 0, '', b''


def closed_after(s, limit):
    """Seconds until the other side closes, or None when it has not by the limit."""
    begin = time.monotonic()
    while time.monotonic() - begin < limit:
        if select.select([s], [], [], 0.05)[0]:
            try:
                if not s.recv(65536):
                    return time.monotonic() - begin
            except ConnectionError:
                return time.monotonic() - begin
    return None
