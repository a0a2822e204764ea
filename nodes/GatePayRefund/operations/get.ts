import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { ApiVersion } from '../../../gatepay/api/endpoints';
import { askForRefund } from '../../../gatepay/refund/askForRefund';
import { afterWaiting, followRefund, standingOf } from '../../../gatepay/refund/followRefund';
import { refusedToShow, unknownForNow } from '../../../gatepay/refund/messages';
import type { RefundName } from '../../../gatepay/api/requests';
import { LONGEST_ID, readIdentifier } from '../../../gatepay/values/identifier';
import { eachItem } from '../run/eachItem';
import { refundFields } from '../run/items';
import { redactorFor } from '../run/readItems';

/** Asks how the refund of each item stands. A refund that failed at GatePay is an answer here, not a failure. */
export async function getRefunds(
	context: IExecuteFunctions,
	version: ApiVersion,
): Promise<INodeExecutionData[]> {
	return await eachItem(context, async ({ form, account, options, gateway }) => {
		const refundRequestId = form.read('refundRequestId', (value, label) =>
			readIdentifier(value, label, LONGEST_ID.refundRequestId),
		);
		const { onBehalfOf } = options;
		const name: RefundName = {
			version,
			refundRequestId,
			...(onBehalfOf === undefined ? {} : { onBehalfOf }),
		};
		const redact = redactorFor(account, {});

		const first = await askForRefund(name, gateway);
		const asked = options.waitForResult
			? await followRefund(name, first, options.maximumWait, gateway)
			: first;
		if (asked.kind === 'found') {
			const refundStatus = options.waitForResult ? afterWaiting(asked) : standingOf(asked);
			const known = { refundRequestId, refundStatus };
			return { json: refundFields(redact(asked.envelope), known, options.simplify) };
		}
		return asked.envelope
			? refusedToShow(`refund ${refundRequestId}`, redact(asked.envelope))
			: unknownForNow(`refund ${refundRequestId}`, 'reason' in asked ? redact(asked.reason) : '');
	});
}
