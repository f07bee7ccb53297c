"""Help now on the real server: small, without cookie and script, every link leads somewhere, and what
a person asked not to be offered is not offered again."""
import os
import re
import subprocess
import sys
import unittest
from http.client import HTTPConnection
from urllib.parse import urlencode

PROGRAM, SERVING = sys.argv.pop(1), sys.argv.pop(1)
sys.path.insert(0, SERVING)
from serving import Server  # noqa: E402

KIB = 1024


def prepare(data):
    os.chmod(data, 0o700)
    subprocess.run([PROGRAM, 'init', '--data', data], check=True, capture_output=True)
    return ['serve', '--data', data, '--listen', '127.0.0.1:0', '--workers', '1']


class Answer:
    def __init__(self, answer):
        self.status = answer.status
        self.headers = answer.headers
        self.text = answer.read().decode()
        self.size = len(self.text.encode())


class HelpPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(PROGRAM, arguments=prepare)

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def ask(self, method, path, form=None, **headers):
        c = HTTPConnection('127.0.0.1', self.server.port, timeout=20)
        send = {k.replace('_', '-'): v for k, v in headers.items()}
        if form is not None:
            send.setdefault('Origin', 'http://127.0.0.1:%d' % self.server.port)
            send['Content-Type'] = 'application/x-www-form-urlencoded'
        c.request(method, path, urlencode(form) if form is not None else None, send)
        answer = Answer(c.getresponse())
        c.close()
        return answer

    def get(self, path, **headers):
        return self.ask('GET', path, **headers)

    def post(self, path, form, **headers):
        return self.ask('POST', path, form, **headers)

    def test_first_sentence_in_two_small_requests(self):
        for path in ('/', '/help', '/help?c=US', '/help?c=GB'):
            page = self.get(path)
            styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page.text)
            self.assertEqual(len(styles), 1)
            self.assertLessEqual(page.size + self.get(styles[0]).size, 30 * KIB, path)
            self.assertNotIn('Set-Cookie', page.headers)
            self.assertNotIn('<img', page.text)

    def test_every_link_leads_somewhere(self):
        waiting, seen = ['/', '/help'], set()
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            page = self.get(path)
            self.assertEqual(page.status, 200, path)
            self.assertNotIn('Set-Cookie', page.headers)
            main = page.text[page.text.index('<main'):]
            if not path.startswith('/learn/'):  # which names its sources
                self.assertEqual(re.findall(r'href="(?:https?:|//)', main), [], path)
            waiting += [p for p in re.findall(r'href="(/help[^"#]*|/learn/[^"#]*)', main)]
        self.assertGreater(len(seen), 35)
        self.assertTrue({'/help/connect/5?need=space', '/help/ground/cold-water/worse'} <= seen)

    def test_numbers_follow_the_country(self):
        self.assertIn('Call 999 now if', self.get('/help', Accept_Language='en-GB').text)
        german = self.get('/help?c=DE', Accept_Language='en-GB').text
        self.assertIn('href="tel:08001110111"', german)
        self.assertIn('Call 112 now if', german)
        self.assertIn('href="sms:88788?body=START"', self.get('/help/call?c=US').text)
        unknown = self.get('/help', Accept_Language='en').text
        self.assertIn('Choose your country', unknown)
        self.assertIn('We have no checked number', self.get('/help?c=NO').text)

    def test_walks_begin_with_danger(self):
        for walk in ('connect', 'shut-out'):
            page = self.get('/help/%s/1' % walk).text
            main = page[page.index('<main'):page.index('</main')]
            self.assertEqual(main.count('href="/help/call"'), 3)  # yes, not sure, way out
            self.assertIn('/help/%s/2' % walk, page)
            self.assertEqual(self.get('/help/%s/7' % walk).status, 404)
            self.assertEqual(self.get('/help/%s/0' % walk).status, 404)
        self.assertEqual(self.get('/help/connect/5').status, 303)

    def test_before_and_after(self):
        tool = '/help/ground/five-senses'
        self.assertIn('value="7"', self.post(tool, {'before': 7}).text)
        self.assertIn('It went down', self.post(tool, {'before': 7, 'after': 3}).text)
        self.assertIn('About the same', self.post(tool, {'before': 7, 'after': 7}).text)
        worse = self.post(tool, {'before': 3, 'after': 7}).text
        self.assertIn('<h1>It got worse</h1>', worse)
        self.assertIn('/help/call', worse)
        self.assertNotIn('/never', worse)
        self.assertEqual(self.post(tool, {'before': 77}).status, 400)
        self.assertEqual(self.post(tool + '/never', {}).status, 401)
        self.assertEqual(self.post(tool, {'before': 7}, Origin='http://elsewhere.example').status, 403)

    def test_never_again_is_kept(self):
        begun = self.post('/sign-up', {'name': 'Somebody', 'country': 'AT',
                                       'passphrase': 'four quiet words beside a lamp'})
        cookie = re.search(r'__Host-rj=[0-9a-f]+', begun.headers['Set-Cookie']).group(0)
        tool = '/help/ground/cold-water'
        page = self.get(tool + '/worse', Cookie=cookie).text
        token = re.findall(r'name="csrf" value="([^"]+)"', page)[-1]
        self.assertEqual(self.post(tool + '/never', {'csrf': 'x' * 32}, Cookie=cookie).status, 403)
        self.assertEqual(self.post(tool + '/never', {'csrf': token}, Cookie=cookie).status, 303)
        tools = self.get('/help/two-minutes', Cookie=cookie).text
        self.assertNotIn('href="%s"' % tool, tools)
        self.assertIn('left out because you asked', tools)
        self.assertIn('href="%s"' % tool, self.get('/help/two-minutes').text)


if __name__ == '__main__':
    unittest.main()
