import { previewRefund } from '../../../gatepay/refund/preview';
import type { LookUpGateway } from '../../../gatepay/api/gateway';
import type { Order } from '../../../gatepay/api/order';
import { objectionTo, type RefundIntent } from '../../../gatepay/refund/intent';
import { gatewayThatSays } from '../gateways';
import { anIntent, anOrder } from '../intents';
import { UNWANTED_WORDS } from '../refusal';

const ID = '202508271923022';
const NOT_FOUND = '{"status":"FAIL","code":"400304"}';
const SILENCE = { kind: 'silence', reason: 'no answer came' } as const;

const found = (fields: object) =>
	JSON.stringify({
		status: 'SUCCESS',
		data: { refundRequestId: ID, orderId: '35214673103159414', ...fields },
	});
const chains = (...list: object[]) => JSON.stringify({ status: 'SUCCESS', data: { chains: list } });

/** Previews a refund whose order speaks against it or not, as `objectionTo` has it. */
function preview(intent: RefundIntent, order: Order | undefined, gateway: LookUpGateway, judgesOrder = true) {
	const objection = order && objectionTo(intent, order);
	return previewRefund(intent, order, gateway, { objection, judgesOrder });
}

/** A refund to an address, which may need a memo. */
const TO_CHAIN = anIntent({
	fields: { refundStyle: '2', refundCurrency: 'USDT', refundAddress: 'EQabc', refundChain: 'TON' },
});

describe('the preview of a refund', () => {
	it('is that it would be sent, when GatePay does not have it and nothing speaks against it', async () => {
		const gateway = gatewayThatSays(NOT_FOUND);
		expect(await preview(anIntent(), anOrder(), gateway)).toEqual({
			existingRefund: null,
			warnings: [],
			wouldSend: true,
		});
		expect(gateway.requests).toHaveLength(1);
		expect(gateway.requests[0]).toMatchObject({ call: 'queryRefundV2', query: { refundRequestId: ID } });
	});

	it('is made without the order, too', async () => {
		expect(await preview(anIntent(), undefined, gatewayThatSays(NOT_FOUND))).toMatchObject({
			warnings: [],
			wouldSend: true,
		});
	});

	it('is that it would not be sent, when GatePay does not say whether it exists', async () => {
		expect(await preview(anIntent(), anOrder(), gatewayThatSays(SILENCE))).toEqual({
			existingRefund: null,
			warnings: ['GatePay did not say whether this refund exists already: no answer came.'],
			wouldSend: false,
		});
	});

	it.each([
		[
			'a word of GatePay’s',
			{ status: 'PROCESS' },
			'This refund exists already (PROCESS) and would not be sent again.',
		],
		['no word of GatePay’s', {}, 'This refund exists already (accepted) and would not be sent again.'],
		[
			'the word that it failed',
			{ status: 'REJECTED' },
			'This refund exists already, and GatePay could not carry it out (REJECTED). Another reference makes a new one.',
		],
		[
			'another amount',
			{ requestAmount: '5' },
			'GatePay already has a refund with this ID, with different details: the amount is 5 at GatePay and 0.018 here.',
		],
	])('is that it would not be sent, when GatePay has it with %s', async (_, fields, warning) => {
		const shown = await preview(anIntent(), anOrder(), gatewayThatSays(found(fields)));
		expect(shown).toEqual({
			existingRefund: { refundRequestId: ID, orderId: '35214673103159414', ...fields },
			warnings: [warning],
			wouldSend: false,
		});
	});

	it('is that it would not be sent, when the order speaks against it', async () => {
		const gateway = gatewayThatSays(NOT_FOUND);
		expect(await preview(anIntent(), anOrder({ status: 'PENDING' }), gateway)).toMatchObject({
			warnings: ['Order 35214673103159414 is not paid yet (PENDING).'],
			wouldSend: false,
		});
	});

	it('leaves the judgement to GatePay where Create would not look the order up', async () => {
		const gateway = gatewayThatSays(NOT_FOUND);
		expect(await preview(anIntent(), anOrder({ status: 'PENDING' }), gateway, false)).toEqual({
			existingRefund: null,
			warnings: ['Order 35214673103159414 is not paid yet (PENDING).'],
			wouldSend: true,
		});
	});

	it.each([
		[undefined, ['The amount is the whole amount of the order.']],
		['usdt', ['The amount is the whole amount of the order.']],
		['BTC', []],
	])("warns of the order's whole amount in its own currency only: %s", async (refundCurrency, warnings) => {
		const fields = refundCurrency === undefined ? {} : { refundCurrency };
		const whole = anIntent({ refundAmount: '10.0', fields });
		expect(await preview(whole, anOrder(), gatewayThatSays(NOT_FOUND))).toMatchObject({ warnings });
		expect(await preview(whole, undefined, gatewayThatSays(NOT_FOUND))).toMatchObject({ warnings: [] });
	});
});

describe('the memo of a refund to an address', () => {
	it('is looked up, for the currency and the account of the refund', async () => {
		const gateway = gatewayThatSays(NOT_FOUND, chains({ chain: 'TON' }));
		expect(await preview({ ...TO_CHAIN, onBehalfOf: '100' }, undefined, gateway)).toMatchObject({
			warnings: [],
			wouldSend: true,
		});
		expect(gateway.requests[1]).toEqual({
			call: 'refundChains',
			method: 'GET',
			query: { currency: 'USDT' },
			onBehalfOf: '100',
		});
	});

	it("is looked up for the order's currency, when the refund has none", async () => {
		const gateway = gatewayThatSays(NOT_FOUND, chains({ chain: 'TON' }));
		const intent = { ...TO_CHAIN, fields: { refundChain: 'TON' } };
		await preview(intent, anOrder({ currency: 'GT' }), gateway);
		expect(gateway.requests[1]).toHaveProperty('query', { currency: 'GT' });
	});

	it.each(['TON', 'ton'])('is recommended where the chain may need one: %s', async (chain) => {
		const gateway = gatewayThatSays(
			NOT_FOUND,
			chains({ chain: 'ETH' }, { chain, hasWithdrawMemo: 1, show_chain_name_en: 'Toncoin' }),
		);
		expect(await preview(TO_CHAIN, undefined, gateway)).toMatchObject({
			warnings: [
				"Addresses on Toncoin may need a memo: without it the money may be lost. Add 'Memo' if the recipient gave one.",
			],
			wouldSend: true,
		});
	});

	it.each([
		['it is there', { refundChain: 'TON', refundCurrency: 'USDT', memo: '101' }],
		['no chain is', { refundCurrency: 'USDT' }],
		['no currency is known', { refundChain: 'TON' }],
	])('is not looked up when %s', async (_, fields) => {
		const gateway = gatewayThatSays(NOT_FOUND);
		expect(await preview({ ...TO_CHAIN, fields }, undefined, gateway)).toMatchObject({ warnings: [] });
		expect(gateway.requests).toHaveLength(1);
	});

	it('is unknown for a chain that GatePay does not list', async () => {
		const gateway = gatewayThatSays(NOT_FOUND, chains({ chain: 'ETH', hasWithdrawMemo: 1 }));
		expect(await preview(TO_CHAIN, undefined, gateway)).toMatchObject({
			warnings: ['GatePay does not list the chain TON for USDT.'],
		});
	});

	it.each([SILENCE, '<html></html>', '{"status":"SUCCESS","data":{}}', '{"status":"FAIL","code":"400205"}'])(
		'is unknown when GatePay does not show its chains: %j',
		async (reply) => {
			expect(await preview(TO_CHAIN, undefined, gatewayThatSays(NOT_FOUND, reply))).toMatchObject({
				warnings: ['GatePay did not show its chains, so whether this one needs a memo is not known.'],
				wouldSend: true,
			});
		},
	);
});

describe('the warnings', () => {
	it('come in their order, in sentences without the words that alarm people', async () => {
		const intent = { ...TO_CHAIN, refundAmount: '10' };
		const gateway = gatewayThatSays(SILENCE, SILENCE);
		const { warnings } = await preview(intent, anOrder({ status: 'EXPIRED' }), gateway);
		expect(warnings).toEqual([
			expect.stringMatching(/^GatePay did not say/),
			expect.stringMatching(/was never paid \(EXPIRED\)\.$/),
			'The amount is the whole amount of the order.',
			expect.stringMatching(/^GatePay did not show its chains/),
		]);
		for (const warning of warnings) {
			expect(warning).toMatch(/^[A-Z'].+\.$/);
			expect(warning).not.toMatch(UNWANTED_WORDS);
		}
	});
});
