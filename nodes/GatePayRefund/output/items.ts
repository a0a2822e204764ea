import type { IDataObject, IExecuteFunctions, INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import { asText, isRecord, type Envelope } from '../../../gatepay/api/envelope';
import { outcomeUnknown } from '../../../gatepay/refund/messages';
import { headline, type RefundMade, type RefundNotMade } from '../../../gatepay/refund/outcome';
import { gatePayStatusOf, type RefundStatus } from '../../../gatepay/refund/status';
import type { ApiVersion } from '../../../gatepay/api/endpoints';
import type { ItemRecord } from '../input/readItems';
import { continues } from './continues';
import { canBeFollowed } from './pairing';
import { stoppedRun } from './stoppedRun';

/** What a run ends in: its items, or without *Continue On Fail* the error that is thrown. */
export type RunEnd = INodeExecutionData[] | NodeOperationError;

/**
 * What comes out of the node: one item for each input item, in their order (several for an operation that lists); or
 * without *Continue On Fail*, where an item failed, the error that says so.
 */
export function endOf<Input>(context: IExecuteFunctions, records: readonly ItemRecord<Input>[]): RunEnd {
	const stopped = continues(context) ? () => undefined : () => stoppedRun(context, records);
	const failure = stopped();
	if (failure) return failure;
	const items = records.flatMap((record) => itemsOfRecord(context, record));
	// A refund whose item can't be put together fails only now.
	const lateFailure = stopped();
	if (lateFailure) return lateFailure;
	hintAtExisting(context, records);
	return items;
}

/**
 * The item for what failed. It holds nothing but `error`: n8n sends any other item through the success branch, whatever
 * it says.
 */
export function failureItem(
	context: IExecuteFunctions,
	notMade: RefundNotMade,
	itemIndex: number,
): INodeExecutionData {
	const json = { error: `${headline(notMade)} ${notMade.advice}` };
	return canBeFollowed(context, itemIndex) ? { json, pairedItem: { item: itemIndex } } : { json };
}

function itemsOfRecord<Input>(context: IExecuteFunctions, record: ItemRecord<Input>): INodeExecutionData[] {
	const { itemIndex, state } = record;
	const pairedItem = { item: itemIndex };
	switch (state.stage) {
		case 'shown':
			return state.rows.map((row) => ({ json: withoutError(row), pairedItem }));
		case 'made':
			try {
				return [{ json: fieldsOfMade(state.made, state.read.options.simplify), pairedItem }];
			} catch {
				// It must not get lost: n8n would pass the input on in its place.
				const { intent, attempts } = state.made;
				const why = 'GatePay has it, and its answer could not be shown';
				record.state = { ...state, stage: 'notMade', notMade: outcomeUnknown(intent, attempts, why, true) };
				return itemsOfRecord(context, record);
			}
		case 'notMade':
			return [failureItem(context, state.notMade, itemIndex)];
		default:
			throw new Error(`Item ${itemIndex} came to no end`);
	}
}

function fieldsOfMade(
	{ intent, envelope, refundStatus, outcome, attempts }: RefundMade,
	simplify: boolean,
): IDataObject {
	return refundFields(envelope, { ...intent, refundStatus, outcome, attempts }, simplify);
}

/** What is known of a refund beside GatePay's answer. */
interface Known {
	version: ApiVersion;
	refundRequestId: string;
	refundStatus: RefundStatus;
	outcome?: RefundMade['outcome'];
	attempts?: number;
	prepayId?: string;
	merchantTradeNo?: string;
	refundReference?: string;
	refundAmount?: string;
	fields?: { refundCurrency?: string | boolean };
}

/**
 * The fields of a refund: first what a person looks for, under the same names for both versions and all answers, then
 * GatePay's own data as it came; or beside its whole answer.
 */
export function refundFields(envelope: Envelope, known: Known, simplify: boolean): IDataObject {
	const data = isRecord(envelope.data) ? envelope.data : {};
	const first = withoutEmpty({
		outcome: known.outcome,
		refundStatus: known.refundStatus,
		refundAmount: asText(data.refundAmount) || asText(data.requestAmount) || known.refundAmount,
		refundReference: known.refundReference,
		// A refund without a currency of its own is in the order's.
		refundCurrency: known.fields?.refundCurrency ?? (asText(data.requestCurrency) || data.orderCurrency),
		prepayId: known.prepayId ?? data.prepayId ?? data.orderId,
		merchantTradeNo: known.merchantTradeNo ?? data.merchantTradeNo,
		refundRequestId: known.refundRequestId,
		attempts: known.attempts,
		gatePayStatus: gatePayStatusOf(data, known.version),
	});
	// V8 is ten times faster with `Object.assign` than with spreading more than one object. Ours once more at the end, so
	// that no field of GatePay's by the same name takes their place.
	return Object.assign({}, first, simplify ? withoutError(withoutEmpty(data)) : wholeAnswer(envelope), first);
}

/** GatePay's data without a field that n8n would take for a failure; for `$error` beside `$json` it drops all others. */
export function withoutError(fields: Readonly<Record<string, unknown>>): IDataObject {
	if (!Object.hasOwn(fields, 'error') && !Object.hasOwn(fields, '$error')) return fields as IDataObject;
	const kept = { ...fields };
	delete kept.error;
	delete kept.$error;
	return kept as IDataObject;
}

/** GatePay's whole answer. */
export function wholeAnswer({ status, code, label, errorMessage, data }: Envelope): IDataObject {
	return { status, code, label, errorMessage, data } as IDataObject;
}

/** The fields that hold something. */
export function withoutEmpty(fields: Readonly<Record<string, unknown>>): IDataObject {
	const kept: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(fields)) {
		if (value !== undefined && value !== null && value !== '') kept[name] = value;
	}
	return kept as IDataObject;
}

/** Says in the editor, after a run, how many refunds an earlier run or item had made already. */
function hintAtExisting<Input>(context: IExecuteFunctions, records: readonly ItemRecord<Input>[]): void {
	const existing = records.filter(
		({ state }) => state.stage === 'made' && state.made.outcome === 'existing',
	).length;
	if (existing === 0) return;
	showHint(
		context,
		existing === 1
			? '1 refund existed already and was not sent again'
			: `${existing} refunds existed already and were not sent again`,
	);
}

/** Shows a sentence above the node's output. A hint that can't be shown is no reason to lose what was done. */
export function showHint(context: IExecuteFunctions, message: string): void {
	try {
		// Older versions of n8n and tools of an AI agent have no hints.
		(context as Partial<IExecuteFunctions>).addExecutionHints?.({ message, location: 'outputPane' });
	} catch {
		return;
	}
}
