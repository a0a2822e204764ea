import { payerOf, readAccount, readOnBehalfOf, UnusableCredential } from '../../../gatepay/api/account';
import { ACCOUNT } from '../scripted';
import { refusalOf } from '../tries';

const read = (changes: Record<string, unknown>) => readAccount({ ...ACCOUNT, ...changes });
const { onBehalfOf, ...WITHOUT_ON_BEHALF_OF } = ACCOUNT;
const MERCHANT = { ...WITHOUT_ON_BEHALF_OF, accountType: 'merchant' };
const PRINTABLE = Array.from({ length: 0x7f - 0x21 }, (_, at) => String.fromCharCode(0x21 + at)).join('');

describe('a credential', () => {
	it.each<[string, Record<string, unknown>, object]>([
		['of an institution, with the account it acts for', {}, ACCOUNT],
		...[undefined, null, '', '  '].map((empty): [string, Record<string, unknown>, object] => [
			`of an institution that leaves that account to the items: ${JSON.stringify(empty)}`,
			{ onBehalfOf: empty },
			WITHOUT_ON_BEHALF_OF,
		]),
		['of a merchant, without it', { accountType: 'merchant' }, MERCHANT],
		[
			'of a merchant, whatever a hidden field still holds',
			{ accountType: 'merchant', onBehalfOf: 'not\nsendable' },
			MERCHANT,
		],
		[
			'without outer spaces, and all else unchanged',
			{
				clientId: ' mZ96D37oKk-HrWJc\n',
				secret: '\t fake secret with = and spaces inside == \r\n',
				onBehalfOf: ' 100 200\u00a0',
				baseUrl: '  https://openplatform.gateapi.io\n',
			},
			{
				...ACCOUNT,
				clientId: 'mZ96D37oKk-HrWJc',
				secret: 'fake secret with = and spaces inside ==',
				onBehalfOf: '100 200',
			},
		],
		['with every printable ASCII character', { secret: PRINTABLE }, { ...ACCOUNT, secret: PRINTABLE }],
	])('is read %s', (_, changes, account) => {
		expect(read(changes)).toStrictEqual(account);
	});

	/** What no header can carry, or not everywhere unchanged. */
	const UNSENDABLE = [
		...['fake\nX-Injected: 1', 'fake\rvalue', 'fake\tvalue', 'fake\0value', 'fake\x7fvalue', 'fäke'],
		...['fake\u00a0value', 'fake\u200bvalue', 'fake–value', '“fake”', 'fake💸'],
	];
	const EMPTY = [undefined, null, '', ' ', '\n\t'];
	const NO_TEXT = [12345, true, { a: 1 }, ['a']];
	const OTHER_TYPES = [undefined, null, '', 'Institution', 'institution ', 'MERCHANT', 'both', 1, true];
	const LABELS = {
		clientId: 'Client ID',
		secret: 'Secret',
		onBehalfOf: 'On Behalf Of',
		accountType: 'Account Type',
	};

	it.each<[keyof typeof LABELS, unknown[], RegExp]>([
		['accountType', OTHER_TYPES, /must be Institution or Merchant$/],
		['clientId', EMPTY, /is empty$/],
		['secret', EMPTY, /is empty$/],
		['clientId', NO_TEXT, /must be text$/],
		['secret', NO_TEXT, /must be text$/],
		['onBehalfOf', NO_TEXT, /must be text$/],
		['clientId', UNSENDABLE, /characters that cannot be sent/],
		['secret', UNSENDABLE, /characters that cannot be sent/],
		['onBehalfOf', UNSENDABLE, /characters that cannot be sent/],
	])('is refused by the name of its field and never with its value: %s of %j', (field, values, why) => {
		for (const value of values) {
			const message = refusalOf(UnusableCredential, () => read({ [field]: value }));
			expect(message).toMatch(why);
			expect(message.startsWith(`'${LABELS[field]}' in the GatePay API credential `)).toBe(true);
			expect(message).not.toContain('fake');
		}
	});

	it('that is unusable is told from other exceptions by its name', () => {
		expect(UnusableCredential.is(new UnusableCredential('why'))).toBe(true);
		expect(UnusableCredential.is(Object.assign(new Error('why'), { name: 'UnusableCredential' }))).toBe(true);
		expect(UnusableCredential.is(new Error('why'))).toBe(false);
		expect(UnusableCredential.is({ name: 'UnusableCredential' })).toBe(false);
	});

	it.each([...EMPTY, ...UNSENDABLE])(
		'that an item brings its own account for refuses it by the name of its field: %j',
		(value) => {
			expect(refusalOf(UnusableCredential, () => readOnBehalfOf(value, "'The Field'"))).toMatch(
				/^'The Field' /,
			);
			expect(readOnBehalfOf(' 100200300 ', "'The Field'")).toBe('100200300');
		},
	);
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
		['http://LOCALHOST:4010/', 'http://localhost:4010'],
		['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
		['http://127.255.255.254', 'http://127.255.255.254'],
		['http://127.1:80', 'http://127.0.0.1'],
		['http://[::1]:4010', 'http://[::1]:4010'],
		['http://[0:0:0:0:0:0:0:1]', 'http://[::1]'],
	])('is scheme, host and port: %s', (given, origin) => {
		expect(read({ baseUrl: given }).baseUrl).toBe(origin);
	});

	const ELSEWHERE_WITHOUT_HTTPS = [
		...['http://openplatform.gateapi.io', 'http://example.com', 'http://localhost.example.com'],
		...['http://mylocalhost', 'http://127.0.0.1.example.com', 'http://127.0.0.1x', 'http://x127.0.0.1x'],
		...['http://128.0.0.1', 'http://10.0.0.1', 'http://192.168.0.1', 'http://0.0.0.0', 'http://[::2]'],
		...['http://[::ffff:7f00:1]', 'http://openplatform.gateapi.io#localhost', 'http://localhost@example.com'],
		...['ftp://localhost', 'ws://localhost', 'wss://openplatform.gateapi.io', 'file:///etc/hosts'],
		...['javascript:alert(1)', 'data:text/plain,https://openplatform.gateapi.io', 'localhost:4010'],
	];
	const MORE_THAN_A_HOST = [
		...['https://fake.example/payment', 'https://fake.example//', 'https://fake.example/?a=1'],
		...['https://fake.example?a=1', 'https://fake.example#a', 'https://user@fake.example'],
		...['https://user:pass@fake.example', 'https://:pass@fake.example', 'http://localhost:4010/v1'],
	];
	const NO_ADDRESS = [
		...[undefined, null, '', '  ', 'openplatform.gateapi.io', '//openplatform.gateapi.io', 'https://'],
		...['https://open platform.gateapi.io', 'https://fake.example:99999', '/v1', 443, true],
		{ href: 'https://openplatform.gateapi.io' },
	];
	it.each<[RegExp, unknown[]]>([
		[
			/must begin with https:\/\/; http:\/\/ is for an address on this machine only$/,
			ELSEWHERE_WITHOUT_HTTPS,
		],
		[/must end after the host: no user name, path, \? or #$/, MORE_THAN_A_HOST],
		[/must be an address such as https:\/\/openplatform\.gateapi\.io$/, NO_ADDRESS],
	])('is refused, without being shown, because it %s: %j', (why, values) => {
		for (const baseUrl of values) {
			const message = refusalOf(UnusableCredential, () => read({ baseUrl }));
			expect(message).toMatch(/^'Base URL' in the GatePay API credential must /);
			expect(message).toMatch(why);
			expect(message).not.toMatch(/fake|example\.com|localhost/);
		}
	});
});

it.each([
	['the account acted for', ACCOUNT, onBehalfOf],
	['a merchant, by its client ID', WITHOUT_ON_BEHALF_OF, ['fake-client-id']],
])('whose money it is: %s', (_, account, payer) => {
	expect(payerOf(account)).toEqual(payer);
});
