// Smooths what works without it: Leave, drafts, the lock after a quiet time, copying, keeping Help
// now on this device. No markup is ever made from text.
'use strict';
(() => {
	const root = document.documentElement;
	const forms = [...document.querySelectorAll('form[data-draft]')];
	const fields = (form) => new URLSearchParams(new FormData(form)).toString();
	const wait = (ms) => new Promise((done) => setTimeout(done, ms));

	root.classList.add('js');

	// One quiet line above the bar. It is there from the start, so that it is read out.
	const line = document.createElement('p');
	line.className = 'note tell';
	line.setAttribute('role', 'status');
	document.body.append(line);
	const tell = (words, ...more) => line.replaceChildren(words, ...more);

	// Drafts: what was typed is kept on the server, sealed, every ten seconds and when the page goes.
	const kept = new Map();
	const save = async (form) => {
		const now = fields(form);
		if (kept.get(form).words === now || form.dataset.sent) return;
		const path = new URL(form.action).pathname;
		const answer = await fetch('/draft?for=' + encodeURIComponent(path), {
			method: 'POST', body: new URLSearchParams(now), keepalive: now.length < 60000,
		});
		if (!answer.ok) return;
		kept.get(form).words = now;
		kept.get(form).said.textContent = 'Kept. You can go on later.';
	};
	const saveAll = () => Promise.allSettled(forms.map(save));
	for (const form of forms) {
		const said = document.createElement('p');
		said.className = 'small soft';
		said.setAttribute('role', 'status');
		form.append(said);
		kept.set(form, { words: fields(form), said });
		form.addEventListener('submit', () => { form.dataset.sent = '1'; });
	}
	if (forms.length) setInterval(saveAll, 10000);

	// Leave: the page is dark before the finger is up; then the browser's own form is sent.
	const leave = document.querySelector('form.leave');
	let left = false;
	const go = async () => {
		if (left) return;
		left = true;
		root.hidden = true;
		document.title = '';
		if (forms.length) await Promise.race([saveAll(), wait(300)]);
		leave.submit();
	};
	leave.addEventListener('pointerdown', (e) => { if (e.button === 0) go(); });
	leave.addEventListener('submit', (e) => { e.preventDefault(); go(); });
	let presses = [];
	addEventListener('keydown', (e) => {
		if (e.key !== 'Shift') { presses = []; return; }
		if (e.repeat) return;
		presses = presses.filter((t) => e.timeStamp - t < 5000).concat(e.timeStamp);
		if (presses.length > 2) go();
	});

	// Nothing is left for the Back button.
	addEventListener('pagehide', () => {
		if (!left) saveAll();
		root.hidden = true;
		document.body.replaceChildren();
	});
	addEventListener('pageshow', (e) => { if (e.persisted) location.reload(); });

	// The lock: one line, a minute before. No countdown.
	const idle = Number(document.body.dataset.idle);
	let timers = [];
	const watch = () => {
		timers.forEach(clearTimeout);
		tell('');
		timers = [
			setTimeout(warn, Math.max(idle - 60, 5) * 1000),
			setTimeout(async () => { await Promise.race([saveAll(), wait(2000)]); location.replace('/lock'); }, idle * 1000),
		];
	};
	const warn = () => {
		const stay = document.createElement('a');
		stay.href = location.href;
		stay.textContent = 'Stay';
		if (forms.length) stay.addEventListener('click', async (e) => {
			e.preventDefault();
			if ((await fetch('/today')).ok) watch();
		});
		tell('This locks in a minute. What you wrote is kept. ', stay);
	};
	if (idle) watch();

	addEventListener('click', async (e) => {
		const copy = e.target.closest('[data-copy]');
		if (copy) {
			await navigator.clipboard.writeText(copy.dataset.copy);
			copy.textContent = 'Copied';
			tell('Copied');
			setTimeout(() => tell(''), 4000);
		}
		if (e.target.closest('[data-keep]')) keep();
		if (e.target.closest('[data-let-go]')) letGo();
	});

	// Help now on this device, only when asked for.
	let policy;
	const keep = async () => {
		const only = { createScriptURL: (u) => { if (u !== '/sw.js') throw new TypeError(u); return u; } };
		policy ||= self.trustedTypes ? trustedTypes.createPolicy('rejoin', only) : only;
		await navigator.serviceWorker.register(policy.createScriptURL('/sw.js'));
		await navigator.serviceWorker.ready;
		tell('Kept. Help now opens on this device without a signal.');
	};
	const letGo = async () => {
		for (const r of await navigator.serviceWorker.getRegistrations()) await r.unregister();
		for (const name of await caches.keys()) await caches.delete(name);
		tell('Help now is no longer kept on this device.');
	};
})();
