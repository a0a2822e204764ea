import { NodeOperationError, type IExecuteFunctions, type INode } from 'n8n-workflow';

import { isSecretField } from '../../../gatepay/refund/fields';
import { headline, type RefundNotMade, type RefundResult } from '../../../gatepay/refund/outcome';
import type { PreparedRefund } from '../../../gatepay/refund/repeats';

/** What came of one refund that was sent, in a word. */
const CAME_OF_IT: Record<RefundResult['kind'], string> = {
	made: 'made',
	notSent: 'not sent',
	refused: 'refused',
	failed: 'failed at GatePay',
	outcomeUnknown: 'outcome unknown',
};

/** A run that has got as far as sending. */
export interface SentRun {
	refunds: readonly PreparedRefund[];
	results: ReadonlyArray<RefundResult | undefined>;
}

/**
 * The error that ends a run. n8n throws away what the step had done for other items, so this is the only place where
 * their refund request IDs are kept.
 *
 * @param run left out where nothing was sent at all
 */
export function stoppedRun(
	context: IExecuteFunctions,
	failure: RefundNotMade,
	itemIndex: number,
	run?: SentRun,
): NodeOperationError {
	const message = `${headline(failure)} (item ${itemIndex})`;
	const description = [failure.advice, ...(run ? whatWasSent(run) : [])].join(' ');
	const error = new NodeOperationError(withoutSecrets(context.getNode()), message, {
		description,
		itemIndex,
	});
	// n8n puts stock text in place of a message that holds the name of a system error, as an ID can by chance.
	error.message = message;
	return error;
}

function whatWasSent({ refunds, results }: SentRun): string[] {
	const named = (belongs: (result: RefundResult) => boolean) =>
		refunds.flatMap((refund, position) => {
			const result = results[position];
			if (refund.kind !== 'ready' || result === undefined || !belongs(result)) return [];
			const outcome = result.kind === 'made' ? result.outcome : CAME_OF_IT[result.kind];
			return [`${refund.intent.refundRequestId} (item ${position}: ${outcome})`];
		});
	const sent = named(({ attempts, kind }) => attempts > 0 || kind === 'outcomeUnknown');
	// After a retry these are the ones that an earlier try sent; n8n keeps nothing of it.
	const existing = named((result) => result.kind === 'made' && result.attempts === 0);
	const notStarted = results.filter((result) => result === undefined).length;
	return [
		sent.length > 0 ? `Sent in this run: ${sent.join('; ')}.` : 'No refund was sent in this run.',
		...(existing.length > 0 ? [`Made already: ${existing.join('; ')}.`] : []),
		...(notStarted > 0 ? [`Items that were not started: ${notStarted}.`] : []),
	];
}

/** n8n keeps the step's parameters with the error, codes and passwords included. */
function withoutSecrets(node: INode): INode {
	const { additionalFields } = node.parameters;
	if (typeof additionalFields !== 'object' || additionalFields === null) return node;
	const kept = Object.entries(additionalFields).filter(([name]) => !isSecretField(name));
	return { ...node, parameters: { ...node.parameters, additionalFields: Object.fromEntries(kept) } };
}
