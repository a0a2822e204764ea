import { Refusal } from './answers';
import type { Gateway } from './gateway';
import type { LedgerRow } from './paymentAccount';

const FINANCIAL_TYPES = (
	'receipt_fi payment_fi giftCard_fi reward_fi distribution_fi refund_fi transfer_fi c2cTransfer_fi convert_buy_fi ' +
	'convert_sell_fi convert_refund_fi otcRecharge_add_fi otcWithdraw_fi others_fi'
).split(' ');

/** What an `orderIdNo` can be, by `orderType`. */
const ID_FIELD: Readonly<Record<string, 'merchantTradeNo' | 'orderId' | 'transactId'>> = {
	1: 'merchantTradeNo',
	2: 'orderId',
	3: 'transactId',
};

const MOST_ROWS = 500;

/**
 * Finds a page of the ledger's rows, and returns the answer's data. In which order GatePay gives them, and what the last
 * page says in `nextPage`, is unpublished: here the newest row comes first, and the last page says 0.
 */
export function queryLedger(gateway: Gateway, query: Readonly<Record<string, string>>): unknown {
	const number = (name: string, most: number) => readNumber(name, query[name], most);
	const from = number('startTime', Number.MAX_SAFE_INTEGER);
	const to = number('endTime', Number.MAX_SAFE_INTEGER);
	const page = number('page', Number.MAX_SAFE_INTEGER);
	const count = number('count', MOST_ROWS);
	if (from > to) throw new Refusal('400001', 'startTime is after endTime');
	const isMeant = filterOf(query);

	gateway.late.makeDue();
	const rows = gateway.account
		.rows(gateway.ledgerLag)
		.filter((row) => row.transactTime >= from && row.transactTime <= to && isMeant(row))
		.sort((one, other) => other.transactTime - one.transactTime);
	const hasNext = rows.length > page * count;
	return {
		merchant_id: 10002,
		total: rows.length,
		hasNext,
		nextPage: hasNext ? page + 1 : 0,
		balance_history_item_list: rows.slice((page - 1) * count, page * count),
	};
}

function filterOf(query: Readonly<Record<string, string>>): (row: LedgerRow) => boolean {
	const { currency = '', financialType = '', orderType = '', orderIdNo = '' } = query;
	if (financialType !== '' && !FINANCIAL_TYPES.includes(financialType)) {
		throw new Refusal('400001', 'financialType is none that GatePay has');
	}
	const idField = Object.hasOwn(ID_FIELD, orderType) ? ID_FIELD[orderType] : undefined;
	if (orderType !== '' && !idField) throw new Refusal('5504060', 'invalid orderType');
	if ((orderType === '') !== (orderIdNo === '')) {
		throw new Refusal('400001', 'orderType and orderIdNo go together');
	}
	return (row) =>
		(currency === '' || row.currency === currency) &&
		(financialType === '' || row.financialType === financialType) &&
		(!idField || row[idField] === orderIdNo);
}

function readNumber(name: string, text = '', most: number): number {
	if (!/^[1-9]\d{0,15}$/.test(text) || Number(text) > most) {
		throw new Refusal('400001', `${name} must be a whole number from 1 to ${most}`);
	}
	return Number(text);
}
