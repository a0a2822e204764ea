import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { inALine, webhook } from '../../test/e2e/support/nodes';
import { type N8n, until } from '../n8n';
import { importCredentials } from '../n8n/imports';
import type { BenchRun } from './Bench.node';
import { sandboxCredentials } from '../n8n/sandboxCredentials';
import { BENCH, CRYPTO_CREDENTIAL, nodesOf, type ContenderName } from './contenders';
import type { Gateway } from './gateway';
import type { Cost } from './measure';

/** Gives an n8n the credentials that the contenders need. */
export async function prepareCredentials(n8n: N8n, { sandbox }: Gateway): Promise<void> {
	const { secret } = sandbox.institutionCredential;
	const crypto = { ...CRYPTO_CREDENTIAL, type: 'crypto', data: { hmacSecret: secret } };
	await importCredentials(n8n, [...sandboxCredentials(sandbox), crypto]);
}

/** Gives an n8n that isn't running the benchmark's own node, as a community package beside ours. */
export async function prepareNode({ home }: N8n): Promise<void> {
	const [name = ''] = BENCH.split('.');
	const folder = join(home.folder, '.n8n', 'nodes', 'node_modules', name);
	await mkdir(folder, { recursive: true });
	await copyFile(join(__dirname, 'Bench.node.js'), join(folder, 'Bench.node.js'));
	const n8n = { n8nNodesApiVersion: 1, nodes: ['Bench.node.js'] };
	await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', n8n }));
}

/** A workflow in a real n8n: a webhook is told what to do, and answers with what it cost. */
export class BenchWorkflow {
	private constructor(
		private readonly n8n: N8n,
		private readonly gateway: Gateway,
		private readonly contender: ContenderName,
	) {}

	/** Puts the workflow in, and waits until its webhook answers. */
	static async add(n8n: N8n, gateway: Gateway, contender: ContenderName): Promise<BenchWorkflow> {
		const { rest } = n8n;
		const { nodes, connections } = inALine(contender, [
			webhook(contender),
			{
				...{ name: 'Tickets', type: BENCH },
				parameters: { part: 'tickets', run: '={{ JSON.stringify($json.body) }}' },
			},
			...nodesOf(contender, gateway.sandbox.institutionCredential),
			{ name: 'Cost', type: BENCH, parameters: { part: 'cost' } },
		]);
		const { id, versionId } = await rest.post<{ id: string; versionId: string }>('/workflows', {
			...{ name: contender, active: false, nodes, connections },
			settings: { executionOrder: 'v1' },
		});
		await rest.post(`/workflows/${id}/activate`, { versionId });
		const workflow = new BenchWorkflow(n8n, gateway, contender);
		await workflow.ready();
		return workflow;
	}

	/** Waits until its webhook answers. */
	async ready(): Promise<void> {
		await until('the webhook', () => this.makeRefunds({ items: 1 }).then(() => true as const));
	}

	/** @param latency of the gateway, in milliseconds */
	async makeRefunds(round: { items: number; latency?: number; watchesMemory?: boolean }): Promise<Cost> {
		const { items, latency = 0, watchesMemory = false } = round;
		// After a thousand requests at the same time, n8n takes a while to reach its database again.
		await until('n8n to be ready', async () => {
			return (await fetch(`${this.n8n.url}/healthz/readiness`)).ok || undefined;
		});
		const first = this.gateway.makeFresh({ latency, orders: items });
		const cost = await this.execute({ items, first, watchesMemory });
		this.gateway.expectPaid(items, this.contender);
		return cost;
	}

	/** One execution. */
	async execute(run: Omit<BenchRun, 'baseUrl'>): Promise<Cost> {
		const { baseUrl } = this.gateway.sandbox;
		const answer = await fetch(`${this.n8n.url}/webhook/${this.contender}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ ...run, baseUrl } satisfies BenchRun),
		});
		const text = await answer.text();
		const [cost] = answer.ok ? (JSON.parse(text) as (Cost & { items: number })[]) : [];
		if (cost?.items !== run.items) throw new Error(`${this.contender}: HTTP ${answer.status}: ${text}`);
		return cost;
	}
}
