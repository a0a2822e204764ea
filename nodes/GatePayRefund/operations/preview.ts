import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { ENDPOINT, type ApiVersion } from '../../../gatepay/api/endpoints';
import { readJson } from '../../../gatepay/api/readJson';
import { lookUpOrder } from '../../../gatepay/api/lookUpOrder';
import { refundBody } from '../../../gatepay/refund/body';
import { intentOf, needsOrder } from '../../../gatepay/refund/draft';
import { SECRET_REFUND_FIELDS, type RefundFields } from '../../../gatepay/refund/fields';
import type { RefundIntent } from '../../../gatepay/refund/draft';
import { notSentWithoutOrder } from '../../../gatepay/refund/messages';
import { prospectOf } from '../../../gatepay/refund/preview';
import { urlOf } from '../transport/callGatePay';
import { readDraft } from '../input/readDraft';
import { eachItem } from '../run/eachItem';
import { withoutError } from '../run/items';
import { redactorFor } from '../run/readItems';

/** Shows what Create would send for each item, and what GatePay knows of the order and of this refund. */
export async function previewRefunds(
	context: IExecuteFunctions,
	version: ApiVersion,
): Promise<INodeExecutionData[]> {
	return await eachItem(context, async ({ form, account, options, gateway }) => {
		const draft = readDraft(form, version, options);
		const redact = redactorFor(account, draft.fields);
		const found = await lookUpOrder(version, draft.order, gateway, options.onBehalfOf);
		if (found.kind !== 'found' && needsOrder(draft))
			return notSentWithoutOrder(draft.order, redact(found.reason));

		const order = found.kind === 'found' ? found : undefined;
		const intent = intentOf(draft, order?.order);
		const { existingRefund, warnings, wouldSend } = await prospectOf(
			intent,
			order?.order,
			gateway,
			needsOrder(draft),
		);
		const call = version === 'v1' ? 'createRefundV1' : 'createRefundV2';
		const json: IDataObject = {
			refundRequestId: intent.refundRequestId,
			method: ENDPOINT[call].method,
			url: urlOf(account, call),
			body: readJson(refundBody(masked(intent))) as IDataObject,
			order: order ? withoutError(redact(order.data)) : null,
			existingRefund: existingRefund as IDataObject | null,
			warnings: order ? warnings : [`GatePay did not show the order: ${reasonOf(found)}.`, ...warnings],
			wouldSend,
		};
		return {
			json: { ...json, existingRefund: redact(json.existingRefund), warnings: redact(json.warnings) },
		};
	});
}

function reasonOf(found: object): string {
	return 'reason' in found ? String(found.reason) : '';
}

/** Codes and passwords show that they are there, and nothing else. */
function masked(intent: RefundIntent): RefundIntent {
	const fields: RefundFields = { ...intent.fields };
	for (const name of SECRET_REFUND_FIELDS) if (fields[name] !== undefined) fields[name] = '••••';
	return { ...intent, fields };
}
