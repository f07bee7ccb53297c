// What set it off: three taps, each kept at once, and what is added later, with script and without; words that were
// begun are offered again; axe-core on the pages on the way.
import { createRequire } from 'node:module';
import { begin, button, device, fromToday, link, must, openChromium, pathOf, signUp, tap, test, textOf, withServer } from '../lib.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

async function mustHave(page, words) {
	must((await textOf(page)).includes(words), `no "${words}"`, page.url(), await textOf(page));
}

// Only where scripts run.
async function axe(page, isOn) {
	if (!isOn) return;
	const bad = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ['violations'] })).violations);
	must(bad.length === 0, 'axe-core', page.url(), bad.map((b) => `${b.id} ${b.nodes[0].target}`));
}

async function threeTaps(page, server, isOn) {
	await page.goto(server.url + '/today');
	await fromToday(page, 'What set it off');
	await mustHave(page, 'nothing has to be');
	await tap(page, link(page, 'Note one'));
	await axe(page, isOn);
	await page.fill('#words', 'The visit went on too long.');
	await tap(page, button(page, 'They pulled away'));
	const note = pathOf(page).replace(/\/tap\/2$/, '');
	must(note !== pathOf(page), 'where comes second', page.url());
	await axe(page, isOn);
	await tap(page, button(page, 'With family or friends'));
	await axe(page, isOn);
	await tap(page, button(page, 'Hard to bear'));
	must(pathOf(page) === note, 'three taps make a note', page.url());
	for (const words of ['Kept. The rest can wait', 'The visit went on too long.', 'With family or friends', 'Hard to bear (8)'])
		await mustHave(page, words);
	await axe(page, isOn);
	return note;
}

async function later(page, server, note, isOn) {
	await fromToday(page, 'What set it off');
	await page.fill('#words', 'Three voices at once');
	await page.selectOption('#area', 'people');
	await axe(page, isOn);
	await tap(page, button(page, 'Keep it'));
	await tap(page, link(page, 'What helped, what did not'));
	await page.getByText('Fresh air').first().click();
	await page.fill('#avoided', 'Sunday at my aunt');
	await axe(page, isOn);
	await tap(page, button(page, 'Keep it'));
	await mustHave(page, 'For your calming card');
	await axe(page, isOn);
	await tap(page, button(page, 'Open a window, or come outside with me.'));
	await mustHave(page, 'It stands on your calming card now.');
	await tap(page, button(page, 'Sunday at my aunt'));
	await mustHave(page, 'It stands on your list of small steps now.');
	await page.goto(server.url + '/approach');
	await mustHave(page, 'Sunday at my aunt');
	await page.goto(server.url + '/card/calming');
	await mustHave(page, 'Open a window, or come outside with me.');
	await page.goto(server.url + '/incident/profile');
	await mustHave(page, 'once');
	await axe(page, isOn);
}

async function notAboutMe(page, server, note, isOn) {
	await page.goto(server.url + note);
	await tap(page, page.getByRole('link', { name: /It is probably not about me/ }));
	await mustHave(page, 'The visit went on too long.');
	await page.getByText('A bad night').click();
	await axe(page, isOn);
	await tap(page, button(page, 'Keep it'));
	await mustHave(page, 'It may relate to');
	await page.locator('details summary').last().click();
	await tap(page, button(page, 'Delete it'));
	await mustHave(page, 'nothing has to be');
}

async function onceBegun(page, server) {
	await page.goto(server.url + '/incident/note');
	const kept = page.waitForResponse((r) => r.url().includes('/draft?for='), { timeout: 30000 });
	await page.fill('#words', 'He looked at the door.');
	must((await kept).ok(), 'the words are kept while they are typed');
	await page.goto(server.url + '/today');
	await tap(page, link(page, 'Go on writing'));
	must(await page.inputValue('#words') === 'He looked at the door.', 'the words are there again');
	await tap(page, button(page, 'They shut down'));
	await page.goto(server.url + '/today');
	must(!(await textOf(page)).includes('Go on writing'), 'a draft that was sent is gone');
}

export default async function () {
	await withServer(async (server) => {
		const browser = await openChromium();
		try {
			for (const isOn of [true, false])
				await test(`three taps, the rest later, on to other rooms, script ${isOn ? 'on' : 'off'}`, async () => {
					const { context, page, close } = await device(browser, server, { javaScriptEnabled: isOn });
					if (isOn) await context.addInitScript({ path: AXE });
					await signUp(page, server, isOn ? 'sam' : 'robin');
					await begin(page, server);
					const note = await threeTaps(page, server, isOn);
					await later(page, server, note, isOn);
					await notAboutMe(page, server, note, isOn);
					await close();
				});
			await test('words beside a tap that never came are offered again', async () => {
				const { page, close } = await device(browser, server);
				await signUp(page, server, 'kim');
				await begin(page, server);
				await onceBegun(page, server);
				await close();
			});
		} finally {
			await browser.close();
		}
	});
}
