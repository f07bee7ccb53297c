// The same small job with Express and SQLite, in plain text: the last eight days, and one more check-in.
// PEER_DATABASE names the file; the first line printed is the port.
import express from 'express';
import Database from 'better-sqlite3';

const base = new Database(process.env.PEER_DATABASE);
base.pragma('journal_mode = WAL');
base.pragma('synchronous = FULL');
const person = base.prepare('SELECT person, csrf FROM session WHERE token = ?');
const days = base.prepare('SELECT day, close, load, did, sleep, good FROM checkin WHERE person = ? ORDER BY day DESC LIMIT 8');
const keep = base.prepare(`INSERT INTO checkin (person, day, close) VALUES (?, ?, ?)
  ON CONFLICT (person, day) DO UPDATE SET close = excluded.close`);

const safe = (text) => String(text ?? '').replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const page = (rows, csrf) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Days</title></head><body>
<h1>Your last days</h1><ul>${rows.map((r) => `<li><b>${safe(r.day)}</b> close ${safe(r.close)}, load ${safe(r.load)}, ${safe(r.did)}, sleep ${safe(r.sleep)}. ${safe(r.good)}</li>`).join('\n')}</ul>
<form method="post" action="/checkin"><input type="hidden" name="csrf" value="${safe(csrf)}"><input name="day"><input name="v"><button>Keep it</button></form></body></html>`;

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.use(express.urlencoded({ extended: false }));
app.use((request, response, next) => {
	const token = /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? '');
	request.person = token && person.get(token[1]);
	if (!request.person)
		return response.sendStatus(401);
	next();
});
app.get('/days', (request, response) => response.send(page(days.all(request.person.person), request.person.csrf)));
app.post('/checkin', (request, response) => {
	if (request.body.csrf !== request.person.csrf || !/^\d{4}-\d\d-\d\d$/.test(request.body.day) || !/^[1-5]$/.test(request.body.v))
		return response.sendStatus(400);
	keep.run(request.person.person, request.body.day, Number(request.body.v));
	response.redirect(303, '/days');
});
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
