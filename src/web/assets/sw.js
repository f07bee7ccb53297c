// Help now without a signal. Installed only when a person asks for it, keeps only public pages and
// the files they load, fetched without a cookie. Every other request goes past it untouched.
'use strict';
const FILES = ['@CSS@', '@JS@', '@ICON@'];
const NAME = FILES.join();

// From the first page on, every help page that a link of a kept page leads to.
const COUNTRY = new URL(location).searchParams.get('c');
const withCountry = (a) => COUNTRY ? a + (a.includes('?') ? '&' : '?') + 'c=' + COUNTRY : a;
const keepPages = async (cache) => {
	const todo = ['/help'];
	for (let i = 0; i < todo.length && i < 120; i++) {
		const answer = await fetch(withCountry(todo[i]), { credentials: 'omit' });
		if (!answer.ok || answer.redirected) continue;
		const text = await answer.clone().text();
		await cache.put(todo[i], answer);
		for (const [, link] of text.matchAll(/href="(\/help[^"#]*)/g)) {
			const address = link.replaceAll('&amp;', '&');
			if (!/[?&]c=/.test(address) && !todo.includes(address)) todo.push(address);
		}
	}
};

// Without a signal a number before or after is not asked for; the steps are there all the same.
const fromForm = async (request) => {
	const sent = await request.formData();
	const after = sent.get('felt') === 'worse' ? '/help/call' : '/help/two-minutes';
	return caches.match(sent.has('before') && !sent.has('after') ? request.url : after);
};

const blank = () => new Response('<!doctype html><html lang="en"><title>Page</title>', {
	headers: { 'Content-Type': 'text/html' },
});

const fromKept = async (request) => {
	const cache = await caches.open(NAME);
	return (await cache.match(request)) || (await cache.match(request, { ignoreSearch: true })) || cache.match('/help');
};

addEventListener('install', (e) => e.waitUntil((async () => {
	const cache = await caches.open(NAME);
	await cache.addAll(FILES);
	await keepPages(cache);
	await self.skipWaiting();
})()));

addEventListener('activate', (e) => e.waitUntil((async () => {
	for (const name of await caches.keys()) if (name !== NAME) await caches.delete(name);
})()));

addEventListener('fetch', (e) => {
	const { request } = e;
	const { origin, pathname } = new URL(request.url);
	if (origin !== location.origin) return;
	if (request.method === 'POST' && pathname === '/leave')
		e.respondWith(fetch(request).catch(blank));
	else if (request.method === 'POST' && pathname.startsWith('/help/ground/'))
		e.respondWith(fetch(request.clone()).catch(() => fromForm(request)));
	else if (request.method === 'GET' && (/^\/help\b/.test(pathname) || FILES.includes(pathname)))
		e.respondWith(fetch(request).catch(() => fromKept(request)));
});
