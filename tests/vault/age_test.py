"""Files locked by the vault, opened by Debian's age: every size around a chunk, a wrong passphrase, and files that
were changed: a byte of each chunk, chunks swapped, dropped, doubled, cut short, and every part of the header."""
import os
import subprocess
import tempfile
import unittest

import age_tool

WRITE = os.environ["AGE_WRITE"]
CHUNK, TAG, NONCE = 65536, 16, 16
WORDS = "six words that nobody would guess here"


def lock(text, work=10, words=WORDS):
    done = subprocess.run([WRITE, str(work)], input=words.encode() + b"\n" + text, stdout=subprocess.PIPE, check=True)
    return done.stdout


def text_of(n):
    return bytes((i * 7 + i // 251) & 255 for i in range(n))


def parts(locked):
    """header lines, nonce, chunks"""
    end = locked.index(b"\n", locked.index(b"\n---")+1) + 1
    body = locked[end + NONCE:]
    step = CHUNK + TAG
    return locked[:end], locked[end:end + NONCE], [body[i:i + step] for i in range(0, len(body), step)]


class Age(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def unlock(self, locked, words=WORDS):
        return age_tool.unlock(locked, words, self.folder.name)[0]

    def test_every_size_around_a_chunk(self):
        for n in (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17):
            with self.subTest(n=n):
                locked = lock(text_of(n))
                self.assertEqual(len(parts(locked)[2]), max(1, -(-n // CHUNK)))
                self.assertEqual(self.unlock(locked), text_of(n))

    def test_the_work_that_is_used(self):
        locked = lock(b"plain words", work=17)
        self.assertIn(b" 17\n", parts(locked)[0])
        self.assertEqual(self.unlock(locked), b"plain words")

    def test_other_letters_than_english_ones(self):
        self.assertEqual(self.unlock(lock(b"x", words="für Änne und 日本 später"), "für Änne und 日本 später"), b"x")

    def test_a_wrong_passphrase_opens_nothing(self):
        opened, said = age_tool.unlock(lock(b"plain words"), "another one altogether", self.folder.name)
        self.assertIsNone(opened)
        self.assertIn("incorrect passphrase", said)

    def test_two_files_have_nothing_in_common(self):
        a, b = lock(b"plain words"), lock(b"plain words")
        self.assertEqual(len(a), len(b))
        self.assertNotEqual(parts(a)[1:], parts(b)[1:])
        self.assertNotIn(b"plain words", a)

    def test_nothing_changed_opens(self):
        """age gives out whole chunks as it goes: what it must never do is say that all is well"""
        head, nonce, chunk = parts(lock(text_of(3 * CHUNK + 17)))
        whole = head + nonce + b"".join(chunk)
        changed = {"swapped": [chunk[1], chunk[0], *chunk[2:]], "dropped": chunk[:1] + chunk[2:],
                   "doubled": chunk[:2] + chunk[1:], "cut between chunks": chunk[:-1],
                   "cut inside a chunk": chunk[:-1] + [chunk[-1][:-1]], "longer": [*chunk, b"x"], "none": []}
        for i in range(len(chunk)):
            one = bytearray(chunk[i])
            one[len(one) // 2] ^= 1
            changed[f"chunk {i}"] = chunk[:i] + [bytes(one)] + chunk[i + 1:]
        for what, list_ in changed.items():
            with self.subTest(what=what):
                self.assertIsNone(self.unlock(head + nonce + b"".join(list_)))
        lines = head.split(b"\n")
        for i, at in ((1, 14), (1, -1), (2, 5), (3, 10)):
            with self.subTest(what="header", line=i):
                line = bytearray(lines[i])
                line[at] = ord("B") if line[at] != ord("B") and i != 1 else ord("8" if at == -1 else "C")
                other = [*lines[:i], bytes(line), *lines[i + 1:]]
                self.assertNotEqual(other, lines)
                self.assertIsNone(self.unlock(b"\n".join(other) + whole[len(head):]))
        self.assertIsNone(self.unlock(head + bytes(NONCE) + b"".join(chunk)))
        self.assertEqual(self.unlock(whole), text_of(3 * CHUNK + 17))


if __name__ == "__main__":
    unittest.main(verbosity=2)
