// Reminders: none by itself; one that is asked for shows on Today, leads to its form with one tap and is put away with
// one; changed and taken away; what the form refuses keeps what was written; with script and without.
import { AXE, axeOf, linesOf } from '../axe.mjs';
import { button, device, link, must, openChromium, pathOf, signUp, tap, test, textOf, withServer } from '../lib.mjs';

const sees = async (page, ...words) => {
	const text = await textOf(page);
	for (const w of words) must(text.includes(w), `the page says: ${w}`, text);
};
const misses = async (page, words) => must(!(await textOf(page)).includes(words), `the page does not say: ${words}`);
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

async function add(page, what, words) {
	await tap(page, link(page, 'Add a reminder'));
	await page.getByText(what, { exact: true }).click();
	if (words) await page.fill('#words', words);
	for (const d of DAYS) await page.getByText(d, { exact: true }).click();
	await page.fill('#time', '00:00');
	await tap(page, button(page, 'Keep it'));
}

async function looksWell(page, server, paths) {
	const bad = [];
	for (const path of paths) {
		await page.goto(server.url + path);
		bad.push(...linesOf(path, '', await axeOf(page)));
		for (const width of [320, 1280]) {
			await page.setViewportSize({ width, height: 700 });
			const [scroll, client] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
			if (scroll > client) bad.push(`${path} at ${width}: ${scroll} > ${client}`);
		}
	}
	must(bad.length === 0, bad.join('\n'));
}

async function walk(page, server, hasScript) {
	await page.goto(server.url + '/today');
	await sees(page, 'We will not remind you');
	await page.goto(server.url + '/me');
	await tap(page, page.getByRole('link', { name: /^Reminders/ }));
	await sees(page, 'Nothing reminds you of anything.');
	await add(page, 'A look at my week');
	await sees(page, 'Kept.', 'A look at my week', 'Every day, 00:00');
	await add(page, 'Something in my own words', 'Water the kestrels');
	await sees(page, 'Water the kestrels');
	if (hasScript) await looksWell(page, server, ['/remind', '/remind/new', '/today']);
	await page.goto(server.url + '/today');
	await sees(page, 'You asked to be reminded', 'Water the kestrels', 'A look at my week');
	await tap(page, page.getByRole('listitem').filter({ hasText: 'A look at my week' }).getByRole('link'));
	must(pathOf(page).startsWith('/selfcare/week/'), 'one tap to the form', pathOf(page));
	await page.goto(server.url + '/today');
	await tap(page, page.getByRole('listitem').filter({ hasText: 'Water the kestrels' }).getByRole('button'));
	must(pathOf(page) === '/today', 'put away', pathOf(page));
	await misses(page, 'Water the kestrels');
	await sees(page, 'A look at my week');
	await page.goto(server.url + '/remind');
	await tap(page, link(page, 'Water the kestrels'));
	await page.fill('#words', 'Feed the kestrels');
	await page.getByText('Monday', { exact: true }).click();
	await page.fill('#time', '07:30');
	await tap(page, button(page, 'Keep it'));
	await sees(page, 'Feed the kestrels', 'Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday, 07:30');
	await tap(page, link(page, 'Feed the kestrels'));
	await tap(page, button(page, 'Take it away'));
	await misses(page, 'Feed the kestrels');
}

export default async function () {
	await withServer(async (server) => {
		const browser = await openChromium();
		try {
			for (const javaScriptEnabled of [true, false])
				await test(`reminders, script ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
					const { page, context, close } = await device(browser, server, { javaScriptEnabled });
					if (javaScriptEnabled) await context.addInitScript({ path: AXE });
					await signUp(page, server, javaScriptEnabled ? 'sam' : 'robin');
					await walk(page, server, javaScriptEnabled);
					await close();
				});
			await test('without a day it is not kept, and the words stay', async () => {
				const { page, close } = await device(browser, server, { javaScriptEnabled: false });
				await signUp(page, server, 'kim');
				await page.goto(server.url + '/remind/new');
				await page.getByText('Something in my own words').click();
				await page.fill('#words', 'Call my sister');
				await page.fill('#time', '19:00');
				await tap(page, button(page, 'Keep it'));
				await sees(page, 'Choose one day or more.');
				must(await page.inputValue('#words') === 'Call my sister', 'the words are still there');
				must(await page.inputValue('#time') === '19:00', 'the time is still there');
				await close();
			});
		} finally {
			await browser.close();
		}
	});
}
