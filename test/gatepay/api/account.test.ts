import { readAccount, readOnBehalfOf, UnusableCredential } from '../../../gatepay/api/account';
import { refusalOf } from '../refusal';

const FIELDS = {
	accountType: 'institution',
	clientId: 'fake-client-id',
	secret: 'fake-secret',
	onBehalfOf: '100200300',
	baseUrl: 'https://openplatform.gateapi.io',
};

const read = (changes: Record<string, unknown>) => readAccount({ ...FIELDS, ...changes });
const refusal = (changes: Record<string, unknown>) => refusalOf(UnusableCredential, () => read(changes));

/** What no header can carry, or not everywhere unchanged. */
const UNSENDABLE: Array<[string, string]> = [
	['a line break', 'fake\nX-Injected: 1'],
	['a carriage return', 'fake\rvalue'],
	['a tab', 'fake\tvalue'],
	['a NUL', 'fake\0value'],
	['a delete', 'fake\x7fvalue'],
	['an accented letter', 'fäke'],
	['a non-breaking space', 'fake\u00a0value'],
	['a zero-width space', 'fake\u200bvalue'],
	['a long dash', 'fake–value'],
	['a curly quote', '“fake”'],
	['an emoji', 'fake💸'],
];

describe('a credential', () => {
	it('of an institution is read with the account it acts for', () => {
		expect(read({})).toEqual({
			accountType: 'institution',
			clientId: 'fake-client-id',
			secret: 'fake-secret',
			onBehalfOf: '100200300',
			baseUrl: 'https://openplatform.gateapi.io',
		});
	});

	it.each([undefined, null, '', '  '])(
		'of an institution may leave that account to the items: %j',
		(empty) => {
			expect(read({ onBehalfOf: empty })).not.toHaveProperty('onBehalfOf');
		},
	);

	it('of a merchant is read without it, whatever a hidden field still holds', () => {
		expect(read({ accountType: 'merchant' })).toEqual({
			accountType: 'merchant',
			clientId: 'fake-client-id',
			secret: 'fake-secret',
			baseUrl: 'https://openplatform.gateapi.io',
		});
		expect(read({ accountType: 'merchant', onBehalfOf: 'not\nsendable' })).not.toHaveProperty('onBehalfOf');
	});

	it.each([undefined, null, '', 'Institution', 'institution ', 'MERCHANT', 'both', 1, true])(
		'of another account type is refused: %j',
		(accountType) => {
			expect(refusal({ accountType })).toBe(
				"'Account Type' in the GatePay API credential must be Institution or Merchant",
			);
		},
	);

	it('loses outer spaces, and nothing else', () => {
		expect(
			read({
				clientId: ' mZ96D37oKk-HrWJc\n',
				secret: '\t fake secret with = and spaces inside == \r\n',
				onBehalfOf: ' 100 200\u00a0',
				baseUrl: '  https://openplatform.gateapi.io\n',
			}),
		).toEqual({
			accountType: 'institution',
			clientId: 'mZ96D37oKk-HrWJc',
			secret: 'fake secret with = and spaces inside ==',
			onBehalfOf: '100 200',
			baseUrl: 'https://openplatform.gateapi.io',
		});
	});

	it('may hold every printable ASCII character', () => {
		const printable = Array.from({ length: 0x7f - 0x21 }, (_, at) => String.fromCharCode(0x21 + at)).join('');
		expect(read({ secret: printable }).secret).toBe(printable);
	});

	describe.each([
		['clientId', 'Client ID'],
		['secret', 'Secret'],
	])('without a usable %s', (name, label) => {
		it.each([undefined, null, '', ' ', '\n\t'])('is refused as empty: %j', (value) => {
			expect(refusal({ [name]: value })).toBe(`'${label}' in the GatePay API credential is empty`);
		});

		it.each([12345, true, { a: 1 }, ['a']])('is refused as no text: %j', (value) => {
			expect(refusal({ [name]: value })).toBe(`'${label}' in the GatePay API credential must be text`);
		});
	});

	describe.each([
		['clientId', 'Client ID'],
		['secret', 'Secret'],
		['onBehalfOf', 'On Behalf Of'],
	])('whose %s holds what cannot be sent', (name, label) => {
		it.each(UNSENDABLE)('is refused, without showing it: %s', (_, value) => {
			expect(refusal({ [name]: value })).toBe(
				`'${label}' in the GatePay API credential holds characters that cannot be sent, such as a line break or an accented letter: copy it again from GatePay`,
			);
		});
	});

	it('whose account is no text is refused', () => {
		expect(refusal({ onBehalfOf: 100200300 })).toBe(
			"'On Behalf Of' in the GatePay API credential must be text",
		);
	});
});

describe('the Base URL', () => {
	it.each([
		['https://openplatform.gateapi.io', 'https://openplatform.gateapi.io'],
		['https://openplatform.gateapi.io/', 'https://openplatform.gateapi.io'],
		['\u00a0https://openplatform.gateapi.io\u00a0', 'https://openplatform.gateapi.io'],
		['https://openplatform.gateapi.io:443', 'https://openplatform.gateapi.io'],
		['https://openplatform.gateapi.io:8443/', 'https://openplatform.gateapi.io:8443'],
		['HTTPS://OpenPlatform.GateAPI.io', 'https://openplatform.gateapi.io'],
		['https://127.0.0.1:4010', 'https://127.0.0.1:4010'],
		['http://localhost', 'http://localhost'],
		['http://localhost:4010', 'http://localhost:4010'],
		['http://LOCALHOST:4010/', 'http://localhost:4010'],
		['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
		['http://127.255.255.254', 'http://127.255.255.254'],
		['http://127.1:80', 'http://127.0.0.1'],
		['http://[::1]:4010', 'http://[::1]:4010'],
		['http://[0:0:0:0:0:0:0:1]', 'http://[::1]'],
	])('is scheme, host and port: %s', (given, origin) => {
		expect(read({ baseUrl: given }).baseUrl).toBe(origin);
	});

	it.each([
		'http://openplatform.gateapi.io',
		'http://example.com',
		'http://localhost.example.com',
		'http://mylocalhost',
		'http://127.0.0.1.example.com',
		'http://127.0.0.1x',
		'http://x127.0.0.1x',
		'http://128.0.0.1',
		'http://10.0.0.1',
		'http://192.168.0.1',
		'http://0.0.0.0',
		'http://[::2]',
		'http://[::ffff:7f00:1]',
		'http://openplatform.gateapi.io#localhost',
		'http://localhost@example.com',
		'ftp://localhost',
		'ws://localhost',
		'wss://openplatform.gateapi.io',
		'file:///etc/hosts',
		'javascript:alert(1)',
		'data:text/plain,https://openplatform.gateapi.io',
		'localhost:4010',
	])('is refused without HTTPS, on other machines than this one: %s', (baseUrl) => {
		expect(refusal({ baseUrl })).toBe(
			"'Base URL' in the GatePay API credential must begin with https://; http:// is for an address on this machine only",
		);
	});

	it.each([
		'https://openplatform.gateapi.io/payment',
		'https://openplatform.gateapi.io//',
		'https://openplatform.gateapi.io/?a=1',
		'https://openplatform.gateapi.io?a=1',
		'https://openplatform.gateapi.io#a',
		'https://user@openplatform.gateapi.io',
		'https://user:pass@openplatform.gateapi.io',
		'https://:pass@openplatform.gateapi.io',
		'http://localhost:4010/v1',
	])('is refused with anything behind or before the host: %s', (baseUrl) => {
		expect(refusal({ baseUrl })).toBe(
			"'Base URL' in the GatePay API credential must end after the host: no user name, path, ? or #",
		);
	});

	it.each([
		undefined,
		null,
		'',
		'  ',
		'openplatform.gateapi.io',
		'//openplatform.gateapi.io',
		'https://',
		'https://open platform.gateapi.io',
		'https://openplatform.gateapi.io:99999',
		'/v1',
		443,
		true,
		{ href: 'https://openplatform.gateapi.io' },
	])('is refused when it is no address: %j', (baseUrl) => {
		expect(refusal({ baseUrl })).toBe(
			"'Base URL' in the GatePay API credential must be an address such as https://openplatform.gateapi.io",
		);
	});

	it('is in no message', () => {
		for (const baseUrl of [
			'http://fake-host.example',
			'https://fake-host.example/path',
			'fake-host.example',
		]) {
			expect(refusal({ baseUrl })).not.toContain('fake-host');
		}
	});
});

describe('an account that a request acts for', () => {
	it('is trimmed', () => {
		expect(readOnBehalfOf(' 100200300 ', "'On Behalf Of'")).toBe('100200300');
	});

	it.each([undefined, null, '', ' '])('is refused when it is empty: %j', (value) => {
		expect(refusalOf(UnusableCredential, () => readOnBehalfOf(value, "'On Behalf Of'"))).toBe(
			"'On Behalf Of' is empty",
		);
	});

	it.each(UNSENDABLE)('is refused with %s', (_, value) => {
		expect(refusalOf(UnusableCredential, () => readOnBehalfOf(value, "'On Behalf Of'"))).toMatch(
			/^'On Behalf Of' holds characters that cannot be sent/,
		);
	});
});

describe('an unusable credential', () => {
	it('is told from other exceptions by its name', () => {
		expect(new UnusableCredential('why').name).toBe('UnusableCredential');
	});
});
