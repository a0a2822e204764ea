import type { Actions, PageState } from '../../../../tools/sandbox/page/contract';
import type { Stage } from '../client';
import { rawRequest, type RawAnswer } from '../rawRequest';

export type PageAnswer = RawAnswer<Record<string, unknown>>;

export type Headers = Record<string, string>;

/** Talks to the sandbox as the page in a browser does, or as somebody else who says so in the headers. */
export class PageClient {
	constructor(private readonly stage: Stage) {}

	/** What a browser adds to an action of the page. */
	get ownHeaders(): Headers {
		return { Origin: this.stage.sandbox.baseUrl, 'Content-Type': 'application/json' };
	}

	send(method: string, path: string, headers: Headers = {}, body?: string): Promise<PageAnswer> {
		return rawRequest({ method, url: this.stage.sandbox.baseUrl + path, headers, data: body });
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
