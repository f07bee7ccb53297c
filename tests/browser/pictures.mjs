// The pictures of docs/pictures, taken from the invented couple: `make pictures`.
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BIN, button, device, must, openChromium, pathOf, Server, tap } from './lib.mjs';

const to = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const list = [['today', '/today', 'light'], ['help', '/help', 'light']];

class Demo extends Server {
	constructor() {
		super();
		this.data = join(this.folder, 'demo');
		const made = spawnSync(BIN, ['demo', '--data', this.data], { encoding: 'utf8' });
		must(made.status === 0, 'demo failed', made.stderr);
		const words = /name (\S+), passphrase (.+)$/m.exec(made.stdout);
		must(words, 'demo says how to sign in', made.stdout);
		[, this.name, this.passphrase] = words;
	}
}

const server = await new Demo().start();
const browser = await openChromium();
try {
	const { page, close } = await device(browser, server, { viewport: { width: 390, height: 760 }, deviceScaleFactor: 2 });
	await page.goto(server.url + '/sign-in');
	await page.fill('#name', server.name);
	await page.fill('#passphrase', server.passphrase);
	await tap(page, button(page, 'Sign in'));
	must(pathOf(page) === '/today', 'signed in', page.url());
	for (const [name, path, scheme] of list) {
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
		await page.goto(server.url + path);
		await page.screenshot({ path: join(to, `${name}.png`) });
		console.log(`docs/pictures/${name}.png`);
	}
	await close();
} finally {
	await browser.close();
	await server.stop();
}
