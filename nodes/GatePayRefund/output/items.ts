import type { IDataObject, IExecuteFunctions, INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import { asText, isRecord, type Envelope } from '../../../gatepay/api/answer';
import type { ApiVersion } from '../../../gatepay/api/calls';
import { isSecretField } from '../../../gatepay/refund/fields';
import { headline, outcomeUnknown, type Failure, type RefundMade } from '../../../gatepay/refund/failures';
import { breakOff, type Item } from '../../../gatepay/refund/run';
import { failReasonOf, gatePayStatusOf, isFinal, type RefundStatus } from '../../../gatepay/refund/status';
import { isoTimeOf } from '../../../gatepay/values/moment';
import { isFixed } from '../input/checks';
import { errorOf, stoppedRun } from './errors';

/** What a run ends in: its items, or without *Continue On Fail* the error that is thrown. */
export type RunEnd = INodeExecutionData[] | NodeOperationError;

/**
 * What a run returns: one item for each input item, in their order (several for an operation that lists); or without
 * *Continue On Fail*, if an item failed, the error that says so.
 */
export function endOf(context: IExecuteFunctions, items: readonly Item[]): RunEnd {
	try {
		return endNow(context, items);
	} catch (fault) {
		// What is left without a result says so; what was sent is named all the same.
		for (const item of items) breakOff(item, fault);
		return endNow(context, items);
	}
}

function endNow(context: IExecuteFunctions, items: readonly Item[]): RunEnd {
	const stopped = continuesOnFail(context) ? () => undefined : () => stoppedRun(context, items);
	const failure = stopped();
	if (failure) return failure;
	const shown = items.flatMap((item) => itemsOf(context, item));
	// A refund whose item can't be put together fails only now.
	const lateFailure = stopped();
	if (lateFailure) return lateFailure;
	hintAtOutcomes(context, items);
	return shown;
}

/** The end of a run of which nothing is known item by item. */
export function endOfAll(context: IExecuteFunctions, failure: Failure): RunEnd {
	return continuesOnFail(context)
		? context.getInputData().map((_, itemIndex) => failureItem(context, failure, itemIndex))
		: errorOf(context, headline(failure), failure.advice);
}

/**
 * The item for what failed. It holds nothing but `error`: n8n sends any other item through the success branch, whatever
 * it says.
 */
function failureItem(context: IExecuteFunctions, failure: Failure, itemIndex: number): INodeExecutionData {
	const json = { error: `${headline(failure)} ${failure.advice}` };
	return mayBePaired(context, itemIndex) ? { json, pairedItem: { item: itemIndex } } : { json };
}

function itemsOf(context: IExecuteFunctions, item: Item): INodeExecutionData[] {
	const { itemIndex, state } = item;
	const pairedItem = { item: itemIndex };
	switch (state.stage) {
		case 'shown':
			return state.rows.map((row) => ({ json: withoutError(row), pairedItem }));
		case 'made':
			try {
				return [{ json: fieldsOfMade(state.made, state.task.options.simplify), pairedItem }];
			} catch {
				// It must not get lost: n8n would pass the input on in its place.
				const { intent, attempts } = state.made;
				const why = 'GatePay has it, and its answer could not be shown';
				item.state = { stage: 'failed', intent, failure: outcomeUnknown(intent, attempts, why) };
				return itemsOf(context, item);
			}
		case 'failed':
			return [failureItem(context, state.failure, itemIndex)];
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
 * What a person reads of a refund, under the same names for both versions and all answers: first what every item has. Not
 * simplified, beside GatePay's whole answer.
 */
export function refundFields(envelope: Envelope, known: Known, simplify: boolean): IDataObject {
	const data = isRecord(envelope.data) ? envelope.data : {};
	const fields = withoutEmpty({
		outcome: known.outcome,
		refundStatus: known.refundStatus,
		refundAmount: asText(data.refundAmount) || asText(data.requestAmount) || known.refundAmount,
		prepayId: known.prepayId ?? data.prepayId ?? data.orderId,
		refundRequestId: known.refundRequestId,
		attempts: known.attempts,
		// A refund without a currency of its own is in the order's.
		refundCurrency: known.fields?.refundCurrency ?? (asText(data.requestCurrency) || data.orderCurrency),
		refundReference: known.refundReference,
		merchantTradeNo: known.merchantTradeNo ?? data.merchantTradeNo,
		gatePayStatus: gatePayStatusOf(data, known.version),
		failReason: known.refundStatus === 'failed' ? failReasonOf(data) : undefined,
		createdAt: isoTimeOf(data.createTime),
	});
	return simplify ? fields : { ...fields, ...wholeAnswer(envelope) };
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

/** Says in the editor, after a run, which refunds were not sent, and which are not paid yet. */
function hintAtOutcomes(context: IExecuteFunctions, items: readonly Item[]): void {
	const made = items.flatMap(({ state }) => (state.stage === 'made' ? [state.made] : []));
	const existing = made.filter(({ outcome }) => outcome === 'existing').length;
	const accepted = made.filter(
		({ outcome, refundStatus }) => outcome !== 'existing' && !isFinal(refundStatus),
	).length;
	const refunds = (count: number) => (count === 1 ? '1 refund' : `${count} refunds`);
	const were = (count: number) => (count === 1 ? 'was' : 'were');
	if (existing > 0) {
		showHint(
			context,
			`${refunds(existing)} existed already and ${were(existing)} not sent again: made by an earlier run, or by another item of this one`,
		);
	}
	if (accepted > 0) {
		showHint(
			context,
			`${refunds(accepted)} ${were(accepted)} accepted, which isn't paid yet. To see the result, use the operation Get later, or the GatePay Refund Trigger`,
		);
	}
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

/**
 * Whether n8n goes on when this node throws, and would pass its input on by the success branch (`continuesOnError` in
 * n8n-core's `workflow-execute`). `continueOnFail()` alone doesn't tell: where a workflow holds both settings, it looks at
 * the newer one, *On Error*, only, and n8n's engine goes on where either says so.
 */
export function continuesOnFail(context: IExecuteFunctions): boolean {
	return context.continueOnFail() || context.getNode().continueOnFail === true;
}

/**
 * Whether an item of what failed may name the one it came from. By the error branch n8n puts the fields of that one beside
 * the message (`handleNodeErrorOutput` in n8n-core's `workflow-execute`):
 * - codes and passwords among them, if they came from there;
 * - and where it finds no such item, as behind the second output of a pinned node, it throws, and passes the whole input
 *   on by the success branch.
 *
 * It doesn't look for an item without a pairing.
 *
 * @param item its position in the input
 */
function mayBePaired(context: IExecuteFunctions, item: number): boolean {
	if (readsSecrets(context)) return false;
	if (context.getNode().onError !== 'continueErrorOutput') return true;
	try {
		const source = context.getInputSourceData();
		const { $getPairedItem } = context.getWorkflowDataProxy(item);
		// n8n 3 has it no more.
		if (typeof $getPairedItem === 'function') $getPairedItem(source.previousNode, source, { item });
		return true;
	} catch {
		return false;
	}
}

/** Whether a code or password is an expression: which fields of the item it reads, nobody can tell. */
function readsSecrets(context: IExecuteFunctions): boolean {
	const fields = context.getNodeParameter('additionalFields', 0, {}, { rawExpressions: true });
	if (!isRecord(fields)) return !isFixed(fields);
	return Object.entries(fields).some(([name, raw]) => isSecretField(name) && !isFixed(raw));
}
