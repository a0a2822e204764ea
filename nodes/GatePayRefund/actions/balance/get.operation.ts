import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { balanceIn, lookUpBalance, type Balance } from '../../../../gatepay/api/balance';
import { notShown } from '../../../../gatepay/refund/failures';
import { readCurrencies } from '../../../../gatepay/values/readers';
import { endOf, wholeAnswer, withoutEmpty, type RunEnd } from '../../output/items';
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
		hint: 'Several are separated by commas; each comes out as an item of its own',
		description: 'The currencies to show the balance of; refunds are paid from it',
	},
	optionsOf('onBehalfOf', 'simplify', 'timeout'),
];

/** Looks up what the payment account has: a row for each currency that the item names. */
export async function execute(context: IExecuteFunctions): Promise<RunEnd> {
	const items = await lookUpItems(context, (form) => {
		const currencies = form.read('currencies', readCurrencies);
		const gateway = form.gateway();
		return async () => {
			const found = await lookUpBalance(currencies, gateway);
			if (found.kind !== 'found') return notShown('the balance', found);
			return currencies.map((currency) => {
				const balance = rowOf(currency, balanceIn(currency, found.value));
				return form.options.simplify ? balance : { ...balance, ...wholeAnswer(found.envelope) };
			});
		};
	});
	return endOf(context, items);
}

/** A currency that GatePay leaves out has no amount: 0 would say more than is known. */
function rowOf(currency: string, balance: Balance | undefined): IDataObject {
	if (balance === undefined) {
		return {
			currency,
			available: null,
			warning: `GatePay shows no balance in ${currency}: check how it is written; the account may never have held any`,
		};
	}
	const { currency: shownCurrency, available, ...others } = balance;
	return withoutEmpty({ currency: shownCurrency, available, ...others });
}
