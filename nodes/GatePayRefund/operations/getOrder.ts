import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { lookUpOrder } from '../../../gatepay/api/lookUpOrder';
import { refusedToShow, unknownForNow } from '../../../gatepay/refund/messages';
import { oneOf } from '../../../gatepay/values/choice';
import { readOrderIdentifier } from '../input/readDraft';
import { eachItem } from '../run/eachItem';
import { whole, withoutError } from '../run/items';
import { redactorFor } from '../run/readItems';

/** Asks for the order of each item. */
export async function getOrders(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await eachItem(context, async ({ form, account, options, gateway }) => {
		const version = form.read('apiVersion', oneOf('v1', 'v2'));
		const identifier = readOrderIdentifier(form);
		const redact = redactorFor(account, {});

		const found = await lookUpOrder(version, identifier, gateway, options.onBehalfOf);
		if (found.kind === 'found') {
			return { json: options.simplify ? withoutError(redact(found.data)) : whole(redact(found.envelope)) };
		}
		const what = `order ${Object.values(identifier).join()}`;
		return found.envelope
			? refusedToShow(what, redact(found.envelope))
			: unknownForNow(what, redact(found.reason));
	});
}
