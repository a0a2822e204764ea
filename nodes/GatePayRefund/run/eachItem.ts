import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Account } from '../../../gatepay/api/account';
import { concurrently } from '../../../gatepay/refund/concurrently';
import type { Gateway } from '../../../gatepay/api/gateway';
import type { RefundNotMade } from '../../../gatepay/refund/outcome';
import { n8nGateway } from '../transport/n8nGateway';
import { ItemForm } from '../input/itemForm';
import { readOptions, type StepOptions } from '../input/readOptions';
import { notMadeItem } from './items';
import { orWhyNot } from './orWhyNot';
import { usableAccount } from './readItems';
import { stoppedRun } from './stoppedRun';

/** What an operation that only asks has at hand for one item. */
export interface Asking {
	form: ItemForm;
	account: Account;
	options: StepOptions;
	gateway: Gateway;
}

/**
 * Runs an operation that changes nothing over all items, several side by side.
 *
 * @param ask gives the item's fields, or why there are none; it may throw for what can't be read
 * @throws {NodeOperationError} without *Continue On Fail*, for the first item that has none
 */
export async function eachItem(
	context: IExecuteFunctions,
	ask: (asking: Asking) => Promise<{ json: IDataObject } | RefundNotMade>,
): Promise<INodeExecutionData[]> {
	const stopsOnFailure = !context.continueOnFail();
	const account = await usableAccount(context);
	const results = context
		.getInputData()
		.map((): { json: IDataObject } | RefundNotMade | undefined => undefined);
	let isStopped = false;

	const askAt = async (itemIndex: number): Promise<void> => {
		if (isStopped) return;
		const result = 'kind' in account ? account : await askOf(context, account, itemIndex, ask);
		results[itemIndex] = result;
		if ('kind' in result && stopsOnFailure) isStopped = true;
	};
	await concurrently(results.keys(), await concurrencyOf(context, account), askAt);

	return results.map((result, itemIndex) => {
		if (result !== undefined && !('kind' in result)) return { ...result, pairedItem: { item: itemIndex } };
		const failed = results.findIndex((other) => other !== undefined && 'kind' in other);
		const failure = results[failed] as RefundNotMade;
		if (stopsOnFailure) throw stoppedRun(context, failure, failed);
		return notMadeItem(result as RefundNotMade, itemIndex);
	});
}

async function askOf(
	context: IExecuteFunctions,
	account: Account,
	itemIndex: number,
	ask: (asking: Asking) => Promise<{ json: IDataObject } | RefundNotMade>,
): Promise<{ json: IDataObject } | RefundNotMade> {
	return await orWhyNot(async () => {
		const form = new ItemForm(context, itemIndex);
		const options = readOptions(form, account);
		return await ask({ form, account, options, gateway: n8nGateway(context, account, options.timeout) });
	});
}

/** The first item's; where that can't be read, the item says so itself. */
async function concurrencyOf(context: IExecuteFunctions, account: Account | RefundNotMade): Promise<number> {
	if ('kind' in account) return 1;
	const options = await orWhyNot(() => readOptions(new ItemForm(context, 0), account));
	return 'kind' in options ? 1 : options.concurrency;
}
