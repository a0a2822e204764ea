import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { Engine, refundWorkflow } from '../../tools/engine';
import { startSandbox, type Sandbox } from '../../tools/sandbox';
import { histories } from '../gatepay/tries';
import { CONTINUE } from './support/world';
import { byPrepayId, byTradeNo } from '../../tools/engine/refundWorkflow';

/** So that the first few approvals hold every field: a test without it would have to try many more. */
const SEED = 202;
/** Each takes two dozen runs of a workflow. */
const COUNT = Math.ceil(histories(600) / 120);
/** Time for one of them on a slow machine, in milliseconds. */
const LONG_ENOUGH = 3_000;

type Version = 'v1' | 'v2';

/** A refund as a person fills it in, and what GatePay knows of its order at that time. */
interface Asked {
	/** The application that asks, and the account in the node's options. */
	account: { credential: string; onBehalfOf?: string };
	order: string;
	namedBy: 'prepayId' | 'merchantTradeNo';
	amount: string | 'full';
	currency: '' | 'USDT' | 'ETH';
	destination: INodeParameters;
	/** What tells it from other refunds. */
	id: INodeParameters;
	/** What the order comes to, and which one has its number. */
	atGatePay: { orderAmount: string; isMoved: boolean };
}

const toAddress = (changes: INodeParameters = {}): INodeParameters => ({
	refundStyle: 2,
	refundPayChannel: 2,
	refundAddress: 'TFakeAddressOfTheBuyer',
	refundChain: 'TRX',
	...changes,
});

/** The values that each part may have. */
const VALUES: { [Part in keyof Asked]: readonly Asked[Part][] } = {
	account: [
		{ credential: 'institution' },
		{ credential: 'institution', onBehalfOf: 'sub-account-2' },
		{ credential: 'forAnother' },
		{ credential: 'merchant' },
		{ credential: 'anotherMerchant' },
	],
	order: ['order-1', 'order-2'],
	namedBy: ['prepayId', 'merchantTradeNo'],
	amount: ['2', '2.000001', '20', 'full'],
	currency: ['', 'USDT', 'ETH'],
	destination: [
		{ refundStyle: 1 },
		{ refundStyle: 2, refundPayChannel: 1, refundToGateUid: '10002' },
		{ refundStyle: 2, refundPayChannel: 1, refundToGateUid: '10003' },
		toAddress(),
		toAddress({ refundAddress: 'TFakeAddressOfSomebodyElse' }),
		toAddress({ refundChain: 'ETH' }),
		toAddress({ additionalFields: { memo: '7' } }),
	],
	id: [
		{ refundRequestIdFrom: 'reference', refundReference: 'T-1' },
		{ refundRequestIdFrom: 'reference', refundReference: 'T-2' },
		{ refundRequestIdFrom: 'orderAndAmount' },
		{ refundRequestIdFrom: 'define', refundRequestId: 'own-1' },
	],
	atGatePay: [
		{ orderAmount: '20', isMoved: false },
		{ orderAmount: '21', isMoved: false },
		{ orderAmount: '20', isMoved: true },
	],
};
const PARTS = Object.keys(VALUES) as Array<keyof Asked>;
const ONLY_V2: ReadonlyArray<keyof Asked> = ['currency', 'destination'];

const approvals = fc
	.record({
		version: fc.constantFrom<Version>('v1', 'v2', 'v2'),
		approved: fc.record(
			Object.fromEntries(PARTS.map((part) => [part, fc.constantFrom<unknown>(...VALUES[part])])),
		) as unknown as fc.Arbitrary<Asked>,
	})
	.filter(({ approved }) => canBeAsked(approved));

/**
 * What is refused before there is anything to approve: the whole of an order in another currency, and a chain that GatePay
 * doesn't list for the currency.
 */
function canBeAsked({ amount, currency, destination }: Asked): boolean {
	return currency !== 'ETH' || (amount !== 'full' && destination.refundChain !== 'TRX');
}

/** Everything that somebody may ask for instead: each other value of each part. */
function changesOf(version: Version, approved: Asked): Asked[] {
	const parts = version === 'v2' ? PARTS : PARTS.filter((part) => !ONLY_V2.includes(part));
	return parts
		.flatMap((part) =>
			VALUES[part]
				.filter((value) => value !== approved[part])
				.map((value) => ({ ...approved, [part]: value }) as Asked),
		)
		.filter(canBeAsked);
}

/** What leaves for GatePay, in a person's terms. */
function sent(version: Version, { account, order, namedBy, amount, ...rest }: Asked): string {
	const { currency, destination, id, atGatePay } = rest;
	return JSON.stringify([
		accountOf(account) ?? account.credential,
		namedBy === 'merchantTradeNo' && atGatePay.isMoved ? `${order}-moved` : order,
		amount === 'full' ? atGatePay.orderAmount : amount,
		...(version === 'v2' ? [currency, destination] : []),
		id,
	]);
}

const ACCOUNTS: Record<string, string | undefined> = {
	institution: 'sub-account-1',
	forAnother: 'sub-account-2',
};

function accountOf({ credential, onBehalfOf }: Asked['account']): string | undefined {
	return onBehalfOf ?? ACCOUNTS[credential];
}

const REFUSAL = expect.stringMatching(
	/^Not sent: What would be sent is not what was previewed: 'Fingerprint' differs\./,
) as string;

/**
 * Preview, a person who approves, and Create with *Fingerprint*, in n8n's engine; in between anything may
 * change, in the workflow and at GatePay.
 */
describe('a refund that was approved', () => {
	let sandbox: Sandbox;
	let engine: Engine;
	beforeAll(async () => {
		sandbox = await startSandbox();
		const { institutionCredential: institution, merchantCredential: merchant } = sandbox;
		const anotherMerchant = { ...merchant, clientId: 'sandbox-other-client' };
		Object.assign(sandbox.applications, { anotherMerchant });
		const forAnother = { ...institution, onBehalfOf: ACCOUNTS.forAnother };
		engine = await Engine.start({
			packageDirectory: process.cwd(),
			credentials: { institution, forAnother, merchant, anotherMerchant },
		});
	});
	afterAll(() => sandbox.close());

	/** Puts the orders at GatePay in order; refunds that were made stay. */
	function setOrders(version: Version, { orderAmount, isMoved }: Asked['atGatePay']): void {
		for (const name of VALUES.order) {
			for (const prepayId of isMoved ? [name, `${name}-moved`] : [name]) {
				const merchantTradeNo = `TRADE-${name}`;
				const paid = { orderAmount, payCurrency: 'ETH', payAmount: '20' };
				sandbox.orders.add({ version, prepayId, merchantTradeNo, ...paid });
			}
		}
	}

	async function run(
		operation: 'preview' | 'create',
		version: Version,
		{ account, order, namedBy, amount, currency, destination, id, atGatePay }: Asked,
		options: INodeParameters = {},
	): Promise<IDataObject> {
		const { credential, onBehalfOf } = account;
		setOrders(version, atGatePay);
		const parameters: INodeParameters = {
			resource: version === 'v1' ? 'refundV1' : 'refundV2',
			operation,
			order: namedBy === 'prepayId' ? byPrepayId(order) : byTradeNo(`TRADE-${order}`),
			refundAmountMode: amount === 'full' ? 'full' : 'specific',
			refundAmount: amount,
			refundReason: 'Goods returned',
			refundCurrency: currency,
			...(version === 'v1' ? {} : destination),
			...id,
			options: { ...options, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) },
		};
		const step = { parameters, credential, settings: CONTINUE };
		const { output } = await engine.run(...refundWorkflow([{}], step));
		return output('Refund')[0]?.json ?? {};
	}

	const timesSent = () => sandbox.requests.filter(({ call }) => call?.startsWith('createRefund')).length;

	it(
		'is sent once however it is asked for again, and nothing that differs from it in anything is sent',
		async () => {
			const holds = fc.asyncProperty(approvals, async ({ version, approved }) => {
				sandbox.reset();
				engine.restart();
				const { fingerprint } = await run('preview', version, approved);
				const create = async (refund: Asked) => {
					const options = { expectedFingerprint: String(fingerprint) };
					const { outcome, error } = await run('create', version, refund, options);
					return outcome ?? error;
				};
				const changes = changesOf(version, approved);
				const isSame = (then: Asked) => sent(version, then) === sent(version, approved);
				for (const other of changes.filter((then) => !isSame(then))) {
					expect([other, await create(other)]).toEqual([other, REFUSAL]);
				}
				expect(timesSent()).toBe(0);

				expect(await create(approved)).toBe('accepted');
				for (const again of [approved, ...changes.filter(isSame)]) {
					expect(await create(again)).toBe('existing');
				}
				// As on another day, or on another worker.
				engine.restart();
				expect(await create(approved)).toBe('existing');
				expect(timesSent()).toBe(1);
			});
			await fc.assert(holds, { numRuns: COUNT, seed: SEED });
		},
		60_000 + COUNT * LONG_ENOUGH,
	);
});
