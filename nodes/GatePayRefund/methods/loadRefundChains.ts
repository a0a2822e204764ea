import { NodeOperationError, type ILoadOptionsFunctions, type INodePropertyOptions } from 'n8n-workflow';

import { readAccount } from '../../../gatepay/api/account';
import { isRecord } from '../../../gatepay/api/envelope';
import { readReply } from '../../../gatepay/api/reply';
import { chainsOf, type Chain } from '../../../gatepay/api/chains';
import { redactor } from '../../../gatepay/api/redact';
import { reasonOf } from '../../../gatepay/api/ask';
import { refundChains } from '../../../gatepay/api/requests';
import { callGatePay } from '../transport/callGatePay';
import { CREDENTIAL } from '../../shared';

/** How long the form waits for the list, in milliseconds. */
const TIMEOUT = 15_000;

/** The chains that GatePay can pay a refund in the chosen currency on, for the form. */
export async function loadRefundChains(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const currency = this.getCurrentNodeParameter('refundCurrency');
	if (typeof currency !== 'string' || currency === '' || currency.startsWith('=')) {
		throw new NodeOperationError(
			this.getNode(),
			"To list chains, enter a fixed 'Refund Currency' first; or give the chain as an expression",
		);
	}
	const account = readAccount(await this.getCredentials(CREDENTIAL));
	const redact = redactor([account.secret]);
	const answer = readReply(
		await callGatePay(this, account, refundChains(currency, ownAccount(this)), TIMEOUT),
	);
	if (answer.kind !== 'success') {
		throw new NodeOperationError(
			this.getNode(),
			redact(`GatePay did not list its chains: ${reasonOf(answer)}`),
		);
	}
	return (chainsOf(redact(answer.envelope.data)) ?? []).map(optionOf);
}

/** The account in the step's options, where it is fixed there. */
function ownAccount(context: ILoadOptionsFunctions): string | undefined {
	const options: unknown = context.getCurrentNodeParameter('options');
	const account = isRecord(options) ? options.onBehalfOf : undefined;
	return typeof account === 'string' && account.trim() !== '' && !account.startsWith('=')
		? account.trim()
		: undefined;
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
