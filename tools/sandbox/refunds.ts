import { Refusal } from './answers';
import type { Order } from './orders';
import type { RefundRequest } from './refundRequest';
import type { AccountType, ApiVersion } from './wire';

export type RefundState = 'accepted' | 'processing' | 'succeeded' | 'rejected';

/** A refund that GatePay has taken on. */
export interface Refund {
	readonly version: ApiVersion;
	readonly refundRequestId: string;
	/** GatePay's own ID, above 2^53. No two refunds share one: the ledger tells them apart by it. */
	readonly refundGateId: string;
	readonly prepayId: string;
	readonly refundAmount: string;
	readonly currency: string;
	/** Where the money goes, such as `original route`, `Gate UID 10002` or `TRX T… memo 7`. */
	readonly destination: string;
	/** Everything that was asked for. */
	readonly request: RefundRequest;
	/** The application that asked. */
	readonly accountType: AccountType;
	readonly madeAt: number;
	state: RefundState;
	changedAt: number;
	/** Why it was rejected. */
	failReason: string;
}

/** When a refund is made whose answer is lost: right after so many more queries for it, or so many ms later. */
export type Late = { afterQueries: number } | { delay: number };

/** What the store needs to know of the rest. */
interface Surroundings {
	now(): number;
	/** Milliseconds after which an accepted refund ends on its own. */
	finishAfter(): number | undefined;
	orderOf(refund: Refund): Order;
	/** Called when a refund was made, and after each change of its state. */
	changed(refund: Refund): void;
}

/** V2's is the one in the example of GatePay's documentation. */
const FIRST_GATE_ID: Readonly<Record<ApiVersion, bigint>> = {
	v1: 1891045981847818240n,
	v2: 1991045981847818240n,
};

/** Refunds, in the order in which they were made. One ID has several only if repeated IDs are paid again. */
export class RefundStore {
	private gateIds = { ...FIRST_GATE_ID };
	private readonly inOrder: Refund[] = [];
	private readonly byId = new Map<string, Refund[]>();
	private readonly byOrder = new Map<string, Refund[]>();
	/** Refunds whose request got lost on the way, and arrives later. */
	private late: { refundRequestId: string; queriesLeft: number; dueAt: number; make: () => void }[] = [];

	constructor(private readonly around: Surroundings) {}

	get all(): Refund[] {
		this.makeDue();
		return this.inOrder.map((refund) => this.upToDate(refund));
	}

	/** @param made everything but what the store itself gives a new refund */
	add(made: Omit<Refund, 'refundGateId' | 'madeAt' | 'state' | 'changedAt' | 'failReason'>): Refund {
		const now = this.around.now();
		// Counts up for each version, so that the first V2 refund has the ID of the documentation's example.
		const refundGateId = String(this.gateIds[made.version]++);
		const refund: Refund = {
			...made,
			refundGateId,
			madeAt: now,
			state: 'accepted',
			changedAt: now,
			failReason: '',
		};
		this.inOrder.push(refund);
		push(this.byId, refund.refundRequestId, refund);
		push(this.byOrder, `${refund.version} ${refund.prepayId}`, refund);
		this.around.changed(refund);
		return refund;
	}

	/** The first refund with this ID, or the first one of this version. */
	get(refundRequestId: string, version?: ApiVersion): Refund | undefined {
		return this.withId(refundRequestId).find((refund) => !version || refund.version === version);
	}

	withId(refundRequestId: string): Refund[] {
		this.makeDue();
		return (this.byId.get(refundRequestId) ?? []).map((refund) => this.upToDate(refund));
	}

	ofOrder(prepayId: string, version: ApiVersion): readonly Refund[] {
		this.makeDue();
		return this.byOrder.get(`${version} ${prepayId}`) ?? [];
	}

	/** accepted → processing; all refunds with this ID, or the given one */
	start(which: string | Refund): void {
		this.moveAll(which, 'processing');
	}

	/** → succeeded */
	finish(which: string | Refund): void {
		this.moveAll(which, 'succeeded');
	}

	/** → rejected: the money comes back to the merchant. */
	reject(which: string | Refund, reason = 'rejected in the sandbox'): void {
		this.moveAll(which, 'rejected', reason);
	}

	/** Makes a refund later: right after so many more queries for it, or so many ms later. */
	makeLate(refundRequestId: string, when: Late, make: () => void): void {
		const queriesLeft = 'afterQueries' in when ? when.afterQueries : Infinity;
		const dueAt = 'delay' in when ? this.around.now() + when.delay : Infinity;
		this.late.push({ refundRequestId, queriesLeft, dueAt, make });
		this.makeDue();
	}

	/** To be told after each answer to a query for this refund. */
	lookedUp(refundRequestId: string | undefined): void {
		for (const late of this.late) if (late.refundRequestId === refundRequestId) late.queriesLeft -= 1;
		this.makeDue();
	}

	/** Makes the refunds that were to be made late, as far as they are due. */
	makeDue(): void {
		if (this.late.length === 0) return;
		const due = this.late.filter(({ queriesLeft, dueAt }) => queriesLeft <= 0 || dueAt <= this.around.now());
		// Taken off the list first, because making a refund looks at the refunds, which comes back here.
		this.late = this.late.filter((late) => !due.includes(late));
		for (const late of due) late.make();
	}

	reset(): void {
		this.gateIds = { ...FIRST_GATE_ID };
		this.inOrder.length = 0;
		this.late = [];
		this.byId.clear();
		this.byOrder.clear();
	}

	private moveAll(which: string | Refund, state: RefundState, failReason = ''): void {
		const refunds = typeof which === 'string' ? this.withId(which) : [which];
		if (refunds.length === 0) throw new Error(`The sandbox has no refund ${which as string}`);
		for (const refund of refunds) this.move(refund, state, failReason);
	}

	private move(refund: Refund, state: RefundState, failReason = ''): void {
		if (refund.state === state) return;
		Object.assign(refund, { state, failReason, changedAt: this.around.now() });
		this.around.changed(refund);
	}

	private upToDate(refund: Refund): Refund {
		const finishAfter = this.around.finishAfter();
		if (!isOpen(refund) || finishAfter === undefined) return refund;
		const { refundsEnd } = this.around.orderOf(refund);
		if (refundsEnd === 'never' || this.around.now() < refund.madeAt + finishAfter) return refund;
		this.move(refund, refundsEnd, refundsEnd === 'rejected' ? 'every refund of this order fails' : '');
		return refund;
	}
}

/** Whether it has neither succeeded nor failed yet. */
export function isOpen({ state }: Refund): boolean {
	return state === 'accepted' || state === 'processing';
}

/** Whether it takes something away from its order and the account: an accepted refund can't be cancelled. */
export function isPaid({ state }: Refund): boolean {
	return state !== 'rejected';
}

function push(map: Map<string, Refund[]>, key: string, refund: Refund): void {
	const present = map.get(key);
	if (present) present.push(refund);
	else map.set(key, [refund]);
}

/** Every payment really made, which is what tests count; what GatePay shows of it is in the account. */
export class Ledger {
	constructor(private readonly refunds: RefundStore) {}

	/** In the order in which they were made. */
	get payments() {
		return this.refunds.all.filter(isPaid).map((refund) => {
			const { refundRequestId, prepayId, version, refundAmount, currency, destination, madeAt } = refund;
			return { refundRequestId, prepayId, version, refundAmount, currency, destination, at: madeAt };
		});
	}

	timesPaid(refundRequestId: string): number {
		return this.refunds.withId(refundRequestId).filter(isPaid).length;
	}

	timesPaidTo(prepayId: string): number {
		const refunds = (['v1', 'v2'] as const).flatMap((version) => this.refunds.ofOrder(prepayId, version));
		return refunds.filter(isPaid).length;
	}
}

/** GatePay's words. Of V1's, it publishes only the two final ones. */
const STATUS: Record<ApiVersion, Record<RefundState, string>> = {
	v1: { accepted: 'PROCESSING', processing: 'PROCESSING', succeeded: 'SUCCESS', rejected: 'FAIL' },
	v2: {
		accepted: 'PROCESSING',
		processing: 'PROCESSING',
		succeeded: 'REFUND_SUCCESS',
		rejected: 'REFUND_REJECTED',
	},
};

/**
 * Finds a refund among those made through the same version, and returns the answer's data.
 *
 * @param isHidden whether GatePay acts as if it didn't know this refund yet
 */
export function queryRefund(
	refunds: RefundStore,
	version: ApiVersion,
	refundRequestId: string | undefined,
	orderOf: (refund: Refund) => Order,
	isHidden: (refund: Refund) => boolean,
): unknown {
	if (!refundRequestId) throw new Refusal('400001', 'refundRequestId is missing');
	const refund = refunds.get(refundRequestId, version);
	if (!refund || isHidden(refund)) throw new Refusal('400304', 'refund id not found');
	const { prepayId, refundAmount, refundGateId, currency, request, state } = refund;
	const { orderAmount, currency: orderCurrency, merchantTradeNo } = orderOf(refund);
	const refundStatus = STATUS[version][state];
	if (version === 'v1') {
		return { refundRequestId, prepayId, orderAmount, refundAmount, channelId: '', refundStatus };
	}
	return {
		refundRequestId,
		gateRefundId: refundGateId,
		refundId: refundGateId,
		orderId: prepayId,
		merchantTradeNo,
		createTime: refund.madeAt,
		transactTime: state === 'succeeded' ? refund.changedAt : 0,
		transactionId: null,
		txHash: '',
		orderAmount,
		orderCurrency,
		requestAmount: refundAmount,
		requestCurrency: currency,
		amount: refundAmount,
		currency,
		status: refundStatus,
		remark: request.refundReason ?? '',
		refund_style: request.refundStyle ?? 1n,
		refund_pay_channel: request.refundPayChannel ?? null,
		refund_address: request.refundAddress ?? '',
		refund_chain: request.refundChain ?? '',
		refund_bear_type: request.refundBearType ?? 1n,
		refund_amount_type: request.refundAmountTypeFull ?? 0n,
		refund_account_type: null,
		refund_gas_amount: '0',
		refund_fail_reason: refund.failReason,
		// A number here, although the create takes text: GatePay's Go client reads nothing else.
		refund_to_gate_uid: /^\d+$/.test(request.refundToGateUid ?? '')
			? BigInt(request.refundToGateUid as string)
			: null,
		channelId: '',
		nickName: '',
		payerId: 10001,
		fromAddress: '',
		payChannel: null,
		totalReceiveAmount: state === 'succeeded' ? refundAmount : '0',
		refundDetails: [],
	};
}
