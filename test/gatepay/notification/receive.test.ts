import { sign } from '../../../gatepay/api/signature';
import { receiveNotification } from '../../../gatepay/notification/receive';
import { ACCOUNT, DATA, notification, NOW, request } from './samples';

const receive = (text: string) => receiveNotification(request(text), ACCOUNT, NOW);

/** The fields of what must have been read as one of the known kinds. */
function fieldsOf(text: string): Record<string, unknown> {
	const received = receive(text);
	if (received.kind !== 'known') throw new Error(`It was ${received.kind}`);
	return received.fields;
}

describe('a notification about a refund', () => {
	it("becomes the fields of the refund, then those of the order, with the refund's own order amount", () => {
		const received = receive(notification());
		expect(received).toEqual({
			kind: 'known',
			event: 'REFUND_SUCCESS',
			eventKey: 'r-1:REFUND_SUCCESS',
			fields: {
				eventKey: 'r-1:REFUND_SUCCESS',
				bizType: 'PAY_REFUND',
				bizStatus: 'REFUND_SUCCESS',
				refundStatus: 'succeeded',
				refundRequestId: 'r-1',
				prepayId: '35214673103159414',
				orderAmount: '10',
				refundAmount: '1',
				refundPayCurrency: 'USDT',
				refundPayAmount: '1',
				merchantTradeNo: 'TRADE-1',
				currency: 'USDT',
				transactionId: 'T-1',
				createTime: 1_789_999_999_000,
				channelId: '',
			},
		});
		expect(received.kind === 'known' && Object.keys(received.fields).slice(0, 6)).toEqual([
			'refundStatus',
			'refundAmount',
			'currency',
			'merchantTradeNo',
			'prepayId',
			'refundRequestId',
		]);
	});

	it.each([
		['REFUND_SUCCESS', 'succeeded'],
		['REFUND_REJECTED', 'failed'],
		['REFUND_PROCESS', 'pending'],
	])('%s is the refund status %s', (bizStatus, refundStatus) => {
		expect(receive(notification({ bizStatus }))).toMatchObject({
			kind: 'known',
			event: bizStatus,
			eventKey: `r-1:${bizStatus}`,
			fields: { bizStatus, refundStatus },
		});
	});

	it.each([
		['data as an object', { data: DATA }],
		['client_id rather than clientId', { clientId: undefined, client_id: ACCOUNT.clientId }],
		['both spellings of the client ID', { client_id: ACCOUNT.clientId }],
		['no client ID', { clientId: undefined }],
		['a client ID without a value', { clientId: null, client_id: '' }],
		['refundInfo as JSON in a string', { data: { ...DATA, refundInfo: JSON.stringify(DATA.refundInfo) } }],
	])('is read the same with %s, as in older samples', (_, changes) => {
		expect(fieldsOf(notification(changes))).toEqual(fieldsOf(notification()));
	});

	it('is read with a bare integer beyond 2^53 as its bizId, without losing a digit anywhere', () => {
		const text = `{"bizType":"PAY_REFUND","bizId":1991045981847818241,"bizStatus":"REFUND_SUCCESS","clientId":"a-client","data":{"orderAmount":0.01200000,"transactionId":1991045981847818243,"refundInfo":{"refundRequestId":1991045981847818245,"prepayId":35214673103159413,"refundAmount":1.10,"refundPayAmount":"0.10"}}}`;
		for (const form of [
			text,
			text.replace(/"data":(\{.*\})\}$/, (_, data: string) => `"data":${JSON.stringify(data)}}`),
		]) {
			expect(fieldsOf(form)).toEqual({
				eventKey: '1991045981847818245:REFUND_SUCCESS',
				bizType: 'PAY_REFUND',
				bizStatus: 'REFUND_SUCCESS',
				refundStatus: 'succeeded',
				refundRequestId: '1991045981847818245',
				prepayId: '35214673103159413',
				refundAmount: '1.10',
				refundPayAmount: '0.10',
				orderAmount: '0.01200000',
				transactionId: '1991045981847818243',
			});
		}
	});

	it('has its refund request ID as text, as the node that made the refund has it', () => {
		const data = { refundInfo: { refundRequestId: 156123911 } };
		expect(fieldsOf(notification({ data })).refundRequestId).toBe('156123911');
	});

	it('can have no field that changes what this package says of it', () => {
		const said = {
			eventKey: 'x',
			bizType: 'x',
			bizStatus: 'x',
			refundStatus: 'x',
			refundRequestId: 'x',
			error: 'x',
		};
		const fields = fieldsOf(notification({}, { ...said, refundInfo: { ...said, ...DATA.refundInfo }, x: 1 }));
		expect(fields).toMatchObject({
			eventKey: 'r-1:REFUND_SUCCESS',
			bizType: 'PAY_REFUND',
			bizStatus: 'REFUND_SUCCESS',
			refundStatus: 'succeeded',
			refundRequestId: 'r-1',
			x: 1,
		});
		expect(fields).not.toHaveProperty('error');
	});

	it('can change no prototype', () => {
		const data =
			'{"__proto__":{"a":1},"refundInfo":{"refundRequestId":"r-1","__proto__":{"b":1},"constructor":"c"}}';
		for (const form of [data, JSON.stringify(data)]) {
			const fields = fieldsOf(
				`{"__proto__":{"bizStatus":"x"},"bizType":"PAY_REFUND","bizStatus":"REFUND_SUCCESS","data":${form}}`,
			);
			expect(Object.keys(fields).sort()).toEqual([
				'bizStatus',
				'bizType',
				'constructor',
				'eventKey',
				'refundRequestId',
				'refundStatus',
			]);
			expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
		}
		expect({}).not.toHaveProperty('a');
	});

	it('never shows the secret, should GatePay repeat it', () => {
		const { secret } = ACCOUNT;
		const data = { refundInfo: { refundRequestId: 'r-1', [secret]: secret, memo: `is ${secret}` } };
		expect(JSON.stringify(receive(notification({ data })))).not.toContain(secret);
	});
});

describe('a notification about a payment that fits no order', () => {
	/** As in GatePay's sample. */
	const PAYMENT = {
		exceptionId: '123',
		orderType: 'acquiring_type',
		errorType: 'address_risk_address',
		originalOrderId: '355450733498011648',
		expectedAmount: '10.0',
		expectedChainCurrency: [{ chain: 'TRX', currencies: ['USDT'] }],
		actualAmount: '1.0',
		actualCurrency: 'USDT',
		actualChain: 'TRX',
		customerName: '',
		toAddress: 'TExample',
		fromAddress: 'TFrom',
		hash: '0xabc',
		updateTime: 1_740_000_000_000,
	};
	const unresolved = (data: unknown, changes: object = {}) =>
		JSON.stringify({
			bizType: 'PAY_UNRESOLVED',
			bizId: '100916',
			bizStatus: 'UNRESOLVED_PENDING',
			data,
			...changes,
		});

	it.each([
		['an object', PAYMENT],
		['JSON in a string', JSON.stringify(PAYMENT)],
	])('becomes the fields of its data, which is %s', (_, data) => {
		const received = receive(unresolved(data));
		expect(received).toEqual({
			kind: 'known',
			event: 'PAY_UNRESOLVED',
			eventKey: '123:UNRESOLVED_PENDING',
			fields: {
				eventKey: '123:UNRESOLVED_PENDING',
				bizType: 'PAY_UNRESOLVED',
				bizStatus: 'UNRESOLVED_PENDING',
				...PAYMENT,
			},
		});
		expect(received.kind === 'known' && Object.keys(received.fields).slice(0, 4)).toEqual([
			'eventKey',
			'bizType',
			'bizStatus',
			'exceptionId',
		]);
	});

	it('keeps every digit of numbers that come bare', () => {
		const data =
			'{"exceptionId":1991045981847818241,"actualAmount":1.10,"originalOrderId":355450733498011649}';
		for (const form of [data, JSON.stringify(data)]) {
			expect(
				fieldsOf(`{"bizType":"PAY_UNRESOLVED","bizStatus":"UNRESOLVED_PENDING","data":${form}}`),
			).toMatchObject({
				eventKey: '1991045981847818241:UNRESOLVED_PENDING',
				exceptionId: '1991045981847818241',
				actualAmount: '1.10',
				originalOrderId: '355450733498011649',
			});
		}
	});

	it.each(['UNRESOLVED_DONE', 'toString', ''])('is read with any status, such as %j', (bizStatus) => {
		expect(receive(unresolved(PAYMENT, { bizStatus }))).toMatchObject({
			kind: 'known',
			event: 'PAY_UNRESOLVED',
			eventKey: `123:${bizStatus}`,
		});
	});

	it('has no field named error, none that changes what this package says of it, and not the secret', () => {
		const fields = fieldsOf(
			unresolved({
				...PAYMENT,
				error: 'x',
				$error: 'x',
				eventKey: 'x',
				bizType: 'x',
				customerName: `is ${ACCOUNT.secret}`,
			}),
		);
		expect(fields).toMatchObject({ eventKey: '123:UNRESOLVED_PENDING', bizType: 'PAY_UNRESOLVED' });
		expect(fields).not.toHaveProperty('error');
		expect(fields).not.toHaveProperty('$error');
		expect(JSON.stringify(fields)).not.toContain(ACCOUNT.secret);
	});

	it.each([
		['that does not say which payment', unresolved({ ...PAYMENT, exceptionId: '' })],
		['without data', unresolved(undefined)],
		['with data that is a list', unresolved([PAYMENT])],
	])('%s is of the kind OTHER', (_, text) => {
		expect(receive(text)).toMatchObject({
			kind: 'other',
			fields: { bizType: 'PAY_UNRESOLVED', rawBody: text },
		});
	});
});

describe('a body that does not say what kind of notification it is', () => {
	// The credential signs such a body for whoever may use it.
	it.each([
		['that is too deep itself', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
		['that is no JSON', 'bizType=PAY_REFUND'],
		['that breaks off', notification().slice(0, -1)],
		['that is a space', ' '],
		['that is a list', `[${notification()}]`],
		['that is a text', '"REFUND_SUCCESS"'],
		['that is null', 'null'],
		['that is longer than any of GatePay’s', notification({ x: 'x'.repeat(1_000_000) })],
		['that is an object without a kind', '{"refundRequestId":"r-1"}'],
		['whose kind is empty', '{"bizType":""}'],
		['whose kind is an object', '{"bizType":{}}'],
	])('%s is refused, whoever signed it', (_, text) => {
		expect(receive(text)).toEqual({ kind: 'refused', because: 'it does not say what kind it is' });
	});
});

describe('any other notification', () => {
	const other = (text: string) => {
		const received = receive(text);
		if (received.kind !== 'other') throw new Error(`It was ${received.kind}`);
		return received.fields;
	};

	it('is handed on as it came, with what is needed to verify it once more', () => {
		const text = `{ "bizType": "PAY", "bizStatus": "PAY_SUCCESS", "bizId": 1991045981847818241 }\n`;
		const { headers, ...fields } = other(text);
		expect(fields).toEqual({ bizType: 'PAY', bizStatus: 'PAY_SUCCESS', rawBody: text });
		const { headers: sent } = request(text);
		expect(headers).toEqual({
			'X-GatePay-Certificate-ClientId': 'a-client',
			'X-GatePay-Timestamp': String(NOW),
			'X-GatePay-Nonce': 'n0nce',
			'X-GatePay-Signature': sent['x-gatepay-signature'],
		});
	});

	it('is handed on byte for byte, with all that looks like a secret or a signature', () => {
		const text = JSON.stringify({
			bizType: 'PAY',
			secret: ACCOUNT.secret,
			hash: 'ab'.repeat(64),
			x: '\ufeff\u0000',
		});
		expect(other(text).rawBody).toBe(text);
	});

	it('is handed on in base64 where its bytes are no text', () => {
		const bytes = Buffer.from('{"bizType":"PAY","memo":"caf\xe9"}', 'latin1');
		const { headers } = request('');
		const [timestamp, nonce] = [String(NOW), String(headers['x-gatepay-nonce'])];
		const signed = { ...headers, 'x-gatepay-signature': sign(ACCOUNT.secret, timestamp, nonce, bytes) };
		const received = receiveNotification({ headers: signed, body: bytes }, ACCOUNT, NOW);
		expect(received).toMatchObject({
			kind: 'other',
			fields: { bizType: 'PAY', rawBody: bytes.toString('base64'), rawBodyEncoding: 'base64' },
		});
	});

	// prettier-ignore
	it.each([
		['about a payment', notification({ bizType: 'PAY' }), 'PAY', 'REFUND_SUCCESS'],
		['in other letters', notification({ bizType: 'pay_refund' }), 'pay_refund', 'REFUND_SUCCESS'],
		['with a status that is not known', notification({ bizStatus: 'REFUND_NEW' }), 'PAY_REFUND', 'REFUND_NEW'],
		['with a status for requests', notification({ bizStatus: 'SUCCESS' }), 'PAY_REFUND', 'SUCCESS'],
		['with a status that is a name of JavaScript’s', notification({ bizStatus: 'toString' }), 'PAY_REFUND', 'toString'],
		['without a status', notification({ bizStatus: undefined }), 'PAY_REFUND', ''],
		['with a status that is no text', notification({ bizStatus: ['REFUND_SUCCESS'] }), 'PAY_REFUND', ''],
		['without data', notification({ data: undefined }), 'PAY_REFUND', 'REFUND_SUCCESS'],
		['with data that is no JSON', notification({ data: '{' }), 'PAY_REFUND', 'REFUND_SUCCESS'],
		['with data that is a list', notification({ data: [DATA] }), 'PAY_REFUND', 'REFUND_SUCCESS'],
		['without refundInfo', notification({ data: { merchantTradeNo: 'T' } }), 'PAY_REFUND', 'REFUND_SUCCESS'],
		['without a refund request ID', notification({ data: { refundInfo: {} } }), 'PAY_REFUND', 'REFUND_SUCCESS'],
		['with an empty refund request ID', notification({ data: { refundInfo: { refundRequestId: '' } } }), 'PAY_REFUND', 'REFUND_SUCCESS'],
		['with data that is too deep', notification({ data: `${'{"a":'.repeat(40)}1${'}'.repeat(40)}` }), 'PAY_REFUND', 'REFUND_SUCCESS'],
		['in other letters than the Latin ones', '{"bizType":"退款"}', '退款', ''],
	])('%s is of the kind OTHER', (_, text, bizType, bizStatus) => {
		expect(other(text)).toMatchObject({ bizType, bizStatus, rawBody: text });
	});
});

describe('a notification that names another client ID in its body', () => {
	it.each([
		['clientId', { clientId: 'another-client' }],
		['client_id', { clientId: undefined, client_id: 'another-client' }],
		['client_id beside our clientId', { client_id: 'another-client' }],
		['clientId beside our client_id', { clientId: 'another-client', client_id: ACCOUNT.clientId }],
		['clientId in other letters', { clientId: 'A-CLIENT' }],
		['clientId as a list', { clientId: [ACCOUNT.clientId] }],
		['clientId as a number', { clientId: 5 }],
		['clientId of something else than a refund', { bizType: 'PAY', clientId: 'another-client' }],
	])('as %s is refused', (_, changes) => {
		expect(receive(notification(changes))).toEqual({
			kind: 'refused',
			because: 'it names another client ID',
		});
	});

	it('is ours when the client ID is made of digits, and comes as a number', () => {
		const account = { ...ACCOUNT, clientId: '1991045981847818241' };
		const text = '{"bizType":"PAY","client_id":1991045981847818241}';
		expect(receiveNotification(request(text, {}, account), account, NOW).kind).toBe('other');
	});
});

it('nothing that cannot be verified is read at all', () => {
	const forged = request(notification(), {}, { ...ACCOUNT, secret: 'a-guess' });
	expect(receiveNotification(forged, ACCOUNT, NOW)).toEqual({
		kind: 'refused',
		because: 'its signature is wrong',
	});
});
