import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ApiVersion } from '../../../../gatepay/api/endpoints';
import type { RefundName } from '../../../../gatepay/api/requests';
import { REFUND_FIELDS } from '../../../../gatepay/refund/fields';
import { followRefund } from '../../../../gatepay/refund/followRefund';
import { lookUpRefund } from '../../../../gatepay/refund/lookUpRefund';
import { noAnswerAbout, refusedToShow } from '../../../../gatepay/refund/messages';
import { statusOfRefund } from '../../../../gatepay/refund/status';
import { refundFields, type RunEnd } from '../../output/items';
import { lookUpItems } from '../lookUpItems';
import * as option from '../options';
import { REFUND_GET } from '../shownFor';

export const properties: INodeProperties[] = [
	{
		displayName: 'Refund Request ID',
		name: 'refundRequestId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 202508271923022',
		displayOptions: { show: REFUND_GET },
		description: 'The ID that Create put out as refundRequestId',
	},
	option.optionsOf(REFUND_GET, [
		option.concurrency,
		option.maximumWait,
		option.onBehalfOf,
		option.simplify,
		option.timeout,
		option.waitForResult,
	]),
];

/** Looks up the refund of each item. One that failed at GatePay is an answer here, not a failure. */
export async function execute(context: IExecuteFunctions, version: ApiVersion): Promise<RunEnd> {
	return await lookUpItems(
		context,
		(form, { onBehalfOf }): RefundName => ({
			version,
			refundRequestId: form.read('refundRequestId', REFUND_FIELDS[version].refundRequestId.read),
			...(onBehalfOf === undefined ? {} : { onBehalfOf }),
		}),
		async ({ input: name, options, gateway }) => {
			const first = await lookUpRefund(name, gateway);
			const last = options.waitForResult
				? await followRefund(name, first, options.maximumWait, gateway)
				: first;
			const what = `refund ${name.refundRequestId}`;
			switch (last.kind) {
				case 'found': {
					const refundStatus = statusOfRefund(last.data, version);
					const fields = refundFields(last.envelope, { ...name, refundStatus }, options.simplify);
					return { kind: 'rows', rows: [fields] };
				}
				case 'notFound':
					return refusedToShow(what, last.envelope);
				case 'noAnswer':
					return last.envelope ? refusedToShow(what, last.envelope) : noAnswerAbout(what, last.reason);
			}
		},
	);
}
