"""failover.py KILL_TEST [COUNT]: a primary with a synchronous standby. Under load the primary is killed, the standby
takes its place, and a new standby is made where the old primary was; COUNT times (100). What was answered must stand,
whole and in order, on whichever server is the primary then."""
import os
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'store'))
from postgres import QUICK, Cluster  # noqa: E402

SYNCHRONOUS = QUICK + "\nsynchronous_standby_names = '*'\n"


def until(what, why, seconds=60):
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise SystemExit(why)
        time.sleep(0.05)


class Pair:
    def __init__(self):
        self.primary = Cluster(SYNCHRONOUS).start()
        self.file = os.path.join(self.primary.root, 'primary')
        self.standby = Cluster(source=self.primary, settings='').start()
        self.address = self.primary.address(self.standby) + '&target_session_attrs=read-write'
        self.publish()

    def publish(self):
        """who may be killed: said only when the other holds all that was answered"""
        until(lambda: self.primary.sql("SELECT count(*) FROM pg_stat_replication WHERE sync_state='sync'").stdout == '1\n',
              'the standby does not follow')
        with open(self.file + '.new', 'w') as f:
            f.write('%d\n' % self.primary.process.pid)
        os.rename(self.file + '.new', self.file)

    def swap(self):
        os.unlink(self.file)
        old, self.primary = self.primary, self.standby
        self.primary.sql('SELECT pg_promote()')
        until(lambda: self.primary.sql('SELECT pg_is_in_recovery()').stdout == 'f\n', 'the standby takes no writes')
        shutil.rmtree(old.folder, ignore_errors=True)
        self.standby = Cluster(source=self.primary, settings='', root=old.root).start()
        self.publish()

    def remove(self):
        for cluster in (self.primary, self.standby):
            cluster.remove()


def main():
    pair, swaps = Pair(), 0
    count = sys.argv[2] if len(sys.argv) > 2 else '100'
    try:
        child = subprocess.Popen([sys.argv[1], count, 'server'], stderr=subprocess.DEVNULL, env=dict(
            os.environ, REJOIN_TEST_STORE=pair.address, REJOIN_TEST_POSTMASTER=pair.file))
        while child.poll() is None:
            time.sleep(0.02)
            if pair.primary.process.poll() is not None:
                pair.swap()
                swaps += 1
    finally:
        pair.remove()
    print('failover: %d times another server took over' % swaps)
    return child.returncode


if __name__ == '__main__':
    sys.exit(main())
