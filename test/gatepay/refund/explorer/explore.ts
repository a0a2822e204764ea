import { Choices } from './choices';
import { History } from './history';
import type { Property } from './promises';
import { wrongsOfHistory, wrongsOfRun } from './properties';
import type { Scenario } from './scenarios';

/** What the histories of a scenario came to. */
export interface Explored {
	/** All histories, those included that went on as another one does. */
	histories: number;
	/** The histories that were played. */
	played: number;
	/** For each property that does not always hold, a history that shows it, with as few faults as possible. */
	found: Map<Property, { choices: readonly number[]; faults: number; histories: number }>;
}

/** More than a history can have. Not infinite: a run compares how many are left before and after it. */
const ENOUGH_FAULTS = 1_000;

/** Plays a history: the choices that are given, then the first option of each. */
export async function play(
	scenario: Scenario,
	given: readonly number[],
	{ faults = ENOUGH_FAULTS, stages = scenario.stages.length } = {},
): Promise<History> {
	const history = new History(scenario, new Choices(given, faults), {
		ofRun: wrongsOfRun,
		ofHistory: wrongsOfHistory,
	});
	for (const stage of scenario.stages.slice(0, stages)) {
		await history.play(stage);
		if (history.wrongs.length > 0) break;
	}
	return history;
}

/**
 * Plays every history of a scenario that has so many faults at most: of each stage, all choices after each state that
 * the stage before it can leave behind. A history ends where a property does not hold.
 *
 * @param merges whether histories go on as one once they have come to the same state
 */
export async function explore(scenario: Scenario, faults: number, merges = true): Promise<Explored> {
	const explored: Explored = { histories: 0, played: 0, found: new Map() };
	let states = [{ choices: [] as readonly number[], histories: 1 }];
	for (let stages = 1; stages <= scenario.stages.length; stages++) {
		const next = new Map<string, { choices: readonly number[]; histories: number }>();
		for (const { choices, histories } of states) {
			for (let given: readonly number[] | undefined = choices; given;) {
				const history = await play(scenario, given, { faults, stages });
				explored.played += 1;
				const taken = history.choices.taken;
				given = history.choices.next(choices);
				if (history.wrongs.length > 0) {
					explored.histories += histories;
					note(explored, history, { histories, faults: faults - history.choices.faultsLeft });
					continue;
				}
				if (stages === scenario.stages.length) {
					explored.histories += histories;
					continue;
				}
				for (const [index, gap] of history.gaps.entries()) {
					const further = [...taken, index];
					const state = merges ? history.stateAfter(gap) : further.join();
					const same = next.get(state);
					if (same) same.histories += histories;
					else next.set(state, { choices: further, histories });
				}
			}
		}
		states = [...next.values()];
	}
	return explored;
}

function note(
	{ found }: Explored,
	{ wrongs, choices }: History,
	more: { histories: number; faults: number },
): void {
	for (const property of new Set(wrongs.map((wrong) => wrong.property))) {
		const known = found.get(property);
		const isSimpler = !known || more.faults < known.faults;
		found.set(property, {
			...(isSimpler ? { choices: choices.taken, faults: more.faults } : known),
			histories: (known?.histories ?? 0) + more.histories,
		});
	}
}
