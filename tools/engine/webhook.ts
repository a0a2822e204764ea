import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { HookContext, WebhookContext, WorkflowExecute } from 'n8n-core';
import {
	NodeHelpers,
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type IRun,
	type IRunExecutionData,
	type IWebhookData,
	type IWebhookResponseData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import type { Engine } from './engine';
import { HttpError, parseBody, send, sendJson, withExpressMethods, type RequestOfN8n } from './http';

export interface WebhookOptions {
	/** The trigger comes first. */
	nodes: INode[];
	connections?: IConnections;
	workflowId?: string;
	/** `manual` is what *Listen for test event* does. */
	mode?: Extract<WorkflowExecuteMode, 'webhook' | 'manual'>;
	/** What happens before n8n has started a run, such as a slow or failing database. */
	beforeRun?: () => Promise<void>;
	/** What an earlier life of the workflow has stored. */
	storedStaticData?: IDataObject | null;
}

/** A run that a request started. */
export interface WebhookRun {
	run: IRun;
	/** The items that a node put out. */
	output(nodeName: string): INodeExecutionData[];
}

/** A row of the table of workflows, as n8n reads it for one request. */
interface Row {
	staticData: IDataObject | null;
}

/**
 * A workflow's webhook on loopback, as n8n 2.41 serves it. What n8n does around a node's `webhook` function is followed
 * line by line (in `n8n/dist`: `webhooks/webhook-helpers.js`, `webhooks/live-webhooks.js`, `webhooks/test-webhooks.js`,
 * `workflow-runner.js`, `workflows/workflow-static-data.service.js`); the node and the run are n8n's own. Only the
 * response mode `onReceived` is there.
 *
 * Static data is shared as n8n shares it. A `Workflow` makes the object that it is given observable, and takes back that
 * it was changed (`n8n-workflow`'s `observable-object.js`). Several are made of one object, and n8n stores it only where
 * it counts as changed at that very moment.
 */
export class WebhookServer {
	/** Every run that was started, failed ones included. */
	readonly runs: WebhookRun[] = [];
	/** What the database holds: null until something is stored. */
	storedStaticData: IDataObject | null;
	beforeRun: () => Promise<void>;
	private readonly server = createServer((request, response) => void this.serve(request, response));
	private readonly underWay = new Set<Promise<unknown>>();
	private readonly mode: NonNullable<WebhookOptions['mode']>;
	private readonly workflowId: string;
	private readonly connections: IConnections;
	private readonly trigger: INode;
	private port = 0;

	private constructor(
		private readonly engine: Engine,
		readonly options: WebhookOptions,
	) {
		this.mode = options.mode ?? 'webhook';
		this.workflowId = options.workflowId ?? 'workflow';
		this.connections = options.connections ?? {};
		this.beforeRun = options.beforeRun ?? (async () => {});
		this.storedStaticData = options.storedStaticData ?? null;
		this.trigger = options.nodes[0] as INode;
	}

	/** Switches a workflow on. */
	static async start(engine: Engine, options: WebhookOptions): Promise<WebhookServer> {
		const webhook = new WebhookServer(engine, options);
		if (!(await webhook.callHook('checkExists'))) await webhook.callHook('create');
		await webhook.resume();
		return webhook;
	}

	get url(): string {
		const prefix = this.mode === 'manual' ? 'webhook-test' : 'webhook';
		return `http://127.0.0.1:${this.port}/${prefix}/${this.webhookData(this.workflowOf(this.read())).path}`;
	}

	/** Goes away: whoever connects is refused. */
	async pause(): Promise<void> {
		if (!this.server.listening) return;
		const closed = once(this.server, 'close');
		this.server.close();
		this.server.closeAllConnections();
		await closed;
	}

	/** Comes back on the same port. */
	async resume(): Promise<void> {
		this.server.listen(this.port, '127.0.0.1');
		await once(this.server, 'listening');
		this.port = (this.server.address() as AddressInfo).port;
	}

	/** When every run that was started has come to its end. */
	async settled(): Promise<void> {
		while (this.underWay.size > 0) await Promise.all(this.underWay);
	}

	/** Switches the workflow off. */
	async close(): Promise<void> {
		await this.callHook('delete');
		await this.pause();
		await this.settled();
	}

	/** A copy, as every query of the database gives one. A test knows nothing of what is stored for production. */
	private read(): Row {
		return { staticData: this.mode === 'manual' ? null : structuredClone(this.storedStaticData) };
	}

	/** Shares the row's static data with every other workflow that is made of the row, unless it has none yet. */
	private workflowOf({ staticData }: Row): Workflow {
		return new Workflow({
			id: this.workflowId,
			nodes: this.options.nodes,
			connections: this.connections,
			active: this.mode === 'webhook',
			nodeTypes: this.engine.nodeTypes,
			staticData: staticData ?? undefined,
			settings: { executionOrder: 'v1' },
		});
	}

	private webhookData(workflow: Workflow): IWebhookData {
		const node = workflow.getNode(this.trigger.name) as INode;
		const { description } = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const webhookDescription = description.webhooks?.[0];
		if (!webhookDescription) throw new Error(`${node.type} has no webhook`);
		const { responseMode = 'onReceived' } = webhookDescription;
		if (responseMode !== 'onReceived') throw new Error(`There is no response mode ${responseMode} here`);
		return {
			httpMethod: webhookDescription.httpMethod as IWebhookData['httpMethod'],
			node: node.name,
			path: NodeHelpers.getNodeWebhookPath(this.workflowId, node, webhookDescription.path),
			webhookDescription,
			workflowId: this.workflowId,
			workflowExecuteAdditionalData: this.engine.additionalData(this.options.nodes, this.connections),
		};
	}

	private async callHook(method: 'checkExists' | 'create' | 'delete'): Promise<boolean> {
		const workflow = this.workflowOf(this.read());
		const node = workflow.getNode(this.trigger.name) as INode;
		const data = this.webhookData(workflow);
		const { webhookMethods } = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const hook = webhookMethods?.[data.webhookDescription.name]?.[method];
		if (!hook) throw new Error(`${node.type} has no ${method}`);
		const { workflowExecuteAdditionalData: additionalData } = data;
		return await hook.call(new HookContext(workflow, node, additionalData, this.mode, 'activate', data));
	}

	private async serve(request: RequestOfN8n, response: ServerResponse): Promise<void> {
		try {
			const row = this.read();
			const workflow = this.workflowOf(row);
			const data = this.webhookData(workflow);
			if (request.method !== data.httpMethod || new URL(this.url).pathname !== request.url) {
				throw new HttpError(
					404,
					`The requested webhook "${request.method} ${request.url}" is not registered.`,
				);
			}
			await parseBody(request);
			await this.execute(row, workflow, data, request, withExpressMethods(response));
		} catch (error) {
			const { status, message } =
				error instanceof HttpError
					? error
					: { status: 500, message: 'There was a problem executing the workflow' };
			sendJson(response, status, { code: error instanceof HttpError ? status : 0, message });
		}
	}

	private async execute(
		row: Row,
		workflow: Workflow,
		data: IWebhookData,
		request: RequestOfN8n,
		response: ServerResponse,
	): Promise<void> {
		const node = workflow.getNode(data.node) as INode;
		const nodeType = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const additionalData = {
			...this.engine.additionalData(this.options.nodes, this.connections),
			httpRequest: request,
			httpResponse: response,
		} as unknown as ReturnType<Engine['additionalData']>;
		const context = new WebhookContext(workflow, node, additionalData, this.mode, data, [], null);
		let result: IWebhookResponseData;
		try {
			result = (await nodeType.webhook?.call(context)) ?? {};
		} catch (error) {
			// What n8n makes of a webhook that throws: an answer, and a run that has failed.
			sendJson(response, 500, {
				code: 0,
				message: 'Workflow Webhook Error: Workflow could not be started!',
			});
			this.runs.push(failedRun(node, error as Error));
			return;
		}

		if (result.noWebhookResponse) await this.store(workflow);
		if (result.workflowData === undefined) {
			if (result.noWebhookResponse) return;
			await this.store(workflow);
			sendJson(response, 200, result.webhookResponse ?? { message: 'Webhook call received' });
			return;
		}
		// `workflow-runner.js`, `establishContextForPersistence`: made of the static data that the webhook has.
		this.workflowOf(row);
		await this.beforeRun();
		// `prepareNewExecution`: the run itself gets what is stored by now.
		this.startRun(node, result.workflowData, this.workflowOf(this.read()));
		if (result.noWebhookResponse) return;
		const { responseData } = data.webhookDescription;
		const given: unknown = workflow.expression.getComplexParameterValue(
			node,
			responseData,
			this.mode,
			{},
			undefined,
			'firstEntryJson',
		);
		// The description goes first, and n8n has a default for it; only an empty text leaves the answer to the node.
		// `webhooks/webhook-on-received-response-extractor.js` reads it here, after the run was started.
		const answer = given || (result.webhookResponse ?? { message: 'Workflow was started' });
		// `webhooks/live-webhooks.js`: stored before the answer is sent.
		await this.store(workflow);
		if (typeof answer === 'string') send(response, 200, 'text/html', answer);
		else sendJson(response, 200, answer);
	}

	private async store(workflow: Workflow): Promise<void> {
		if (this.mode === 'manual' || workflow.staticData.__dataChanged !== true) return;
		const stored = JSON.stringify(workflow.staticData);
		await new Promise((resolve) => setImmediate(resolve)); // a database takes its time
		this.storedStaticData = JSON.parse(stored) as IDataObject;
		workflow.staticData.__dataChanged = false;
	}

	private startRun(node: INode, items: INodeExecutionData[][], workflow: Workflow): void {
		// Written out, because older versions of n8n, which these tests run on as well, have no function that makes it.
		const runExecutionData = {
			version: 1,
			startData: {},
			resultData: { runData: {} },
			executionData: {
				contextData: {},
				nodeExecutionStack: [{ node, data: { main: items }, source: null }],
				metadata: {},
				waitingExecution: {},
				waitingExecutionSource: {},
			},
		} as unknown as IRunExecutionData;
		const additionalData = this.engine.additionalData(this.options.nodes, this.connections);
		const running = new WorkflowExecute(additionalData, this.mode, runExecutionData)
			.processRunExecutionData(workflow)
			.then(async (run) => {
				// `execution-lifecycle/execution-lifecycle-hooks.js`, `workflowExecuteAfter`
				await this.store(workflow);
				this.runs.push(toWebhookRun(run));
			})
			.finally(() => this.underWay.delete(running));
		this.underWay.add(running);
	}
}

function failedRun(node: INode, { name, message }: Error): WebhookRun {
	const run = {
		data: { resultData: { runData: {}, lastNodeExecuted: node.name, error: { name, message } } },
	};
	return { run: run as unknown as IRun, output: () => [] };
}

function toWebhookRun(run: IRun): WebhookRun {
	const { runData } = run.data.resultData;
	return { run, output: (nodeName) => runData[nodeName]?.at(-1)?.data?.main?.[0] ?? [] };
}
