"""The real processes with the system's clock ahead or back, by libfaketime, from one start to the next."""
import glob
import os
import subprocess
import time
import unittest

import story

YEARS = 3650
PRELOAD = next(iter(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), None)


def clock(days):
    """what to start a server with"""
    # The sanitizer's library has to come before every other.
    needed = subprocess.run(["ldd", story.BIN], capture_output=True, text=True, check=True).stdout
    first = [line.split()[2] for line in needed.splitlines() if "libasan" in line]
    return {"LD_PRELOAD": ":".join(first + [PRELOAD]), "FAKETIME": f"{days:+d}d", "DONT_FAKE_MONOTONIC": "1"}


class Clock(unittest.TestCase):
    def setUp(self):
        self.assertIsNotNone(PRELOAD, "libfaketime is not there")
        self.server = story.Server().start()
        self.mira = story.Person(self.server, "Mira")
        self.mira.sign_up()
        self.mira.begin()
        self.mira.check_in("Tea at the window")

    def tearDown(self):
        self.server.__exit__()

    def again(self, days):
        self.assertEqual(self.server.stop(), 0)
        self.server.start(environment=clock(days) if days else None)

    def test_the_clock_is_another(self):
        """the control: without it the others would prove nothing"""
        self.again(YEARS)
        date = self.mira.ask("GET", "/").header("date")
        self.assertIn(str(time.gmtime().tm_year + 10), date)

    def test_nobody_stays_in(self):
        for days in (YEARS, -YEARS, 9, -9):
            self.again(0)
            person = story.Person(self.server, "Mira")
            person.sign_in()
            self.assertEqual(person.ask("GET", "/today").status, 200)
            self.again(days)
            with self.subTest(days):
                self.assertEqual(person.ask("GET", "/today").status, 303)
                self.assertEqual(person.ask("GET", "/").status, 200)
                self.assertEqual(person.ask("GET", "/help").status, 200)

    def test_everything_is_there_when_the_clock_is_right_again(self):
        for days in (YEARS, -YEARS):
            self.again(days)
            with self.subTest(days):
                # A leap of that size does not move the keeper's day, so no session is lost for good.
                visitor = story.Person(self.server, "Mira")
                self.assertIn(visitor.sign_in().status, (200, 303, 422, 503))
            self.again(0)
            person = story.Person(self.server, "Mira")
            person.sign_in()
            person.get("/checkin")
            day = next(link for link in story.Forms(person.page.text).links if link.count("/") == 2 and link.startswith("/checkin/"))
            self.assertIn("Tea at the window", person.get(day).text)


if __name__ == "__main__":
    story.main()
