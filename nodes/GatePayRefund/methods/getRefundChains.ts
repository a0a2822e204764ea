import { NodeOperationError, type ILoadOptionsFunctions, type INodePropertyOptions } from 'n8n-workflow';

import { readAccount } from '../../../gatepay/api/account';
import { isRecord } from '../../../gatepay/api/answer';
import { lookUpChains, type Chain } from '../../../gatepay/api/chains';
import { redactor } from '../../../gatepay/api/redact';
import { CREDENTIAL } from '../../shared';
import { formGatewayOf } from '../transport/gateway';

/** How long the form waits for the list, in milliseconds. */
const TIMEOUT = 15_000;

/** The chains that GatePay can pay a refund in the chosen currency on, for the form. */
export async function getRefundChains(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const currency = this.getCurrentNodeParameter('refundCurrency');
	if (typeof currency !== 'string' || currency === '' || currency.startsWith('=')) {
		throw new NodeOperationError(
			this.getNode(),
			"To list chains, enter a fixed 'Refund Currency' first; or give the chain as an expression",
		);
	}
	const credential = readAccount(await this.getCredentials(CREDENTIAL));
	const account = { ...credential, ...ownAccount(this) };
	const gateway = formGatewayOf(this, { account, timeout: TIMEOUT, redact: redactor([account.secret]) });
	const chains = await lookUpChains(currency, gateway);
	if (chains.kind !== 'found') {
		throw new NodeOperationError(this.getNode(), `GatePay did not list its chains: ${chains.reason}`);
	}
	return chains.value.map(optionOf);
}

/** The account in the node's options, if it is fixed there. */
function ownAccount(context: ILoadOptionsFunctions): { onBehalfOf?: string } {
	const options: unknown = context.getCurrentNodeParameter('options');
	const account = isRecord(options) ? options.onBehalfOf : undefined;
	return typeof account === 'string' && account.trim() !== '' && !account.startsWith('=')
		? { onBehalfOf: account.trim() }
		: {};
}

function optionOf(chain: Chain): INodePropertyOptions {
	const { name, shownName, hasWithdrawMemo, withdrawFix, withdrawPercent } = chain;
	const fees = [isFee(withdrawFix) && withdrawFix, isFee(withdrawPercent) && `${withdrawPercent} %`].filter(
		Boolean,
	);
	const notes = [
		hasWithdrawMemo ? 'memo may be needed' : '',
		fees.length > 0 ? `fee ${fees.join(' + ')}` : '',
	].filter(Boolean);
	return {
		name: notes.length > 0 ? `${shownName} (${notes.join(', ')})` : shownName,
		value: name,
		description: shownName === name ? '' : name,
	};
}

function isFee(text: string): boolean {
	return text !== '' && Number(text) !== 0;
}
