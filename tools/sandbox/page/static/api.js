/** @import { ActionAnswer, Actions } from '../contract' */

/**
 * Does something in the sandbox, and gives the sentence about it, or why it wasn't done.
 *
 * @typedef {<Name extends keyof Actions>(name: Name, fields: Actions[Name]) => Promise<ActionAnswer>} Perform
 */

/** An action may wait for the answer to a notification. */
const PATIENCE = 15_000;

/**
 * What the sandbox holds, as the text of a `PageState`.
 *
 * @param {string} find what refunds, requests and orders are looked for by; empty: all are shown
 * @returns {Promise<string>}
 */
export async function fetchState(find) {
	const answer = await fetch(`/sandbox/state?${new URLSearchParams({ find })}`, {
		signal: AbortSignal.timeout(PATIENCE),
	});
	if (!answer.ok) throw new Error(`The sandbox answered with HTTP ${answer.status}`);
	return await answer.text();
}

/** @type {Perform} */
export async function sendAction(name, fields) {
	try {
		const answer = await fetch(`/sandbox/actions/${name}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(fields),
			signal: AbortSignal.timeout(PATIENCE),
		});
		return /** @type {ActionAnswer} */ (await answer.json());
	} catch {
		return { problem: 'The sandbox did not answer: whether it was done shows in what it holds.' };
	}
}
