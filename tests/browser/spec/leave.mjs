// Leave: after it no Back, Forward or reload shows a private page. Chromium keeps its back-forward cache here, and a
// control shows that the cache does give a private page back when one leaves in the usual way.
import {
	begin, button, checkIn, device, fromToday, link, must, openChromium, OUTSIDE, signUp, sleep, soon, tap, test, textOf, withServer,
} from '../lib.mjs';

const GOOD = 'We watched the heron together';
const PRIVATE = [GOOD, 'Alex', 'Mira', 'the accident', 'Only you see', 'My last days'];

// What a person looking over would see now: the words and the title.
async function seen(page) {
	for (let i = 0; ; i++) {
		try {
			return await page.evaluate(() => document.documentElement.hidden ? '' : document.title + '\n' + (document.body?.innerText || ''));
		} catch (trouble) {
			if (i === 100) throw trouble;
			await sleep(100);
		}
	}
}

async function step(page, direction) {
	const cdp = await page.context().newCDPSession(page);
	if (direction === 'reload') {
		await cdp.send('Page.reload');
	} else {
		const { currentIndex, entries } = await cdp.send('Page.getNavigationHistory');
		const to = entries[currentIndex + (direction === 'back' ? -1 : 1)];
		if (to) await cdp.send('Page.navigateToHistoryEntry', { entryId: to.id });
	}
	await cdp.detach();
	await sleep(500);
}

async function mustShowNothing(page, when) {
	const text = await seen(page);
	const shown = PRIVATE.filter((word) => text.includes(word));
	must(shown.length === 0, `private words are shown ${when}`, shown, text.slice(0, 400));
}

async function mustBeGone(page, server) {
	await page.waitForURL((url) => url.origin !== server.url);
	must(await soon(async () => (await seen(page)).includes(OUTSIDE)), 'the outside page is shown');
	for (let i = 1; i <= 5; i++) {
		await step(page, 'back');
		await mustShowNothing(page, `after ${i} × Back`);
	}
	await step(page, 'reload');
	await mustShowNothing(page, 'after a reload there');
	for (let i = 1; i <= 5; i++) {
		await step(page, 'forward');
		await mustShowNothing(page, `after ${i} × Forward`);
	}
	await step(page, 'reload');
	await mustShowNothing(page, 'after the last reload');
}

// A few private pages deep in the history, the last one open.
async function goDeep(page, server, name) {
	await signUp(page, server, name);
	await begin(page, server);
	await checkIn(page, GOOD);
	await tap(page, link(page, 'To Today'));
	await fromToday(page, 'My last days');
	await tap(page, page.locator('ul.doors a').first());
	must((await textOf(page)).includes(GOOD), 'the private page is open');
}

async function leaves(browser, server, name, script, go) {
	const here = await device(browser, server, { javaScriptEnabled: script });
	await goDeep(here.page, server, name);
	await go(here.page);
	await mustBeGone(here.page, server);
	const [asked] = here.outside;
	must(asked.url.startsWith('https://') && !asked.headers.referer, 'the way out tells nothing', asked);
	await here.close();
}

const press = (page) => button(page, 'Leave').click();

export default async function () {
	const browser = await openChromium({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
	await withServer(async (server) => {
		await test('control: after location.href, Back shows a private page again', async () => {
			const here = await device(browser, server);
			let asked = 0;
			await here.context.route('**/control', (route) => {
				asked++;
				return route.fulfill({
					contentType: 'text/html', headers: { 'Cache-Control': 'no-store' }, body: `<title>Day</title><p>${GOOD}</p>`,
				});
			});
			await here.page.goto(server.url + '/sign-up');
			await here.page.goto(server.url + '/control');
			await here.page.evaluate(() => { location.href = 'https://outside.example/'; });
			await here.page.waitForURL('https://outside.example/');
			await step(here.page, 'back');
			const shown = await soon(async () => (await seen(here.page)).includes(GOOD));
			must(shown && asked === 1,
				'the back-forward cache is off here, so the tests of Leave would prove nothing', shown, asked);
			await here.close();
		});
		await test('Leave, script on: nothing on 5 × Back, Forward, reload', () => leaves(browser, server, 'Leave on', true, press));
		await test('Leave, script off: nothing on 5 × Back, Forward, reload', () => leaves(browser, server, 'Leave off', false, press));
		await test('Leave by Shift three times', () => leaves(browser, server, 'Leave shift', true, async (page) => {
			for (let i = 0; i < 3; i++) await page.keyboard.press('Shift');
		}));
		await test('two Shifts and a letter do not leave', async () => {
			const here = await device(browser, server);
			await here.page.goto(server.url + '/sign-up');
			for (const key of ['Shift', 'Shift', 'a', 'Shift']) await here.page.keyboard.press(key);
			await sleep(600);
			must(here.page.url().startsWith(server.url) && here.outside.length === 0, 'stayed', here.page.url());
			await here.close();
		});
		await test('Leave works without a session too, and is first in tab order', async () => {
			const here = await device(browser, server, { javaScriptEnabled: false });
			await here.page.goto(server.url + '/sign-in');
			await here.page.keyboard.press('Tab');
			await here.page.keyboard.press('Enter');
			await here.page.waitForURL((url) => url.origin !== server.url);
			await here.close();
		});
	});
	await browser.close();
}
