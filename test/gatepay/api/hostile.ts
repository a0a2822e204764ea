/** Answers as an attacker or a broken proxy would send them, made from answers of GatePay's by chance. */

/** Chance that can be repeated: numbers from 0 up to but not including 1 (mulberry32). */
export function chanceOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** GatePay's documented answers about these two refunds and about others. */
export const ID_V1 = '156123911';
export const ID_V2 = '202508271923022';
export const PREPAY_V1 = '1647438500687506';
export const PREPAY_V2 = '35214673103159414';

const CREATED_V1 = `{"status":"SUCCESS","code":"000000","data":{"refundRequestId":"${ID_V1}","prepayId":"${PREPAY_V1}","orderAmount":"1.91","refundAmount":"0.8","channelId":""},"errorMessage":""}`;
const CREATED_V2 = `{"code":"000000","data":{"refundRequestId":"${ID_V2}","refundGateId":"1991045981847818240","prepayId":"${PREPAY_V2}","orderAmount":"10","refundAmount":"0.018","errMsg":"","orderCurrency":"USDT","payCurrency":"USDT","payAmount":"0.018"},"status":"SUCCESS","errorMessage":""}`;

export const REAL_ANSWERS: readonly string[] = [
	CREATED_V1,
	CREATED_V2,
	CREATED_V1.replace('"channelId":""', '"channelId":"","refundStatus":"SUCCESS"'),
	`{"status":"SUCCESS","code":null,"data":{"refundRequestId":"${ID_V2}","gateRefundId":1991045981847818240,"orderId":"${PREPAY_V2}","createTime":1756293562000,"requestAmount":"0.01800000","requestCurrency":"USDT","status":"PROCESS","refund_style":1,"refund_fail_reason":null,"refundDetails":[{"amount":"0.018","chain":null}]}}`,
	CREATED_V1.replace(ID_V1, '156123912'),
	CREATED_V2.replace(ID_V2, '202508271923023'),
	CREATED_V2.replace('"errMsg":""', '"errMsg":"not now"'),
	'{"status":"FAIL","code":"400304","label":"","errorMessage":"refund not exist","data":null}',
	'{"status":"FAIL","code":"400003","label":"TIMESTAMP_EXPIRED","errorMessage":"Timestamp expired"}',
	'{"status":"FAIL","code":"400608","errorMessage":"amount"}',
	'{"status":"FAIL","code":"300000","errorMessage":"system busy"}',
	`{"status":"SUCCESS","code":"00000","data":{"bizData":{"prepayId":"${PREPAY_V2}","merchantTradeNo":"shop-1001","orderAmount":"10.00000000","currency":"USDT","status":"PAID"}}}`,
	`{"status":"SUCCESS","code":"","data":{"prepayId":"${PREPAY_V1}","merchantTradeNo":"shop-1","orderAmount":1.91,"currency":"USDT","status":"PAID"}}`,
];

const STATUSES = [...Array<number>(10).fill(200), 201, 204, 301, 302, 400, 401, 403, 429, 500, 502, 503];

const WORDS: readonly unknown[] = [
	'success',
	'Success',
	'SUCCESS ',
	' SUCCESS',
	'SUCCESSS',
	'ЅUCCESS',
	'OK',
	'FAIL',
	'fail',
	true,
	200,
	['SUCCESS'],
	{ SUCCESS: true },
	null,
];

const NAMES = [
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'Status',
	'STATUS',
	'refundrequestid',
	'refund_request_id',
	'refundRequestId ',
	'data',
	'status',
	'',
];

const PROTO_SPELLINGS = ['__proto__', '\\u005f_proto__', '__pr\\u006fto__', '_\\u005Fproto\\u005f_'];

type Chance = () => number;

/** One hostile answer: an HTTP status and a text. */
export function hostileAnswer(chance: Chance): { status: number; text: string } {
	let text = pick(chance, REAL_ANSWERS);
	for (let changes = chance() < 0.6 ? 1 : 2; changes > 0; changes--) {
		text = pick(chance, CHANGES)(text, chance);
	}
	return { status: pick(chance, STATUSES), text };
}

type Change = (text: string, chance: Chance) => string;

const CHANGES: readonly Change[] = [
	(text) => text,
	truncated,
	bitFlipped,
	spliced,
	// Those that leave JSON behind weigh more: what is not JSON is soon found out.
	...Array<Change>(5).fill(withOneChanged(typeSwapped)),
	...Array<Change>(3).fill(withOneChanged(renamed)),
	...Array<Change>(2).fill(withAnotherStatus),
	...Array<Change>(2).fill(withPrototype),
	...Array<Change>(2).fill(unquoted),
	wrapped,
	surrounded,
	crossed,
	replaced,
];

function pick<T>(chance: Chance, from: readonly T[]): T {
	return from[Math.floor(chance() * from.length)] as T;
}

function placeIn(text: string, chance: Chance): number {
	return Math.floor(chance() * (text.length + 1));
}

function truncated(text: string, chance: Chance): string {
	const at = placeIn(text, chance);
	return chance() < 0.5 ? text.slice(0, at) : text.slice(at);
}

function bitFlipped(text: string, chance: Chance): string {
	const bytes = Buffer.from(text);
	for (let flips = 1 + Math.floor(chance() * 3); flips > 0 && bytes.length > 0; flips--) {
		const at = Math.floor(chance() * bytes.length);
		bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(chance() * 8));
	}
	return bytes.toString('utf8');
}

const PIECES = [
	'"',
	'\\',
	'{',
	'}',
	'[',
	']',
	',',
	':',
	'0',
	'-',
	'.',
	'e9',
	'\0',
	'\n',
	'\ufeff',
	'null',
	'""',
];

function spliced(text: string, chance: Chance): string {
	const at = placeIn(text, chance);
	return text.slice(0, at) + pick(chance, PIECES) + text.slice(at + Math.floor(chance() * 3));
}

/** What is swapped in where something else stood; functions, because some of it is large. */
const OTHERS: ReadonlyArray<() => unknown> = [
	() => null,
	() => true,
	() => 0,
	() => -1,
	() => 1e300,
	() => Number(ID_V1),
	() => Number(ID_V2),
	() => '',
	() => 'SUCCESS',
	() => ID_V1,
	() => ID_V2,
	() => [],
	() => [ID_V1],
	() => [ID_V2],
	() => ({}),
	() => ({ refundRequestId: ID_V2 }),
	() => ({ toString: ID_V1, valueOf: ID_V1 }),
	() => JSON.parse(CREATED_V2) as unknown,
	() => JSON.parse('{"__proto__":{"polluted":true,"refundRequestId":"1"}}') as unknown,
	() => '__proto__',
	() => '0.80',
	() => '１５６１２３９１１',
	() => `${ID_V1}\u0000`,
	() => nested(40),
	() => 'x'.repeat(2000),
];

function nested(levels: number): unknown {
	return levels === 0 ? 1 : levels % 2 ? [nested(levels - 1)] : { a: nested(levels - 1) };
}

/** Changes one object or list of the JSON, somewhere; a text that is no JSON stays. */
function withOneChanged(change: (container: Record<string, unknown>, chance: Chance) => void): Change {
	return (text, chance) => {
		const value = parsed(text);
		const containers = containersIn(value);
		if (containers.length === 0) return text;
		change(pick(chance, containers), chance);
		return JSON.stringify(value);
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function containersIn(value: unknown): Array<Record<string, unknown>> {
	if (typeof value !== 'object' || value === null) return [];
	return [value as Record<string, unknown>, ...Object.values(value).flatMap(containersIn)];
}

function define(container: object, name: string, value: unknown): void {
	Object.defineProperty(container, name, { value, enumerable: true, configurable: true, writable: true });
}

function typeSwapped(container: Record<string, unknown>, chance: Chance): void {
	const names = Object.keys(container);
	if (names.length > 0) define(container, pick(chance, names), pick(chance, OTHERS)());
}

function renamed(container: Record<string, unknown>, chance: Chance): void {
	const names = Object.keys(container);
	if (names.length === 0 || Array.isArray(container)) return;
	const name = pick(chance, names);
	const value = container[name];
	if (chance() < 0.7) Reflect.deleteProperty(container, name);
	define(container, pick(chance, NAMES), value);
}

function withAnotherStatus(text: string, chance: Chance): string {
	const value = parsed(text);
	if (typeof value !== 'object' || value === null) return text;
	define(value, 'status', pick(chance, WORDS));
	return JSON.stringify(value);
}

/** A second `__proto__`, in some spelling, behind one of the opening braces. */
function withPrototype(text: string, chance: Chance): string {
	const braces = [...text.matchAll(/\{/g)].map(({ index }) => index + 1);
	if (braces.length === 0) return text;
	const at = pick(chance, braces);
	const held = pick(chance, [CREATED_V1, CREATED_V2, '{"polluted":true}', '[]', 'null', `"${ID_V1}"`]);
	return `${text.slice(0, at)}"${pick(chance, PROTO_SPELLINGS)}":${held},${text.slice(at)}`;
}

function wrapped(text: string, chance: Chance): string {
	return pick(chance, [
		`[${text}]`,
		`{"data":${text}}`,
		`{"__proto__":${text}}`,
		`{"status":"SUCCESS","data":${text}}`,
		`{"status":"SUCCESS","data":[${text}]}`,
		JSON.stringify(text),
		`callback(${text})`,
		`)]}',\n${text}`,
	]);
}

/** Numbers where GatePay sends texts. */
function unquoted(text: string, chance: Chance): string {
	return text.replace(/"(\d[\d.]*)"/g, (quoted, digits: string) =>
		chance() < 0.5 ? `${digits}${pick(chance, ['', '', '.0', 'e0', '0'])}` : quoted,
	);
}

function surrounded(text: string, chance: Chance): string {
	return pick(chance, [
		`<html><body>${text}</body></html>`,
		`\ufeff${text}`,
		` \n${text}\n`,
		`${text}${text}`,
		`${text}\0`,
		`HTTP/1.1 200 OK\r\n\r\n${text}`,
		`event: ${text}`,
	]);
}

/** The beginning of one answer, the end of another, as when a proxy mixes up two connections. */
function crossed(text: string, chance: Chance): string {
	const other = pick(chance, REAL_ANSWERS);
	return text.slice(0, placeIn(text, chance)) + other.slice(placeIn(other, chance));
}

function replaced(_: string, chance: Chance): string {
	const noise = Array.from({ length: Math.floor(chance() * 60) }, () => Math.floor(chance() * 256));
	return pick(chance, [
		'',
		'null',
		'[]',
		'{}',
		'{"status":"SUCCESS"}',
		'{"status":"SUCCESS","data":null}',
		'{"status":"FAIL"}',
		`"${ID_V1}"`,
		ID_V1,
		'<html>502 Bad Gateway</html>',
		'SUCCESS',
		'['.repeat(5000),
		`${'{"data":'.repeat(500)}1${'}'.repeat(500)}`,
		'"\\ud800"',
		Buffer.from(noise).toString('latin1'),
		Buffer.from(noise).toString('utf8'),
	]);
}

/** An answer of a size that GatePay's never have, in every way in which it can be large. */
export function hugeAnswers(text: string): string[] {
	const withMore = (value: string) => `${text.slice(0, -1)},"x":${value}}`;
	return [
		withMore(`"${'x'.repeat(999_000)}"`),
		withMore(`"${'x'.repeat(1_000_000)}"`),
		withMore(`[${'1.10,'.repeat(50_000)}1]`),
		withMore('9'.repeat(500_000)),
		withMore(`"${'\\"'.repeat(400_000)}"`),
		withMore(`"${'\\u005f'.repeat(150_000)}"`),
		withMore('['.repeat(100_000) + ']'.repeat(100_000)),
		withMore('{"data":'.repeat(100_000) + '1' + '}'.repeat(100_000)),
		`${text}${' '.repeat(1_100_000)}`,
	];
}
