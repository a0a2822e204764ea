import { chainsOf } from '../../../gatepay/api/chains';

const ETHEREUM = {
	chain: 'ETH',
	currency: 'USDT',
	full_curr_type: 'USDT_ETH',
	symbol: 'USDT',
	explorer_url: 'https://etherscan.io',
	show_chain_name_en: 'Ethereum',
	hasWithdrawMemo: 0,
	withdrawPercent: '0%',
	withdrawFix: '1.50',
};

describe('the chains that a refund can be paid on', () => {
	it('are read one by one, in their order', () => {
		expect(chainsOf({ currency: 'USDT', chains: [ETHEREUM, { ...ETHEREUM, chain: 'TRX' }] })).toEqual([
			{
				name: 'ETH',
				shownName: 'Ethereum',
				hasWithdrawMemo: false,
				withdrawPercent: '0%',
				withdrawFix: '1.50',
			},
			{
				name: 'TRX',
				shownName: 'Ethereum',
				hasWithdrawMemo: false,
				withdrawPercent: '0%',
				withdrawFix: '1.50',
			},
		]);
	});

	it.each([1, '1'])('may need a memo: %j', (hasWithdrawMemo) => {
		expect(chainsOf({ chains: [{ chain: 'TON', hasWithdrawMemo }] })).toMatchObject([
			{ hasWithdrawMemo: true },
		]);
	});

	it.each([0, '0', null, undefined, '', 2, 'true'])('need no memo: %j', (hasWithdrawMemo) => {
		expect(chainsOf({ chains: [{ chain: 'ETH', hasWithdrawMemo }] })).toMatchObject([
			{ hasWithdrawMemo: false },
		]);
	});

	it.each([null, undefined, ''])(
		'go by their name where GatePay gives no other, and have empty fees: %j',
		(no) => {
			const chain = { chain: 'ETH', show_chain_name_en: no, withdrawPercent: no, withdrawFix: no };
			expect(chainsOf({ chains: [chain] })).toEqual([
				{ name: 'ETH', shownName: 'ETH', hasWithdrawMemo: false, withdrawPercent: '', withdrawFix: '' },
			]);
		},
	);

	it.each([null, 'ETH', 7, [], {}, { chain: null }, { chain: '' }, { chain: ['ETH'] }])(
		'leave out what has no name: %j',
		(nothing) => {
			expect(chainsOf({ chains: [nothing, ETHEREUM, nothing] })).toMatchObject([{ name: 'ETH' }]);
		},
	);

	it('may be none', () => {
		expect(chainsOf({ chains: [] })).toEqual([]);
	});

	it.each([undefined, null, 'ETH', 1, [], [ETHEREUM], {}, { chains: null }, { chains: { 0: ETHEREUM } }])(
		'are not read from %j',
		(data) => {
			expect(chainsOf(data)).toBeUndefined();
		},
	);
});
