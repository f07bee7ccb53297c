// Taken to an appointment: a page that is looked at before it is made, and a file for a clinic; with script and without.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Demo, button, device, link, must, openChromium, tap, test, textOf, withServer } from '../lib.mjs';

const SAYS = 'I would like to go slowly.';

async function made(page, name, folder) {
	const [file] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
	const path = join(folder, file.suggestedFilename());
	await file.saveAs(path);
	return path;
}

async function paper(page, server, folder) {
	await page.goto(`${server.url}/export`);
	await tap(page, link(page, 'Choose what is on it'));
	must(await page.locator('input[type=checkbox]:checked').count() === 0, 'nothing is ticked');
	await page.fill('#say', SAYS);
	await page.locator('input[value=phq4]').check();
	await tap(page, button(page, 'See the page'));
	const shown = await textOf(page);
	must(shown.includes(SAYS) && shown.includes('PHQ-4') && !shown.includes('K6'), 'the page has what was chosen', shown);
	const pdf = await made(page, 'Make the PDF', folder);
	const text = execFileSync('pdftotext', ['-layout', pdf, '-']).toString();
	for (const words of ['Notes to take along', SAYS, 'PHQ-4']) must(text.includes(words), `on paper: ${words}`, text);
	must(!text.includes('K6') && !text.includes('Alex'), 'and nothing else', text);
	await tap(page, button(page, 'Change something'));
	must(await page.inputValue('#say') === SAYS, 'words come back');
	must(await page.locator('input[value=phq4]').isChecked(), 'ticks come back');
}

async function clinic(page, server, folder) {
	await page.goto(`${server.url}/export/fhir`);
	await page.locator('input[name=totals]').check();
	await tap(page, button(page, 'See what will be in it'));
	const called = /It calls you: (Person \w{4})/.exec(await textOf(page))[1];
	const bundle = JSON.parse(readFileSync(await made(page, 'Make the file', folder)));
	const of = (type) => bundle.entry.map((e) => e.resource).filter((r) => r.resourceType === type);
	must(of('Patient')[0].name[0].text === called, 'it calls the person as it was said');
	must(of('Observation').length > 3 && of('QuestionnaireResponse').length === 0, 'totals, and no answers');
}

export default async function () {
	const browser = await openChromium();
	const folder = mkdtempSync(join(tmpdir(), 'take-'));
	try {
		await withServer(async (server) => {
			for (const javaScriptEnabled of [true, false]) {
				const { page, close } = await device(browser, server, { javaScriptEnabled });
				await server.signIn(page);
				const how = javaScriptEnabled ? 'with script' : 'without script';
				await test(`a page for an appointment, ${how}`, () => paper(page, server, folder));
				await test(`a file for a clinic, ${how}`, () => clinic(page, server, folder));
				await close();
			}
		}, Demo);
	} finally {
		rmSync(folder, { recursive: true });
		await browser.close();
	}
}
