import { answerQuestions, startOptions } from './childProcess';
import { CONTENDERS } from './contenders';
import type { EntrantOptions, RefundQuestion } from './entrant';
import { measure } from './measure';
import { ticketsFor } from './tickets';

/** The program that `Entrant` starts. */
function serve(): void {
	const { contender, ...surroundings } = startOptions<EntrantOptions>();
	const ready = CONTENDERS[contender](surroundings);
	answerQuestions<RefundQuestion>(async ({ refunds, watchesMemory }) => {
		const makeRefunds = await ready;
		const tickets = ticketsFor(refunds);
		// The result is held until everything is measured.
		const { cost, result } = await measure(() => makeRefunds(tickets), watchesMemory);
		if (result.length > refunds) throw new Error(`${refunds} refunds came out as ${result.length}`);
		return cost;
	});
}

serve();
