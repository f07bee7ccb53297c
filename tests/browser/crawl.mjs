// Every page that a link leads to, for a visitor and for somebody signed in.
import { must, pathOf } from './lib.mjs';

const ROOM_MAX = 150; // pages of one room: far more than any has, so a link there makes addresses without end

// One of each kind is enough where only the country, a day or a note differs.
function kindOf(url) {
	const days = url.pathname.replace(/\/\d{4,6}(?=\/|$)/, '/DAY')
		.replace(/^(\/incident(?:\/trigger)?|\/remind|\/selfcare\/(?:book|person)|\/treatment)\/[0-9a-f]{32}/, '$1/ID')
		.replace(/^(\/treatment\/ID\/visit)\/[0-9a-f]{32}/, '$1/ID')
		.replace(/^(\/talk\/\w+\/(?:cards|reply))\/(?:own-)?\d+/, (all, talk) => (/cards\/1$/.test(all) ? all : `${talk}/N`))
		.replace(/^(\/talk\/\w+\/tried)\/[0-9a-f]{32}/, '$1/ID')
		// Of the measures: one that is answered and drawn, one that is begun, one that is typed in.
		.replace(/^(\/measure)\/(?!pcl5|phq4|gad7|isi)\w+/, '$1/OTHER').replace(/^(\/measure\/\w+)\/r\/[0-9a-f]{32}/, '$1/r/ID')
		.replace(/^(\/measure\/\w+\/q)\/\d+/, '$1/N');
	const query = new URLSearchParams(url.search);
	if (query.has('row')) query.set('row', 'ROW');
	if (query.has('c')) query.set('c', 'XX');
	if (query.has('to') && days === '/incident') query.set('to', 'MONTH');
	return `${days}?${query}`;
}

// visit(page, response, html) is called on every page, with the page open.
// Links to the pages of `known` are not followed.
export async function crawl(page, server, from, known, visit) {
	const todo = from.map((path) => new URL(path, server.url));
	const seen = new Set([...todo, ...known.map((path) => new URL(path, server.url))].map(kindOf));
	const visited = [];
	while (todo.length) {
		const url = todo.shift();
		const response = await page.goto(url.href);
		if (!/^text\/html/.test(response.headers()['content-type'])) continue; // a feed
		const html = await response.text();
		const path = pathOf(page) + new URL(page.url()).search;
		if (visited.includes(path)) continue;
		visited.push(path);
		const [, room] = path.split(/[/?]/), ofRoom = visited.filter((p) => p.split(/[/?]/)[1] === room);
		must(ofRoom.length <= ROOM_MAX, `/${room} has more than ${ROOM_MAX} pages: kindOf() has to know which are of one kind`, ofRoom.slice(-5));
		await visit(page, response, html, path);
		for (const [, to] of html.matchAll(/<a [^>]*?href="([^"#]+)/g)) {
			const next = new URL(to.replaceAll('&amp;', '&'), url);
			if (next.origin !== server.url || next.pathname.endsWith('.ics') || seen.has(kindOf(next))) continue;
			seen.add(kindOf(next));
			todo.push(next);
		}
	}
	return visited;
}
