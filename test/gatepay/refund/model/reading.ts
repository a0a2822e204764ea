import type { Reply } from '../../../../gatepay/api/answer';
import { RETRY_CODES } from './faults';
import type { Step } from './step';

/** Two look-ups are "seconds apart" when at least so many milliseconds lie between them. */
export const SECONDS_APART = 3_000;

export function areSecondsApart(lookUps: readonly Step[]): boolean {
	const [first, last] = [lookUps[0], lookUps.at(-1)];
	return !!first && !!last && last.from - (first.to ?? Infinity) >= SECONDS_APART;
}

export function leftThisMachine({ what, reply }: Step): boolean {
	return what === 'send' && reply?.kind !== 'notConnected';
}

export function isNotFound({ what, reply }: Step): boolean {
	return what === 'lookUp' && refusalOf(reply) === '400304';
}

export function isRetryAdvice({ reply }: Step): boolean {
	return reply?.kind === 'http' && reply.status >= 500 && isRetryCode(failureCodeOf(reply.text));
}

export function isRetryCode(code: string | undefined): boolean {
	return RETRY_CODES.some((retry) => retry === code);
}

/** The code of a refusal that can be believed to be GatePay's; read here once more, and not with the package's eyes. */
export function refusalOf(reply: Reply | undefined): string | undefined {
	if (reply?.kind !== 'http') return undefined;
	const isAnswer = Math.floor(reply.status / 100) === 2 || Math.floor(reply.status / 100) === 4;
	return isAnswer ? failureCodeOf(reply.text) : undefined;
}

function failureCodeOf(text: string): string | undefined {
	return /^\{"status":"FAIL","code":"(\w+)"/.exec(text)?.[1];
}
