import { Refusal, REFUSALS } from './answers';
import type { ApiVersion } from './wire';

/** An order. What isn't readonly may be changed while the sandbox runs. */
export interface Order {
	readonly version: ApiVersion;
	readonly prepayId: string;
	readonly merchantTradeNo: string;
	/** When it was made and, if it is paid, paid: Unix milliseconds. */
	readonly createTime: number;
	status: string;
	orderAmount: string;
	currency: string;
	payAmount: string;
	payCurrency: string;
	/** What was refunded before the sandbox started, in the order's currency. */
	refundedBefore: string;
	/** How its refunds end on their own; `never`: only when told to. */
	refundsEnd: 'succeeded' | 'rejected' | 'never';
	/** Every create for this order is refused with this code. */
	refusedWith?: string;
	/** The answer to an order query has the order in `data.bizData` rather than in `data`. */
	nested?: boolean;
}

/** An order to add: everything but its ID has a default, a V2 order of 10 USDT, paid just now. */
export type NewOrder = Partial<Order> & Pick<Order, 'prepayId'>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The orders that every sandbox starts with, with how long ago each was made: those to refund are the newest. */
export const INITIAL_ORDERS: readonly (NewOrder & { age: number })[] = [
	// The orders in the examples of GatePay's documentation.
	{ version: 'v1', prepayId: '1647438500687506', orderAmount: '1.91', age: 70 * HOUR },
	{ version: 'v2', prepayId: '35214673103159414', orderAmount: '10', age: 71 * HOUR },

	...(['v1', 'v2'] as const).flatMap((version, index) =>
		[
			{ prepayId: `paid-${version}-10`, orderAmount: '10' },
			{ prepayId: `paid-${version}-25`, orderAmount: '25.5' },
			{ prepayId: `paid-${version}-100`, orderAmount: '100' },
			// Paid in another currency than it was priced in.
			{ prepayId: `paid-${version}-in-eth`, orderAmount: '100', payCurrency: 'ETH', payAmount: '0.04' },
			{ prepayId: `paid-${version}-eight-decimals`, orderAmount: '0.01200000' },
			{ prepayId: `partly-refunded-${version}`, orderAmount: '20', refundedBefore: '15' },
			{ prepayId: `refund-fails-${version}`, refundsEnd: 'rejected' as const },
			{ prepayId: `refund-stays-open-${version}`, refundsEnd: 'never' as const },
			{ prepayId: `pending-${version}`, status: 'PENDING', age: 5 * MINUTE },
			{ prepayId: `expired-${version}`, status: 'EXPIRED' },
			...Object.keys(REFUSALS).map((code, place) => ({
				prepayId: `refused-${code}`,
				merchantTradeNo: `TRADE-${code}`,
				refusedWith: code,
				age: 96 * HOUR + place * 23 * MINUTE,
			})),
		].map((order: NewOrder & { age?: number }, place) => ({
			...order,
			version,
			age: (order.age ?? 20 * MINUTE + place * 7 * HOUR) - index * 4 * MINUTE,
		})),
	),
	{ version: 'v2', prepayId: 'paid-v2-nested', orderAmount: '10', nested: true, age: 72 * HOUR },
];

/** How an order is named in an order query. */
export type OrderName = { prepayId: string } | { merchantTradeNo: string };

/** Orders by version: the same ID may exist in both. */
export class OrderStore {
	private readonly byPrepayId = new Map<string, Order>();
	private readonly byTradeNumber = new Map<string, Order>();

	/** @param added called for each order, with the one whose place it takes */
	constructor(
		private readonly now: () => number,
		private readonly added: (order: Order, before: Order | undefined) => void,
	) {}

	get all(): Order[] {
		return [...this.byPrepayId.values()];
	}

	/** Adds an order, or puts it in the place of the one with its ID. Its trade number is `TRADE-` and the ID, unless given. */
	add(given: NewOrder): Order {
		const { orderAmount = '10', currency = 'USDT' } = given;
		const order: Order = {
			version: 'v2',
			merchantTradeNo: `TRADE-${given.prepayId}`,
			createTime: this.now(),
			status: 'PAID',
			orderAmount,
			currency,
			payAmount: orderAmount,
			payCurrency: currency,
			refundedBefore: '0',
			refundsEnd: 'succeeded',
			...given,
		};
		const before = this.get(order.prepayId, order.version);
		this.byPrepayId.set(`${order.version} ${order.prepayId}`, order);
		this.byTradeNumber.set(`${order.version} ${order.merchantTradeNo}`, order);
		this.added(order, before);
		return order;
	}

	/** @param version without it, the V2 order goes before the V1 order */
	get(prepayId: string, version?: ApiVersion): Order | undefined {
		if (version) return this.byPrepayId.get(`${version} ${prepayId}`);
		return this.get(prepayId, 'v2') ?? this.get(prepayId, 'v1');
	}

	find(version: ApiVersion, name: OrderName): Order | undefined {
		return 'prepayId' in name
			? this.get(name.prepayId, version)
			: this.byTradeNumber.get(`${version} ${name.merchantTradeNo}`);
	}

	/** Back to the orders that every sandbox starts with. */
	reset(): void {
		this.byPrepayId.clear();
		this.byTradeNumber.clear();
		for (const { age, ...order } of INITIAL_ORDERS) this.add({ ...order, createTime: this.now() - age });
	}
}

/** Finds an order of this version, and returns the answer's data. */
export function queryOrder(
	orders: OrderStore,
	version: ApiVersion,
	{ prepayId = '', merchantTradeNo = '' }: { prepayId?: string; merchantTradeNo?: string },
): unknown {
	if ((prepayId === '') === (merchantTradeNo === '')) {
		throw new Refusal('400001', 'exactly one of prepayId and merchantTradeNo is needed');
	}
	const order = orders.find(version, prepayId ? { prepayId } : { merchantTradeNo });
	if (!order) throw new Refusal('400202');
	return order.nested ? { bizData: orderData(order) } : orderData(order);
}

function orderData(order: Order): unknown {
	const isPaid = order.status === 'PAID';
	return {
		prepayId: order.prepayId,
		merchantId: 10000,
		merchantTradeNo: order.merchantTradeNo,
		transactionId: isPaid ? `T-${order.prepayId}` : '',
		goodsName: 'Sandbox goods',
		currency: order.currency,
		orderAmount: order.orderAmount,
		status: order.status,
		createTime: order.createTime,
		expireTime: order.createTime + HOUR,
		transactTime: isPaid ? order.createTime : 0,
		order_name: '',
		pay_currency: isPaid ? order.payCurrency : '',
		pay_amount: isPaid ? order.payAmount : '',
		channelId: '',
	};
}
