// The private reading list, with script and without: put on, opened, taken off; nothing of it for a visitor.
import { bringAxe, inThemes } from '../axe.mjs';
import { begin, button, device, link, must, openChromium, pathOf, signUp, tap, test, textOf, withServer } from '../lib.mjs';

async function list(browser, server, script) {
	const here = await device(browser, server, { javaScriptEnabled: script, viewport: { width: 360, height: 740 } });
	const { page } = here;

	await page.goto(server.url + '/learn/the-circle');
	must(!(await page.content()).includes('for later'), 'a visitor has no list');
	await signUp(page, server, script ? 'Robin' : 'Kim');
	await begin(page, server);
	await page.goto(server.url + '/learn/the-circle');
	await tap(page, button(page, 'Keep it for later'));
	must(pathOf(page) === '/learn/the-circle', 'back at the page', page.url());
	await page.goto(server.url + '/learn');
	await tap(page, link(page, 'My reading list'));
	must((await textOf(page)).includes('Only you see it'), 'who sees it', await textOf(page));
	await tap(page, page.locator('main section.card h2 a'));
	must(pathOf(page) === '/learn/the-circle', 'it opens from there', page.url());
	await tap(page, button(page, 'Take it off my reading list'));
	must((await textOf(page)).includes('Nothing here yet'), 'it is off the list', await textOf(page));
	await here.close();
}

async function looks(browser, server) {
	const here = await device(browser, server, { reducedMotion: 'reduce' });
	const { page } = here, bad = [];

	await signUp(page, server, 'Noa');
	await page.goto(server.url + '/learn/the-circle');
	await tap(page, button(page, 'Keep it for later'));
	for (const path of ['/learn/later', '/learn/the-circle', '/learn']) {
		await page.goto(server.url + path);
		await bringAxe(page);
		bad.push(...await inThemes(page, path));
		await page.setViewportSize({ width: 320, height: 640 });
		if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) bad.push(`${path} is too wide`);
		await page.setViewportSize({ width: 1280, height: 720 });
	}
	await here.close();
	must(bad.length === 0, 'the reading list', bad.join('\n'));
}

export default async function () {
	const browser = await openChromium();
	await withServer(async (server) => {
		await test('a reading list of one\'s own, with script', () => list(browser, server, true));
		await test('a reading list of one\'s own, without script', () => list(browser, server, false));
		await test('reading list: axe-core finds nothing in four themes, no sideways scrolling', () => looks(browser, server));
	});
	await browser.close();
}
