import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { MOST_LEDGER_ROWS, type OrderIdentifier } from '../../../../gatepay/api/calls';
import { walkLedger, type LedgerRefund } from '../../../../gatepay/api/ledger';
import { notShown } from '../../../../gatepay/refund/failures';
import type { Row } from '../../../../gatepay/refund/run';
import { readMoment } from '../../../../gatepay/values/moment';
import { InvalidValue, readBoolean, readWord, wholeNumberUpTo } from '../../../../gatepay/values/readers';
import type { ItemForm } from '../../input/items';
import { labelOf } from '../../input/labels';
import { endOf, showHint, withoutEmpty, type RunEnd } from '../../output/items';
import { lookUpItems } from '../lookUpItems';
import { optionsOf } from '../options';
import { orderFilter, readOrderFilter } from '../order';

export const properties: INodeProperties[] = [
	{
		displayName:
			"What GatePay's ledger shows, of the last 7 days unless a filter says otherwise: a refund may appear there with a delay, and the ledger knows neither its reference nor its refund request ID",
		name: 'ledgerNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Currency',
				name: 'currency',
				type: 'string',
				default: '',
				placeholder: 'e.g. USDT',
				description: 'Only refunds in this currency',
			},
			{
				displayName: 'From',
				name: 'from',
				type: 'dateTime',
				default: '',
				description:
					"The beginning of the period, in the workflow's time zone unless it says another; empty for 7 days before its end",
			},
			orderFilter,
			{
				displayName: 'To',
				name: 'to',
				type: 'dateTime',
				default: '',
				description:
					"The end of the period, in the workflow's time zone unless it says another; empty for now",
			},
		],
	},
	optionsOf('onBehalfOf', 'simplify', 'timeout'),
];

/** Which refunds to list. */
interface HistoryQuery {
	/** Infinity for all. */
	limit: number;
	/** Unix milliseconds. */
	startTime: number;
	endTime: number;
	currency?: string;
	order?: OrderIdentifier;
}

/** Lists the refunds that GatePay's ledger shows: a row for each. */
export async function execute(context: IExecuteFunctions): Promise<RunEnd> {
	const now = Date.now();
	const items = await lookUpItems(context, (form) => {
		const { limit, ...query } = readHistoryQuery(form, context.getTimezone(), now);
		const gateway = form.gateway();
		return async () => {
			const rows: Row[] = [];
			// A refund takes two rows.
			const count = Math.min(2 * limit, MOST_LEDGER_ROWS);
			const walk = await walkLedger(
				{ ...query, count },
				gateway,
				(refund) => rows.push(rowOf(refund, form.options.simplify)) < limit,
			);
			return walk.kind === 'done' ? rows : notShown(pageOf(walk), walk);
		};
	});
	const end = endOf(context, items);
	if (Array.isArray(end) && end.length === 0) {
		showHint(context, "GatePay's ledger shows no refund that fits; it may lag behind");
	}
	return end;
}

/** More than a run's memory holds; 'Return All' has no limit of its own. */
const MOST_REFUNDS = 1_000_000;

const WEEK = 7 * 86_400_000;

function readHistoryQuery(form: ItemForm, timeZone: string, now: number): HistoryQuery {
	const isAll = form.read('returnAll', readBoolean);
	const limit = isAll ? Infinity : form.read('limit', wholeNumberUpTo(MOST_REFUNDS));
	const filters = form.collection('filters');
	const endTime = filters.read('to', (value, label) => readMoment(value, label, timeZone, 'end')) ?? now;
	const startTime =
		filters.read('from', (value, label) => readMoment(value, label, timeZone, 'start')) ?? endTime - WEEK;
	if (startTime > endTime) {
		throw new InvalidValue(
			`'${labelOf('from')}' (${isoOf(startTime)}) is later than '${labelOf('to')}' (${isoOf(endTime)})`,
		);
	}
	const currency = filters.read('currency', readWord);
	const order = readOrderFilter(filters);
	return {
		limit,
		startTime,
		endTime,
		...(currency === undefined ? {} : { currency }),
		...(order === undefined ? {} : { order }),
	};
}

function isoOf(moment: number): string {
	return new Date(moment).toISOString();
}

/** First what a person looks for, then the row's own fields; or beside the row as it came. */
function rowOf({ row, ...refund }: LedgerRefund, simplify: boolean): IDataObject {
	const { refundAmount, currency, time, prepayId, merchantTradeNo, ...others } = refund;
	const first = withoutEmpty({
		refundAmount,
		currency,
		time,
		prepayId,
		merchantTradeNo,
		...others,
		timestamp: undefined,
	});
	return simplify ? Object.assign({}, first, withoutEmpty(row), first) : Object.assign(first, { row });
}

function pageOf({ page, rows }: { page: number; rows: number }): string {
	return `page ${page} of its ledger${page === 1 ? '' : `, after ${rows} rows`}`;
}
