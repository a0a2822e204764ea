import { canonicalDecimal } from '../values/decimal';
import { unixMillisecondsOf } from '../values/moment';
import { asText, isRecord } from './answer';
import { queryOrder, type ApiVersion, type OrderIdentifier } from './calls';
import { lookUp, type Found, type LookUpGateway, type NotShown } from './gateway';

/** What a refund needs to know of an order; empty texts where GatePay doesn't say. */
export interface Order {
	prepayId: string;
	merchantTradeNo: string;
	/** A decimal string; GatePay may write 8 decimals. */
	orderAmount: string;
	currency: string;
	/** `PENDING`, `PAID`, `EXPIRED` and others that GatePay doesn't publish. */
	status: string;
	/** When it was made, in Unix milliseconds; undefined where GatePay doesn't say. */
	createTime?: number;
	/** GatePay's own fields, unchanged. */
	fields: Readonly<Record<string, unknown>>;
}

/** Looks up an order. */
export async function lookUpOrder(
	version: ApiVersion,
	identifier: OrderIdentifier,
	gateway: LookUpGateway,
): Promise<Found<Order> | NotShown> {
	return await lookUp(queryOrder(version, identifier), gateway, (data) => readOrder(data, identifier));
}

/** Whether an order that GatePay doesn't have in this version is there in the other one. */
export async function isInOtherVersion(
	version: ApiVersion,
	identifier: OrderIdentifier,
	gateway: LookUpGateway,
): Promise<boolean> {
	return (await lookUpOrder(version === 'v1' ? 'v2' : 'v1', identifier, gateway)).kind === 'found';
}

/**
 * Reads the data of an order query; V2 may nest it as `data.bizData`.
 *
 * @returns undefined unless it is the order that was looked up
 */
export function readOrder(data: unknown, asked: OrderIdentifier): Order | undefined {
	const fields = isRecord(data) && isRecord(data.bizData) ? data.bizData : data;
	if (!isRecord(fields)) return undefined;
	const order: Order = {
		prepayId: asText(fields.prepayId),
		merchantTradeNo: asText(fields.merchantTradeNo),
		orderAmount: asText(fields.orderAmount),
		currency: asText(fields.currency),
		status: asText(fields.status),
		fields,
	};
	const createTime = unixMillisecondsOf(fields.createTime);
	if (createTime !== undefined) order.createTime = createTime;
	const isTheOne =
		'prepayId' in asked
			? order.prepayId === asked.prepayId
			: order.prepayId !== '' && order.merchantTradeNo === asked.merchantTradeNo;
	return isTheOne ? order : undefined;
}

/**
 * The whole amount of an order as a refund can send it: without the zeros that GatePay pads amounts with.
 *
 * @returns undefined where GatePay gives no amount, or one with more than the 6 decimals that a refund may have
 */
export function wholeAmountOf(order: Order): string | undefined {
	const amount = canonicalDecimal(order.orderAmount);
	return amount !== undefined && /^\d+(?:\.\d{1,6})?$/.test(amount) && amount !== '0' ? amount : undefined;
}

/** Whether a currency, in any case, is the one that the order was made in. */
export function isCurrencyOf(order: Order | undefined, currency: unknown): boolean {
	return typeof currency === 'string' && order?.currency.toLowerCase() === currency.toLowerCase();
}
