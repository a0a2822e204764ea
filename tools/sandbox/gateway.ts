import { PaymentAccount } from './account';
import { FaultScript } from './faults';
import { units } from './money';
import { OrderStore, type Order } from './orders';
import { isPaid, Ledger, RefundStore, type Refund } from './refunds';
import type { AccountType } from './wire';

/** One application in GatePay's console: what signs requests, and where notifications go. */
export interface Application {
	readonly accountType: AccountType;
	readonly clientId: string;
	readonly secret: string;
	readonly onBehalfOf?: string;
	/** The one address that gets every notification of this application; none are sent without it. */
	callbackUrl?: string;
}

/** The accounts that institution requests may act for, and the Gate users that a refund can go to, unless a test adds others. */
const INITIAL_ACCOUNTS = ['sub-account-1', 'sub-account-2'] as const;
const INITIAL_GATE_UIDS = ['10002', '10003'];

/** What may be set when a sandbox starts, and changed at any time; `reset` sets it back. */
export interface Settings {
	/** A repeated refund request ID is refused, answered with the first refund's data, or, the worst case, paid again. */
	repeatedIds: 'refuse' | 'sameAnswer' | 'payAgain';
	/** How far a request's timestamp may be off, in ms. */
	timestampTolerance: number;
	/** How many refunds one order can have. */
	refundsPerOrder: number;
	/** Milliseconds after which a refund ends on its own; undefined: only when told to. */
	finishAfter: number | undefined;
	/** How long each call takes, in ms. */
	latency: number;
	/** How long after its time a refund's row shows in GatePay's ledger, in ms. */
	ledgerLag: number;
}

export const DEFAULT_SETTINGS: Settings = {
	repeatedIds: 'refuse',
	timestampTolerance: 10_000,
	refundsPerOrder: 10,
	finishAfter: undefined,
	latency: 0,
	ledgerLag: 0,
};

/** What GatePay knows, without HTTP. Empty until the first `reset`. */
export class Gateway implements Settings {
	declare repeatedIds: Settings['repeatedIds'];
	declare timestampTolerance: number;
	declare refundsPerOrder: number;
	declare finishAfter: number | undefined;
	declare latency: number;
	declare ledgerLag: number;

	readonly applications: Record<AccountType, Application> = {
		institution: {
			accountType: 'institution',
			clientId: 'sandbox-institution-client',
			secret: 'fake-secret-for-the-sandbox-only',
			onBehalfOf: INITIAL_ACCOUNTS[0],
		},
		merchant: {
			accountType: 'merchant',
			clientId: 'sandbox-merchant-client',
			secret: 'another-fake-secret-for-the-sandbox-only',
		},
	};
	readonly accounts = new Set<string>();
	readonly gateUids = new Set<string>();
	readonly nonces = new Set<string>();
	readonly account = new PaymentAccount(
		() => this.now(),
		(refund) => this.orderOf(refund),
	);
	readonly orders = new OrderStore(
		() => this.now(),
		(order, before) => this.account.orderAdded(order, before),
	);
	readonly refunds = new RefundStore({
		now: () => this.now(),
		finishAfter: () => this.finishAfter,
		orderOf: (refund) => this.orderOf(refund),
		changed: (refund) => {
			this.account.refundChanged(refund);
			this.onChange(refund);
		},
	});
	/** What was really paid; what GatePay shows of it is in the account. */
	readonly ledger = new Ledger(this.refunds);
	readonly faults = new FaultScript();
	/** Called when a refund was made, and after each change of its state. */
	onChange: (refund: Refund) => void = () => undefined;

	constructor(
		readonly now: () => number,
		private readonly settings: Settings,
	) {}

	/** As if just started. */
	reset(): void {
		Object.assign(this, this.settings);
		for (const application of Object.values(this.applications)) application.callbackUrl = undefined;
		for (const store of [this.accounts, this.gateUids, this.nonces, this.faults]) store.clear();
		// The account first: it books what each order brought in.
		for (const store of [this.account, this.orders, this.refunds]) store.reset();
		for (const account of INITIAL_ACCOUNTS) this.accounts.add(account);
		for (const uid of INITIAL_GATE_UIDS) this.gateUids.add(uid);
	}

	/** The order of a refund that was made; orders are never taken away. */
	orderOf(refund: Refund): Order {
		return this.orders.get(refund.prepayId, refund.version) as Order;
	}

	/**
	 * What can still be refunded of an order in one of its two currencies, in smallest units. Each currency is counted for
	 * itself: the sandbox knows no exchange rates. Below 0 if repeated IDs were paid again.
	 */
	unitsLeft(order: Order, currency: string): bigint {
		const isInOrderCurrency = currency === order.currency;
		const whole = isInOrderCurrency ? order.orderAmount : order.payAmount;
		return this.refunds
			.ofOrder(order.prepayId, order.version)
			.filter((refund) => isPaid(refund) && refund.currency === currency)
			.reduce(
				(left, { refundAmount }) => left - units(refundAmount),
				units(whole) - (isInOrderCurrency ? units(order.refundedBefore) : 0n),
			);
	}
}
