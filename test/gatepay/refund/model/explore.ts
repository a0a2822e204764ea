import fc from 'fast-check';

import { runs } from '../../runs';
import type { Figures } from './figures';
import { OPEN_ASKS, OPEN_SENDS, REFUSAL_CODES, RETRY_CODES, UNLISTED_CODES } from './faults';
import { histories, type Kind } from './histories';
import type { History } from './history';
import { play, type Played } from './play';
import type { Property } from './properties';
import { story } from './story';

/** The same histories every time, unless a seed is given. */
export const SEED = Number(process.env.HISTORIES_SEED ?? 20_251_122);

/** Whether there are too few histories to hold everything; see `runs.ts`. */
export const ARE_FEW = process.env.FAST_CHECK_RUNS !== undefined;

/** Time for so many histories on a slow machine, in milliseconds. */
export const LONG_ENOUGH = 300_000;

/** Plays histories and holds the properties against each; what fails is cut down to the smallest such history. */
export async function explore(
	kind: Kind,
	{
		count,
		figures,
		properties,
	}: { count: number; figures: Figures; properties: Readonly<Record<string, Property>> },
): Promise<void> {
	await exploreAny(histories(kind), { count, figures, properties });
}

export async function exploreAny(
	some: fc.Arbitrary<History>,
	{
		count,
		figures,
		properties,
	}: { count: number; figures: Figures; properties: Readonly<Record<string, Property>> },
): Promise<void> {
	const holds = fc.asyncProperty(some, async (history) => {
		const played = await play(history);
		figures.add(played);
		const wrongs = wrongsOf(played, properties);
		if (wrongs.length > 0) throw new Error(`${wrongs.join('\n')}\n\n${story(played)}\n`);
	});
	await fc.assert(holds, { ...runs(count), seed: SEED });
}

function wrongsOf(played: Played, properties: Readonly<Record<string, Property>>): string[] {
	return Object.entries(properties).flatMap(([name, property]) =>
		property(played).map((wrong) => `“${name}” does not hold: ${wrong}`),
	);
}

/** What the histories were meant to hold, and did not. */
export function missingFrom(figures: Figures): string[] {
	const missing: string[] = [];
	const expectFault = (what: 'ask' | 'send', kind: string, code = '') => {
		if (figures.ofFault(what, kind, code) === 0) missing.push(`${what} ${kind} ${code}`);
	};
	for (const kind of Object.keys(OPEN_ASKS)) expectFault('ask', kind);
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
