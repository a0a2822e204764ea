import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ENDPOINT, type ApiVersion } from '../../../../gatepay/api/endpoints';
import { readJson } from '../../../../gatepay/api/readJson';
import { refundBody } from '../../../../gatepay/refund/body';
import { concurrently } from '../../../../gatepay/refund/concurrently';
import { needsOrder, type RefundIntent } from '../../../../gatepay/refund/draft';
import { SECRET_REFUND_FIELDS, type RefundFields } from '../../../../gatepay/refund/fields';
import { fingerprintOf } from '../../../../gatepay/refund/fingerprint';
import { previewRefund } from '../../../../gatepay/refund/preview';
import type { ReadyState } from '../../../../gatepay/refund/record';
import { readDraft } from '../../input/readDraft';
import { concurrencyOf, readItems } from '../../input/readItems';
import { endOf, withoutEmpty, withoutError, type RunEnd } from '../../output/items';
import { urlOf } from '../../transport/gateway';
import * as option from '../options';
import { REFUND_PREVIEW } from '../shownFor';
import { prepareRefunds, type RefundItem } from './prepareRefunds';

export const properties = [
	option.optionsOf(REFUND_PREVIEW, [
		option.concurrency,
		option.maximumOrderAge,
		option.maximumRefundAmount,
		option.onBehalfOf,
		option.simplify,
		option.timeout,
	]),
];

/** Shows what Create would send for each item, and what GatePay knows of the order and of this refund. */
export async function execute(context: IExecuteFunctions, version: ApiVersion): Promise<RunEnd> {
	const records = await readItems(
		context,
		(form, options) => readDraft(form, version, options),
		({ fields }) => fields,
	);
	const concurrency = concurrencyOf(records);
	await prepareRefunds(records, true);
	await concurrently(records, concurrency, async (record) => {
		const { state } = record;
		if (state.stage !== 'ready') return;
		record.state = { stage: 'shown', read: state.read, rows: [await preview(state)] };
	});
	return endOf(context, records);
}

async function preview({ read, intent, order, objection }: ReadyState<RefundItem>): Promise<IDataObject> {
	const { input: draft, options, account, gateway } = read;
	const judgesOrder = needsOrder(draft);
	const { wouldSend, warnings, existingRefund } = await previewRefund(intent, order?.order, gateway, {
		objection,
		judgesOrder,
	});
	const call = intent.version === 'v1' ? 'createRefundV1' : 'createRefundV2';
	const verdict = {
		wouldSend,
		warnings: order ? warnings : ['GatePay did not show the order.', ...warnings],
		...withoutEmpty({
			refundAmount: intent.refundAmount,
			currency: intent.fields.refundCurrency ?? order?.order.currency,
			orderAmount: order?.order.orderAmount,
			prepayId: intent.prepayId,
			merchantTradeNo: intent.merchantTradeNo,
			refundReference: intent.refundReference,
			refundRequestId: intent.refundRequestId,
		}),
		fingerprint: fingerprintOf(intent, options.onBehalfOf ?? account.onBehalfOf),
		existingRefund: existingRefund as IDataObject | null,
	};
	if (options.simplify) return verdict;
	return {
		...verdict,
		method: ENDPOINT[call].method,
		url: urlOf(account, call),
		body: readJson(refundBody(masked(intent))) as IDataObject,
		order: order ? withoutError(order.data) : null,
	};
}

/** Codes and passwords show that they are there, and nothing else. */
function masked(intent: RefundIntent): RefundIntent {
	const fields: RefundFields = { ...intent.fields };
	for (const name of SECRET_REFUND_FIELDS) if (fields[name] !== undefined) fields[name] = '••••';
	return { ...intent, fields };
}
