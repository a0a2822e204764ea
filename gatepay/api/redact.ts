/** What stands where a secret stood. */
const MASK = '••••';

/** A signature of GatePay's scheme. A transaction hash may look the same: fields that hold data keep theirs. */
const SIGNATURE = /(?<![\da-f])[\da-f]{128}(?![\da-f])/gi;

/** What is shorter may be part of a word or a number by chance, so it counts only where it stands alone. */
const LONG = 12;

/** GatePay's answers have four levels; without an end the stack could overflow. */
const DEEPEST = 100;

/** Fields that hold codes and passwords, in both of GatePay's spellings. */
const MASKED_FIELD = /^(?:email_?code|fund_?pass|sms_?code|totp_?code)$/i;

/** The last word in the names of the fields that GatePay documents to hold data. */
const DATA_FIELD =
	/^(?:id|uid|no|amount|balance|available|hold|total|currency|currencies|status|time|hash|address|chain|channel|type|style|payer|symbol|percent|fix|page)$/i;

/** How data looks. Words for people are searched whatever their field is called. */
const DATA = /^(?:[\w.,:+-]*|\d{4}-\d\d-\d\d [\d:.]+)$/;

/**
 * Makes a function that masks secrets and signatures in a text or in an answer's data, however JSON, addresses and HTML
 * write them. All else comes out as it came; what holds none is handed back without a copy. Never throws.
 *
 * @param secrets masked wherever they are; one of fewer than 12 characters is taken for a code
 * @param codes   an item's codes and passwords, masked in texts only: somebody's amount or ID may be the same
 */
export function redactor(secrets: readonly string[], codes: readonly string[] = []): <T>(value: T) => T {
	const everywhere = formsOf(secrets).filter(({ length }) => length >= LONG);
	const inTexts = formsOf([...secrets, ...codes]);

	const redact = (value: unknown, field: string, depth: number): unknown => {
		if (MASKED_FIELD.test(field) && value !== null && value !== '') return MASK;
		if (typeof value === 'string') return mask(value, isData(field, value) ? everywhere : inTexts);
		if (typeof value === 'number') return redact(`${value}`, field, depth) === `${value}` ? value : MASK;
		if (typeof value !== 'object' || value === null) return value;
		if (depth === DEEPEST) return MASK;
		const isList = Array.isArray(value);
		const fields = Object.entries(value);
		const left = fields.map(([name, inner]): [string, unknown] => [
			isList ? name : mask(name, everywhere),
			redact(inner, isList ? field : name, depth + 1),
		]);
		const isSame = ([name, inner]: [string, unknown], index: number) =>
			name === fields[index]?.[0] && Object.is(inner, fields[index]?.[1]);
		if (left.every(isSame)) return value;
		return isList ? left.map(([, inner]) => inner) : Object.fromEntries(left);
	};
	const mask = (text: string, forms: readonly string[]) => masked(text, forms, forms === inTexts);
	return <T>(value: T) => redact(value, '', 0) as T;
}

function isData(field: string, text: string): boolean {
	// What a notification's signature covers is of no use with a character changed.
	if (field === 'rawBody') return true;
	const [lastWord = ''] = /[A-Z]*[a-z]*$/.exec(field) ?? [];
	return (field === 'code' || DATA_FIELD.test(lastWord)) && DATA.test(text);
}

/** As they were typed, without the spaces around them, and as they are read where they look escaped themselves. */
function formsOf(secrets: readonly string[]): string[] {
	const texts = secrets.flatMap((secret) => [secret, secret.trim()]).flatMap(writingsOf);
	const forms = new Set(texts.flatMap(layersOf).map(({ text }) => text));
	return [...forms].filter((form) => form.trim() !== '');
}

/** In each layer all kinds of escapes are read at once: what looks like one in a secret is read with those around it. */
function writingsOf(secret: string): string[] {
	const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
	const inHtml = secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
	return [secret, inJson(secret), inJson(inJson(secret)), inHtml];
}

function masked(text: string, forms: readonly string[], withSignatures: boolean): string {
	// Nearly every text holds none, and this costs a tenth of a closer look.
	if (!/[\\%&+]/.test(text) && text.length < 128 && !forms.some((form) => text.includes(form))) return text;
	const places = layersOf(text).flatMap(({ text: layer, at }) => {
		const found = forms.flatMap((form) => placesOf(form, layer));
		if (withSignatures) for (const { index } of layer.matchAll(SIGNATURE)) found.push([index, index + 128]);
		return found.map(([from, to]) => [at?.[from] ?? from, at?.[to] ?? to] as const);
	});
	let left = '';
	let end = 0;
	for (const [from, to] of places.sort(([one], [other]) => one - other)) {
		if (from >= end) left += text.slice(end, from) + MASK;
		end = Math.max(end, to);
	}
	return left + text.slice(end);
}

function placesOf(form: string, text: string): Array<[from: number, to: number]> {
	const places: Array<[number, number]> = [];
	for (let from = text.indexOf(form); from !== -1; from = text.indexOf(form, from + 1)) {
		const to = from + form.length;
		if (form.length >= LONG || standsAlone(text, from, to)) places.push([from, to]);
	}
	return places;
}

/** Not in the middle of a word, an ID or a decimal. Scripts without spaces may stand right beside a code. */
function standsAlone(text: string, from: number, to: number): boolean {
	const [before, behind] = [text.slice(Math.max(0, from - 2), from + 1), text.slice(to - 1, to + 2)];
	return !/(?:[a-z\d]|\d[._])[a-z\d]$/i.test(before) && !/^[a-z\d](?:[a-z\d]|[._]\d)/i.test(behind);
}

/** A text with some layers of escapes read; `at` says where in the text as it came each character, and the end, is. */
interface Layer {
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
function layersOf(text: string): Layer[] {
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
