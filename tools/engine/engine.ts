import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';

import { ExecutionLifecycleHooks, PackageDirectoryLoader, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	type IConnections,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type NodeExecutionHint,
} from 'n8n-workflow';

import { CredentialsInMemory } from './credentials';
import { nodeTypesOf } from './nodeTypes';

export interface EngineOptions {
	/** The folder with the package's package.json; its `dist` must be built. */
	packageDirectory: string;
	/** Credentials by ID. */
	credentials?: Readonly<Record<string, object>>;
	/** Node types beside the package's, by their full name. */
	nodeTypes?: Readonly<Record<string, INodeType>>;
}

/** What a test puts around the package's scripts when it starts them. */
export interface Surroundings {
	/** Take the place of globals of the same name, such as `Date`. */
	globals?: Readonly<Record<string, unknown>>;
	/** Take the place of modules that a script requires. */
	modules?: Readonly<Record<string, unknown>>;
	/** What runs in a script's place. */
	rewrite?: (script: string, path: string) => string;
}

/** What a workflow run came to. */
export interface EngineRun {
	run: IRun;
	/** The error that ended the run. */
	error: { name: string; message: string; description?: string | null } | undefined;
	/** The items that a node put out, on its first or another output. */
	output(nodeName: string, outputIndex?: number): INodeExecutionData[];
	hints(nodeName: string): NodeExecutionHint[];
}

type Script = (...parameters: unknown[]) => void;

/** n8n's own engine, in this process, with a package loaded the way n8n loads it. */
export class Engine {
	private readonly scripts = new WeakMap<Surroundings, Map<string, Script>>();

	private constructor(
		readonly loader: PackageDirectoryLoader,
		private readonly options: EngineOptions,
	) {}

	static async start(options: EngineOptions): Promise<Engine> {
		const loader = new PackageDirectoryLoader(options.packageDirectory);
		await loader.loadAll();
		return new Engine(loader, options);
	}

	/**
	 * The process ends and starts again: what the package's modules remembered is gone. A script is run anew rather than
	 * required anew, because whoever keeps the modules (Node, jest) keeps what they remember.
	 *
	 * @param surroundings the same object each time: each script is compiled once for it
	 */
	restart(surroundings: Surroundings = {}): void {
		for (const loaded of Object.values({ ...this.loader.nodeTypes, ...this.loader.credentialTypes })) {
			// Older versions of n8n give the whole path.
			const path = resolve(this.options.packageDirectory, loaded.sourcePath);
			const className = basename(path).replace(/\..*/, '');
			const Loaded = this.exportsOf(path, surroundings)[className];
			if (Loaded === undefined) throw new Error(`${path} exports no ${className}`);
			loaded.type = new Loaded() as never;
		}
	}

	private exportsOf(
		path: string,
		surroundings: Surroundings,
	): Record<string, (new () => object) | undefined> {
		const { globals = {}, modules = {} } = surroundings;
		const require = createRequire(path);
		const script = { exports: {} };
		this.compiled(path, surroundings)(
			script,
			script.exports,
			(name: string) => modules[name] ?? (require(name) as unknown),
			...Object.values(globals),
		);
		return script.exports;
	}

	private compiled(path: string, surroundings: Surroundings): Script {
		const scripts = this.scripts.get(surroundings) ?? new Map<string, Script>();
		this.scripts.set(surroundings, scripts);
		const { globals = {}, rewrite = (text: string) => text } = surroundings;
		const script =
			scripts.get(path) ??
			(new Function(
				'module',
				'exports',
				'require',
				...Object.keys(globals),
				rewrite(readFileSync(path, 'utf8'), path),
			) as Script);
		scripts.set(path, script);
		return script;
	}

	/** The same engine with one more node type. */
	withNodeType(name: string, nodeType: INodeType): Engine {
		return new Engine(this.loader, {
			...this.options,
			nodeTypes: { ...this.options.nodeTypes, [name]: nodeType },
		});
	}

	/** Starts a workflow at its first node; `cancel` stops it the way a user does. */
	start(nodes: INode[], connections: IConnections): { finished: Promise<EngineRun>; cancel: () => void } {
		const workflow = this.workflow(nodes, connections);
		const running = new WorkflowExecute(this.additionalData(nodes, connections), 'trigger').run({
			workflow,
			startNode: workflow.getNode(nodes[0]?.name ?? '') ?? undefined,
		});
		return { finished: running.then(toEngineRun), cancel: () => running.cancel() };
	}

	async run(nodes: INode[], connections: IConnections): Promise<EngineRun> {
		return await this.start(nodes, connections).finished;
	}

	get nodeTypes(): INodeTypes {
		return nodeTypesOf(this.loader, this.options.nodeTypes ?? {});
	}

	workflow(nodes: INode[], connections: IConnections): Workflow {
		// Parameters that aren't shown are dropped and defaults filled in here, as in n8n.
		return new Workflow({
			id: 'workflow',
			nodes,
			connections,
			active: false,
			nodeTypes: this.nodeTypes,
			settings: { executionOrder: 'v1' },
		});
	}

	additionalData(nodes: INode[] = [], connections: IConnections = {}): IWorkflowExecuteAdditionalData {
		const workflowData = {
			id: 'workflow',
			name: 'workflow',
			nodes,
			connections,
			active: false,
		} as unknown as IWorkflowBase;
		return {
			credentialsHelper: new CredentialsInMemory(this.loader, this.options.credentials ?? {}),
			hooks: new ExecutionLifecycleHooks('trigger', 'execution', workflowData),
			executionId: 'execution',
			currentNodeExecutionIndex: 0,
			variables: {},
			...ADDRESSES,
		} as unknown as IWorkflowExecuteAdditionalData;
	}
}

/** n8n puts these into expressions and insists that they are addresses; nothing calls them. */
const ADDRESSES = Object.fromEntries(
	[
		'restApiUrl',
		'instanceBaseUrl',
		'formBaseUrl',
		'formWaitingBaseUrl',
		'formTestBaseUrl',
		'webhookBaseUrl',
		'webhookWaitingBaseUrl',
		'webhookTestBaseUrl',
		'mcpBaseUrl',
		'mcpTestBaseUrl',
	].map((name) => [name, 'http://127.0.0.1:9/']),
);

function toEngineRun(run: IRun): EngineRun {
	const { runData, error } = run.data.resultData;
	return {
		run,
		error: error as EngineRun['error'],
		output: (nodeName, outputIndex = 0) => runData[nodeName]?.at(-1)?.data?.main?.[outputIndex] ?? [],
		hints: (nodeName) => runData[nodeName]?.at(-1)?.hints ?? [],
	};
}
