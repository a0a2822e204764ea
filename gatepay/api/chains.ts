import { asText, isRecord } from './answer';
import { refundChains } from './calls';
import { lookUp, type Found, type LookUpGateway, type NotShown } from './gateway';

/** A chain that a refund can be paid on. */
export interface Chain {
	/** What `refundChain` takes. */
	name: string;
	/** The name that people know it by. */
	shownName: string;
	/** Whether addresses on it may need a memo. */
	hasWithdrawMemo: boolean;
	/** A share of the amount, as a decimal string; empty where GatePay gives none. */
	withdrawPercent: string;
	/** A fixed fee in the currency, as a decimal string; empty where GatePay gives none. */
	withdrawFix: string;
}

/** Looks up the chains that a refund in this currency can be paid on. */
export async function lookUpChains(
	currency: string,
	gateway: LookUpGateway,
): Promise<Found<Chain[]> | NotShown> {
	return await lookUp(refundChains(currency), gateway, chainsOf);
}

/**
 * Reads the data of a chain query. Any of its fields may be null.
 *
 * @returns undefined where the data isn't a list of chains
 */
export function chainsOf(data: unknown): Chain[] | undefined {
	if (!isRecord(data) || !Array.isArray(data.chains)) return undefined;
	return data.chains.filter(isRecord).flatMap((fields) => {
		const name = asText(fields.chain);
		if (name === '') return [];
		const chain: Chain = {
			name,
			shownName: asText(fields.show_chain_name_en) || name,
			hasWithdrawMemo: asText(fields.hasWithdrawMemo) === '1',
			withdrawPercent: asText(fields.withdrawPercent),
			withdrawFix: asText(fields.withdrawFix),
		};
		return [chain];
	});
}
