import fc from 'fast-check';

/** Any text that a program can hold: plain ones, and those with any code units at all, broken pairs included. */
export function anyText(maxLength = 12): fc.Arbitrary<string> {
	const units = fc.array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff), fc.integer({ min: 0xd800, max: 0xdfff })), {
		maxLength,
	});
	return fc.oneof(
		fc.string({ maxLength }),
		units.map((codes) => String.fromCharCode(...codes)),
	);
}
