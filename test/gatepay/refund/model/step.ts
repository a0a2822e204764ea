import type { Reply } from '../../../../gatepay/api/answer';
import type { AskFault, SendFault } from './faults';

/** One call or pause, as the run that made it saw it. */
export interface Step {
	run: number;
	/** The item's position in its run. */
	position: number;
	what: 'ask' | 'send' | 'wait';
	/** Of the refund that is asked for or sent; empty for a pause. */
	refundRequestId: string;
	from: number;
	/** Undefined where the process died meanwhile. */
	to?: number;
	/** Undefined for pauses, and where the process died meanwhile. */
	reply?: Reply;
	fault?: SendFault | AskFault;
}
