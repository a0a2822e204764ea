import { Refusal } from './answers';
import { amountOf, units } from './money';
import type { Order } from './orders';
import type { Refund } from './refunds';

/** What the account has of a currency. */
export interface Balance {
	currency: string;
	available: string;
}

/** A row of GatePay's ledger, with its names. One type of row serves all kinds. */
export type LedgerRow = ReturnType<typeof emptyRow>;

const emptyRow = () => ({
	transactId: '',
	/** Unix milliseconds. */
	transactTime: 0,
	orderId: '',
	merchantTradeNo: '',
	financialType: 'others_fi',
	/** With a sign if money left the account. */
	payAmount: '0',
	currency: 'USDT',
	Balance: '0',
	BalanceCurrency: 'USDT',
	status: 'PAID',
	payer: 10002,
	buyer: '',
	fullChain: '',
	hash: '',
	address: '',
	payChannel: 'mini_pay',
	refund_gate_id: '',
});

/** Enough for any test but those of an account that has too little. What orders brought in is part of it. */
const INITIAL_BALANCE: Readonly<Record<string, string>> = { USDT: '1000000', ETH: '100', BTC: '0.5' };

/** The account that refunds are paid from, and its ledger. All sub-accounts of the sandbox share it. */
export class PaymentAccount {
	private readonly held = new Map<string, bigint>();
	/** The oldest first, so that a period is found without looking at the others. */
	private rows: LedgerRow[] = [];
	private readonly receipts = new Map<Order, LedgerRow>();
	/** The row of each refund whose money is gone. */
	private readonly paid = new Map<Refund, LedgerRow>();

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

	/** Money comes in from outside, or leaves, until the account has so much. */
	setBalance(currency: string, available: string): void {
		const difference = units(available) - (this.held.get(currency) ?? 0n);
		if (difference !== 0n) this.payIn(currency, amountOf(difference));
	}

	/** Money comes in from outside, or leaves if the amount is below 0. */
	payIn(currency: string, amount: string): void {
		this.book(currency, units(amount), {
			financialType: amount.startsWith('-') ? 'payment_fi' : 'receipt_fi',
			payAmount: amount,
		});
	}

	/** Books what a paid order brought in, in the place of what an order before it did. */
	orderAdded(order: Order, before: Order | undefined): void {
		const replaced = before && this.receipts.get(before);
		if (replaced) this.rows.splice(this.rows.indexOf(replaced), 1);
		if (order.status !== 'PAID') return;
		const { prepayId, merchantTradeNo, createTime, payAmount, payCurrency } = order;
		const row = this.book(payCurrency, 0n, {
			transactTime: createTime,
			orderId: prepayId,
			merchantTradeNo,
			financialType: 'receipt_fi',
			payAmount,
		});
		this.receipts.set(order, row);
	}

	/**
	 * To be told of each refund when it was made, and whenever its state has changed. A refund is a row below 0; if its
	 * money comes back, a row above 0 with the same `refund_gate_id` follows. GatePay's sample shows both.
	 */
	refundChanged(refund: Refund): void {
		const { refundAmount, refundGateId, currency, changedAt, state, request } = refund;
		const isPaid = state !== 'rejected';
		const paid = this.paid.get(refund);
		if (paid && state === 'succeeded' && request.refundAddress) paid.hash = `hash-of-${refundGateId}`;
		if (isPaid === (paid !== undefined)) return;
		const row = this.book(currency, units(refundAmount) * (isPaid ? -1n : 1n), {
			transactId: `3${refundGateId.slice(2)}`,
			transactTime: changedAt,
			orderId: refund.prepayId,
			merchantTradeNo: this.orderOf(refund).merchantTradeNo,
			financialType: 'refund_fi',
			payAmount: isPaid ? `-${refundAmount}` : refundAmount,
			fullChain: request.refundChain ?? '',
			address: request.refundAddress ?? '',
			refund_gate_id: refundGateId,
		});
		if (isPaid) this.paid.set(refund, row);
		else this.paid.delete(refund);
	}

	/** Adds any row to the ledger, and leaves the balance as it is: for a test that needs many, or odd ones. */
	addRow(given: Partial<LedgerRow>): LedgerRow {
		const transactId = `35571141586${String(this.rows.length).padStart(7, '0')}`;
		const row = { ...emptyRow(), transactId, transactTime: this.now(), ...given };
		this.rows.splice(this.firstAfter(row.transactTime), 0, row);
		return row;
	}

	/**
	 * A part of the ledger, the newest row first.
	 *
	 * @param lag how long after its time a refund's row shows, in ms
	 * @returns the rows of the page, counted from 1, and how many there are in all
	 */
	ledger({ lag = 0, from = -Infinity, to = Infinity, page = 1, count = 500, isMeant = isAny }: LedgerQuery) {
		const shownUntil = this.now() - lag;
		const rows: LedgerRow[] = [];
		let total = 0;
		for (let index = this.firstAfter(to) - 1; index >= 0; index -= 1) {
			const row = this.rows[index] as LedgerRow;
			if (row.transactTime < from) break;
			if (row.financialType === 'refund_fi' && lag > 0 && row.transactTime > shownUntil) continue;
			if (!isMeant(row)) continue;
			total += 1;
			if (total > (page - 1) * count && total <= page * count) rows.push(row);
		}
		return { rows, total };
	}

	reset(): void {
		this.rows = [];
		this.receipts.clear();
		this.paid.clear();
		this.held.clear();
		for (const [currency, amount] of Object.entries(INITIAL_BALANCE)) this.held.set(currency, units(amount));
	}

	private book(currency: string, difference: bigint, row: Partial<LedgerRow>): LedgerRow {
		const held = (this.held.get(currency) ?? 0n) + difference;
		this.held.set(currency, held);
		return this.addRow({ currency, Balance: amountOf(held), BalanceCurrency: currency, ...row });
	}

	/** The place of the first row that is newer. */
	private firstAfter(time: number): number {
		let low = 0;
		for (let high = this.rows.length; low < high;) {
			const middle = (low + high) >> 1;
			if ((this.rows[middle] as LedgerRow).transactTime > time) high = middle;
			else low = middle + 1;
		}
		return low;
	}
}

interface LedgerQuery {
	lag?: number;
	/** Unix milliseconds, both included. */
	from?: number;
	to?: number;
	page?: number;
	count?: number;
	isMeant?: (row: LedgerRow) => boolean;
}

const isAny = () => true;

/** Returns the answer's data: everything for a merchant; for an institution what it names and the account has had. */
export function queryBalance(account: PaymentAccount, named?: unknown): unknown {
	const { balances } = account;
	if (named === undefined) return { balance_list: balances };
	// What GatePay makes of an empty list is unpublished; the sandbox doesn't guess.
	if (!Array.isArray(named) || named.length === 0 || named.some((each) => typeof each !== 'string')) {
		throw new Refusal('400001', 'the body must be a JSON list of at least one currency');
	}
	return { balanceList: balances.filter(({ currency }) => named.includes(currency)) };
}

const FINANCIAL_TYPES = (
	'receipt_fi payment_fi giftCard_fi reward_fi distribution_fi refund_fi transfer_fi c2cTransfer_fi convert_buy_fi ' +
	'convert_sell_fi convert_refund_fi otcRecharge_add_fi otcWithdraw_fi others_fi'
).split(' ');

/** What an `orderIdNo` can be, by `orderType`. */
const ID_FIELD = new Map<string, 'merchantTradeNo' | 'orderId' | 'transactId'>([
	['1', 'merchantTradeNo'],
	['2', 'orderId'],
	['3', 'transactId'],
]);

const MOST_ROWS = 500;

/**
 * Finds a page of the ledger's rows, and returns the answer's data. In which order GatePay gives them, and what the last
 * page says in `nextPage`, is unpublished: here the newest row comes first, and the last page says 0.
 */
export function queryLedger(
	account: PaymentAccount,
	lag: number,
	query: Readonly<Record<string, string>>,
): unknown {
	const number = (name: string, most = Number.MAX_SAFE_INTEGER) => {
		const text = query[name] ?? '';
		if (/^[1-9]\d{0,15}$/.test(text) && Number(text) <= most) return Number(text);
		throw new Refusal('400001', `${name} must be a whole number from 1 to ${most}`);
	};
	const [from, to] = [number('startTime'), number('endTime')];
	const [page, count] = [number('page'), number('count', MOST_ROWS)];
	if (from > to) throw new Refusal('400001', 'startTime is after endTime');

	const { currency = '', financialType = '', orderType = '', orderIdNo = '' } = query;
	if (financialType !== '' && !FINANCIAL_TYPES.includes(financialType)) {
		throw new Refusal('400001', 'financialType is none that GatePay has');
	}
	const idField = ID_FIELD.get(orderType);
	if (orderType !== '' && !idField) throw new Refusal('5504060', 'invalid orderType');
	if ((orderType === '') !== (orderIdNo === '')) {
		throw new Refusal('400001', 'orderType and orderIdNo go together');
	}
	const isMeant = (row: LedgerRow) =>
		(currency === '' || row.currency === currency) &&
		(financialType === '' || row.financialType === financialType) &&
		(!idField || row[idField] === orderIdNo);
	const { rows, total } = account.ledger({ lag, from, to, page, count, isMeant });
	const hasNext = total > page * count;
	return {
		merchant_id: 10002,
		total,
		hasNext,
		nextPage: hasNext ? page + 1 : 0,
		balance_history_item_list: rows,
	};
}
