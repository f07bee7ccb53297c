// Cards: written, read, changed and found again, with script and without.
import { button, device, link, must, openChromium, pathOf, signUp, tap, test, textOf, withServer } from '../lib.mjs';

async function writeFirst(page, server) {
	await page.goto(server.url + '/us');
	await tap(page, page.getByRole('link', { name: /^My cards/ }));
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
		} finally {
			await browser.close();
		}
	});
}
