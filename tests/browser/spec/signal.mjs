// Two people side by side: one taps, the other's open page shows it. With scripts at once, without after a reload.
import { button, couple, device, link, must, openChromium, pathOf, signUp, sleep, tap, test, textOf, withServer } from '../lib.mjs';

const ROUNDS = 20;
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

const seesNow = (page, words) =>
	page.waitForFunction((w) => document.querySelector('[data-live]')?.innerText.includes(w), words, { polling: 10, timeout: 15000 });

async function sideBySide(browser, server) {
	const { alex, sam, close } = await couple(browser, server, ['Alex', 'Sam'], {});
	const a = alex.page, s = sam.page;

	await test('signal: one tap shows on every open page of the other, without a reload', async () => {
		for (const path of ['/today', '/us', '/signal']) {
			await s.goto(server.url + path);
			await a.goto(server.url + '/today');
			await tap(a, button(a, 'I need space'));
			must(pathOf(a) === '/signal', 'the tap leads to the signal', a.url());
			await seesNow(s, 'Alex needs space. It is not about you.');
			must(pathOf(s) === path, 'Sam stayed', s.url());
			await tap(a, button(a, 'I am back'));
			await seesNow(s, 'Alex is back.');
		}
	});

	await test(`signal: seen in less than a second (median of ${ROUNDS})`, async () => {
		const sent = [], acknowledged = [];
		await s.goto(server.url + '/today');
		for (let i = 0; i < ROUNDS; i++) {
			await a.goto(server.url + '/signal');
			await a.fill('#words', `round ${i}.`);
			const seen = seesNow(s, `round ${i}.`).then(() => performance.now());
			const start = performance.now();
			const answer = a.waitForResponse((r) => r.request().method() === 'POST').then(() => performance.now());
			await a.locator('form#change .btn').click();
			acknowledged.push(await seen - await answer);
			sent.push(await seen - start);
		}
		console.log(`        a signal is seen ${median(sent).toFixed(0)} ms after the tap, ${median(acknowledged).toFixed(0)} ms after its POST was acknowledged (median of ${ROUNDS})`);
		must(median(sent) < 1000, 'within a second', sent);
	});

	await test('signal: what is looked at keeps its markup and asks nobody else', async () => {
		must(alex.outside.length === 0 && sam.outside.length === 0, 'nothing outside was asked');
		await s.goto(server.url + '/signal');
		must(await s.locator('[data-live] section.signal').count() === 1, 'one signal');
		must(await s.locator('[data-live] script, [data-live] iframe').count() === 0, 'no script in it');
	});

	await test('signal: an agreement is written by one and taken by the other', async () => {
		await a.goto(server.url + '/signal/agreement/write');
		await a.fill('#sign', 'hand on the heart');
		await a.fill('#says', 'I am back');
		await a.fill('#wish', 'Sam comes back every time');
		await tap(a, button(a, 'Keep it'));
		await s.goto(server.url + '/signal/agreement');
		must((await textOf(s)).includes('hand on the heart'), 'Sam reads it', await textOf(s));
		await tap(s, button(s, 'That fits for me'));
		must((await textOf(s)).includes('You both wrote this'), 'agreed', await textOf(s));
	});

	await test('signal: who left in another tab is told nothing more', async () => {
		await s.goto(server.url + '/us');
		const before = await s.locator('[data-live]').innerText();
		const other = await sam.context.newPage();
		await other.goto(server.url + '/today');
		await tap(other, button(other, 'Leave'));
		await a.goto(server.url + '/signal');
		await a.fill('#words', 'after the leave.');
		await tap(a, button(a, 'Tell Sam'));
		await sleep(1500);
		must(await s.locator('[data-live]').innerText() === before, 'the old page says nothing new');
		must(await s.evaluate(() => fetch('/signal/now').then((r) => r.redirected || !r.ok)), 'and nothing is answered');
	});
	await close();
}

async function withoutScripts(browser, server) {
	const { alex, sam, close } = await couple(browser, server, ['Robin', 'Kim'], { javaScriptEnabled: false });
	const a = alex.page, s = sam.page;

	await test('signal: the place for it takes no room while there is nothing', async () => {
		for (const path of ['/today', '/us']) {
			await s.goto(server.url + path);
			const gap = await s.locator('main').evaluate((m) => m.querySelector('.split').getBoundingClientRect().top -
				m.getBoundingClientRect().top - parseFloat(getComputedStyle(m).paddingTop));
			must(gap >= 0 && gap < 8, 'the page begins at the top', path, gap);
		}
	});

	await test('signal, no scripts: a reload shows it, on each page', async () => {
		await s.goto(server.url + '/us');
		await a.goto(server.url + '/us');
		await tap(a, button(a, 'I need space'));
		for (const path of ['/us', '/today', '/signal']) {
			await s.goto(server.url + path);
			must((await textOf(s)).includes('Alex needs space. It is not about you.'), path, await textOf(s));
		}
		must(await s.locator('meta[http-equiv=refresh]').count() === 0, 'a page with a field never moves by itself');
		await a.goto(server.url + '/signal');
		await a.getByLabel('Company near').check();
		await a.fill('#words', 'On the balcony.');
		await tap(a, button(a, 'Tell Sam'));
		await s.reload();
		const text = await textOf(s);
		must(text.includes('would like company near') && text.includes('On the balcony.'), 'changed', text);
		await tap(a, button(a, 'I am back'));
		await s.reload();
		must((await textOf(s)).includes('Alex is back.'), 'back', await textOf(s));
	});

	await test('signal, no scripts: alone it is a time-out that is kept nowhere', async () => {
		const one = await device(browser, server, { javaScriptEnabled: false });
		await signUp(one.page, server, 'Noor');
		await one.page.goto(server.url + '/signal');
		must((await textOf(one.page)).includes('There is nobody to tell yet.'), 'said plainly');
		await tap(one.page, link(one.page, '40 minutes'));
		must(/Until \d\d:\d\d/.test(await textOf(one.page)), 'a time', await textOf(one.page));
		await one.close();
	});
	await close();
}

export default async () => {
	const browser = await openChromium();
	try {
		await withServer((server) => sideBySide(browser, server));
		await withServer((server) => withoutScripts(browser, server));
	} finally {
		await browser.close();
	}
};
