import { isSameWord } from '../values/same';
import { asText, isRecord } from './answer';
import { queryBalance } from './calls';
import { lookUp, type Found, type LookUpGateway, type NotShown } from './gateway';

/** What a payment account holds of one currency. GatePay may show more, such as `hold` and `total`: as it came. */
export interface Balance extends Readonly<Record<string, unknown>> {
	readonly currency: string;
	/** A decimal string. */
	readonly available: string;
}

/**
 * Looks up what the payment account holds of some currencies. GatePay may show more of them, and needn't show all: use
 * `balanceIn`.
 */
export async function lookUpBalance(
	currencies: readonly [string, ...string[]],
	gateway: LookUpGateway,
): Promise<Found<Balance[]> | NotShown> {
	return await lookUp(queryBalance(gateway.account.accountType, currencies), gateway, balancesOf);
}

/**
 * Reads the data of a balance query: `balance_list` for merchants, `balanceList` for institutions, either for both.
 *
 * A currency that isn't in the result was not shown, which doesn't mean that the account holds none of it: a row
 * without a currency or an amount is left out, too.
 *
 * @returns undefined where the data holds no such list
 */
export function balancesOf(data: unknown): Balance[] | undefined {
	if (!isRecord(data)) return undefined;
	const list = [data.balance_list, data.balanceList].find(Array.isArray);
	return list?.filter(isRecord).flatMap((row) => {
		const [currency, available] = [asText(row.currency), asText(row.available)];
		return currency === '' || available === '' ? [] : [{ ...row, currency, available }];
	});
}

/** The balance in a currency, in whatever case it is written; undefined where GatePay shows none. */
export function balanceIn(currency: string, balances: readonly Balance[]): Balance | undefined {
	return balances.find((balance) => isSameWord(balance.currency, currency));
}
