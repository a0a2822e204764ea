/** A class whose instances a function makes. */
export function madeBy<Made, Arguments extends unknown[]>(
	make: (...given: Arguments) => unknown,
): new (...given: Arguments) => Made {
	return function (...given: Arguments) {
		return make(...given);
	} as unknown as new (...given: Arguments) => Made;
}
