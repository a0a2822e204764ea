import type { Ledger, RecordedRequest } from '../sandbox';

const print = (line = '') => console.log(line);

export function heading(text: string): void {
	print();
	print(text);
	print('─'.repeat(text.length));
}

/** One item that the node put out. */
export function itemLines(ticket: string, item: Readonly<Record<string, unknown>>): void {
	const text = (name: string) => String(item[name] ?? '');
	print(
		`${ticket}  ${text('refundAmount').padStart(6)} of ${text('orderAmount').padStart(5)}  ` +
			`${text('outcome').padEnd(8)}  sends: ${text('attempts')}  refundRequestId ${text('refundRequestId')}`,
	);
}

/** One request as the sandbox received it, and its answer. */
export function requestLines({ method, path, query, headers, body, answer }: RecordedRequest): void {
	const signature = String(headers['x-gatepay-signature'] ?? '');
	const parameters = new URLSearchParams(query).toString();
	print(`${method.padEnd(4)} ${path}${parameters && `?${parameters}`}`);
	print(`     signature ${signature.slice(0, 16)}… (${signature.length} hex characters)`);
	if (body) print(`     ${body}`);
	print(
		`     → HTTP ${answer.httpStatus}, code ${answer.code ?? '–'}${answer.code === '400304' ? ' (no such refund yet)' : ''}`,
	);
}

/** How often each refund was really paid. */
export function ledgerLines(ledger: Ledger): void {
	for (const { refundRequestId, prepayId, refundAmount, currency, destination } of ledger.payments) {
		print(
			`order ${prepayId.padEnd(17)}  ${refundAmount.padStart(6)} ${currency} to ${destination.padEnd(20)}  ` +
				`paid ${ledger.timesPaid(refundRequestId)}×`,
		);
	}
}
