// Help now: the first helpful sentence costs two small requests, every country has its numbers, the tools ask before and
// after and take "it got worse" seriously, and all of it opens without a signal once somebody has asked for that.
import { readFileSync } from 'node:fs';
import { button, device, link, must, openChromium, pathOf, signUp, soon, tap, test, textOf, withServer } from '../lib.mjs';

const LINES = JSON.parse(readFileSync(new URL('../../../content/data/crisis_lines.json', import.meta.url)));

async function coldStart(browser, server, path, sentence) {
	const here = await device(browser, server, { javaScriptEnabled: false });
	const asked = [];
	here.page.on('requestfinished', (r) => asked.push(r));
	await here.page.goto(server.url + path, { waitUntil: 'networkidle' });
	must((await textOf(here.page)).includes(sentence), 'the helpful sentence is there', path);
	let bytes = 0;
	for (const r of asked) {
		const s = await r.sizes();
		bytes += s.responseBodySize + s.responseHeadersSize;
	}
	console.log(`        ${path}: ${asked.length} requests, ${bytes} bytes`);
	// The picture for the tab is not waited for.
	const waited = asked.filter((r) => ['document', 'stylesheet', 'script', 'font'].includes(r.resourceType()));
	must(waited.length <= 2 && asked.length <= 3 && bytes <= 30 * 1024, 'two requests, 30 KB', asked.map((r) => r.url()), bytes);
	must((await here.context.cookies()).length === 0, 'no cookie');
	await here.close();
}

async function everyCountry(server) {
	let without = 0;
	for (const [code, number] of Object.entries(LINES.emergency)) {
		const html = await (await fetch(`${server.url}/help/call?c=${code}`)).text();
		const main = html.slice(html.indexOf('<main'));
		for (const one of number.match(/\d+/g).slice(0, 1)) must(main.includes(`Call ${one}`) || main.includes(`tel:${one}`), 'the emergency number', code, number);
		const lines = LINES.lines.filter((l) => l.country === code && l.kind === 'domestic-violence');
		if (lines.length === 0) {
			without++;
			must(main.includes('We have no checked number for this country yet'), 'says that there is none', code);
		}
		for (const l of lines) must(main.includes(`<b>${l.name.replaceAll('&', '&amp;').replaceAll("'", '&#39;')}`), 'the line is there', code, l.name);
	}
	console.log(`        ${Object.keys(LINES.emergency).length} countries, ${without} without a line for domestic violence`);
	must(without > 0, 'the sentence was never needed');
}

async function aTool(page, server) {
	await page.goto(server.url + '/help/two-minutes');
	await tap(page, page.locator('ul.doors a').first());
	const tool = pathOf(page);
	must(await link(page, 'It got worse').count(), 'a way to say that it got worse, before it begins');
	await tap(page, page.locator('button[name=before][value="7"]'));
	must((await textOf(page)).includes('It was 7 before'), 'asks for the number after');
	must(await link(page, 'It got worse').count(), 'a way to say that it got worse, beside the steps');
	await tap(page, page.locator('button[name=after][value="3"]'));
	const better = await textOf(page);
	await page.goto(server.url + tool);
	await tap(page, page.locator('button[name=before][value="3"]'));
	await tap(page, page.locator('button[name=after][value="9"]'));
	const worse = await textOf(page);
	must(better !== worse && worse.includes('See who to call'), 'worse leads to something else', worse);
	await page.goto(server.url + tool);
	await tap(page, link(page, 'It got worse'));
	must((await textOf(page)).includes('See who to call'), 'the same by one tap');
	return tool;
}

async function neverAgain(browser, server) {
	const here = await device(browser, server, { javaScriptEnabled: false });
	await signUp(here.page, server, 'Nora');
	const tool = await aTool(here.page, server);
	await tap(here.page, button(here.page, 'Do not offer me this one again'));
	must(pathOf(here.page) === '/help/two-minutes', 'back to the tools', here.page.url());
	must((await here.page.locator(`ul.doors a[href="${tool}"]`).count()) === 0, 'that one is not offered');
	await here.close();
}

async function withoutSignal(browser, server) {
	const here = await device(browser, server);
	const { page } = here;
	await page.goto(server.url + '/help/keep?c=DE');
	must((await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((r) => r.length))) === 0, 'nothing is kept unasked');
	await button(page, 'Keep it here').click();
	await page.getByText(/^Kept\./).waitFor({ timeout: 30000 });
	await server.pause();
	for (const [path, words] of [['/help', 'Help now'], ['/help/call', '112'], ['/help/two-minutes', 'Two minutes each'], ['/help/connect/1', ''], ['/help/shut-out/1', '']]) {
		await page.goto(server.url + path);
		must((await textOf(page)).includes(words) && pathOf(page) === path, 'opens without a signal', path, await textOf(page));
	}
	const kept = await page.evaluate(async () => {
		const list = [];
		for (const name of await caches.keys()) for (const r of await (await caches.open(name)).keys()) list.push(new URL(r.url).pathname);
		return list;
	});
	must(kept.length > 20 && kept.every((p) => /^\/(help|a)\b/.test(p)), 'only public pages are kept', kept);
	await page.goto(server.url + '/help');
	await button(page, 'Leave').click();
	const shown = () => page.evaluate(() => document.body.innerText.trim()).catch(() => 'on the way');
	const isLeft = await soon(async () => page.url().startsWith('https://') || (await shown()) === '');
	must(isLeft, 'Leave without a signal shows a blank page', page.url(), await shown());
	const other = await here.context.newPage();
	const opened = await other.goto(server.url + '/today').then(() => true, () => false);
	must(!opened, 'a private page opened without a signal');
	await other.close();
	await server.resume();
	await page.goto(server.url + '/help/keep?c=DE');
	await button(page, 'Do not keep it any more').click();
	await page.getByText(/no longer kept/i).waitFor();
	must((await page.evaluate(() => caches.keys())).length === 0, 'all of it goes again');
	await here.close();
}

export default async function () {
	const browser = await openChromium();
	await withServer(async (server) => {
		await test('the first page: two requests, 30 KB, no cookie, no script', () => coldStart(browser, server, '/', 'It is probably not about you'));
		await test('Help now: two requests, 30 KB, no cookie, no script', () => coldStart(browser, server, '/help', 'Pick what is closest'));
		await test('every country: its emergency number, and a sentence where no line is known', () => everyCountry(server));
		for (const script of [true, false])
			await test(`a tool: before, after, worse; script ${script ? 'on' : 'off'}`, async () => {
				const here = await device(browser, server, { javaScriptEnabled: script });
				await aTool(here.page, server);
				await here.close();
			});
		await test('a tool can be left out for good', () => neverAgain(browser, server));
		await test('Help now without a signal, after asking for it, and away again', () => withoutSignal(browser, server));
	});
	await browser.close();
}
