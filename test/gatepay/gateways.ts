import { readReply, type Reply } from '../../gatepay/api/answer';
import type { Gateway } from '../../gatepay/api/gateway';
import type { GatePayRequest } from '../../gatepay/api/calls';

/** A gateway that remembers what it was called with, and how long it was waited for. */
export interface ScriptedGateway extends Gateway {
	requests: GatePayRequest[];
	waits: number[];
}

/** A gateway that gives these answers in turn, a text under HTTP 200; its clock moves only while it is waited for. */
export function gatewayThatSays(...replies: Array<string | Reply>): ScriptedGateway {
	const requests: GatePayRequest[] = [];
	const waits: number[] = [];
	return {
		requests,
		waits,
		call: async (request) => {
			requests.push(request);
			const reply = replies[requests.length - 1] ?? 'Nothing more was to be called';
			return readReply(typeof reply === 'string' ? { kind: 'http', status: 200, text: reply } : reply);
		},
		wait: async (milliseconds) => void waits.push(milliseconds),
		now: () => waits.reduce((sum, wait) => sum + wait, 0),
		dateOf: (moment) => new Date(moment),
		isCancelled: () => false,
	};
}
