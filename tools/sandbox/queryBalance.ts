import type { AccountType } from '../../gatepay/api/account';
import { Refusal } from './answers';
import type { Gateway } from './gateway';
import { readBody } from './refundRequest';

/** Returns the answer's data: everything for a merchant; for an institution what it names and the account has held. */
export function queryBalance(gateway: Gateway, accountType: AccountType, body: string): unknown {
	gateway.late.makeDue();
	const { balances } = gateway.account;
	if (accountType === 'merchant') return { balance_list: balances };
	const named = readBody(body);
	// What GatePay makes of an empty list is unpublished; the sandbox doesn't guess.
	if (!Array.isArray(named) || named.length === 0 || named.some((each) => typeof each !== 'string')) {
		throw new Refusal('400001', 'the body must be a JSON list of at least one currency');
	}
	return { balanceList: balances.filter(({ currency }) => named.includes(currency)) };
}
