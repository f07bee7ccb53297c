"""The command line, as the person who runs the server meets it."""
import hashlib
import os
import struct
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = None
DAY_AT = 16 + 6 * 32  # of the ratchet's day in the secrets file


def checksum(packed):
    """KDF(no key, "rj1/secrets", packed), as the file ends with."""
    h = hashlib.blake2b(digest_size=32, key=bytes(32))
    for part in (b"rj1/secrets", packed):
        h.update(struct.pack("<I", len(part)) + part)
    return h.digest()


class Cli(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.data = os.path.join(self.folder.name, "da ta")

    def tearDown(self):
        self.folder.cleanup()

    def call(self, *words):
        return subprocess.run([PROGRAM, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)

    def init(self):
        self.assertEqual(self.call("init", "--data", self.data).returncode, 0)

    def path(self, name):
        return os.path.join(self.data, name)

    def test_what_it_does_not_understand(self):
        for words in ([], ["dance"], ["serve"], ["check", "--data"], ["check", "--colour", "red"],
                      ["backup", "--data", self.data], ["check", "--data", self.data, "more"],
                      ["serve", "--data", self.data, "--listen", "8080"]):
            said = self.call(*words)
            self.assertEqual(said.returncode, 64, words)
            self.assertNotIn("\n\n", said.stderr)

    def test_init_makes_files_for_its_owner_only(self):
        self.init()
        for name in os.listdir(self.data):
            self.assertEqual(os.stat(self.path(name)).st_mode & 0o077, 0, name)
        self.assertEqual(os.stat(self.data).st_mode & 0o077, 0)

    def test_init_overwrites_no_secrets(self):
        self.init()
        with open(self.path("secrets"), "rb") as f:
            before = f.read()
        self.assertNotEqual(self.call("init", "--data", self.data).returncode, 0)
        with open(self.path("secrets"), "rb") as f:
            self.assertEqual(f.read(), before)

    def test_check_sees_damage(self):
        self.init()
        self.assertEqual(self.call("check", "--data", self.data).returncode, 0)
        for name in ("pages.db", "pages.db-wal", "pages.db-shm"):
            if os.path.exists(self.path(name)):
                os.unlink(self.path(name))
        with open(self.path("pages.db"), "wb") as f:
            f.write(os.urandom(8192))
        self.assertNotEqual(self.call("check", "--data", self.data).returncode, 0)

    def test_backup_leaves_out_secrets_and_sessions(self):
        self.init()
        copy = os.path.join(self.folder.name, "copy")
        self.assertEqual(self.call("backup", "--data", self.data, copy).returncode, 0)
        self.assertEqual(sorted(n for n in os.listdir(copy) if n.endswith(".db")), ["keyring.db", "pages.db"])
        self.assertNotIn("secrets", os.listdir(copy))

    def test_restore_only_into_a_blank_folder(self):
        self.init()
        copy, back = os.path.join(self.folder.name, "copy"), os.path.join(self.folder.name, "back")
        self.assertEqual(self.call("backup", "--data", self.data, copy).returncode, 0)
        self.assertEqual(self.call("restore", "--data", back, copy).returncode, 0)
        self.assertEqual(self.call("check", "--data", back).returncode, 0)
        self.assertNotEqual(self.call("restore", "--data", back, copy).returncode, 0)

    def test_serve_beyond_this_machine_needs_tls_or_a_proxy(self):
        self.init()
        said = self.call("serve", "--data", self.data, "--listen", "0.0.0.0:0")
        self.assertEqual(said.returncode, 78)
        self.assertIn("--tls", said.stderr)

    def test_clock_moves_the_day_only_when_asked(self):
        self.init()
        with open(self.path("secrets"), "rb") as f:
            packed = bytearray(f.read()[:-32])
        today = int(time.time() // 86400)
        self.assertEqual(struct.unpack_from("<I", packed, DAY_AT)[0], today)
        struct.pack_into("<I", packed, DAY_AT, today - 30)
        with open(self.path("secrets"), "wb") as f:
            f.write(packed + checksum(packed))
        self.assertIn("Moved", self.call("clock", "--data", self.data).stdout)
        with open(self.path("secrets"), "rb") as f:
            moved = f.read()
        self.assertEqual(struct.unpack_from("<I", moved, DAY_AT)[0], int(time.time() // 86400))
        self.assertNotEqual(moved[DAY_AT + 5:DAY_AT + 37], bytes(packed[DAY_AT + 5:DAY_AT + 37]))
        self.assertEqual(moved[:DAY_AT], bytes(packed[:DAY_AT]))
        self.assertIn("already", self.call("clock", "--data", self.data).stdout)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
