import { readBoolean, readNumber } from '../../../gatepay/values/choice';
import { InvalidValue } from '../../../gatepay/values/invalidValue';
import type { ItemForm } from './itemForm';

/** How a step works, as the options say; times in milliseconds. */
export interface StepOptions {
	checkExisting: boolean;
	/** Orders worked on side by side; a run takes the first item's. */
	concurrency: number;
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
		concurrency: options.read('concurrency', readConcurrency) ?? 5,
		settleTime: seconds('settleTime', 0, 60),
		simplify: options.read('simplify', readBoolean) ?? true,
		timeout: seconds('timeout', 1, 30),
	};
}

function readConcurrency(value: unknown, label: string): number {
	const concurrency = readNumber(value, label, { from: 1, to: 20 });
	if (!Number.isInteger(concurrency)) throw new InvalidValue(`'${label}' must be a whole number`);
	return concurrency;
}
