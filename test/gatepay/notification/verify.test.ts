import { reasonToRefuse, signatureHeaders } from '../../../gatepay/notification/verify';
import { sign } from '../../../gatepay/api/signature';
import { ACCOUNT, notification, NOW, request } from './samples';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a notification', () => {
	it('is believed when it is signed with the secret, for this client ID, now', () => {
		expect(reasonToRefuse(request(notification()), ACCOUNT, NOW)).toBeUndefined();
	});

	it('is believed whatever its bytes are, as long as they are the ones that were signed', () => {
		const body = Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0x80]);
		const { headers } = request('');
		const signature = sign(ACCOUNT.secret, String(NOW), 'n0nce', body);
		const signed = { headers: { ...headers, 'x-gatepay-signature': signature }, body };
		expect(reasonToRefuse(signed, ACCOUNT, NOW)).toBeUndefined();
		body[0] = 0xfd;
		expect(reasonToRefuse(signed, ACCOUNT, NOW)).toBe('its signature is wrong');
	});

	it.each([
		['signed with another secret', { secret: 'another-fake-secret' }],
		['signed with the secret in other letters', { secret: ACCOUNT.secret.toUpperCase() }],
		['signed with no secret', { secret: '' }],
	])('is refused when it is %s', (_, signer) => {
		const forged = request(notification(), {}, { ...ACCOUNT, ...signer });
		expect(reasonToRefuse(forged, ACCOUNT, NOW)).toBe('its signature is wrong');
	});

	it('is refused when any single byte of it was altered', () => {
		const { headers, body } = request(notification());
		for (let at = 0; at < body.length; at += 1) {
			const altered = Buffer.from(body);
			altered[at] = (altered[at] ?? 0) ^ 1;
			expect(reasonToRefuse({ headers, body: altered }, ACCOUNT, NOW)).toBe('its signature is wrong');
		}
	});

	it.each([
		['a space was added', `${notification()} `],
		['a line break was added', `${notification()}\n`],
		['it was written anew', JSON.stringify(JSON.parse(notification()), null, 1)],
		['its end was cut off', notification().slice(0, -1)],
	])('is refused when %s', (_, text) => {
		const { headers } = request(notification());
		expect(reasonToRefuse({ headers, body: Buffer.from(text) }, ACCOUNT, NOW)).toBe('its signature is wrong');
	});

	it.each([
		['x-gatepay-timestamp', String(NOW + 1)],
		['x-gatepay-timestamp', `0${NOW}`],
		['x-gatepay-nonce', 'n0ncf'],
		['x-gatepay-nonce', 'N0NCE'],
	])('is refused when %s was altered to %s', (name, value) => {
		const { headers, body } = request(notification());
		expect(reasonToRefuse({ headers: { ...headers, [name]: value }, body }, ACCOUNT, NOW)).toBe(
			'its signature is wrong',
		);
	});

	const { headers: SIGNED } = request(notification());
	const SIGNATURE = String(SIGNED['x-gatepay-signature']);
	it.each([
		['without its last character', SIGNATURE.slice(0, -1)],
		['with one more character', `${SIGNATURE}0`],
		['with a space before it', ` ${SIGNATURE}`],
		['twice, as Node.js joins headers', `${SIGNATURE}, ${SIGNATURE}`],
		['as bytes in base64', Buffer.from(SIGNATURE, 'hex').toString('base64')],
		['as an empty text', ''],
		['as a megabyte', 'a'.repeat(1_000_000)],
		['with other characters', 'é'.repeat(64)],
		[
			'in capitals, one digit altered',
			SIGNATURE.toUpperCase().replace(/^./, (digit) => (digit === '1' ? '2' : '1')),
		],
	])('is refused with its signature %s', (_, signature) => {
		const { headers, body } = request(notification());
		const forged = { headers: { ...headers, 'x-gatepay-signature': signature }, body };
		expect(reasonToRefuse(forged, ACCOUNT, NOW)).toBe('its signature is wrong');
	});

	it('is taken with its signature in capitals, as GatePay’s own clients take it', () => {
		const { headers, body } = request(notification());
		const capitals = { ...headers, 'x-gatepay-signature': SIGNATURE.toUpperCase() };
		expect(reasonToRefuse({ headers: capitals, body }, ACCOUNT, NOW)).toBeUndefined();
	});

	const NAMES = [
		'x-gatepay-certificate-clientid',
		'x-gatepay-timestamp',
		'x-gatepay-nonce',
		'x-gatepay-signature',
	];
	const STRANGE = [undefined, null, '', 0, 1, true, {}, [], ['a', 'b'], [SIGNATURE], { toString: () => '1' }];
	it.each(NAMES.flatMap((name) => STRANGE.map((value) => [name, value] as const)))(
		'is refused, and nothing breaks, with the header %s being %j',
		(name, value) => {
			const { headers, body } = request(notification());
			expect(reasonToRefuse({ headers: { ...headers, [name]: value }, body }, ACCOUNT, NOW)).toEqual(
				expect.any(String),
			);
		},
	);

	it('is refused without any header, and with headers in the spelling of another server', () => {
		const { body } = request(notification());
		expect(reasonToRefuse({ headers: {}, body }, ACCOUNT, NOW)).toBe('it is not signed');
		expect(reasonToRefuse({ headers: Object.create(null) as object, body } as never, ACCOUNT, NOW)).toBe(
			'it is not signed',
		);
	});

	it.each([
		'1e12',
		'0x1',
		'-1',
		'+1790000000000',
		' 1790000000000',
		'1790000000000.0',
		'1'.repeat(16),
		'now',
	])('is refused when its timestamp is %j, even signed', (timestamp) => {
		const { headers, body } = request(notification());
		const signature = sign(ACCOUNT.secret, timestamp, 'n0nce', body);
		const strange = {
			headers: { ...headers, 'x-gatepay-timestamp': timestamp, 'x-gatepay-signature': signature },
			body,
		};
		expect(reasonToRefuse(strange, ACCOUNT, NOW)).toBe('it is not signed');
	});

	it('is refused when a line of the body was moved into the nonce', () => {
		const { headers } = request('first\nsecond');
		const moved = { headers: { ...headers, 'x-gatepay-nonce': 'n0nce\nfirst' }, body: Buffer.from('second') };
		expect(reasonToRefuse(moved, ACCOUNT, NOW)).toBe('it is not signed');
	});

	it('is refused when it is empty: the signature of any GET request would do', () => {
		expect(reasonToRefuse(request(''), ACCOUNT, NOW)).toBe('it is empty');
	});

	it.each([
		['now', 0, undefined],
		['25 hours and 59 minutes ago', 26 * HOUR - MINUTE, undefined],
		['exactly 26 hours ago', 26 * HOUR, undefined],
		['a millisecond more than 26 hours ago', 26 * HOUR + 1, 'it was signed more than 26 hours ago'],
		['26 hours and a second ago', 26 * HOUR + 1_000, 'it was signed more than 26 hours ago'],
		['in 1970', NOW, 'it was signed more than 26 hours ago'],
		['4 minutes ahead', -4 * MINUTE, undefined],
		['exactly 5 minutes ahead', -5 * MINUTE, undefined],
		['a millisecond more than 5 minutes ahead', -5 * MINUTE - 1, expect.stringContaining('5 minutes ahead')],
		['in a thousand years', -3e13, expect.stringContaining('5 minutes ahead')],
	])('that was signed %s', (_, age, expected) => {
		expect(reasonToRefuse(request(notification(), { timestamp: NOW - age }), ACCOUNT, NOW)).toEqual(expected);
	});

	it("can be as old as GatePay's last repeat", () => {
		const minutes = [0.25, 0.25, 0.5, 3, 10, 20, 30, 30, 30, 60, 180, 180, 180, 360, 360];
		const age = minutes.reduce((sum, each) => sum + each, 0) * MINUTE;
		expect(reasonToRefuse(request(notification(), { timestamp: NOW - age }), ACCOUNT, NOW)).toBeUndefined();
	});

	it.each(['another-client', 'A-CLIENT', 'a-client ', 'a-client, a-client', 'a-clien'])(
		'is refused when it is for the client ID %j, although it is signed with our secret',
		(clientId) => {
			const foreign = request(notification(), {}, { ...ACCOUNT, clientId });
			expect(reasonToRefuse(foreign, ACCOUNT, NOW)).toBe('it is for another client ID');
		},
	);

	it('says nothing but that its signature is wrong to somebody without the secret', () => {
		const guesses = [{ timestamp: 5 }, { timestamp: NOW + HOUR }, {}].flatMap((parts) =>
			['a-client', 'another'].map((clientId) =>
				request(notification(), parts, { clientId, secret: 'a-guess' }),
			),
		);
		for (const guess of guesses) expect(reasonToRefuse(guess, ACCOUNT, NOW)).toBe('its signature is wrong');
	});
});

describe('the signature headers', () => {
	it('are named as GatePay spells them, and empty where they are missing or strange', () => {
		const headers = { 'x-gatepay-nonce': 'abc', 'x-gatepay-timestamp': ['1', '2'], host: 'n8n' };
		expect(signatureHeaders(headers)).toEqual({
			'X-GatePay-Certificate-ClientId': '',
			'X-GatePay-Timestamp': '',
			'X-GatePay-Nonce': 'abc',
			'X-GatePay-Signature': '',
		});
	});
});
