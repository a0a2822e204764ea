import type { Credential } from '../../sandbox';
import type { Ticket } from '../tickets';

/** How a contender is set; those that know no such setting leave it alone. */
export interface Settings {
	/** Refunds in flight at the same time. */
	concurrency?: number;
	/** Whether GatePay is asked for a refund before it is sent. */
	checkExisting?: boolean;
}

/** What a contender works with. */
export interface Surroundings {
	credential: Credential;
	settings: Settings;
	/** The folder of n8n's own nodes, `n8n-nodes-base`, where it is installed. */
	builtInNodes?: string;
}

/** Makes one refund for each ticket, and returns what came out: one entry for each. */
export type MakeRefunds = (tickets: Ticket[]) => Promise<object[]>;

/** One way to make refunds, ready to run once `start` is done. */
export type Contender = (surroundings: Surroundings) => Promise<MakeRefunds>;
