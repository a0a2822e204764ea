import type { IDataObject, INode, INodeParameters, INodeType } from 'n8n-workflow';

import { Engine, refundWorkflow } from '../../tools/engine';
import { passTime } from './support/time';
import { CHECKOUT, CONTINUE, messages, outcomes, startWorld, type World } from './support/world';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<{ workflowPackageWithoutWaiting(): object }>('./support/time')
		.workflowPackageWithoutWaiting(),
);

/** What an item says of a refund is so, run after run, and it says what helps. */
describe('the node tells the truth', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => {
		world.reset();
		world.sandbox.repeatedIds = 'payAgain';
	});
	afterAll(() => world.close());

	const ITEM = { prepayId: 'paid-v2-25', amount: '1', ticket: 'RET 0815' };
	const AT_ONCE: INodeParameters = { ...CHECKOUT, options: { settleTime: 0 } };
	const MINUTES = 60_000;

	const says = async (parameters: INodeParameters = AT_ONCE, item: IDataObject = ITEM) => {
		const [shown] = (await world.refund([item], parameters, CONTINUE)).output('Refund');
		return String(shown?.json.error ?? shown?.json.outcome);
	};
	const timesPaid = () => world.sandbox.ledger.timesPaidTo('paid-v2-25');

	describe('of a refund that', () => {
		it('GatePay refuses after a lost answer: refused, once the first request cannot arrive any more', async () => {
			world.sandbox.faults.add({ on: 'create', kind: 'answerLostBefore' });
			world.sandbox.faults.add({ on: 'create', kind: 'code', code: '400605', times: 99 });
			expect(await says()).toMatch(/^Outcome unknown: /);
			passTime(1 * MINUTES);
			expect(await says()).toMatch(/^Outcome unknown: /);
			for (let run = 0; run < 5; run++) {
				passTime(run === 0 ? 1 * MINUTES : 3 * MINUTES);
				expect(await says()).toMatch(/^Refused: .*\(code 400605\).* Top up the account/);
			}
		});

		it('GatePay takes over its timeout: it is not sent again while it may still arrive', async () => {
			world.sandbox.faults.add({ on: 'create', kind: 'delay', delay: 1_300 });
			world.sandbox.faults.add({ on: 'query', kind: 'queryLags', delay: 4 * MINUTES });
			const parameters = { ...CHECKOUT, options: { settleTime: 0, timeout: 1 } };
			const first = says(parameters);
			while (world.creates().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
			passTime(130_000);
			expect(await first).toMatch(/^Outcome unknown: /);
			const again = await says(parameters);
			expect(timesPaid()).toBe(1);
			expect(again).toMatch(/^Outcome unknown: It was sent at .* may still arrive/);
		});

		it('GatePay refuses although a copy of it was made: an immediate retry finds it', async () => {
			world.sandbox.faults.add({ on: 'create', kind: 'code', code: '400605', made: true });
			world.sandbox.faults.add({ on: 'query', kind: 'queryLags', delay: 2_000 });
			expect(await says()).toMatch(/^Refused: .*400605/);
			expect(await says()).toBe('existing');
			expect(timesPaid()).toBe(1);
		});

		it.each([
			['another amount', { requestAmount: '0.9' }],
			['another recipient', { refund_style: 2 }],
		])('GatePay accepted and shows with %s: unknown, and nothing that pays it again', async (_, shown) => {
			expect(await says()).toBe('accepted');
			showNext({ ...shown });
			const message = await says();
			expect(message).toMatch(/^Outcome unknown: GatePay shows this refund with other details: /);
			expect(message).not.toMatch(/another 'Refund Reference'/);
		});

		it('GatePay accepted and shows with its own word for the chain: existing', async () => {
			world.sandbox.faults.add({
				on: 'chains',
				kind: 'body',
				times: 9,
				text: answer({ chains: [{ chain: 'MATIC' }] }),
			});
			const parameters = {
				...CHECKOUT,
				refundCurrency: 'USDT',
				refundStyle: 2,
				refundPayChannel: 2,
				refundAddress: '0x52908400098527886E0F7030069857D2E4169EE7',
				refundChain: 'MATIC',
			};
			expect(await says(parameters)).toBe('accepted');
			showNext({ refund_chain: 'Polygon', refund_address: parameters.refundAddress });
			expect(await says(parameters)).toBe('existing');
		});

		it.each([
			[
				'400002',
				/^Outcome unknown: GatePay had this refund at [^.]+\. No look-up since was answered: The signature is wrong .* Check 'Secret' in the credential/,
			],
			[
				'400304',
				/^Outcome unknown: GatePay had this refund at [^.]+ but doesn't show it now\. Refund of .* This n8n won't send it again/,
			],
		])('GatePay accepted, looked up again with code %s: what is said of it is so', async (code, message) => {
			expect(await says()).toBe('accepted');
			world.sandbox.faults.add({ on: 'query', kind: 'code', code, times: 9 });
			expect(await says()).toMatch(message);
			expect(timesPaid()).toBe(1);
		});

		/** The next look-up of the refund shows this of it. */
		const showNext = (fields: IDataObject) => {
			const { refundRequestId } = JSON.parse(world.creates()[0]?.body ?? '') as IDataObject;
			const text = answer({ refundRequestId, orderId: 'paid-v2-25', status: 'PROCESS', ...fields });
			world.sandbox.faults.add({ on: 'query', kind: 'body', text });
		};
		const answer = (data: IDataObject) =>
			JSON.stringify({ status: 'SUCCESS', code: '000000', label: '', errorMessage: '', data });
	});

	it('a refund whose reference differs in a run of spaces is the same one', async () => {
		expect(await says()).toBe('accepted');
		expect(await says(AT_ONCE, { ...ITEM, ticket: ' RET  0815' })).toBe('existing');
		expect(timesPaid()).toBe(1);
	});

	it('two applications of one account make one refund of one', async () => {
		const { institutionCredential, applications } = world.sandbox;
		const second = { ...applications.institution, clientId: 'fake-second-client' };
		Object.assign(applications, { second });
		world.sandbox.faults.add({ on: 'query', kind: 'queryLags', queries: 2 });
		const { clientId } = second;
		const engine = await Engine.start({
			packageDirectory: process.cwd(),
			credentials: { first: institutionCredential, second: { ...institutionCredential, clientId } },
		});
		const both = ['first', 'second'].map((credential) =>
			engine.run(...refundWorkflow([ITEM], { parameters: CHECKOUT, credential, settings: CONTINUE })),
		);
		expect((await Promise.all(both)).flatMap(outcomes).sort()).toEqual(['accepted', 'existing']);
		expect(timesPaid()).toBe(1);
	});

	it("Max Total Amount counts a loop's passes together", async () => {
		let passes = 0;
		const loop: INodeType = {
			description: {
				...{ displayName: 'Loop', name: 'loop', group: ['transform'], version: 1, description: 'Loop' },
				...{ defaults: {}, inputs: ['main'], outputs: ['main', 'main'], properties: [] },
			},
			async execute() {
				passes += 1;
				return passes > 3 ? [[{ json: {} }], []] : [[], [{ json: { ...ITEM, amount: '4', ticket: passes } }]];
			},
		};
		const [nodes, connections] = refundWorkflow([ITEM], {
			parameters: { ...CHECKOUT, options: { maximumTotalAmount: '5' } },
			settings: CONTINUE,
		});
		const [start, items, refund] = nodes as [INode, INode, INode];
		const looping: INode = { ...items, id: 'Loop', name: 'Loop', type: 'engine.loop', parameters: {} };
		const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
		const { run } = await world.engine
			.withNodeType('engine.loop', loop)
			.run([start, items, looping, refund], {
				...connections,
				Items: { main: [to('Loop')] },
				Loop: { main: [[], to('Refund')] },
				Refund: { main: [to('Loop')] },
			});
		const passed = (run.data.resultData.runData.Refund ?? []).flatMap(({ data }) => data?.main?.[0] ?? []);
		const above = expect.stringMatching(
			/^Not sent: All refunds of this execution come to 8 USDT, above 'Max Total Amount' \(5\)/,
		) as string;
		expect(passed.map(({ json }) => json.outcome ?? json.error)).toEqual(['accepted', above, above]);
		expect(world.creates()).toHaveLength(1);
	});

	it('three items that GatePay answers oddly do not hold up the fourth, and say which refund they are', async () => {
		const items = ['a', 'b', 'c', 'd'].map((ticket) => {
			world.sandbox.orders.add({ prepayId: `order-${ticket}` });
			return { ...ITEM, prepayId: `order-${ticket}`, ticket };
		});
		for (const prepayId of ['order-a', 'order-b', 'order-c'])
			world.sandbox.faults.add({ on: 'create', prepayId, kind: 'code', code: '300001', times: 9 });
		const run = await world.refund(
			items,
			{ ...AT_ONCE, options: { settleTime: 0, concurrency: 1 } },
			CONTINUE,
		);
		expect(outcomes(run)).toEqual([undefined, undefined, undefined, 'accepted']);
		expect(messages(run)[0]).toMatch(
			/^Outcome unknown: GatePay answered code 300001: .* Refund of 1, order order-a, reference a, refund request ID /,
		);
	});

	describe('to somebody who tries it for the first time:', () => {
		it.each([
			['a wrong secret', '400002', "Check 'Secret' in the credential"],
			['a wrong client ID', '400004', "Check 'Client ID' in the credential"],
			['a wrong account', '400203', "Check 'Account Type' and 'On Behalf Of' in the credential"],
			['a clock that is off', '400003', 'Set the clock of the machine that runs n8n'],
		])('%s is named by Create, Preview and Get', async (_, code, advice) => {
			world.sandbox.faults.add({ on: 'query', kind: 'code', code, times: 99 });
			world.sandbox.faults.add({ on: 'order', kind: 'code', code, times: 99 });
			for (const parameters of [
				CHECKOUT,
				{ ...CHECKOUT, refundAmountMode: 'full' },
				{ ...CHECKOUT, operation: 'get', refundIdentifier: 'reference' },
			]) {
				const message = await says(parameters);
				expect(message).toContain(advice);
				expect(message).toContain(`(code ${code})`);
				expect(message).not.toContain('Run the workflow again later');
			}
			const [shown] = (await world.refund([ITEM], { ...CHECKOUT, operation: 'preview' })).output('Refund');
			expect(shown?.json.wouldSend).toBe(false);
			expect(String(shown?.json.warnings)).toContain(advice);
		});

		it('a secret that is really wrong is named by Create', async () => {
			const run = await world.refund([ITEM], CHECKOUT, CONTINUE, 'wrongSecret');
			expect(messages(run)[0]).toMatch(/^Not sent: The signature is wrong \(code 400002\).*Check 'Secret'/);
		});

		it('an order that GatePay does not have would not be sent', async () => {
			const [shown] = (
				await world.refund([{ ...ITEM, prepayId: 'nowhere' }], { ...CHECKOUT, operation: 'preview' })
			).output('Refund');
			expect(shown?.json.wouldSend).toBe(false);
			expect(String(shown?.json.warnings)).toMatch(
				/^GatePay has no such order \(code 400202\)\. Check 'Order'/,
			);
			expect(String(shown?.json.warnings)).not.toContain('did not show the order');
		});

		it.each<[string, INodeParameters]>([
			['Create', CHECKOUT],
			['Preview', { ...CHECKOUT, operation: 'preview' }],
			['Get', { ...CHECKOUT, operation: 'get', refundIdentifier: 'reference' }],
			['an order', { ...CHECKOUT, resource: 'order', operation: 'get' }],
			['the balance', { resource: 'balance', operation: 'get' }],
			['the history', { resource: 'refundHistory', operation: 'getMany' }],
		])('Always Output Data with the error output is refused for %s', async (_, parameters) => {
			const run = await world.refund([ITEM], parameters, {
				onError: 'continueErrorOutput',
				alwaysOutputData: true,
			});
			expect(run.output('Refund', 1).map(({ json }) => json.error)).toEqual([
				expect.stringMatching(/^Not sent: 'Always Output Data' is on together with the error output/),
			]);
			expect(world.sandbox.requestsMade).toBe(0);
		});

		it.each<[string, INodeParameters, RegExp]>([
			[
				'a reference',
				{ ...CHECKOUT, operation: 'get', refundIdentifier: 'reference' },
				/^Not found: .*order paid-v2-25, reference RET 0815, .* Check 'Order', 'Refund Reference' and 'Resource'\.$/,
			],
			[
				'an order and an amount',
				{ ...CHECKOUT, operation: 'get', refundIdentifier: 'orderAndAmount' },
				/^Not found: .*Refund of 1, order paid-v2-25, .* Check 'Order', 'Refund Amount' and 'Resource'\.$/,
			],
			[
				'an ID',
				{ ...CHECKOUT, operation: 'get', refundIdentifier: 'refundRequestId', refundRequestId: 'own-1' },
				/^Not found: .*Refund request ID own-1\. Check 'Refund Request ID' and 'Resource'\.$/,
			],
			[
				'an order of the other version',
				{ ...CHECKOUT, resource: 'order', operation: 'get', apiVersion: 'v1' },
				/^Not found: .* This order belongs to 'V2': choose it in 'API Version'\.$/,
			],
		])('Get that finds nothing by %s names what is on its form', async (_, parameters, message) => {
			expect(await says(parameters)).toMatch(message);
		});
	});
});
