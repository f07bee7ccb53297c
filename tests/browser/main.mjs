// Runs every file of spec/, or those named, each in a process of its own, as many at once as LANES says (3: they often wait).
// Ends with one line: N passed, N failed.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { count } from './lib.mjs';

const LONG = ['pages', 'markup', 'two', 'drafts', 'leave']; // first, so that nothing waits for them at the end
const here = new URL('.', import.meta.url);

async function runHere(name) {
	const start = Date.now();
	try {
		await (await import(new URL(`spec/${name}.mjs`, here))).default();
	} catch (trouble) {
		count.failed++;
		console.log(`FAILED  ${name} as a whole\n${trouble.stack || trouble}`);
	}
	console.log(`        ${((Date.now() - start) / 1000).toFixed(1).padStart(5)} s  all of ${name}`);
}

function runApart(name) {
	return new Promise((done) => {
		const child = spawn(process.execPath, [fileURLToPath(import.meta.url), name], { stdio: ['ignore', 'pipe', 'inherit'] });
		let text = '';
		child.stdout.on('data', (part) => { text += part; });
		child.on('close', () => {
			const [line, passed, failed] = /^(\d+) passed, (\d+) failed\n$/m.exec(text) || [null, 0, 1];
			console.log(line ? text.replace(line, '').trimEnd() : `${text}FAILED  ${name} ended without a count`);
			count.passed += Number(passed);
			count.failed += Number(failed);
			done();
		});
	});
}

async function lane(todo) {
	for (let name; (name = todo.shift());) await runApart(name);
}

const all = readdirSync(new URL('spec', here)).filter((f) => f.endsWith('.mjs')).map((f) => f.replace('.mjs', ''));
const named = process.argv.slice(2);
if (named.length === 1) {
	await runHere(named[0]);
} else {
	const todo = named.length ? named : [...LONG, ...all.filter((name) => !LONG.includes(name)).sort()];
	await Promise.all(Array.from({ length: Number(process.env.LANES || 3) }, () => lane(todo)));
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed || !count.passed ? 1 : 0);
