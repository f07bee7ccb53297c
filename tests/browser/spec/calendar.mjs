// The calendar link: dates as another reader (ical.js) reads them, hard ones and those of somebody's own; an ended link
// is like one that never was; with script and without.
import ICAL from 'ical.js';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PASSPHRASE, button, device, link, must, openChromium, pathOf, signUp, tap, test, textOf, withServer } from '../lib.mjs';

function read(text) {
	for (const line of text.split('\r\n')) must(Buffer.byteLength(line) <= 75, 'a line of at most 75 bytes', line);
	must(!/[^\r]\n/.test(text), 'every line ends as it has to');
	const calendar = new ICAL.Component(ICAL.parse(text));
	return { calendar, events: calendar.getAllSubcomponents('vevent').map((e) => new ICAL.Event(e)) };
}

// What a clock there shows: "2026-11-22 10:30".
const shows = (zone, time) => new Date(time.toUnixTime() * 1000).toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16);

async function samples() {
	const { calendar, events } = read(readFileSync(fileURLToPath(new URL('../../golden/ical.ics', import.meta.url)), 'utf8'));
	must(calendar.getFirstPropertyValue('version') === '2.0' && calendar.getFirstPropertyValue('prodid'), 'what every calendar has');
	must(calendar.getFirstPropertyValue('x-wr-calname') === 'Samples', 'its name');
	must(new Set(events.map((e) => e.uid)).size === events.length, 'each has a name of its own');
	let timed = 0;
	for (const e of events) {
		const said = /^(\w+\/\w+) ([-0-9]+ [:0-9]+)(?: -> (.*))?$/.exec(e.summary);
		must(e.component.getFirstPropertyValue('dtstamp').toUnixTime() >= 1795000000, 'when it was changed', e.summary);
		if (!said) continue;
		const [, zone, at, instead] = said;
		must(shows(zone, e.startDate) === (instead || at), `the clock in ${zone}`, e.summary, shows(zone, e.startDate));
		must(e.duration.toSeconds() === 45 * 60, 'three quarters of an hour, also when the clock changes', e.summary);
		must(!e.component.getFirstSubcomponent('valarm'), 'no alarm');
		timed++;
	}
	must(timed === 18, 'all hard dates', String(timed));
	const [odd, long, signs] = events.slice(18);
	must(odd.summary === 'a; b, c\\d "e"\nand a second line: f', 'signs with a meaning', odd.summary);
	must(odd.startDate.isDate && odd.startDate.toString() === '2026-12-31' && odd.endDate.toString() === '2027-01-01', 'a whole day');
	must(!odd.component.getFirstSubcomponent('valarm'), 'which nothing rings for');
	must(long.summary.endsWith('to the very end of what a title can be') && !long.summary.includes('\n'), 'a long one', long.summary);
	must(signs.summary === `${'🌱'.repeat(18)} café سلام`, 'no sign is cut in two', signs.summary);
	must(long.component.getFirstSubcomponent('valarm').getFirstPropertyValue('trigger').toSeconds() === -900, 'a quarter of an hour before');
}

const day = (from) => new Date(Date.now() + from * 864e5).toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });

async function plan(page, server) {
	await page.goto(server.url + '/approach/new');
	await page.fill('#text', 'A kestrel over the field.');
	await page.selectOption('#rating', '40');
	await tap(page, button(page, 'Put it on my list'));
	await tap(page, link(page, 'Plan it'));
	await page.fill('#day', day(3));
	await page.fill('#time', '10:30');
	await page.selectOption('#minutes', '30');
	await tap(page, button(page, 'Keep the plan'));
}

async function ask(url, how = {}) {
	const answer = await fetch(url, { redirect: 'manual', ...how });
	const headers = [...answer.headers].filter(([name]) => name !== 'date').sort().map(String);
	return { status: answer.status, headers, text: await answer.text() };
}

async function make(page, server) {
	await page.goto(server.url + '/calendar');
	await tap(page, link(page, 'Make a calendar link'));
	if (pathOf(page) === '/again') {
		await page.fill('#passphrase', PASSPHRASE);
		await tap(page, page.getByRole('button').filter({ hasText: /Open|Go on|Continue/ }));
	}
	await tap(page, button(page, 'Make the link'));
	const address = (await page.locator('#address').textContent()).trim();
	must(new RegExp(`^${server.url}/feed/[0-9a-f]{48}\\.ics$`).test(address), 'the link', address);
	const here = await page.locator('main a.btn').first().getAttribute('href');
	must(here === address.replace('http:', 'webcal:'), 'the same for the calendar of this device', here);
	return address;
}

async function walk(page, server) {
	await page.goto(server.url + '/me');
	await tap(page, page.getByRole('link', { name: /Calendar/ }));
	must((await textOf(page)).includes('Nothing is planned'), 'nothing yet', await textOf(page));
	await plan(page, server);
	await page.goto(server.url + '/calendar');
	must(/at 10:30\s+Plan/.test(await textOf(page)), 'what it would carry', await textOf(page));
	const address = await make(page, server);
	const { events: [one, ...more] } = read((await ask(address)).text);
	must(more.length === 0 && one.summary === 'Plan', 'one date with a neutral title', one.summary);
	must(shows('Europe/Berlin', one.startDate) === `${day(3)} 10:30`, 'at that time here', one.startDate.toString());
	must(one.duration.toSeconds() === 1800, 'half an hour');
	await tap(page, link(page, 'Calendar'));
	await page.fill('#plan', 'Fresh air, with; signs');
	await page.selectOption('#alarm', '30');
	await tap(page, button(page, 'Keep these'));
	must((await textOf(page)).includes('Kept.'), 'it says so', await textOf(page));
	const { events: [again] } = read((await ask(address)).text);
	must(again.summary === 'Fresh air, with; signs' && again.uid === one.uid, 'own words, and the same thing', again.summary);
	must(again.component.getFirstSubcomponent('valarm').getFirstPropertyValue('trigger').toSeconds() === -1800, 'an alarm when asked for');
	await tap(page, button(page, 'Switch it off'));
	must((await textOf(page)).includes('The link is off'), 'it says so', await textOf(page));
	const none = server.url + '/feed/' + '0'.repeat(48) + '.ics';
	for (const method of ['GET', 'HEAD']) {
		const [ended, never] = [await ask(address, { method }), await ask(none, { method })];
		must(ended.status === 404 && JSON.stringify(ended) === JSON.stringify(never), 'an ended link is one that never was', ended, never);
	}
}

export default async function () {
	await test('hard dates are read by another reader as they were meant', samples);
	const browser = await openChromium();
	try {
		for (const javaScriptEnabled of [true, false])
			await test(`a calendar link from making to ending, script ${javaScriptEnabled ? 'on' : 'off'}`, () => withServer(async (server) => {
				const { page, close } = await device(browser, server, { javaScriptEnabled });
				await signUp(page, server, 'sam');
				await walk(page, server);
				await close();
			}));
	} finally {
		await browser.close();
	}
}
