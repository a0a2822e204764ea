import type { Reply } from '../../gatepay/api/reply';
import type { Gateway } from '../../gatepay/api/gateway';
import type { GatePayRequest } from '../../gatepay/api/requests';

/** A gateway that remembers what it was asked, and how long it was waited for. */
export interface ScriptedGateway extends Gateway {
	asked: GatePayRequest[];
	waits: number[];
}

/** A gateway that gives these answers in turn, a text under HTTP 200; its clock moves only while it is waited for. */
export function gatewayThatSays(...replies: Array<string | Reply>): ScriptedGateway {
	const asked: GatePayRequest[] = [];
	const waits: number[] = [];
	return {
		asked,
		waits,
		call: async (request) => {
			asked.push(request);
			const reply = replies[asked.length - 1] ?? 'Nothing more was to be asked';
			return typeof reply === 'string' ? { kind: 'http', status: 200, text: reply } : reply;
		},
		wait: async (milliseconds) => void waits.push(milliseconds),
		now: () => waits.reduce((sum, wait) => sum + wait, 0),
		isCancelled: () => false,
	};
}
