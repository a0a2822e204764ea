import type { Played } from './play';

/** A history as a person reads it: what happened when, what was paid, and what each run said at its end. */
export function story({ history, runs, ledger }: Played): string {
	const began = runs.map(
		({ plan: { settleTime, concurrency, stopsOnFailure, checkExisting }, index, process, items }) => {
			const settings = `${settleTime / 1000} s to settle, ${concurrency} in parallel`;
			const more = `${checkExisting ? '' : ', looks not up first'}${stopsOnFailure ? ', stops at a failure' : ''}`;
			const meanings = items.map(({ meaning }) => meaning).join('; ');
			return `run ${index} in process ${process} (${settings}${more}): ${meanings}`;
		},
	);
	const events = [
		...runs.flatMap(({ items }) =>
			items.flatMap(({ steps }) =>
				steps.map(({ run, position, what, refundRequestId, from, to, reply, fault }) => {
					const came =
						to === undefined ? 'the process died' : `${to}: ${reply ? JSON.stringify(reply) : 'over'}`;
					const planned = fault && fault.kind !== 'none' ? ` (${JSON.stringify(fault)})` : '';
					return {
						at: from,
						text: `run ${run} item ${position} ${what} ${refundRequestId} → ${came}${planned}`,
					};
				}),
			),
		),
		...ledger.map(({ at, visibleFrom, refundRequestId, refundAmount, cause }) => {
			const shown = visibleFrom > at ? `, visible from ${visibleFrom}` : '';
			const text = `PAID ${refundRequestId} (${refundAmount}) for run ${cause.run} item ${cause.position}${shown}`;
			return { at, text };
		}),
	].sort((a, b) => a.at - b.at);
	const ended = runs.flatMap(({ index, items, isCrashed }) =>
		items.map(({ result }, position) => {
			const item = `run ${index} item ${position}`;
			if (!result) return `${item}: ${isCrashed ? 'died' : 'not started'}`;
			return result.kind === 'made'
				? `${item}: ${result.outcome}, ${result.refundStatus}, ${result.attempts} sends`
				: `${item}: ${result.kind}, ${result.attempts} sends: ${result.happened}`;
		}),
	);
	return [
		`GatePay ${JSON.stringify(history.gatePay)}`,
		...began,
		...events.map(({ at, text }) => `${String(at).padStart(9)} ${text}`),
		...ended,
	].join('\n');
}
