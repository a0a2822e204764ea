import { ENDPOINT, type ApiVersion, type Call } from './endpoints';
import type { OrderIdentifier } from './order';

/** One request to GatePay, before it is addressed and signed. */
export interface GatePayRequest<C extends Call = Call> {
	call: C;
	method: 'GET' | 'POST';
	/** Not signed by GatePay's scheme. */
	query?: Record<string, string>;
	/** The exact text to send and to sign. */
	body?: string;
	/** Instead of the credential's account. */
	onBehalfOf?: string;
}

/** A request that changes nothing. */
export type Question = GatePayRequest<Exclude<Call, 'createRefundV1' | 'createRefundV2'>>;

/** Which refund to look up. */
export interface RefundName {
	version: ApiVersion;
	refundRequestId: string;
	/** Instead of the credential's account. */
	onBehalfOf?: string;
}

/** Asks for a refund by its refund request ID. */
export function queryRefund(version: ApiVersion, refundRequestId: string, onBehalfOf?: string): Question {
	return version === 'v1'
		? request('queryRefundV1', { body: JSON.stringify({ refundRequestId }) }, onBehalfOf)
		: request('queryRefundV2', { query: { refundRequestId } }, onBehalfOf);
}

/** Asks for an order. */
export function queryOrder(version: ApiVersion, order: OrderIdentifier, onBehalfOf?: string): Question {
	return version === 'v1'
		? request('queryOrderV1', { body: JSON.stringify(order) }, onBehalfOf)
		: request('queryOrderV2', { query: { ...order } }, onBehalfOf);
}

/** Asks for the chains that a refund in this currency can be paid on. */
export function refundChains(currency: string, onBehalfOf?: string): Question {
	return request('refundChains', { query: { currency } }, onBehalfOf);
}

/** A request with its call's method. */
export function request<C extends Call>(
	call: C,
	parts: Pick<GatePayRequest, 'query' | 'body'>,
	onBehalfOf: string | undefined,
): GatePayRequest<C> {
	return {
		call,
		method: ENDPOINT[call].method,
		...parts,
		...(onBehalfOf === undefined ? {} : { onBehalfOf }),
	};
}
