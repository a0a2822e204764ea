import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { Engine, refundWorkflow, type EngineRun } from '../../../tools/engine';
import { startSandbox, type RecordedRequest, type Sandbox } from '../../../tools/sandbox';
import { byPrepayId } from '../../../tools/engine/refundWorkflow';

/** n8n's engine with this package, and a GatePay to talk to over real HTTP. */
export interface World {
	sandbox: Sandbox;
	engine: Engine;
	/** Runs a refund node over these items. */
	refund(
		items: IDataObject[],
		parameters: INodeParameters,
		settings?: Partial<INode>,
		credential?: string,
	): Promise<EngineRun>;
	/** The requests that would move money. */
	creates(): RecordedRequest[];
	/** A fresh GatePay, and an n8n that remembers nothing of the one before. */
	reset(): void;
	close(): Promise<void>;
}

/** Starts a world; `beforeEach(() => world.reset())` makes it a new one for each test. */
export async function startWorld(): Promise<World> {
	// Called by name each time, so that the sandbox's clock is the one that a test moves.
	const sandbox = await startSandbox({ now: () => Date.now() });
	const engine = await Engine.start({
		packageDirectory: process.cwd(),
		credentials: {
			gatepay: sandbox.institutionCredential,
			merchant: sandbox.merchantCredential,
			wrongSecret: { ...sandbox.institutionCredential, secret: 'fake-and-wrong-secret' },
		},
	});
	return {
		sandbox,
		engine,
		refund: (items, parameters, settings, credential) =>
			engine.run(
				...refundWorkflow(items, {
					parameters,
					...(settings && { settings }),
					...(credential && { credential }),
				}),
			),
		creates: () => sandbox.requests.filter(({ call }) => call?.startsWith('createRefund')),
		reset() {
			sandbox.reset();
			engine.restart();
		},
		close: () => sandbox.close(),
	};
}

/** A V2 refund to the original route, filled in as a person would. */
export const CHECKOUT: INodeParameters = {
	resource: 'refundV2',
	operation: 'create',
	order: byPrepayId('={{ $json.prepayId }}'),
	refundAmount: '={{ $json.amount }}',
	refundReference: '={{ $json.ticket }}',
	refundReason: 'Goods returned',
};

/** A V1 refund, filled in as a person would. */
export const PAYMENT: INodeParameters = {
	resource: 'refundV1',
	operation: 'create',
	order: byPrepayId('={{ $json.prepayId }}'),
	refundAmount: '={{ $json.amount }}',
	refundReference: '={{ $json.ticket }}',
};

/** Items leave by the first output, whatever happened. */
export const CONTINUE: Partial<INode> = { onError: 'continueRegularOutput' };

/** The messages of the items that say what went wrong. */
export function messages(run: EngineRun): unknown[] {
	return run.output('Refund').map(({ json }) => json.error);
}

/** The outcomes of the items, in their order; undefined for one without a refund. */
export function outcomes(run: EngineRun): unknown[] {
	return run.output('Refund').map(({ json }) => json.outcome);
}
