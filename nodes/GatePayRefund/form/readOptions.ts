import { readBoolean, readNumber } from '../../../gatepay/values/choice';
import { InvalidValue } from '../../../gatepay/values/invalidValue';
import type { ItemForm } from './itemForm';
import { labelOf } from './labels';

/** How a step works, as the options say; times in milliseconds. */
export interface StepOptions {
	checkExisting: boolean;
	settleTime: number;
	simplify: boolean;
	timeout: number;
}

const DAY = 86_400;

/** @throws {InvalidValue} */
export function readOptions(form: ItemForm): StepOptions {
	const options = form.collection('options');
	const seconds = (name: string, from: number, otherwise: number) =>
		(options.read(name, (value, label) => readNumber(value, label, { from, to: DAY })) ?? otherwise) * 1000;
	return {
		checkExisting: options.read('checkExisting', readBoolean) ?? true,
		settleTime: seconds('settleTime', 0, 60),
		simplify: options.read('simplify', readBoolean) ?? true,
		timeout: seconds('timeout', 1, 30),
	};
}

/**
 * How many orders are worked on side by side. There is one number for a run: the first item's.
 *
 * @throws {InvalidValue}
 */
export function readConcurrency(form: ItemForm): number {
	const concurrency = form
		.collection('options')
		.read('concurrency', (value, label) => readNumber(value, label, { from: 1, to: 20 }));
	if (concurrency !== undefined && !Number.isInteger(concurrency)) {
		throw new InvalidValue(`'${labelOf('concurrency')}' must be a whole number`);
	}
	return concurrency ?? 5;
}
