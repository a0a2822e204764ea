import { asText } from '../api/answer';
import { fieldsOf, type RefundFields } from './fields';
import type { RefundIntent } from './intent';

/**
 * In what a refund that GatePay has differs from the one that is meant: each field that the intent sets and the answer
 * shows. Two of GatePay's own fields are never compared with each other.
 *
 * @param found the data of a refund query's answer
 * @returns phrases such as `the amount is 5 at GatePay and 10 here`; empty where nothing differs
 */
export function differencesFromFound(
	intent: RefundIntent,
	found: Readonly<Record<string, unknown>>,
): string[] {
	const meant = valuesOf(intent);
	return fieldsOf(intent.version).flatMap(([name, { distinguishes }]) => {
		const here = meant[name];
		if (!distinguishes || !isPresent(here)) return [];
		return (distinguishes.shownAs ?? []).flatMap((shownAs) =>
			differenceIn(distinguishes.label, found[shownAs], here, distinguishes.isSame),
		);
	});
}

/** The same for the answer to a create, which shows the order and the amount only, under the names that were sent. */
export function differencesFromCreated(
	intent: RefundIntent,
	created: Readonly<Record<string, unknown>>,
): string[] {
	return fieldsOf(intent.version).flatMap(([name, { distinguishes }]) =>
		distinguishes && (name === 'prepayId' || name === 'refundAmount')
			? differenceIn(distinguishes.label, created[name], intent[name], distinguishes.isSame)
			: [],
	);
}

/** A refund of a run, the position of its item, and the account it acts for. */
interface RefundOfItem {
	position: number;
	intent: RefundIntent;
	onBehalfOf: string | undefined;
}

/** The same for two refunds of one run that come to the same refund request ID. */
export function differencesBetween(first: RefundOfItem, second: RefundOfItem): string[] {
	const [firstWhere, secondWhere] = [`in item ${first.position}`, `in item ${second.position}`];
	const account =
		first.onBehalfOf === second.onBehalfOf
			? []
			: [
					phrase(
						'account',
						[first.onBehalfOf ?? 'none', firstWhere],
						[second.onBehalfOf ?? 'none', secondWhere],
					),
				];
	const [firstValues, secondValues] = [valuesOf(first.intent), valuesOf(second.intent)];
	const others = fieldsOf(first.intent.version).flatMap(([name, { distinguishes }]) => {
		const [one, other] = [firstValues[name] ?? '', secondValues[name] ?? ''];
		return !distinguishes || distinguishes.isSame(one, other)
			? []
			: [phrase(distinguishes.label, [one || 'none', firstWhere], [other || 'none', secondWhere])];
	});
	return [...account, ...others];
}

function valuesOf({ prepayId, refundAmount, fields }: RefundIntent): RefundFields {
	return { ...fields, prepayId, refundAmount };
}

function differenceIn(
	label: string,
	there: unknown,
	here: unknown,
	isSame: (there: unknown, here: unknown) => boolean,
): string[] {
	return isPresent(there) && !isSame(there, here)
		? [phrase(label, [there, 'at GatePay'], [here, 'here'])]
		: [];
}

/** A value, and where it stands. */
type Stands = [value: unknown, where: string];

function phrase(label: string, [one, oneWhere]: Stands, [other, otherWhere]: Stands): string {
	return `the ${label} is ${asText(one) || 'something else'} ${oneWhere} and ${asText(other)} ${otherWhere}`;
}

function isPresent(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}
