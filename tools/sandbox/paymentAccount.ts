import { amountOf, units } from './money';
import type { Order } from './orders';
import type { Refund } from './refunds';

/** A row of GatePay's ledger, with its names. */
export interface LedgerRow {
	transactId: string;
	/** Unix milliseconds. */
	transactTime: number;
	orderId: string;
	merchantTradeNo: string;
	financialType: string;
	/** With a sign where money left the account. */
	payAmount: string;
	currency: string;
	Balance: string;
	BalanceCurrency: string;
	status: string;
	payer: number;
	buyer: string;
	fullChain: string;
	hash: string;
	address: string;
	payChannel: string;
	refund_gate_id: string;
}

/** What the account holds of a currency. */
export interface Balance {
	currency: string;
	available: string;
}

/** Enough for any test but those of an account that holds too little. */
const INITIAL_BALANCE: Readonly<Record<string, string>> = { USDT: '1000000', ETH: '100', BTC: '0.5' };

/** How much later than the merchant's row the counterpart of a refund is booked, as in GatePay's sample, in ms. */
const COUNTERPART_DELAY = 5;

type Entry =
	| { readonly kind: 'refund'; readonly refund: Refund; readonly balance: string }
	| { readonly kind: 'row'; readonly row: LedgerRow };

/** The account that refunds are paid from, and its ledger. All sub-accounts of the sandbox share it. */
export class PaymentAccount {
	private readonly held = new Map<string, bigint>();
	private entries: Entry[] = [];
	/** Refunds that were taken off the balance. */
	private readonly paid = new Set<Refund>();

	constructor(
		private readonly now: () => number,
		private readonly orderOf: (refund: Refund) => Order,
	) {}

	get balances(): Balance[] {
		return [...this.held].map(([currency, left]) => ({ currency, available: amountOf(left) }));
	}

	holds(currency: string, amount: string): boolean {
		return (this.held.get(currency) ?? 0n) >= units(amount);
	}

	/** Money comes in from outside, or leaves where the amount is below 0, until the account holds so much. */
	setBalance(currency: string, available: string): void {
		const difference = units(available) - (this.held.get(currency) ?? 0n);
		if (difference !== 0n) this.payIn(currency, amountOf(difference));
	}

	/** Money comes in from outside, or leaves where the amount is below 0. */
	payIn(currency: string, amount: string): void {
		this.move(currency, units(amount));
		const financialType = amount.startsWith('-') ? 'payment_fi' : 'receipt_fi';
		this.addRow({ financialType, payAmount: amount, currency, Balance: this.available(currency) });
	}

	/** Adds any row to the ledger, and leaves the balance as it is: for a test that needs many, or odd ones. */
	addRow(given: Partial<LedgerRow>): void {
		this.entries.push({ kind: 'row', row: { ...this.emptyRow(), ...given } });
	}

	/** To be told of each refund when it was made, and whenever its state has changed. */
	refundChanged(refund: Refund): void {
		const isPaid = refund.state !== 'rejected';
		if (isPaid === this.paid.has(refund)) return;
		const amount = units(refund.refundAmount);
		this.move(refund.currency, isPaid ? -amount : amount);
		if (!isPaid) {
			this.paid.delete(refund);
			return;
		}
		this.paid.add(refund);
		this.entries.push({ kind: 'refund', refund, balance: this.available(refund.currency) });
	}

	/**
	 * The rows of the ledger, in the order in which they were booked. A rejected refund has none: whether GatePay takes its
	 * rows back or adds others is unpublished.
	 *
	 * @param lag how long after it was made a refund shows, in ms
	 */
	rows(lag: number): LedgerRow[] {
		const now = this.now();
		return this.entries.flatMap((entry) => {
			if (entry.kind === 'row') return [entry.row];
			return this.paid.has(entry.refund) && now >= entry.refund.madeAt + lag ? this.rowsOf(entry) : [];
		});
	}

	clear(): void {
		this.entries = [];
		this.paid.clear();
		this.held.clear();
		for (const [currency, amount] of Object.entries(INITIAL_BALANCE)) this.held.set(currency, units(amount));
	}

	private available(currency: string): string {
		return amountOf(this.held.get(currency) ?? 0n);
	}

	private move(currency: string, difference: bigint): void {
		this.held.set(currency, (this.held.get(currency) ?? 0n) + difference);
	}

	/** Twice, as GatePay's sample shows it: money that left, and its counterpart. */
	private rowsOf({ refund, balance }: Entry & { kind: 'refund' }): LedgerRow[] {
		const { prepayId, refundAmount, refundGateId, currency, madeAt, state, request } = refund;
		const row: LedgerRow = {
			...this.emptyRow(),
			transactId: `3${refundGateId.slice(2)}`,
			transactTime: madeAt,
			orderId: prepayId,
			merchantTradeNo: this.orderOf(refund).merchantTradeNo,
			financialType: 'refund_fi',
			payAmount: `-${refundAmount}`,
			currency,
			Balance: balance,
			BalanceCurrency: currency,
			fullChain: request.refundChain ?? '',
			hash: state === 'succeeded' && request.refundAddress ? `hash-of-${refundGateId}` : '',
			address: request.refundAddress ?? '',
			refund_gate_id: refundGateId,
		};
		return [row, { ...row, transactTime: madeAt + COUNTERPART_DELAY, payAmount: refundAmount }];
	}

	private emptyRow(): LedgerRow {
		return {
			transactId: `35571141586${String(this.entries.length).padStart(7, '0')}`,
			transactTime: this.now(),
			orderId: '',
			merchantTradeNo: '',
			financialType: 'others_fi',
			payAmount: '0',
			currency: 'USDT',
			Balance: this.available('USDT'),
			BalanceCurrency: 'USDT',
			status: 'PAID',
			payer: 10002,
			buyer: '',
			fullChain: '',
			hash: '',
			address: '',
			payChannel: 'mini_pay',
			refund_gate_id: '',
		};
	}
}
