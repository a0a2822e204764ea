import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';

import { MOST_LEDGER_ROWS } from '../../../gatepay/api/calls';
import { receiptsIn, walkLedger, type Receipt } from '../../../gatepay/api/ledger';
import { formGateway, listError, onBehalfOfIn } from './formGateway';

const WEEK = 7 * 86_400_000;

/** As many rows as the list shows before it is scrolled. */
const ROWS_OF_A_PAGE = 50;

const OTHERWISE = "Or choose 'By Trade No' or 'By Prepay ID', which need no list.";

/**
 * The orders that were paid in the last 7 days, for the form: money received, in the ledger. A page that has nothing to
 * show isn't returned while there is another one, because the editor asks for the next page only when a list is scrolled
 * to its end, which an empty one never is.
 *
 * @param filter what is searched for; undefined or empty for all
 * @param token  the next page and the end of the period, as the page before gave them
 */
export async function searchOrders(
	this: ILoadOptionsFunctions,
	filter = '',
	token?: string,
): Promise<INodeListSearchResult> {
	if (onBehalfOfIn(this).startsWith('=')) {
		throw new NodeOperationError(this.getNode(), "'On Behalf Of' is an expression", {
			description: `The list can't tell whose orders to show. Enter 'On Behalf Of' as fixed text. ${OTHERWISE}`,
		});
	}
	const [page = 1, endTime = Date.now()] = token?.split('/').map(Number) ?? [];
	const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: this.getTimezone() });
	const wanted = filter.trim().toLowerCase();
	let result: INodeListSearchResult = { results: [] };
	const walk = await walkLedger(
		{
			financialType: 'receipt_fi',
			startTime: endTime - WEEK,
			endTime,
			page,
			count: wanted === '' ? ROWS_OF_A_PAGE : MOST_LEDGER_ROWS,
		},
		await formGateway(this),
		(rows, nextPage) => {
			const results = receiptsIn(rows)
				.map((receipt) => itemOf(receipt, dates))
				.filter(({ name }) => name.toLowerCase().includes(wanted));
			result = nextPage === undefined ? { results } : { results, paginationToken: `${nextPage}/${endTime}` };
			return results.length === 0;
		},
	);
	if (walk.kind !== 'done') throw listError(this, 'GatePay did not list its orders', walk, OTHERWISE);
	return result;
}

/** Such as `1746707644001 · 1 USDT · 9 May 2025`. */
function itemOf(
	{ merchantTradeNo, amount, currency, time }: Receipt,
	dates: Intl.DateTimeFormat,
): INodeListSearchItems {
	const parts = [merchantTradeNo, `${amount} ${currency}`.trimEnd(), time && dates.format(time)];
	return { name: parts.filter(Boolean).join(' · '), value: merchantTradeNo };
}
