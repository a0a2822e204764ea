import { createHmac, randomBytes } from 'node:crypto';

import axios from 'axios';

import { startSandbox, type Credential, type Sandbox, type SandboxOptions } from '../../../tools/sandbox';
import { servePage } from '../../../tools/sandbox/page/page';

/** What a request has that differs from a proper one. `undefined` takes a header away. */
export interface Changes {
	headers?: Record<string, string | undefined>;
	timestamp?: string;
	nonce?: string;
	secret?: string;
	/** The text that is signed, instead of the one that is sent. */
	signedBody?: string;
	/** Sent with a GET. */
	body?: string;
	/** The whole path, instead of the one of the credential's account type. */
	fullPath?: string;
}

/** An answer as it came. */
export interface HttpAnswer {
	status: number;
	text: string;
	/** The parsed text. */
	json: Envelope;
}

export interface Envelope {
	status: string;
	code: string | null;
	label?: string;
	errorMessage: string;
	data: Record<string, unknown>;
}

/**
 * A client that shares no code with the package: it signs by hand, so that the package and the sandbox can't agree on
 * a mistake.
 */
export class Client {
	constructor(
		private readonly credential: Credential,
		private readonly now: () => number,
	) {}

	post(path: string, body: unknown, changes: Changes = {}): Promise<HttpAnswer> {
		return this.send('POST', path, typeof body === 'string' ? body : JSON.stringify(body), {}, changes);
	}

	get(path: string, query: Record<string, string>, changes: Changes = {}): Promise<HttpAnswer> {
		return this.send('GET', path, changes.body ?? '', query, changes);
	}

	refundV1(fields: object, changes?: Changes): Promise<HttpAnswer> {
		return this.post('/v1/pay/order/refund', fields, changes);
	}

	refundV2(fields: object, changes?: Changes): Promise<HttpAnswer> {
		return this.post('/v2/standard/order/refund', fields, changes);
	}

	queryV1(refundRequestId: string): Promise<HttpAnswer> {
		return this.post('/v1/pay/order/refund/query', { refundRequestId });
	}

	queryV2(refundRequestId: string): Promise<HttpAnswer> {
		return this.get('/v2/pay/refund/details', { refundRequestId });
	}

	private async send(
		method: 'GET' | 'POST',
		path: string,
		body: string,
		query: Record<string, string>,
		changes: Changes,
	): Promise<HttpAnswer> {
		const { accountType, clientId, secret, onBehalfOf, baseUrl } = this.credential;
		const timestamp = changes.timestamp ?? String(this.now());
		const nonce = changes.nonce ?? randomBytes(16).toString('hex');
		const signature = createHmac('sha512', changes.secret ?? secret)
			.update(`${timestamp}\n${nonce}\n${changes.signedBody ?? body}\n`, 'utf8')
			.digest('hex');
		const prefix = accountType === 'institution' ? '/payment/open/institution' : '';
		const headers = Object.entries({
			'Content-Type': 'application/json',
			'X-GatePay-Certificate-ClientId': clientId,
			'X-GatePay-Timestamp': timestamp,
			'X-GatePay-Nonce': nonce,
			'X-GatePay-Signature': signature,
			'X-GatePay-On-Behalf-Of': onBehalfOf,
			...changes.headers,
		}).filter(([, value]) => value !== undefined);
		const answer = await axios.request<string>({
			method,
			url: baseUrl + (changes.fullPath ?? prefix + path),
			params: query,
			// Bytes, which axios leaves as they are: it would trim a text.
			data: body === '' ? undefined : Buffer.from(body),
			headers: Object.fromEntries(headers) as Record<string, string>,
			maxRedirects: 0,
			proxy: false,
			validateStatus: () => true,
			transformResponse: (text: string) => text,
		});
		const text = answer.data;
		return {
			status: answer.status,
			text,
			json: text.startsWith('{') ? (JSON.parse(text) as Envelope) : ({} as Envelope),
		};
	}
}

/** What a request came to, when it is no answer: the error's code. */
export async function failureOf(request: Promise<unknown>): Promise<string> {
	try {
		await request;
	} catch (error) {
		return (error as { code?: string }).code ?? String(error);
	}
	throw new Error('An answer came');
}

/** A refund that a V1 order takes. */
export function v1Refund(refundRequestId: string, more: object = {}): object {
	return { refundRequestId, prepayId: 'paid-v1-10', refundAmount: '1', ...more };
}

/** A refund that a V2 order takes. */
export function v2Refund(refundRequestId: string, more: object = {}): object {
	return { refundRequestId, prepayId: 'paid-v2-10', refundAmount: '1', refundReason: 'returned', ...more };
}

/** A sandbox for the tests of a file, fresh for each of them, with clients and a clock that only the tests move. */
export interface Stage {
	sandbox: Sandbox;
	institution: Client;
	merchant: Client;
	now: number;
	/** The pauses that the sandbox made; they take no time. */
	waits: number[];
}

export function useSandbox(options: SandboxOptions = {}): Stage {
	const stage = { now: 1_700_000_000_000, waits: [] as number[] } as Stage;
	const now = () => stage.now;
	beforeAll(async () => {
		const wait = async (ms: number) => void stage.waits.push(ms);
		stage.sandbox = await startSandbox({ now, wait, ...options });
		servePage(stage.sandbox);
		stage.institution = new Client(stage.sandbox.institutionCredential, now);
		stage.merchant = new Client(stage.sandbox.merchantCredential, now);
	});
	beforeEach(() => {
		stage.sandbox.reset();
		stage.waits.length = 0;
	});
	afterAll(() => stage.sandbox.close());
	return stage;
}
