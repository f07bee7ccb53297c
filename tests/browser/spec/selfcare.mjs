// My own side: an idea is booked, somebody is written down, the week is looked at, with script and without; words that
// were begun are offered again; every page at 320 px, and axe-core in four themes.
import { inThemes, AXE } from '../axe.mjs';
import { Demo, begin, button, device, fromToday, link, must, openChromium, pathOf, signUp, tap, test, textOf, withServer } from '../lib.mjs';

const NARROW = { viewport: { width: 320, height: 640 } };

async function mustHave(page, words) {
	must((await textOf(page)).includes(words), `no "${words}"`, page.url(), await textOf(page));
}

// Only where scripts run; the width everywhere.
async function looksWell(page, isOn) {
	const wide = isOn ? await page.evaluate(() => document.documentElement.scrollWidth) : 320;
	must(wide <= 320, 'no sideways scrolling at 320 px', page.url(), wide);
	if (!isOn) return;
	const bad = await inThemes(page, pathOf(page));
	must(bad.length === 0, 'axe-core', bad);
}

function day(ahead) {
	return new Date(Date.now() + ahead * 86400000).toISOString().slice(0, 10);
}

async function bookAnIdea(page, server, isOn) {
	await page.goto(server.url + '/today');
	await fromToday(page, 'My own side');
	await mustHave(page, 'Nothing here is due');
	await looksWell(page, isOn);
	await tap(page, page.getByRole('link', { name: /^Time for me/ }));
	await page.getByText('Just because').click();
	await looksWell(page, isOn);
	await tap(page, page.getByRole('button', { name: /^Dance in the kitchen/ }));
	must(await page.inputValue('#words') === 'Dance in the kitchen', 'the idea stands in the form');
	await page.fill('#time', '19:30');
	await looksWell(page, isOn);
	await tap(page, button(page, 'Keep it'));
	await mustHave(page, 'A time needs a day');
	await looksWell(page, isOn);
	await page.fill('#day', day(2));
	await tap(page, button(page, 'Keep it'));
	await mustHave(page, 'at 19:30, 30 minutes');
	await looksWell(page, isOn);
}

async function writeSomebodyDown(page, server, isOn) {
	await page.goto(server.url + '/selfcare/people');
	await looksWell(page, isOn);
	await tap(page, link(page, 'Add someone'));
	await page.fill('#words', 'Aunt Jo');
	await page.getByText('Family', { exact: true }).click();
	await page.getByText('listens', { exact: true }).click();
	await page.getByText('can be rung at night').click();
	await looksWell(page, isOn);
	await tap(page, button(page, 'Keep it'));
	await mustHave(page, 'Family. Listens, can be rung at night');
	await looksWell(page, isOn);
}

// Four taps and one tick; the load at the top is what the curve shows.
async function lookAtTheWeek(page, server, isOn) {
	await page.goto(server.url + '/selfcare');
	await tap(page, link(page, 'Begin'));
	await looksWell(page, isOn);
	await tap(page, button(page, 'Close to too much (8)'));
	await looksWell(page, isOn);
	await tap(page, button(page, 'Less than an hour'));
	await page.getByText('Aunt Jo').click();
	await looksWell(page, isOn);
	await tap(page, button(page, 'Continue'));
	await tap(page, button(page, 'Something is, and it has no day yet'));
	for (const words of ['Close to too much (8)', 'Less than an hour', 'Aunt Jo', 'Only you see it, always'])
		await mustHave(page, words);
	await looksWell(page, isOn);
	await tap(page, link(page, 'Give it a day'));
	await page.fill('#words', 'The tooth');
	await tap(page, button(page, 'Keep it'));
	await mustHave(page, 'They can wait here');
	await looksWell(page, isOn);
}

async function onceBegun(page, server) {
	await page.goto(server.url + '/selfcare/book/new?kind=care');
	const kept = page.waitForResponse((r) => r.url().includes('/draft?for='), { timeout: 30000 });
	await page.fill('#words', 'That knee');
	must((await kept).ok(), 'the words are kept while they are typed');
	await page.goto(server.url + '/today');
	await tap(page, link(page, 'Go on writing'));
	must(await page.inputValue('#words') === 'That knee', 'the words are there again');
	await tap(page, button(page, 'Keep it'));
	must(pathOf(page) === '/selfcare/body', 'own health is still what it is', page.url());
	await page.goto(server.url + '/today');
	must(!(await textOf(page)).includes('Go on writing'), 'a draft that was sent is gone');
}

// Twelve weeks, some left out: pieces of a line, a point for every week that was looked at, and the same in a table.
async function twelveWeeks(page, server) {
	await page.goto(server.url + '/selfcare/weeks');
	await mustHave(page, 'over 10 weeks you looked at');
	await mustHave(page, 'At its most it was 8.');
	const drawn = await page.evaluate(() => ({
		lines: document.querySelectorAll('polyline').length,
		points: document.querySelectorAll('circle.dot').length - document.querySelectorAll('.key circle').length,
		rows: [...document.querySelectorAll('tbody tr')].filter((r) => /^\d+$/.test(r.cells[1].textContent)).length,
	}));
	must(drawn.lines === 3 && drawn.points === 10 && drawn.rows === 10, 'gaps stay gaps', drawn);
	await looksWell(page, true);
	await page.goto(server.url + '/selfcare/someone');
	await looksWell(page, true);
	await tap(page, page.getByRole('link', { name: /^Today, by phone or text/ }));
	must(pathOf(page) === '/help/call', 'who to call', page.url());
}

export default async function () {
	const browser = await openChromium();
	try {
		await withServer(async (server) => {
			for (const isOn of [true, false])
				await test(`an idea booked, somebody to lean on, a week looked at, script ${isOn ? 'on' : 'off'}`, async () => {
					const { context, page, close } = await device(browser, server, { javaScriptEnabled: isOn, ...NARROW });
					if (isOn) await context.addInitScript({ path: AXE });
					await signUp(page, server, isOn ? 'alex' : 'robin');
					await begin(page, server);
					await bookAnIdea(page, server, isOn);
					await writeSomebodyDown(page, server, isOn);
					await lookAtTheWeek(page, server, isOn);
					await close();
				});
			await test('words of a booking that never came are offered again', async () => {
				const { page, close } = await device(browser, server);
				await signUp(page, server, 'kim');
				await begin(page, server);
				await onceBegun(page, server);
				await close();
			});
		});
		await withServer(async (server) => {
			await test('twelve weeks drawn, with their gaps, and where to look for somebody', async () => {
				const { context, page, close } = await device(browser, server, NARROW);
				await context.addInitScript({ path: AXE });
				await server.signIn(page);
				await twelveWeeks(page, server);
				await close();
			});
		}, Demo);
	} finally {
		await browser.close();
	}
}
