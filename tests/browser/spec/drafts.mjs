// No typed word is lost: not when the session is ended from elsewhere or expires, not when the process that serves it
// is killed. With script the words are kept while they are typed, without at the late post.
import { button, device, link, must, openChromium, pathOf, signIn, signUp, soon, tap, test, textOf, withServer } from '../lib.mjs';

const WORDS = Array.from({ length: 500 }, (_, i) => `word${i}${'äß€'[i % 3]}`).join(' ').slice(0, 3900);
// As many as fit the largest field there is, ten lines of a plan: fifty a line, each of three signs.
const LINES = Array.from({ length: 10 }, (_, n) =>
	Array.from({ length: 50 }, (_x, i) => 'wä€'[i % 3] + (n * 50 + i).toString(36).padStart(2, '0')).join(' '));

async function toLastQuestion(page, server) {
	await page.goto(server.url + '/checkin');
	const day = await page.locator('ul.doors a').first().getAttribute('href');
	for (let step = 7; step > 4; step--) {
		const answer = await page.goto(`${server.url}/checkin/${day.split('/')[2]}/${step}`);
		if (answer.status() === 200) break;
	}
	must(await page.locator('textarea[name=good]').count(), 'the question for a good moment is open', page.url());
	return pathOf(page);
}

// A field to write in: where it stands, as many of the words as it takes, and what shows that they were kept.
const GOOD = {
	box: 'textarea[name=good]',
	open: toLastQuestion,
	async words(page) { return WORDS.slice(0, Number(await page.getAttribute(this.box, 'maxlength'))); },
	async mustBeKept(page, server, words) { must((await textOf(page)).includes(words.slice(0, 200)), 'and can be kept'); },
};
const PLAN = {
	box: 'textarea[name=lines]',
	async open(page, server) {
		await page.goto(server.url + '/own/plan/1');
		return pathOf(page);
	},
	async words(page) {
		const words = LINES.join('\n');
		must(words.split(/\s/).length === 500 && new Set(words.split(/\s/)).size === 500, 'five hundred different words');
		must(words.length <= Number(await page.getAttribute(this.box, 'maxlength')), 'that fit', words.length);
		return words;
	},
	async mustBeKept(page, server) {
		await page.goto(server.url + '/own/plan');
		const text = (await textOf(page)).replace(/\s+/g, ' ');
		const lost = LINES.join(' ').split(' ').filter((word) => !text.includes(word));
		must(lost.length === 0, 'all five hundred stand in the plan', lost);
	},
};

async function type(page, field) {
	const words = await field.words(page);
	await page.fill(field.box, words);
	return words;
}

async function endFromElsewhere(browser, server, name) {
	const other = await device(browser, server);
	await signIn(other.page, server, name);
	await other.page.goto(server.url + '/account');
	await tap(other.page, button(other.page, 'Sign out everywhere else'));
	await other.close();
}

async function mustBeOffered(page, server, name, path, words, field = GOOD) {
	await signIn(page, server, name);
	must(pathOf(page) === '/today', 'signed in again', page.url(), await textOf(page));
	must((await textOf(page)).includes('You were writing something'), 'Today offers what was being written', await textOf(page));
	await tap(page, link(page, 'Go on writing'));
	must(pathOf(page) === path && (await page.inputValue(field.box)) === words, 'every word is there', page.url());
	await tap(page, button(page, 'Keep it'));
	await field.mustBeKept(page, server, words);
	await page.goto(server.url + '/today');
	must(!(await textOf(page)).includes('You were writing something'), 'then it is offered no more');
}

async function withoutScript(browser, server, name, end, field = GOOD) {
	const here = await device(browser, server, { javaScriptEnabled: false });
	const { page } = here;
	await signUp(page, server, name);
	const path = await field.open(page, server);
	const words = await type(page, field);
	await end(here);
	await tap(page, button(page, 'Keep it'));
	must(pathOf(page) === '/sign-in', 'the late post leads to the sign-in', page.url(), await textOf(page));
	must((await textOf(page)).includes('Your words are kept'), 'and says that the words are kept');
	await mustBeOffered(page, server, name, path, words, field);
	await here.close();
}

async function withScript(browser, server, name, end, field = GOOD) {
	const here = await device(browser, server);
	const { page } = here;
	await signUp(page, server, name);
	const path = await field.open(page, server);
	const words = await type(page, field);
	await page.waitForResponse((r) => new URL(r.url()).pathname === '/draft', { timeout: 20000 });
	await page.getByText('Kept. You can go on later.').waitFor();
	await end(here);
	await mustBeOffered(page, server, name, path, words, field);
	await here.close();
}

async function throughKilled(browser, server, name, field) {
	const here = await device(browser, server, { javaScriptEnabled: false });
	await signUp(here.page, server, name);
	await field.open(here.page, server);
	const words = await type(here.page, field);
	const before = server.workers();
	must(before.length === 2, 'two workers', before);
	for (const pid of before) process.kill(pid, 'SIGKILL');
	must(await soon(() => server.workers().filter((p) => !before.includes(p)).length === 2, 30), 'two others come', server.workers());
	await tap(here.page, button(here.page, 'Keep it'));
	await field.mustBeKept(here.page, server, words);
	await here.close();
}

export default async function () {
	const browser = await openChromium();
	await withServer(async (server) => {
		await test('a full field, script off: ended from another device', () =>
			withoutScript(browser, server, 'Off ended', () => endFromElsewhere(browser, server, 'Off ended')));
		await test('a full field, script on: ended from another device', () =>
			withScript(browser, server, 'On ended', async ({ page }) => {
				await endFromElsewhere(browser, server, 'On ended');
				await page.goto(server.url + '/today');
				must(pathOf(page) === '/sign-in', 'the session is over', page.url());
			}));
		await test('a full field, script on: the browser is closed', () =>
			withScript(browser, server, 'On closed', async ({ context, page }) => {
				await context.clearCookies();
				await page.goto(server.url + '/sign-in');
			}));
		await test('words typed in the last second are kept when Leave is pressed', async () => {
			const here = await device(browser, server);
			await signUp(here.page, server, 'On leave');
			const path = await toLastQuestion(here.page, server);
			const words = await type(here.page, GOOD);
			await button(here.page, 'Leave').click();
			await here.page.waitForURL((url) => url.origin !== server.url);
			await mustBeOffered(here.page, server, 'On leave', path, words);
			await here.close();
		});
		await test('five hundred words, script off: ended from another device', () =>
			withoutScript(browser, server, 'Plan off', () => endFromElsewhere(browser, server, 'Plan off'), PLAN));
		await test('five hundred words, script on: ended from another device', () =>
			withScript(browser, server, 'Plan on', async ({ page }) => {
				await endFromElsewhere(browser, server, 'Plan on');
				await page.goto(server.url + '/today');
			}, PLAN));
		for (const [what, field] of [['a full field', GOOD], ['five hundred words', PLAN]])
			await test(`${what}: a killed worker loses none, another answers, and they go through`, () => throughKilled(browser, server, what, field));
		await test('a draft can be let go', async () => {
			const here = await device(browser, server);
			await signUp(here.page, server, 'Let go');
			await toLastQuestion(here.page, server);
			await type(here.page, GOOD);
			await button(here.page, 'Leave').click();
			await here.page.waitForURL((url) => url.origin !== server.url);
			await signIn(here.page, server, 'Let go');
			await tap(here.page, button(here.page, 'Let it go'));
			must(!(await textOf(here.page)).includes('You were writing something'), 'gone');
			await here.close();
		});
	});
	await browser.close();
}
