import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';

import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { Engine, refundWorkflow } from '../../../tools/engine';
import { WebhookServer, type WebhookOptions } from '../../../tools/engine/webhook';
import {
	startSandbox,
	type Sandbox,
	type SandboxOptions,
	type SignedNotification,
} from '../../../tools/sandbox';
import { CHECKOUT } from './world';

export const TRIGGER = 'GatePay Refund Trigger';

export const ACKNOWLEDGED = '{"returnCode":"SUCCESS","returnMessage":""}';

/** n8n's engine with a webhook on loopback, and a GatePay that sends to it. */
export class TriggerWorld {
	private readonly webhooks: WebhookServer[] = [];

	private constructor(
		readonly sandbox: Sandbox,
		readonly engine: Engine,
	) {}

	/** @param credentials more of them, by ID */
	static async start(
		options: SandboxOptions = {},
		credentials: Readonly<Record<string, object>> = {},
	): Promise<TriggerWorld> {
		const sandbox = await startSandbox({ now: () => Date.now(), ...options });
		const engine = await Engine.start({
			packageDirectory: process.cwd(),
			credentials: {
				gatepay: sandbox.institutionCredential,
				merchant: sandbox.merchantCredential,
				...credentials,
			},
		});
		return new TriggerWorld(sandbox, engine);
	}

	/** A fresh GatePay, and an n8n that remembers nothing of the one before. */
	reset(): void {
		this.sandbox.reset();
		this.engine.restart();
	}

	/** Switches a workflow on that begins with the trigger. Each is another workflow, so that none knows of the others. */
	async listen(
		parameters: INodeParameters = {},
		{ credential = 'gatepay', ...options }: Partial<WebhookOptions> & { credential?: string } = {},
	): Promise<WebhookServer> {
		const webhook = await WebhookServer.start(this.engine, {
			workflowId: `workflow-${(workflows += 1)}`,
			nodes: [triggerNode(parameters, credential)],
			...options,
		});
		this.webhooks.push(webhook);
		return webhook;
	}

	/** Kills n8n and starts it again: all that the new one knows is what the old one had stored. */
	async restart(webhook: WebhookServer, options: Partial<WebhookOptions> = {}): Promise<WebhookServer> {
		await webhook.pause();
		this.engine.restart();
		const restarted = await WebhookServer.start(this.engine, {
			...webhook.options,
			storedStaticData: webhook.storedStaticData,
			...options,
		});
		this.webhooks.push(restarted);
		return restarted;
	}

	/** Makes a refund with the refund node, the way a workflow does. */
	async refund(ticket: string, amount = '1', prepayId = 'paid-v2-25'): Promise<string> {
		const item = { prepayId, amount, ticket };
		const run = await this.engine.run(...refundWorkflow([item], { parameters: CHECKOUT }));
		const { refundRequestId } = run.output('Refund')[0]?.json ?? {};
		if (typeof refundRequestId !== 'string') throw new Error(`No refund: ${JSON.stringify(run.error)}`);
		return refundRequestId;
	}

	/** Makes a refund that GatePay has carried out, without telling anybody. */
	async finishedRefund(ticket: string): Promise<string> {
		const refundRequestId = await this.refund(ticket);
		this.sandbox.refunds.finish(refundRequestId);
		return refundRequestId;
	}

	/** Switches every workflow off. */
	async silence(): Promise<void> {
		await Promise.all(this.webhooks.splice(0).map((webhook) => webhook.close()));
	}

	async close(): Promise<void> {
		await this.silence();
		await this.sandbox.close();
	}
}

let workflows = 0;

export function triggerNode(parameters: INodeParameters = {}, credential = 'gatepay'): INode {
	return {
		id: 'trigger',
		name: TRIGGER,
		type: 'n8n-nodes-gatepay.gatePayRefundTrigger',
		typeVersion: 1,
		position: [0, 0],
		webhookId: '2c8f1e9a-0000-4000-8000-000000000000',
		parameters,
		credentials: { gatePayApi: { id: credential, name: credential } },
	};
}

/** The items that the workflows started with, in the order in which they were started. */
export async function started(webhook: WebhookServer): Promise<IDataObject[]> {
	await webhook.settled();
	return webhook.runs.map((run) => run.output(TRIGGER)[0]?.json ?? {});
}

/** Sends what a client library wouldn't: the same header twice, a body that is too large, another method. */
export async function send(
	url: string,
	{ headers, body, method = 'POST' }: Sent,
): Promise<{ status: number; text: string }> {
	return await new Promise((resolve, reject) => {
		const request = httpRequest(url, { method, headers }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('end', () =>
				resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
			);
		});
		request.on('error', reject);
		request.end(body);
	});
}

export interface Sent {
	headers: OutgoingHttpHeaders;
	body: string | Buffer;
	method?: string;
}

/** The same notification with other headers, or another body. */
export function altered(notification: SignedNotification, changes: Partial<Sent>): Sent {
	const headers = Object.entries({ ...notification.headers, ...changes.headers });
	const kept = headers.filter(([, value]) => value !== undefined);
	return { ...notification, ...changes, headers: Object.fromEntries(kept) as OutgoingHttpHeaders };
}
