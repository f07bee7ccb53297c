// Small steps: a list, a plan, a note and what is said of them, with script and without; then one shared step and the
// steps for two.
import { button, device, fromToday, link, must, openChromium, pathOf, signUp, tap, test, textOf, withServer } from '../lib.mjs';

// Of the country that signing up chooses here.
const day = (from) => new Date(Date.now() + from * 864e5).toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });

async function note(page, server, step, back, [before, peak, after], more) {
	await page.goto(`${server.url}${step}/log/new`);
	await page.fill('#day', day(-back));
	await page.selectOption('#before', String(before));
	await page.selectOption('#peak', String(peak));
	await page.selectOption('#after', String(after));
	if (more) await more();
	await tap(page, button(page, 'Keep it'));
	must(pathOf(page) === step, 'the note leads back to the step', page.url(), await textOf(page));
}

async function choose(page, server) {
	await page.goto(server.url + '/today');
	await fromToday(page, 'My small steps');
	await tap(page, link(page, 'Choose a first step'));
	await tap(page, page.getByRole('link', { name: /Places/ }));
	await tap(page, page.getByRole('button', { name: /Walk in a park in daylight/ }));
	must((await textOf(page)).includes('uneasy (40)'), 'words come before the number', await textOf(page));
	return pathOf(page);
}

async function plan(page, server, step) {
	await tap(page, link(page, 'Plan it'));
	await page.fill('#day', day(1));
	await page.fill('#time', '10:30');
	await page.getByText('on my own').click();
	await page.selectOption('#minutes', '30');
	await tap(page, button(page, 'Keep the plan'));
	must((await textOf(page)).includes('Tomorrow at 10:30'), 'the plan stands there', await textOf(page));
}

async function walk(page, server) {
	const step = await choose(page, server);
	await plan(page, server, step);
	await note(page, server, step, 3, [30, 60, 20]);
	must((await textOf(page)).includes('The same step again'), 'again', await textOf(page));
	await note(page, server, step, 2, [20, 30, 10]);
	await note(page, server, step, 1, [20, 30, 10]);
	const said = await textOf(page);
	must(said.includes('A next step can come') && said.includes('55 or under'), 'next, and how far', said);
	must(said.includes('went from 60 to 30 over 3 practices'), 'a sentence before the drawing', said);
	must(await page.locator('figure.chart svg[role=img] circle').count() === 3, 'a point for every practice');
	must(await page.locator('table.close tbody tr').count() === 3, 'a row for every practice');
	await tap(page, link(page, 'stop, and see what helps'));
	must((await textOf(page)).includes('Stop here'), 'the way out', await textOf(page));
	await note(page, server, step, 0, [30, 90, 70], () => page.getByText('There was a threat').click());
	const paused = await textOf(page);
	must(paused.includes('Being safe comes first') && paused.includes('Who to call'), 'a pause, and who to call', paused);
	must(!paused.includes('Plan it'), 'nothing comes next after a pause', paused);
	await tap(page, button(page, 'Take it up again, when I am ready'));
	must((await textOf(page)).includes('it starts fresh'), 'only by the person', await textOf(page));
	await page.goto(server.url + '/approach/print');
	must((await textOf(page)).includes('Walk in a park in daylight.'), 'the list on paper', await textOf(page));
}

export default async function () {
	await withServer(async (server) => {
		const browser = await openChromium();
		try {
			for (const javaScriptEnabled of [true, false])
				await test(`a step is chosen, planned, noted and paused, script ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
					const { page, close } = await device(browser, server, { javaScriptEnabled });
					await signUp(page, server, javaScriptEnabled ? 'sam' : 'robin');
					await walk(page, server);
					await close();
				});
			await test('a rating that is none keeps the words', async () => {
				const { page, close } = await device(browser, server, { javaScriptEnabled: false });
				await signUp(page, server, 'kim');
				await page.goto(server.url + '/approach/new');
				await page.fill('#text', 'Sit by the canal.');
				await tap(page, button(page, 'Put it on my list'));
				must((await textOf(page)).includes('from 0 to 100'), 'a sentence beside the field', await textOf(page));
				must(await page.inputValue('#text') === 'Sit by the canal.', 'the words are still there');
				await close();
			});
		} finally {
			await browser.close();
		}
	});
}
