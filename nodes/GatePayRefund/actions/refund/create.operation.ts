import type { IExecuteFunctions } from 'n8n-workflow';

import type { ApiVersion } from '../../../../gatepay/api/endpoints';
import { makeRefunds } from '../../../../gatepay/refund/batch';
import type { RefundDraft } from '../../../../gatepay/refund/draft';
import { fingerprintOf } from '../../../../gatepay/refund/fingerprint';
import { waitForResult } from '../../../../gatepay/refund/followRefund';
import { RefundMemory } from '../../../../gatepay/refund/memory';
import { brokenOff, notSentBecause } from '../../../../gatepay/refund/messages';
import type { RefundResult } from '../../../../gatepay/refund/outcome';
import { makeRefund } from '../../../../gatepay/refund/procedure';
import { readyOnes, type ReadyState } from '../../../../gatepay/refund/record';
import { markRepeats } from '../../../../gatepay/refund/repeats';
import { refuseAboveTotal } from '../../../../gatepay/refund/total';
import { readDraft } from '../../input/readDraft';
import { concurrencyOf, readItems, whyNotRead, type ItemRecord } from '../../input/readItems';
import { continues } from '../../output/continues';
import { endOf, type RunEnd } from '../../output/items';
import * as option from '../options';
import { REFUND_CREATE } from '../shownFor';
import { prepareRefunds, type RefundItem } from './prepareRefunds';

export const properties = [
	option.optionsOf(REFUND_CREATE, [
		option.checkExisting,
		option.concurrency,
		option.expectedFingerprint,
		option.maximumOrderAge,
		option.maximumRefundAmount,
		option.maximumTotalAmount,
		option.maximumWait,
		option.onBehalfOf,
		option.settleTime,
		option.simplify,
		option.timeout,
		option.waitForResult,
	]),
];

/** One for the process: n8n runs all executions of a process over the same module. */
const memory = new RefundMemory();

/**
 * Makes the refund of each item. Everything is read and every order looked up before the first refund is sent, so that
 * without *Continue On Fail* one bad item means that nothing is sent.
 */
export async function execute(context: IExecuteFunctions, version: ApiVersion): Promise<RunEnd> {
	const records = await readItems(
		context,
		(form, options) => readDraft(form, version, options),
		({ fields }) => fields,
	);
	try {
		await makeAll(context, records);
		return endOf(context, records);
	} catch (thrown) {
		for (const record of records) breakOff(record, thrown);
		return endOf(context, records);
	}
}

async function makeAll(context: IExecuteFunctions, records: ItemRecord<RefundDraft>[]): Promise<void> {
	const stopsOnFailure = !continues(context);
	const isStopped = () => stopsOnFailure && records.some(({ state }) => state.stage === 'notMade');
	const concurrency = concurrencyOf(records);

	refuseEmptyItems(context, records);
	if (isStopped()) return;
	await prepareRefunds(records);
	refuseUnexpected(records);
	markRepeats(records);
	refuseAboveTotal(records, ({ options }) => options.maximumTotalAmount);
	if (isStopped()) return;
	await makeRefunds(records, { concurrency, stopsOnFailure }, makeOne);
}

async function makeOne({ read, intent, objection }: ReadyState<RefundItem>): Promise<RefundResult> {
	const { options, gateway } = read;
	const means = { gateway, memory, key: memoryKey(read, intent.refundRequestId) };
	const result = await makeRefund(intent, options, means, objection);
	if (result.kind !== 'made' || !options.waitForResult) return result;
	// Whatever goes wrong now, GatePay has the refund.
	return await waitForResult(result, options.maximumWait, gateway).catch(() => result);
}

function memoryKey({ account, options }: RefundItem, refundRequestId: string): string {
	const { baseUrl, clientId } = account;
	return JSON.stringify([baseUrl, clientId, options.onBehalfOf ?? account.onBehalfOf, refundRequestId]);
}

/** Where all items fail, n8n puts an empty item on the success branch, as if a refund had been made. */
function refuseEmptyItems(context: IExecuteFunctions, records: readonly ItemRecord<RefundDraft>[]): void {
	const { alwaysOutputData, onError } = context.getNode();
	if (alwaysOutputData !== true || onError !== 'continueErrorOutput') return;
	for (const record of records) {
		record.state = {
			stage: 'notMade',
			notMade: notSentBecause(
				"'Always Output Data' is on together with the error output: n8n puts an empty item on the success branch where all items fail, as now",
				"Nothing was sent. Switch 'Always Output Data' off in the node's settings.",
			),
		};
	}
}

/** What was approved is what is sent. */
function refuseUnexpected(records: readonly ItemRecord<RefundDraft>[]): void {
	for (const { record, ready } of readyOnes(records)) {
		const { options, account } = ready.read;
		const { expectedFingerprint } = options;
		if (expectedFingerprint === undefined) continue;
		if (expectedFingerprint === fingerprintOf(ready.intent, account)) continue;
		const notMade = notSentBecause(
			"What would be sent is not what was previewed: 'Expected Fingerprint' differs",
			'Nothing was sent. Run the preview again and have its result approved.',
		);
		record.state = { ...ready, stage: 'notMade', notMade };
	}
}

/** Ends an item that a fault of this package has left without a result. */
function breakOff(record: ItemRecord<RefundDraft>, thrown: unknown): void {
	const { state } = record;
	switch (state.stage) {
		case 'read':
			record.state = { ...state, stage: 'notMade', notMade: whyNotRead(thrown) };
			return;
		case 'ready': {
			const isSentByAnother = state.sameAs !== undefined && state.sameAs.state.stage !== 'ready';
			const notMade = brokenOff(state.intent, isSentByAnother ? 1 : 0, thrown);
			record.state = { ...state, stage: 'notMade', notMade };
			return;
		}
		case 'underWay':
			record.state = { ...state, stage: 'notMade', notMade: brokenOff(state.intent, 1, thrown) };
			return;
		default:
	}
}
