import { readChoice } from '../../../gatepay/values/choice';
import type { Reader } from './reader';
import { choiceNameOf } from './labels';

/**
 * Makes a reader of one of a list's choices. A refusal shows the values, which an expression has to give, and the names
 * that the form shows for them.
 */
export function oneOf<const T extends string | number>(...choices: readonly T[]): Reader<T> {
	return (value, label) =>
		readChoice(value, label, choices, (choice) => `${choice} (${choiceNameOf(label, choice)})`);
}
