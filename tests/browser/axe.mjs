// axe-core on a page that is open, in every theme.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { smallTargets } from './targets.mjs';

export const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js'); // an init script of the context
export const bringAxe = (page) => page.evaluate(readFileSync(AXE, 'utf8')); // where it is not one
export const THEMES = ['light', 'dim', 'dark']; // and none, which follows the device
export const COLOURS = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

// Selectors take longer than the rules, so they are asked for only when there is something to tell.
export const axeOf = (page, more = {}) => page.evaluate(async (rules) => {
	const how = { resultTypes: ['violations'], preload: false, ...rules };
	const { violations } = await axe.run(document, { ...how, selectors: false });
	return violations.length ? (await axe.run(document, how)).violations : [];
}, more);

// Without waiting for colours that change slowly.
export const setTheme = (page, theme) => page.evaluate((t) => {
	document.documentElement.dataset.theme = t;
	document.body.getBoundingClientRect();
	document.getAnimations().forEach((a) => a.finish());
}, theme);

export const linesOf = (path, theme, list) => list.map((v) =>
	`${path} ${theme} ${v.id}: ${v.nodes.map((n) => `${n.target} ${n.any[0]?.message || n.failureSummary}`).slice(0, 3).join(' ; ')}`);

// Every rule as the page is; then each theme set in place. There the markup is the very same and nothing but tokens of
// colour differ (pages.mjs looks that they do), so only the rules about colour can find something new.
export async function inThemes(page, path) {
	const bad = linesOf(path, '', await axeOf(page));
	for (const theme of THEMES) {
		await setTheme(page, theme);
		bad.push(...linesOf(path, theme, await axeOf(page, COLOURS)));
	}
	return bad;
}

// A page that is open: axe in every theme, then a narrow screen, where it fits and every target has its room.
export async function lookAt(page, path) {
	await bringAxe(page);
	const bad = await inThemes(page, path), before = page.viewportSize();
	await page.setViewportSize({ width: 320, height: 640 });
	if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) bad.push(`${path} is too wide`);
	bad.push(...(await smallTargets(page)).map((t) => `${path}: ${t}`));
	await page.setViewportSize(before);
	return bad;
}
