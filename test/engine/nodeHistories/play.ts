import { AsyncLocalStorage } from 'node:async_hooks';

import { OutboundHttp } from '@n8n/backend-network';
import { Container } from '@n8n/di';
import type { IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';

import { HEADER } from '../../../gatepay/api/signature';
import { Engine, refundWorkflow, type EngineRun, type Surroundings } from '../../../tools/engine';
import type { Refund } from '../../../tools/sandbox/refunds';
import { startSandbox, type Sandbox } from '../../../tools/sandbox';
import { callAt } from '../../../tools/sandbox/exchange';
import { Clock, globalsOf } from './clock';
import { CODES, type Execution, type History } from './history';
import { HOOK, instrument } from './instrument';
import { isCreate, Network, type HttpOptions } from './network';

/** A refund request that left the node. */
export interface Send {
	refundRequestId: string;
	/** Payer and refund request ID: what the node remembers a refund by. */
	key: string;
	nonce: string;
	at: number;
	/** Which life of the process sent it. */
	life: number;
	/** Whether a connection was made. */
	hasLeft: boolean;
}

/** One call of the node's `execute`; Retry On Fail makes several. */
export interface Try {
	sends: Send[];
	returned?: INodeExecutionData[];
	thrown?: unknown;
	hasThrown: boolean;
	/** n8n doesn't wait for a node that somebody stopped. */
	end: Promise<unknown>;
}

/** One execution of the workflow, and what came of it. */
export interface Played {
	execution: Execution;
	/** The part that threw. */
	threw?: string;
	tries: Try[];
	/** undefined where somebody stopped it. */
	run?: EngineRun;
	isCancelled: boolean;
}

/** A whole history, played. */
export interface PlayedHistory {
	history: History;
	executions: Played[];
	sends: Send[];
	/** Each refund that GatePay made, with the send that it goes back to. */
	payments: Array<{ refund: Refund; send: Send | undefined }>;
	secrets: string[];
}

/** What is known where the node's code runs. */
interface Current {
	played: Played;
	calls: number;
	attempt?: Try;
}

/** n8n's engine, a GatePay and a clock for all histories. */
export class World {
	private readonly clock = new Clock();
	private readonly current = new AsyncLocalStorage<Current>();
	private life = 0;
	private sends: Send[] = [];
	private madeBy = new Map<Refund, string>();
	private arriving = '';
	private isReal = false;
	private rejectAfter: number | undefined;
	private network!: Network;
	private sandbox!: Sandbox;
	private engine!: Engine;
	private surroundings!: Surroundings;
	/** The parts of the node that can be made to throw. */
	places: string[] = [];

	/** Those that a run has come to: what only the form uses is none of them. */
	readonly entered = new Set<number>();

	static async start(): Promise<World> {
		const world = new World();
		await world.open();
		return world;
	}

	async play(history: History): Promise<PlayedHistory> {
		this.begin(history);
		const executions: Played[] = [];
		for (const { gap, isRestarted, executions: together } of history.steps) {
			await this.clock.pass(gap);
			if (isRestarted) this.restart();
			executions.push(...(await this.clock.until(Promise.all(together.map((each) => this.run(each))))));
		}
		// Whatever is still to be made, is made now.
		await this.clock.pass(700_000);
		const payments = this.sandbox.refunds.all.map((refund) => ({
			refund,
			send: this.sends.find(({ nonce }) => nonce === this.madeBy.get(refund)),
		}));
		return { history, executions, sends: this.sends, payments, secrets: this.secrets() };
	}

	async close(): Promise<void> {
		await this.sandbox.close();
	}

	private async open(): Promise<void> {
		const { clock } = this;
		this.sandbox = await startSandbox({
			now: () => clock.date,
			wait: async (milliseconds) => {
				// A request that the sandbox keeps waiting waits for the clock, not for the network.
				clock.busy -= 1;
				await clock.sleep(milliseconds);
				clock.busy += 1;
			},
		});
		this.watchRefunds(this.sandbox);
		const { institutionCredential, merchantCredential } = this.sandbox;
		this.engine = await Engine.start({
			packageDirectory: process.cwd(),
			credentials: {
				gatepay: institutionCredential,
				merchant: merchantCredential,
				wrongSecret: { ...institutionCredential, secret: 'fake-and-wrong-secret' },
				unusable: { ...institutionCredential, clientId: ' ' },
				accountless: { ...institutionCredential, onBehalfOf: '' },
			},
		});
		this.network = new Network(this.sandbox, clock);
		this.network.onSend = (call, options, hasLeft) => isCreate(call) && this.noteSend(options, hasLeft);
		const http = Container.get(OutboundHttp);
		const overTheWire = http.requests();
		jest.spyOn(http, 'requests').mockReturnValue({
			...overTheWire,
			request: (async (options: HttpOptions) => {
				if (!this.isReal) return await this.network.request(options);
				const call = callAt(new URL(options.url).pathname);
				if (isCreate(call)) this.noteSend(options, true);
				clock.busy += 1;
				return await overTheWire.request(options as never).finally(() => (clock.busy -= 1));
			}) as never,
		});
		this.surroundings = {
			globals: { ...globalsOf(clock), [HOOK]: (place: number) => this.mayThrow(place) },
			modules: {
				'n8n-workflow': {
					...jest.requireActual<object>('n8n-workflow'),
					sleep: (milliseconds: number) => clock.sleep(milliseconds),
				},
			},
			rewrite: (script, path) => {
				if (!path.endsWith('GatePayRefund.node.js')) return script;
				const instrumented = instrument(script);
				this.places = instrumented.places;
				return instrumented.script;
			},
		};
		this.restart();
	}

	/** Which request a refund goes back to: its nonce is noted last before it is carried out. */
	private watchRefunds(sandbox: Sandbox): void {
		const { nonces, refunds } = sandbox;
		const add = nonces.add.bind(nonces);
		nonces.add = (nonce) => add((this.arriving = nonce));
		const makeLate = refunds.makeLate.bind(refunds);
		refunds.makeLate = (refundRequestId, when, make) => {
			const nonce = this.arriving;
			makeLate(refundRequestId, when, () => {
				// In the middle of another request, which looks at the refunds.
				const other = this.arriving;
				this.arriving = nonce;
				make();
				this.arriving = other;
			});
			// The sandbox makes it when somebody looks, and counts its age from then.
			if ('delay' in when) this.clock.after(when.delay, () => refunds.makeDue());
		};
		const { onChange } = sandbox;
		sandbox.onChange = (refund) => {
			onChange(refund);
			if (this.madeBy.has(refund)) return;
			this.madeBy.set(refund, this.arriving);
			if (this.rejectAfter !== undefined)
				this.clock.after(this.rejectAfter, () => sandbox.refunds.reject(refund));
		};
	}

	private begin(history: History): void {
		const { sandbox, network } = this;
		this.clock.forgetWaiting();
		this.clock.busy = 0;
		sandbox.reset();
		this.restart();
		this.sends = [];
		this.madeBy = new Map();
		this.isReal = history.isReal;
		this.rejectAfter = history.rejectAfter;
		sandbox.repeatedIds = history.repeatedIds;
		sandbox.finishAfter = history.finishAfter;
		if (history.lag > 0) sandbox.faults.add({ on: 'query', kind: 'queryLags', delay: history.lag });
		for (const fault of history.faults) sandbox.faults.add(fault);
		network.troubles = [...history.troubles];
		network.latencies = history.latencies;
	}

	private restart(): void {
		this.life += 1;
		this.engine.restart(this.surroundings);
		const { type } = this.engine.loader.nodeTypes.gatePayRefund as { type: { execute?: unknown } };
		const execute = type.execute as (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;
		const { current } = this;
		type.execute = async function (this: IExecuteFunctions) {
			const now = current.getStore();
			if (!now) throw new Error('Nobody runs this');
			const attempt: Try = { sends: [], hasThrown: false, end: Promise.resolve() };
			now.played.tries.push(attempt);
			now.attempt = attempt;
			const work = execute.call(this);
			attempt.end = work.then(
				// n8n changes what it is given.
				([returned = []]) => (attempt.returned = structuredClone(returned)),
				(thrown: unknown) => Object.assign(attempt, { thrown, hasThrown: true }),
			);
			await attempt.end;
			return await work;
		};
	}

	private async run(execution: Execution): Promise<Played> {
		const played: Played = { execution, tries: [], isCancelled: false };
		const { clock } = this;
		return await this.current.run({ played, calls: 0 }, async () => {
			const [nodes, connections] = refundWorkflow(structuredClone(execution.items), {
				parameters: structuredClone(execution.parameters),
				credential: execution.credential,
				settings: execution.settings,
			});
			const after = ['Done', 'NotDone'].map((name): INode => ({
				id: name,
				name,
				type: 'n8n-nodes-test.after',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			}));
			let takeBack = () => {};
			try {
				const { finished, cancel } = this.engine
					.withNodeType('n8n-nodes-test.after', AFTER)
					.start([...nodes, ...after], {
						...connections,
						Refund: { main: after.map(({ name }) => [{ node: name, type: 'main', index: 0 }]) },
					});
				if (execution.cancelAfter !== undefined) {
					takeBack = clock.after(execution.cancelAfter, () => {
						played.isCancelled = true;
						cancel();
					});
				}
				played.run = await finished;
			} catch (thrown) {
				// n8n refuses to start where the form lacks what is required.
				if (!played.isCancelled && (thrown as Error).name !== 'WorkflowHasIssuesError') throw thrown;
			}
			takeBack();
			await Promise.all(played.tries.map(({ end }) => end));
			return played;
		});
	}

	private mayThrow(place: number): void {
		const now = this.current.getStore();
		if (now?.attempt !== undefined) this.entered.add(place);
		const fault = now?.played.execution.fault;
		if (now === undefined || fault === undefined || fault.place !== place || now.attempt === undefined)
			return;
		const name = this.places[place] ?? '';
		// Nothing in the node is above its first line.
		if (name.startsWith('.execute ')) return;
		now.calls += 1;
		if (fault.isLasting ? now.calls < fault.nth : now.calls !== fault.nth) return;
		now.played.threw = name;
		// What a fault of Node's says may repeat what it was about.
		throw new TypeError([name, ...Object.values(CODES), ...this.secrets()].join(' '));
	}

	private noteSend({ headers = {}, body = '{}' }: HttpOptions, hasLeft: boolean): void {
		const now = this.current.getStore();
		const { refundRequestId } = JSON.parse(body) as { refundRequestId: string };
		const send: Send = {
			refundRequestId,
			key: [headers[HEADER.onBehalfOf] ?? headers[HEADER.clientId], refundRequestId].join(' '),
			nonce: headers[HEADER.nonce] ?? '',
			at: this.clock.now,
			life: this.life,
			hasLeft,
		};
		this.sends.push(send);
		now?.attempt?.sends.push(send);
	}

	private secrets(): string[] {
		const { institution, merchant } = this.sandbox.applications;
		return [institution.secret, merchant.secret, 'fake-and-wrong-secret'];
	}
}

const AFTER = {
	description: {
		displayName: 'After',
		name: 'after',
		group: ['transform' as const],
		version: 1,
		description: 'What comes after',
		defaults: { name: 'After' },
		inputs: ['main' as const],
		outputs: ['main' as const],
		properties: [],
	},
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	},
};
