import { isRecord } from '../../gatepay/api/answer';
import type { SignedNotification } from './notification';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The pauses between GatePay's attempts, in ms. */
export const SCHEDULE: readonly number[] = [
	...[15 * SECOND, 15 * SECOND, 30 * SECOND],
	...[3 * MINUTE, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE, 30 * MINUTE, 30 * MINUTE],
	...[1 * HOUR, 3 * HOUR, 3 * HOUR, 3 * HOUR, 6 * HOUR, 6 * HOUR],
];

const PATIENCE = 10 * SECOND;

/** What a callback address answered. */
export interface CallbackAnswer {
	/** 0 where no answer came. */
	httpStatus: number;
	text: string;
	/** HTTP 200 and the return code SUCCESS. */
	acknowledged: boolean;
}

/** Sends one notification once. */
export async function post(url: string, { headers, body }: SignedNotification): Promise<CallbackAnswer> {
	const signal = AbortSignal.timeout(PATIENCE);
	try {
		const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
		const text = await response.text();
		return { httpStatus: response.status, text, acknowledged: isAcknowledged(response.status, text) };
	} catch {
		return { httpStatus: 0, text: '', acknowledged: false };
	}
}

function isAcknowledged(httpStatus: number, text: string): boolean {
	if (httpStatus !== 200) return false;
	try {
		const answer: unknown = JSON.parse(text);
		return isRecord(answer) && answer.returnCode === 'SUCCESS';
	} catch {
		return false;
	}
}

/**
 * Sends a notification until it is acknowledged or the schedule is over.
 *
 * @param signed called for each attempt; whether GatePay signs a repeat afresh is unpublished, the sandbox does
 * @param wait   false ends the attempts
 */
export async function postUntilAcknowledged(
	url: string,
	signed: () => SignedNotification,
	{ schedule, wait }: { schedule: readonly number[]; wait: (ms: number) => Promise<boolean> },
	answered: (answer: CallbackAnswer) => void,
): Promise<void> {
	for (const pause of [...schedule, undefined]) {
		const answer = await post(url, signed());
		answered(answer);
		if (answer.acknowledged || pause === undefined || !(await wait(pause))) return;
	}
}
