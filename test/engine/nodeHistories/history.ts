import fc from 'fast-check';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { PlannedFault } from '../../../tools/sandbox/faults';
import { ODD_KINDS, type Trouble } from './network';
import { byPrepayId, byTradeNo } from '../../../tools/engine/refundWorkflow';

/** One history: a GatePay, a network, and what somebody does with one node. */
export interface History {
	repeatedIds: 'refuse' | 'sameAnswer' | 'payAgain';
	/** Milliseconds until a query shows a refund. */
	lag: number;
	finishAfter: number | undefined;
	/** Milliseconds after which GatePay can't carry a refund out. */
	rejectAfter: number | undefined;
	latencies: number[];
	faults: PlannedFault[];
	troubles: Trouble[];
	/** Whether requests go over a real loopback network. */
	isReal: boolean;
	steps: Step[];
}

/** One or two executions at the same moment, perhaps after a restart. */
export interface Step {
	/** Milliseconds since the step before. */
	gap: number;
	isRestarted: boolean;
	executions: Execution[];
}

export interface Execution {
	items: IDataObject[];
	parameters: INodeParameters;
	settings: Partial<INode>;
	credential: string;
	/** A part of the node that throws: which one, at which of its calls, and whether at all later ones, too. */
	fault: { place: number; nth: number; isLasting: boolean } | undefined;
	/** Milliseconds after which somebody stops it. */
	cancelAfter: number | undefined;
}

/** Appear in no output and no message. */
export const CODES = {
	fundPass: 'fake-fund-pass-&-"quoted"',
	totpCode: '571946',
	smsCode: 'fake sms code',
	emailCode: 'fake-email-code',
};
/** Longer than any code; the beginning is enough to know it by. */
const HUGE_CODE = 'fake-huge-code-'.repeat(3_400);

const ODD_VALUES = [
	undefined,
	null,
	'',
	' ',
	'undefined',
	'RET_null',
	'T-Invalid DateTime',
	'[object Object]',
	{},
	[],
	{ a: 1 },
	0,
	-1,
	1e21,
	0.1 + 0.2,
	100 / 3,
	2 ** 53 + 2,
	true,
	'1,5',
	'1e3',
	'٣',
	'e\u0301',
	'\u200b',
	'\u0000',
	'\ud800',
	'x'.repeat(50_000),
	'__proto__',
	'constructor',
];
const ODD_EXPRESSIONS = [
	'={{ $json.nope }}',
	'={{ $json.nope.deeper }}',
	'=T-{{ $json.nope }}',
	"={{ 'T-' + $json.nope }}",
	'={{ 100/3 }}',
	'={{ $json }}',
	'={{ [1] }}',
	'={{ null }}',
	'={{ $execution.id }}',
	'={{ $itemIndex }}',
	'={{ new Date() }}',
	'={{ not an expression',
	'={{ }}',
	'=',
];

const oddValue = fc.constantFrom(...(ODD_VALUES as unknown[]));
const odd = fc.oneof(oddValue, fc.constantFrom(...(ODD_EXPRESSIONS as unknown[])));

/** Mostly usual, else odd. */
const mostly = (usual: fc.Arbitrary<unknown>, weight = 24): fc.Arbitrary<unknown> =>
	fc.oneof({ arbitrary: usual, weight }, { arbitrary: odd, weight: 1 });

/** In one of so many cases. */
function rarely<T>(value: fc.Arbitrary<T>, of: number): fc.Arbitrary<T | undefined> {
	return fc.oneof({ arbitrary: fc.constant(undefined), weight: of - 1 }, { arbitrary: value, weight: 1 });
}

/** Each with this chance, in percent. */
function some(fields: Record<string, fc.Arbitrary<unknown>>, percent: number): fc.Arbitrary<object> {
	const entries = Object.entries(fields).map(([name, value]) =>
		fc.tuple(fc.integer({ min: 0, max: 99 }), value).map(([die, of]) => (die < percent ? [[name, of]] : [])),
	);
	return fc
		.tuple(...entries)
		.map((chosen) => Object.fromEntries(chosen.flat() as Array<[string, unknown]>) as object);
}

const ORDERS = {
	v1: ['paid-v1-25', 'paid-v1-100', 'paid-v1-10', 'paid-v1-in-eth'],
	v2: ['paid-v2-25', 'paid-v2-100', 'paid-v2-10', 'paid-v2-nested'],
};
const BAD_ORDERS = [
	'pending',
	'expired',
	'refused-400605',
	'refused-400607',
	'refused-500206',
	'refused-400202',
	'none',
];

function items(version: 'v1' | 'v2'): fc.Arbitrary<IDataObject[]> {
	const prepayId = fc.oneof(
		{ arbitrary: fc.constantFrom(...ORDERS[version].slice(0, 3)), weight: 14 },
		{ arbitrary: fc.constantFrom(...ORDERS[version], ...BAD_ORDERS), weight: 2 },
	);
	const item = fc
		.record({
			prepayId,
			amount: fc.constantFrom<unknown>('1', '2.5', 2.5, '0.000001'),
			ticket: fc.constantFrom<unknown>('T-1', 'T-2', 'Ticket é', 42),
			broken: rarely(
				fc.tuple(fc.constantFrom('prepayId', 'amount', 'ticket', 'code', 'timeout'), oddValue),
				20,
			),
		})
		.map(({ broken, ...fields }) => ({
			...fields,
			trade: `TRADE-${fields.prepayId}`,
			own: `own-${String(fields.ticket).replace(/\W/g, '')}`,
			code: CODES.totpCode,
			timeout: 30,
			...(broken ? { [broken[0]]: broken[1] } : {}),
		}));
	return fc.array(item, { minLength: 1, maxLength: 6 }) as fc.Arbitrary<IDataObject[]>;
}

const options = (isLong: boolean) =>
	some(
		{
			concurrency: mostly(fc.constantFrom(1, 2, 5, 20)),
			expectedFingerprint: fc.constantFrom('0'.repeat(32), '', '', '', ''),
			maximumOrderAge: mostly(fc.constantFrom(1, 90)),
			maximumRefundAmount: mostly(fc.constantFrom('2', '100', '100', 100, '1000')),
			maximumTotalAmount: mostly(fc.constantFrom('3', '1000', '1000', '1000')),
			maximumWait: mostly(fc.constantFrom(0, 10, 60)),
			onBehalfOf: mostly(fc.constantFrom('sub-account-1', 'sub-account-2')),
			settleTime: mostly(fc.constantFrom(0, 1, 5, 60, '90')),
			simplify: mostly(fc.boolean()),
			timeout: mostly(
				fc.constantFrom<unknown>(...(isLong ? [30] : [1, 2.5, 64.1, '={{ 100/3 }}', '={{ $json.timeout }}'])),
			),
			waitForResult: mostly(fc.boolean()),
		},
		10,
	);

const additionalFields = {
	v1: some({ refundReason: mostly(fc.constantFrom('Goods returned', 'x'.repeat(257))) }, 30),
	v2: some(
		{
			adjustOrderId: mostly(fc.constantFrom('1991045981847818240', 7)),
			emailCode: mostly(fc.constant(CODES.emailCode), 4),
			fundPass: mostly(fc.constantFrom(CODES.fundPass, HUGE_CODE), 4),
			memo: mostly(fc.constantFrom('7', 'M-{{ $json.nope }}')),
			needNotify: mostly(fc.boolean()),
			opUserId: mostly(fc.constant('10002')),
			refundAmountTypeFull: mostly(fc.constantFrom<unknown>(0, 0, '0', 1)),
			refundBearType: mostly(fc.constantFrom(1, 2)),
			refundFundStatementId: mostly(fc.constant('12')),
			refundGateId: mostly(fc.constant('1991045981847818240')),
			refundLimit: mostly(fc.boolean()),
			refundSource: mostly(fc.constantFrom(0, 1)),
			smsCode: mostly(fc.constant(CODES.smsCode), 4),
			totpCode: mostly(fc.constantFrom(CODES.totpCode, '={{ $json.code }}'), 4),
		},
		10,
	),
};

function parameters(version: 'v1' | 'v2', isLong: boolean): fc.Arbitrary<INodeParameters> {
	const usually = (usual: unknown, ...others: unknown[]) =>
		fc.oneof(
			{ arbitrary: fc.constant(usual), weight: 80 },
			...(others.length > 0 ? [{ arbitrary: fc.constantFrom(...others), weight: 20 }] : []),
			{ arbitrary: odd, weight: 1 },
		);
	const refund = version === 'v1' ? 'refundV1' : 'refundV2';
	const destination = fc.oneof(
		{ arbitrary: fc.constant({}), weight: 8 },
		{
			arbitrary: fc.record({
				refundStyle: fc.constantFrom<unknown>(2, '2'),
				refundToGateUid: mostly(fc.constant('10002')),
			}),
			weight: 1,
		},
		{
			arbitrary: fc.record({
				refundStyle: fc.constant(2),
				refundPayChannel: fc.constant(2),
				refundAddress: mostly(fc.constant('TExample')),
				refundChain: mostly(fc.constant('TRX')),
			}),
			weight: 1,
		},
		{ arbitrary: fc.record({ refundStyle: odd }), weight: 1 },
	);
	return fc
		.record({
			what: fc.oneof(
				{ arbitrary: fc.constant<[string, string]>([refund, 'create']), weight: 30 },
				{
					arbitrary: fc.constantFrom<[string, string]>(
						[refund, 'preview'],
						[refund, 'get'],
						[refund, 'createe'],
						['refundV3', 'create'],
						['order', 'get'],
						['balance', 'get'],
						['refundHistory', 'getMany'],
					),
					weight: 4,
				},
			),
			currencies: usually('USDT', 'usdt, BTC'),
			returnAll: usually(false, true),
			limit: usually(50, 1),
			filters: some(
				{
					currency: mostly(fc.constant('USDT')),
					from: mostly(fc.constantFrom('2026-01-01', '2026-01-05T00:00:00Z')),
					to: mostly(fc.constant('2026-02-01T08:00:00')),
					order: mostly(fc.constant(byTradeNo('={{ $json.trade }}'))),
				},
				30,
			),
			order: usually(
				byPrepayId('={{ $json.prepayId }}'),
				byPrepayId('paid-v2-25'),
				byTradeNo('={{ $json.trade }}'),
				{ mode: 'merchantTradeNo', value: '={{ $json.trade }}' },
				{ __rl: true, mode: '={{ "prepayId" }}', value: 'paid-v2-25' },
				// n8n itself breaks on null (`isValidResourceLocatorParameterValue` in n8n-workflow), and starts no run.
			).filter((value) => value !== null),
			refundAmountMode: usually('specific', 'full'),
			refundAmount: usually('={{ $json.amount }}', '3', '0.5', '0.75', '={{ $json.amount }} '),
			refundRequestIdFrom: usually('reference', 'define', 'define', 'orderAndAmount'),
			refundReference: usually('={{ $json.ticket }}', '=Ticket {{ $json.ticket }}'),
			refundRequestId: usually('={{ $json.own }}', 'own-1'),
			refundReason: usually('Goods returned'),
			refundCurrency: usually('', 'USDT'),
			destination,
			additionalFields: fc.oneof(
				{ arbitrary: additionalFields[version], weight: 20 },
				{ arbitrary: odd, weight: 1 },
			),
			options: fc.oneof({ arbitrary: options(isLong), weight: 40 }, { arbitrary: odd, weight: 1 }),
		})
		.map(
			({ destination: to, what: [resource, operation], ...rest }) =>
				({ resource, operation, ...rest, ...to }) as unknown as INodeParameters,
		);
}

const settings: fc.Arbitrary<Partial<INode>> = fc
	.record({
		onError: fc.constantFrom(
			'continueErrorOutput' as const,
			'continueErrorOutput' as const,
			'continueRegularOutput' as const,
			'stopWorkflow' as const,
		),
		tries: fc.constantFrom(1, 1, 2, 3),
		alwaysOutputData: fc.integer({ min: 0, max: 15 }).map((die) => die === 0),
		executeOnce: fc.constantFrom(false, false, false, false, false, true),
		// What On Error was before.
		continueOnFail: fc.integer({ min: 0, max: 15 }).map((die) => die === 0),
	})
	.map(({ tries, ...rest }) => ({
		...rest,
		...(tries > 1 ? { retryOnFail: true, maxTries: tries, waitBetweenTries: 1 } : {}),
	}));

/** Refusals whose code says nothing of a refund that was made. */
const REFUSALS = [
	'400001',
	'400002',
	'400003',
	'400004',
	'400007',
	'400020',
	'400204',
	'400605',
	'400607',
	'400608',
	'500206',
	'500208',
	'999999',
];
/** Codes that a copy of a request may be answered with, or that an earlier refund explains. */
const ANSWERED_THOUGH_MADE = ['400003', '400003', '400003', '400020', '400204', '400605', '400607', '400699'];
const RETRY = ['300000', '300001', '400000'];

/**
 * What a history may hold, so that what the design promises can be held against it:
 * - `plain`: a query shows a refund as soon as it is made; a lost request may be carried out 100 seconds later.
 * - `lagging`: a query may lag for 100 seconds; then no refusal is untrue, and nothing is carried out much later.
 * - `longLag`: it may lag for nearly ten minutes; then GatePay's answers to sends all come through.
 */
type Kind = 'plain' | 'lagging' | 'longLag';

function gatePaysFaults(kind: Kind): fc.Arbitrary<PlannedFault[]> {
	const made =
		kind === 'longLag'
			? fc.constant<boolean | { delay: number }>(false)
			: fc.oneof(
					fc.boolean(),
					fc
						.constantFrom(1_000, 9_000, ...(kind === 'plain' ? [40_000, 100_000] : []))
						.map((delay) => ({ delay })),
				);
	const untrue = kind === 'plain' ? fc.boolean() : fc.constant(false);
	const silent = fc.oneof(
		made.map((is) => ({ kind: 'reset', made: is })),
		made.map((is) => ({ kind: 'truncated', made: is })),
		made.map((is) => ({ kind: 'notJson', made: is })),
		fc
			.tuple(made, fc.constantFrom(302, 401, 403, 429, 502, 504))
			.map(([is, status]) => ({ kind: 'http', status, made: is })),
		made.map((is) => ({
			kind: 'body',
			text: '{"status":"SUCCESS","data":{"refundRequestId":"another"}}',
			made: is,
		})),
		made.map((is) => ({
			kind: 'body',
			text: `{"status":"FAIL","code":"","errorMessage":"${'x'.repeat(2_000)}"}`,
			made: is,
		})),
		fc
			.tuple(made, fc.constantFrom(...REFUSALS))
			.map(([is, code]) => ({ kind: 'code', status: 500, code, made: is })),
		fc
			.tuple(made, fc.constantFrom(...RETRY))
			.map(([is, code]) => ({ kind: 'code', status: 200, code, made: is })),
	);
	const refused = fc.oneof(
		fc
			.tuple(fc.constantFrom(...REFUSALS), echo)
			.map(([code, errorMessage]) => ({ kind: 'code', code, errorMessage })),
		fc
			.tuple(untrue, fc.constantFrom(...ANSWERED_THOUGH_MADE))
			.map(([is, code]) => ({ kind: 'code', code, made: is })),
	);
	const retry = fc
		.tuple(untrue, fc.constantFrom(...RETRY))
		.map(([is, code]) => ({ kind: 'code', status: 500, code, made: is }));
	const delayed = fc.constantFrom(100, 5_000).map((delay) => ({ kind: 'delay', delay }));
	// A copy's answer is no word on the first one, so that a query that lags would hide what that one made.
	const twice = fc
		.constantFrom('expired', 'expired', 'usedNonce')
		.map((second) => ({ kind: 'arrivesTwice', second }));
	const onCreate = fc.oneof(
		...(kind === 'longLag' ? [refused, delayed] : [silent, silent, refused, retry, delayed]),
		...(kind === 'plain' ? [twice] : []),
	);
	const onLookUp = fc.oneof(
		fc.constant({ kind: 'reset' }),
		fc.constant({ kind: 'notJson' }),
		fc.constant({ kind: 'truncated', made: true }),
		fc.constantFrom(401, 429, 503).map((status) => ({ kind: 'http', status })),
		fc.constantFrom('400003', '400002', '300000', '999999').map((code) => ({ kind: 'code', code })),
		fc.constantFrom(500, 20_000).map((delay) => ({ kind: 'delay', delay })),
		fc.constant({ kind: 'body', text: '{"status":"SUCCESS","data":{"error":"x","refundRequestId":7}}' }),
	);
	return fc
		.tuple(
			fc.array(onCreate, { maxLength: 3 }),
			fc.array(onLookUp, { maxLength: 2 }),
			fc.array(onLookUp, { maxLength: 1 }),
			fc.boolean(),
			fc.boolean(),
		)
		.map(([creates, queries, orders, isQuiet, isCached]) =>
			[
				...(isCached ? [{ on: 'query', kind: 'cached' }] : []),
				...creates.map((fault) => ({ ...fault, on: 'create' })),
				...(isQuiet ? [] : queries.map((fault) => ({ ...fault, on: 'query' }))),
				...(isQuiet ? [] : orders.map((fault) => ({ ...fault, on: 'order' }))),
			].map((fault) => fault as unknown as PlannedFault),
		);
}

const echo = fc.constantFrom(
	'no',
	`no: ${CODES.fundPass} ${CODES.totpCode}`,
	`${encodeURIComponent(CODES.fundPass)}`,
	'x'.repeat(60_000),
	'',
);

function networksTroubles(kind: Kind): fc.Arbitrary<Trouble[]> {
	const on = fc.constantFrom<Trouble['on']>('create', 'create', 'query', 'order');
	const unconnected = fc
		.tuple(on, fc.constantFrom('ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'CERT_HAS_EXPIRED'))
		.map(([where, code]): Trouble => ({ on: where, kind: 'unconnected', code }));
	if (kind === 'longLag') return fc.array(unconnected, { maxLength: 1 });
	const trouble = fc.oneof(
		unconnected,
		fc
			.tuple(on, fc.boolean())
			.map(([where, hasArrived]): Trouble => ({ on: where, kind: 'timedOut', hasArrived })),
		on.map((where): Trouble => ({ on: where, kind: 'trickle' })),
		// A copy is answered as if nothing had been made, so that a query that lags would hide it.
		...(kind === 'plain'
			? [
					fc
						.tuple(
							fc.constantFrom<Trouble['on']>('create', 'create', 'create', 'query'),
							fc.constantFrom(0, 500, 11_000, 15_000),
						)
						.map(([where, after]): Trouble => ({ on: where, kind: 'twice', after })),
				]
			: []),
		fc
			.tuple(on, fc.constantFrom(900, 9_000, 40_000))
			.map(([where, by]): Trouble => ({ on: where, kind: 'slow', by })),
		fc
			.tuple(on, fc.boolean(), fc.constantFrom(...ODD_KINDS))
			.map(([where, hasArrived, what]): Trouble => ({ on: where, kind: 'odd', hasArrived, what })),
	);
	return fc.array(trouble, { maxLength: 2 });
}

function execution(version: 'v1' | 'v2', kind: Kind, places: readonly string[]): fc.Arbitrary<Execution> {
	return fc.record({
		items: items(version),
		parameters: parameters(version, kind === 'longLag'),
		settings,
		credential: fc.oneof(
			{ arbitrary: fc.constant('gatepay'), weight: 30 },
			{
				arbitrary: fc.constantFrom('merchant', 'wrongSecret', 'nobody', 'unusable', 'accountless'),
				weight: 2,
			},
		),
		fault:
			kind === 'longLag'
				? fc.constant(undefined)
				: fc.option(
						fc.record({
							place: fc.oneof(fc.nat(places.length - 1), fc.constantFrom(...lateIn(places))),
							nth: fc.constantFrom(1, 1, 1, 1, 2, 3, 5),
							isLasting: fc.constantFrom(false, false, true),
						}),
						{ freq: 4, nil: undefined },
					),
		cancelAfter:
			kind === 'longLag' ? fc.constant(undefined) : rarely(fc.constantFrom(0, 1, 50, 700, 4_000, 30_000), 10),
	});
}

/** What runs once something was sent, and what puts the end of a run together: too few to be met often by chance. */
function lateIn(places: readonly string[]): number[] {
	const late =
		/(?:end|items|fields|item|failure)Of|Item|without|hint|concurrently|makeNext|makeAll|makeOne|byOrder|OfRepeat|stopped|whatWasSent|errorOf|\.(?:made|conclude|send|readS|remember|oneAt|judge|settle|doubt|lookUpUntil)|nameOf|headline|follow|status/i;
	return places.flatMap((name, place) => (late.test(name) ? [place] : []));
}

/** @param places parts of the node that can throw */
export function histories(places: readonly string[]): fc.Arbitrary<History> {
	const history: fc.Arbitrary<History> = fc
		.tuple(
			fc.constantFrom<Kind>('plain', 'plain', 'lagging', 'longLag'),
			fc.constantFrom<'v1' | 'v2'>('v1', 'v2', 'v2'),
		)
		.chain(([kind, version]) => {
			const one = execution(version, kind, places);
			const alike: fc.Arbitrary<Execution[]> = one.chain((first) =>
				fc.oneof(
					{ arbitrary: fc.constant<Execution[]>([first]), weight: 3 },
					// The same at the same moment, as two executions or two calls of a tool.
					{
						arbitrary: one.map((second) => [
							first,
							{ ...second, items: first.items, parameters: first.parameters },
						]),
						weight: 1,
					},
				),
			);
			const step = (executions: fc.Arbitrary<Execution[]>): fc.Arbitrary<Step> =>
				fc.record({
					gap: fc.constantFrom(0, 1_000, 30_000, 125_000, 620_000),
					isRestarted: fc.constantFrom(false, false, false, true),
					executions,
				});
			const steps = alike.chain((first) =>
				fc
					.array(
						step(
							fc.oneof(
								// Run again with the same input, or with more.
								{
									arbitrary: fc
										.constant<Execution[]>(first.slice(0, 1))
										.map((again) =>
											again.map((each) => ({ ...each, fault: undefined, cancelAfter: undefined })),
										),
									weight: 3,
								},
								{ arbitrary: alike, weight: 1 },
							),
						),
						{ maxLength: 2 },
					)
					.map((later) => [{ gap: 0, isRestarted: false, executions: first }, ...later]),
			);
			return fc.record({
				repeatedIds: fc.constantFrom<History['repeatedIds']>(
					'payAgain',
					'payAgain',
					'payAgain',
					'sameAnswer',
					'refuse',
				),
				lag:
					kind === 'plain'
						? fc.constant(0)
						: fc.constantFrom(...(kind === 'lagging' ? [2_000, 20_000, 100_000] : [100_000, 580_000])),
				finishAfter: fc.constantFrom(undefined, undefined, 0, 20_000),
				rejectAfter: rarely(fc.constantFrom(0, 3_000), 8),
				latencies: fc.array(fc.constantFrom(0, 1, 3, 40, 400), { minLength: 1, maxLength: 4 }),
				faults: gatePaysFaults(kind),
				troubles: networksTroubles(kind),
				isReal: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
				steps,
			});
		});
	return history.map(whereCopiesArrive);
}

/** What the first of two copies makes later, its twin's answer can't be checked against. */
function whereCopiesArrive(history: History): History {
	if (!history.troubles.some(({ on, kind }) => on === 'create' && kind === 'twice')) return history;
	const faults = history.faults.map((fault) =>
		'made' in fault && typeof fault.made === 'object' ? { ...fault, made: true } : fault,
	);
	return { ...history, faults };
}
