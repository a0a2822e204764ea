import { writeExactJson } from './json';

/** What goes back over HTTP, and what the record of requests says about it. */
export interface Answer {
	/** 0 if no answer is sent */
	httpStatus: number;
	text: string;
	headers?: Record<string, string>;
	/** The envelope's code. */
	code?: string;
	/** Why it was refused, in a plain sentence. */
	refusal?: string;
}

/** What a refund can be refused with, in words as short as GatePay's own. */
export const REFUSALS: Readonly<Record<string, string>> = {
	'400001': 'invalid parameter',
	'400002': 'invalid signature',
	'400003': 'timestamp expired',
	'400004': 'invalid client id',
	'400007': 'unsupported media type',
	'400020': 'invalid nonce',
	'400202': 'order not found',
	'400203': 'merchant not found',
	'400204': 'order status error',
	'400205': 'invalid currency',
	'400604': 'payment not completed',
	'400605': 'insufficient balance',
	'400607': 'too many refunds',
	'400608': 'refund amount error',
	'400622': 'exchange rate changed',
	'400623': 'unsupported currency',
	'500008': 'merchant does not exist',
	'500204': 'recipient is not a Gate user',
	'500205': 'refund currency is neither order nor pay currency',
	'500206': 'refund amount exceeds the limit',
	'500207': 'address refund order not found',
	'500208': 'refund api does not match the order',
};

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
