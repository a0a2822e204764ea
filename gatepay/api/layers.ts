/** A text with some layers of escapes read; `at` says where in the text as it came each character, and the end, is. */
export interface Layer {
	text: string;
	at?: readonly number[];
}

/** JSON in JSON in an address makes three; endless nesting must not cost endless time. */
const MOST_LAYERS = 6;

/** A character as JSON inside a text, an address or HTML writes it, or as it is. */
const CHARACTER =
	/\\(?:u[\da-f]{4}|x[\da-f]{2}|[^])|%[0-7][\da-f]|%[c-f][\da-f](?:%[89ab][\da-f])+|&(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos);|[^]/gi;

const NAMED = new Map([
	...Object.entries({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }),
	...Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }),
]);

/**
 * A text as it came, then with its escapes read, then with those read that came to light, and so on. A plus is a space
 * in an address, so in every layer each plus is a space.
 */
export function layersOf(text: string): Layer[] {
	const layers: Layer[] = [{ text: spaced(text) }];
	for (const { text: written, at } of layers) {
		if (layers.length === MOST_LAYERS || !/[\\%&]/.test(written)) break;
		const began: number[] = [];
		const read = written.replace(CHARACTER, (unit, offset: number) => {
			const character = unit.length === 1 ? unit : characterOf(unit);
			for (let half = 0; half < character.length; half++) began.push(at?.[offset] ?? offset);
			return character;
		});
		if (read === written) break;
		began.push(text.length);
		layers.push({ text: spaced(read), at: began });
	}
	return layers;
}

function spaced(text: string): string {
	return text.replaceAll('+', ' ');
}

function characterOf(escape: string): string {
	try {
		if (escape.startsWith('%')) return decodeURIComponent(escape);
		const [, hex, decimal] = /^(?:\\[ux]|&#x)([\da-f]+)|^&#(\d+)/i.exec(escape) ?? [];
		if (hex || decimal) return String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal));
		const name = escape.replace(/^[\\&]|;$/g, '');
		return NAMED.get(name) ?? name;
	} catch {
		return escape; // no character has these bytes, or this number
	}
}
