// The main job from the first page to the second sign-in, with script and without, and what is left on disk.
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { begin, BIN, button, checkIn, device, fromToday, link, must, openChromium, pathOf, signIn, signUp, tap, test, textOf, withServer } from '../lib.mjs';

// Six shapes in which a word could lie in a file. Base64 has three, by where the word begins.
function shapes(word) {
	const bytes = Buffer.from(word, 'utf8');
	const list = [bytes, Buffer.from(word, 'utf16le'), Buffer.from(word, 'utf16le').swap16()];
	for (let at = 0; at < 3; at++) {
		const text = Buffer.concat([Buffer.alloc(at, 'x'), bytes]).toString('base64');
		list.push(Buffer.from(text.slice(at ? at + 1 : 0, -4)));
	}
	list.push(Buffer.from(bytes.toString('hex')), Buffer.from(bytes.toString('hex').toUpperCase()));
	list.push(Buffer.from(encodeURIComponent(word)), Buffer.from(encodeURIComponent(word).replaceAll('%20', '+')));
	list.push(Buffer.from(word.replace(/[^ -~]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'))));
	return list;
}

function filesUnder(folder) {
	return readdirSync(folder).flatMap((name) => {
		const path = join(folder, name);
		return statSync(path).isDirectory() ? filesUnder(path) : [path];
	});
}

// Other programs take their own files out of /tmp again.
function contentOf(path) {
	try {
		return readFileSync(path);
	} catch (trouble) {
		must(trouble.code === 'ENOENT', 'not to be read', path, String(trouble));
		return Buffer.alloc(0);
	}
}

function hits(paths, words) {
	const found = [];
	for (const path of paths) {
		const content = contentOf(path);
		for (const word of words)
			for (const shape of shapes(word)) if (content.includes(shape)) found.push(`${path}: ${shape}`);
	}
	return found;
}

// Everything the server could have written: its folder with databases, -wal, -shm, log; a backup; new files in /tmp.
function lookEverywhere(server, words, started) {
	const backup = join(server.folder, `backup-${words[0]}`);
	const made = spawnSync(BIN, ['backup', '--data', server.data, backup]);
	must(made.status === 0, 'the backup was not made', String(made.stderr));
	const temporary = readdirSync('/tmp').map((n) => join('/tmp', n)).filter((p) => {
		try {
			const s = statSync(p);
			return s.isFile() && s.mtimeMs >= started && s.size < 1e8;
		} catch {
			return false;
		}
	});
	const paths = [...filesUnder(server.folder), ...temporary];
	must(paths.some((p) => p.endsWith('-wal')) && paths.some((p) => p.startsWith(backup)), 'nothing to look through', paths);
	const found = hits(paths, words);
	must(found.length === 0, 'typed words lie on disk', found);
}

async function mainJob(browser, server, script) {
	const started = Date.now();
	const name = `Mira${script ? 'on' : 'off'}quokka`, good = `Zwölf stille narwhal${script}s am Steg`;
	const here = await device(browser, server, { javaScriptEnabled: script });
	const { page } = here;

	await page.goto(server.url + '/');
	await tap(page, page.locator('main a[href="/sign-up"]'));
	await signUp(page, server, name);
	await tap(page, button(page, 'Show my code'));
	const code = await page.locator('#recovery-code').innerText();
	must(/^([0-9A-Z]{4}-){8}[0-9A-Z*~$=]$/.test(code), 'the code has its form', code);
	await tap(page, link(page, 'I have kept it'));
	await begin(page, server);
	const taps = await checkIn(page, good);
	must(taps <= 6, 'a check-in takes at most six taps', taps);
	must((await textOf(page)).includes(good), 'the day shows what was written');
	await tap(page, link(page, 'To Today'));
	must((await textOf(page)).includes(name), 'Today greets by name');

	const cookies = await here.context.cookies();
	must(cookies.every((c) => c.name.startsWith('__Host-') && c.httpOnly && c.secure && c.sameSite === 'Strict'), 'cookies', cookies);
	await page.locator('form.leave button').click();
	await page.waitForURL((url) => url.origin !== server.url);
	const after = await here.context.cookies(server.url);
	must(!after.some((c) => c.name === '__Host-rj'), 'Leave takes the session cookie', after);

	await page.goto(server.url + '/checkin');
	must(page.url() === server.url + '/sign-in', 'signed out after Leave, and the address tells nothing', page.url());
	await signIn(page, server, name);
	must(page.url() === server.url + '/checkin', 'the page that was asked for', page.url());
	await page.locator('form.leave button').click();
	await page.waitForURL((url) => url.origin !== server.url);

	await page.goto(server.url + '/today');
	must(pathOf(page) === '/sign-in', 'signed out after Leave', page.url());
	await signIn(page, server, name);
	must(pathOf(page) === '/today', 'signed in again', page.url());
	await fromToday(page, 'My last days');
	await tap(page, page.locator('ul.doors a').first());
	must((await textOf(page)).includes(good), 'everything is there', await textOf(page));
	await page.goto(server.url + '/me');
	must((await page.inputValue('#close_to')) === 'Alex' && (await page.inputValue('#words_event')) === 'the accident', 'first answers kept');
	lookEverywhere(server, [name, good, 'narwhal', 'quokka', code, code.replaceAll('-', '')], started);
	await here.close();
}

export default async function () {
	const browser = await openChromium();
	await withServer(async (server) => {
		await test('main job, script on: sign-up, sheet, questions, check-in, Today, Leave, back; nothing on disk',
			() => mainJob(browser, server, true));
		await test('main job, script off: the same', () => mainJob(browser, server, false));
		await test('the search for words on disk finds what does lie there', async () => {
			const word = 'Zwölf stille narwhals';
			for (const at of [0, 1, 2]) {
				const text = Buffer.concat([Buffer.alloc(at, 'y'), Buffer.from(word + ' and more')]).toString('base64');
				must(shapes(word).some((s) => text.includes(s.toString())), 'base64 is seen', at);
			}
			must(hits([fileURLToPath(new URL(import.meta.url))], ['lookEverywhere']).length > 0, 'a plain word is seen');
		});
	});
	await browser.close();
}
