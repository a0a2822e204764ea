import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { routeOf, type ApiVersion } from '../../../../gatepay/api/calls';
import { readJson } from '../../../../gatepay/api/readJson';
import { createRefund } from '../../../../gatepay/refund/body';
import { SECRET_REFUND_FIELDS, type RefundFields } from '../../../../gatepay/refund/fields';
import type { RefundIntent } from '../../../../gatepay/refund/intent';
import { previewRefunds, type RefundPreview } from '../../../../gatepay/refund/preview';
import type { ReadyState, Row } from '../../../../gatepay/refund/run';
import { endOf, showHint, withoutEmpty, withoutError, type RunEnd } from '../../output/items';
import { optionsOf } from '../options';
import { readRefunds } from './refundForm';

export const properties: INodeProperties[] = [
	optionsOf(
		'concurrency',
		'maximumOrderAge',
		'maximumRefundAmount',
		'memoNotNeeded',
		'onBehalfOf',
		'simplify',
		'timeout',
	),
];

/** Shows what Create would send for each item, and what GatePay knows of the order and of this refund. */
export async function execute(context: IExecuteFunctions, version: ApiVersion): Promise<RunEnd> {
	const items = await readRefunds(context, version);
	let wouldBeSent = 0;
	let warned = 0;
	await previewRefunds(items, {
		refund(preview, ready) {
			if (preview.wouldSend) wouldBeSent += 1;
			if (preview.warnings.length > 0) warned += 1;
			return rowOf(preview, ready);
		},
		withoutOrder({ draft }, warning) {
			warned += 1;
			const refundAmount = draft.amount === 'full' ? undefined : draft.amount;
			const refundReference = draft.id.from === 'reference' ? draft.id.reference : undefined;
			return {
				wouldSend: false,
				...withoutEmpty({ refundAmount, refundReference }),
				warnings: [warning],
				...draft.order,
			};
		},
	});
	const warnings = warned > 0 ? `, ${warned} with a warning` : '';
	if (items.length > 0) showHint(context, `${wouldBeSent} of ${items.length} would be sent${warnings}`);
	return endOf(context, items);
}

function rowOf(
	{ wouldSend, warnings, existingRefund, currency, order, fingerprint }: RefundPreview,
	{ intent, task: { options, gateway } }: ReadyState,
): Row {
	const { refundAmount, refundReference, prepayId, merchantTradeNo, refundRequestId } = intent;
	const orderAmount = order?.orderAmount;
	const verdict = {
		wouldSend,
		refundAmount,
		warnings: warnings.join(' ') || 'none',
		...withoutEmpty({
			currency,
			orderAmount,
			refundReference,
			prepayId,
			merchantTradeNo,
			refundRequestId,
			fingerprint,
			existingRefund,
		}),
	};
	if (options.simplify) return verdict;
	const { accountType, baseUrl } = gateway.account;
	const { call, body } = createRefund(masked(intent));
	const { method, path } = routeOf(call, accountType);
	return {
		...verdict,
		warnings,
		method,
		url: baseUrl + path,
		body: readJson(body ?? '') as IDataObject,
		order: order ? withoutError(order.fields) : null,
	};
}

/** Codes and passwords show that they are there, and nothing else. */
function masked(intent: RefundIntent): RefundIntent {
	const fields: RefundFields = { ...intent.fields };
	for (const name of SECRET_REFUND_FIELDS) if (fields[name] !== undefined) fields[name] = '••••';
	return { ...intent, fields };
}
