import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { LedgerRefund } from '../../../../gatepay/api/ledger';
import type { OrderIdentifier } from '../../../../gatepay/api/order';
import { MOST_LEDGER_ROWS } from '../../../../gatepay/api/requests';
import { walkLedger, type LedgerWalk } from '../../../../gatepay/api/walkLedger';
import { noAnswerAbout, refusedToShow } from '../../../../gatepay/refund/messages';
import type { RefundNotMade } from '../../../../gatepay/refund/outcome';
import { oneOf, readBoolean } from '../../../../gatepay/values/choice';
import { LONGEST_ID, readIdentifier } from '../../../../gatepay/values/identifier';
import { InvalidValue } from '../../../../gatepay/values/invalidValue';
import { readMoment } from '../../../../gatepay/values/moment';
import { readWord } from '../../../../gatepay/values/text';
import type { CollectionForm, ItemForm } from '../../input/itemForm';
import { labelOf } from '../../input/labels';
import { wholeNumber } from '../../input/readOptions';
import { showHint, withoutEmpty, type RunEnd } from '../../output/items';
import { lookUpItems } from '../lookUpItems';
import * as option from '../options';
import { orderIdentifierFilter } from '../orderIdentifier';
import { HISTORY_GET_MANY } from '../shownFor';

export const properties: INodeProperties[] = [
	{
		displayName:
			"What GatePay's ledger shows, of the last 7 days unless a filter says otherwise: a refund may appear there with a delay, and the ledger knows neither its reference nor its refund request ID",
		name: 'ledgerNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: HISTORY_GET_MANY },
	},
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		displayOptions: { show: HISTORY_GET_MANY },
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { ...HISTORY_GET_MANY, returnAll: [false] } },
		description: 'Max number of results to return',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: { show: HISTORY_GET_MANY },
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
			...orderIdentifierFilter,
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
	option.optionsOf(HISTORY_GET_MANY, [option.onBehalfOf, option.simplify, option.timeout]),
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
	const end = await lookUpItems(
		context,
		(form) => readHistoryQuery(form, context.getTimezone(), now),
		async ({ input: { limit, ...query }, options, gateway }) => {
			const rows: IDataObject[] = [];
			// A refund takes two rows.
			const count = Math.min(2 * limit, MOST_LEDGER_ROWS);
			const walk = await walkLedger(
				{ ...query, count },
				gateway,
				(refund) => rows.push(rowOf(refund, options.simplify)) < limit,
				options.onBehalfOf,
			);
			return walk.kind === 'done' ? { kind: 'rows', rows } : brokenOff(walk);
		},
	);
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
	const limit = isAll ? Infinity : form.read('limit', wholeNumber(MOST_REFUNDS));
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

function readOrderFilter(filters: CollectionForm): OrderIdentifier | undefined {
	const by = filters.read('orderIdentifier', oneOf('prepayId', 'merchantTradeNo'));
	if (by === undefined) return undefined;
	const id = filters.read(by, (value, label) => readIdentifier(value, label, LONGEST_ID[by]));
	if (id === undefined) {
		throw new InvalidValue(
			`'${labelOf(by)}' is required but empty: '${labelOf('orderIdentifier')}' is among the filters`,
		);
	}
	return by === 'prepayId' ? { prepayId: id } : { merchantTradeNo: id };
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

function brokenOff({
	page,
	rows,
	reason,
	envelope,
}: Extract<LedgerWalk, { kind: 'brokenOff' }>): RefundNotMade {
	const what = `page ${page} of its ledger${page === 1 ? '' : `, after ${rows} rows`}`;
	return envelope ? refusedToShow(what, envelope) : noAnswerAbout(what, reason);
}
