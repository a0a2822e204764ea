import { asText } from '../api/envelope';
import type { RefundIntent } from './draft';
import { fieldsOf, type RefundFields } from './fields';

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
	return fieldsOf(intent.version).flatMap(([name, { told }]) => {
		const here = meant[name];
		if (!told || !isPresent(here)) return [];
		return (told.shownAs ?? []).flatMap((shownAs) =>
			differenceIn(told.as, found[shownAs], here, told.isSame),
		);
	});
}

/** The same for the answer to a create, which shows the order and the amount only, under the names that were sent. */
export function differencesFromCreated(
	intent: RefundIntent,
	created: Readonly<Record<string, unknown>>,
): string[] {
	return fieldsOf(intent.version).flatMap(([name, { told }]) =>
		told && (name === 'prepayId' || name === 'refundAmount')
			? differenceIn(told.as, created[name], intent[name], told.isSame)
			: [],
	);
}

/** A refund of a run, and the position of its item. */
type RefundOfItem = [position: number, intent: RefundIntent];

/** The same for two refunds of one run that come to the same refund request ID. */
export function differencesBetween(
	[firstPosition, first]: RefundOfItem,
	[secondPosition, second]: RefundOfItem,
): string[] {
	const [firstWhere, secondWhere] = [`in item ${firstPosition}`, `in item ${secondPosition}`];
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
	const [firstValues, secondValues] = [valuesOf(first), valuesOf(second)];
	const others = fieldsOf(first.version).flatMap(([name, { told }]) => {
		const [one, other] = [firstValues[name] ?? '', secondValues[name] ?? ''];
		return !told || told.isSame(one, other)
			? []
			: [phrase(told.as, [one || 'none', firstWhere], [other || 'none', secondWhere])];
	});
	return [...account, ...others];
}

function valuesOf({ prepayId, refundAmount, fields }: RefundIntent): RefundFields {
	return { ...fields, prepayId, refundAmount };
}

function differenceIn(
	as: string,
	there: unknown,
	here: unknown,
	isSame: (there: unknown, here: unknown) => boolean,
): string[] {
	return isPresent(there) && !isSame(there, here) ? [phrase(as, [there, 'at GatePay'], [here, 'here'])] : [];
}

/** A value, and where it stands. */
type Stands = [value: unknown, where: string];

function phrase(as: string, [one, oneWhere]: Stands, [other, otherWhere]: Stands): string {
	return `the ${as} is ${asText(one) || 'something else'} ${oneWhere} and ${asText(other)} ${otherWhere}`;
}

function isPresent(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}
