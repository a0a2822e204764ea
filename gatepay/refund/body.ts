import { writeJson } from '../json/write';
import { REFUND_FIELDS } from './fields';
import type { RefundIntent } from './intent';

/** The exact text of the request that makes this refund. A field without a value is not in it. */
export function refundBody({
	version,
	refundRequestId,
	prepayId,
	refundAmount,
	fields,
}: RefundIntent): string {
	return writeJson(
		REFUND_FIELDS[version],
		Object.assign({}, fields, { refundRequestId, prepayId, refundAmount }),
	);
}
