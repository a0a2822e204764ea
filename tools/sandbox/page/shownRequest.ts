import { HEADER } from '../../../gatepay/api/headers';
import { redactor } from '../../../gatepay/api/redact';
import { SECRET_REFUND_FIELDS } from '../../../gatepay/refund/fields';
import type { RecordedRequest } from '../exchange';
import type { ShownRequest } from './contract';
import { wordsFor } from './faultSwitches';

/** The headers that matter here. Others may hold what is none of the page's business, such as cookies. */
const SHOWN_HEADERS = ['Content-Type', 'User-Agent', ...Object.values(HEADER)];

/** Someone may have tried it with the codes and passwords of a real account. */
const SECRET_FIELD = new RegExp(
	`("(?:${SECRET_REFUND_FIELDS.join('|')})"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*"|[^\\s,}]+)`,
	'g',
);

/** A longer body is cut. */
const LONGEST_BODY = 10_000;

const withoutSignatures = redactor([]);

export function shownRequest(request: RecordedRequest): ShownRequest {
	const { number, at, method, path, query, headers, body, call, answer, refusal, fault } = request;
	const search = new URLSearchParams(query).toString();
	return {
		key: String(number),
		at,
		method,
		path: search ? `${path}?${search}` : path,
		call: call ?? null,
		httpStatus: answer.httpStatus,
		code: answer.code ?? null,
		refusal: refusal ?? null,
		fault: fault === undefined ? null : wordsFor(fault),
		headers: SHOWN_HEADERS.flatMap((name): [string, string][] => {
			const value = headers[name.toLowerCase()];
			return value === undefined ? [] : [[name, withoutSignatures(String(value))]];
		}),
		body: shownBody(body),
	};
}

function shownBody(body: string): string {
	// Cut first: the work for a request is bounded, whatever a page sends.
	const cut = body.length > LONGEST_BODY ? `${body.slice(0, LONGEST_BODY)}…` : body;
	return withoutSignatures(cut.replace(SECRET_FIELD, '$1"••••"'));
}
