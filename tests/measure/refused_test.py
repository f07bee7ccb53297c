"""refused_test.py INSTRUMENTC INSTRUMENTS MEASURES: the two files build as they are, and each fault put into them is refused
for its own reason."""
import copy
import json
import subprocess
import sys
import tempfile
import unittest

COMPILER, THEIRS, OURS = sys.argv[1:4]


def named(data, key, name):
    return next(x for x in data[key] if x['id'] == name)


def say(theirs, ours):
    with tempfile.TemporaryDirectory() as folder:
        paths = [f'{folder}/{name}' for name in ('theirs', 'ours', 'out.h')]
        for path, data in zip(paths, (theirs, ours)):
            with open(path, 'w') as to:
                json.dump(data, to)
        ran = subprocess.run([COMPILER, *paths], capture_output=True, text=True, env={'ASAN_OPTIONS': 'detect_leaks=0'})
        return ran.returncode, ran.stderr


class Refused(unittest.TestCase):
    def setUp(self):
        with open(THEIRS) as t, open(OURS) as o:
            self.theirs, self.ours = json.load(t), json.load(o)

    def refuse(self, change, why):
        theirs, ours = copy.deepcopy(self.theirs), copy.deepcopy(self.ours)
        change(theirs, ours)
        code, said = say(theirs, ours)
        self.assertEqual(code, 1, said)
        self.assertIn(why, said)

    def instrument(self, name, change, why):
        self.refuse(lambda theirs, _: change(named(theirs, 'instruments', name)), why)

    def measure(self, name, change, why):
        self.refuse(lambda _, ours: change(named(ours, 'measures', name)), why)

    def test_as_it_is(self):
        self.assertEqual(say(self.theirs, self.ours), (0, ''))

    def test_every_item_that_is_missing(self):
        tried = 0
        for one in self.theirs['instruments']:
            for at in range(len(one['items'])):
                self.instrument(one['id'], lambda i, at=at: i['items'].pop(at), '')
                tried += 1
        self.assertEqual(tried, 20 + 5 + 9 + 7 + 6 + 10)

    def test_items_out_of_order(self):
        self.instrument('phq9', lambda i: i['items'].reverse(), 'missing or out of order')

    def test_item_without_words(self):
        self.instrument('k6', lambda i: i['items'][2].update(text=''), 'is missing or empty')

    def test_every_code_with_a_wrong_digit(self):
        tried = 0
        for one in self.theirs['instruments']:
            for at, item in enumerate(one['items']):
                if not item.get('loinc'):
                    continue
                wrong = item['loinc'][:-1] + str((int(item['loinc'][-1]) + 1) % 10)
                self.instrument(one['id'], lambda i, at=at, wrong=wrong: i['items'][at].update(loinc=wrong), 'check digit')
                tried += 1
        self.assertGreater(tried, 40)

    def test_codes_beside_the_items(self):
        self.instrument('pcl5', lambda i: i.update(panel_loinc='101697-2'), 'check digit')
        self.instrument('pcl5', lambda i: i['total'].update(loinc='70221-6'), 'check digit')
        self.instrument('pcptsd5', lambda i: i['gate'].update(loinc='102011-5'), 'check digit')
        self.instrument('phq9', lambda i: i['extra'].update(loinc='69722-8'), 'check digit')
        self.instrument('phq9', lambda i: i['subsets']['phq2'].update(total_loinc='55758-8'), 'check digit')
        self.instrument('gad7', lambda i: i['options'][0].__setitem__(2, 'LA6568-6'), 'check digit')

    def test_options(self):
        self.instrument('gad7', lambda i: i['options'].pop(), 'do not add up')
        self.instrument('gad7', lambda i: i['options'][1].__setitem__(0, 0), 'the same points twice')
        self.instrument('gad7', lambda i: i['options'][1].__setitem__(1, ''), 'an option without words')
        self.instrument('gad7', lambda i: i.update(options=[]), 'is missing or empty')

    def test_window(self):
        self.instrument('k6', lambda i: i.pop('window'), 'is missing or empty')
        self.instrument('k6', lambda i: i.update(window='past month'), 'does not speak of the window')

    def test_notices(self):
        self.instrument('phq9', lambda i: i.pop('licence'), 'is missing or empty')
        self.instrument('phq9', lambda i: i.update(sources=[]), 'is missing or empty')
        self.refuse(lambda theirs, _: theirs.pop('loinc_notice'), 'is missing or empty')

    def test_what_may_not_be_shipped(self):
        self.instrument('k10', lambda i: i.update(tier='B-optional-pack'), 'may not be shipped')

    def test_range(self):
        self.instrument('pcl5', lambda i: i['total'].update(max=81), 'do not add up')
        self.instrument('k10', lambda i: i['total'].update(min=0), 'do not add up')

    def test_groups(self):
        self.instrument('pcl5', lambda i: i['subscales']['C'].update(items=[7, 7]), 'leave an item out')
        self.instrument('pcl5', lambda i: i['subscales'].pop('E'), 'leave an item out')

    def test_bands(self):
        self.measure('k6', lambda m: m['bands'].pop(), 'bands that end too soon')
        self.measure('k6', lambda m: m['bands'][1].__setitem__(0, 9), 'leave a gap or overlap')
        self.measure('pcl5', lambda m: m['change']['bands'].pop(1), 'leave a gap or overlap')

        def shift(m):
            m['bands'][0][1], m['bands'][1][0] = 5, 6
        self.measure('phq9', shift, 'not the published bands')

    def test_parts(self):
        self.measure('phq4', lambda m: m['parts'].append(['k6', 1, 1]), 'ask in different ways')
        self.measure('phq2', lambda m: m['parts'][0].__setitem__(2, 12), 'items that are not there')
        self.measure('phq2', lambda m: m['subset'].__setitem__(1, 'phq3'), 'no such part')
        self.measure('k6', lambda m: m.update(id='k7'), 'there is no instrument')

    def test_our_words(self):
        self.measure('k6', lambda m: m.pop('is_not'), 'is missing or empty')
        self.measure('k6', lambda m: m.update({'for': 'everyone'}), 'not somebody')
        self.refuse(lambda _, ours: ours['measures'].pop(), 'not as many')


unittest.main(argv=sys.argv[:1])
