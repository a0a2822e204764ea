import { InvalidValue, refuseMissing, shown } from './readers';

/** A date, perhaps with a time, perhaps with a zone: ISO 8601, as n8n's date field and its expressions write it. */
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

const DAY = 86_400_000;

/**
 * A time of GatePay's. Later than 2001 and before 2286: a moment of the right unit. A number of seconds would make every
 * order look old.
 *
 * @returns Unix milliseconds; undefined for anything else
 */
export function unixMillisecondsOf(value: unknown): number | undefined {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	return /^[1-9]\d{12}$/.test(text) ? Number(text) : undefined;
}

/** The same in ISO 8601, such as `2025-05-09T05:50:10.346Z`. */
export function isoTimeOf(value: unknown): string | undefined {
	const moment = unixMillisecondsOf(value);
	return moment === undefined ? undefined : new Date(moment).toISOString();
}

/**
 * Reads a moment.
 *
 * @param value    ISO 8601 text, or a `Date` or Luxon `DateTime`, which write themselves as such
 * @param field    how the form names the field
 * @param timeZone counts where the value has none, such as `Europe/Berlin`
 * @param edge     what a date without a time means: the first or the last millisecond of that day
 * @returns Unix milliseconds
 * @throws {InvalidValue}
 */
export function readMoment(value: unknown, field: string, timeZone: string, edge: 'start' | 'end'): number {
	refuseMissing(value, field);
	const text = typeof value === 'object' ? asJson(value) : value;
	const parts = typeof text === 'string' ? ISO.exec(text) : null;
	const moment = parts ? momentOf(parts, timeZone, edge) : undefined;
	if (moment === undefined) {
		throw new InvalidValue(
			`'${field}' must be a date, or a date and time such as 2026-01-31T09:00:00; it is ${shown(value)}`,
		);
	}
	return moment;
}

function asJson(value: unknown): unknown {
	const text: unknown = JSON.parse(JSON.stringify(value));
	return text;
}

function momentOf(parts: RegExpExecArray, timeZone: string, edge: 'start' | 'end'): number | undefined {
	const [text, , , , hours = '00', minutes = '00', seconds = '00', fraction = '', zone] = parts;
	const [date, hasTime] = [text.slice(0, 10), text.length > 10];
	// JavaScript takes 30 February for 2 March.
	const wall = `${date}T${hours}:${minutes}:${seconds}.${fraction.padEnd(3, '0')}Z`;
	const asUtc = Date.parse(wall);
	if (Number.isNaN(asUtc) || new Date(asUtc).toISOString() !== wall) return undefined;
	if (zone !== undefined) return zone === 'Z' ? asUtc : withOffset(asUtc, zone);
	return hasTime || edge === 'start' ? inTimeZone(asUtc, timeZone) : inTimeZone(asUtc + DAY, timeZone) - 1;
}

function withOffset(asUtc: number, zone: string): number | undefined {
	const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
	if (hours > 23 || minutes > 59) return undefined;
	const offset = (hours * 60 + minutes) * 60_000;
	return zone.startsWith('-') ? asUtc + offset : asUtc - offset;
}

/** The moment at which the clocks of a zone show what these do in UTC. Twice, since the offset changes twice a year. */
function inTimeZone(asUtc: number, timeZone: string): number {
	const guess = asUtc - offsetAt(asUtc, timeZone);
	return asUtc - offsetAt(guess, timeZone);
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	const shownAs = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
	const part = (name: Intl.DateTimeFormatPartTypes) => shownAs.get(name) ?? 0;
	const asUtc = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
	return asUtc - Math.floor(moment / 1000) * 1000;
}
