import axios from 'axios';

import type { Actions, PageState } from '../../../sandbox/page/contract';
import type { Stage } from '../client';

export interface PageAnswer {
	status: number;
	headers: Record<string, unknown>;
	text: string;
	/** The parsed text. */
	json: Record<string, unknown>;
}

export type Headers = Record<string, string>;

/** Talks to the sandbox as the page in a browser does, or as somebody else who says so in the headers. */
export class PageClient {
	constructor(private readonly stage: Stage) {}

	/** What a browser adds to an action of the page. */
	get ownHeaders(): Headers {
		return { Origin: this.stage.sandbox.baseUrl, 'Content-Type': 'application/json' };
	}

	async send(method: string, path: string, headers: Headers = {}, body?: string): Promise<PageAnswer> {
		const answer = await axios.request<string>({
			method,
			url: this.stage.sandbox.baseUrl + path,
			headers,
			data: body,
			maxRedirects: 0,
			proxy: false,
			validateStatus: () => true,
			transformResponse: (text: string) => text,
		});
		return {
			status: answer.status,
			headers: answer.headers,
			text: answer.data,
			get json() {
				return JSON.parse(answer.data) as Record<string, unknown>;
			},
		};
	}

	get(path: string, headers?: Headers): Promise<PageAnswer> {
		return this.send('GET', path, headers);
	}

	act<Name extends keyof Actions>(
		name: Name,
		fields: Actions[Name],
		headers: Headers = {},
	): Promise<PageAnswer> {
		return this.send(
			'POST',
			`/sandbox/actions/${name}`,
			{ ...this.ownHeaders, ...headers },
			JSON.stringify(fields),
		);
	}

	async state(): Promise<PageState> {
		return (await this.get('/sandbox/state')).json as unknown as PageState;
	}

	/** @throws where there is none */
	async newestRefund(): Promise<PageState['refunds'][number]> {
		return first((await this.state()).refunds);
	}

	/** @throws where there is none */
	async newestRequest(): Promise<PageState['requests'][number]> {
		return first((await this.state()).requests);
	}
}

function first<Entry>([entry]: readonly Entry[]): Entry {
	if (entry === undefined) throw new Error('The list is empty');
	return entry;
}
