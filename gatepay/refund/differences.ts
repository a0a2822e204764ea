import { asText } from '../api/envelope';
import { compareDecimals } from '../values/decimal';
import type { RefundField } from './fields';
import type { RefundIntent } from './intent';

/** Where the answer to a refund query shows again what was sent; V2 mixes camelCase and snake_case. */
const DESTINATION_IN_ANSWER: ReadonlyArray<[field: RefundField, inAnswer: string, name: string]> = [
	['refundCurrency', 'requestCurrency', 'currency'],
	['refundStyle', 'refund_style', 'refund style'],
	['refundPayChannel', 'refund_pay_channel', 'pay channel'],
	['refundToGateUid', 'refund_to_gate_uid', 'Gate UID'],
	['refundAddress', 'refund_address', 'address'],
	['refundChain', 'refund_chain', 'chain'],
];

/**
 * In what a refund that GatePay has differs from the one that is meant. Only what the answer shows can be compared.
 *
 * @param found the data of a refund query's answer
 * @returns phrases such as `the amount is 5 at GatePay and 10 here`; empty where nothing differs
 */
export function differencesFromFound(
	intent: RefundIntent,
	found: Readonly<Record<string, unknown>>,
): string[] {
	const differences: string[] = [];
	const compare = (
		name: string,
		there: unknown,
		here: unknown,
		isSame: (a: unknown, b: unknown) => boolean,
	) => {
		if (isPresent(there) && isPresent(here) && !isSame(there, here))
			differences.push(phrase(name, [there, 'at GatePay'], [here, 'here']));
	};
	compare('order', found.prepayId, intent.prepayId, isSameText);
	compare('order', found.orderId, intent.prepayId, isSameText);
	const amount = intent.version === 'v1' ? found.refundAmount : found.requestAmount;
	compare('amount', amount, intent.refundAmount, isSameAmount);
	for (const [field, inAnswer, name] of DESTINATION_IN_ANSWER) {
		compare(
			name,
			found[inAnswer],
			intent.fields[field],
			field === 'refundAddress' ? isSameAddress : isSameWord,
		);
	}
	// A refund without a currency of its own is in the order's.
	if (intent.fields.refundCurrency === undefined) {
		compare('currency', found.requestCurrency, found.orderCurrency, isSameWord);
	}
	return differences;
}

/** The same for the answer to a create, which shows the order and the amount only. */
export function differencesFromCreated(
	intent: RefundIntent,
	created: Readonly<Record<string, unknown>>,
): string[] {
	const { prepayId, refundAmount } = created;
	return differencesFromFound(
		{ ...intent, fields: {} },
		{ prepayId, refundAmount, requestAmount: refundAmount },
	);
}

/** A refund of a run, and the position of its item. */
type RefundOfItem = [position: number, intent: RefundIntent];

/** The same for two refunds of one run that come to the same refund request ID. */
export function differencesBetween(
	[firstPosition, first]: RefundOfItem,
	[secondPosition, second]: RefundOfItem,
): string[] {
	const differences: string[] = [];
	const differ = (name: string, one: unknown, other: unknown) =>
		differences.push(phrase(name, [one, `in item ${firstPosition}`], [other, `in item ${secondPosition}`]));
	if (first.onBehalfOf !== second.onBehalfOf) {
		differ('account', first.onBehalfOf ?? 'none', second.onBehalfOf ?? 'none');
	}
	if (first.prepayId !== second.prepayId) differ('order', first.prepayId, second.prepayId);
	if (!isSameAmount(first.refundAmount, second.refundAmount)) {
		differ('amount', first.refundAmount, second.refundAmount);
	}
	for (const [field, , name] of DESTINATION_IN_ANSWER) {
		const one = first.fields[field];
		const other = second.fields[field];
		const isSame = field === 'refundAddress' ? isSameAddress : isSameWord;
		if (!isSame(one ?? '', other ?? '')) differ(name, one ?? 'none', other ?? 'none');
	}
	// On an exchange's address the memo is the recipient.
	const [oneMemo = '', otherMemo = ''] = [first.fields.memo, second.fields.memo];
	if (oneMemo !== otherMemo) differ('memo', oneMemo || 'none', otherMemo || 'none');
	return differences;
}

/** A value, and where it stands. */
type Stands = [value: unknown, where: string];

function phrase(name: string, [one, oneWhere]: Stands, [other, otherWhere]: Stands): string {
	return `the ${name} is ${asText(one) || 'something else'} ${oneWhere} and ${asText(other)} ${otherWhere}`;
}

function isPresent(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

function isSameText(there: unknown, here: unknown): boolean {
	return asText(there) === here;
}

function isSameAmount(there: unknown, here: unknown): boolean {
	return compareDecimals(there, here) === 0;
}

/** Currencies and chains may come back in another case. */
function isSameWord(there: unknown, here: unknown): boolean {
	return asText(there).toLowerCase() === asText(here).toLowerCase();
}

/** Hexadecimal addresses, too; all others are told apart by case. */
function isSameAddress(there: unknown, here: unknown): boolean {
	const [a, b] = [asText(there), asText(here)];
	return /^0x[0-9a-f]+$/i.test(a) ? isSameWord(a, b) : a === b;
}
