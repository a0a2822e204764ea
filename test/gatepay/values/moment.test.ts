import { InvalidValue } from '../../../gatepay/values/readers';
import { readMoment } from '../../../gatepay/values/moment';
import { refusalOf } from '../tries';

const isoOf = (value: unknown, timeZone = 'UTC', edge: 'start' | 'end' = 'start') =>
	new Date(readMoment(value, 'From', timeZone, edge)).toISOString();

describe('a moment', () => {
	it.each([
		['2026-03-01T09:30:15', '2026-03-01T08:30:15.000Z'],
		['2026-03-01 09:30', '2026-03-01T08:30:00.000Z'],
		['2026-03-01T09:30:15.5', '2026-03-01T08:30:15.500Z'],
		['2026-03-01T09:30:15.123456', '2026-03-01T08:30:15.123Z'],
		['2026-07-01T00:00:00', '2026-06-30T22:00:00.000Z'],
		['2026-03-01', '2026-02-28T23:00:00.000Z'],
	])('without a zone is in that of the workflow: %s', (text, iso) => {
		expect(isoOf(text, 'Europe/Berlin')).toBe(iso);
	});

	it.each([
		['2026-03-01T09:30:15Z', '2026-03-01T09:30:15.000Z'],
		['2026-03-01T09:30:15.000+01:00', '2026-03-01T08:30:15.000Z'],
		['2026-03-01T09:30:15-0530', '2026-03-01T15:00:15.000Z'],
	])('keeps a zone of its own: %s', (text, iso) => {
		expect(isoOf(text, 'Asia/Tokyo')).toBe(iso);
	});

	it.each([
		['2026-03-29', 'end', '2026-03-29T21:59:59.999Z'],
		['2026-03-29', 'start', '2026-03-28T23:00:00.000Z'],
		['2026-12-31', 'end', '2026-12-31T22:59:59.999Z'],
		['2026-03-29T12:00:00', 'end', '2026-03-29T10:00:00.000Z'],
	] as const)(
		'on a date alone is the edge of that day, when clocks change, too: %s, %s',
		(text, edge, iso) => {
			expect(isoOf(text, 'Europe/Berlin', edge)).toBe(iso);
		},
	);

	it.each([
		['2026-10-25T01:59:59', '2026-10-24T23:59:59.000Z'],
		['2026-10-25T03:00:00', '2026-10-25T02:00:00.000Z'],
		['2026-03-29T03:00:00', '2026-03-29T01:00:00.000Z'],
	])('is right around a change of the clocks: %s', (text, iso) => {
		expect(isoOf(text, 'Europe/Berlin')).toBe(iso);
	});

	it('may be a date as JavaScript and Luxon have them', () => {
		expect(isoOf(new Date(1_772_323_200_000))).toBe('2026-03-01T00:00:00.000Z');
		expect(isoOf({ toJSON: () => '2026-03-01T00:00:00.000+09:00' })).toBe('2026-02-28T15:00:00.000Z');
	});

	it.each([
		'yesterday',
		'01.03.2026',
		'2026-3-1',
		'2026-02-30',
		'2026-13-01',
		'2026-03-01T24:01:00Z',
		'2026-03-01T09:60:00Z',
		'2026-03-01T09:00:00+24:00',
		'2026-03-01T09:00:00+01:60',
		'2026-03-01Z',
		'2026-03-01T09:00:00 or so',
		1_772_323_200_000,
		true,
		{},
		[],
		['2026-03-01'],
		new Date(Number.NaN),
		{ toJSON: () => null },
	])('is nothing else: %j', (value) => {
		expect(refusalOf(InvalidValue, () => isoOf(value))).toMatch(
			/^'From' must be a date, or a date and time such as 2026-01-31T09:00:00; it is /,
		);
	});

	it.each([undefined, null, ''])('must be there: %j', (value) => {
		expect(refusalOf(InvalidValue, () => isoOf(value))).toBe("'From' is required but empty");
	});
});
