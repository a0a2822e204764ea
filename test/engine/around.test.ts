import { LoadOptionsContext } from 'n8n-core';
import type { IDataObject, ILoadOptionsFunctions, INodeParameters } from 'n8n-workflow';

import { expectSection } from '../support/readmeSection';
import { waited } from './support/time';
import { CHECKOUT, CONTINUE, messages, PAYMENT, startWorld, type World } from './support/world';
import { byPrepayId, byTradeNo } from '../../tools/engine/refundWorkflow';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<{ workflowPackageWithoutWaiting(): object }>('./support/time')
		.workflowPackageWithoutWaiting(),
);

const GET: INodeParameters = {
	resource: 'refundV2',
	operation: 'get',
	refundIdentifier: 'refundRequestId',
	refundRequestId: '={{ $json.id }}',
};
const ORDER: INodeParameters = {
	resource: 'order',
	operation: 'get',
	order: byPrepayId('={{ $json.prepayId }}'),
};
const ITEM = { prepayId: 'paid-v2-25', amount: '2.5', ticket: 'T-1' };
const OWN = { refundRequestIdFrom: 'define', refundRequestId: 'own-1' };

describe('around a refund', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => {
		world.reset();
		waited();
	});
	afterAll(() => world.close());

	const first = async (items: IDataObject[], parameters: INodeParameters) => {
		const run = await world.refund(items, parameters);
		expect(run.error).toBeUndefined();
		return run.output('Refund')[0]?.json ?? {};
	};

	describe('Get', () => {
		it.each([
			['accepted', 'pending', () => {}],
			['processing', 'pending', () => world.sandbox.refunds.start('own-1')],
			['succeeded', 'succeeded', () => world.sandbox.refunds.finish('own-1')],
			['rejected', 'failed', () => world.sandbox.refunds.reject('own-1', 'Account closed')],
		])(
			'shows a V2 refund that is %s as %s, and failing at GatePay is an answer',
			async (_, refundStatus, move) => {
				await world.refund([ITEM], { ...CHECKOUT, ...OWN });
				move();
				const json = await first([{ id: 'own-1' }], GET);
				expect(json).toMatchObject({
					refundRequestId: 'own-1',
					prepayId: 'paid-v2-25',
					refundAmount: '2.5',
					refundStatus,
				});
				expect(json).not.toHaveProperty('outcome');
				expect(json).not.toHaveProperty('attempts');
				expect(world.creates()).toHaveLength(1);
			},
		);

		it('shows a V1 refund', async () => {
			await world.refund([{ ...ITEM, prepayId: 'paid-v1-25' }], { ...PAYMENT, ...OWN });
			world.sandbox.refunds.finish('own-1');
			expect(await first([{ id: 'own-1' }], { ...GET, resource: 'refundV1' })).toMatchObject({
				refundRequestId: 'own-1',
				prepayId: 'paid-v1-25',
				refundStatus: 'succeeded',
				gatePayStatus: 'SUCCESS',
			});
		});

		it('keeps every digit of long numbers', async () => {
			await world.refund([ITEM], { ...CHECKOUT, ...OWN });
			const { data } = await first([{ id: 'own-1' }], { ...GET, options: { simplify: false } });
			const json = data as IDataObject;
			expect(String(json.refundId)).toMatch(/^\d{17,}$/);
			expect(BigInt(String(json.refundId)) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
		});

		it('fails with “Refused” where GatePay has no such refund, with “No answer” where it does not answer', async () => {
			world.sandbox.faults.add({ on: 'query', refundRequestId: 'silent', kind: 'reset' });
			const run = await world.refund([{ id: 'unheard-of' }, { id: 'silent' }], GET, CONTINUE);
			expect(messages(run)).toEqual([
				expect.stringMatching(/^Not found: GatePay has no such refund .* Refund request ID unheard-of\./),
				expect.stringMatching(/^No answer: The connection broke off .* Refund request ID silent\./),
			]);
		});

		it('waits for the result, with growing pauses, and stops as soon as it is final', async () => {
			await world.refund([ITEM], { ...CHECKOUT, ...OWN });
			world.sandbox.finishAfter = 0;
			world.sandbox.refunds.start('own-1');
			setTimeout(() => world.sandbox.refunds.finish('own-1'), 0);
			const json = await first([{ id: 'own-1' }], {
				...GET,
				options: { waitForResult: true, maximumWait: 3600 },
			});
			expect(json.refundStatus).toBe('succeeded');
			expect(waited()).toBeLessThan(3_600_000);
		});

		it('a time that runs out is no failure', async () => {
			await world.refund([ITEM], { ...CHECKOUT, ...OWN });
			const json = await first([{ id: 'own-1' }], {
				...GET,
				options: { waitForResult: true, maximumWait: 30 },
			});
			expect(json.refundStatus).toBe('pending');
			const queries = world.sandbox.requests.filter(({ call }) => call === 'queryRefundV2');
			expect(queries.length).toBeGreaterThan(4);
			expect(waited()).toBeLessThanOrEqual(30_000);
		});
	});

	describe('Create with Wait for Result', () => {
		const WAIT = { ...CHECKOUT, ...OWN, options: { waitForResult: true, maximumWait: 60 } };

		it('puts out the final result', async () => {
			world.sandbox.finishAfter = 10_000;
			expect(await first([ITEM], WAIT)).toMatchObject({
				outcome: 'accepted',
				attempts: 1,
				refundStatus: 'succeeded',
				gatePayStatus: 'REFUND_SUCCESS',
			});
		});

		it('says pending when the time runs out, and stays accepted when no look-up gets an answer', async () => {
			expect(await first([ITEM], WAIT)).toMatchObject({ outcome: 'accepted', refundStatus: 'pending' });
			world.reset();
			world.sandbox.faults.add({ on: 'create', kind: 'delay', delay: 0 });
			const run = world.refund([{ ...ITEM, ticket: 'T-2' }], { ...WAIT, refundRequestId: 'own-2' });
			await until(() => world.creates().length > 0);
			world.sandbox.faults.add({ on: 'query', kind: 'reset', times: 99 });
			const { output } = await run;
			expect(output('Refund')[0]?.json).toMatchObject({ outcome: 'accepted', refundStatus: 'accepted' });
		});

		it.each(['SETTLING', 'success', '', 7])(
			'leaves a status that nobody knows unknown: %j',
			async (status) => {
				world.sandbox.faults.add({
					on: 'query',
					kind: 'body',
					text: JSON.stringify({ status: 'SUCCESS', code: '', data: { refundRequestId: 'own-1', status } }),
					after: 1,
					times: 99,
				});
				const json = await first([ITEM], WAIT);
				expect(json).toMatchObject({ outcome: 'accepted', refundStatus: 'unknown' });
				const pauses = waited();
				expect(pauses).toBeGreaterThan(59_000);
				expect(pauses).toBeLessThanOrEqual(60_000);
				expect(world.creates()).toHaveLength(1);
			},
		);

		it('fails the item when GatePay could not carry the refund out', async () => {
			const run = world.refund([ITEM], WAIT, CONTINUE);
			await until(() => world.sandbox.refunds.all.length > 0);
			world.sandbox.refunds.reject('own-1', 'Account closed');
			expect(messages(await run)[0]).toBe(
				"Failed: GatePay could not carry it out, status REFUND_REJECTED: Account closed. Refund of 2.5, order paid-v2-25, refund request ID own-1. The buyer has not been paid. To pay again, give this one another 'Refund Request ID'.",
			);
		});
	});

	describe('Create of a refund that failed at GatePay', () => {
		const ADDRESS = {
			...CHECKOUT,
			refundStyle: 2,
			refundPayChannel: 2,
			refundAddress: '={{ $json.address }}',
			refundChain: 'ETH',
		};
		const WRONG = { ...ITEM, address: '0xwrong' };

		it('says so for the corrected input, too, and that another reference makes a new one', async () => {
			const id = String((await first([WRONG], ADDRESS)).refundRequestId);
			world.sandbox.refunds.reject(id, 'Address invalid');
			const corrected = { ...WRONG, address: '0xright', amount: '2.4' };
			const run = await world.refund([corrected], ADDRESS, CONTINUE);
			expect(messages(run)).toEqual([
				`Failed: GatePay could not carry it out, status REFUND_REJECTED: Address invalid. Refund of 2.4, order paid-v2-25, reference T-1, refund request ID ${id}. The buyer has not been paid. To pay again, give this one another 'Refund Reference'.`,
			]);
			expect(world.creates()).toHaveLength(1);
			const next = await first([{ ...corrected, ticket: 'T-1-corrected' }], ADDRESS);
			expect(next).toMatchObject({ outcome: 'accepted', refundAmount: '2.4' });
		});
	});

	describe('Order', () => {
		it.each([
			['V2, by its prepay ID', { apiVersion: 'v2' }, 'paid-v2-25'],
			['V2, nested', { apiVersion: 'v2' }, 'paid-v2-nested'],
			['V1, by its prepay ID', { apiVersion: 'v1' }, 'paid-v1-25'],
			['V2, by its trade number', { order: byTradeNo('TRADE-paid-v2-25') }, 'paid-v2-25'],
		])('is shown: %s', async (_, parameters, prepayId) => {
			expect(await first([{ prepayId }], { ...ORDER, ...parameters })).toMatchObject({
				prepayId,
				merchantTradeNo: `TRADE-${prepayId}`,
				orderStatus: 'PAID',
				currency: 'USDT',
			});
		});

		it('that GatePay does not have is refused', async () => {
			const run = await world.refund([{ prepayId: 'unheard-of' }], ORDER, CONTINUE);
			expect(messages(run)[0]).toMatch(/^Not found: GatePay has no such order .* Order unheard-of\./);
		});

		it('that GatePay does not answer for gets no answer', async () => {
			world.sandbox.faults.add({ on: 'order', kind: 'notJson' });
			const run = await world.refund([{ prepayId: 'paid-v2-25' }], ORDER, CONTINUE);
			expect(messages(run)[0]).toMatch(/^No answer: .* Order paid-v2-25\./);
		});
	});

	describe('Preview', () => {
		const PREVIEW = { ...CHECKOUT, operation: 'preview' };
		const WHOLE_PREVIEW = { ...PREVIEW, options: { simplify: false } };

		const VERDICT = {
			wouldSend: true,
			warnings: 'none',
			refundAmount: '2.5',
			currency: 'USDT',
			orderAmount: '25.5',
			prepayId: 'paid-v2-25',
			merchantTradeNo: 'TRADE-paid-v2-25',
			refundRequestId: 'own-1',
			fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
			existingRefund: 'none',
		};

		it('says whether it would be sent, which refund it is, and that nothing exists yet', async () => {
			expect(await first([ITEM], { ...PREVIEW, ...OWN })).toEqual(VERDICT);
			expect(await first([ITEM], PREVIEW)).toMatchObject({ refundReference: 'T-1' });
		});

		it('shows the request and the order, too, where it is not simplified', async () => {
			expect(await first([ITEM], { ...WHOLE_PREVIEW, ...OWN })).toEqual({
				...VERDICT,
				warnings: [],
				method: 'POST',
				url: `${world.sandbox.baseUrl}/payment/open/institution/v2/standard/order/refund`,
				body: {
					prepayId: 'paid-v2-25',
					refundRequestId: 'own-1',
					refundStyle: 1,
					refundAmount: '2.5',
					refundReason: 'Goods returned',
				},
				order: expect.objectContaining({ prepayId: 'paid-v2-25', status: 'PAID' }) as object,
			});
		});

		it.each<[string, IDataObject, INodeParameters, RegExp, boolean]>([
			['the amount is the whole order', { ...ITEM, amount: '25.50' }, {}, /whole amount/, true],
			// Create leaves the judgement to GatePay, unless it has to look the order up anyway.
			['the order is not paid', { ...ITEM, prepayId: 'pending-v2' }, {}, /not paid yet/, true],
			['the amount is above the order', { ...ITEM, amount: '26' }, {}, /above the amount of the order/, true],
			[
				'the amount is above the order that a trade number names',
				{ ...ITEM, amount: '26' },
				{ order: byTradeNo('TRADE-paid-v2-25') },
				/above the amount of the order/,
				false,
			],
			[
				'the chain may need a memo',
				ITEM,
				{ refundStyle: 2, refundPayChannel: 2, refundAddress: 'UQ1', refundChain: 'TON' },
				/The chain TON takes a memo, and there is none/,
				false,
			],
			[
				'the chain is not listed',
				ITEM,
				{ refundStyle: 2, refundPayChannel: 2, refundAddress: 'x', refundChain: 'NOPE' },
				/does not list the chain NOPE\./,
				false,
			],
			['the order is not shown', { ...ITEM, prepayId: 'unheard-of' }, {}, /GatePay has no such order/, false],
		])('warns in plain words: %s', async (_, item, parameters, warning, wouldSend) => {
			const json = await first([item], { ...PREVIEW, ...parameters });
			expect(json.warnings).toMatch(warning);
			expect(json.wouldSend).toBe(wouldSend);
		});

		it('no memo is asked for where one is given', async () => {
			const json = await first([ITEM], {
				...PREVIEW,
				refundStyle: 2,
				refundPayChannel: 2,
				refundAddress: 'UQ1',
				refundChain: 'TON',
				additionalFields: { memo: '7' },
			});
			expect(json.warnings).toBe('none');
		});

		it.each([
			['made already', {}, /exists already \(PROCESSING\) and would not be sent again/],
			[
				'made with another amount',
				{ refundAmount: '3' },
				/has a refund with this ID and other details: the amount is 2\.5 at GatePay and 3 here/,
			],
		])('warns that the refund was %s', async (_, parameters, warning) => {
			await world.refund([ITEM], { ...CHECKOUT, ...OWN });
			world.sandbox.refunds.start('own-1');
			const json = await first([ITEM], { ...PREVIEW, ...OWN, ...parameters });
			expect(json.warnings).toMatch(warning);
			expect(json).toMatchObject({ wouldSend: false, existingRefund: 'pending' });
		});

		it('warns when GatePay does not answer, and does not promise to send', async () => {
			world.sandbox.faults.add({ on: 'query', kind: 'reset' });
			const json = await first([ITEM], PREVIEW);
			expect(json.warnings).toMatch(/did not show whether this refund exists already/);
			expect(json.wouldSend).toBe(false);
		});

		it('shows codes and passwords as filled in, and nothing of them', async () => {
			const json = await first([ITEM], {
				...WHOLE_PREVIEW,
				additionalFields: { totpCode: '571946', fundPass: 'fake-fund-pass' },
			});
			expect(json.body).toMatchObject({ totpCode: '••••', fundPass: '••••' });
			expect(JSON.stringify(json)).not.toMatch(/571946|fake-fund-pass/);
		});

		it('can’t send: whatever GatePay answers, no create leaves', async () => {
			const answers = ['reset', 'notJson', 'answerLostBefore'] as const;
			for (const kind of answers) {
				for (const on of ['query', 'order', 'chains'] as const) {
					world.sandbox.faults.add({ on, kind });
					await world.refund([ITEM], { ...PREVIEW, refundAmountMode: 'full' }, CONTINUE);
					await world.refund([ITEM], { ...PREVIEW, resource: 'refundV1' }, CONTINUE);
				}
			}
			expect(world.sandbox.requests.length).toBeGreaterThan(20);
			expect(world.creates()).toEqual([]);
			expect(world.sandbox.refunds.all).toEqual([]);
		});

		it('an operation that does not exist sends nothing', async () => {
			const run = await world.refund([ITEM], { ...CHECKOUT, operation: 'createe' }, CONTINUE);
			expect(messages(run)[0]).toMatch(/^Not sent: 'Operation' createe does not exist/);
			expect(world.sandbox.requests).toEqual([]);
		});
	});

	describe('the list of chains', () => {
		/** The form's list, asked for as n8n's editor does. */
		async function list(refundCurrency: unknown) {
			const { methods } = world.engine.loader.getNode('gatePayRefund').type as unknown as {
				methods: { loadOptions: { getRefundChains(this: ILoadOptionsFunctions): Promise<unknown> } };
			};

			const [nodes, connections] = [
				[
					{
						id: '1',
						name: 'Refund',
						type: 'n8n-nodes-gatepay.gatePayRefund',
						typeVersion: 1,
						position: [0, 0] as [number, number],
						parameters: {},
						credentials: { gatePayApi: { id: 'gatepay', name: 'gatepay' } },
					},
				],
				{},
			];
			const workflow = world.engine.workflow(nodes, connections);
			const additionalData = { ...world.engine.additionalData(), currentNodeParameters: { refundCurrency } };
			const node = workflow.getNode('Refund');
			if (!node) throw new Error('no node');
			const context = new LoadOptionsContext(workflow, node, additionalData as never, 'parameters');
			return await methods.loadOptions.getRefundChains.call(context);
		}

		it('names them as people know them, with fee and memo', async () => {
			expect(await list('USDT')).toEqual([
				{ name: 'Ethereum/ERC20 (fee 2.5)', value: 'ETH', description: 'ETH' },
				{ name: 'Tron/TRC20 (fee 1.5)', value: 'TRX', description: 'TRX' },
				{ name: 'Solana', value: 'SOL', description: 'SOL' },
				{ name: 'The Open Network (memo may be needed, fee 0.3)', value: 'TON', description: 'TON' },
				{ name: 'KAVAEVM', value: 'KAVAEVM', description: '' },
			]);
		});

		it.each(['', '={{ $json.currency }}'])(
			'says what to do where the currency is not fixed (“%s”)',
			async (currency) => {
				expect(await list(currency)).toEqual([
					{ name: "To list chains, enter a fixed 'Refund Currency'", value: '' },
				]);
			},
		);

		it('says what GatePay answers where it lists none', async () => {
			world.sandbox.faults.add({ on: 'chains', kind: 'code', code: '400004' });
			await expect(list('USDT')).rejects.toThrow(/did not list the chains of USDT: .*400004/);
		});
	});

	it('the documentation shows a sample of each operation', async () => {
		const item = { prepayId: '35214673103159414', amount: '2.50', ticket: 'TICKET-1042' };
		const node = { ...CHECKOUT, ...OWN, refundRequestId: 'ticket-1042' };
		world.sandbox.finishAfter = 5_000;
		const preview = await first([item], { ...node, operation: 'preview' });
		const samples = [
			sample('Preview', preview),
			sample(
				'Create, with Wait for Result',
				await first([item], { ...node, options: { waitForResult: true } }),
			),
			sample('Get', await first([{ id: 'ticket-1042' }], GET)),
			sample('Order: Get', await first([item], ORDER)),
		];
		expectSection('docs/output.md', 'samples', `\n${samples.join('\n')}\n`);
	});
});

/** Times are another on every run. */
function sample(title: string, json: IDataObject): string {
	return `*${title}*\n\n\`\`\`json\n${JSON.stringify(json, null, 2).replace(/[\d-]+T[\d:.]+Z/g, '2026-01-31T09:00:00.000Z')}\n\`\`\`\n`;
}

/** Looks again and again, but not for ever. */
async function until(isSo: () => boolean): Promise<void> {
	for (let looks = 0; !isSo(); looks++) {
		if (looks > 100_000) throw new Error('It never came to that');
		await new Promise((resolve) => setImmediate(resolve));
	}
}
