import type { INodeTypeDescription } from 'n8n-workflow';

import type { Owner } from './home';

/** What n8n's editor talks to, under `/rest`, as the owner. */
export class Rest {
	private cookie = '';

	constructor(private readonly url: string) {}

	get<Data>(path: string): Promise<Data> {
		return this.call('GET', path);
	}

	post<Data>(path: string, body: unknown = {}): Promise<Data> {
		return this.call('POST', path, body);
	}

	patch<Data>(path: string, body: unknown): Promise<Data> {
		return this.call('PATCH', path, body);
	}

	async logIn({ email, password }: Owner): Promise<void> {
		await this.post('/login', { emailOrLdapLoginId: email, password });
	}

	/** Every type and version of a node that the editor offers, those for AI agents included. */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		return (await this.ask('GET', '/types/nodes.json')) as INodeTypeDescription[];
	}

	/** @returns what n8n's answer holds as `data` */
	private async call<Data>(method: string, path: string, body?: unknown): Promise<Data> {
		return ((await this.ask(method, `/rest${path}`, body)) as { data: Data }).data;
	}

	/** @throws with n8n's own words, when the answer isn't 2xx */
	private async ask(method: string, path: string, body?: unknown): Promise<unknown> {
		const answer = await fetch(`${this.url}${path}`, {
			method,
			headers: { 'content-type': 'application/json', 'browser-id': 'tests', cookie: this.cookie },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const cookies = answer.headers.getSetCookie();
		if (cookies.length > 0) this.cookie = cookies.map((each) => each.split(';')[0]).join('; ');
		const text = await answer.text();
		if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
		return JSON.parse(text) as unknown;
	}
}
