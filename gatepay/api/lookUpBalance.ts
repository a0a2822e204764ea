import type { AccountType } from './account';
import { reasonOf } from './answer';
import { balancesOf, type Balance } from './balance';
import type { Envelope } from './envelope';
import { lookUp, type LookUpGateway } from './gateway';
import { queryBalance } from './requests';

/** What the payment account holds, or why GatePay didn't show it: `reason` continues a sentence. */
export type LookedUpBalance =
	| { kind: 'found'; balances: readonly Balance[]; envelope: Envelope }
	/** With the refusal, where it was one. */
	| { kind: 'noAnswer'; reason: string; envelope?: Envelope };

/**
 * Looks up what the payment account holds of some currencies. GatePay may show more of them, and needn't show all: use
 * `balanceIn`.
 */
export async function lookUpBalance(
	accountType: AccountType,
	currencies: readonly [string, ...string[]],
	gateway: LookUpGateway,
	onBehalfOf?: string,
): Promise<LookedUpBalance> {
	const answer = await lookUp(queryBalance(accountType, currencies, onBehalfOf), gateway);
	if (answer.kind === 'refusal')
		return { kind: 'noAnswer', reason: reasonOf(answer), envelope: answer.envelope };
	if (answer.kind !== 'success') return { kind: 'noAnswer', reason: reasonOf(answer) };
	const balances = balancesOf(answer.envelope.data);
	return balances
		? { kind: 'found', balances, envelope: answer.envelope }
		: { kind: 'noAnswer', reason: 'the answer was about something else' };
}
