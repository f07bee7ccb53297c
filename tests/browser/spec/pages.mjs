// Every page of the house, for a visitor, for somebody signed in and for one of two: axe-core in four themes, the Nu Html Checker,
// narrow screens, the first stop of the keyboard, and what a page may say and load.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { AXE, axeOf, COLOURS, inThemes, linesOf, setTheme, THEMES } from '../axe.mjs';
import { crawl } from '../crawl.mjs';
import { smallTargets, TARGET } from '../targets.mjs';
import { begin, checkIn, Demo, device, must, openChromium, signUp, test, withServer } from '../lib.mjs';

const find = createRequire(import.meta.url).resolve;
const VNU = find('vnu-jar/build/dist/vnu.jar');
const NARROW = [[320, 640], [320, 256]]; // 320 px wide; 1280 × 1024 at 400 %
const LOUD = /ptsd|trauma|crisis|suicid|abuse|violen|therap|depress|survivor|emergency|mental/i;

async function showTheme(page, server, theme) {
	const url = server.url.replace('http:', 'https:') + '/';
	await page.context().addCookies([{ name: '__Host-theme', value: theme, url }]);
	await page.reload();
	const shown = await page.getAttribute('html', 'data-theme');
	must(shown === theme, 'the theme of the cookie is shown', theme, page.url());
}

// How many blocks set a theme, and what they set besides tokens.
const themeRules = () => {
	const other = [];
	let blocks = 0;
	const walk = (rules, isScheme) => {
		for (const rule of rules) {
			if (rule.media) walk(rule.cssRules, isScheme || /color-scheme/.test(rule.conditionText));
			else if (isScheme || /data-theme/.test(rule.selectorText)) {
				blocks++;
				other.push(...[...rule.style].filter((p) => !p.startsWith('--') && p !== 'color-scheme'));
			}
		}
	};
	for (const sheet of document.styleSheets) walk(sheet.cssRules, false);
	return [blocks, other];
};

// The first page of a room is loaded anew for each theme, as the cookie has it.
async function asChosen(page, server, path) {
	const bad = linesOf(path, '', await axeOf(page));
	for (const theme of THEMES) {
		await showTheme(page, server, theme);
		bad.push(...linesOf(path, theme, await axeOf(page)));
	}
	await page.context().clearCookies({ name: '__Host-theme' });
	return bad;
}

async function onNarrowScreens(page, path, bad) {
	const before = page.viewportSize();
	for (const [width, height] of NARROW) {
		await page.setViewportSize({ width, height });
		const [scroll, client] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
		if (scroll > client) bad.wide.push(`${path} at ${width}×${height}: ${scroll} > ${client}`);
		if (height > width) bad.small.push(...(await smallTargets(page)).map((t) => `${path}: ${t}`));
	}
	await page.setViewportSize(before);
}

async function byKeyboard(page, path, bad) {
	await page.keyboard.press('Tab');
	const first = await page.evaluate(() => document.activeElement.closest('form.leave') !== null);
	if (!first) bad.keyboard.push(path);
}

function inSource(html, path, bad) {
	const title = /<title>([^<]*)/.exec(html)[1];
	if (LOUD.test(title)) bad.title.push(`${path}: ${title}`);
	for (const [tag] of html.matchAll(/<(?:textarea|input)\b[^>]*>/g)) {
		if (/type="(hidden|checkbox|radio|password)"/.test(tag)) continue;
		if (!/autocomplete="off"/.test(tag) || !/spellcheck="false"/.test(tag)) bad.fields.push(`${path}: ${tag}`);
	}
	for (const [, to] of html.matchAll(/(?:src|action|data|poster|srcset|formaction)="([^"]*)"/g))
		if (/^(https?:)?\/\//.test(to)) bad.outside.push(`${path}: ${to}`);
	for (const [tag] of html.matchAll(/<link\b[^>]*>/g)) if (/href="(https?:)?\/\//.test(tag)) bad.outside.push(`${path}: ${tag}`);
	for (const [tag, to] of html.matchAll(/<a\b[^>]*href="((?:https?:)?\/\/[^"]*)"[^>]*>/g))
		if (!/^\/(learn|insights|help|us|talk)/.test(path)) bad.outside.push(`${path}: ${tag} ${to}`);
	for (const [word] of html.matchAll(/ (?:style|on\w+)="/g)) bad.inline.push(`${path}: ${word}`);
}

const nothing = () => ({ axe: [], wide: [], small: [], keyboard: [], title: [], fields: [], outside: [], inline: [], asked: [] });

async function lookAtAll(here, server, from, folder, bad, known) {
	mkdirSync(folder);
	let n = 0;
	const rooms = new Set();
	const files = new Map();
	const visited = await crawl(here.page, server, from, known, async (page, response, html, path) => {
		must(response.status() === 200, 'a link leads nowhere', path, response.status());
		files.set(`${++n}.html`, path);
		writeFileSync(join(folder, `${n}.html`), html);
		inSource(html, path, bad);
		await byKeyboard(page, path, bad);
		await onNarrowScreens(page, path, bad);
		const [, room] = path.split(/[/?]/);
		bad.axe.push(...(rooms.has(room) ? await inThemes(page, path) : await asChosen(page, server, path)));
		rooms.add(room);
	});
	bad.asked.push(...here.outside.map((o) => o.url));
	return { visited, files };
}

function nu(folder, files) {
	const run = spawnSync('java', ['-Xmx256m', '-jar', VNU, '--errors-only', '--format', 'json', folder], { maxBuffer: 1e8 });
	const { messages } = JSON.parse(run.stderr.toString() || '{"messages":[]}');
	return messages.map((m) => `${files.get(m.url?.split('/').pop())}: ${m.message} ${m.extract || ''}`);
}

async function verdicts(who, bad, folder, files) {
	const say = {
		axe: 'axe-core finds nothing in four themes', wide: 'no sideways scrolling at 320 px and at 400 %',
		small: `what is to be tapped is ${TARGET} px high or has that much room`,
		keyboard: 'Leave is the first stop of the keyboard', title: 'titles say nothing about health',
		fields: 'no typed word is kept by the browser', outside: 'nothing is loaded from elsewhere, links out only from sources',
		inline: 'no style or script inside the markup', asked: 'the browser asked nobody else',
	};
	for (const [key, words] of Object.entries(say))
		await test(`${who}: ${words}`, () => must(bad[key].length === 0, [...new Set(bad[key])].slice(0, 30).join('\n')));
	await test(`${who}: the Nu Html Checker finds no error, but the one put there`, () => {
		writeFileSync(join(folder, 'control.html'), '<!doctype html><html lang=en><title>x</title><p><img src=x></p>');
		files.set('control.html', 'control');
		const errors = nu(folder, files), real = errors.filter((e) => !e.startsWith('control: '));
		must(real.length === 0 && errors.length > 0, errors.slice(0, 30).join('\n'));
	});
}

async function everyPage(who, here, server, from, least, known = []) {
	const bad = nothing(), folder = join(server.folder, who);
	let all;
	await test(`${who}: every link leads to a page`, async () => {
		all = await lookAtAll(here, server, from, folder, bad, known);
		must(all.visited.length >= least, 'fewer pages than there are', all.visited);
		console.log(`        ${all.visited.length} pages for ${who}`);
	});
	if (all) await verdicts(who, bad, folder, all.files);
	return all?.visited || [];
}

export default async function () {
	const browser = await openChromium();
	let alone = [];
	await withServer(async (server) => {
		await test('axe-core finds what is wrong on a page made wrong', async () => {
			const here = await device(browser, server);
			await here.context.addInitScript({ path: AXE });
			await here.page.goto(server.url + '/sign-in');
			await here.page.evaluate(() => document.querySelectorAll('label').forEach((l) => l.remove()));
			must((await axeOf(here.page)).length > 0, 'fields without labels pass');
			await here.page.goto(server.url + '/sign-in');
			must((await axeOf(here.page, COLOURS)).length === 0, 'colours that are fine pass');
			await setTheme(here.page, 'dark');
			await here.page.evaluate(() => document.documentElement.style.setProperty('--ink', '#121416'));
			must((await axeOf(here.page, COLOURS)).length > 0, 'dark on dark passes');
			await here.close();
		});
		await test('a target that is too small is found', async () => {
			const here = await device(browser, server, { viewport: { width: 320, height: 640 } });
			await here.page.goto(server.url + '/');
			must((await smallTargets(here.page)).length === 0, 'targets that are fine pass', await smallTargets(here.page));
			await here.page.evaluate(() => document.querySelectorAll('.doors a').forEach((a) => a.style.cssText = 'min-height: 0; padding: 0; height: 24px; overflow: hidden'));
			must((await smallTargets(here.page)).length > 0, 'small ones side by side pass');
			await here.page.goto(server.url + '/');
			await here.page.evaluate(() => document.querySelector('main p').append(' Or ', Object.assign(document.createElement('a'), { href: '/x', textContent: 'a link' }), ' in a sentence.'));
			must((await smallTargets(here.page)).length === 0, 'a link in a sentence passes', await smallTargets(here.page));
			await here.close();
		});
		await test('a theme is nothing but tokens of colour', async () => {
			const here = await device(browser, server);
			await here.page.goto(server.url + '/sign-in');
			const [blocks, other] = await here.page.evaluate(themeRules);
			must(blocks >= 4 && other.length === 0, 'what else a theme sets could move or hide things', blocks, other);
			await here.close();
		});
		const visitor = await device(browser, server);
		await visitor.context.addInitScript({ path: AXE });
		const known = await everyPage('a visitor', visitor, server, ['/', '/sign-up', '/sign-in', '/recover', '/lock'], 20);
		await visitor.close();

		const mira = await device(browser, server);
		await mira.context.addInitScript({ path: AXE });
		await signUp(mira.page, server, 'Mira');
		await begin(mira.page, server);
		await checkIn(mira.page, 'A walk by the lake, with a wordwithoutanyblanksthatgoesonandonandonandonandonandonandon');
		alone = await everyPage('somebody signed in', mira, server, ['/today', '/account', '/again?to=/account', '/begin/1', '/begin/2', '/begin/3', '/help', '/learn', known.find((p) => p.startsWith('/learn/')) || '/learn'],
				25, known.filter((p) => /^.(learn|insights|help)/.test(p)));
		await mira.close();
	});
	await withServer(async (server) => {
		const alex = await device(browser, server);
		await alex.context.addInitScript({ path: AXE });
		await server.signIn(alex.page);
		await everyPage('one of two', alex, server, ['/us', '/today', '/share', '/card', '/signal', '/pattern'], 25,
				alone.filter((p) => !/^.(us|today|share|card|signal|pattern)\b/.test(p)));
		await alex.close();
	}, Demo);
	await browser.close();
}
