import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { balanceIn, type Balance } from '../../../../gatepay/api/balance';
import { lookUpBalance } from '../../../../gatepay/api/lookUpBalance';
import { noAnswerAbout, refusedToShow } from '../../../../gatepay/refund/messages';
import { readCurrencies } from '../../../../gatepay/values/currencies';
import { wholeAnswer, withoutEmpty, type RunEnd } from '../../output/items';
import { lookUpItems } from '../lookUpItems';
import * as option from '../options';
import { BALANCE_GET } from '../shownFor';

export const properties: INodeProperties[] = [
	{
		displayName: 'Currencies',
		name: 'currencies',
		type: 'string',
		required: true,
		default: 'USDT',
		placeholder: 'e.g. USDT, BTC',
		displayOptions: { show: BALANCE_GET },
		hint: 'Several are separated by commas; each comes out as an item of its own',
		description: 'The currencies to show the balance of; refunds are paid from it',
	},
	option.optionsOf(BALANCE_GET, [option.onBehalfOf, option.simplify, option.timeout]),
];

/** Looks up what the payment account holds: a row for each currency that the item names. */
export async function execute(context: IExecuteFunctions): Promise<RunEnd> {
	return await lookUpItems(
		context,
		(form) => form.read('currencies', readCurrencies),
		async ({ input: currencies, options, account, gateway }) => {
			const found = await lookUpBalance(account.accountType, currencies, gateway, options.onBehalfOf);
			if (found.kind === 'noAnswer') {
				return found.envelope
					? refusedToShow('the balance', found.envelope)
					: noAnswerAbout('the balance', found.reason);
			}
			const rows = currencies.map((currency) => {
				const balance = rowOf(currency, balanceIn(currency, found.balances));
				return options.simplify ? balance : { ...balance, ...wholeAnswer(found.envelope) };
			});
			return { kind: 'rows', rows };
		},
	);
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
