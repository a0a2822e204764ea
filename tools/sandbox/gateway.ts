import { newApplications, INITIAL_ACCOUNTS, type Applications } from './applications';
import { FaultScript } from './faults';
import { INITIAL_ORDERS } from './initialOrders';
import { LateRefunds } from './lateRefunds';
import { Ledger } from './ledger';
import { OrderStore, type Order } from './orders';
import { PaymentAccount } from './paymentAccount';
import { RefundStore, type Refund } from './refunds';

/** What may be set when a sandbox starts, and changed at any time; `reset` sets it back. */
export interface Settings {
	/** A repeated refund request ID is refused, answered with the first refund's data, or, the worst case, paid again. */
	repeatedIds: 'refuse' | 'sameAnswer' | 'payAgain';
	/** How far a request's timestamp may be off, in ms. */
	timestampTolerance: number;
	/** How many refunds one order can have. */
	refundsPerOrder: number;
	/** Milliseconds after which a refund succeeds on its own; undefined: only when told to. */
	finishAfter: number | undefined;
	/** How long each call takes, in ms. */
	latency: number;
	/** How long after it was made a refund shows in GatePay's ledger, in ms. */
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

	readonly applications: Applications = newApplications();
	/** The accounts that institution requests may act for. */
	readonly accounts = new Set<string>();
	/** The Gate users that a refund can go to. */
	readonly gateUids = new Set<string>();
	readonly nonces = new Set<string>();
	readonly orders: OrderStore;
	readonly refunds: RefundStore;
	/** What was really paid; what GatePay shows of it is in the account. */
	readonly ledger: Ledger;
	readonly account: PaymentAccount;
	readonly late: LateRefunds;
	readonly faults = new FaultScript();
	/** Called when a refund was made, and after each change of its state. */
	onChange: (refund: Refund) => void = () => undefined;

	constructor(
		readonly now: () => number,
		private readonly settings: Settings,
	) {
		this.orders = new OrderStore(now);
		this.late = new LateRefunds(now);
		this.refunds = new RefundStore({
			now,
			finishAfter: () => this.finishAfter,
			makeDueRefunds: () => this.late.makeDue(),
			changed: (refund) => {
				this.account.refundChanged(refund);
				this.onChange(refund);
			},
		});
		this.account = new PaymentAccount(now, (refund) => this.orderOf(refund));
		this.ledger = new Ledger(this.refunds);
	}

	/** As if just started. */
	reset(): void {
		Object.assign(this, this.settings);
		for (const application of Object.values(this.applications)) application.callbackUrl = undefined;
		for (const store of [this.accounts, this.gateUids, this.nonces]) store.clear();
		for (const store of [this.orders, this.refunds, this.late, this.faults, this.account]) store.clear();
		for (const account of INITIAL_ACCOUNTS) this.accounts.add(account);
		for (const uid of ['10002', '10003']) this.gateUids.add(uid);
		for (const order of INITIAL_ORDERS) this.orders.add(order);
	}

	/** The order of a refund that was made; orders are never taken away. */
	orderOf(refund: Refund): Order {
		return this.orders.get(refund.prepayId, refund.version) as Order;
	}
}
