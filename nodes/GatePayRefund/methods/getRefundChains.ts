import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { lookUpChains, type Chain } from '../../../gatepay/api/chains';
import { formGateway, listError } from './formGateway';

const NO_CURRENCY = "To list chains, enter a fixed 'Refund Currency'";

/** The chains that GatePay can pay a refund in the chosen currency on, for the form. */
export async function getRefundChains(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const currency = this.getCurrentNodeParameter('refundCurrency');
	if (typeof currency !== 'string' || currency === '' || currency.startsWith('=')) {
		// An error would stay on the form for good: the list isn't loaded again while the currency is an expression.
		return [{ name: NO_CURRENCY, value: '' }];
	}
	const chains = await lookUpChains(currency, await formGateway(this));
	if (chains.kind !== 'found') {
		throw listError(
			this,
			`GatePay did not list the chains of ${currency}`,
			chains,
			'Or enter the chain as an expression.',
		);
	}
	return chains.value.map(optionOf);
}

/** The unit of `withdrawPercent` is unpublished. */
function optionOf(chain: Chain): INodePropertyOptions {
	const { name, shownName, hasWithdrawMemo, withdrawFix, withdrawPercent } = chain;
	const notes = [
		hasWithdrawMemo ? 'memo may be needed' : '',
		isFee(withdrawFix) ? `fee ${withdrawFix}` : '',
		isFee(withdrawPercent) ? `withdrawPercent ${withdrawPercent}` : '',
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
