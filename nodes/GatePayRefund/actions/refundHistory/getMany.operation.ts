import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { OrderIdentifier } from '../../../../gatepay/api/calls';
import { lookUpLedgerRefunds, type LedgerRefund } from '../../../../gatepay/api/ledger';
import { notShown } from '../../../../gatepay/refund/failures';
import { readMoment } from '../../../../gatepay/values/moment';
import { InvalidValue, readBoolean, readCurrency, wholeNumberUpTo } from '../../../../gatepay/values/readers';
import type { ItemForm } from '../../input/items';
import { labelOf } from '../../input/labels';
import { endOf, showHint, withoutEmpty, type RunEnd } from '../../output/items';
import { lookUpItems } from '../lookUpItems';
import { optionsOf } from '../options';
import { orderFilter, readOrderFilter } from '../order';

export const properties: INodeProperties[] = [
	{
		displayName:
			"Refunds from GatePay's ledger, by default of the last 7 days. They may appear with a delay, and without reference and refund request ID.",
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
					"The start of the period, in the workflow's time zone unless it names another. Empty for 7 days before its end.",
			},
			orderFilter,
			{
				displayName: 'To',
				name: 'to',
				type: 'dateTime',
				default: '',
				description:
					"The end of the period, in the workflow's time zone unless it names another. Empty for now.",
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
			const refunds = await lookUpLedgerRefunds(query, gateway);
			if (refunds.kind !== 'found') return notShown(pageOf(refunds), refunds);
			return refunds.value.slice(0, limit).map((refund) => rowOf(refund, form.options.simplify));
		};
	});
	const end = endOf(context, items);
	if (Array.isArray(end) && end.length === 0) {
		showHint(context, "GatePay's ledger shows no such refund. It may lag behind");
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
	const currency = filters.read('currency', readCurrency);
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

/** What a person looks for; beside the rows unchanged, if it isn't simplified. */
function rowOf({ rows: [row, ...otherRows], ...refund }: LedgerRefund, simplify: boolean): IDataObject {
	const { refundAmount, currency, time, cameBack, prepayId, ...others } = refund;
	const first = withoutEmpty({ refundAmount, currency, time, cameBack, prepayId, ...others });
	if (simplify) return first;
	return Object.assign(first, { row }, otherRows.length > 0 ? { otherRows } : {});
}

function pageOf({ page, rows }: { page: number; rows: number }): string {
	return `page ${page} of its ledger${page === 1 ? '' : `, after ${rows} rows`}`;
}
