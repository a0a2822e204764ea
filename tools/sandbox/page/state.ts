import type { Application } from '../gateway';
import { amountOf } from '../money';
import type { Order } from '../orders';
import type { Refund } from '../refunds';
import type { LedgerRow } from '../account';
import type { Sandbox } from '../sandbox';
import type { PageState, ShownApplication, ShownLedgerRow, ShownOrder, ShownRefund } from './contract';
import type { FaultSwitches } from './faultSwitches';
import { search } from './search';
import { shownRequest } from './shownRequest';

/** As many entries of a list as somebody looks through; the page says how many there are. */
const MOST_SHOWN = 100;

/** Everything that the page shows. */
export function pageState(sandbox: Sandbox, faults: FaultSwitches, find = ''): PageState {
	const { applications, repeatedIds, finishAfter = null, ledgerLag, account, notifications } = sandbox;
	const { refunds, requests, orders } = search(sandbox, find);
	const { rows, total } = account.ledger({ lag: ledgerLag, count: MOST_SHOWN });
	return {
		find,
		applications: Object.values(applications).map((each) => shownApplication(each, sandbox.baseUrl)),
		repeatedIds,
		finishAfter,
		ledgerLag,
		balances: account.balances.map((balance) => ({ key: balance.currency, ...balance })),
		ledger: rows.map((row, place) => shownLedgerRow(row, total - place)),
		faults: faults.all,
		refunds: newest(refunds, (refund) => shownRefund(sandbox, refund)),
		notifications: newest(notifications, (sent, number) => ({ key: String(number), ...sent })),
		requests: newest(requests, shownRequest),
		counts: {
			refunds: refunds.length,
			notifications: notifications.length,
			requests: find === '' ? sandbox.requestsMade : requests.length,
			ledger: total,
		},
		orders: orders.map((order) => shownOrder(sandbox, order)),
	};
}

/** How the page names a refund: one refund request ID can have several, and both versions number theirs alike. */
export function refundKey({ version, refundGateId }: Refund): string {
	return `${version} ${refundGateId}`;
}

/** @param show is told the place of each entry in the whole list, from 0 */
function newest<Entry, Shown>(
	entries: readonly Entry[],
	show: (entry: Entry, number: number) => Shown,
): Shown[] {
	const skipped = Math.max(0, entries.length - MOST_SHOWN);
	return entries
		.slice(skipped)
		.map((entry, index) => show(entry, skipped + index))
		.reverse();
}

function shownApplication(application: Application, baseUrl: string): ShownApplication {
	const { accountType, clientId, secret, onBehalfOf = null, callbackUrl = '' } = application;
	return { key: accountType, clientId, secret, onBehalfOf, baseUrl, notificationUrl: callbackUrl };
}

function shownRefund(sandbox: Sandbox, refund: Refund): ShownRefund {
	const { refundRequestId, version, prepayId, refundAmount, currency, destination } = refund;
	const { accountType, madeAt, state, failReason, request } = refund;
	return {
		key: refundKey(refund),
		refundRequestId,
		version,
		prepayId,
		merchantTradeNo: sandbox.orderOf(refund).merchantTradeNo,
		amount: refundAmount,
		currency,
		destination,
		reason: request.refundReason ?? '',
		accountType,
		madeAt,
		state,
		failReason,
		timesPaid: sandbox.ledger.timesPaid(refundRequestId),
	};
}

function shownLedgerRow(row: LedgerRow, number: number): ShownLedgerRow {
	const { transactTime: at, financialType: type, payAmount: amount, currency, orderId: prepayId } = row;
	return { key: String(number), at, type, amount, currency, prepayId };
}

function shownOrder(sandbox: Sandbox, order: Order): ShownOrder {
	const { version, prepayId, merchantTradeNo, status, orderAmount, currency } = order;
	const { payAmount, payCurrency, refusedWith = null } = order;
	return {
		key: `${version} ${prepayId}`,
		version,
		prepayId,
		merchantTradeNo,
		status,
		amount: orderAmount,
		currency,
		paid: payCurrency === currency ? null : `${payAmount} ${payCurrency}`,
		left: amountOf(sandbox.unitsLeft(order, currency)),
		refusedWith,
	};
}
