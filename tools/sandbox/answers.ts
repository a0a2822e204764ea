import { writeExactJson } from './json';
import { REFUSALS } from './refusals';

/** What goes back over HTTP, and what the record of requests says about it. */
export interface Answer {
	httpStatus: number;
	text: string;
	headers?: Record<string, string>;
	/** The envelope's code. */
	code?: string;
	/** Why it was refused, in a plain sentence. */
	refusal?: string;
}

/** Thrown wherever GatePay would say no. */
export class Refusal extends Error {
	override readonly name = 'Refusal';

	constructor(
		readonly code: string,
		message = REFUSALS[code] ?? `refused with ${code}`,
		readonly label?: string,
	) {
		super(message);
	}
}

/** @param code GatePay says `000000` on most pages; `00000`, an empty text or null on others */
export function success(data: unknown, code: string | null = '000000'): Answer {
	return {
		httpStatus: 200,
		text: writeExactJson({ status: 'SUCCESS', code, data, errorMessage: '' }),
		...(code === null ? {} : { code }),
	};
}

/** A refusal's envelope; GatePay sends it with HTTP 200, its own faults with HTTP 500. */
export function refused({ code, label, message }: Refusal, httpStatus = 200): Answer {
	return {
		httpStatus,
		text: writeExactJson({ status: 'FAIL', code, label, errorMessage: message, data: null }),
		code,
		refusal: message,
	};
}

/** What a web server says that isn't GatePay's application: no envelope, and `status` is a number. */
export function notGatePay(httpStatus: number, error: string, path: string): Answer {
	return { httpStatus, text: JSON.stringify({ status: httpStatus, error, path }), refusal: error };
}
