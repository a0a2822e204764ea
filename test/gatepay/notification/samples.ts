import { signedNotification, type SignatureParts } from '../../../tools/sandbox';

/** Nobody's. */
export const ACCOUNT = {
	accountType: 'merchant',
	clientId: 'a-client',
	secret: 'a-fake-secret-for-tests',
	baseUrl: 'https://openplatform.gateapi.io',
} as const;

export const NOW = 1_790_000_000_000;

/** What arrives when GatePay sends this text: the bytes, and the header names as Node.js gives them. */
export function request(
	text: string,
	parts: SignatureParts = {},
	signer: { clientId: string; secret: string } = ACCOUNT,
): { headers: Record<string, unknown>; body: Buffer } {
	const { headers, body } = signedNotification(signer, text, { timestamp: NOW, nonce: 'n0nce', ...parts });
	const received = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
	return { headers: Object.fromEntries(received) as Record<string, unknown>, body: Buffer.from(body) };
}

/** A notification as on GatePay's current pages, with a key for whatever a test changes. */
export function notification(
	changes: Record<string, unknown> = {},
	data: Record<string, unknown> = DATA,
): string {
	return JSON.stringify({
		bizType: 'PAY_REFUND',
		bizId: '35214673103159414',
		bizStatus: 'REFUND_SUCCESS',
		clientId: ACCOUNT.clientId,
		data: JSON.stringify(data),
		...changes,
	});
}

export const DATA = {
	merchantTradeNo: 'TRADE-1',
	currency: 'USDT',
	orderAmount: '99',
	transactionId: 'T-1',
	createTime: 1_789_999_999_000,
	channelId: '',
	refundInfo: {
		refundRequestId: 'r-1',
		prepayId: '35214673103159414',
		orderAmount: '10',
		refundAmount: '1',
		refundPayCurrency: 'USDT',
		refundPayAmount: '1',
	},
};
