import fc from 'fast-check';

import type { RefundMemory } from '../../../../gatepay/refund/memory';
import { HISTORIES } from '../../runs';
import type { Figures } from './figures';
import { COPY_CODES, OPEN_LOOK_UPS, OPEN_SENDS, REFUSAL_CODES, RETRY_CODES, UNLISTED_CODES } from './faults';
import { histories, type Kind } from './histories';
import type { History } from './history';
import { play, type Played } from './play';
import type { Property } from './property';
import { story } from './story';

/** The same histories every time, unless a seed is given. */
export const SEED = Number(process.env.HISTORIES_SEED ?? 20_251_122);

/** Whether there are too few histories to hold everything; see `runs.ts`. */
export const ARE_FEW = HISTORIES < 10_000;

/** Time for so many histories on a slow machine, in milliseconds. */
export const LONG_ENOUGH = 300_000;

/** Plays histories and holds the properties against each; what fails is cut down to the smallest such history. */
export async function explore(
	kind: Kind,
	given: { figures: Figures; properties: Readonly<Record<string, Property>> },
): Promise<void> {
	await exploreAny(histories(kind), given);
}

export async function exploreAny(
	some: fc.Arbitrary<History>,
	{
		count = HISTORIES,
		figures,
		properties,
	}: {
		count?: number;
		figures: Figures;
		properties: Readonly<Record<string, Property>>;
	},
): Promise<void> {
	const holds = fc.asyncProperty(some, async (history) => {
		const played = await play(history);
		figures.add(played);
		const wrongs = wrongsOf(played, properties);
		if (wrongs.length > 0) throw new Error(`${wrongs.join('\n')}\n\n${story(played)}\n`);
	});
	await fc.assert(holds, { numRuns: count, seed: SEED });
}

/**
 * Plays histories until one breaks a property.
 *
 * @returns how many histories that took, and the properties that it breaks; undefined where none of `count` does
 */
export async function firstToBreak(
	some: fc.Arbitrary<History>,
	{
		count,
		properties,
		Memory,
	}: { count: number; properties: Readonly<Record<string, Property>>; Memory: typeof RefundMemory },
): Promise<{ histories: number; broken: string[] } | undefined> {
	let played = 0;
	for (const history of fc.sample(some, { numRuns: count, seed: SEED })) {
		played += 1;
		const came = await play(history, Memory);
		const broken = Object.keys(properties).filter((name) => properties[name]?.(came).length);
		if (broken.length > 0) return { histories: played, broken };
	}
	return undefined;
}

function wrongsOf(played: Played, properties: Readonly<Record<string, Property>>): string[] {
	return Object.entries(properties).flatMap(([name, property]) =>
		property(played).map((wrong) => `“${name}” does not hold: ${wrong}`),
	);
}

/** What the histories were meant to hold, and did not. */
export function missingFrom(figures: Figures): string[] {
	const missing: string[] = [];
	const expectFault = (what: 'lookUp' | 'send', kind: string, code = '') => {
		if (figures.ofFault(what, kind, code) === 0) missing.push(`${what} ${kind} ${code}`);
	};
	for (const kind of [...Object.keys(OPEN_LOOK_UPS), 'stale']) expectFault('lookUp', kind);
	for (const code of COPY_CODES) expectFault('send', 'copy', code);
	for (const kind of Object.keys(OPEN_SENDS)) {
		if (kind === 'retry500' || kind === 'retry200') {
			for (const code of RETRY_CODES) expectFault('send', kind, code);
		} else if (kind !== 'refusal500') expectFault('send', kind);
	}
	for (const code of [...REFUSAL_CODES, ...UNLISTED_CODES]) {
		expectFault('send', 'refusal', code);
		expectFault('send', 'refusal500', code);
	}
	const outcomes = [
		'accepted',
		'recovered',
		'existing',
		'notSent',
		'refused',
		'failed',
		'outcomeUnknown',
	] as const;
	return [...missing, ...outcomes.filter((outcome) => figures.of(`→ ${outcome}`) === 0)];
}
