import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { CHECKOUT, CONTINUE, messages, PAYMENT, startWorld, type World } from './support/world';
import { byPrepayId, byTradeNo } from '../../tools/engine/refundWorkflow';

/** What is refused before anything is sent, and how the message names the field. */
describe('bad input', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	const ITEM = { prepayId: '35214673103159414', amount: '0.5', ticket: 'T-1' };
	const web3 = { refundStyle: 2, refundPayChannel: 2 };

	/** [what is wrong, the field as the form shows it, parameters, item] */
	const CASES: Array<[string, string, INodeParameters, IDataObject?]> = [
		['an amount with a comma', 'Refund Amount', { refundAmount: '1,50' }],
		['an amount of 0', 'Refund Amount', { refundAmount: '0.00' }],
		['a negative amount', 'Refund Amount', { refundAmount: '-1' }],
		['an amount with an exponent', 'Refund Amount', { refundAmount: '1e3' }],
		['an amount with 7 decimals', 'Refund Amount', { refundAmount: '0.1234567' }],
		['an amount with a leading zero', 'Refund Amount', { refundAmount: '01' }],
		['an amount with a bare point', 'Refund Amount', { refundAmount: '.5' }],
		['an amount with a space', 'Refund Amount', { refundAmount: ' 1' }],
		['float noise', 'Refund Amount', {}, { ...ITEM, amount: 0.1 + 0.2 }],
		['an amount that is a list', 'Refund Amount', {}, { ...ITEM, amount: ['1'] }],
		['no amount', 'Refund Amount', {}, { prepayId: '1', ticket: 'T-1' }],
		['no order', 'Order', {}, { amount: '1', ticket: 'T-1' }],
		['an order whose last digits are lost', 'Order', {}, { ...ITEM, prepayId: 35214673103159416 }],
		['an order ID with a slash', 'Order', {}, { ...ITEM, prepayId: '1/2' }],
		['an order ID of 65 characters', 'Order', { order: byPrepayId('1'.repeat(65)) }],
		['a trade number of 101 characters', 'Order', { order: byTradeNo('x'.repeat(101)) }],
		['no reference', 'Refund Reference', { refundReference: '={{ "" }}' }],
		['a reference of spaces', 'Refund Reference', { refundReference: '  ' }],
		['a reference that came out as undefined', 'Refund Reference', { refundReference: '={{ $json.nope }}' }],
		['a reference that came out as the text null', 'Refund Reference', { refundReference: '={{ "null" }}' }],
		[
			'a reference with a part that came out empty',
			'Refund Reference',
			{ refundReference: '=T-{{ $json.nope }}' },
		],
		[
			'a reference with a part of spaces',
			'Refund Reference',
			{ refundReference: '=T-{{ $json.space }}' },
			{ ...ITEM, space: ' ' },
		],
		[
			'a reference with a list in it',
			'Refund Reference',
			{ refundReference: '=T-{{ $json.list }}' },
			{ ...ITEM, list: [] },
		],
		[
			'a trade number with a number in it that has lost its last digits',
			'Order',
			{ order: byTradeNo('=SHOP-{{ $json.no }}') },
			{ ...ITEM, no: 35214673103159416 },
		],
		[
			'an amount of which a part is missing',
			'Refund Amount',
			{ refundAmount: '={{ $json.amount }}{{ $json.nope }}' },
		],
		[
			'an address of which a part is missing',
			'Recipient Address',
			{ ...web3, refundAddress: '=0x{{ $json.nope }}', refundChain: 'ETH' },
		],
		['a memo of which a part is missing', 'Memo', { additionalFields: { memo: '=m-{{ $json.nope }}' } }],
		[
			'a reference with a space behind a number that has lost its last digits',
			'Refund Reference',
			{ refundReference: '={{ $json.no }} ' },
			{ ...ITEM, no: 35214673103159416 },
		],
		[
			'a reference with a line break before an object',
			'Refund Reference',
			{ refundReference: '=\n{{ $json.of }}' },
			{ ...ITEM, of: { id: 1 } },
		],
		['a reference whose braces are open', 'Refund Reference', { refundReference: '=T-{{ $json.ticket' }],
		[
			'a reference that an expression put together without its part',
			'Refund Reference',
			{ refundReference: "={{ 'T-' + $json.gone }}" },
		],
		[
			'a reference that an expression made of an object',
			'Refund Reference',
			{ refundReference: "={{ 'T-' + $json.of }}" },
			{ ...ITEM, of: { id: 1 } },
		],
		['a memo behind which a space is left', 'Memo', { additionalFields: { memo: '={{ $json.ticket }} ' } }],
		[
			'no own ID',
			'Refund Request ID',
			{ refundRequestIdFrom: 'define', refundRequestId: '={{ $json.nope }}' },
		],
		[
			'an own ID of 33 characters',
			'Refund Request ID',
			{ refundRequestIdFrom: 'define', refundRequestId: 'a'.repeat(33) },
		],
		[
			'an own ID with a point',
			'Refund Request ID',
			{ refundRequestIdFrom: 'define', refundRequestId: '1.5' },
		],
		['no reason', 'Refund Reason', { refundReason: '={{ "" }}' }],
		['a currency that came out as undefined', 'Refund Currency', { refundCurrency: '={{ $json.nope }}' }],
		['a currency with a space', 'Refund Currency', { refundCurrency: 'US DT' }],
		['an unknown style', 'Send Refund To', { refundStyle: '={{ 3 }}' }],
		['a style that came out as undefined', 'Send Refund To', { refundStyle: '={{ $json.nope }}' }],
		['an unknown channel', 'Recipient Type', { refundStyle: 2, refundPayChannel: '={{ "Gate" }}' }],
		['no Gate UID', 'Recipient Gate UID', { refundStyle: 2, refundPayChannel: 1 }],
		['no address', 'Recipient Address', { ...web3, refundChain: 'ETH' }],
		[
			'an address with a line break',
			'Recipient Address',
			{ ...web3, refundAddress: '0xabc\n', refundChain: 'ETH' },
		],
		['no chain', 'Refund Chain Name or ID', { ...web3, refundAddress: '0xabc' }],
		['a whole number with a decimal', 'Adjustment Order ID', { additionalFields: { adjustOrderId: '1.5' } }],
		[
			'a whole number beyond 2^63 − 1',
			'Adjustment Order ID',
			{ additionalFields: { adjustOrderId: '9223372036854775808' } },
		],
		[
			'a number that has lost its last digits',
			'Refund Fund Statement ID',
			{ additionalFields: { refundFundStatementId: '={{ 9007199254740993 }}' } },
		],
		['a boolean that is neither', 'Notify on Result', { additionalFields: { needNotify: '={{ "yes" }}' } }],
		['a choice that came out empty', 'Refund Source', { additionalFields: { refundSource: '={{ "" }}' } }],
		['a memo that came out as undefined', 'Memo', { additionalFields: { memo: '={{ $json.nope }}' } }],
		['an ID that came out empty', 'Supplements Refund', { additionalFields: { refundGateId: '={{ "" }}' } }],
		[
			'a code that came out as undefined',
			'TOTP Code',
			{ additionalFields: { totpCode: '={{ $json.nope }}' } },
		],
		['Full with a specific amount', 'Refund Amount Type', { additionalFields: { refundAmountTypeFull: 1 } }],
		[
			'order and amount alone with a supplement',
			'Prevent Duplicates By',
			{ refundRequestIdFrom: 'orderAndAmount', additionalFields: { refundGateId: '1' } },
		],
		['an amount above the maximum', 'Max Refund Amount', { options: { maximumRefundAmount: '0.49' } }],
		['a maximum that is no amount', 'Max Refund Amount', { options: { maximumRefundAmount: 'ten' } }],
		['a maximum that came out empty', 'Max Refund Amount', { options: { maximumRefundAmount: '={{ "" }}' } }],
		[
			'an account that came out as undefined',
			'On Behalf Of',
			{ options: { onBehalfOf: '={{ $json.nope }}' } },
		],
		['a maximum that was left empty', 'Max Refund Amount', { options: { maximumRefundAmount: '' } }],
		['a total that was left empty', 'Max Total Amount', { options: { maximumTotalAmount: '' } }],
		['an age that was left empty', 'Max Order Age', { options: { maximumOrderAge: '' } }],
		['a fingerprint that was left empty', 'Fingerprint', { options: { expectedFingerprint: '' } }],
		[
			'a link for an address',
			'Recipient Address',
			{ ...web3, refundAddress: 'https://example.com/pay', refundChain: 'ETH' },
		],
		[
			'an email address for an address',
			'Recipient Address',
			{ ...web3, refundAddress: 'anna@example.com', refundChain: 'ETH' },
		],
		[
			'an address in quotes',
			'Recipient Address',
			{ ...web3, refundAddress: '"0x52908400098527886E0F7030069857D2E4169EE7"', refundChain: 'ETH' },
		],
		['an account that says nothing', 'On Behalf Of', { options: { onBehalfOf: 'N/A' } }],
		['a concurrency of 21', 'Concurrency', { options: { concurrency: 21 } }],
		['a concurrency that is no whole number', 'Concurrency', { options: { concurrency: 1.5 } }],
		['a timeout of 0', 'Timeout (Seconds)', { options: { timeout: 0 } }],
		['a timeout of less than a second', 'Timeout (Seconds)', { options: { timeout: 0.99 } }],
		['a timeout of more than ten minutes', 'Timeout (Seconds)', { options: { timeout: 600.5 } }],
		['a timeout with an exponent', 'Timeout (Seconds)', { options: { timeout: '={{ "1e1" }}' } }],
		['a timeout that came out empty', 'Timeout (Seconds)', { options: { timeout: '={{ "" }}' } }],
		['a wait below 0', 'Max Wait (Seconds)', { options: { maximumWait: -1 } }],
		['a currency that came out empty', 'Refund Currency', { refundCurrency: '={{ "" }}' }],
		['a memo that came out empty', 'Memo', { additionalFields: { memo: '={{ "" }}' } }],
		['a code that came out empty', 'TOTP Code', { additionalFields: { totpCode: '={{ "" }}' } }],
		[
			'a settle time that is no number',
			'Settle Time (Seconds)',
			{ options: { settleTime: '={{ "soon" }}' } },
		],
		['a wait that is no boolean', 'Wait for Result', { options: { waitForResult: '={{ 0 }}' } }],
	];

	it.each(CASES)(
		'%s: nothing is sent, and the message names ‘%s’',
		async (_, field, parameters, item = ITEM) => {
			const run = await world.refund([item], { ...CHECKOUT, ...parameters }, CONTINUE);
			const [message] = messages(run);
			expect(message).toMatch(/^Not sent: /);
			expect(message).toContain(`'${field}'`);
			expect(run.output('Refund')).toEqual([{ json: { error: message }, pairedItem: { item: 0 } }]);
			expect(world.sandbox.requests).toEqual([]);
		},
	);

	it('a choice that an expression got wrong is named with its values and their names', async () => {
		const run = await world.refund([ITEM], { ...CHECKOUT, refundStyle: '={{ 3 }}' }, CONTINUE);
		expect(messages(run)[0]).toBe(
			"Not sent: 'Send Refund To' must be 1 (Original Payment) or 2 (Another Recipient); it is the number 3. Nothing was sent. Correct it and run the workflow again.",
		);
	});

	it.each([1, 1.5, 64.1, 100 / 3, '={{ 100 / 3 }}', '={{ "64.1" }}', 600])(
		'a timeout of %s seconds is taken, fractions too',
		async (timeout) => {
			const run = await world.refund([ITEM], { ...CHECKOUT, options: { timeout } }, CONTINUE);
			expect(messages(run)).toEqual([undefined]);
			expect(world.creates()).toHaveLength(1);
		},
	);

	/** [what the form or the item says, parameters, the message] */
	it.each<[unknown, INodeParameters, string]>([
		[
			0.1 + 0.2,
			{ refundAmount: '={{ $json.odd }}' },
			"'Refund Amount' must be an amount above 0 with at most 6 decimals, such as 12 or 0.80, without a sign, comma or space; it is the number 0.30000000000000004: round it in the expression, such as with .toFixed(2)",
		],
		[
			{ value: 'T-1' },
			{ refundReference: '={{ $json.odd }}' },
			"'Refund Reference' must be text; it is an object: add the field that you need to the expression, such as .value",
		],
		[
			['T-1'],
			{ refundReference: '={{ $json.odd }}' },
			"'Refund Reference' must be text; it is a list: add [0] to the expression for its first entry",
		],
		[
			['T-1'],
			{ refundReference: '=RET-{{ $json.odd }}' },
			"'Refund Reference' is incomplete: {{ $json.odd }} returned a list: add [0] to the expression for its first entry",
		],
		[
			'2026-01-31',
			{ refundReference: '={{ DateTime.fromISO($json.odd) }}' },
			"'Refund Reference' must be text; it is a date: add .toISO() to the expression",
		],
		[
			'',
			{ refundReference: '={{ $json.tikcet }}' },
			"'Refund Reference' is set, but its expression {{ $json.tikcet }} returned nothing",
		],
		[
			'',
			{ refundAmount: '={{ $json.odd }}' },
			"'Refund Amount' is set, but its expression {{ $json.odd }} returned nothing",
		],
		[
			'',
			{ refundReason: '={{ $json.raeson }}' },
			"'Refund Reason' is set, but its expression {{ $json.raeson }} returned nothing",
		],
		[
			'',
			{ refundReference: '=RET-{{ $json.tikcet }}' },
			"'Refund Reference' is incomplete: {{ $json.tikcet }} returned nothing",
		],
		[
			'#N/A',
			{ refundReference: '=RET-{{ $json.odd }}' },
			"'Refund Reference' is incomplete: {{ $json.odd }} returned “#N/A”, which a spreadsheet shows if it cannot work out a cell: correct the cell",
		],
		[
			'1.64E+15',
			{ refundReference: '={{ $json.odd }}' },
			"'Refund Reference' is “1.64E+15”, which is a number as a spreadsheet or a program rewrites it: pass it as text, with all its digits, from where it comes",
		],
		[
			35214673103159416,
			{ refundReference: '=RET-{{ $json.odd }}' },
			"'Refund Reference' is incomplete: {{ $json.odd }} returned the number 35214673103159416, which is too large to be exact, so its last digits may be lost: pass it as text, in quotes, from where it comes",
		],
		[
			'N/A',
			{ additionalFields: { memo: '={{ $json.odd }}' } },
			"'Memo' is “N/A”, which says nothing: correct it where it comes from",
		],
		[
			'',
			{ additionalFields: { memo: '{{ $json.memo }}' } },
			"'Memo' is “{{ $json.memo }}”, which is a placeholder that was not filled in: switch the field to Expression if it is an expression, with {{ and }} around it, or correct the value where it comes from",
		],
		[
			'',
			{ options: { maximumRefundAmount: '' } },
			"'Max Refund Amount' was added but left empty, and would limit nothing: fill it in, or remove it",
		],
	])('%j in %j is refused with what came, and the cure', async (odd, parameters, message) => {
		const run = await world.refund(
			[{ ...ITEM, odd } as IDataObject],
			{ ...CHECKOUT, ...parameters },
			CONTINUE,
		);
		expect(messages(run)).toEqual([
			`Not sent: ${message}. Nothing was sent. Correct it and run the workflow again.`,
		]);
		expect(world.sandbox.requests).toEqual([]);
	});

	const READS = /^Not sent: '[^']+' reads [^,]+, which is different on every run, so that a retry would be a/;
	const RETURNS =
		/^Not sent: '[^']+' returns another value each time it is worked out, so that a retry would be a/;

	it.each([
		['{{ $execution.id }}', READS],
		["{{ $execution['id'] }}", READS],
		['{{ $executionId }}', READS],
		['{{ Object.values({ ...$execution })[0] }}', READS],
		['{{ $now }}', READS],
		['{{ $now.toISO() }}', READS],
		["{{ $today.format('yyyy') }}", READS],
		['{{ $runIndex }}', READS],
		['{{ $itemIndex }}', READS],
		['{{ Math.random() }}', READS],
		['{{ Math?.random() }}', READS],
		['{{ Date.now() }}', READS],
		['{{ new Date().getTime() }}', READS],
		['{{ new  Date( ).toISOString() }}', READS],
		['{{ new Date }}', READS],
		['{{ +new Date }}', READS],
		['{{ new Date(...[]).getTime() }}', READS],
		['{{ DateTime.now().toMillis() }}', READS],
		['{{ DateTime.local() }}', READS],
		["{{ DateTime.local({ zone: 'utc' }).toISODate() }}", READS],
		["{{ DateTime.utc({ locale: 'en' }).toISODate() }}", READS],
		['{{ DateTime.utc(...[]).toISODate() }}', READS],
		['{{ DateTime.utc(undefined).toISODate() }}', READS],
		['{{ DateTime.fromMillis(Date.now()).toISODate() }}', READS],
		['{{ `R-${ $now.toISODate() }` }}', READS],
		["{{ `it's ${ $json.ticket } ${ $itemIndex }` }}", READS],
		['R-{{ $json.ticket }}-{{ $now.toMillis() }}', READS],
		["{{ Math['random']().toString() }}", RETURNS],
		["{{ Date['now']().toString() }}", RETURNS],
		["{{ DateTime['utc']().toISO() }}", RETURNS],
		["{{ 'R' + DateTime.fromISO($json.made).diffToNow('milliseconds') }}", RETURNS],
		[
			'R-{{ [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [n * 10, n * 100, n, n + 1, n + 2].randomItem()).join("") }}',
			RETURNS,
		],
	])('a reference or own ID that changes from run to run is refused, and why: =%s', async (code, why) => {
		const item = { ...ITEM, made: '2026-01-31T00:00:00Z' };
		for (const [field, parameters] of [
			['Refund Reference', { refundReference: `=${code}` }],
			['Refund Request ID', { refundRequestIdFrom: 'define', refundRequestId: `=${code}` }],
		] as const) {
			const run = await world.refund([item], { ...CHECKOUT, ...parameters }, CONTINUE);
			expect(messages(run)[0]).toContain(`'${field}'`);
			if (field === 'Refund Reference') expect(messages(run)[0]).toMatch(why);
		}
		expect(world.sandbox.requests).toEqual([]);
	});

	it.each([
		'={{ new Date($json.made).toISOString() }}',
		"={{ DateTime.fromISO($json.made, { zone: 'utc' }).toISODate() }}",
		'={{ DateTime.utc(2026, 1, 31).toISODate() }}',
		'={{ DateTime.utc(Number($json.year), 1, 31).toISODate() }}',
		'={{ Math.round($json.number) }}',
		'={{ $json.today }}-{{ $json.Date }}',
		'={{ $json.nowhere }}',
		'=R-$now-{{ $json.ticket }}',
		"={{ $('Items').item.json.ticket }}",
		"={{ $json['Return Date (UTC)'] }}",
		"={{ $json['process.id'] }}",
		"={{ $json['Start process [EU]'] }}",
		'={{ $json.runIndex }}',
		'={{ $json.now.$now }}',
		"={{ $json['$now'] }}",
		"={{ 'new Date() of ' + $json.ticket }}",
		'={{ `Math.random() ${$json.ticket} Date.now()` }}',
		"={{ $json.ticket.replace('T-', 'R').toUpperCase() }}",
	])('a reference that stays the same is taken: %s', async (refundReference) => {
		const item = {
			...ITEM,
			made: '2026-01-31T00:00:00Z',
			year: '2026',
			number: 7.2,
			today: 'monday',
			Date: 'd',
			nowhere: 'n',
			'Return Date (UTC)': '2026-01-31',
			'process.id': 'P-7',
			'Start process [EU]': 'S-7',
			runIndex: 'R-7',
			now: { $now: 'N-7' },
			$now: 'N-8',
		};
		const run = await world.refund([item], { ...CHECKOUT, refundReference }, CONTINUE);
		expect(messages(run)).toEqual([undefined]);
	});

	it('a V1 reason of more than 256 characters is refused', async () => {
		const run = await world.refund(
			[{ ...ITEM, prepayId: '1647438500687506' }],
			{ ...PAYMENT, additionalFields: { refundReason: 'x'.repeat(257) } },
			CONTINUE,
		);
		expect(messages(run)[0]).toBe(
			"Not sent: 'Refund Reason' may have at most 256 characters; it has 257. Nothing was sent. Correct it and run the workflow again.",
		);
		expect(world.sandbox.requests).toEqual([]);
	});

	it('without Continue On Fail, one bad item among good ones means that nothing is sent', async () => {
		const run = await world.refund(
			[ITEM, { ...ITEM, ticket: 'T-2', amount: 'a lot' }, { ...ITEM, ticket: 'T-3' }],
			CHECKOUT,
		);
		expect(run.error).toMatchObject({ name: 'NodeOperationError' });
		expect(run.error?.message).toMatch(/^Not sent: 'Refund Amount' .* it is “a lot”\. \(item 1\)$/);
		expect(run.error?.description).toBe('Nothing was sent. Correct it and run the workflow again.');
		expect(world.sandbox.requests).toEqual([]);
	});

	it('with Continue On Fail, the good items are refunded and the bad one says why it is not', async () => {
		const run = await world.refund([{ ...ITEM, amount: 'a lot' }, ITEM], CHECKOUT, CONTINUE);
		expect(messages(run)).toEqual([expect.stringMatching(/^Not sent: 'Refund Amount'/), undefined]);
		expect(world.creates()).toHaveLength(1);
	});

	it('an order of a trade number that GatePay does not have: nothing is sent', async () => {
		const run = await world.refund([ITEM], { ...CHECKOUT, order: byTradeNo('NO-SUCH-ORDER') }, CONTINUE);
		expect(messages(run)[0]).toMatch(
			/^Not sent: GatePay has no such order \(code 400202\)\. Order NO-SUCH-ORDER\./,
		);
		expect(world.creates()).toEqual([]);
	});

	it.each([
		['an unpaid order', { prepayId: 'pending-v2' }, /PENDING/],
		['an expired order', { prepayId: 'expired-v2' }, /EXPIRED/],
	])('%s, refunded in full: nothing is sent', async (_, order, says) => {
		const run = await world.refund(
			[{ ...ITEM, ...order }],
			{ ...CHECKOUT, refundAmountMode: 'full' },
			CONTINUE,
		);
		expect(messages(run)[0]).toMatch(says);
		expect(world.creates()).toEqual([]);
	});

	it("an amount above a looked-up order's is not sent", async () => {
		const run = await world.refund(
			[{ ...ITEM, amount: '10.000001' }],
			{ ...CHECKOUT, order: byTradeNo('TRADE-paid-v2-10') },
			CONTINUE,
		);
		expect(messages(run)[0]).toMatch(/'Refund Amount' 10\.000001 is above the amount of the order, 10 USDT/);
		expect(world.creates()).toEqual([]);
	});

	it.each([
		['a merchant account that names another account', 'merchant', { onBehalfOf: 'somebody' }],
		['a credential that is not there', 'nobody', {}],
	])('%s is refused', async (_, credential, options) => {
		const run = await world.refund([ITEM], { ...CHECKOUT, options }, CONTINUE, credential);
		expect(messages(run)[0]).toMatch(/^Not sent: /);
		expect(world.sandbox.requests).toEqual([]);
	});
});
