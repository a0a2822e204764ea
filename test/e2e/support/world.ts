import { parse } from 'flatted';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../../tools/sandbox';
import { startN8n, until, type N8n } from '../../../tools/n8n';
import { importCredentials, type WorkflowFile } from '../../../tools/n8n/imports';
import { sandboxCredentials } from '../../../tools/n8n/sandboxCredentials';

/** A real n8n with this package and the sandbox's credential, and the sandbox. */
export interface World {
	n8n: N8n;
	sandbox: Sandbox;
	/** Ends both. */
	close(): Promise<void>;
}

/** An execution as the editor shows it. */
export interface Execution {
	id: string;
	status: string;
	mode: string;
	/** The nodes that ran. */
	nodes: string[];
	/** The items that a node put out in its last run, on its first or another output. */
	output(node: string, outputIndex?: number): Record<string, unknown>[];
	/** What ended it. */
	error: { message: string; description?: string } | undefined;
}

/** @param name names n8n's home and log */
async function startWorld(name: string, sandboxOptions: SandboxOptions = {}): Promise<World> {
	const sandbox = await startSandbox(sandboxOptions);
	const n8n = await startN8n({
		name,
		prepare: (fresh) => importCredentials(fresh, sandboxCredentials(sandbox)),
	});
	return {
		n8n,
		sandbox,
		close: async () => {
			await n8n.stop();
			await sandbox.close();
		},
	};
}

/**
 * One world for the tests of a file, its sandbox fresh for each of them. n8n's process remembers what it refunded, for
 * each account: so each test acts for an account of its own.
 *
 * @param name names n8n's home and log
 */
export function useWorld(name: string): World {
	const shared = {} as World;
	beforeAll(async () => {
		Object.assign(shared, await startWorld(name));
	});
	// It isn't there when its start failed.
	afterAll(() => (shared as Partial<World>).close?.());
	let accounts = 0;
	beforeEach(async () => {
		const { sandbox, n8n } = shared;
		sandbox.reset();
		const onBehalfOf = `account-${++accounts}`;
		sandbox.accounts.add(onBehalfOf);
		const [{ id, ...credential }] = sandboxCredentials(sandbox);
		const data = { ...credential.data, onBehalfOf };
		await n8n.rest.patch(`/credentials/${id}`, { ...credential, data });
	});
	return shared;
}

/** Makes a workflow, and activates it where `active`; gives its ID. */
export async function addWorkflow(
	{ rest }: N8n,
	workflow: WorkflowFile,
	{ active = false } = {},
): Promise<string> {
	const { id, versionId } = await rest.post<{ id: string; versionId: string }>('/workflows', {
		...workflow,
		// n8n gives out the ID.
		id: undefined,
		active: false,
	});
	if (active) await rest.post(`/workflows/${id}/activate`, { versionId });
	return id;
}

/** Calls a webhook's production address, once n8n serves it, and gives the answer. */
export async function callWebhook(n8n: N8n, path: string, body: object): Promise<unknown> {
	return await until(`the webhook ${path}`, async () => {
		const answer = await fetch(`${n8n.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		// n8n takes some tens of ms to serve what was activated; nothing has run then.
		if (answer.status === 404) return undefined;
		return (await answer.json()) as unknown;
	});
}

/** The executions of a workflow, newest first, once there are so many and all have ended. */
export async function executionsOf({ rest }: N8n, workflowId: string, count: number): Promise<Execution[]> {
	const ended = await until(`${count} executions to end`, async () => {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await rest.get<{ results: { id: string; status: string }[] }>(
			`/executions?filter=${filter}`,
		);
		const under = results.filter(({ status }) => ['new', 'running', 'waiting'].includes(status));
		return results.length >= count && under.length === 0 ? results : undefined;
	});
	return await Promise.all(ended.map(({ id }) => executionOf(rest, id)));
}

/** An execution once it has ended. */
export async function executionOf(rest: N8n['rest'], id: string): Promise<Execution> {
	const { status, mode, data } = await until(`execution ${id} to end`, async () => {
		const found = await rest.get<{ status: string; mode: string; data: string; stoppedAt?: string }>(
			`/executions/${id}`,
		);
		return ['new', 'running', 'waiting'].includes(found.status) ? undefined : found;
	});
	const { resultData } = parse(data) as {
		resultData: {
			runData: Record<string, { data?: { main?: ({ json: Record<string, unknown> }[] | null)[] } }[]>;
			error?: Execution['error'];
		};
	};
	return {
		id,
		status,
		mode,
		nodes: Object.keys(resultData.runData),
		output: (node, outputIndex = 0) =>
			(resultData.runData[node]?.at(-1)?.data?.main?.[outputIndex] ?? []).map(({ json }) => json),
		error: resultData.error,
	};
}
