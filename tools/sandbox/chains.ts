import { Refusal } from './answers';

/** Any field of a chain may be null; some are. */
const CHAINS: Readonly<Record<string, readonly unknown[]>> = {
	USDT: [
		chain('USDT', 'ETH', 'Ethereum/ERC20', { explorer_url: 'https://etherscan.io', withdrawFix: '2.5' }),
		chain('USDT', 'TRX', 'Tron/TRC20', { explorer_url: 'https://tronscan.org', withdrawFix: '1.5' }),
		chain('USDT', 'SOL', 'Solana', { withdrawPercent: null }),
		chain('USDT', 'TON', 'The Open Network', { hasWithdrawMemo: 1, withdrawFix: '0.3' }),
		chain('USDT', 'KAVAEVM', null, { full_curr_type: null, symbol: null, hasWithdrawMemo: null }),
	],
	ETH: [
		chain('ETH', 'ETH', 'Ethereum/ERC20', { explorer_url: 'https://etherscan.io', withdrawFix: '0.001' }),
	],
};

/** The chains that a refund in this currency can be paid on. */
export function refundChains(currency = ''): unknown {
	if (currency === '') throw new Refusal('400001', 'currency is missing');
	return { currency, chains: Object.hasOwn(CHAINS, currency) ? CHAINS[currency] : [] };
}

function chain(
	currency: string,
	name: string,
	shownAs: string | null,
	more: Record<string, unknown>,
): unknown {
	return {
		chain: name,
		currency,
		full_curr_type: `${currency}_${name}`,
		symbol: currency,
		explorer_url: null,
		show_chain_name_en: shownAs,
		hasWithdrawMemo: 0,
		withdrawPercent: '0',
		withdrawFix: null,
		...more,
	};
}
