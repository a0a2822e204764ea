import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { GatePayApi } from '../../credentials/GatePayApi.credentials';
import { UnusableCredential } from '../../gatepay/api/account';

const credential = new GatePayApi();
const property = (name: string) => credential.properties.find((candidate) => candidate.name === name);

const FIELDS = {
	accountType: 'institution',
	clientId: ' fake-client-id ',
	secret: 'fake-secret=',
	onBehalfOf: '100200300',
	baseUrl: 'https://openplatform.gateapi.io/',
};

describe('the credential', () => {
	it('has the names that workflows store', () => {
		expect(credential.name).toBe('gatePayApi');
		expect(credential.displayName).toBe('GatePay API');
	});

	it('shows its fields in the order in which they are filled in', () => {
		expect(
			credential.properties
				.filter(({ type }) => type !== 'notice')
				.map(({ name, displayName }) => [name, displayName]),
		).toEqual([
			['accountType', 'Account Type'],
			['clientId', 'Client ID'],
			['secret', 'Secret'],
			['onBehalfOf', 'On Behalf Of'],
			['baseUrl', 'Base URL'],
		]);
	});

	it('is of an institution unless somebody chooses a merchant', () => {
		expect(property('accountType')).toMatchObject({ type: 'options', default: 'institution' });
		expect(property('accountType')?.options).toMatchObject([
			{ name: 'Institution', value: 'institution' },
			{ name: 'Merchant', value: 'merchant' },
		]);
	});

	it('masks the secret, and nothing else', () => {
		const masked = credential.properties.filter(({ typeOptions }) => typeOptions?.password === true);
		expect(masked.map(({ name }) => name)).toEqual(['secret']);
	});

	it('asks for the account that it acts for from institutions only, and does not insist on it', () => {
		expect(property('onBehalfOf')).toMatchObject({
			default: '',
			displayOptions: { show: { accountType: ['institution'] } },
		});
		expect(property('onBehalfOf')?.required).not.toBe(true);
	});

	it('insists on the rest, and fills in the address of GatePay', () => {
		for (const name of ['clientId', 'secret', 'baseUrl']) expect(property(name)?.required).toBe(true);
		expect(property('clientId')?.default).toBe('');
		expect(property('secret')?.default).toBe('');
		expect(property('baseUrl')?.default).toBe('https://openplatform.gateapi.io');
	});

	it('has icons that are there, for light and dark, and a page of documentation', () => {
		for (const icon of [credential.icon.light, credential.icon.dark]) {
			expect(icon).toMatch(/^file:.+\.svg$/);
			expect(existsSync(join(__dirname, '../../credentials', icon.slice('file:'.length)))).toBe(true);
		}
		expect(credential.icon.light).not.toBe(credential.icon.dark);
		expect(credential.documentationUrl).toMatch(/^https:\/\//);
	});
});

describe('authenticating', () => {
	afterEach(() => {
		jest.useRealTimers();
	});

	it('signs the request with the fields of the credential, at the moment of sending', async () => {
		jest.useFakeTimers({ now: 1_700_073_707_111 });
		const { headers, body, url } = await credential.authenticate(FIELDS, {
			method: 'POST',
			url: 'https://openplatform.gateapi.io/payment/open/institution/v1/pay/order/refund',
			body: { refundRequestId: '156123911' },
		});
		expect(url).toBe('https://openplatform.gateapi.io/payment/open/institution/v1/pay/order/refund');
		expect(body).toBe('{"refundRequestId":"156123911"}');
		const nonce = String(headers?.['X-GatePay-Nonce']);
		expect(headers).toEqual({
			'Content-Type': 'application/json',
			'X-GatePay-Certificate-ClientId': 'fake-client-id',
			'X-GatePay-Timestamp': '1700073707111',
			'X-GatePay-Nonce': nonce,
			'X-GatePay-On-Behalf-Of': '100200300',
			'X-GatePay-Signature': createHmac('sha512', 'fake-secret=')
				.update(`1700073707111\n${nonce}\n{"refundRequestId":"156123911"}\n`)
				.digest('hex'),
		});
	});

	it('signs what the credential test of a merchant sends', async () => {
		const { url, qs, headers } = await credential.authenticate(
			{ ...FIELDS, accountType: 'merchant' },
			{
				method: 'GET',
				baseURL: 'https://openplatform.gateapi.io/',
				url: '/v2/refund/support/chains',
				qs: { currency: 'USDT' },
			},
		);
		expect(url).toBe('https://openplatform.gateapi.io/v2/refund/support/chains');
		expect(qs).toEqual({ currency: 'USDT' });
		expect(headers).not.toHaveProperty('X-GatePay-On-Behalf-Of');
	});

	it.each([
		['an unusable credential', { ...FIELDS, secret: '' }, 'https://openplatform.gateapi.io/'],
		['another address', FIELDS, 'https://evil.example/'],
	])('refuses %s, and nothing is sent', async (_, fields, url) => {
		await expect(credential.authenticate(fields, { url })).rejects.toThrow(UnusableCredential);
	});
});
