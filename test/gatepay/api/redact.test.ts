import fc from 'fast-check';

import { redactor } from '../../../gatepay/api/redact';
import { sign } from '../../../gatepay/api/signature';
import { runs } from '../runs';
import { anyText } from '../texts';

const SECRET = 'fake-secret-0123456789abcdef==';
const CODE = '123456';
const MASK = '••••';

describe('a secret', () => {
	const redact = redactor([SECRET]);

	it.each([
		['alone', SECRET, MASK],
		['in a sentence', `Invalid secret ${SECRET}.`, `Invalid secret ${MASK}.`],
		['glued to other text', `x${SECRET}y_${SECRET}1`, `x${MASK}y_${MASK}1`],
		['twice', `${SECRET}${SECRET}`, `${MASK}${MASK}`],
		['in quoted JSON', `body: {"secret":"${SECRET}"}`, `body: {"secret":"${MASK}"}`],
	])('is taken out of a text: %s', (_, text, redacted) => {
		expect(redact(text)).toBe(redacted);
	});

	it('is taken out of keys and values, lists and nested objects', () => {
		expect(
			redact({ a: [SECRET, { b: `“${SECRET}”`, [SECRET]: 1, [`${SECRET}-key`]: { c: [[SECRET]] } }] }),
		).toEqual({ a: [MASK, { b: `“${MASK}”`, [MASK]: 1, [`${MASK}-key`]: { c: [[MASK]] } }] });
	});

	it.each([
		['a quotation mark', 'fake-"quoted"-secret'],
		['a backslash', 'fake\\secret\\with-backslash'],
		['a line break', 'fake-secret\nof two lines'],
		['both', '"fake\\secret\\"of-both\\\\'],
	])('with %s is taken out as it is, and as it stands inside quoted JSON', (_, secret) => {
		const redactIt = redactor([secret]);
		expect(redactIt(`got ${secret}!`)).toBe(`got ${MASK}!`);
		expect(redactIt(JSON.stringify({ secret }))).toBe(`{"secret":"${MASK}"}`);
	});

	it.each(['fake.*secret+[a-z]?', '(fake|secret)-{2,}', '^fake-secret$', 'fake-$&-secret-$1'])(
		'is taken as it is written, not as a pattern: %s',
		(secret) => {
			const redactIt = redactor([secret]);
			expect(redactIt(`got ${secret}!`)).toBe(`got ${MASK}!`);
			expect(redactIt('fakeXXsecretttb, fake, secret, --, fake-secret')).toBe(
				'fakeXXsecretttb, fake, secret, --, fake-secret',
			);
		},
	);

	it('that is a number is taken out of numbers', () => {
		const redactIt = redactor(['1234567890123', CODE]);
		expect(redactIt({ a: 1234567890123, b: 123456, c: 1234567, d: -1.5, e: 0 })).toEqual({
			a: MASK,
			b: MASK,
			c: 1234567,
			d: -1.5,
			e: 0,
		});
	});

	it('of 12 characters counts anywhere, one of 11 only where it stands alone', () => {
		expect(redactor(['abcdefghijkl'])('xabcdefghijklx')).toBe(`x${MASK}x`);
		expect(redactor(['abcdefghijk'])('xabcdefghijkx abcdefghijk')).toBe(`xabcdefghijkx ${MASK}`);
	});

	it('of 4 characters counts, one of 3 cannot be told from an amount', () => {
		expect(redactor(['1234'])('code 1234')).toBe(`code ${MASK}`);
		expect(redactor(['123', '12', '1'])('code 123, 12, 1')).toBe('code 123, 12, 1');
	});

	it.each([
		['fake secret/of+an=application&', 'fake%20secret%2Fof%2Ban%3Dapplication%26'],
		['fäke-pässword-💸', 'f%C3%A4ke-p%C3%A4ssword-%F0%9F%92%B8'],
		['pä?s', 'p%C3%A4%3Fs'],
	])('is taken out as it stands in an address: %s', (secret, inAddress) => {
		const redactIt = redactor([secret]);
		expect(redactIt(`?pass=${inAddress}&next=1 and ${secret}`)).toBe(`?pass=${MASK}&next=1 and ${MASK}`);
	});

	it.each([
		['JSON of PHP', 'fake\\/secret+of=an&<app>'],
		['JSON of Go', 'fake/secret+of=an\\u0026\\u003capp\\u003e'],
		['JSON with capital digits', 'fake\\u002Fsecret+of\\u003Dan\\u0026<app>'],
		['an address with small digits', 'fake%2fsecret%2bof%3dan%26%3capp%3e'],
		['HTML', 'fake/secret+of=an&amp;&lt;app&gt;'],
		['HTML with numbers', 'fake&#47;secret&#x2B;of&#x3d;an&#38;&#60;app&#62;'],
	])('is taken out as %s has it', (_, written) => {
		expect(redactor(['fake/secret+of=an&<app>'])(`got ${written}!`)).toBe(`got ${MASK}!`);
	});

	it('is taken out with a plus for each blank, as forms are sent', () => {
		expect(redactor(['fake pass phrase'])('pass=fake+pass+phrase&next')).toBe(`pass=${MASK}&next`);
	});

	it('that was typed with blanks around it is taken out without them, too', () => {
		expect(redactor([' 839201 '])('code 839201, code  839201 .')).toBe(`code ${MASK}, code ${MASK}.`);
	});

	it('may be any text, broken pairs of code units included', () => {
		fc.assert(
			fc.property(anyText(20), (secret) => {
				fc.pre(secret.length >= 4 && !MASK.includes(secret));
				return redactor([secret])(`“${secret}”`) === `“${MASK}”`;
			}),
			runs(500),
		);
	});

	it('that is empty takes nothing out', () => {
		expect(redactor([''])('abc')).toBe('abc');
		expect(redactor(['', SECRET])(`a${SECRET}c`)).toBe(`a${MASK}c`);
	});

	it('that holds a shorter one is taken out whole, whichever comes first', () => {
		const long = 'fake-123456-pass-phrase';
		for (const secrets of [
			[long, CODE],
			[CODE, long],
		]) {
			expect(redactor(secrets)(`got ${long} and ${CODE}`)).toBe(`got ${MASK} and ${MASK}`);
		}
	});

	it('is nowhere in what is left, whatever GatePay repeats', () => {
		const secret = fc.string({ unit: 'grapheme-ascii', minLength: 12, maxLength: 40 });
		const around = fc.string({ maxLength: 10 });
		fc.assert(
			fc.property(secret, around, around, (value, before, behind) => {
				fc.pre(!MASK.includes(value));
				const redactIt = redactor([value]);
				const answer = {
					[`${before}${value}${behind}`]: [`${before}${value}`, { deep: `${value}${behind}` }],
					quoted: JSON.stringify({ value }),
				};
				const left = redactIt(answer);
				const escaped = JSON.stringify(value).slice(1, -1);
				const texts = JSON.stringify(left, (_, inner: unknown) => inner);
				return !texts.includes(JSON.stringify(value).slice(1, -1)) && !left.quoted.includes(escaped);
			}),
			runs(500),
		);
	});
});

describe('a short code', () => {
	const redact = redactor([CODE]);

	it.each([
		['alone', CODE, MASK],
		['as a value', `code=${CODE}&next=1`, `code=${MASK}&next=1`],
		['in quotes', `wrong code “${CODE}”`, `wrong code “${MASK}”`],
		['in quoted JSON', `{"smsCode":"${CODE}"}`, `{"smsCode":"${MASK}"}`],
		['before a comma', `code ${CODE}, try again`, `code ${MASK}, try again`],
		['in brackets', `code (${CODE})`, `code (${MASK})`],
		['twice', `${CODE} ${CODE}`, `${MASK} ${MASK}`],
		['behind a point that ends a sentence', `Wrong code.${CODE}`, `Wrong code.${MASK}`],
		['beside underscores', `code_${CODE}_sms`, `code_${MASK}_sms`],
		['at the end of a line', `code ${CODE}\nnext`, `code ${MASK}\nnext`],
		['at the end of a sentence', `Wrong code ${CODE}.`, `Wrong code ${MASK}.`],
		[
			'at the end of a sentence before another',
			`Wrong code ${CODE}. Try again.`,
			`Wrong code ${MASK}. Try again.`,
		],
	])('is taken out where it stands alone: %s', (_, text, redacted) => {
		expect(redact(text)).toBe(redacted);
	});

	it.each([
		'35123456789',
		'1234567',
		'0123456',
		'123456.5',
		'0.123456',
		'T123456',
		'123456T',
		'123_123456',
		'123456_1',
	])('is left where it is a part of an ID or an amount by chance: %s', (text) => {
		expect(redact(text)).toBe(text);
		expect(redact({ [text]: [text] })).toEqual({ [text]: [text] });
	});
});

describe('a signature', () => {
	const redact = redactor([SECRET]);
	const signature = sign(SECRET, '1', 'n', 'body');

	it.each([
		['alone', (text: string) => text],
		['in a sentence', (text: string) => `Invalid signature ${text}!`],
		['in capitals', (text: string) => text.toUpperCase()],
		['beside other letters', (text: string) => `xyz_${text}-xyz`],
	])('is taken out, whoever made it: %s', (_, around) => {
		expect(redact(around(signature))).toBe(around(MASK).replace(MASK.toUpperCase(), MASK));
		expect(redact({ [around(signature)]: [around(signature)] })).toEqual({ [around(MASK)]: [around(MASK)] });
	});

	it('is taken out every time, by the same function and by a new one', () => {
		for (let time = 0; time < 3; time++) {
			expect(redact(signature)).toBe(MASK);
			expect(redactor([])(`${signature} ${signature}`)).toBe(`${MASK} ${MASK}`);
		}
	});

	it.each([
		['127 characters', 'a'.repeat(127)],
		['129 characters', 'a'.repeat(129)],
		['256 characters', 'a'.repeat(256)],
		['a SHA-256', 'a'.repeat(64)],
		['other letters', 'g'.repeat(128)],
	])('is nothing of %s', (_, text) => {
		expect(redact(text)).toBe(text);
	});
});

describe('everything else', () => {
	it.each([undefined, null, true, false, 0, 1.5, '', 'text', [], {}, [[]], { a: { b: null } }])(
		'stays as it came: %j',
		(value) => {
			expect(redactor([SECRET, CODE])(value)).toEqual(value);
		},
	);

	it('stays as it came, whatever it is', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				expect(redactor([SECRET])(value)).toEqual(value);
			}),
			runs(300),
		);
	});

	it('is a copy: what came is not changed', () => {
		const answer = { data: [{ secret: SECRET }] };
		redactor([SECRET])(answer);
		expect(answer).toEqual({ data: [{ secret: SECRET }] });
	});

	it('keeps a field named __proto__ a field', () => {
		const answer = JSON.parse('{"__proto__":{"polluted":true}}') as object;
		const redacted = redactor([SECRET])(answer);
		expect(Object.hasOwn(redacted, '__proto__')).toBe(true);
		expect((redacted as { polluted?: unknown }).polluted).toBeUndefined();
	});
});
