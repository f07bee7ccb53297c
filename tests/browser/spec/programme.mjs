// Two people, each with a browser, finish session 1 end to end; with scripts and without. What one marks is seen by
// nobody until both released it. And what the pages look like to a machine: axe, narrow screens.
import { lookAt } from '../axe.mjs';
import { button, bytes, couple, link, must, openChromium, pathOf, tap, test, textOf, withServer } from '../lib.mjs';

async function setOut(p, server) {
	await p.goto(server.url + '/us');
	await tap(p, link(p, 'Fifteen sessions'));
	await tap(p, link(p, 'Begin'));
	must((await textOf(p)).includes('Your answer is not kept'), 'the questions say so');
	await tap(p, button(p, 'None of these'));
	must(pathOf(p) === '/programme', 'the sessions follow', p.url());
	await tap(p, link(p, 'Open it'));
	must((await textOf(p)).includes('It can feel worse before it feels better'), 'session 1 says it can feel worse');
	await tap(p, button(p, 'Begin this session'));
	await tap(p, button(p, 'Done, go on'));
	await tap(p, button(p, 'Done, go on'));
	must(pathOf(p) === '/programme/1/marks', 'two pages read', p.url());
}

async function mark(p, words) {
	for (const w of words) await p.getByLabel(w, { exact: true }).check();
	await tap(p, button(p, 'Save'));
	must(await p.getByLabel(words[0], { exact: true }).isChecked(), 'the mark is kept');
}

async function goals(p, server, list) {
	await p.goto(server.url + '/programme/1/goals');
	for (const g of list) {
		await p.fill('#f1', g);
		await tap(p, button(p, 'Add a goal'));
	}
	const text = await textOf(p);
	must(list.every((g) => text.includes(g)), 'both goals stand there', text);
	await tap(p, button(p, 'Done, go on'));
	must(pathOf(p) === '/programme/1/moments', 'on to the practice', p.url());
	await p.fill('#f1', 'The phone rang');
	await tap(p, button(p, 'Add a note'));
	await tap(p, button(p, 'Pass on this step')); // four days are more than this test has: a passed step counts
}

async function lookBack(p) {
	must(pathOf(p) === '/programme/1/look-back', 'the last step', p.url());
	await p.getByLabel('Lighter', { exact: true }).check();
	await tap(p, button(p, 'Save'));
	await tap(p, button(p, 'Finish the session'));
	must(pathOf(p) === '/programme/1', 'the session again', p.url());
	await tap(p, button(p, 'I am ready'));
}

async function sessionOne(browser, server, script, names) {
	const { alex, sam, close } = await couple(browser, server, names, { javaScriptEnabled: script });
	const a = alex.page, s = sam.page;

	await setOut(a, server);
	await setOut(s, server);
	await mark(s, ['Less touch than there was', 'Keeping quiet to keep the peace']);
	const before = await bytes(s, server, '/programme/1/marks');
	await mark(a, ['Less touch than there was', 'Being on watch, even at home']);
	await tap(a, button(a, 'Release mine'));
	must((await textOf(a)).includes('Yours is released'), 'Alex waits', await textOf(a));
	must(await bytes(s, server, '/programme/1/marks') === before, 'Sam cannot tell');
	must((await bytes(s, server, '/programme/1/marks/two')).startsWith('303'), 'nothing to look at for Sam');
	await tap(s, button(s, 'Release mine'));
	for (const p of [s, a]) {
		await p.goto(server.url + '/programme/1/marks/two');
		const text = await textOf(p);
		must(/The same\s+Less touch than there was/.test(text) && text.includes('Being on watch') && text.includes('Keeping quiet'),
			'both see the same and the different', text);
		await tap(p, link(p, 'Back to the step').last());
		await tap(p, button(p, 'Done, go on'));
	}
	await goals(a, server, ['Breakfast on Sunday', 'A walk']);
	await lookBack(a);
	must((await textOf(a)).includes('You said ready'), 'Alex said ready');
	await goals(s, server, ['A film', 'Quiet evenings']);
	await lookBack(s);
	must((await textOf(s)).includes('You are both ready'), 'both are', await textOf(s));
	await a.goto(server.url + '/programme/1');
	await tap(a, link(a, 'The next session'));
	must((await textOf(a)).includes('Making home safer'), 'session 2', await textOf(a));
	await close();
}

// One phone: neither the page that the second one holds nor its source tells what the first one wrote.
async function passed(browser, server, script, names) {
	const { alex, close } = await couple(browser, server, names, { javaScriptEnabled: script });
	const p = alex.page, secret = 'Breakfast with kestrels';

	await setOut(p, server);
	await p.goto(server.url + '/programme/1/goals/pass');
	await p.fill('#f1', secret);
	await tap(p, button(p, 'I am done'));
	must(!(await p.content()).includes('kestrel'), 'nothing while it is handed over');
	await tap(p, button(p, 'I am here'));
	must(!(await p.content()).includes('kestrel'), 'nothing while the other one writes');
	await tap(p, button(p, 'Show both')); // nothing written: a mistake
	must(!(await p.content()).includes('kestrel'), 'nothing after a mistake');
	await p.fill('#f1', 'A walk with herons');
	await tap(p, button(p, 'Show both'));
	const text = await textOf(p);
	must(text.includes(secret) && text.includes('A walk with herons'), 'both, side by side', text);
	await close();
}

// Every kind of page in four themes, at 320 px, and fit to be read out.
async function pages(browser, server) {
	const { alex, close } = await couple(browser, server, ['Lea', 'Max'], { reducedMotion: 'reduce' });
	const p = alex.page, bad = [];
	const list = ['/programme', '/programme/questions', '/programme/alone', '/programme/way', '/programme/1', '/programme/8',
		'/programme/1/circle', '/programme/1/marks', '/programme/3/list', '/programme/8/why', '/programme/15/refresher',
		'/programme/1/look-back', '/programme/3/turns/turn', '/programme/3/turns/turn?from=1', '/programme/1/marks/pass'];

	await setOut(p, server);
	for (const path of list) {
		await p.goto(server.url + path);
		bad.push(...await lookAt(p, path));
	}
	await close();
	must(bad.length === 0, 'pages of the sessions', bad.join('\n'));
}

export default async function () {
	const browser = await openChromium();
	await withServer(async (server) => {
		await test('two people finish session 1, with scripts', () => sessionOne(browser, server, true, ['Alex', 'Sam']));
		await test('two people finish session 1, without scripts', () => sessionOne(browser, server, false, ['Kim', 'Noa']));
		await test('one phone that is passed, with scripts', () => passed(browser, server, true, ['Ida', 'Ben']));
		await test('one phone that is passed, without scripts', () => passed(browser, server, false, ['Ute', 'Tom']));
		await test('sessions: axe-core finds nothing in four themes, no sideways scrolling', () => pages(browser, server));
	});
	await browser.close();
}
