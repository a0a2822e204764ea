import { InvalidValue, readStrictly, type Reader } from '../../../gatepay/values/readers';

/** Whether a field takes a value. */
export function isTaken(read: Reader<unknown>, value: unknown): boolean {
	try {
		readStrictly(read, value, 'Field');
		return true;
	} catch (thrown) {
		if (thrown instanceof InvalidValue) return false;
		throw thrown;
	}
}
