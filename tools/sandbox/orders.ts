import type { ApiVersion } from '../../gatepay/api/calls';

/** An order. What isn't readonly may be changed while the sandbox runs. */
export interface Order {
	readonly version: ApiVersion;
	readonly prepayId: string;
	readonly merchantTradeNo: string;
	readonly createTime: number;
	status: string;
	orderAmount: string;
	currency: string;
	payAmount: string;
	payCurrency: string;
	/** What was refunded before the sandbox started, in the order's currency. */
	refundedBefore: string;
	/** Every create for this order is refused with this code. */
	refusedWith?: string;
	/** The answer to an order query holds the order in `data.bizData` rather than in `data`. */
	nested?: boolean;
}

/** An order to add: everything but its ID has a default, a paid V2 order of 10 USDT. */
export type NewOrder = Partial<Order> & Pick<Order, 'prepayId'>;

/** How an order is named in an order query. */
export type OrderName = { prepayId: string } | { merchantTradeNo: string };

/** Orders by version: the same ID may exist in both. */
export class OrderStore {
	private readonly byPrepayId = new Map<string, Order>();
	private readonly byTradeNumber = new Map<string, Order>();

	constructor(private readonly now: () => number) {}

	get all(): Order[] {
		return [...this.byPrepayId.values()];
	}

	/** Adds an order, or puts it in the place of the one with its ID. */
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
			...given,
		};
		this.byPrepayId.set(`${order.version} ${order.prepayId}`, order);
		this.byTradeNumber.set(`${order.version} ${order.merchantTradeNo}`, order);
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

	clear(): void {
		this.byPrepayId.clear();
		this.byTradeNumber.clear();
	}
}
