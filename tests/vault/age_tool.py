"""Debian's age, answered at its own prompt: it reads a passphrase from its terminal alone."""
import os
import pty
import select
import time


def ask(args, passphrase, seconds=60):
    """runs age ARGS, types the passphrase whenever it is asked for; its exit status and what it said"""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp("age", ["age", *args])
    said, answered, end = b"", 0, time.monotonic() + seconds
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 0.5)[0]:
            continue
        try:
            more = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        if not more:
            break
        said += more
        if said.count(b"assphrase") > answered and said.rstrip(b" ").endswith(b":"):
            answered = said.count(b"assphrase")
            os.write(terminal, passphrase.encode() + b"\n")
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(terminal)
    return status, said.decode(errors="replace")


def unlock(locked, passphrase, folder):
    """the text of a locked file, or None when age gives out nothing, and what it said"""
    source, target = os.path.join(folder, "locked.age"), os.path.join(folder, "opened")
    with open(source, "wb") as f:
        f.write(locked)
    if os.path.exists(target):
        os.unlink(target)
    status, said = ask(["-d", "-o", target, source], passphrase)
    if status:
        return None, said
    if not os.path.exists(target):  # of an empty text nothing is written
        return b"", said
    with open(target, "rb") as f:
        return f.read(), said
