import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer other than `undefined`.
 *
 * @param what for the message of the error, such as `n8n to start`
 * @param ask may throw, which counts as no answer
 * @param timeout ms after which it gives up, generous: it ends nothing but a test that would never end
 * @throws with the last thing that `ask` threw, when the time is over
 */
export async function until<Answer>(
	what: string,
	ask: () => Promise<Answer | undefined> | Answer | undefined,
	timeout = 120_000,
): Promise<Answer> {
	const end = Date.now() + timeout;
	let last: unknown;
	do {
		try {
			const answer = await ask();
			if (answer !== undefined) return answer;
		} catch (error) {
			last = error;
		}
		await sleep(50);
	} while (Date.now() < end);
	throw new Error(`Waited ${timeout} ms for ${what}`, { cause: last });
}
