import { startSandbox, type PlannedFault, type RecordedRequest, type Sandbox } from '../../../tools/sandbox';

/** Which requests are meant. */
export type Fits = (request: RecordedRequest) => boolean;

/** Requests that have come to GatePay and that it hasn't read. */
export interface Held {
	/** When the first of them has come. */
	arrived: Promise<void>;
	/** Lets them, and all that follow, in. GatePay acts on them even where whoever sent them is gone. */
	letIn(): void;
}

/** The sandbox waits so long before each request. It waits for the gate, not for a clock. */
const AT_THE_GATE = 1;

/** The same before an answer that is never to arrive. */
const NEVER = 2;

/** What makes GatePay do what it was asked, and keep its answer to itself. */
export const ANSWER_HELD = { kind: 'delay', delay: NEVER } as const satisfies Partial<PlannedFault>;

/** A GatePay whose requests can be held on the wire, for as long as a test likes. */
export class Gate {
	private readonly holds = new Set<{ fits: Fits; isOpen: Promise<void>; arrive: () => void }>();

	sandbox!: Sandbox;

	/** Use `Gate.start`. */
	private constructor() {}

	static async start(): Promise<Gate> {
		const gate = new Gate();
		gate.sandbox = await startSandbox({
			latency: AT_THE_GATE,
			wait: (milliseconds) => gate.wait(milliseconds),
			// The worst that GatePay could do: a refund that is sent again is a second payment, and in the ledger.
			repeatedIds: 'payAgain',
			// A request that was held may be read minutes after it was signed.
			timestampTolerance: 60 * 60 * 1000,
		});
		return gate;
	}

	/** From now on, holds the requests that fit. */
	hold(fits: Fits): Held {
		let open = () => {};
		let arrive = () => {};
		const isOpen = new Promise<void>((resolve) => (open = resolve));
		const arrived = new Promise<void>((resolve) => (arrive = resolve));
		const hold = { fits, isOpen, arrive };
		this.holds.add(hold);
		return {
			arrived,
			letIn: () => {
				this.holds.delete(hold);
				open();
			},
		};
	}

	private async wait(milliseconds: number): Promise<void> {
		if (milliseconds === NEVER) return await new Promise(() => {});
		// The sandbox has written the request down right before it began to wait.
		const request = this.sandbox.requests.at(-1);
		const held = [...this.holds].find(({ fits }) => request && fits(request));
		held?.arrive();
		await held?.isOpen;
	}
}
