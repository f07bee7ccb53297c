// Markup typed into every field is shown as text. The content security policy is switched off here, so that only the
// escaping stands between a payload and its execution; a control shows that the payloads do execute where they can.
import { begin, device, must, openChromium, signUp, test, withServer } from '../lib.mjs';

// How to break out of a place, and what to do outside.
const OUT = ['', '">', "'>", '</textarea>', '</title>', '</option></select>'];
const DO = [
	'<script>xss()</script>', '<ScRiPt>xss()</sCrIpT>', '<img src=x onerror=xss()>', '<IMG SRC=x ONERROR=xss()>',
	'<img src=x onerror="xss()">', "<img src=x onerror='xss()'>", '<img/src=x/onerror=xss()>', '<img\tsrc=x\tonerror=xss()>',
	'<svg onload=xss()>', '<svg/onload=xss()>', '<svg><script>xss()</script>', '<svg><animate onbegin=xss()>',
	'<body onload=xss()>', '<details open ontoggle=xss()>', '<input autofocus onfocus=xss()>', '<video src onerror=xss()>',
	'<audio src onerror=xss()>', '<iframe srcdoc="<script>top.xss()</script>">', '<iframe src=javascript:top.xss()>',
	'<object data=javascript:xss()>', '<embed src=javascript:xss()>', '<a href=javascript:xss()>x</a>',
	'<form action=javascript:xss()><button>x', '<button formaction=javascript:xss()>x', '<math href=javascript:xss()>x',
	'<style onload=xss()></style>', '<link rel=stylesheet href=x onerror=xss()>', '<base href=//evil.example/>',
	'<meta http-equiv=refresh content="0;url=/x">', '<template><script>xss()</script></template>', ' autofocus onfocus=xss() x="',
	' onmouseover=xss() style=position:fixed', '&#60;script&#62;xss()&#60;/script&#62;', '&lt;img src=x onerror=xss()&gt;',
	'{{constructor.constructor("xss()")()}}', '{% 7*7 %}', '${xss()}', '\u2028<img src=x onerror=xss()>', '%3Cscript%3Exss()%3C/script%3E',
];
const PAYLOADS = OUT.flatMap((out) => DO.map((act) => out + act)).filter((p) => p.length <= 60);

// What a payload does when it runs, and whether anything on the page could run it later.
const watch = () => { window.xss = () => { document.documentElement.dataset.hit = 'ran'; }; };
const look = () => {
	const bad = [];
	if (document.documentElement.dataset.hit) bad.push('ran');
	for (const e of document.querySelectorAll('*')) {
		for (const a of e.attributes)
			if (/^on/i.test(a.name) || /^\s*javascript:/i.test(a.value) && /^(href|src|action|formaction|data)$/i.test(a.name)) bad.push(e.outerHTML.slice(0, 150));
		if (/^(iframe|object|embed|base|template|style|math|video|audio)$/i.test(e.tagName) || (e.tagName === 'SCRIPT' && !e.src) ||
			(e.tagName === 'META' && /refresh/i.test(e.httpEquiv) && /url=\/x/.test(e.content))) bad.push(e.outerHTML.slice(0, 150));
	}
	return bad;
};

async function clean(page, about) {
	const bad = await page.evaluate(look);
	must(bad.length === 0, `markup of ${about} came through`, page.url(), bad.slice(0, 5));
}

// As many payloads as fit, joined: one page shows many.
function joined(most) {
	const list = [''];
	for (const p of PAYLOADS) {
		if ((list.at(-1) + p).length > most) list.push('');
		list[list.length - 1] += p;
	}
	return list;
}

const post = (page, path, fields) => page.evaluate(async ([to, body]) => {
	const answer = await fetch(to, { method: 'POST', body: new URLSearchParams(body), redirect: 'manual' });
	return answer.type === 'opaqueredirect' ? 303 : answer.status;
}, [path, fields]);

const tokenOf = (page, action) => page.inputValue(`form[action="${action}"] input[name=csrf]`);

// Each payload stands once in each short field of the settings and is seen on every page that shows it.
async function settings(page, server) {
	await page.goto(server.url + '/me');
	const csrf = await tokenOf(page, '/me');
	await page.goto(server.url + '/checkin');
	const first = await page.locator('ul.doors a').nth(1).getAttribute('href');
	const short = joined(60), small = PAYLOADS.filter((p) => p.length <= 24);
	for (let i = 0; i < short.length; i++) {
		const at = (n) => short[(i + n) % short.length];
		const fields = { csrf, name: at(0), close_to: at(1), words_self: at(2), words_event: at(3), exit: '0',
			notebook: small[i % small.length], country: 'DE' };
		const status = await post(page, '/me', fields);
		must(status === 303, 'the settings are kept', status, fields);
		await page.goto(server.url + '/me');
		if (!/[\t\u2028]/.test(at(1))) must((await page.inputValue('#close_to')) === at(1).trim(), 'as typed', at(1));
		await clean(page, at(0));
		await page.goto(server.url + (i % 2 ? '/today' : first));
		await clean(page, at(0) + at(1));
	}
}

async function longFields(page, server) {
	await page.goto(server.url + '/checkin');
	const day = (await page.locator('ul.doors a').first().getAttribute('href')).split('/')[2];
	let path;
	for (const step of [7, 6, 5]) {
		path = `/checkin/${day}/${step}`;
		if ((await page.goto(server.url + path)).status() === 200) break;
	}
	const csrf = await tokenOf(page, path);
	for (const good of joined(480)) {
		must((await post(page, path, { csrf, good })) === 303, 'the moment is kept', good);
		for (const to of [`/checkin/${day}`, path, '/checkin', '/today']) {
			await page.goto(server.url + to);
			await clean(page, good);
		}
		must((await post(page, `/draft?for=${path}`, { csrf, good })) === 204, 'the draft is kept', good);
		for (const to of ['/today', path + '?draft=1']) {
			await page.goto(server.url + to);
			await clean(page, 'a draft: ' + good);
		}
		// With a token that is none the page hands the words back.
		await page.evaluate((words) => {
			const form = document.querySelector('form[data-draft]');
			form.elements.csrf.value = '0'.repeat(32);
			form.elements.good.removeAttribute('maxlength');
			form.elements.good.value = words;
		}, good);
		await Promise.all([page.waitForEvent('domcontentloaded'), page.getByRole('button', { name: 'Keep it', exact: true }).click()]);
		must(await page.getByText('Your words').count(), 'the words are handed back', page.url());
		await clean(page, 'words handed back: ' + good);
	}
}

// What comes back before anybody is signed in: names, codes, addresses.
async function outside(page, server) {
	for (let i = 0; i < PAYLOADS.length; i += 5) {
		const path = ['/sign-in', '/sign-up', '/recover'][i % 3];
		await page.goto(server.url + path);
		await page.fill(path === '/recover' ? '#code' : '#name', PAYLOADS[i]);
		await Promise.all([page.waitForEvent('domcontentloaded'), page.locator('main form button').first().click()]);
		await clean(page, PAYLOADS[i]);
	}
	for (const list of joined(900)) {
		const ask = encodeURIComponent(list);
		for (const path of [`/help?c=${ask}&need=${ask}`, `/${ask}`, `/sign-in?kept=${ask}`]) {
			await page.goto(server.url + path);
			await clean(page, path);
		}
	}
}

export default async function () {
	const browser = await openChromium();
	await withServer(async (server) => {
		const open = async () => {
			const here = await device(browser, server, { bypassCSP: true });
			await here.context.addInitScript(watch);
			here.page.on('dialog', (d) => d.dismiss());
			return here;
		};
		await test(`control: the payloads do run where nothing escapes them (${PAYLOADS.length} payloads)`, async () => {
			const here = await open();
			let ran = 0;
			await here.page.goto(server.url + '/sign-in');
			for (const p of PAYLOADS.slice(0, 40)) {
				await here.page.evaluate((html) => {
					delete document.documentElement.dataset.hit;
					document.open();
					document.write('<!doctype html><title>x</title><p>' + html);
					document.close();
				}, p).catch(() => {});
				if ((await here.page.evaluate(look).catch(() => ['gone'])).length) ran++;
			}
			must(ran >= 25 && PAYLOADS.length >= 200, 'payloads that do nothing prove nothing', ran, PAYLOADS.length);
			await here.close();
		});
		const here = await open();
		await signUp(here.page, server, 'Mira');
		await begin(here.page, server);
		await test(`${PAYLOADS.length} payloads in every setting: shown as text`, () => settings(here.page, server));
		await test(`${PAYLOADS.length} payloads in moments, drafts and words handed back: shown as text`, () => longFields(here.page, server));
		await here.close();
		const visitor = await open();
		await test('payloads in names, codes and addresses: shown as text', () => outside(visitor.page, server));
		await visitor.close();
	});
	await browser.close();
}
