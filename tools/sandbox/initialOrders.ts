import type { NewOrder } from './orders';
import { REFUSALS } from './refusals';

/** The orders that every sandbox starts with. Trade numbers are `TRADE-` and the ID, unless they are given here. */
export const INITIAL_ORDERS: readonly NewOrder[] = [
	// The orders in the examples of GatePay's documentation.
	{ version: 'v1', prepayId: '1647438500687506', orderAmount: '1.91' },
	{ version: 'v2', prepayId: '35214673103159414', orderAmount: '10' },

	...(['v1', 'v2'] as const).flatMap((version): NewOrder[] => [
		{ version, prepayId: `paid-${version}-10`, orderAmount: '10' },
		{ version, prepayId: `paid-${version}-25`, orderAmount: '25.5' },
		{ version, prepayId: `paid-${version}-100`, orderAmount: '100' },
		// Paid in another currency than it was priced in.
		{
			version,
			prepayId: `paid-${version}-in-eth`,
			orderAmount: '100',
			payCurrency: 'ETH',
			payAmount: '0.04',
		},
		{ version, prepayId: `paid-${version}-eight-decimals`, orderAmount: '0.01200000' },
		{ version, prepayId: `partly-refunded-${version}`, orderAmount: '20', refundedBefore: '15' },
		{ version, prepayId: `pending-${version}`, status: 'PENDING' },
		{ version, prepayId: `expired-${version}`, status: 'EXPIRED' },
		...Object.keys(REFUSALS).map((code) => ({
			version,
			prepayId: `refused-${code}`,
			merchantTradeNo: `TRADE-${code}`,
			refusedWith: code,
		})),
	]),
	{ version: 'v2', prepayId: 'paid-v2-nested', orderAmount: '10', nested: true },
];
