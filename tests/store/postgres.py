"""postgres.py PROGRAM [ARGUMENT]…: runs it with a PostgreSQL server of its own, whose address stands in
REJOIN_TEST_STORE. Everything is in a temporary folder, nothing listens on a network, and the server runs
as somebody without rights, since it refuses to run as root. The program may kill that server (its id is in
the first line of the file REJOIN_TEST_POSTMASTER): it is started again. Also a module: Cluster."""
import glob
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time


def program(name):
    found = sorted(glob.glob('/usr/lib/postgresql/*/bin/' + name)) or [shutil.which(name)]
    if not found[0]:
        raise SystemExit('PostgreSQL is not installed: ' + name)
    return found[-1]


SETTINGS = """
listen_addresses = ''
unix_socket_directories = '%s'
unix_socket_permissions = 0777
max_connections = 60
shared_buffers = 32MB
wal_level = replica
max_wal_senders = 8
deadlock_timeout = 20ms
%s
"""
# A killed process loses nothing that it gave to the system, so most tests need not wait for the disk.
QUICK = 'fsync = off'


class Cluster:
    """One server. `settings`: more lines of its configuration. `source`: begins as the standby of that one.
    `root`: where another one stood."""

    def __init__(self, settings=QUICK, source=None, root=None):
        # The path of a socket is at most 107 bytes long.
        self.root = root or tempfile.mkdtemp(prefix='rejoin-pg-', dir='/tmp')
        self.folder = os.path.join(self.root, 'data')
        self.log = os.path.join(self.root, 'log')
        self.who = pwd.getpwnam('nobody') if os.geteuid() == 0 else None
        if self.who:
            os.chown(self.root, self.who.pw_uid, self.who.pw_gid)
        self.process = None
        if source:
            self.run('pg_basebackup', '-h', source.root, '-U', 'rejoin', '-D', self.folder, '-R', '-c', 'fast')
        else:
            self.run('initdb', '-D', self.folder, '-U', 'rejoin', '-A', 'trust', '-E', 'UTF8', '--locale=C',
                     '--no-sync')
        with open(os.path.join(self.folder, 'postgresql.conf'), 'a') as f:
            f.write(SETTINGS % (self.root, settings))

    def address(self, *others):
        hosts = ','.join([self.root] + [o.root for o in others])
        return 'postgresql://rejoin@/postgres?host=' + hosts

    def demote(self):
        if self.who:
            os.setgroups([])
            os.setgid(self.who.pw_gid)
            os.setuid(self.who.pw_uid)

    def run(self, name, *arguments):
        done = subprocess.run([program(name), *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              preexec_fn=self.demote, cwd=self.root, text=True)
        if done.returncode:
            raise SystemExit('%s: %s' % (name, done.stdout))

    def sql(self, text):
        return subprocess.run([program('psql'), '-h', self.root, '-U', 'rejoin', '-d', 'postgres', '-XAtqc', text],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def begin(self):
        with open(self.log, 'a') as log:
            self.process = subprocess.Popen([program('postgres'), '-D', self.folder], stdout=log, stderr=log,
                                            preexec_fn=self.demote, cwd=self.root)

    def answers(self):
        return self.sql('SELECT 1').stdout == '1\n'

    def start(self, patience=60):
        """after a crash too: as long as somebody uses the memory of the old server, a new one ends at once"""
        end = time.monotonic() + patience
        self.begin()
        while not self.answers():
            if time.monotonic() > end:
                raise SystemExit('PostgreSQL does not start: ' + open(self.log).read()[-4000:])
            time.sleep(0.05)
            if self.process.poll() is not None:
                self.begin()
        return self

    def kill(self):
        """as a crash: the first process at once; its children end when they notice"""
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(20)

    def remove(self):
        self.stop()
        shutil.rmtree(self.root, ignore_errors=True)


def main():
    cluster = Cluster('' if os.environ.get('REJOIN_TEST_DISK') else QUICK)
    try:
        cluster.start()
        child = subprocess.Popen(sys.argv[1:], env=dict(
            os.environ, REJOIN_TEST_STORE=cluster.address(),
            REJOIN_TEST_POSTMASTER=os.path.join(cluster.folder, 'postmaster.pid')))
        while child.poll() is None:
            time.sleep(0.05)
            if cluster.process.poll() is not None:
                cluster.start()
    finally:
        cluster.remove()
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


if __name__ == '__main__':
    sys.exit(main())
