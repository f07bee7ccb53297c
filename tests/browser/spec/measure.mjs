// Measures: one question after the other and all on one page, with script and without; help before the total, a hint in
// place of a refusal, a total typed in; every page at 320 px, and axe-core in four themes.
import { AXE, inThemes } from '../axe.mjs';
import { Demo, button, device, link, must, openChromium, pathOf, signUp, tap, test, textOf, withServer } from '../lib.mjs';

const NARROW = { viewport: { width: 320, height: 640 } };

async function mustHave(page, ...words) {
	for (const w of words) must((await textOf(page)).includes(w), `no "${w}"`, page.url(), await textOf(page));
}

// Only where scripts run.
async function looksWell(page, isOn) {
	if (!isOn) return;
	const wide = await page.evaluate(() => document.documentElement.scrollWidth);
	must(wide <= 320, 'no sideways scrolling at 320 px', page.url(), wide);
	const bad = await inThemes(page, pathOf(page));
	must(bad.length === 0, 'axe-core', bad);
}

async function oneByOne(page, server, isOn) {
	await page.goto(server.url + '/me');
	await tap(page, page.getByRole('link', { name: /^How I am, in numbers/ }));
	await looksWell(page, isOn);
	await tap(page, page.getByRole('link', { name: /^PCL-5/ }));
	await mustHave(page, '20 questions', 'It is not a diagnosis.');
	await looksWell(page, isOn);
	await tap(page, button(page, 'One question at a time'));
	await mustHave(page, 'Below is a list of problems', 'In the past month, how much were you bothered by:');
	await looksWell(page, isOn);
	for (let i = 1; i <= 20; i++) {
		must(pathOf(page) === `/measure/pcl5/q/${i}`, `question ${i}`, page.url());
		await tap(page, button(page, i === 7 ? 'Skip' : 'Quite a bit'));
	}
	await mustHave(page, 'Some are skipped, and that is fine', 'there is no total');
	await looksWell(page, isOn);
	await tap(page, page.getByRole('link', { name: /^7\. Avoiding external reminders/ }));
	await tap(page, button(page, 'Not at all'));
	await mustHave(page, 'All of it is answered', 'Only you see the answers and the total.');
	await tap(page, button(page, 'Keep it, and see the total'));
	await mustHave(page, 'PCL-5: 57 of 80', 'above 31 to 33', 'talking over with a professional');
	must(!/you (do not )?have PTSD/i.test(await textOf(page)), 'never a diagnosis');
	await looksWell(page, isOn);
	await page.getByText('My answers').click();
	await mustHave(page, 'Quite a bit', '3 points');
	await looksWell(page, isOn);
	await tap(page, link(page, 'A sheet to print'));
	await looksWell(page, isOn);
}

async function theHint(page, server) {
	await page.goto(server.url + '/measure/pcl5');
	await mustHave(page, 'The last one was on', 'a difference says little', 'You can still do it.');
	await tap(page, button(page, 'One question at a time'));
	must(pathOf(page) === '/measure/pcl5/q/1', 'it is no refusal', page.url());
	await tap(page, link(page, 'It makes it worse'));
	await mustHave(page, 'Stop here. You can leave it', 'Come back to now', 'Who to call');
	await tap(page, button(page, 'Let it go'));
	must(!(await textOf(page)).includes('is begun'), 'it has gone', await textOf(page));
}

async function allOnOne(page, server, isOn) {
	await page.goto(server.url + '/measure/phq9');
	await tap(page, button(page, 'All on one page'));
	await looksWell(page, isOn);
	for (let i = 1; i <= 4; i++) await page.check(`input[name=q${i}][value="3"]`);
	await tap(page, button(page, 'Keep it for later'));
	await mustHave(page, 'PHQ-9 is begun', '4 of 10 answered');
	await looksWell(page, isOn);
	await page.goto(server.url + '/measure/phq9/all');
	must(await page.isChecked('input[name=q4][value="3"]'), 'what was answered is there');
	for (let i = 5; i <= 9; i++) await page.check(`input[name=q${i}][value="2"]`);
	await tap(page, button(page, 'Keep it, and see the total'));
	await mustHave(page, 'First: are you safe right now?', 'Nobody reads this live');
	must(!(await textOf(page)).includes('of 27'), 'who to call stands before anything is kept', await textOf(page));
	await looksWell(page, isOn);
	await tap(page, button(page, 'Keep it, and see the total'));
	const said = await textOf(page);
	await mustHave(page, 'First: are you safe right now?', 'Nobody reads this live', 'PHQ-9: 13 of 27');
	must(said.indexOf('Call 112') < said.indexOf('of 27'), 'who to call stands before the total', said);
	must(await page.locator('a[href="tel:112"]').count() === 1, 'one tap calls');
	await looksWell(page, isOn);
}

async function typedIn(page, server, isOn) {
	await page.goto(server.url + '/measure');
	await page.getByText('A total your clinician gave you').click();
	await tap(page, page.getByRole('link', { name: /^ISI/ }));
	await tap(page, link(page, 'Type in a total'));
	await page.fill('#total', '40');
	await tap(page, button(page, 'Keep it'));
	await mustHave(page, 'a whole number from 0 to 28');
	must(await page.inputValue('#total') === '40', 'what was typed is there');
	await looksWell(page, isOn);
	await page.fill('#total', '14');
	await tap(page, button(page, 'Keep it'));
	await mustHave(page, 'ISI: 14 of 28', 'typed in');
	await tap(page, button(page, 'Delete this one'));
	must(!(await textOf(page)).includes('Over time'), 'it has gone');
}

// Twelve weeks of somebody invented: the drawing, its table, and each of their pages.
async function overTime(page, server) {
	await server.signIn(page);
	await page.goto(server.url + '/measure/phq4');
	await mustHave(page, 'Over time', 'lower than on');
	const rows = await page.locator('figure.chart ~ table tbody tr').count();
	must(await page.locator('figure.chart svg[role=img] circle').count() === rows, 'a point for every total', rows);
	must((await page.locator('figure.chart desc').textContent()).split('.').length > rows, 'all of it in words');
	await looksWell(page, true);
	for (const text of ['Show it to me again', 'What the totals mean', 'Where it comes from']) await page.getByText(text).click();
	await mustHave(page, 'Copyright Pfizer Inc.', 'LOINC');
	await looksWell(page, true);
	await page.getByText('Every week', { exact: true }).click();
	await tap(page, button(page, 'Keep this'));
	await mustHave(page, 'It stands at the top of your list');
	await page.goto(server.url + '/measure/isi');
	await looksWell(page, true);
}

export default async function () {
	await withServer(async (server) => {
		const browser = await openChromium();
		try {
			for (const isOn of [true, false])
				await test(`a measure is answered, read and let go, script ${isOn ? 'on' : 'off'}`, async () => {
					const { page, context, close } = await device(browser, server, { ...NARROW, javaScriptEnabled: isOn });
					if (isOn) await context.addInitScript({ path: AXE });
					await signUp(page, server, isOn ? 'sam' : 'robin');
					await oneByOne(page, server, isOn);
					await theHint(page, server);
					await allOnOne(page, server, isOn);
					await typedIn(page, server, isOn);
					await close();
				});
		} finally {
			await browser.close();
		}
	});
	await withServer(async (server) => {
		const browser = await openChromium();
		try {
			await test('twelve weeks as a drawing, a table and words', async () => {
				const { page, context, close } = await device(browser, server, NARROW);
				await context.addInitScript({ path: AXE });
				await overTime(page, server);
				await close();
			});
		} finally {
			await browser.close();
		}
	}, Demo);
}
