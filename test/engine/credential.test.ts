import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

import { Engine, testCredential } from '../../tools/engine';
import { startSandbox, type Sandbox } from '../../tools/sandbox';

describe('the GatePay API credential, in n8n', () => {
	let sandbox: Sandbox;
	let engine: Engine;
	let skew = 0;

	beforeAll(async () => {
		sandbox = await startSandbox({ now: () => Date.now() + skew });
		engine = await Engine.start({ packageDirectory: process.cwd() });
	});
	beforeEach(() => {
		sandbox.reset();
		skew = 0;
	});
	afterAll(() => sandbox.close());

	const test = (changes: object = {}) =>
		testCredential(engine, 'gatePayApi', { ...sandbox.institutionCredential, ...changes });

	it.each(['institutionCredential', 'merchantCredential'] as const)(
		'its test is green for %s',
		async (name) => {
			expect(await test(sandbox[name])).toEqual({ status: 'OK', message: 'Connection successful!' });
			expect(sandbox.requests).toMatchObject([{ call: 'refundChains', query: { currency: 'USDT' } }]);
		},
	);

	it.each([
		[
			'a wrong secret',
			{ secret: 'fake-and-wrong' },
			/^GatePay answered code 400002: the signature is wrong.*Check 'Secret'.*Payment API secret/,
		],
		[
			'an unknown client ID',
			{ clientId: 'nobody' },
			/^GatePay answered code 400004: GatePay does not know the client ID.*Check 'Client ID'/,
		],
		['an unknown account', { onBehalfOf: 'nobody' }, /^GatePay answered code 400203.*'On Behalf Of'/],
		['a missing account', { onBehalfOf: '' }, /fill in 'On Behalf Of'/],
		['an empty secret', { secret: ' ' }, /'Secret' in the GatePay API credential is empty/],
		['an unencrypted address', { baseUrl: 'http://example.com' }, /'Base URL'.*must begin with https/],
	])('its test is red for %s, and says what to do', async (_, changes, says) => {
		const result = await test(changes);
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(says);
	});

	it('its test is red for a skewed clock, and says so', async () => {
		skew = 60_000;
		expect(await test()).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/Set the clock/) as string,
		});
	});

	it('its test is red for any other refusal', async () => {
		sandbox.faults.add({ on: 'chains', kind: 'code', code: '499999' });
		expect(await test()).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/^GatePay answered code 499999.*Check 'Account Type'/) as string,
		});
	});

	it.each([
		['a page of HTML', { kind: 'notJson' }],
		['JSON without an envelope', { kind: 'body', text: '{"hello":"world"}' }],
		['an empty list', { kind: 'body', text: '[]' }],
		['a redirect', { kind: 'http', status: 302, headers: { Location: '/elsewhere' } }],
		['a fault of the server', { kind: 'http', status: 502 }],
		['nothing, and the connection breaks off', { kind: 'answerLostAfter' }],
	] as const)('its test is red when %s comes back, and says where to look', async (_, mishap) => {
		sandbox.faults.add({ on: 'chains', ...mishap });
		expect(await test()).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/^No answer of GatePay's came from .*Check 'Base URL'/) as string,
		});
	});

	it.each([
		['nothing answers', 'http://127.0.0.1:9', /the connection was refused/],
		['the host is unknown', 'https://nowhere.invalid', /its host name was not found/],
	])('its test is red when %s at the address, and says so in words', async (_, baseUrl, reason) => {
		const { status, message } = await test({ baseUrl });
		expect(status).toBe('Error');
		expect(message).toMatch(/^GatePay could not be reached at .*Check 'Base URL' and the network\.$/);
		expect(message).toMatch(reason);
	});

	it('its test shows no secret, even if GatePay repeats it', async () => {
		const { secret } = sandbox.institutionCredential;
		sandbox.faults.add({
			on: 'chains',
			kind: 'body',
			text: JSON.stringify({ status: 'FAIL', code: '400002', errorMessage: `wrong: ${secret}` }),
		});
		const { message } = await test();
		expect(message).toContain('wrong: ••••');
	});

	/** n8n's HTTP Request node uses the older of n8n's two helpers. */
	const httpRequest = (options: object): INodeType => ({
		description: {
			displayName: 'HTTP Request',
			name: 'httpRequest',
			group: ['output'],
			version: 1,
			description: 'As n8n’s own',
			defaults: { name: 'HTTP Request' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'gatePayApi', required: true }],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			const response: unknown = await this.helpers.requestWithAuthentication.call(
				this,
				'gatePayApi',
				options as never,
			);
			return [[{ json: { response: response as string }, pairedItem: { item: 0 } }]];
		},
	});

	async function send(options: object) {
		const withNode = await Engine.start({
			packageDirectory: process.cwd(),
			credentials: { gatepay: sandbox.institutionCredential },
			nodeTypes: { 'engine.httpRequest': httpRequest(options) },
		});
		const node = {
			id: '2',
			name: 'Request',
			type: 'engine.httpRequest',
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: {},
		};
		return await withNode.run(
			[
				{ ...node, id: '1', name: 'Start', type: 'engine.start' },
				{ ...node, credentials: { gatePayApi: { id: 'gatepay', name: 'gatepay' } } },
			],
			{ Start: { main: [[{ node: 'Request', type: 'main', index: 0 }]] } },
		);
	}

	it('signs what the HTTP Request node sends: an object', async () => {
		const run = await send({
			uri: `${sandbox.baseUrl}/payment/open/institution/v1/pay/order/query`,
			method: 'POST',
			body: { prepayId: '1647438500687506' },
			json: true,
		});
		expect(run.error).toBeUndefined();
		expect(run.output('Request')[0]?.json.response).toMatchObject({ status: 'SUCCESS' });
		expect(sandbox.requests).toMatchObject([
			{ body: '{"prepayId":"1647438500687506"}', answer: { httpStatus: 200 } },
		]);
	});

	it('signs what the HTTP Request node sends: text with spaces around it, which n8n would trim', async () => {
		await send({
			uri: `${sandbox.baseUrl}/payment/open/institution/v1/pay/order/query`,
			method: 'POST',
			body: '\n  {"prepayId": "1647438500687506"}\n',
			headers: { 'content-type': 'application/json' },
		});
		expect(sandbox.requests).toMatchObject([
			{ body: '{"prepayId": "1647438500687506"}', answer: { httpStatus: 200 } },
		]);
	});

	it('signs what the HTTP Request node sends: a query', async () => {
		await send({
			uri: `${sandbox.baseUrl}/payment/open/institution/v2/pay/order/query`,
			method: 'GET',
			qs: { prepayId: '35214673103159414' },
		});
		expect(sandbox.requests).toMatchObject([
			{ query: { prepayId: '35214673103159414' }, answer: { httpStatus: 200 } },
		]);
	});

	it('does not let the HTTP Request node follow a redirect with the signature', async () => {
		sandbox.faults.add({
			on: 'order',
			kind: 'http',
			status: 302,
			headers: { Location: `${sandbox.baseUrl}/elsewhere` },
		});
		await send({
			uri: `${sandbox.baseUrl}/payment/open/institution/v2/pay/order/query`,
			method: 'GET',
			qs: { prepayId: '1' },
			followAllRedirects: true,
		});
		expect(sandbox.requests).toHaveLength(1);
	});

	it('signs for no other address than its Base URL', async () => {
		const run = await send({
			uri: 'http://127.0.0.1:9/v1/pay/order/refund',
			method: 'POST',
			body: {},
			json: true,
		});
		expect(run.error?.message).toMatch(/signs requests to .* only/);
	});

	it('refuses a form', async () => {
		const run = await send({
			uri: `${sandbox.baseUrl}/v1/pay/order/refund`,
			method: 'POST',
			form: { prepayId: '1' },
		});
		expect(run.error?.message).toMatch(/a form cannot be signed/);
		expect(sandbox.requests).toEqual([]);
	});

	it.each([
		['a certificate check that is switched off', { rejectUnauthorized: false }, /certificate check/],
		['certificates of its own', { agentOptions: { ca: 'fake' } }, /certificates or connection settings/],
		['a proxy without HTTPS', { proxy: 'http://127.0.0.1:9' }, /through a proxy/],
		['a notification', { body: { bizType: 'PAY_REFUND' } }, /'bizType'/],
		['a notification, escaped', { body: '{"biz\\u0054ype":"PAY_REFUND"}' }, /'bizType'/],
	])('does not sign %s for the HTTP Request node, and nothing is sent', async (_, more, says) => {
		const run = await send({
			uri: `${sandbox.baseUrl}/payment/open/institution/v1/pay/order/query`,
			method: 'POST',
			body: { prepayId: '1647438500687506' },
			...more,
		});
		expect(run.error?.message).toMatch(says);
		expect(sandbox.requests).toEqual([]);
	});

	it('lets no header of the HTTP Request node name another host or account', async () => {
		await send({
			uri: `${sandbox.baseUrl}/v1/pay/order/query`,
			method: 'POST',
			body: { prepayId: '1647438500687506' },
			headers: {
				host: 'evil.example',
				'content-length': 1,
				' x-gatepay-on-behalf-of ': '1',
				common: { 'X-GatePay-On-Behalf-Of': '1', 'X-GatePay-Signature': 'fake' },
			},
		});
		expect(sandbox.requests).toHaveLength(1);
		const { headers, body } = sandbox.requests[0] ?? { headers: {} as Record<string, string>, body: '' };
		expect(headers).toMatchObject({ host: new URL(sandbox.baseUrl).host });
		expect(headers).not.toHaveProperty('x-gatepay-on-behalf-of');
		expect(headers['x-gatepay-signature']).toHaveLength(128);
		expect(body).toBe('{"prepayId":"1647438500687506"}');
	});
});
