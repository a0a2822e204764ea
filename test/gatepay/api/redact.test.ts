import fc from 'fast-check';

import { redactor } from '../../../gatepay/api/redact';
import { SECRET_REFUND_FIELDS } from '../../../gatepay/refund/fields';
import { sign } from '../../../gatepay/api/signature';
import { millisecondsOf } from '../tries';
import { runs } from '../tries';
import { anyText } from '../tries';

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
	])('with %s is taken out as it is, and as quoted JSON writes it', (_, secret) => {
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

	it('of 12 characters counts anywhere, one of 11 only by itself', () => {
		expect(redactor(['abcdefghijkl'])('xabcdefghijklx')).toBe(`x${MASK}x`);
		expect(redactor(['abcdefghijk'])('xabcdefghijkx abcdefghijk')).toBe(`xabcdefghijkx ${MASK}`);
	});

	it.each([
		['fake secret/of+an=application&', 'fake%20secret%2Fof%2Ban%3Dapplication%26'],
		['fäke-pässword-💸', 'f%C3%A4ke-p%C3%A4ssword-%F0%9F%92%B8'],
		['pä?s', 'p%C3%A4%3Fs'],
	])('is taken out as an address writes it: %s', (secret, inAddress) => {
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

	it('is taken out with a plus for each space, as forms are sent', () => {
		expect(redactor(['fake pass phrase'])('pass=fake+pass+phrase&next')).toBe(`pass=${MASK}&next`);
	});

	it('that was typed with spaces around it is taken out without them, too', () => {
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

	it('is taken out however it is written: twice in JSON, in an address, in HTML, or in one in another', () => {
		const entities = (text: string) => [...text].map((one) => `&#${one.codePointAt(0)};`).join('');
		const way = fc.constantFrom<(text: string) => string>(
			(text) => JSON.stringify(text).slice(1, -1),
			(text) => encodeURIComponent(text),
			(text) => encodeURIComponent(text).replaceAll(/%../g, (byte) => byte.toLowerCase()),
			(text) => encodeURIComponent(text).replaceAll('%20', '+'),
			(text) => text.replaceAll(/[^a-z\d]/gi, entities),
			(text) =>
				text.replaceAll(/[^a-z\d]/gi, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
		);
		const value = fc.string({ unit: 'grapheme-ascii', minLength: 12, maxLength: 40 });
		fc.assert(
			fc.property(value, fc.array(way, { maxLength: 3 }), fc.boolean(), (text, ways, isCode) => {
				fc.pre(text.trim() === text);
				const written = ways.reduce((inner, write) => write(inner), text);
				const redact = isCode ? redactor([], [text]) : redactor([text]);
				expect(redact(`got “${written}”!`)).toBe(`got “${MASK}”!`);
			}),
			runs(2000),
		);
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
			// It holds what looks like an escape of JSON and one of an address.
			{ ...runs(500), examples: [['   !\\   %00\\', '', '']] },
		);
	});
});

describe('a short code', () => {
	const redact = redactor([], [CODE]);

	it.each([
		['alone', CODE, MASK],
		['behind a letter of a script without spaces', `验证码${CODE}错误`, `验证码${MASK}错误`],
		['in an address', `https://a.example/?code%3D${CODE}%26b`, `https://a.example/?code%3D${MASK}%26b`],
		['in an address in an address', `?to=%3Fcode%253D${CODE}`, `?to=%3Fcode%253D${MASK}`],
		['behind an equals sign as JSON may write it', `code\\u003d${CODE}`, `code\\u003d${MASK}`],
		['behind one in JSON in JSON', `code\\\\u003D${CODE}`, `code\\\\u003D${MASK}`],
		['behind a line break in JSON', `Wrong:\\n${CODE}\\t`, `Wrong:\\n${MASK}\\t`],
		['behind one in JSON in JSON in JSON', `\\\\\\\\n${CODE}`, `\\\\\\\\n${MASK}`],
		['behind an entity of HTML', `&quot;${CODE}&#x22;`, `&quot;${MASK}&#x22;`],
		['behind a lone percent sign', `%${CODE}`, `%${MASK}`],
		['with each character escaped', '\\u0031\\u0032%33%34&#53;&#x36;', MASK],
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
	])('is taken out by itself: %s', (_, text, redacted) => {
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

/** One value for each field of GatePay's answers and notifications that holds data, each equal to a code. */
const DATA_FIELDS = [
	...'refundRequestId prepayId orderAmount refundAmount channelId refundGateId payAmount orderCurrency'.split(
		' ',
	),
	...'payCurrency refundStatus gateRefundId refundId orderId merchantTradeNo createTime transactTime'.split(
		' ',
	),
	...'transactionId txHash requestAmount requestCurrency amount currency status refund_style'.split(' '),
	...'refund_pay_channel refund_address refund_chain hash refund_bear_type refund_amount_type'.split(' '),
	...'refund_account_type refund_gas_amount payerId code refund_to_gate_uid fromAddress payChannel'.split(
		' ',
	),
	...'totalReceiveAmount expireTime pay_currency pay_amount chain full_curr_type symbol withdrawPercent'.split(
		' ',
	),
	...'withdrawFix available hold total merchant_id nextPage transactId financialType Balance balance payer'.split(
		' ',
	),
	...'address BalanceCurrency fullChain refund_gate_id bizType bizId bizStatus clientId client_id'.split(' '),
	...'refundPayCurrency refundPayAmount exceptionId orderType errorType originalOrderId expectedAmount'.split(
		' ',
	),
	...'actualAmount actualCurrency actualChain toAddress updateTime currencies'.split(' '),
];

describe('a field that holds data', () => {
	const redact = redactor([SECRET], ['1000', 'USDT', 'SUCCESS', '2025']);

	it.each(DATA_FIELDS)('comes out as it came, though a code is the same: %s', (field) => {
		const answer = {
			[field]: '1000',
			list: [{ [field]: 1000 }],
			data: { [field]: ['USDT', 'SUCCESS', '-1000'] },
		};
		expect(redact(answer)).toBe(answer);
	});

	it.each(['2025-11-22T10:00:00Z', '2025-11-22 10:00:00.000', '+1000', '1,000.50', '0x1000'])(
		'keeps times and amounts however they are written: %s',
		(value) => {
			const answer = { createTime: value, amount: value };
			expect(redact(answer)).toBe(answer);
		},
	);

	it('keeps a transaction hash that looks like a signature', () => {
		const answer = { txHash: 'ab'.repeat(64), hash: 'AB'.repeat(64), transactionId: 'ab'.repeat(64) };
		expect(redact(answer)).toBe(answer);
	});

	it('is searched where it holds words, as an echo of a request does', () => {
		expect(redact({ orderId: 'wrong code 1000', hash: `signed ${'ab'.repeat(64)}` })).toEqual({
			orderId: `wrong code ${MASK}`,
			hash: `signed ${MASK}`,
		});
	});

	it('does not show the secret', () => {
		expect(redact({ orderId: `x${SECRET}`, amount: SECRET })).toEqual({ orderId: `x${MASK}`, amount: MASK });
	});
});

describe('a text', () => {
	it.each([
		'errorMessage',
		'label',
		'errMsg',
		'remark',
		'refund_fail_reason',
		'nickName',
		'paid',
		'anything',
	])('shows no code, however short, as text or as a number: %s', (field) => {
		const redact = redactor([SECRET], ['7', '1000']);
		expect(redact({ [field]: 'code 1000, not 7', deep: { [field]: [1000, 7, 8] } })).toEqual({
			[field]: `code ${MASK}, not ${MASK}`,
			deep: { [field]: [MASK, MASK, 8] },
		});
	});

	it('of a notification stays byte for byte, so that it can be verified again', () => {
		const answer = { rawBody: `{"data":"{\\"hash\\":\\"${'ab'.repeat(64)}\\"}"}` };
		expect(redactor([SECRET])(answer)).toBe(answer);
		expect(redactor([SECRET])({ rawBody: `"${SECRET}"` })).toEqual({ rawBody: `"${MASK}"` });
	});
});

describe('the name of a field', () => {
	it('comes out as it came, though a password or a secret typed wrongly is the same', () => {
		const answer = { status: 'SUCCESS', data: { amount: '1' } };
		expect(redactor(['status'], ['data', 'amount'])(answer)).toBe(answer);
	});
});

describe('a field named like one that is masked', () => {
	it.each([...SECRET_REFUND_FIELDS, 'email_code', 'fund_pass', 'sms_code', 'totp_code', 'SmsCode'])(
		'is masked whatever it holds: %s',
		(field) => {
			for (const value of ['x', 0, 12, true, ['a'], { a: 1 }]) {
				expect(redactor([])({ data: { [field]: value } })).toEqual({ data: { [field]: MASK } });
			}
			const empty = { [field]: '', data: { [field]: null } };
			expect(redactor([])(empty)).toBe(empty);
		},
	);
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
		expect(redact({ remark: [around(signature)] })).toEqual({ remark: [redact(around(signature))] });
		expect(redact({ 'X-GatePay-Signature': around(signature) })).toEqual({
			'X-GatePay-Signature': redact(around(signature)),
		});
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

	it('that holds no secret is handed back itself, quickly', () => {
		const texts = { errorMessage: 'All fine. '.repeat(20), remark: 'none', data: { orderAmount: '1000' } };
		const redact = redactor([SECRET], [CODE, 'fake-fund-password']);
		expect(redact(texts)).toBe(texts);
		const often = () => {
			for (let time = 0; time < 10_000; time++) redact(texts);
		};
		expect(millisecondsOf(often)).toBeLessThan(2_000);
	});

	it('never throws, whatever comes, and whatever the codes are', () => {
		const hostile = fc.oneof(
			anyText(40),
			fc.constantFrom('\\u', '\\ud83d', '%', '%F0%9F', '%ff%80', '&#9999999;', '&#xffffff;', '\\', '[(*+?'),
		);
		const text = fc.array(hostile, { maxLength: 6 }).map((parts) => parts.join(''));
		fc.assert(
			fc.property(fc.array(text, { maxLength: 4 }), text, fc.object(), (codes, echo, data) => {
				const redact = redactor([SECRET], codes);
				redact({ data, errorMessage: echo, [echo]: [echo, ...codes] });
				return redact(echo) === redact(redact(echo));
			}),
			runs(1000),
		);
	});

	it.each([
		['a code of 50,000 characters', '([fake'.repeat(8_000), 'x'],
		['a megabyte of escapes', 'fake', '\\u0031'.repeat(170_000)],
		['a megabyte of percent signs escaped over and over', 'fake', `%${'25'.repeat(500_000)}`],
		['a megabyte of unfinished characters', 'fake', `%e2${'%80'.repeat(330_000)}`],
		['a megabyte of a code', '1', '1 '.repeat(500_000)],
		['a megabyte of the beginning of a code', `${'a'.repeat(120)}b`, 'a'.repeat(1_000_000)],
	])('does not take long for %s', (_, code, text) => {
		const redact = () => redactor([SECRET], [code])({ errorMessage: text, remark: code });
		expect(millisecondsOf(redact)).toBeLessThan(5_000);
	});

	it('may be nested as deep as can be', () => {
		const deep = JSON.parse(`${'{"a":['.repeat(50_000)}${']}'.repeat(50_000)}`) as object;
		expect(() => redactor([SECRET])(deep)).not.toThrow();
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
