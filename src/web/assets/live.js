// What is now between two linked people: looked at again when the stream speaks, and when its time comes.
// Stands beside its place, on pages of two only. The browser reads the piece as a document, so no markup goes
// through a string.
'use strict';
(() => {
	const live = document.querySelector('[data-live]');
	let due;
	const plan = () => {
		const ms = live.firstElementChild.dataset.next * 1000;
		clearTimeout(due);
		if (ms) due = setTimeout(look, ms + 500);
	};
	const look = () => {
		const ask = new XMLHttpRequest();
		ask.open('GET', '/signal/now');
		ask.responseType = 'document';
		ask.onload = () => {
			const now = ask.response?.querySelector('[data-next]');
			if (!now) return; // signed out meanwhile
			if (!now.isEqualNode(live.firstElementChild)) live.replaceChildren(now);
			plan();
		};
		ask.send();
	};
	const stream = new EventSource('/signal/stream');
	stream.onopen = stream.onmessage = look;
	plan();
})();
