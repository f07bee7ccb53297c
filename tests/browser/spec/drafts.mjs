// No typed word is lost: not when the session is ended from elsewhere or expires, not when the process that serves it
// is killed. With script the words are kept while they are typed, without at the late post.
import { button, device, link, must, openChromium, pathOf, signIn, signUp, sleep, tap, test, textOf, withServer } from '../lib.mjs';

const WORDS = Array.from({ length: 500 }, (_, i) => `word${i}${'äß€'[i % 3]}`).join(' ').slice(0, 3900);

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

// As many of the words as the field takes.
async function type(page) {
	const most = Number(await page.getAttribute('textarea[name=good]', 'maxlength'));
	const words = WORDS.slice(0, most);
	await page.fill('textarea[name=good]', words);
	return words;
}

async function endFromElsewhere(browser, server, name) {
	const other = await device(browser, server);
	await signIn(other.page, server, name);
	await other.page.goto(server.url + '/account');
	await tap(other.page, button(other.page, 'Sign out everywhere else'));
	await other.close();
}

async function mustBeOffered(page, server, name, path, words) {
	await signIn(page, server, name);
	must(pathOf(page) === '/today', 'signed in again', page.url(), await textOf(page));
	must((await textOf(page)).includes('You were writing something'), 'Today offers what was being written', await textOf(page));
	await tap(page, link(page, 'Go on writing'));
	must(pathOf(page) === path && (await page.inputValue('textarea[name=good]')) === words, 'every word is there', page.url());
	await tap(page, button(page, 'Keep it'));
	must((await textOf(page)).includes(words.slice(0, 200)), 'and can be kept');
	await page.goto(server.url + '/today');
	must(!(await textOf(page)).includes('You were writing something'), 'then it is offered no more');
}

async function withoutScript(browser, server, name, end) {
	const here = await device(browser, server, { javaScriptEnabled: false });
	const { page } = here;
	await signUp(page, server, name);
	const path = await toLastQuestion(page, server);
	const words = await type(page);
	await end(here);
	await tap(page, button(page, 'Keep it'));
	must(pathOf(page) === '/sign-in', 'the late post leads to the sign-in', page.url(), await textOf(page));
	must((await textOf(page)).includes('Your words are kept'), 'and says that the words are kept');
	await mustBeOffered(page, server, name, path, words);
	await here.close();
}

async function withScript(browser, server, name, end) {
	const here = await device(browser, server);
	const { page } = here;
	await signUp(page, server, name);
	const path = await toLastQuestion(page, server);
	const words = await type(page);
	await page.waitForResponse((r) => new URL(r.url()).pathname === '/draft', { timeout: 20000 });
	await page.getByText('Kept. You can go on later.').waitFor();
	await end(here);
	await mustBeOffered(page, server, name, path, words);
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
			const words = await type(here.page);
			await button(here.page, 'Leave').click();
			await here.page.waitForURL((url) => url.origin !== server.url);
			await mustBeOffered(here.page, server, 'On leave', path, words);
			await here.close();
		});
		await test('a killed worker loses no word: another answers, and the words go through', async () => {
			const here = await device(browser, server, { javaScriptEnabled: false });
			await signUp(here.page, server, 'Killed');
			await toLastQuestion(here.page, server);
			const words = await type(here.page);
			const before = server.workers();
			must(before.length === 2, 'two workers', before);
			for (const pid of before) process.kill(pid, 'SIGKILL');
			for (let i = 0; i < 100 && server.workers().filter((p) => !before.includes(p)).length < 2; i++) await sleep(100);
			await tap(here.page, button(here.page, 'Keep it'));
			must((await textOf(here.page)).includes(words.slice(0, 200)), 'kept', await textOf(here.page));
			await here.close();
		});
		await test('a draft can be let go', async () => {
			const here = await device(browser, server);
			await signUp(here.page, server, 'Let go');
			await toLastQuestion(here.page, server);
			await type(here.page);
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
