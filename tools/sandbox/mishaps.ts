import { Refusal, refused, type Answer } from './answers';
import type { Made, Mishap, SecondCopy } from './faults';

/** What happens on the connection. */
export interface Delivery {
	how: 'whole' | 'truncated' | 'cut' | 'reset';
	answer: Answer;
	/** In ms. */
	delay?: number;
}

const SILENCE: Answer = { httpStatus: 0, text: '' };

export function whole(answer: Answer): Delivery {
	return { how: 'whole', answer };
}

/**
 * Turns a fault into what happens on the connection.
 *
 * @param carryOut does what was asked, now, later or never; returns the answer that GatePay would have given now
 * @param repeat   lets the same request arrive once more; returns the answer to it
 */
export function strike(
	mishap: Mishap,
	carryOut: (made: Made) => Answer | undefined,
	repeat: (second: SecondCopy) => Answer,
): Delivery {
	switch (mishap.kind) {
		case 'answerLostAfter':
			carryOut(true);
			return { how: 'cut', answer: SILENCE };
		case 'answerLostBefore':
			return { how: 'cut', answer: SILENCE };
		case 'madeLate':
			carryOut(mishap);
			return { how: 'cut', answer: SILENCE };
		case 'delay':
			return { ...whole(carryOut(true) ?? SILENCE), delay: mishap.delay };
		case 'arrivesTwice': {
			const first = carryOut(true) ?? SILENCE;
			const second = repeat(mishap.second);
			return whole(mishap.answered === 'first' ? first : second);
		}
	}
	const usual = carryOut(mishap.made ?? false);
	switch (mishap.kind) {
		case 'http':
			return whole(page(mishap.status, mishap.body ?? `<h1>${mishap.status}</h1>`, mishap.headers));
		case 'notJson':
			return whole(page(200, '<!doctype html><title>Just a moment…</title>'));
		case 'code': {
			const { code, errorMessage, label, status } = mishap;
			return whole(refused(new Refusal(code, errorMessage, label), status));
		}
		case 'body':
			return whole({ httpStatus: mishap.status ?? 200, text: mishap.text });
		case 'truncated':
			return { how: 'truncated', answer: usual ?? refused(new Refusal('300000'), 500) };
		case 'reset':
			return { how: 'reset', answer: SILENCE };
	}
}

function page(httpStatus: number, text: string, headers: Record<string, string> = {}): Answer {
	return { httpStatus, text, headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers } };
}
