import { isSameAddress, isSameAmount, isSameText, isSameWord } from '../../../gatepay/values/same';

const ALL = { isSameAddress, isSameAmount, isSameText, isSameWord };

describe('two values that say the same', () => {
	it.each(Object.entries(ALL))('may be a text and a number: %s', (_, isSame) => {
		expect(isSame('10002', 10002)).toBe(true);
		expect(isSame(10002, '10002')).toBe(true);
		expect(isSame('10002', 10003)).toBe(false);
	});

	it.each(Object.entries(ALL))('are never those that say nothing: %s', (_, isSame) => {
		for (const nothing of [undefined, null, true, {}, ['10002']]) {
			expect(isSame(nothing, nothing)).toBe(false);
			expect(isSame('10002', nothing)).toBe(false);
		}
	});

	it('are told apart by case as text, and as words not', () => {
		expect(isSameText('a1', 'A1')).toBe(false);
		expect(isSameWord('usdt', 'USDT')).toBe(true);
	});

	it('are two ways of writing one amount', () => {
		expect(isSameAmount('0.01800000', 0.018)).toBe(true);
		expect(isSameAmount('0.018', '0.0181')).toBe(false);
	});

	it('are a hexadecimal address in any case, and any other in one', () => {
		expect(isSameAddress('0xAB', '0xab')).toBe(true);
		expect(isSameAddress('Tab', 'TAB')).toBe(false);
	});
});
