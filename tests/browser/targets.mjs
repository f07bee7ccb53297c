// What a finger can hit: a link or a button outside of running text is TARGET high, or has that much room to itself.
export const TARGET = 44;

const found = (least) => {
	const text = (node) => node.textContent.replace(/\s+/g, ' ').trim();
	// In a sentence a link is as high as its line.
	const inSentence = (a) => {
		const around = a.closest('p, li, td, th, caption, figcaption, blockquote, legend, summary');
		if (!around || getComputedStyle(a).display !== 'inline') return false;
		const links = [...around.querySelectorAll('a, button, select')].filter((x) => !x.querySelector('a'));
		return text(around).length > links.reduce((n, x) => n + text(x).length + 1, 0);
	};
	const shown = [...document.querySelectorAll('a[href], button, summary, select, label.opt, input:not([type=hidden], [type=radio], [type=checkbox]), textarea')]
		.filter((x) => x.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && x.getClientRects().length)
		.map((x) => ({ x, box: x.getBoundingClientRect() }))
		.filter(({ box }) => box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0);
	const fixed = (x) => { for (; x; x = x.parentElement) if (/fixed|sticky/.test(getComputedStyle(x).position)) return true; return false; };
	const grown = (b) => {
		const [w, h] = [Math.max(0, least - b.width) / 2, Math.max(0, least - b.height) / 2];
		return { left: b.left - w, right: b.right + w, top: b.top - h, bottom: b.bottom + h };
	};
	const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
	return shown.filter(({ x, box }) => box.height < least - 0.5 && !inSentence(x)
		&& shown.some((o) => o.x !== x && !o.x.contains(x) && !x.contains(o.x) && fixed(o.x) === fixed(x) && !inSentence(o.x) && meet(grown(box), grown(o.box))))
		.map(({ x, box }) => `${x.localName}${x.className ? '.' + x.className : ''} "${text(x).slice(0, 40)}" is ${Math.round(box.height)} px high`);
};

export const smallTargets = (page) => page.evaluate(found, TARGET);
