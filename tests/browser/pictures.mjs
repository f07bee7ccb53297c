// The pictures of docs/pictures, taken from the invented couple: `make pictures`.
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { Demo, device, openChromium } from './lib.mjs';

const to = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const list = [['today', '/today', 'light'], ['help', '/help', 'light'], ['us', '/us', 'dark']];

const server = await new Demo().start();
const browser = await openChromium();
try {
	const { page, close } = await device(browser, server, { viewport: { width: 390, height: 760 }, deviceScaleFactor: 2 });
	await server.signIn(page);
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
