import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { balanceIn, lookUpBalance } from '../../../../gatepay/api/balance';
import { notShown } from '../../../../gatepay/refund/failures';
import { readCurrencies } from '../../../../gatepay/values/readers';
import { endOf, showHint, wholeAnswer, type RunEnd } from '../../output/items';
import { lookUpItems } from '../lookUpItems';
import { optionsOf } from '../options';

export const properties: INodeProperties[] = [
	{
		displayName: 'Currencies',
		name: 'currencies',
		type: 'string',
		required: true,
		default: 'USDT',
		placeholder: 'e.g. USDT, BTC',
		hint: 'Separate several by commas; each returns an item of its own',
		description: 'The currencies whose balance to show. Refunds are paid from it.',
	},
	optionsOf('onBehalfOf', 'simplify', 'timeout'),
];

/** Looks up the balance of the payment account: a row for each currency that the item names. */
export async function execute(context: IExecuteFunctions): Promise<RunEnd> {
	const notShownCurrencies = new Set<string>();
	const items = await lookUpItems(context, (form) => {
		const currencies = form.read('currencies', readCurrencies);
		const gateway = form.gateway();
		return async () => {
			const found = await lookUpBalance(currencies, gateway);
			if (found.kind !== 'found') return notShown('the balance', found);
			return currencies.map((name) => {
				const { currency, available } = balanceIn(name, found.value) ?? { currency: name, available: null };
				// No amount isn't 0: that would say more than is known.
				if (available === null) notShownCurrencies.add(currency);
				const row = { currency, available };
				return form.options.simplify ? row : { ...row, ...wholeAnswer(found.envelope) };
			});
		};
	});
	if (notShownCurrencies.size > 0) {
		showHint(
			context,
			`GatePay shows no balance in ${[...notShownCurrencies].join(', ')}. Check the spelling; the account may never have had any`,
		);
	}
	return endOf(context, items);
}
