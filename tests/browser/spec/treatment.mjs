// A course of treatment: written down, visits that took place, were cancelled and moved, homework, questions carried on,
// an early end and taking it up again; with script and without.
import { AXE, axeOf, linesOf } from '../axe.mjs';
import { button, device, link, must, openChromium, pathOf, signUp, tap, test, textOf, withServer } from '../lib.mjs';

// Of the country that signing up chooses here.
const day = (from) => new Date(Date.now() + from * 864e5).toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });

const sees = async (page, ...words) => {
	const text = await textOf(page);
	for (const w of words) must(text.includes(w), `the page says: ${w}`, text);
};

async function begin(page, server) {
	await page.goto(server.url + '/us');
	await tap(page, link(page, 'Treatment, visit by visit'));
	await tap(page, link(page, 'Write a course down'));
	await page.getByText('EMDR', { exact: true }).click();
	await page.fill('#clinician', 'Dr Lee');
	await page.fill('#planned', '20');
	await tap(page, button(page, 'Begin'));
	await sees(page, 'EMDR with Dr Lee', 'EMDR often takes 6 to 12 sessions', 'No visit yet.');
	return pathOf(page);
}

async function add(page, server, course, from, time) {
	await page.goto(server.url + course);
	await tap(page, page.getByRole('link', { name: /^Add (a visit|another)$/ }).first());
	await page.fill('#day', day(from));
	if (time) await page.fill('#time', time);
	await tap(page, button(page, 'Keep it'));
	return pathOf(page);
}

async function visits(page, server, course) {
	const was = await add(page, server, course, -7);
	await sees(page, 'Visit 1', 'I went');
	await tap(page, link(page, 'Write it down'));
	await page.fill('#words', 'Three good places.');
	await page.getByText('Some of it').click();
	await tap(page, button(page, 'Keep it'));
	await sees(page, 'Three good places.', 'Some of it');
	await tap(page, link(page, 'Add a question'));
	await page.fill('#words', 'May I stop halfway?');
	await tap(page, button(page, 'Keep it'));
	const next = await add(page, server, course, 7, '10:30');
	await sees(page, 'Visit 2', 'May I stop halfway?', 'at 10:30');
	await tap(page, link(page, 'Move it'));
	await page.fill('#day', day(9));
	await tap(page, button(page, 'Keep it'));
	await sees(page, 'Planned', 'May I stop halfway?');
	await page.goto(server.url + next);
	await sees(page, 'Moved to another day');
	await page.goto(server.url + was);
	await page.getByText('May I stop halfway?').click();
	await tap(page, button(page, 'Keep it'));
	await page.goto(server.url + course);
	await sees(page, 'You went once. 20 are planned in all.', 'Nothing yet.');
	must(await page.locator('table tbody tr').count() === 3, 'three days in the list');
	await tap(page, link(page, 'A sheet for the next visit, to print'));
	await sees(page, 'To ask', 'Three good places.');
}

async function end(page, server, course) {
	await page.goto(server.url + course);
	await tap(page, link(page, 'It ends, or ended'));
	await page.getByText('It was too much for now').click();
	await page.getByText('Ask my family doctor').click();
	await page.fill('#words', 'Too fast for me.');
	await tap(page, button(page, 'Keep it'));
	await sees(page, 'It was too much for now', 'Next: Ask my family doctor', 'Too fast for me.');
	await tap(page, button(page, 'Take it up again'));
	await sees(page, 'You went once.');
}

async function looksWell(page, server, course) {
	const bad = [];
	await page.goto(server.url + course);
	const visit = await page.locator('tbody a').first().getAttribute('href');
	for (const path of ['/treatment', '/treatment/new', course, `${course}/sheet`, `${course}/end`, `${course}/question`, `${course}/plan/new`,
		visit, `${visit}/move`, `${visit}/homework`]) {
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

export default async function () {
	await withServer(async (server) => {
		const browser = await openChromium();
		try {
			for (const javaScriptEnabled of [true, false])
				await test(`a course goes visit by visit, script ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
					const { page, context, close } = await device(browser, server, { javaScriptEnabled });
					if (javaScriptEnabled) await context.addInitScript({ path: AXE });
					await signUp(page, server, javaScriptEnabled ? 'sam' : 'robin');
					const course = await begin(page, server);
					await visits(page, server, course);
					if (javaScriptEnabled) await looksWell(page, server, course);
					await end(page, server, course);
					await close();
				});
			await test('a number that is none keeps the name that was written', async () => {
				const { page, close } = await device(browser, server, { javaScriptEnabled: false });
				await signUp(page, server, 'kim');
				await page.goto(server.url + '/treatment/new');
				await page.fill('#clinician', 'Dr Brown');
				await page.fill('#planned', 'ab');
				await tap(page, button(page, 'Begin'));
				await sees(page, 'Write a number from 1 to 99');
				must(await page.inputValue('#clinician') === 'Dr Brown', 'the name is still there');
				await close();
			});
		} finally {
			await browser.close();
		}
	});
}
