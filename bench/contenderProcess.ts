import { answerQuestions, startOptions } from './childProcess';
import { CONTENDERS } from './contenders';
import type { EntrantOptions, RefundQuestion } from './entrant';
import { measure } from './measure';
import { ticketsFor } from './tickets';

/** The program that `Entrant` starts. */
function serve(): void {
	const { contender, ...surroundings } = startOptions<EntrantOptions>();
	const ready = CONTENDERS[contender](surroundings);
	answerQuestions<RefundQuestion>(async ({ refunds }) => {
		const makeRefunds = await ready;
		const tickets = ticketsFor(refunds);
		const { cost, result } = await measure(() => makeRefunds(tickets));
		return { ...cost, accepted: result.length };
	});
}

serve();
