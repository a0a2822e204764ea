import { createHmac } from 'node:crypto';

import fc from 'fast-check';
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { signRequest } from '../../credentials/signRequest';
import { UnusableCredential, type Account } from '../../gatepay/api/account';
import { refusalOf } from '../gatepay/tries';
import { runs } from '../gatepay/tries';

const BASE = 'https://openplatform.gateapi.io';
const INSTITUTION_PATH = '/payment/open/institution/v2/standard/order/refund';
const MERCHANT_PATH = '/v2/standard/order/refund';
const NOW = 1_700_073_707_111;

const ACCOUNT: Account = {
	accountType: 'institution',
	clientId: 'fake-client-id',
	secret: 'fake-secret=',
	onBehalfOf: '100200300',
	baseUrl: BASE,
};
const WITHOUT_ACCOUNT: Account = {
	accountType: 'institution',
	clientId: 'fake-client-id',
	secret: 'fake-secret=',
	baseUrl: BASE,
};
const MERCHANT: Account = { ...WITHOUT_ACCOUNT, accountType: 'merchant' };

type Options = Parameters<typeof signRequest>[1];

/** Options in either shape of n8n's, the older one's `uri` and missing `url` included. */
const options = (given: object) => given as Options;
const sign = (given: object, account = ACCOUNT) => signRequest(account, options(given), NOW);
const refusal = (given: object, account = ACCOUNT) =>
	refusalOf(UnusableCredential, () => sign(given, account));

function headersOf({ headers }: Options): Record<string, string> {
	return headers as Record<string, string>;
}

/** What the headers of a signed request have to be, computed without this package. */
function expectSigned(signed: Options, body: string, more: Record<string, string> = {}): void {
	const headers = headersOf(signed);
	const nonce = headers['X-GatePay-Nonce'];
	expect(nonce).toMatch(/^[0-9A-Za-z]{1,32}$/);
	expect(headers).toEqual({
		'Content-Type': 'application/json',
		'X-GatePay-Certificate-ClientId': 'fake-client-id',
		'X-GatePay-Timestamp': '1700073707111',
		'X-GatePay-Nonce': nonce,
		'X-GatePay-Signature': createHmac('sha512', 'fake-secret=')
			.update(`1700073707111\n${nonce}\n${body}\n`, 'utf8')
			.digest('hex'),
		...more,
	});
	expect(signed.body).toBe(body === '' ? undefined : body);
}

const FOR_ACCOUNT = { 'X-GatePay-On-Behalf-Of': '100200300' };

/** Where a request with these options is sent: the newer client has `url`, the older one takes it before `uri`. */
function destinationOf({ url, uri, baseURL }: Options): URL {
	expect(baseURL).toBeUndefined();
	return new URL(url ?? uri ?? '');
}

describe("a request in n8n's newer shape", () => {
	it('comes back signed, with everything else as it was', () => {
		const signed = sign({
			method: 'POST',
			url: `${BASE}${INSTITUTION_PATH}`,
			body: '{"refundReason":"zurück 💸"}',
			qs: { a: '1' },
			timeout: 30_000,
			encoding: 'text',
			headers: { Accept: 'application/json' },
		});
		expectSigned(signed, '{"refundReason":"zurück 💸"}', { Accept: 'application/json', ...FOR_ACCOUNT });
		expect(signed).toMatchObject({
			method: 'POST',
			url: `${BASE}${INSTITUTION_PATH}`,
			qs: { a: '1' },
			timeout: 30_000,
			encoding: 'text',
		});
		expect(signed).not.toHaveProperty('uri');
	});

	it('with an object as its body comes back with the text that is signed', () => {
		const signed = sign({ method: 'POST', url: `${BASE}${INSTITUTION_PATH}`, body: { b: '0.80', a: [1] } });
		expectSigned(signed, '{"b":"0.80","a":[1]}', FOR_ACCOUNT);
	});

	it('with spaces around its body comes back without them', () => {
		expectSigned(
			sign({ method: 'POST', url: `${BASE}${INSTITUTION_PATH}`, body: ' {"a":1}\n' }),
			'{"a":1}',
			FOR_ACCOUNT,
		);
	});

	it('with a Buffer as its body comes back with its text', () => {
		const body = Buffer.from('{"a":"é"}');
		expectSigned(sign({ method: 'POST', url: `${BASE}${INSTITUTION_PATH}`, body }), '{"a":"é"}', FOR_ACCOUNT);
	});

	it.each([undefined, null, '', ' '])('without a body comes back without one: %j', (body) => {
		for (const method of ['GET', 'POST']) {
			const signed = sign({ method, url: `${BASE}${INSTITUTION_PATH}`, body });
			expectSigned(signed, '', FOR_ACCOUNT);
			expect(signed).not.toHaveProperty('body');
		}
	});

	it('does not sign the query', () => {
		const signed = sign({
			method: 'GET',
			url: `${BASE}${INSTITUTION_PATH}?a=1`,
			qs: { refundRequestId: 'r-1' },
		});
		expectSigned(signed, '', FOR_ACCOUNT);
		expect(signed.url).toBe(`${BASE}${INSTITUTION_PATH}?a=1`);
		expect(signed.qs).toEqual({ refundRequestId: 'r-1' });
	});

	it('is signed anew for every attempt', () => {
		const given = { method: 'POST', url: `${BASE}${INSTITUTION_PATH}`, body: '{}' };
		const nonces = Array.from({ length: 100 }, () => headersOf(sign(given))['X-GatePay-Nonce']);
		expect(new Set(nonces).size).toBe(100);
	});

	it('leaves the options that were given as they were', () => {
		const given = {
			method: 'POST',
			url: INSTITUTION_PATH,
			baseURL: BASE,
			body: { a: 1 },
			headers: { 'x-gatepay-nonce': 'old' },
		};
		const before = structuredClone(given);
		sign(given);
		expect(given).toEqual(before);
	});
});

describe('a request of the credential test', () => {
	it.each([
		[BASE, '/v2/refund/support/chains'],
		[`${BASE}/`, '/v2/refund/support/chains'],
		[`${BASE}//`, '//v2/refund/support/chains'.slice(1)],
		[BASE, 'v2/refund/support/chains'],
		[` ${BASE}/ `, '/v2/refund/support/chains'],
		[`${BASE}/v2`, '/refund/support/chains'],
		[`${BASE}/v2/`, 'refund/support/chains'],
	])('is joined the way n8n joins it: %s and %s', (baseURL, url) => {
		const signed = sign({ method: 'GET', baseURL, url, qs: { currency: 'USDT' } }, MERCHANT);
		expectSigned(signed, '');
		expect(signed.url).toBe(`${BASE}/v2/refund/support/chains`);
		expect(signed).not.toHaveProperty('baseURL');
		expect(signed.qs).toEqual({ currency: 'USDT' });
	});

	it('has an address of its own when its url is absolute', () => {
		const signed = sign({ baseURL: 'https://evil.example', url: `${BASE}${MERCHANT_PATH}` });
		expect(destinationOf(signed).href).toBe(`${BASE}${MERCHANT_PATH}`);
	});

	it('may have no url at all', () => {
		expect(sign({ baseURL: BASE }).url).toBe(`${BASE}/`);
	});
});

describe("a request in n8n's older shape", () => {
	it.each([
		['an object', { a: '1.10' }],
		['a text', '{"a":"1.10"}'],
	])('comes back signed, with a body that was %s', (_, body) => {
		const signed = sign({
			method: 'POST',
			uri: `${BASE}${INSTITUTION_PATH}`,
			body,
			json: true,
			resolveWithFullResponse: true,
			gzip: true,
		});
		expectSigned(signed, '{"a":"1.10"}', FOR_ACCOUNT);
		expect(signed).toMatchObject({ method: 'POST', json: true, resolveWithFullResponse: true, gzip: true });
		expect(destinationOf(signed).href).toBe(`${BASE}${INSTITUTION_PATH}`);
		expect(signed).not.toHaveProperty('url');
	});

	it('has its address where it was', () => {
		expect(sign({ uri: `${BASE}${MERCHANT_PATH}` })).toHaveProperty('uri', `${BASE}${MERCHANT_PATH}`);
	});

	it.each([
		['form', { a: 1 }],
		['form', {}],
		['form', 'a=1'],
		['form', null],
		['formData', { a: 1 }],
		['formData', {}],
	])('is refused with a %s: %j', (name, value) => {
		const given = { method: 'POST', uri: `${BASE}${INSTITUTION_PATH}`, [name]: value };
		expect(refusal(given)).toBe('GatePay takes JSON: a form cannot be signed');
		expect(refusal({ ...given, body: '{}' })).toBe('GatePay takes JSON: a form cannot be signed');
	});

	it('may carry the names of forms without values', () => {
		const signed = sign({ method: 'POST', uri: `${BASE}${INSTITUTION_PATH}`, form: undefined, body: '{}' });
		expectSigned(signed, '{}', FOR_ACCOUNT);
	});
});

describe('a body with a method', () => {
	it.each(['GET', 'get', 'Get', undefined])('that takes none is refused: %s', (method) => {
		expect(refusal({ method, url: `${BASE}${INSTITUTION_PATH}`, body: '{"a":1}' })).toBe(
			'GatePay takes no body with GET: remove it, or choose POST',
		);
	});

	it.each(['POST', 'post'])('that takes one is signed: %s', (method) => {
		expectSigned(
			sign({ method, url: `${BASE}${INSTITUTION_PATH}`, body: '{"a":1}' }),
			'{"a":1}',
			FOR_ACCOUNT,
		);
	});
});

describe('the headers', () => {
	const url = `${BASE}${INSTITUTION_PATH}`;

	it('of a second pass over signed options are one set, with a new nonce and the new time', () => {
		const first = sign({ method: 'POST', url, body: '{"a":1}', headers: { Accept: 'text/plain' } });
		const second = signRequest(ACCOUNT, structuredClone(first), NOW + 4000);
		const headers = headersOf(second);
		expect(Object.keys(headers).sort()).toEqual(Object.keys(headersOf(first)).sort());
		expect(headers['X-GatePay-Nonce']).not.toBe(headersOf(first)['X-GatePay-Nonce']);
		expect(headers['X-GatePay-Timestamp']).toBe('1700073711111');
		expect(headers['X-GatePay-Signature']).toBe(
			createHmac('sha512', 'fake-secret=')
				.update(`1700073711111\n${headers['X-GatePay-Nonce']}\n{"a":1}\n`)
				.digest('hex'),
		);
		expect(headers['X-GatePay-On-Behalf-Of']).toBe('100200300');
		expect({ ...second, headers: {} }).toEqual({ ...first, headers: {} });
	});

	it('of a second pass over the older shape are one set as well', () => {
		const first = sign({ method: 'POST', uri: url, body: { a: 1 } });
		const second = sign(structuredClone(first));
		expectSigned(second, '{"a":1}', FOR_ACCOUNT);
		expect(second).toHaveProperty('uri', url);
	});

	it.each([
		(name: string) => name.toLowerCase(),
		(name: string) => name.toUpperCase(),
		(name: string) => name,
	])('replace those that came in, in whatever case their names are written', (write) => {
		const names = [
			'Content-Type',
			'X-GatePay-Certificate-ClientId',
			'X-GatePay-Timestamp',
			'X-GatePay-Nonce',
			'X-GatePay-Signature',
		];
		const headers = Object.fromEntries(names.map((name) => [write(name), 'stale']));
		const signed = sign({ method: 'POST', url, body: '{}', headers: { ...headers, 'X-Other': 'kept' } });
		expectSigned(signed, '{}', { 'X-Other': 'kept', ...FOR_ACCOUNT });
	});

	it('of the caller that are not GatePay’s stay', () => {
		const headers = {
			Accept: 'application/json',
			'User-Agent': 'me',
			'X-GatePay-Other': '1',
			'x-nonce': '2',
		};
		expectSigned(sign({ url, headers }), '', { ...headers, ...FOR_ACCOUNT });
	});
});

describe('On-Behalf-Of', () => {
	const url = `${BASE}${INSTITUTION_PATH}`;
	const merchantUrl = `${BASE}${MERCHANT_PATH}`;

	it("is the credential's account on institution paths", () => {
		expectSigned(sign({ url }), '', FOR_ACCOUNT);
	});

	it.each(['X-GatePay-On-Behalf-Of', 'x-gatepay-on-behalf-of', 'X-GATEPAY-ON-BEHALF-OF'])(
		"is the caller's when the caller names one: %s",
		(name) => {
			const given = { url, headers: { [name]: ' 777 ' } };
			expectSigned(sign(given), '', { 'X-GatePay-On-Behalf-Of': '777' });
			expectSigned(sign(given, WITHOUT_ACCOUNT), '', { 'X-GatePay-On-Behalf-Of': '777' });
			expectSigned(sign(given, MERCHANT), '', { 'X-GatePay-On-Behalf-Of': '777' });
		},
	);

	it.each(['', undefined])("is the credential's when the caller leaves it empty: %j", (value) => {
		expectSigned(sign({ url, headers: { 'X-GatePay-On-Behalf-Of': value } }), '', FOR_ACCOUNT);
	});

	it.each([undefined, {}, { 'X-GatePay-On-Behalf-Of': '' }, { Accept: '1' }])(
		'is needed on institution paths: %j',
		(headers) => {
			for (const account of [WITHOUT_ACCOUNT, MERCHANT]) {
				expect(refusal({ url, headers }, account)).toBe(
					"An institution's request must name the account it acts for: fill in 'On Behalf Of' in the GatePay API credential",
				);
			}
		},
	);

	it.each([
		[' ', 'is empty'],
		[777, 'must be text'],
		['7\n7', 'holds characters that cannot be sent'],
		['é', 'holds characters that cannot be sent'],
	])('is refused when no header can carry it: %j', (value, why) => {
		const message = refusal({ url, headers: { 'X-GatePay-On-Behalf-Of': value } });
		expect(message).toContain(`The header 'X-GatePay-On-Behalf-Of' ${why}`);
		if (typeof value === 'string' && value.trim()) expect(message).not.toContain(value);
	});

	it('never goes out on merchant paths', () => {
		for (const account of [ACCOUNT, WITHOUT_ACCOUNT, MERCHANT]) {
			expectSigned(sign({ url: merchantUrl }, account), '');
			expectSigned(sign({ url: merchantUrl, headers: { 'x-gatepay-on-behalf-of': '777' } }, account), '');
		}
	});

	it.each([
		`${BASE}/payment/open/institution/../../..${MERCHANT_PATH}`,
		`${BASE}/payment/open/institution/%2e%2e/%2E%2E/..${MERCHANT_PATH}`,
		`${BASE}/payment/open/institution\\..\\..\\..${MERCHANT_PATH.replaceAll('/', '\\')}`,
	])('goes by the path that is really called: %s', (tricky) => {
		const signed = sign({ url: tricky });
		expectSigned(signed, '');
		expect(signed.url).toBe(merchantUrl);
	});

	it.each([
		`${BASE}/v1/../payment/open/institution/v1/pay/order/refund`,
		`${BASE}/./payment/open/institution/v1/x`,
	])('goes by the path that is really called when that is one of institutions: %s', (tricky) => {
		expectSigned(sign({ url: tricky }), '', FOR_ACCOUNT);
	});
});

describe('a request to another origin than the Base URL', () => {
	const ELSEWHERE = [
		'https://evil.example/',
		'HTTPS://EVIL.EXAMPLE/',
		' https://evil.example/',
		'https://openplatform.gateapi.io@evil.example/',
		'https://openplatform.gateapi.io:443@evil.example/',
		'https://openplatform.gateapi.io.evil.example/',
		'https://evil.example/https://openplatform.gateapi.io/',
		'https://evil.example?https://openplatform.gateapi.io/',
		'https://evil.example#https://openplatform.gateapi.io/',
		'https://evil.example\\@openplatform.gateapi.io/',
		'https:\\\\evil.example\\',
		'https:/\\evil.example/',
		'https:///evil.example/',
		'https:evil.example',
		'http://openplatform.gateapi.io/',
		'ws://openplatform.gateapi.io/',
		'wss://openplatform.gateapi.io/',
		'https://openplatform.gateapi.io:8443/',
		'https://openplatform.gateapi.io:80/',
		'https://openplatform.gateapi.io./',
		'https://www.openplatform.gateapi.io/',
		'https://gateapi.io/',
		'https://оpenplatform.gateapi.io/',
		'https://[::1]/',
		'file:///etc/passwd',
		'data:application/json,{}',
		'javascript:alert(1)',
		'blob:https://evil.example/1',
	];

	it.each(ELSEWHERE)('is not signed: %s', (address) => {
		expect(refusal({ url: address }, MERCHANT)).toMatch(
			/^The GatePay API credential signs requests to https:\/\/openplatform\.gateapi\.io only, and this one goes to /,
		);
		expect(() => sign({ uri: address }, MERCHANT)).toThrow(UnusableCredential);
		expect(() => sign({ url: address, baseURL: 'https://evil.example' }, MERCHANT)).toThrow(
			UnusableCredential,
		);
	});

	it('is named in the message, with its path and query left out', () => {
		expect(refusal({ url: 'https://evil.example/path?fake-secret=1' })).toBe(
			'The GatePay API credential signs requests to https://openplatform.gateapi.io only, and this one goes to https://evil.example',
		);
	});

	it.each([
		'',
		'/',
		'//evil.example/',
		'//',
		'/v1/pay',
		'v1/pay',
		'evil.example',
		'https://',
		'https://a b/',
		`${BASE}%40evil.example/`,
	])('or to no complete address is not signed: "%s"', (address) => {
		expect(refusal({ url: address })).toBe('The address of this request is not complete');
		expect(() => sign({ uri: address })).toThrow(UnusableCredential);
	});

	it('or without any address is not signed', () => {
		expect(refusal({})).toBe('The address of this request is not complete');
	});

	it.each(['//evil.example/', '///evil.example/', '\t//evil.example/'])(
		'is not reached by a relative address that is none: %s',
		(address) => {
			let signed: Options | undefined;
			try {
				signed = sign({ baseURL: BASE, url: address }, MERCHANT);
			} catch (refused) {
				expect(refused).toBeInstanceOf(UnusableCredential);
			}
			if (signed) expect(destinationOf(signed).origin).toBe(BASE);
		},
	);

	it.each([
		'/\\evil.example/',
		'\\\\evil.example/',
		'@evil.example/',
		'.evil.example/',
		':8443/',
		'/../../evil',
		'..//evil.example',
		'/%2e%2e/%2e%2e/evil',
		'?https://evil.example',
		'#https://evil.example',
	])('is not reached by a path, which stays on the origin: %s', (path) => {
		const signed = sign({ baseURL: BASE, url: path }, MERCHANT);
		expect(destinationOf(signed).origin).toBe(BASE);
		expectSigned(signed, '');
	});

	it.each([
		['a host glued to the Base URL', 'https://openplatform.gateapi.io.evil.example'],
		['a user name made of the Base URL', 'https://openplatform.gateapi.io@evil.example'],
		['another host', 'https://evil.example'],
		['another port', 'https://openplatform.gateapi.io:8443'],
		['no TLS', 'http://openplatform.gateapi.io'],
	])('is not reached by a baseURL with %s', (_, baseURL) => {
		expect(() => sign({ baseURL, url: MERCHANT_PATH }, MERCHANT)).toThrow(UnusableCredential);
	});

	it.each([
		['url', { uri: `${BASE}${MERCHANT_PATH}`, url: 'https://evil.example/' }],
		['uri', { url: `${BASE}${MERCHANT_PATH}`, uri: 'https://evil.example/' }],
	])('is not reached by options that have both addresses, through the %s', (_, given) => {
		let signed: Options | undefined;
		try {
			signed = sign(given, MERCHANT);
		} catch (refused) {
			expect(refused).toBeInstanceOf(UnusableCredential);
		}
		if (signed) expect(destinationOf(signed).origin).toBe(BASE);
	});

	it('is never signed, whatever the addresses are', () => {
		const piece = fc.oneof(
			fc.constantFrom(
				...['https:', 'http:', '/', '//', '\\', '@', ':', '#', '?', '.', '..', '%2f', '%40', ' ', '\t', '\n'],
				...['evil.example', 'openplatform.gateapi.io', ':443', '[::1]', '127.0.0.1', 'v1', '。', '／'],
			),
			fc.string({ maxLength: 3 }),
		);
		const address = fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(''));
		let signedOnes = 0;
		fc.assert(
			fc.property(
				fc.oneof(fc.constantFrom(BASE, `${BASE}/`, undefined), address),
				address,
				fc.boolean(),
				(baseURL, target, isOlder) => {
					const given = { [isOlder ? 'uri' : 'url']: target, ...(baseURL === undefined ? {} : { baseURL }) };
					let signed: Options;
					try {
						signed = sign(given);
					} catch (refused) {
						return refused instanceof UnusableCredential;
					}
					signedOnes += 1;
					return (
						signed.baseURL === undefined && String(isOlder ? signed.uri : signed.url).startsWith(`${BASE}/`)
					);
				},
			),
			runs(3000),
		);
		expect(signedOnes).toBeGreaterThan(0);
	});

	it('is the same origin when only the writing differs', () => {
		for (const url of ['https://openplatform.gateapi.io:443/v1', 'HTTPS://OpenPlatform.GateAPI.io/v1']) {
			expect(sign({ url }).url).toBe(`${BASE}/v1`);
		}
	});

	it('may be an address on this machine, when that is the Base URL', () => {
		const local = { ...MERCHANT, baseUrl: 'http://127.0.0.1:4010' };
		expect(sign({ url: 'http://127.0.0.1:4010/v1' }, local).url).toBe('http://127.0.0.1:4010/v1');
		expect(() => sign({ url: 'http://127.0.0.1:4011/v1' }, local)).toThrow(UnusableCredential);
	});
});

describe('a request that another host could answer in place of the Base URL', () => {
	const LOCAL = { ...MERCHANT, baseUrl: 'http://127.0.0.1:4010' };
	const SHAPES = [
		['newer', 'url'],
		['older', 'uri'],
	] as const;

	describe.each(SHAPES)("in n8n's %s shape", (_, name) => {
		const to = (more: object, account = MERCHANT) =>
			refusal({ [name]: `${account.baseUrl}${MERCHANT_PATH}`, ...more }, account);

		it.each([
			{ skipSslCertificateValidation: true },
			{ skipSslCertificateValidation: 'true' },
			{ rejectUnauthorized: false },
			{ rejectUnauthorized: null },
			{ rejectUnauthorized: 0 },
			{ rejectUnauthorized: 'false' },
		])('is refused with certificate checks switched off: %j', (more) => {
			expect(to(more)).toMatch(/certificate check is switched off: switch off 'Ignore SSL Issues'$/);
		});

		it.each([
			{ agentOptions: { rejectUnauthorized: false } },
			{ agentOptions: { ca: '-----BEGIN CERTIFICATE-----' } },
			{ agentOptions: { socketPath: '/tmp/fake.sock' } },
			{ agentOptions: { lookup: () => {} } },
			{ agent: { a: 1 } },
			{ httpsAgent: { a: 1 } },
			{ socketPath: '/var/run/fake.sock' },
			{ lookup: () => {} },
			{ transport: { request: () => {} } },
			{ ca: 'fake' },
			{ checkServerIdentity: () => undefined },
		])('is refused with certificates or connection settings of its own: %j', (more) => {
			expect(to(more)).toMatch(/connection settings of its own: switch off 'SSL Certificates'$/);
		});

		it.each(['http://127.0.0.1:9', 'http://evil.example:8080', { host: 'evil.example', port: 8080 }])(
			'is refused through a proxy where the Base URL is not HTTPS: %j',
			(proxy) => {
				expect(to({ proxy }, LOCAL)).toMatch(
					/through a proxy while its Base URL is not HTTPS: remove 'Proxy'$/,
				);
			},
		);

		it.each([
			{},
			{ rejectUnauthorized: true },
			{ skipSslCertificateValidation: false, agentOptions: {}, proxy: '' },
			{ agentOptions: undefined, rejectUnauthorized: undefined, proxy: undefined },
		])('is signed where nothing of this is set: %j', (more) => {
			for (const account of [MERCHANT, LOCAL]) {
				const given = { [name]: `${account.baseUrl}${MERCHANT_PATH}`, ...more };
				expectSigned(sign(given, account), '');
			}
		});

		it.each(['http://proxy.example:8080', { host: 'proxy.example', port: 8080, protocol: 'http' }])(
			'is signed through a proxy that HTTPS passes by unread: %j',
			(proxy) => {
				const given = { [name]: `${BASE}${MERCHANT_PATH}`, proxy };
				expectSigned(sign(given, MERCHANT), '');
			},
		);

		it.each([
			{ Host: 'evil.example' },
			{ ' host': 'evil.example' },
			{ 'X-Forwarded-Host': 'evil.example' },
			{ 'x-original-url': '/elsewhere' },
			{ 'Content-Length': '1' },
			{ 'transfer-encoding': 'chunked' },
			{ connection: 'X-GatePay-Signature' },
			{ common: { Host: 'evil.example', 'X-GatePay-On-Behalf-Of': '1' } },
			{ post: { 'X-GatePay-Signature': 'fake' } },
			{ ' X-GatePay-On-Behalf-Of ': '1' },
		])('leaves without headers that would take it elsewhere, or that are none: %j', (headers) => {
			const given = { method: 'POST', [name]: `${BASE}${MERCHANT_PATH}`, body: '{}', headers };
			expectSigned(sign(given, MERCHANT), '{}');
		});
	});
});

describe('redirects', () => {
	it.each([
		['newer', 'url', {}],
		['newer', 'url', { disableFollowRedirect: false, maxRedirects: 5 }],
		['older', 'uri', {}],
		['older', 'uri', { followRedirect: true, followAllRedirects: true, maxRedirects: 5 }],
	])('are not followed in the %s shape: %s with %j', (_, name, more) => {
		expect(sign({ [name]: `${BASE}${INSTITUTION_PATH}`, ...more })).toMatchObject({
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
		});
	});
});

describe('the types of the options', () => {
	it("are n8n's own, so that the credential can hand over what it gets", () => {
		const given: IHttpRequestOptions = { url: `${BASE}${MERCHANT_PATH}`, headers: {} satisfies IDataObject };
		expect(signRequest(ACCOUNT, given, NOW).url).toBe(given.url);
	});
});
