// Help now without a signal. Installed only when a person asks for it, keeps only public pages and
// the files they load, fetched without a cookie. Every other request goes past it untouched.
'use strict';
const NAME = 'help-@CSS@-@JS@';
const FILES = ['@CSS@', '@JS@', '@ICON@'];
const PAGES_MAX = 120;
const isHelp = (path) => path === '/help' || path.startsWith('/help/');

// From the first page on, every help page that a link of a kept page leads to.
const keepPages = async (cache) => {
	const todo = ['/help'];
	for (let i = 0; i < todo.length && i < PAGES_MAX; i++) {
		const answer = await fetch(todo[i], { credentials: 'omit' });
		if (!answer.ok || answer.redirected) continue;
		const text = await answer.clone().text();
		await cache.put(todo[i], answer);
		for (const [, link] of text.matchAll(/href="(\/help[^"#]*)/g)) {
			const address = link.replaceAll('&amp;', '&');
			if (!/[?&]c=/.test(address) && !todo.includes(address)) todo.push(address);
		}
	}
};

const blank = () => new Response('<!doctype html><html lang="en"><title>Page</title></html>', {
	headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
});

const fromKept = async (request) => {
	const cache = await caches.open(NAME);
	return (await cache.match(request)) || (await cache.match(request, { ignoreSearch: true })) ||
		(await cache.match('/help')) || Response.error();
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
	else if (request.method === 'GET' && (isHelp(pathname) || FILES.includes(pathname)))
		e.respondWith(fetch(request).catch(() => fromKept(request)));
});
