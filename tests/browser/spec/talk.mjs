// Raising treatment: a plan in five steps, cards that turn, a try that is noted, the pause, and three treatments side
// by side, as cards on a phone and as a table on a desk.
import { AXE, axeOf, linesOf } from '../axe.mjs';
import { button, device, link, must, openChromium, pathOf, signUp, tap, test, textOf, withServer } from '../lib.mjs';

const sees = async (page, ...words) => {
	const text = await textOf(page);
	for (const w of words) must(text.includes(w), `the page says: ${w}`, text);
};

async function plan(page, server) {
	await page.goto(server.url + '/us');
	await tap(page, link(page, 'Getting treatment'));
	await tap(page, page.getByRole('link', { name: /Raise it with/ }));
	await tap(page, link(page, 'Choose a first sentence'));
	await sees(page, 'Step 1 of 5');
	await tap(page, page.getByRole('link', { name: /You look after so many people/ }));
	must((await page.inputValue('#words')).startsWith('You look after'), 'the sentence stands there to be changed');
	await page.fill('#words', 'You look after all of us. Who looks after you?');
	await tap(page, button(page, 'Continue'));
	await page.getByText('On a walk').click();
	await page.fill('#place', 'by the canal');
	await tap(page, button(page, 'Continue'));
	await page.getByText('I am fine.').click();
	await page.getByText('Not now.').click();
	await tap(page, button(page, 'Continue'));
	await page.getByText('Say thank you for listening').click();
	await tap(page, button(page, 'Continue'));
	await tap(page, link(page, 'Skip'));
	await sees(page, 'You look after all of us.', 'On a walk, by the canal', 'Say thank you for listening');
}

async function rehearse(page) {
	await tap(page, link(page, 'Rehearse with cards'));
	await sees(page, 'Card 1 of 4', 'You look after all of us.');
	await tap(page, link(page, 'Next card'));
	must(!(await textOf(page)).includes('a bit less fine'), 'the reply is on the other side');
	await tap(page, link(page, 'Turn the card'));
	await sees(page, 'I am fine.', 'a bit less fine');
	await tap(page, link(page, 'Next card'));
	await tap(page, link(page, 'Turn the card'));
	await tap(page, link(page, 'Change my words'));
	await page.fill('#words', 'All right. Tea?');
	await tap(page, button(page, 'Keep it'));
	await tap(page, link(page, 'Rehearse with cards'));
	await tap(page, page.getByRole('link', { name: /Stop here/ }));
	await sees(page, 'That was enough.', 'Come back to now');
	await tap(page, page.getByRole('link', { name: /Back to the plan/ }));
}

async function note(page) {
	await tap(page, link(page, 'Note a try'));
	await page.getByText('The answer was: not now').click();
	await page.fill('#words', 'The bench was good.');
	await tap(page, button(page, 'Keep it'));
	await sees(page, 'Not now is an answer.', 'The bench was good.', 'Think of a smaller step');
}

async function pause(page, server) {
	await page.goto(server.url + '/own');
	await page.getByText('Pause what we do together').click();
	await tap(page, button(page, 'Pause'));
	await page.goto(server.url + '/talk/them');
	await sees(page, 'This part waits', 'Who to call', 'Find help for myself');
	must(!(await textOf(page)).includes('You look after'), 'nothing asks to raise it');
}

async function looksWell(page, server) {
	const bad = [];
	for (const path of ['/talk', '/talk/them', '/talk/them/opening?pick=1', '/talk/them/plan/when', '/talk/them/plan/answers',
		'/talk/them/cards/2?turn=1', '/talk/them/reply/new', '/talk/them/tried/new', '/talk/them/print', '/talk/options', '/talk/me']) {
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

async function sideBySide(page, server) {
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.goto(server.url + '/talk/options');
	must(await page.locator('table th[scope=col]:visible').count() === 3, 'a table on a desk');
	must(await page.locator('table th[scope=row]:visible').count() === 5, 'with a head for every row');
	await page.setViewportSize({ width: 360, height: 740 });
	must(await page.locator('table:visible').count() === 0, 'no table on a phone');
	must(await page.locator('section.card:visible').count() === 3, 'but a card for each');
	await sees(page, 'a decision with a clinician', '6 to 12 sessions', 'Second-hand.');
	const to = await page.locator('a[href^="https://"]:visible').evaluateAll((list) => list.map((a) => a.href));
	must(to.every((href) => /nice\.org\.uk|acpjournals\.org/.test(href)) && to.length >= 6, 'sources are linked', to);
}

export default async function () {
	await withServer(async (server) => {
		const browser = await openChromium();
		try {
			for (const javaScriptEnabled of [true, false])
				await test(`a plan is made, rehearsed and noted, script ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
					const { page, context, close } = await device(browser, server, { javaScriptEnabled });
					if (javaScriptEnabled) await context.addInitScript({ path: AXE });
					await signUp(page, server, javaScriptEnabled ? 'alex' : 'robin');
					await plan(page, server);
					await rehearse(page);
					await note(page);
					if (javaScriptEnabled) await looksWell(page, server);
					await sideBySide(page, server);
					await pause(page, server);
					await close();
				});
			await test('a sentence that is too long keeps its words', async () => {
				const { page, close } = await device(browser, server, { javaScriptEnabled: false });
				await signUp(page, server, 'kim');
				await page.goto(server.url + '/talk/me/opening?row=0');
				await page.locator('#words').evaluate((box) => box.removeAttribute('maxlength')).catch(() => {});
				await page.fill('#words', 'May I read it out? '.repeat(30));
				await tap(page, button(page, 'Keep it'));
				const sent = await page.inputValue('#words');
				must(pathOf(page).startsWith('/talk/me') && sent.length >= 400, 'the words are still there', sent.length);
				await close();
			});
		} finally {
			await browser.close();
		}
	});
}
