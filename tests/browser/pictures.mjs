// The pictures of docs/pictures, taken from the invented couple: `make pictures`.
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { Demo, device, openChromium } from './lib.mjs';

const to = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const phone = { viewport: { width: 390, height: 760 }, deviceScaleFactor: 1.5 };
const desk = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };
const list = [
	['today', '/today', phone, 'light'],
	['help', '/help', phone, 'light'],
	['us', '/us', phone, 'dark'],
	['checkin', `/checkin/${Math.floor(Date.now() / 86400000)}/1`, phone, 'light'],
	['words', '/help/shut-out/3', desk, 'dark'],
	['days', '/checkin', desk, 'dark'],
	['circle', '/pattern', desk, 'light'],
];

const server = await new Demo().start();
const browser = await openChromium();
try {
	for (const how of [phone, desk]) {
		const { page, close } = await device(browser, server, how);
		await server.signIn(page);
		for (const [name, path, , scheme] of list.filter((row) => row[2] === how)) {
			await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
			const answer = await page.goto(server.url + path);
			if (answer.status() !== 200) throw new Error(`${path} answers ${answer.status()}`);
			await page.screenshot({ path: join(to, `${name}.png`) });
			console.log(`docs/pictures/${name}.png`);
		}
		await close();
	}
} finally {
	await browser.close();
	await server.stop();
}
