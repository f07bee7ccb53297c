// Runs every file of spec/, or those named, one after the other. Ends with one line: N passed, N failed.
import { readdirSync } from 'node:fs';
import { count } from './lib.mjs';

const here = new URL('.', import.meta.url);
const named = process.argv.slice(2);
const files = readdirSync(new URL('spec', here)).filter((f) => f.endsWith('.mjs')).sort();
for (const file of files) {
	if (named.length && !named.includes(file.replace('.mjs', ''))) continue;
	const start = Date.now();
	try {
		await (await import(new URL(`spec/${file}`, here))).default();
	} catch (trouble) {
		count.failed++;
		console.log(`FAILED  ${file} as a whole\n${trouble.stack || trouble}`);
	}
	console.log(`        ${((Date.now() - start) / 1000).toFixed(1).padStart(5)} s  all of ${file}`);
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed || !count.passed ? 1 : 0);
