// Two people, each with a browser: inviting, looking around, a yes, six words, sharing, seeing, taking back, stopping,
// one phone for both. With scripts and without. Whole answers are compared: what the server sends, byte for byte. They
// are asked for twice by one session, whose form tokens stay the same, so nothing is taken out before comparing.
import { lookAt } from '../axe.mjs';
import {
	begin, button, bytes, checkIn, device, link, must, openChromium, PASSPHRASE, pathOf, signUp, tap, test, textOf, withServer,
} from '../lib.mjs';

const GOOD = 'Zwei stille Eisvögel am Kanal';
const LATER = 'Ein Satz nach dem Ende';

async function reach(page, server, of) {
	const list = ['/us', '/share', `/share/${of}`, `/share/${of}/theirs`, `/share/${of}/theirs/3`, `/share/${of}/words`, `/share/${of}/3`, '/today'];
	const all = [];
	for (const path of list) all.push(`=== ${path}\n${await bytes(page, server, path)}`);
	return all.join('\n');
}

function same(a, b, what) {
	if (a === b) return;
	const x = a.split('\n'), y = b.split('\n'), i = x.findIndex((line, k) => line !== y[k]);
	throw new Error(`${what}: line ${i}\n${x[i]}\n${y[i]}`);
}

const idOf = (path) => /^\/share\/([0-9a-f]{32})/.exec(path)[1];

async function invite(a, server) {
	await a.goto(server.url + '/us');
	await tap(a, link(a, 'Invite someone'));
	must((await textOf(a)).includes('do not invite them'), 'the warning stands first');
	await tap(a, button(a, 'Make the code'));
	const words = await a.locator('ol.words li').allInnerTexts();
	must(words.length === 12, 'twelve words', words);
	must(await a.locator('.qr svg').count() === 1, 'a square to scan');
	return { words: words.join(' '), signs: await a.locator('#signs').innerText(), address: await a.locator('#address').innerText() };
}

async function lookAround(s, server, code) {
	await s.goto(server.url + '/join');
	await s.fill('#code', 'twelve words that open nothing at all');
	await tap(s, button(s, 'Look at it'));
	must((await textOf(s)).includes('This opens nothing here'), 'what opens nothing is said');
	await s.fill('#code', code.words.split(' ').map((w) => w.slice(0, 4)).join(' ').toUpperCase());
	await tap(s, button(s, 'Look at it'));
	const text = await textOf(s);
	must(text.includes('You do not have to. Nothing about you has been shown to us.'), 'the words of the invitation', text);
	const sizes = await Promise.all(['Look around first', 'Not now'].map(async (name) => (await button(s, name).boundingBox())));
	must(Math.abs(sizes[0].width - sizes[1].width) < 2 && sizes[0].height === sizes[1].height, 'both ways are equal', sizes);
	await tap(s, button(s, 'Look around first'));
	must(pathOf(s) === '/join/around', 'around', s.url());
}

async function sayYes(s, server, name) {
	await signUp(s, server, name);
	await s.goto(server.url + '/us');
	await tap(s, link(s, 'Look at it again'));
	await tap(s, link(s, 'Go on to a yes'));
	await s.fill('#name', 'Sam'); // not the name to sign in with
	await tap(s, button(s, 'Yes, link the two of us'));
	must(/^\/share\/[0-9a-f]{32}\/words$/.test(pathOf(s)), 'six words follow', s.url());
	return idOf(pathOf(s));
}

async function compareWords(a, s, server) {
	await a.goto(server.url + '/us');
	await tap(a, link(a, 'Show the words'));
	const [mine, theirs] = [await a.locator('ol.six li').allInnerTexts(), await s.locator('ol.six li').allInnerTexts()];
	must(mine.length === 6 && mine.join() === theirs.join(), 'both read the same six words', mine, theirs);
	await tap(a, button(a, 'They are the same'));
	await tap(s, button(s, 'They are the same'));
	must(pathOf(s) === '/us/first/1', 'the first minutes follow a yes', s.url());
}

async function firstMinutes(s) {
	await s.selectOption('#exit', '1');
	await s.fill('#notebook', 'List');
	await tap(s, button(s, 'Continue'));
	must((await s.title()).endsWith(' · List'), 'the own word stands in the tab', await s.title());
	for (const path of ['/us/first/2', '/own/questions', '/help/ground/five-senses']) {
		must(pathOf(s) === path, 'step by step', s.url());
		await tap(s, link(s, 'Skip'));
	}
	must((await textOf(s)).includes('Nothing is due'), 'it ends', await textOf(s));
}

async function share(a, server) {
	await a.goto(server.url + '/us');
	await tap(a, link(a, 'What Sam can see'));
	await tap(a, a.locator('.doors a', { hasText: 'Check-ins' }));
	must(!(await textOf(a)).includes(GOOD), 'from now on shows nothing of before');
	await tap(a, link(a, 'Also what I wrote before'));
	const shown = await a.locator('.sheet .days').first().innerHTML();
	must(shown.includes(GOOD), 'the preview has what was written');
	await tap(a, button(a, 'Share also what I wrote before'));
	return shown;
}

async function stop(a, server, how) {
	await a.goto(server.url + '/us');
	await tap(a, link(a, 'What Sam can see'));
	await tap(a, a.locator('.doors a', { hasText: 'Check-ins' }));
	await tap(a, link(a, how === 'Take back everything' && await link(a, how).count() ? how : 'Stop sharing'));
	must((await textOf(a)).includes('Copies already made cannot be taken back'), 'it says what it cannot do');
	await a.getByLabel(how).check();
	await tap(a, button(a, 'Stop sharing'));
}

// The first device of both, each signed up and linked, with one day of Alex's.
async function two(browser, server, script, names) {
	const [A, S] = [await device(browser, server, { javaScriptEnabled: script }), await device(browser, server, { javaScriptEnabled: script })];
	await signUp(A.page, server, names[0]);
	await begin(A.page, server);
	await checkIn(A.page, GOOD);
	return { a: A.page, s: S.page, close: () => Promise.all([A.close(), S.close()]) };
}

async function wholeWay(browser, server, script) {
	const tail = script ? 'on' : 'off';
	const { a, s, close } = await two(browser, server, script, [`Alex${tail}`]);
	const code = await invite(a, server);
	await a.goto(server.url + '/share/invite');
	const waiting = await bytes(a, server, '/share/invite');
	await lookAround(s, server, code);
	same(await bytes(a, server, '/share/invite'), waiting, 'looking shows to the inviter');
	const of = await sayYes(s, server, `Mika${tail}`);
	await compareWords(a, s, server);
	await firstMinutes(s);

	const never = await reach(s, server, of);
	const shown = await share(a, server);
	await s.goto(server.url + `/share/${of}/theirs/3`);
	must(await s.locator('.sheet .days').first().innerHTML() === shown, 'what was previewed is what is seen');
	const shared = await reach(s, server, of);
	await stop(a, server, 'Take back everything');
	same(await reach(s, server, of), never, 'taken back is not as never shared');

	await share(a, server);
	same(await reach(s, server, of), shared, 'shared again is not as shared');
	await stop(a, server, 'From now on');
	same(await reach(s, server, of), shared, 'the stop shows');
	await a.goto(server.url + '/checkin');
	await tap(a, a.locator('.doors a').first());
	await tap(a, a.locator('dl a').last());
	await a.fill('textarea[name=good]', LATER);
	await tap(a, button(a, 'Keep it'));
	must((await textOf(a)).includes(LATER) || pathOf(a) === '/today', 'the owner has changed it');
	same(await reach(s, server, of), shared, 'a change after the stop shows');
	await close();
}

async function onePhone(browser, server, script) {
	const tail = script ? 'on' : 'off';
	const { a, s, close } = await two(browser, server, script, [`Robin${tail}`]);
	const code = await invite(a, server);
	await s.goto(code.address);
	await tap(s, button(s, 'Look around first'));
	await sayYes(s, server, `Kim${tail}`);
	await a.goto(server.url + '/us/together');
	await tap(a, button(a, 'I am here'));
	await tap(a, button(a, 'I am here too'));
	must((await textOf(a)).includes('Only shared things are on this screen'), 'the banner stands');
	for (const path of ['/today', '/checkin', '/card', '/me', '/account', '/share', '/own']) {
		await a.goto(server.url + path);
		must(pathOf(a) === '/us/together', 'private pages are closed', path, a.url());
	}
	await a.goto(server.url + '/help');
	must(pathOf(a) === '/help', 'Help stays open');
	await a.goto(server.url + '/us/together');
	await tap(a, a.locator('ol.doors a').first());
	must((await textOf(a)).includes('A time-out you both know'), 'the time-out comes first');
	await tap(a, link(a, 'Next'));
	must(pathOf(a) === '/programme/1/marks/pass', 'then the first step of the first session', a.url());
	await a.locator('input[type=checkbox]').first().check();
	await tap(a, button(a, 'I am done'));
	await tap(a, button(a, 'I am here'));
	await a.locator('input[type=checkbox]').nth(1).check();
	await tap(a, button(a, 'Show both'));
	must(/same|different/i.test(await textOf(a)), 'same and different, side by side', await textOf(a));
	await tap(a, link(a, 'Done'));
	must((await textOf(a)).includes('Did I get it right?'), 'then the cards', a.url());
	await tap(a, link(a, 'Next'));
	must(pathOf(a) === '/us/together/3', 'then the plan', a.url());
	await a.fill('#what', 'Tea on the step, Sunday');
	await tap(a, button(a, 'Keep it for both of us'));
	await a.locator('input[value=hard]').first().check();
	await tap(a, button(a, 'Done'));
	must((await textOf(a)).includes('Come back to the room first'), 'hard leads to a gentle step');
	await tap(a, a.locator('main').getByRole('link', { name: 'Back to our own pages' }).last());
	must(pathOf(a) === '/again', 'the passphrase is asked for', a.url());
	await a.fill('#passphrase', PASSPHRASE);
	await tap(a, button(a, 'Continue'));
	await tap(a, button(a, 'Open them'));
	await a.goto(server.url + '/today');
	must(pathOf(a) === '/today', 'own pages open again', a.url());
	await s.goto(server.url + '/us');
	must((await textOf(s)).includes('Tea on the step'), 'the plan stands with both');
	await close();
}

// Every page that only two people have: axe-core in four themes, nothing sideways at 320 px.
async function pagesOfTwo(browser, server) {
	const { a, s, close } = await two(browser, server, true, ['Ida']);
	const { address } = await invite(a, server);
	await s.goto(address);
	await tap(s, button(s, 'Look around first'));
	const ofA = await sayYes(s, server, 'Jo');
	await share(a, server);
	const of = idOf(pathOf(a));
	await a.goto(server.url + '/card/calming/edit');
	for (const i of [0, 3, 9]) await a.locator('input[type=checkbox]').nth(i).check();
	await tap(a, a.locator('main form button').last());
	await a.goto(`${server.url}/card/calming/share/${of}`);
	await tap(a, button(a, 'Share from now on'));
	const mine = ['', '/3', '/3/stop', '/theirs', '/words', '/name', '/leave'].map((rest) => `/share/${of}${rest}`);
	const todo = [...['/us', '/share', '/share/invite', '/us/together', ...mine].map((path) => [a, path]),
		...['/us', `/share/${ofA}/theirs`, `/share/${ofA}/theirs/3`, `/share/${ofA}/3?before=1`, '/us/first/1', '/us/first/2', '/us/first/5', '/own/questions?first=1', '/help/ground/five-senses?first=1', '/card/calming/write/2?first=1', '/join/around'].map((path) => [s, path])];
	const bad = await look(todo, server);
	await a.goto(server.url + '/us/together');
	await tap(a, button(a, 'I am here'));
	await tap(a, button(a, 'I am here too'));
	bad.push(...await look([...['', '/1', '/2', '/3', '/4'].map((rest) => [a, '/us/together' + rest]), [a, '/help']], server));
	must(bad.length === 0, bad.join('\n'));
	console.log(`        ${todo.length + 6} pages of two`);
	await close();
}

async function look(todo, server) {
	const bad = [];
	for (const [page, path] of todo) {
		must((await page.goto(server.url + path)).status() === 200, 'there is a page', path);
		bad.push(...await lookAt(page, path));
	}
	return bad;
}

// Asked by turns, so that a busy machine slows both.
async function cost(browser, server) {
	const { a, s, close } = await two(browser, server, true, ['Lea']);
	const { address } = await invite(a, server);
	await s.goto(address);
	await tap(s, button(s, 'Look around first'));
	await sayYes(s, server, 'Max');
	await a.goto(server.url + '/us');
	const took = { '/today': [], '/us': [] };
	for (let i = 0; i < 120; i++)
		for (const path of Object.keys(took)) {
			const start = performance.now();
			await bytes(a, server, path);
			took[path].push(performance.now() - start);
		}
	const [today, us] = Object.values(took).map((list) => list.sort((x, y) => x - y)[list.length >> 1]);
	console.log(`        Us ${us.toFixed(2)} ms, Today ${today.toFixed(2)} ms: ${(us / today).toFixed(2)}`);
	must(us <= 1.5 * today, 'Us costs more than one and a half of Today', us, today);
	await close();
}

export default async function () {
	const browser = await openChromium();
	await withServer(async (server) => {
		for (const script of [true, false]) {
			const how = script ? 'with scripts' : 'without scripts';
			await test(`two people: invite, look, yes, six words, share, see, take back, stop, ${how}`, () => wholeWay(browser, server, script));
			await test(`both at one phone, ${how}`, () => onePhone(browser, server, script));
		}
		await test('pages of two: axe-core finds nothing in four themes, no sideways scrolling', () => pagesOfTwo(browser, server));
		await test('opening Us costs at most one and a half of Today', () => cost(browser, server));
		await test('saying "not now" leaves nothing in the browser and nothing with the inviter', async () => {
			const { a, s, close } = await two(browser, server, true, ['Noor']);
			const { address } = await invite(a, server);
			const before = await bytes(a, server, '/share/invite');
			await s.goto(address);
			await tap(s, button(s, 'Look around first'));
			must((await s.context().cookies()).some((c) => c.name === '__Host-rji' && c.httpOnly), 'the code stays for a while');
			await tap(s, button(s, 'Not now'));
			must((await s.context().cookies()).length === 0, 'no cookie is left', await s.context().cookies());
			same(await bytes(a, server, '/share/invite'), before, 'a no shows');
			await s.goto(address);
			await tap(s, button(s, 'Look around first'));
			await s.locator('form.leave button').click();
			await s.waitForURL(/^https:/);
			must((await s.context().cookies(server.url)).length === 0, 'Leave takes the code away');
			await close();
		});
	});
	await browser.close();
}
