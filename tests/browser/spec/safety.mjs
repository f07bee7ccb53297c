// The private questions and the plan, with scripts and without: no answer is kept but on a tick, none stands in an
// address, and a yes, a plan and its paper say what they are meant to say. axe-core on what no link leads to.
import { readFileSync } from 'node:fs';
import { AXE, inThemes } from '../axe.mjs';
import { begin, button, device, link, must, openChromium, pathOf, signIn, signUp, tap, test, textOf, withServer } from '../lib.mjs';

async function mustHave(page, words) {
	must((await textOf(page)).includes(words), `no "${words}"`, page.url(), await textOf(page));
}

async function mustNotHave(page, words) {
	must(!(await textOf(page)).includes(words), `there is "${words}"`, page.url());
}

// Only where scripts run.
async function axe(page, isOn) {
	if (!isOn) return;
	const bad = await inThemes(page, new URL(page.url()).pathname);
	must(bad.length === 0, 'axe-core', await page.title(), bad);
}

async function toQuestions(page, server) {
	await page.goto(server.url + '/me');
	await tap(page, page.getByRole('link', { name: 'Safety, only you' }));
	await tap(page, page.getByRole('link', { name: 'Six private questions' }));
	await mustHave(page, 'look over your shoulder');
	await tap(page, button(page, 'Begin'));
}

// answers: what is tapped, question by question
async function answer(page, answers, isOn) {
	for (const [i, name] of answers.entries()) {
		await mustHave(page, `Question ${i + 1} of 6`);
		must(page.url().endsWith('/own/questions'), 'no answer stands in the address', page.url());
		must(await page.getByText('Why we ask').count(), 'it says why');
		if (i === 0) await axe(page, isOn);
		await tap(page, page.getByRole('button', { name: new RegExp(`^${name}\\s*(, chosen)?$`) }));
	}
}

async function withNo(page, server, isOn) {
	await toQuestions(page, server);
	await answer(page, ['No', 'Skip', 'No', 'No', 'No', 'No'], isOn);
	await mustHave(page, 'Nothing here asks for a pause');
	await axe(page, isOn);
	await tap(page, button(page, 'Done'));
	must(pathOf(page) === '/own', 'back at the front', page.url());
	await mustNotHave(page, 'is paused');
	await mustNotHave(page, 'Your answers');
}

async function withYes(page, server, isOn) {
	await toQuestions(page, server);
	await tap(page, button(page, 'No'));
	await tap(page, button(page, 'Back'));
	await answer(page, ['No', 'Yes', 'Not sure', 'Skip', 'No', 'No'], isOn);
	await mustHave(page, 'Your safety comes first');
	await mustHave(page, 'What you do together is paused');
	await mustHave(page, 'see a doctor today');
	const numbers = await page.locator('a[href^="tel:"]').evaluateAll((list) => list.map((a) => a.getAttribute('href')));
	must(numbers[0] === 'tel:112', 'the emergency number is first', numbers);
	must(numbers.includes('tel:116016'), 'then the line of this country', numbers);
	await axe(page, isOn);
	await page.check('#keep');
	await tap(page, button(page, 'Done'));
	must(pathOf(page) === '/own/answers', 'kept on the tick', page.url());
	await mustHave(page, 'Not sure');
	await axe(page, isOn);
	await tap(page, button(page, 'Delete these answers'));
	await mustNotHave(page, 'Your answers');
	await axe(page, isOn);
	await tap(page, button(page, 'Undo the pause'));
	await mustNotHave(page, 'is paused');
}

async function leaveInTheMiddle(page, server, name) {
	await toQuestions(page, server);
	await tap(page, button(page, 'Yes'));
	await button(page, 'Leave').click();
	await page.waitForURL((url) => url.origin !== server.url);
	await signIn(page, server, name);
	must(pathOf(page) === '/today', 'signed in again', page.url());
	await mustNotHave(page, 'You were writing something');
	await page.goto(server.url + '/own');
	await mustNotHave(page, 'is paused');
}

async function plan(page, server, isOn) {
	await page.goto(server.url + '/own/plan');
	await tap(page, link(page, 'Begin'));
	await page.fill('#lines', 'The voice goes flat\nI stop eating');
	await page.getByLabel('I have hardly slept for nights').check();
	await axe(page, isOn);
	await tap(page, button(page, 'Keep it'));
	for (let step = 2; step < 5; step++) await tap(page, link(page, 'Skip'));
	await mustHave(page, 'Emergency: 11');
	await page.getByText('Emergency: 11').click();
	await tap(page, button(page, 'Keep it'));
	await page.fill('#lines', Array.from({ length: 11 }, (_, i) => `thing ${i}`).join('\n'));
	await tap(page, button(page, 'Keep it'));
	await mustHave(page, 'Ten lines fit here');
	must((await page.inputValue('#lines')).includes('thing 10'), 'nothing is lost');
	await axe(page, isOn);
	await page.fill('#lines', 'A bag by the door');
	await tap(page, button(page, 'Keep it'));
	must(pathOf(page) === '/own/plan', 'the last step leads to the plan', page.url());
	for (const words of ['The voice goes flat', 'I stop eating', 'I have hardly slept for nights', 'Emergency: 11', 'A bag by the door'])
		await mustHave(page, words);
	await mustNotHave(page, 'Alex');
	await axe(page, isOn);
}

async function paper(page, server) {
	await page.goto(server.url + '/own/plan');
	await tap(page, link(page, 'To print'));
	await page.emulateMedia({ media: 'print' });
	for (const hidden of ['.top', '.bar', '.foot', '.back', '.btns'])
		must(!(await page.locator(hidden).first().isVisible()), 'not on paper', hidden);
	for (const words of ['My plan', '1. Signs', 'I stop eating', 'A bag by the door'])
		must(await page.getByText(words).isVisible(), 'on paper', words);
	must(!(await page.getByText('3. People').count()), 'an empty step is left out');
	await page.emulateMedia({ media: 'screen' });
	await tap(page, link(page, 'The plan'));
	const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Save as PDF').click()]);
	must(file.suggestedFilename() === 'plan.pdf', 'a plain name', file.suggestedFilename());
	must(readFileSync(await file.path()).subarray(0, 5).toString() === '%PDF-', 'a document');
	await tap(page, button(page, 'Delete the whole plan'));
	await mustHave(page, 'Nothing yet');
}

async function allOf(browser, server, isOn) {
	const how = isOn ? 'script on' : 'script off', name = isOn ? 'Nora' : 'Ole';
	const here = await device(browser, server, { javaScriptEnabled: isOn });
	const { page } = here;
	if (isOn) await here.context.addInitScript({ path: AXE });
	await signUp(page, server, name);
	await begin(page, server);
	await test(`${how}: nothing but no leaves things as they are`, () => withNo(page, server, isOn));
	await test(`${how}: one yes pauses, shows who to call, and is kept only on a tick`, () => withYes(page, server, isOn));
	await test(`${how}: a plan is written, refused in a sentence, and read again`, () => plan(page, server, isOn));
	await test(`${how}: the plan on paper and as a document`, () => paper(page, server));
	await test(`${how}: Leave in the middle of the questions leaves nothing`, () => leaveInTheMiddle(page, server, name));
	await here.close();
}

export default async function () {
	const browser = await openChromium();
	await withServer(async (server) => {
		await allOf(browser, server, true);
		await allOf(browser, server, false);
	});
	await browser.close();
}
