"""The library, the page for two and the files that pages load, on the real server."""
import json
import os
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree as xml
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode

PROGRAM, SERVING, CONTENT = sys.argv.pop(1), sys.argv.pop(1), sys.argv.pop(1)
sys.path.insert(0, SERVING)
from serving import Server  # noqa: E402

ATOM = '{http://www.w3.org/2005/Atom}'


def prepare(data):
    os.chmod(data, 0o700)
    subprocess.run([PROGRAM, 'init', '--data', data], check=True, capture_output=True)
    return ['serve', '--data', data, '--listen', '127.0.0.1:0', '--workers', '1']


def slugs(folder):
    return sorted(name[:-3] for name in os.listdir(os.path.join(CONTENT, folder)) if name.endswith('.md'))


def main_of(text):
    return text[text.index('<main'):text.index('</main')]


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(PROGRAM, arguments=prepare)

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def ask(self, path, form=None, **headers):
        c = HTTPConnection('127.0.0.1', self.server.port, timeout=20)
        send = {k.replace('_', '-'): v for k, v in headers.items()}
        if form is not None:
            send['Origin'] = 'http://127.0.0.1:%d' % self.server.port
            send['Content-Type'] = 'application/x-www-form-urlencoded'
        c.request('POST' if form is not None else 'GET', path, urlencode(form) if form is not None else None, send)
        answer = c.getresponse()
        answer.text = answer.read().decode()
        c.close()
        return answer

    def sign_up(self, name):
        answer = self.ask('/sign-up', {'name': name, 'passphrase': 'a lamp on the kitchen table', 'country': ''})
        self.assertEqual(answer.status, 303)
        return re.search(r'__Host-rj=[0-9a-f]+', answer.headers['Set-Cookie']).group()


class Learn(Pages):
    def test_words_find_the_right_page_first(self):
        for words, slug in (('pushed away', 'pushing-me-away'), ('is it my fault', 'is-it-my-fault'),
                            ('draining', 'draining-me')):
            page = self.ask('/learn?' + urlencode({'q': words})).text
            self.assertEqual(re.findall(r'<li><a href="/learn/([^"]+)"', page)[0], slug, words)

    def test_what_is_looked_for_is_no_markup(self):
        page = self.ask('/learn?' + urlencode({'q': '"><script>alert(1)</script>'}))
        self.assertEqual(page.status, 200)
        self.assertNotIn('<script>', page.text)
        self.assertIn('Nothing found yet', page.text)

    def test_every_article_is_reached_by_links(self):
        waiting, seen = ['/learn'], set()
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            page = self.ask(path)
            self.assertEqual(page.status, 200, path)
            waiting += [unescape(p) for p in re.findall(r'href="(/learn[^"#]*)"', page.text)]
        self.assertEqual(sorted(p[7:] for p in seen if re.fullmatch(r'/learn/[a-z0-9-]+', p)), slugs('learn'))

    def test_an_article_says_where_it_comes_from(self):
        for slug in slugs('learn'):
            brief, full = (main_of(self.ask('/learn/' + slug + q).text) for q in ('', '?full=1'))
            for page in (brief, full):
                self.assertRegex(page, r'<a href="https://[^"]+" rel="noreferrer">[^<]+</a>, \d{4}')
                self.assertRegex(page, r'\d+ minutes?<')
                self.assertIn('eviewed by', page)
            self.assertGreater(len(full), len(brief), slug)
            self.assertRegex(brief, r'aria-current="page">Short<')
            self.assertRegex(full, r'aria-current="page">Full<')

    def test_what_is_not_there(self):
        for path in ('/learn/nothing', '/learn?tag=nothing', '/insights/nothing'):
            self.assertEqual(self.ask(path).status, 404, path)

    def test_tab_does_not_say_what_is_read(self):
        page = self.ask('/learn/am-i-safe').text
        self.assertIn('<title>Page', page)

    def test_feed_names_every_finding(self):  # art.32
        answer = self.ask('/insights.atom')
        self.assertEqual(answer.headers['Content-Type'], 'application/atom+xml; charset=utf-8')
        entries = xml.fromstring(answer.text).findall(ATOM + 'entry')
        paths = [e.find(ATOM + 'link').get('href') for e in entries]
        self.assertEqual(sorted(p.rsplit('/', 1)[1] for p in paths), slugs('insights'))
        for path in paths:
            self.assertEqual(self.ask(path).status, 200, path)


class Us(Pages):
    def test_every_row_is_off(self):
        page = self.ask('/us/sample').text
        rows = re.findall(r'<tr><th scope="row">[^<]+</th><td>([^<]+)</td>', page)
        self.assertGreaterEqual(len(rows), 4)
        self.assertEqual(set(rows), {'Off'})

    def test_sample_carries_the_own_name_and_sends_nothing(self):
        cookie = self.sign_up('Robin of the sample')
        page = main_of(self.ask('/us/sample', Cookie=cookie).text)
        self.assertIn('Robin of the sample', page)
        self.assertNotIn('<form', page)

    def test_nobody_sees_whether_others_are_here(self):
        one = self.sign_up('first person here')
        before = main_of(self.ask('/us', Cookie=one).text)
        stranger = self.ask('/us').text
        self.sign_up('second person here')
        self.assertEqual(main_of(self.ask('/us', Cookie=one).text), before)
        self.assertEqual(self.ask('/us').text, stranger)


class Assets(Pages):
    def test_files_are_kept_for_a_year_and_asked_for_once(self):
        page = self.ask('/us').text
        files = re.findall(r'(?:href|src)="(/a/[^"]+)"', page)
        self.assertEqual(len(files), 3)
        for path in files:
            first = self.ask(path)
            self.assertEqual(first.status, 200, path)
            self.assertIn('immutable', first.headers['Cache-Control'])
            again = self.ask(path, If_None_Match=first.headers['ETag'])
            self.assertEqual((again.status, again.text), (304, ''), path)

    def test_manifest_is_on_the_page_to_keep_alone(self):
        self.assertNotIn('rel="manifest"', self.ask('/help').text)
        path = re.search(r'<link rel="manifest" href="([^"]+)"', self.ask('/help/keep').text).group(1)
        manifest = json.loads(self.ask(path).text)
        self.assertEqual(manifest['start_url'], '/help')
        self.assertNotIn('Rejoin', str(manifest))  # a name on a phone's first screen is seen by others
        self.assertEqual(self.ask(manifest['icons'][0]['src']).status, 200)

    def test_worker_is_asked_for_each_time(self):
        worker = self.ask('/sw.js')
        self.assertEqual(worker.headers['Cache-Control'], 'no-cache')
        for path in re.findall(r"'(/a/[^']+)'", worker.text):
            self.assertEqual(self.ask(path).status, 200, path)


if __name__ == '__main__':
    unittest.main()
