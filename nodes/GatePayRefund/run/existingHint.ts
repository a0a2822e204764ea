import type { IExecuteFunctions } from 'n8n-workflow';

import type { RefundResult } from '../../../gatepay/refund/outcome';

/** Says in the editor, after a run, how many refunds an earlier run or item had made already. */
export function hintAtExisting(
	context: IExecuteFunctions,
	results: ReadonlyArray<RefundResult | undefined>,
): void {
	const existing = results.filter(
		(result) => result?.kind === 'made' && result.outcome === 'existing',
	).length;
	if (existing === 0) return;
	// Older versions of n8n and tools of an AI agent have no hints.
	(context as Partial<IExecuteFunctions>).addExecutionHints?.({
		message:
			existing === 1
				? '1 refund existed already and was not sent again'
				: `${existing} refunds existed already and were not sent again`,
		location: 'outputPane',
	});
}
