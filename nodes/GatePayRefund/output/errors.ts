import { NodeOperationError, type IExecuteFunctions, type INode } from 'n8n-workflow';

import { headline, inList, nameOf } from '../../../gatepay/refund/failures';
import { isSecretField } from '../../../gatepay/refund/fields';
import type { Item } from '../../../gatepay/refund/run';

/**
 * The error that ends a run. n8n throws away what the node had done for other items, so this is the only place where
 * their references and refund request IDs are kept.
 *
 * @returns undefined where no item failed
 */
export function stoppedRun(
	context: IExecuteFunctions,
	items: readonly Item[],
): NodeOperationError | undefined {
	for (const { itemIndex, state } of items) {
		if (state.stage !== 'failed') continue;
		const message = `${headline(state.failure)} (item ${itemIndex})`;
		return errorOf(context, message, [state.failure.advice, ...whatWasSent(items)].join(' '), itemIndex);
	}
	return undefined;
}

/** An error with exactly this message, and nothing secret. */
export function errorOf(
	context: IExecuteFunctions,
	message: string,
	description: string,
	itemIndex?: number,
): NodeOperationError {
	const error = new NodeOperationError(withoutSecrets(context.getNode()), message, {
		description,
		...(itemIndex === undefined ? {} : { itemIndex }),
	});
	// n8n puts stock text in place of a message that holds the name of a system error, as an ID can by chance.
	error.message = message;
	return error;
}

function whatWasSent(items: readonly Item[]): string[] {
	const sent: string[] = [];
	const existing: string[] = [];
	const open: string[] = [];
	let notStarted = 0;
	let areRefunds = false;
	for (const { itemIndex, state } of items) {
		if (state.stage === 'ready' || state.stage === 'underWay') notStarted += 1;
		if (state.stage === 'made') {
			const { outcome, attempts } = state.made;
			// Without a send these are the ones that an earlier try made; n8n keeps nothing of it.
			(attempts > 0 ? sent : existing).push(`${nameOf(state.made.intent)} (item ${itemIndex}: ${outcome})`);
		}
		if (state.stage === 'failed' && state.intent !== undefined) {
			const { kind, attempts } = state.failure;
			const refund = `${nameOf(state.intent)} (item ${itemIndex}: ${inList(state.failure)})`;
			if (attempts > 0) sent.push(refund);
			else if (kind === 'outcomeUnknown') open.push(refund);
			areRefunds = true;
		}
	}
	if (!areRefunds && sent.length === 0) return [];
	return [
		sent.length > 0 ? `Tried in this run: ${sent.join('; ')}.` : 'No refund was sent this time.',
		// By an earlier run, or by an earlier try of this one (Retry On Fail).
		...(open.length > 0 ? [`Sent earlier: ${open.join('; ')}.`] : []),
		...(existing.length > 0 ? [`Made already: ${existing.join('; ')}.`] : []),
		...(notStarted > 0 ? [`Items that were not started: ${notStarted}.`] : []),
	];
}

/** n8n keeps the node's parameters with the error, codes and passwords included. */
function withoutSecrets(node: INode): INode {
	const { additionalFields } = node.parameters;
	if (typeof additionalFields !== 'object' || additionalFields === null) return node;
	const kept = Object.entries(additionalFields).filter(([name]) => !isSecretField(name));
	return { ...node, parameters: { ...node.parameters, additionalFields: Object.fromEntries(kept) } };
}
