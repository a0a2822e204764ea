/** GatePay shows amounts with up to 8 decimals. */
const DECIMALS = 8;

/** An amount as a whole number of its smallest units, to add and compare without rounding. */
export function units(amount: string): bigint {
	const [whole = '', fraction = ''] = amount.split('.');
	return BigInt(whole + fraction.padEnd(DECIMALS, '0'));
}
