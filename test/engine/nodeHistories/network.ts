import { CALLS as ALL_CALLS, type Call } from '../../../gatepay/api/calls';
import type { Sandbox } from '../../../tools/sandbox';
import { answerTo, callAt, type RecordedRequest } from '../../../tools/sandbox/exchange';
import type { Delivery } from '../../../tools/sandbox/faults';
import type { Clock } from './clock';

/** What n8n's HTTP client is handed. */
export interface HttpOptions {
	url: string;
	method?: string;
	qs?: Record<string, string>;
	headers?: Record<string, string>;
	body?: string;
	timeout?: number;
}

/** What can happen on the way, besides what GatePay does. */
export type Trouble = { on: 'create' | 'query' | 'order' } & (
	| { kind: 'unconnected'; code: string }
	/** The client gives up; the request has arrived or not. */
	| { kind: 'timedOut'; hasArrived: boolean }
	/** An answer that never ends. */
	| { kind: 'trickle' }
	/** The request arrives, and a copy of it `after` so many ms; the copy's answer comes back. */
	| { kind: 'twice'; after: number }
	/** The request arrives so many ms later. */
	| { kind: 'slow'; by: number }
	/** n8n's client throws or returns what nobody expects. */
	| { kind: 'odd'; hasArrived: boolean; what: keyof typeof ODDITIES }
);

const ODDITIES = {
	throwsNothing: () => {
		throw undefined;
	},
	throwsText: () => {
		throw 'ECONNREFUSED';
	},
	throwsNumber: () => {
		throw Object.assign(new Error('odd'), { code: 5, cause: 'why', errors: 'which' });
	},
	returnsNothing: () => undefined,
	returnsNoStatus: () => ({}),
	returnsObject: () => ({ statusCode: 200, body: { status: 'SUCCESS', data: {} } }),
};
export const ODD_KINDS = Object.keys(ODDITIES) as Array<keyof typeof ODDITIES>;

const CALLS: Record<Trouble['on'], string> = {
	create: 'createRefund',
	query: 'queryRefund',
	order: 'queryOrder',
};

/** The way between n8n's HTTP client and the sandbox, without a network. */
export class Network {
	troubles: Trouble[] = [];
	/** Milliseconds that each request takes, in turn. */
	latencies: readonly number[] = [0];
	/** Called as a request leaves. */
	onSend: (call: Call | undefined, options: HttpOptions, hasLeft: boolean) => void = () => undefined;
	private sent = 0;

	constructor(
		private readonly sandbox: Sandbox,
		private readonly clock: Clock,
	) {}

	async request(options: HttpOptions): Promise<unknown> {
		const url = new URL(options.url);
		const call = callAt(url.pathname);
		const trouble = this.take(call);
		this.onSend(call, options, trouble?.kind !== 'unconnected');
		await this.clock.sleep(this.latencies[this.sent++ % this.latencies.length] ?? 0);
		switch (trouble?.kind) {
			case undefined:
				return await this.received(this.arrive(url, options));
			case 'unconnected':
				throw withCode(trouble.code);
			case 'timedOut':
				if (trouble.hasArrived) this.arrive(url, options);
				await this.clock.sleep(options.timeout ?? 300_000);
				throw withCode('ECONNABORTED');
			case 'trickle':
				this.arrive(url, options);
				return await new Promise(() => undefined);
			case 'twice':
				this.arrive(url, options);
				await this.clock.sleep(trouble.after);
				return await this.received(this.arrive(url, options));
			case 'slow':
				await this.clock.sleep(trouble.by);
				return await this.received(this.arrive(url, options));
			case 'odd':
				if (trouble.hasArrived) this.arrive(url, options);
				return ODDITIES[trouble.what]();
		}
	}

	private take(call: Call | undefined): Trouble | undefined {
		const index = this.troubles.findIndex(({ on }) => call?.startsWith(CALLS[on]));
		return index === -1 ? undefined : this.troubles.splice(index, 1)[0];
	}

	private arrive(url: URL, { method = 'GET', qs = {}, headers = {}, body = '' }: HttpOptions): Delivery {
		const record: RecordedRequest = {
			number: this.sent,
			at: this.sandbox.now(),
			method,
			path: url.pathname,
			query: { ...Object.fromEntries(url.searchParams), ...qs },
			headers: Object.fromEntries(
				Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
			),
			body,
			call: callAt(url.pathname),
			answer: { httpStatus: 0 },
		};
		return answerTo(this.sandbox, record, Buffer.from(body));
	}

	private async received({ how, answer, delay = 0 }: Delivery): Promise<unknown> {
		if (delay > 0) await this.clock.sleep(delay);
		if (how !== 'whole') throw withCode('ECONNRESET');
		return { statusCode: answer.httpStatus, body: answer.text, headers: answer.headers ?? {} };
	}
}

function withCode(code: string): Error {
	const isConnecting = code !== 'ECONNRESET' && code !== 'ECONNABORTED';
	return Object.assign(new Error(`${code} came`), { code, ...(isConnecting ? { syscall: 'connect' } : {}) });
}

/** Whether a call moves money. */
export function isCreate(call: Call | undefined): boolean {
	return call !== undefined && ALL_CALLS.includes(call) && call.startsWith('createRefund');
}
