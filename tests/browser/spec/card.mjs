// Cards: written, read, changed and found again, with script and without; then two people with two devices.
import { button, couple, device, link, must, openChromium, pathOf, signUp, tap, test, textOf, withServer } from '../lib.mjs';

async function writeFirst(page, server) {
	await page.goto(server.url + '/us');
	await tap(page, page.locator('main a[href="/card"]').first());
	await tap(page, page.getByRole('link', { name: /^My calming card/ }));
	must((await textOf(page)).includes('Only you see this'), 'who sees it is said before', await textOf(page));
	await tap(page, link(page, 'Begin'));
	await page.getByLabel('Leave the door open.').check();
	await page.fill('#own-1-1', 'My grey blanket, the heavy one.');
	await tap(page, button(page, 'Continue'));
	for (let step = 2; step < 6; step++) {
		must(pathOf(page) === `/card/calming/write/${step}`, 'one question a page', page.url());
		await tap(page, button(page, 'Skip'));
	}
	await page.getByLabel('You are here, with me. It is today.').check();
	await tap(page, button(page, 'Continue'));
	const text = await textOf(page);
	must(pathOf(page) === '/card/calming' && text.includes('My grey blanket, the heavy one.') && text.includes('Leave the door open.'),
		'all of it stands on the card', text);
	must(!text.includes('Do not stand behind me.'), 'what was skipped does not', text);
	must(text.includes('Only you see this'), 'who sees it is said after', text);
}

async function change(page) {
	await tap(page, link(page, 'Change it'));
	must((await page.inputValue('#own-1-1')).startsWith('My grey'), 'the line can be changed');
	await page.fill('#own-1-1', 'x'.repeat(161));
	await tap(page, button(page, 'Keep it'));
	must((await textOf(page)).includes('At most 160 characters'), 'too long is said beside it', await textOf(page));
	must((await page.inputValue('#own-1-1')).length === 161, 'and the words are still there');
	await page.fill('#own-1-1', 'My green blanket.');
	await page.getByLabel('Leave the door open.').uncheck();
	await tap(page, button(page, 'Keep it'));
	const text = await textOf(page);
	must(text.includes('My green blanket.') && !text.includes('Leave the door open.'), 'changed', text);
	await tap(page, link(page, 'Earlier versions'));
	await tap(page, page.getByRole('link', { name: /^Version 1/ }));
	must((await textOf(page)).includes('My grey blanket'), 'the version before is kept', await textOf(page));
}

async function shareAndSuggest(alex, sam, server) {
	await alex.goto(server.url + '/card');
	const before = await textOf(alex);
	await writeFirst(sam, server);
	await tap(sam, link(sam, 'See it as Alex would'));
	const preview = await sam.locator('section.sheet > div').innerText();
	await tap(sam, button(sam, 'Share from now on'));
	must((await textOf(sam)).includes('You and Alex'), 'who reads it is said after', await textOf(sam));
	await alex.goto(server.url + '/card');
	await tap(alex, alex.getByRole('link', { name: /Sam wrote it/ }));
	const there = await alex.locator('article.ours').innerText();
	must(there.includes(preview.trim()), 'what was previewed is what is read', preview, there);
	const address = alex.url();
	await alex.goto(server.url + '/help/connect/3');
	must((await textOf(alex)).includes('My grey blanket'), 'it stands in Help now', await textOf(alex));
	await alex.goto(address);
	await alex.fill('#line', 'A cup of tea.');
	await tap(alex, button(alex, 'Suggest it'));
	await sam.goto(server.url + '/card/calming');
	must((await sam.inputValue('#line-1')) === 'A cup of tea.' && !(await sam.locator('article').innerText()).includes('A cup of tea.'),
		'a suggestion changes nothing', await textOf(sam));
	await sam.fill('#line-1', 'A cup of mint tea.');
	await tap(sam, button(sam, 'Put it on my card'));
	must((await sam.locator('article').innerText()).includes('A cup of mint tea.'), 'taken on with a change', await textOf(sam));
	return before;
}

async function takeBack(alex, sam, server, before) {
	await tap(sam, sam.getByRole('link', { name: /^Stop/ }));
	must((await textOf(sam)).includes('cannot be taken back'), 'what stopping cannot do is said', await textOf(sam));
	await sam.getByRole('radio', { name: /^Take it back/ }).check();
	await tap(sam, button(sam, 'Stop'));
	await alex.goto(server.url + '/card');
	must((await textOf(alex)) === before, 'as if it had never been shared', await textOf(alex));
	await alex.goto(server.url + '/help/connect/3');
	must(!(await textOf(alex)).includes('blanket'), 'nor in Help now', await textOf(alex));
}

async function answerTouch(page, server, answers) {
	await page.goto(server.url + '/card/closeness');
	await tap(page, link(page, 'Begin'));
	for (const name of answers) {
		await page.getByRole('radio', { name }).check();
		await tap(page, button(page, 'Continue'));
	}
	await page.goto(server.url + '/card/closeness');
	await tap(page, button(page, 'Let the overlap show'));
}

async function welcome(alex, sam, server) {
	await answerTouch(alex, server, ['Yes', 'Yes', 'Yes']);
	await answerTouch(sam, server, ['Yes', 'Ask me', 'Not now']);
	await alex.goto(server.url + '/card/closeness/ours');
	const both = await alex.locator('article').innerText();
	must(/You both said yes\s+Holding hands\s+Ask first\s+A hand on my shoulder or back\s*$/.test(both), 'only what both welcome', both);
	await tap(sam, button(sam, 'Not now, for everything'));
	await alex.goto(server.url + '/card/closeness/ours');
	must(!(await textOf(alex)).includes('Holding hands'), 'taken back with one tap', await textOf(alex));
}

export default async function () {
	await withServer(async (server) => {
		const browser = await openChromium();
		try {
			for (const javaScriptEnabled of [true, false])
				await test(`a card of one's own, script ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
					const here = await device(browser, server, { javaScriptEnabled, viewport: { width: 360, height: 740 } });
					await signUp(here.page, server, `card${javaScriptEnabled}`);
					await writeFirst(here.page, server);
					await change(here.page);
					await here.close();
				});
			for (const javaScriptEnabled of [true, false])
				await test(`a card between two, script ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
					const names = ['alex', 'sam'].map((name) => name + javaScriptEnabled);
					const { alex, sam, close } = await couple(browser, server, names, { javaScriptEnabled });
					const before = await shareAndSuggest(alex.page, sam.page, server);
					await takeBack(alex.page, sam.page, server, before);
					await welcome(alex.page, sam.page, server);
					await close();
				});
		} finally {
			await browser.close();
		}
	});
}
