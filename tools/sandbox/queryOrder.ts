import type { ApiVersion } from '../../gatepay/api/calls';
import { Refusal } from './answers';
import type { Gateway } from './gateway';
import type { Order, OrderName } from './orders';

const LIFETIME = 60 * 60 * 1000;

/** Finds an order of this version, and returns the answer's data. */
export function queryOrder(
	gateway: Gateway,
	version: ApiVersion,
	{ prepayId, merchantTradeNo }: { prepayId?: string; merchantTradeNo?: string },
): unknown {
	const order = gateway.orders.find(version, exactlyOne(prepayId, merchantTradeNo));
	if (!order) throw new Refusal('400202');
	return order.nested ? { bizData: orderData(order) } : orderData(order);
}

function exactlyOne(prepayId = '', merchantTradeNo = ''): OrderName {
	if ((prepayId === '') === (merchantTradeNo === '')) {
		throw new Refusal('400001', 'exactly one of prepayId and merchantTradeNo is needed');
	}
	return prepayId ? { prepayId } : { merchantTradeNo };
}

function orderData(order: Order): unknown {
	const isPaid = order.status === 'PAID';
	return {
		prepayId: order.prepayId,
		merchantId: 10000,
		merchantTradeNo: order.merchantTradeNo,
		transactionId: isPaid ? `T-${order.prepayId}` : '',
		goodsName: 'Sandbox goods',
		currency: order.currency,
		orderAmount: order.orderAmount,
		status: order.status,
		createTime: order.createTime,
		expireTime: order.createTime + LIFETIME,
		transactTime: isPaid ? order.createTime : 0,
		order_name: '',
		pay_currency: isPaid ? order.payCurrency : '',
		pay_amount: isPaid ? order.payAmount : '',
		channelId: '',
	};
}
