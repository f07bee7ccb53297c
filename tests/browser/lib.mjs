// What every browser test stands on: a server of its own, Chromium, a person who taps.
import { fileURLToPath } from 'node:url';
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, fstatSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

export { sleep };

// what() as soon as it is true, or its last value.
export async function soon(what, seconds = 10) {
	const end = Date.now() + seconds * 1000;
	for (;;) {
		const is = await what();
		if (is || Date.now() > end) return is;
		await sleep(50);
	}
}

export const BIN = process.env.REJOIN_BIN || fileURLToPath(new URL('../../build/src/rejoin', import.meta.url));
export const PASSPHRASE = 'seven quiet boats at noon';
export const OUTSIDE = 'weather forecast for everybody';

export const count = { passed: 0, failed: 0 };
const wanted = process.env.ONLY;

// One thing that must be true. A test that throws has failed; the rest go on.
export async function test(name, run) {
	if (wanted && !name.includes(wanted)) return;
	const start = Date.now();
	try {
		await run();
		count.passed++;
		console.log(`ok      ${((Date.now() - start) / 1000).toFixed(1).padStart(5)} s  ${name}`);
	} catch (trouble) {
		count.failed++;
		console.log(`FAILED  ${name}\n${trouble.stack || trouble}`);
	}
}

export function must(is, words, ...more) {
	if (!is) throw new Error([words, ...more.map((m) => (typeof m === 'string' ? m : JSON.stringify(m)))].join(' | '));
}

export class Server {
	constructor() {
		this.folder = mkdtempSync(join(tmpdir(), 'rejoin-browser-'));
		this.data = join(this.folder, 'data');
		this.logPath = join(this.folder, 'log');
		const made = spawnSync(BIN, ['init', '--data', this.data]);
		must(made.status === 0, 'init failed', String(made.stderr || made.error));
	}

	async start(port = 0) {
		const log = openSync(this.logPath, 'a'), at = fstatSync(log).size; // what stands there is of a start before
		const words = ['serve', '--data', this.data, '--listen', `127.0.0.1:${port}`, '--workers', '2'];
		this.child = spawn(BIN, words, { stdio: ['ignore', log, log] });
		this.ended = new Promise((done) => this.child.on('exit', done));
		closeSync(log);
		for (let i = 0; i < 600; i++) {
			const ready = /^ready http:\/\/127\.0\.0\.1:(\d+)/m.exec(this.log(at));
			if (ready) {
				this.url = `http://127.0.0.1:${ready[1]}`;
				return this;
			}
			must(this.child.exitCode === null, 'the server ended', this.log());
			await sleep(50);
		}
		throw new Error('the server did not start\n' + this.log());
	}

	log(from = 0) { return readFileSync(this.logPath).subarray(from).toString(); }

	// The web processes this server started, by their own ids.
	workers() {
		const list = [];
		for (const pid of readdirSync('/proc').filter((p) => /^\d+$/.test(p))) {
			try {
				const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
				const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
				if (parent === this.child.pid && stat.includes('(rejoin-worker)')) list.push(Number(pid));
			} catch { /* it has gone meanwhile */ }
		}
		return list;
	}

	// Out of reach for a while, then back at the same address.
	async pause() {
		this.child.kill('SIGTERM');
		await this.ended;
	}

	async resume() { await this.start(new URL(this.url).port); }

	async stop() {
		if (this.child) {
			this.child.kill('SIGTERM');
			await this.ended;
		}
		rmSync(this.folder, { recursive: true, force: true });
	}
}

// The invented couple, with their weeks behind them.
export class Demo extends Server {
	constructor() {
		super();
		this.data = join(this.folder, 'demo');
		const made = spawnSync(BIN, ['demo', '--data', this.data], { encoding: 'utf8' });
		must(made.status === 0, 'demo failed', made.stderr);
		const words = /name (\S+), passphrase (.+)$/m.exec(made.stdout);
		must(words, 'demo says how to sign in', made.stdout);
		[, this.name, this.passphrase] = words;
	}

	async signIn(page) {
		await signIn(page, this, this.name, { passphrase: this.passphrase });
		must(pathOf(page) === '/today', 'signed in', page.url());
	}
}

export async function withServer(run, Kind = Server) {
	const server = new Kind();
	try {
		await run(await server.start());
	} finally {
		await server.stop();
	}
}

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--no-proxy-server',
	'--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];

export async function openChromium(how = {}) {
	return chromium.launch({
		executablePath: process.env.CHROMIUM || ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync),
		args: FLAGS, ...how,
	});
}

// A device: its own cookies. Whatever is not this server is outside; it answers one fixed page, and what was asked
// of it is kept in `outside`.
export async function device(browser, server, how = {}) {
	const context = await browser.newContext({ locale: 'en-GB', ...how });
	const outside = [];
	context.setDefaultTimeout(15000);
	await context.route((url) => url.origin !== server.url, (route) => {
		outside.push({ url: route.request().url(), headers: route.request().headers() });
		return route.fulfill({ contentType: 'text/html', body: `<title>Weather</title><p>${OUTSIDE}</p>` });
	});
	return { context, outside, page: await context.newPage(), close: () => context.close() };
}

// A tap that leads to another page; waits for it and for its style, which a page without scripts does not wait for.
export async function tap(page, what) {
	const target = typeof what === 'string' ? page.locator(what).first() : what;
	await Promise.all([page.waitForEvent('load'), target.click()]);
}

export const button = (page, name) => page.getByRole('button', { name, exact: true });
export const link = (page, name) => page.getByRole('link', { name, exact: true });
export const pathOf = (page) => new URL(page.url()).pathname;
export const textOf = (page) => page.locator('main').innerText();

export async function signUp(page, server, name, country = 'DE') {
	if (pathOf(page) !== '/sign-up') await page.goto(server.url + '/sign-up');
	await page.fill('#name', name);
	await page.fill('#passphrase', PASSPHRASE);
	await page.selectOption('#country', country);
	await tap(page, button(page, 'Begin'));
	must(pathOf(page) === '/account/recovery', 'sign-up leads to the sheet', page.url(), await textOf(page));
}

export async function begin(page, server) {
	if (pathOf(page) !== '/begin/1') await page.goto(server.url + '/begin/1');
	await tap(page, button(page, 'My partner lives with PTSD'));
	await page.fill('#v', 'Alex');
	await tap(page, button(page, 'Continue'));
	await page.fill('#v', 'the accident');
	await tap(page, button(page, 'Continue'));
	must(pathOf(page) === '/today', 'the questions lead to Today', page.url());
}

export async function signIn(page, server, name, { own = false, passphrase = PASSPHRASE } = {}) {
	if (pathOf(page) !== '/sign-in') await page.goto(server.url + '/sign-in');
	await page.fill('#name', name);
	await page.fill('#passphrase', passphrase);
	await page.setChecked('#own', own);
	await tap(page, button(page, 'Sign in'));
}

// The bytes the server sends for a page of ours, with this browser's cookies. Behind a form's token stands the second
// in which its page was made: the reader's own clock, as in the head of the answer.
export async function bytes(page, server, path) {
	const cookies = (await page.context().cookies()).map((c) => `${c.name}=${c.value}`).join('; ');
	const got = await fetch(server.url + path, { headers: { cookie: cookies }, redirect: 'manual' });
	const text = await got.text();
	return `${got.status}\n${text.replace(/(name="csrf" value="[0-9a-f]{32})[0-9a-f]{10}"/g, '$1"')}`;
}

// By the pages that people use: a code from one hand to the other.
async function meet(alex, sam, server) {
	await alex.goto(server.url + '/share/invite');
	await alex.fill('#name', 'Alex');
	await tap(alex, button(alex, 'Make the code'));
	const signs = await alex.locator('#signs').innerText();
	await sam.goto(server.url + '/join');
	await sam.fill('#code', signs);
	await tap(sam, button(sam, 'Look at it'));
	await tap(sam, link(sam, 'Go on to a yes'));
	await sam.fill('#name', 'Sam');
	await tap(sam, button(sam, 'Yes, link the two of us'));
	await alex.goto(server.url + '/us');
	must((await textOf(alex)).includes('Sam'), 'Alex sees that Sam is there', await textOf(alex));
}

// Two people, each with a device and an account of that name, linked as Alex and Sam.
export async function couple(browser, server, names, how = {}) {
	const alex = await device(browser, server, how);
	const sam = await device(browser, server, how);
	await signUp(alex.page, server, names[0]);
	await signUp(sam.page, server, names[1]);
	await meet(alex.page, sam.page, server);
	return { alex, sam, close: async () => { await alex.close(); await sam.close(); } };
}

// On the first day Today has one next thing; the other pages are a tap away.
export async function fromToday(page, name) {
	const more = page.locator('aside summary');
	if (await more.count()) await more.click();
	await tap(page, link(page, name));
}

// A whole check-in from Today on. Gives the number of taps after "Start".
export async function checkIn(page, good) {
	let taps = 0;
	await tap(page, link(page, 'Start'));
	for (; taps < 12 && (await page.locator('textarea[name=good]').count()) === 0; taps++)
		await tap(page, page.locator('fieldset.taps button.opt').nth(1));
	await page.fill('textarea[name=good]', good);
	await tap(page, button(page, 'Keep it'));
	return taps + 1;
}
