// The first ten minutes. The partner, alone. And whoever was invited: from the code to "nothing is due", step by step, on a phone, with
// scripts and without. What the inviter can fetch stays the same, byte for byte, at every step until there is a yes.
import { lookAt } from '../axe.mjs';
import { button, bytes, device, link, must, openChromium, pathOf, signUp, tap, test, textOf, withServer } from '../lib.mjs';

const PHONE = { viewport: { width: 360, height: 740 } };
const WORDS = 'Die blaue Decke bleibt liegen';
const MOST_TAPS = 18; // from the invitation to "nothing is due"

const whereOf = (page) => pathOf(page) + new URL(page.url()).search;

async function inviter(browser, server, name, how) {
	const here = await device(browser, server, how);
	await signUp(here.page, server, name);
	await here.page.goto(server.url + '/share/invite');
	await here.page.fill('#name', 'Alex');
	await tap(here.page, button(here.page, 'Make the code'));
	return { ...here, address: await here.page.locator('#address').innerText() };
}

async function fetched(page, server) {
	const all = [];
	for (const path of ['/today', '/us', '/share', '/share/invite', '/share/invite/code']) all.push(await bytes(page, server, path));
	return all.join('\n');
}

// Somebody who counts their taps, and somebody who looks whether that shows.
function walker(page, watch) {
	const walk = { taps: 0 };
	walk.go = async (what, to) => {
		walk.taps++;
		await tap(page, what);
		must(whereOf(page) === to, 'the next step', page.url(), to, await textOf(page));
		await watch(to);
	};
	return walk;
}

async function card(p, walk) {
	await walk.go(link(p, 'Write my card'), '/card/calming/write/1?first=1');
	must(await p.locator('input[type=checkbox]').count() === 6, 'six lines to tap, what helps');
	await p.locator('input[type=checkbox]').nth(1).check();
	await walk.go(button(p, 'Continue'), '/card/calming/write/2?first=1');
	must(await p.locator('input[type=checkbox]').count() === 6, 'six lines to tap, what is left out');
	await tap(p, link(p, 'Back'));
	must(await p.locator('input[type=checkbox]').nth(1).isChecked(), 'Back keeps what was said');
	await tap(p, button(p, 'Continue'));
	await p.fill('#own-2-1', WORDS);
	await walk.go(button(p, 'Continue'), '/card/calming?first=1');
	const sheet = await p.locator('.sheet').innerText();
	must(sheet.includes(WORDS) && sheet.includes('Say my name once'), 'the preview has both', sheet);
	must((await textOf(p)).includes('Nobody has it but you'), 'and it is private');
	await walk.go(link(p, 'Go on'), '/own/questions?first=1');
}

async function questions(p, walk) {
	await walk.go(button(p, 'Begin'), '/own/questions');
	must((await textOf(p)).includes('Question 1 of 2'), 'two questions');
	await walk.go(button(p, 'No'), '/own/questions');
	await walk.go(button(p, 'Skip'), '/own/questions');
	must(await button(p, 'Go on').count() === 1, 'and no third', await textOf(p));
	await walk.go(button(p, 'Go on'), '/help/ground/five-senses?first=1');
}

async function tool(p, walk) {
	await walk.go(link(p, 'It got worse'), '/help/ground/five-senses/worse?first=1');
	must((await textOf(p)).includes('Stop here. You did nothing wrong.'), 'worse is answered');
	await tap(p, link(p, 'Five senses'));
	await walk.go(button(p, 'About the same'), '/help/ground/five-senses');
	await walk.go(link(p, 'Go on'), '/us/first/5');
}

async function wholeWay(browser, server, script) {
	const how = { ...PHONE, javaScriptEnabled: script }, tail = script ? 'on' : 'off';
	const alex = await inviter(browser, server, `Ari${tail}`, how), sam = await device(browser, server, how);
	const p = sam.page, before = await fetched(alex.page, server);
	const walk = walker(p, async (step) => must(await fetched(alex.page, server) === before, 'it shows to the inviter', step));
	await p.goto(alex.address);
	const text = await textOf(p);
	must(text.includes('uses this for their own support and invites you. You do not have to. Nothing about you has been shown to us.'), 'the words', text);
	must(text.includes('What Alex can see: nothing'), 'the table');
	await walk.go(button(p, 'Look around first'), '/join/around');
	await walk.go('main a[href="/sign-up"]', '/sign-up');
	await signUp(p, server, `Bo${tail}`);
	walk.taps++;
	await walk.go(link(p, 'Later'), '/us/first/1');
	await p.fill('#notebook', 'List');
	await walk.go(button(p, 'Continue'), '/us/first/2');
	must((await p.title()).endsWith(' · List'), 'the own word stands in the tab', await p.title());
	await card(p, walk);
	await questions(p, walk);
	await tool(p, walk);
	must((await textOf(p)).includes('Nothing is due'), 'it ends');
	must(walk.taps <= MOST_TAPS, 'taps', walk.taps);
	console.log(`        ${walk.taps} taps`);
	await tap(p, link(p, 'The invitation again'));
	await tap(p, link(p, 'Go on to a yes'));
	await p.fill('#name', 'Bo');
	await tap(p, button(p, 'Yes, link the two of us'));
	await tap(p, button(p, 'They are the same'));
	must(pathOf(p) === '/us', 'nothing is asked twice', p.url());
	must(!(await bytes(alex.page, server, '/us')).includes(WORDS), 'the card stays with its owner');
	await Promise.all([alex.close(), sam.close()]);
}

async function skipped(browser, server, script) {
	const how = { ...PHONE, javaScriptEnabled: script }, tail = script ? 'on' : 'off';
	const alex = await inviter(browser, server, `Cleo${tail}`, how), sam = await device(browser, server, how);
	const p = sam.page;
	await p.goto(alex.address);
	await tap(p, button(p, 'Look around first'));
	await tap(p, 'main a[href="/sign-up"]');
	await signUp(p, server, `Dana${tail}`);
	await tap(p, link(p, 'Later'));
	await tap(p, button(p, 'Skip'));
	for (const [where, way] of [['/us/first/2', 'Skip'], ['/own/questions', 'Skip'], ['/help/ground/five-senses', 'Skip']]) {
		must(pathOf(p) === where, 'step by step', p.url());
		await tap(p, link(p, way));
	}
	must((await textOf(p)).includes('Nothing is due'), 'it ends');
	for (const back of ['/help/ground/five-senses', '/own/questions', '/us/first/2', '/us/first/1']) {
		await p.goBack();
		must(pathOf(p) === back, 'Back goes back', p.url(), back);
	}
	await tap(p, link(p, 'Enough for now'));
	await tap(p, button(p, 'Not now'));
	must(!(await sam.context.cookies()).some((c) => c.name === '__Host-rji'), 'and the invitation is gone');
	await Promise.all([alex.close(), sam.close()]);
}

// The partner, alone, late: from the first page to a sentence to say, to something kept, to the sample.
async function alone(browser, server, script) {
	const here = await device(browser, server, { ...PHONE, javaScriptEnabled: script, permissions: script ? ['clipboard-read', 'clipboard-write'] : [] });
	const p = here.page;
	await p.goto(server.url + '/');
	must(await p.locator('main .doors a').count() === 3 && await link(p, 'Are you safe at home?').count() === 1, 'three ways, and one question under them');
	await tap(p, 'main a[href="/help"]');
	await tap(p, p.locator('main .doors a', { hasText: 'They have shut me out' }));
	must((await textOf(p)).includes('Is anyone in danger'), 'danger is asked about first');
	await tap(p, p.locator('main .doors a').first());
	await tap(p, link(p, 'Next: One sentence to say or send'));
	const said = p.locator('.sayings .card').first();
	must(await said.getByRole('link', { name: /^Send as a text/ }).count() === 1, 'it can be sent');
	if (script) {
		await said.getByRole('button').first().click();
		const copied = await p.evaluate(() => navigator.clipboard.readText());
		must((await said.innerText()).includes(copied) && copied.length > 10, 'and copied', copied);
	}
	must((await here.context.cookies()).length === 0, 'no account, no cookie');
	for (const next of ['Next: Give them room, with a time', 'Next: What to leave out tonight', 'Next: It is probably not about you'])
		await tap(p, link(p, next));
	must(await p.locator('ol.loop li').count() === 4, 'four boxes');
	must((await textOf(p)).includes('Keep this?'), 'and a question');
	await tap(p, link(p, 'Start quietly on my own'));
	must(await p.locator('main input:not([type=hidden]), main select').count() === 3, 'a name, a passphrase, a country');
	await signUp(p, server, `Gal${script ? 'on' : 'off'}`);
	await tap(p, link(p, 'Later'));
	await tap(p, button(p, 'My partner lives with PTSD'));
	await tap(p, button(p, 'Skip'));
	await tap(p, link(p, 'Back'));
	must(pathOf(p) === '/begin/2', 'Back goes back', p.url());
	await tap(p, button(p, 'Skip'));
	await tap(p, button(p, 'Skip'));
	must(await p.locator('main .card .btn').count() === 1, 'one next thing only');
	const text = await textOf(p);
	must(text.includes('Your partner never needs to know or join.') && text.includes('Come back when you want. We will not remind you unless you ask.'), 'the words', text);
	await tap(p, link(p, 'see first what they would see'));
	must(pathOf(p) === '/us/sample' && (await textOf(p)).includes('We will not remind you unless you ask.'), 'the sample', p.url());
	await here.close();
}

// axe-core in four themes, nothing sideways at 320 px.
async function steps(browser, server) {
	const alex = await inviter(browser, server, 'Edda', {}), sam = await device(browser, server);
	const p = sam.page, bad = [];
	await p.goto(alex.address);
	await tap(p, button(p, 'Look around first'));
	await signUp(p, server, 'Femi');
	await p.goto(server.url + '/card/calming/write/1?first=1');
	await p.locator('input[type=checkbox]').first().check();
	await tap(p, button(p, 'Continue'));
	const paths = ['/us/first/1', '/us/first/2', '/card/calming/write/2?first=1', '/card/calming?first=1', '/own/questions?first=1',
		'/help/ground/five-senses?first=1', '/help/ground/five-senses/worse?first=1', '/us/first/5'];
	for (const path of paths) {
		must((await p.goto(server.url + path)).status() === 200, 'there is a page', path);
		bad.push(...await lookAt(p, path));
	}
	must(bad.length === 0, bad.join('\n'));
	await Promise.all([alex.close(), sam.close()]);
}

export default async function () {
	const browser = await openChromium();
	await withServer(async (server) => {
		for (const script of [true, false]) {
			const how = script ? 'with scripts' : 'without scripts';
			await test(`invited: from the code to "nothing is due", nothing of it with the inviter, ${how}`, () => wholeWay(browser, server, script));
			await test(`alone: a sentence to say, something kept, the sample, ${how}`, () => alone(browser, server, script));
			await test(`invited: every step skipped, and back again, ${how}`, () => skipped(browser, server, script));
		}
		await test('invited: axe-core finds nothing in four themes, no sideways scrolling', () => steps(browser, server));
	});
	await browser.close();
}
