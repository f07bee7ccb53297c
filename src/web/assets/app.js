// Smooths what works without it: Leave, drafts, the lock after a quiet time, copying, keeping Help
// now on this device. No markup is ever made from text.
'use strict';
(() => {
	const { body, documentElement: root } = document;
	const forms = [...document.querySelectorAll('form[data-draft]')];
	const fields = (form) => new URLSearchParams(new FormData(form)).toString();
	const make = (name, className = '') => Object.assign(document.createElement(name), { className });
	const status = (className) => Object.assign(make('p', className), { role: 'status' });
	const wait = (ms) => new Promise((done) => setTimeout(done, ms));

	root.classList.add('js');

	// One quiet line above the bar. It is there from the start, so that it is read out.
	const line = status('note tell');
	body.append(line);
	const tell = (words, ...more) => line.replaceChildren(words, ...more);

	// Drafts: what was typed is kept on the server, sealed, every ten seconds and when the page goes.
	const kept = new Map();
	const save = async (form) => {
		const now = fields(form);
		if (kept.get(form) === now) return;
		const { ok } = await fetch('/draft?for=' + new URL(form.action).pathname, {
			method: 'POST', body: new URLSearchParams(now), keepalive: true,
		});
		if (!ok) return;
		kept.set(form, now);
		form.lastChild.textContent = 'Kept. You can go on later.';
	};
	const saveAll = () => Promise.allSettled(forms.map(save));
	for (const form of forms) {
		form.append(status('small soft'));
		kept.set(form, fields(form));
		form.addEventListener('submit', () => kept.set(form, fields(form)));
	}
	if (forms.length) setInterval(saveAll, 10000);

	// Leave: the page is dark before the finger is up; then the browser's own form is sent.
	const leave = document.querySelector('form.leave');
	let left = false;
	const go = async () => {
		if (left) return;
		left = true;
		root.hidden = true;
		if (forms.length) await Promise.race([saveAll(), wait(300)]);
		leave.submit();
	};
	leave.addEventListener('pointerdown', (e) => { if (e.button === 0) go(); });
	leave.addEventListener('submit', (e) => { e.preventDefault(); go(); });
	let presses = [];
	addEventListener('keydown', (e) => {
		if (e.repeat) return;
		if (e.key !== 'Shift') presses = [];
		else presses = [...presses.filter((t) => e.timeStamp - t < 5000), e.timeStamp];
		if (presses.length > 2) go();
	});

	// Nothing is left for the Back button.
	addEventListener('pagehide', () => {
		if (!left) saveAll();
		root.hidden = true;
		body.replaceChildren();
	});
	addEventListener('pageshow', (e) => { if (e.persisted) location.reload(); });

	// The lock: one line, a minute before. No countdown.
	const idle = +body.dataset.idle;
	let timers = [];
	const watch = () => {
		timers.forEach(clearTimeout);
		tell('');
		timers = [
			setTimeout(warn, (idle - 60) * 1000),
			setTimeout(async () => { await Promise.race([saveAll(), wait(2000)]); location.replace('/lock'); }, idle * 1000),
		];
	};
	const warn = () => {
		const stay = make('a');
		stay.href = location.href;
		stay.textContent = 'Stay';
		if (forms.length) stay.addEventListener('click', async (e) => {
			e.preventDefault();
			if ((await fetch('/today')).ok) watch();
		});
		tell('This locks in a minute. What you wrote is kept. ', stay);
	};
	if (idle) watch();

	addEventListener('click', (e) => {
		const at = (name) => e.target.closest(`[data-${name}]`);
		if (at('keep')) keep(at('keep').dataset.keep);
		if (at('let-go')) letGo();
		if (at('print')) print();
	});

	// A button to copy stands under each sentence that is there to be said.
	for (const said of document.querySelectorAll('[data-copy]')) {
		const words = said.textContent.slice(1, -1);
		const copy = Object.assign(make('button', 'quiet'), { textContent: 'Copy', ariaLabel: 'Copy: ' + words });
		const row = said.nextElementSibling || make('p');
		row.className = 'btns';
		row.prepend(copy);
		said.after(row);
		copy.onclick = () => navigator.clipboard.writeText(words).then(() => tell('Copied'));
	}

	// Help now on this device, only when asked for.
	let policy;
	const only = { createScriptURL: (u) => {
		if (!/^\/sw\.js\?c=[A-Z]{0,2}$/.test(u)) throw new TypeError(u);
		return u;
	} };
	const keep = async (country) => {
		policy ||= self.trustedTypes ? trustedTypes.createPolicy('rejoin', only) : only;
		await navigator.serviceWorker.register(policy.createScriptURL('/sw.js?c=' + country));
		await navigator.serviceWorker.ready;
		tell('Kept. It opens without a signal.');
	};
	const letGo = async () => {
		for (const r of await navigator.serviceWorker.getRegistrations()) await r.unregister();
		for (const name of await caches.keys()) await caches.delete(name);
		tell('No longer kept here.');
	};
})();
