// Helping hands: a task from an idea to done, with two helpers who have nothing but a link; what their page says, loads
// and looks like; with script and without.
import { bringAxe, inThemes } from '../axe.mjs';
import { PASSPHRASE, button, device, link, must, openChromium, pathOf, signUp, tap, test, textOf, withServer } from '../lib.mjs';

const WORDS = /ptsd|trauma|therap|rejoin|psych|diagnos|depress|survivor|partner/i;
const NEVER = '/tasks/' + '0'.repeat(48);
const day = (from) => new Date(Date.now() + from * 864e5).toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });

async function ask(url, how = {}) {
	const answer = await fetch(url, { redirect: 'manual', ...how });
	const headers = [...answer.headers].filter(([name]) => name !== 'date').sort().map(String);
	return { status: answer.status, headers, text: await answer.text() };
}

async function addTask(page, server) {
	await page.goto(server.url + '/me');
	await tap(page, page.getByRole('link', { name: /Helping hands/ }));
	must((await textOf(page)).includes('Nobody yet'), 'nobody yet', await textOf(page));
	await tap(page, link(page, 'Choose a first task'));
	await tap(page, page.getByRole('link', { name: /Children/ }));
	await tap(page, link(page, 'Collect the children from school'));
	await page.fill('#day', day(2));
	await page.fill('#time', '15:30');
	await page.check('input[name=weekly]');
	await page.fill('#words', 'A kestrel hangs over the gate.');
	await tap(page, button(page, 'Put it on the list'));
	must(/Collect the children from school[\s\S]+at 15:30[\s\S]+every week/.test(await textOf(page)), 'it is on the list', await textOf(page));
}

async function addHelper(page, server, name) {
	await page.goto(server.url + '/circle');
	await tap(page, link(page, 'Add somebody'));
	await page.fill('#name', name);
	await tap(page, button(page, 'Continue'));
	await tap(page, link(page, 'Make a link'));
	if (pathOf(page) === '/again') {
		await page.fill('#passphrase', PASSPHRASE);
		await tap(page, page.getByRole('button').filter({ hasText: /Open|Go on|Continue/ }));
	}
	await tap(page, button(page, 'Make the link'));
	const address = (await page.locator('#address').textContent()).trim();
	must(new RegExp(`^${server.url}/tasks/[0-9a-f]{48}$`).test(address), 'the link', address);
	must((await textOf(page)).includes(`Here is the page.`), 'a few words to send with it');
	return address;
}

const can = (page) => page.getByRole('button', { name: /^I can do this/ });

// What a page of a helper's says and loads, in every state it was in.
async function isPlain(page, context, asked) {
	const html = await page.content();
	must(!WORDS.test(html), 'no word of it', (WORDS.exec(html) || [''])[0], html);
	must(!/<script|<nav|https?:\/\//.test(html), 'no script, no bar, no address of anybody');
	must(/<meta name="robots" content="noindex">/.test(html), 'not for search engines');
	must((await context.cookies()).length === 0, 'no cookie');
	must(asked.every((u) => /\.(css|svg)$|\/tasks\//.test(u)), 'its style and nothing else', ...asked);
}

async function help(browser, server, javaScriptEnabled) {
	const sam = await device(browser, server, { javaScriptEnabled, viewport: { width: 360, height: 740 } });

	await signUp(sam.page, server, 'sam');
	await addTask(sam.page, server);
	const addresses = [await addHelper(sam.page, server, 'Anna'), await addHelper(sam.page, server, 'Ben')];
	const [anna, ben] = await Promise.all([0, 1].map(() => device(browser, server, { javaScriptEnabled, viewport: { width: 360, height: 740 } })));
	const asked = [];
	anna.page.on('request', (r) => asked.push(r.url()));
	const look = async (who, address) => (await who.page.goto(address)).status();

	must((await look(anna, addresses[0])) === 200 && (await look(ben, addresses[1])) === 200, 'both open their page');
	await isPlain(anna.page, anna.context, asked);
	must((await textOf(anna.page)).includes('A kestrel hangs over the gate.'), 'what they need to know');
	// Both have the button on their screen; Anna is quicker.
	await tap(anna.page, can(anna.page));
	must((await textOf(anna.page)).includes('Thank you. It is yours.'), 'thanks', await textOf(anna.page));
	await isPlain(anna.page, anna.context, asked);
	await tap(ben.page, can(ben.page));
	must((await textOf(ben.page)).includes('Somebody else has just taken that one.'), 'a plain sentence', await textOf(ben.page));
	must((await can(ben.page).count()) === 0 && !(await textOf(ben.page)).includes('Anna'), 'and not who');
	await isPlain(ben.page, ben.context, []);
	await sam.page.goto(server.url + '/circle');
	must(/Taken[\s\S]+Anna/.test(await textOf(sam.page)), 'its owner sees who', await textOf(sam.page));
	await tap(anna.page, anna.page.getByRole('button', { name: /^Hand it back/ }));
	must((await textOf(anna.page)).includes('Handed back.'), 'without a word of reproach', await textOf(anna.page));
	await ben.page.goto(addresses[1]);
	await tap(ben.page, can(ben.page));
	await tap(ben.page, ben.page.getByRole('button', { name: /^It is done/ }));
	must((await textOf(ben.page)).includes('Done. Thank you.'), 'done');
	await isPlain(ben.page, ben.context, []);
	await sam.page.goto(server.url + '/circle');
	must(/Done\n[\s\S]+Ben/.test(await textOf(sam.page)), 'its owner sees that too', await textOf(sam.page));
	// The end of a link.
	await tap(sam.page, link(sam.page, 'Anna'));
	await tap(sam.page, button(sam.page, 'End the link'));
	for (const method of ['GET', 'HEAD']) {
		const [ended, never] = [await ask(addresses[0], { method }), await ask(server.url + NEVER, { method })];
		must(ended.status === 404 && JSON.stringify(ended) === JSON.stringify(never), 'an ended link is one that never was', ended, never);
		must(!WORDS.test(JSON.stringify(ended)), 'and says as little', ended);
	}
	must((await look(anna, addresses[0])) === 404, 'it opens nothing');
	await isPlain(anna.page, anna.context, asked);
	must((await look(ben, addresses[1])) === 200, "Ben's goes on");
	await Promise.all([sam, anna, ben].map((d) => d.close()));
}

async function isForEverybody(browser, server) {
	const sam = await device(browser, server);
	await signUp(sam.page, server, 'sam');
	await addTask(sam.page, server);
	const address = await addHelper(sam.page, server, 'Anna');
	const anna = await device(browser, server);
	const looks = async (what) => {
		await bringAxe(anna.page);
		const bad = await inThemes(anna.page, what);
		must(bad.length === 0, 'axe', ...bad);
		for (const [width, height] of [[320, 640], [320, 256], [1280, 800]]) {
			await anna.page.setViewportSize({ width, height });
			const [scroll, client] = await anna.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
			must(scroll <= client, `no wider than ${width} px`, String(scroll));
		}
	};
	await anna.page.goto(address);
	await looks('open');
	await anna.page.keyboard.press('Tab');
	must((await anna.page.evaluate(() => document.activeElement.textContent)).startsWith('I can do this'), 'the first stop of the keyboard');
	await Promise.all([anna.page.waitForEvent('load'), anna.page.keyboard.press('Enter')]);
	await looks('taken');
	const heights = await anna.page.locator('main button').evaluateAll((list) => list.map((b) => b.getBoundingClientRect().height));
	must(heights.length === 2 && heights.every((h) => h >= 48), 'large enough to tap', ...heights.map(String));
	await anna.page.goto(server.url + NEVER);
	await looks('none');
	await anna.close();
	await sam.close();
}

async function copies(browser, server) {
	const sam = await device(browser, server);
	await sam.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
	await signUp(sam.page, server, 'sam');
	await sam.page.goto(server.url + '/circle/words');
	const said = (await sam.page.locator('[data-copy]').first().textContent()).trim();
	must((await sam.page.locator('[data-copy]').count()) >= 8, 'enough to choose from');
	await sam.page.getByRole('button', { name: /^Copy/ }).first().click();
	await sam.page.getByText('Copied').waitFor();
	must((await sam.page.evaluate(() => navigator.clipboard.readText())) === said, 'the same words', said);
	await sam.close();
}

export default async function () {
	const browser = await openChromium();
	try {
		for (const javaScriptEnabled of [true, false])
			await test(`two helpers and a task, script ${javaScriptEnabled ? 'on' : 'off'}`,
				() => withServer((server) => help(browser, server, javaScriptEnabled)));
		await test("a helper's page for everybody: axe in four themes, 320 px, 400 %, the keyboard",
			() => withServer((server) => isForEverybody(browser, server)));
		await test('words to ask with are copied as they stand', () => withServer((server) => copies(browser, server)));
	} finally {
		await browser.close();
	}
}
