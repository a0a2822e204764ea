/** GatePay shows amounts with up to 8 decimals. */
const DECIMALS = 8;

/** An amount as a whole number of its smallest units, to add and compare without rounding. */
export function units(amount: string): bigint {
	const [whole = '', fraction = ''] = amount.split('.');
	return BigInt(whole + fraction.padEnd(DECIMALS, '0'));
}

/** The amount of so many smallest units, without trailing zeros. */
export function amountOf(units: bigint): string {
	const digits = String(units < 0n ? -units : units).padStart(DECIMALS + 1, '0');
	const amount = `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`.replace(/\.?0+$/, '');
	return units < 0n ? `-${amount}` : amount;
}
