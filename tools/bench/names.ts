import type { ContenderName } from './contenders';
import type { Settings } from './contenders/contender';

const NAMES: Record<ContenderName, string> = {
	axiosClient: 'axios, no n8n',
	helperLoop: 'n8n’s request helper in a bare loop',
	uncheckedNode: 'A node without checks',
	builtInRecipe: 'n8n’s own nodes',
	gatePayRefund: 'GatePay Refund',
};

/** What a contender at certain settings is called in tables and pictures. */
export function nameOf({ contender, settings }: { contender: ContenderName; settings: Settings }): string {
	const { concurrency, checkExisting } = settings;
	if (contender === 'gatePayRefund' && concurrency === undefined && checkExisting !== false) {
		return `${NAMES[contender]}, as it comes`;
	}
	return [
		NAMES[contender],
		...(concurrency === undefined ? [] : [`concurrency ${concurrency}`]),
		...(checkExisting === false ? ['not asking first'] : []),
	].join(', ');
}

/** A number with as many digits as mean something: three. */
export function rounded(value: number): string {
	const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
	return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
