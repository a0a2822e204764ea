import { play } from './explore';
import type { History } from './history';
import { PROPERTIES } from './promises';
import { SCENARIOS } from './scenarios';

/** A history as a person reads it, and how to play it again. */
export function story({ scenario, happenings, wrongs, choices }: History): string {
	return [
		`${scenario.name}:`,
		...happenings.map(({ at, who, what }) => `${timeOf(at)}  ${who} ${what}`),
		...wrongs.map(({ property, why }) => `✗ The refund ${PROPERTIES[property]}: ${why}`),
		`Play it again: STORY='${scenario.name}: ${choices.taken.join(' ')}' npx jest test/gatepay/refund/explorer`,
	].join('\n');
}

/** @param replay as a story ends with it: the scenario's name and the history's choices */
export async function replayed(replay: string): Promise<History> {
	const [, name = '', choices = ''] = /^(.*): ([\d ]*)$/.exec(replay) ?? [];
	const scenario = SCENARIOS.find((one) => one.name === name);
	if (!scenario) throw new Error(`No scenario is called “${name}”`);
	return await play(scenario, choices.split(' ').filter(Boolean).map(Number));
}

/** Minutes and seconds since the first run began. */
function timeOf(milliseconds: number): string {
	const minutes = Math.floor(milliseconds / 60_000);
	return `${String(minutes).padStart(5)}:${((milliseconds % 60_000) / 1_000).toFixed(2).padStart(5, '0')}`;
}
