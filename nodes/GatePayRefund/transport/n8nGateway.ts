import { sleep, type IExecuteFunctions } from 'n8n-workflow';

import type { Account } from '../../../gatepay/api/account';
import type { Gateway } from '../../../gatepay/api/gateway';
import { callGatePay } from './callGatePay';

/** How often a pause looks whether the execution was stopped, in milliseconds. */
const LOOK_UP_EVERY = 500;

/**
 * GatePay, as a step of a running workflow reaches it.
 *
 * @param timeout for one answer, in milliseconds
 */
export function n8nGateway(context: IExecuteFunctions, account: Account, timeout: number): Gateway {
	// Older versions of n8n have no signal.
	const isCancelled = () =>
		(context as Partial<IExecuteFunctions>).getExecutionCancelSignal?.()?.aborted ?? false;
	return {
		call: (request) => callGatePay(context, account, request, timeout),
		async wait(milliseconds) {
			for (let left = milliseconds; left > 0 && !isCancelled(); left -= LOOK_UP_EVERY) {
				await sleep(Math.min(left, LOOK_UP_EVERY));
			}
		},
		// Not the clock of the day, which may be set back or ahead in the middle of a refund.
		now: () => performance.now(),
		isCancelled,
	};
}
