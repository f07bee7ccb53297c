// Taking it elsewhere: each way out makes a download, with script and without; the locked copy opens with its words, and
// the page inside needs no server.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { AXE, inThemes } from '../axe.mjs';
import { Demo, button, device, link, must, openChromium, tap, test, textOf, withServer } from '../lib.mjs';

const WORDS = 'nine quiet words and a lamp';
const TOOL = fileURLToPath(new URL('../../vault', import.meta.url));
const UNPACK = 'import sys; sys.path.insert(0, sys.argv[1]); import age_tool, io, tarfile\n'
	+ 'text, said = age_tool.unlock(open(sys.argv[2], "rb").read(), sys.stdin.readline().strip(), sys.argv[3])\n'
	+ 'tarfile.open(fileobj=io.BytesIO(text)).extractall(sys.argv[3])';

async function save(page, name, folder) {
	const [file] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
	const path = join(folder, file.suggestedFilename());
	await file.saveAs(path);
	return path;
}

async function toTheRoom(page, server) {
	await page.goto(server.url + '/account');
	await tap(page, page.getByRole('link', { name: /^Take it elsewhere/ }));
	if (await page.locator('#passphrase').count()) {
		await page.fill('#passphrase', server.passphrase);
		await tap(page, page.locator('main button.btn'));
	}
	must((await textOf(page)).includes('no longer locked by this notebook'), 'it says what a copy is', await textOf(page));
}

async function everyWay(page, server, folder) {
	await toTheRoom(page, server);
	const all = JSON.parse(readFileSync(await save(page, 'Make the text file', folder), 'utf8'));
	must(all.checkin.length > 20 && !('safety' in all), 'the text file has everything but safety', Object.keys(all).join());
	await page.selectOption('#room', { label: 'Check-ins' });
	const table = readFileSync(await save(page, 'Make the table', folder), 'utf8');
	must(table.split('\r\n').length === all.checkin.length + 2, 'a row for each check-in', table.slice(0, 200));
	await tap(page, link(page, 'Make a locked copy'));
	await page.fill('#words', WORDS);
	await page.fill('#again', WORDS + ' more');
	await tap(page, button(page, 'Make the locked copy'));
	must((await textOf(page)).includes('These are not the same words'), 'a slip is told', await textOf(page));
	must(await page.inputValue('#words') === '', 'the words stand nowhere');
	await page.fill('#words', WORDS);
	await page.fill('#again', WORDS);
	const locked = await save(page, 'Make the locked copy', folder);
	execFileSync('python3', ['-B', '-c', UNPACK, TOOL, locked, folder], { input: WORDS + '\n' });
	return all;
}

// From the folder it was unpacked to, with nothing else to be had.
async function readsAlone(browser, folder, all) {
	const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
	const asked = [], said = [];
	page.on('request', (r) => asked.push(r.url()));
	page.on('console', (m) => said.push(m.text()));
	await page.goto(pathToFileURL(join(folder, 'notebook', 'index.html')).href);
	const text = await page.locator('main').innerText();
	for (const c of all.checkin) must(text.includes(c.day), `the page has ${c.day}`);
	must(asked.length === 1 && said.length === 0, 'it loads nothing and says nothing', [...asked, ...said].join('\n'));
	must(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'it fits a phone');
	if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, 'export-inside.png') });
	await page.close();
}

async function looksWell(page, server) {
	const bad = [];
	for (const path of ['/export', '/export/archive']) {
		await page.goto(server.url + path);
		bad.push(...await inThemes(page, path));
		await page.setViewportSize({ width: 320, height: 700 });
		const [scroll, client] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
		if (scroll > client) bad.push(`${path}: ${scroll} > ${client}`);
	}
	must(bad.length === 0, bad.join('\n'));
}

export default async function () {
	const folder = mkdtempSync(join(tmpdir(), 'rejoin-export-'));
	await withServer(async (server) => {
		const browser = await openChromium();
		try {
			for (const javaScriptEnabled of [true, false])
				await test(`everything is taken along, script ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
					const { page, context, close } = await device(browser, server, { javaScriptEnabled, acceptDownloads: true });
					if (javaScriptEnabled) await context.addInitScript({ path: AXE });
					await server.signIn(page);
					const all = await everyWay(page, server, folder);
					await readsAlone(browser, folder, all);
					if (javaScriptEnabled) await looksWell(page, server);
					await close();
				});
		} finally {
			await browser.close();
			rmSync(folder, { recursive: true, force: true });
		}
	}, Demo);
}
