// The circle between the invented couple: one drawing that fits the screen, days and their table, sentences with what they
// rest on, on a phone and a desk, with script and without; and the page of somebody alone.
import { Demo, device, link, must, openChromium, pathOf, signUp, tap, test, textOf, withServer } from '../lib.mjs';

const phone = { width: 360, height: 780 }, desk = { width: 1280, height: 900 };

// Words that stand outside of their box, or of the drawing.
const outOfBox = (page) => page.evaluate(() => [...document.querySelectorAll('svg.ring')].filter((svg) => svg.getClientRects().length)
	.flatMap((svg) => {
		const boxes = [...svg.querySelectorAll('rect')].map((r) => r.getBoundingClientRect());
		return [...svg.querySelectorAll('text')].filter((t) => {
			const a = t.getBoundingClientRect();
			return !boxes.some((b) => a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom);
		}).map((t) => t.textContent);
	}));

async function theDrawing(page, name) {
	const shown = page.locator('svg.ring:visible');
	must(await shown.count() === 1, 'one drawing is shown', name, await shown.count());
	must(await shown.locator('rect').count() === 4, 'four boxes');
	must(await page.locator('svg marker, svg [marker-end]').count() === 0, 'no arrows');
	const told = await shown.locator('desc').textContent();
	must(/1\. It began, for .* 2\. .* 3\. .* 4\. The next day/.test(told), 'the drawing is told in words', told);
	const out = await outOfBox(page);
	must(out.length === 0, 'words leave their box', out);
	return shown.getAttribute('class');
}

async function theDays(page) {
	must(await page.locator('.days-two > svg[role=img]').count() === 2, 'mine and theirs, one under the other');
	await page.locator('summary').click();
	const rows = await page.locator('table.close tbody tr').count();
	must(rows > 20 && rows <= 28, 'a row for every day with an answer', rows);
	await tap(page, link(page, '12 weeks'));
	must(await page.locator('table.close tbody tr').count() > 60, 'twelve weeks');
	await tap(page, link(page, 'How heavy'));
	must((await textOf(page)).includes('heavy'), 'how heavy the days were', await textOf(page));
	must(page.url().includes('weeks=12'), 'what was chosen stays', page.url());
}

async function theSentences(page) {
	const said = await textOf(page);
	must(/The day after .*, .* tended to .*\./.test(said), 'a sentence', said);
	must(/It rests on \d+ pairs of days in a row/.test(said), 'what it rests on', said);
	must(!/caus|because|fault|blame|score|streak/i.test(said), 'nothing says why', said);
	await tap(page, link(page, 'How these sentences come about'));
	must((await textOf(page)).includes('Most weeks nothing may be said'), 'how they come about', await textOf(page));
}

export default async function () {
	const browser = await openChromium();
	await withServer(async (server) => {
		for (const [name, viewport, javaScriptEnabled] of [['a phone, script off', phone, false], ['a desk, script on', desk, true]])
			await test(`the circle of two on ${name}`, async () => {
				const { page, close } = await device(browser, server, { viewport, javaScriptEnabled });
				await server.signIn(page);
				await page.goto(server.url + '/us');
				await tap(page, link(page, 'The circle between you'));
				must(pathOf(page) === '/pattern', 'one link leads there', page.url());
				const kind = await theDrawing(page, name);
				must(kind.includes(viewport === phone ? 'narrow' : 'wide'), 'the drawing of this screen', kind);
				await theDays(page);
				await theSentences(page);
				await close();
			});
		await test('names of any width stay in their boxes', async () => {
			const { page, close } = await device(browser, server, { viewport: phone });
			await server.signIn(page);
			for (const name of ['WWWWWWWWWWWWWWWWWWWWWWWWWWWW', 'Maximilian Wolfgang von Mooswald', '夫夫夫夫夫夫夫夫夫夫夫夫夫夫']) {
				await page.goto(server.url + '/us');
				await tap(page, page.getByRole('link', { name: / can see$/ }));
				await tap(page, page.getByRole('link', { name: /^Call / }));
				await page.fill('#name', name);
				await tap(page, page.locator('main form .btn'));
				for (const viewport of [phone, desk]) {
					await page.setViewportSize(viewport);
					await page.goto(server.url + '/pattern?side=them');
					must((await textOf(page)).includes(name.slice(0, 10)), 'the name is there', name);
					const out = await outOfBox(page);
					must(out.length === 0, 'words leave their box', out);
				}
				await page.setViewportSize(phone);
			}
			await close();
		});
		await test('alone, it says what is there and what sharing would add', async () => {
			const { page, close } = await device(browser, server, { viewport: phone });
			await signUp(page, server, 'Mira');
			await page.goto(server.url + '/checkin');
			await tap(page, link(page, 'Seen over weeks'));
			const said = await textOf(page);
			must(said.includes('Nothing to draw yet') && said.includes('their side stands beside yours'), 'alone', said);
			await close();
		});
	}, Demo);
	await browser.close();
}
