import type { Reply } from '../../../../gatepay/api/answer';
import type { LookUpFault, SendFault } from './faults';

/** One call or pause, as the run that made it saw it. */
export interface Step {
	run: number;
	/** The item's position in its run. */
	position: number;
	what: 'lookUp' | 'send' | 'wait';
	/** Of the refund that is looked up or sent; empty for a pause. */
	refundRequestId: string;
	from: number;
	/** Undefined where the process died meanwhile. */
	to?: number;
	/** Undefined for pauses, and where the process died meanwhile. */
	reply?: Reply;
	fault?: SendFault | LookUpFault;
}
