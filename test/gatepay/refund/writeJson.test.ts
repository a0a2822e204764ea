import fc from 'fast-check';

import { writeJson } from '../../../gatepay/refund/writeJson';
import { runs } from '../runs';
import { anyText } from '../texts';

describe('JSON that is written', () => {
	const TYPES = { name: 'string', isGood: 'boolean', id: 'int64', last: 'string' } as const;

	it('has its fields in the order of their types, not of their values', () => {
		expect(writeJson(TYPES, { last: 'd', id: '3', isGood: true, name: 'a' })).toBe(
			'{"name":"a","isGood":true,"id":3,"last":"d"}',
		);
	});

	it('leaves out what has no value, and nothing else', () => {
		expect(writeJson(TYPES, {})).toBe('{}');
		expect(writeJson(TYPES, { name: undefined, id: '0' })).toBe('{"id":0}');
		expect(writeJson(TYPES, { name: '', isGood: false })).toBe('{"name":"","isGood":false}');
	});

	it('leaves out what has no type', () => {
		expect(writeJson(TYPES, { name: 'a', other: 'b' })).toBe('{"name":"a"}');
	});

	it.each(['0', '1', '9007199254740993', '1234567890123456789', '9223372036854775807'])(
		'holds an int64 with every digit: %s',
		(digits) => {
			expect(writeJson(TYPES, { id: digits })).toBe(`{"id":${digits}}`);
		},
	);

	it('keeps digits in a text field a text', () => {
		expect(writeJson(TYPES, { name: '1234567890123456789' })).toBe('{"name":"1234567890123456789"}');
	});

	it('is JSON whatever stands in a name or a text, and holds it unchanged', () => {
		fc.assert(
			fc.property(anyText(), anyText(), (name, text) => {
				fc.pre(name !== '__proto__');
				const read: unknown = JSON.parse(writeJson({ [name]: 'string' }, { [name]: text }));
				expect(read).toEqual({ [name]: text });
			}),
			runs(500),
		);
	});
});
