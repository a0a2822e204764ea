import type { IDataObject, INodeParameters } from 'n8n-workflow';

import '../../nodes/GatePayRefund/actions';
import { labelOf } from '../../nodes/GatePayRefund/input/labels';
import { fieldsOf } from '../../gatepay/refund/fields';
import { byPrepayId, byTradeNo } from '../../tools/engine/refundWorkflow';
import { CHECKOUT, CONTINUE, messages, PAYMENT, startWorld, type World } from './support/world';

/**
 * Every odd kind of value in every field that says which refund it is, how much, where it goes or what accompanies it:
 * whatever isn't exact is refused, under Additional Fields as anywhere else. The fields are those of the table, so that a
 * new one can't be left out.
 */
describe('what says which refund it is and where it goes', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	/** What else has to be chosen for a field to count; those that need nothing are under Additional Fields. */
	const OWN_PLACE: Record<string, INodeParameters> = {
		refundAmount: {},
		refundReference: {},
		refundRequestId: { refundRequestIdFrom: 'define' },
		refundCurrency: {},
		refundStyle: {},
		refundPayChannel: { refundStyle: 2 },
		refundToGateUid: { refundStyle: 2, refundPayChannel: 1 },
		refundAddress: { refundStyle: 2, refundPayChannel: 2, refundChain: 'ETH' },
		refundChain: { refundStyle: 2, refundPayChannel: 2, refundAddress: '0xabc' },
	};

	/** Where the form's parameter is named differently. */
	const PARAMETER: Record<string, string> = { prepayId: 'order', merchantTradeNo: 'order' };

	const TABLE = fieldsOf('v2');
	const EXACT = [
		'merchantTradeNo',
		'refundReference',
		...TABLE.flatMap(([name, { read }]) => (read.kind === 'free' || read.kind === 'secret' ? [] : [name])),
	];
	const SECRET = TABLE.flatMap(([name, { read }]) => (read.kind === 'secret' ? [name] : []));

	const ITEM: IDataObject = { prepayId: '35214673103159414', amount: '0.5', ticket: 'T-1' };

	function filledIn(name: string, raw: string): INodeParameters {
		if (name === 'prepayId') return { ...CHECKOUT, order: byPrepayId(raw) };
		if (name === 'merchantTradeNo') return { ...CHECKOUT, order: byTradeNo(raw) };
		const own = OWN_PLACE[name];
		return own ? { ...CHECKOUT, ...own, [name]: raw } : { ...CHECKOUT, additionalFields: { [name]: raw } };
	}

	/** Values that come with an item. */
	const ODD: unknown[] = [
		null,
		'',
		' ',
		'undefined',
		'null',
		'NaN',
		'-',
		'N/A',
		'none',
		'#N/A',
		'#REF!',
		'Loading...',
		'{{ $json.memo }}',
		'##ticket.id##',
		'<ticket-id>',
		'$json.ticket',
		'1.64E+15',
		'1,64E+15',
		'M-undefined',
		'RET_null',
		'RETnull',
		'12null',
		'R-NaN',
		'R-Invalid Date',
		'R-Invalid DateTime',
		'[object Object]',
		'A\u200bB',
		'A\u202eB',
		'A\u00adB',
		'A\u00a0B',
		'A\u2028B',
		'\ufeffA',
		'A\u0000B',
		'A\nB',
		'e\u0301',
		1_000_000_000_000_000,
		2 ** 53 + 2,
		{},
		{ id: 'A' },
		[],
		['A'],
	];

	/** What an expression makes of parts that aren't there. */
	const EXPRESSIONS = [
		'={{ $json.gone }}',
		'={{ "" }}',
		'={{ 0 / 0 }}',
		'=M{{ $json.gone }}',
		'=M-{{ $json.nothing }}',
		'={{ $json.ticket }}{{ $json.gone }}',
		"={{ 'M' + $json.gone }}",
		"={{ 'RET' + $json.nothing }}",
		"={{ 'M-' + (0 / 0) }}",
		"={{ 'M' + $json.object }}",
		"={{ 'M' + new Date('soon') }}",
		"={{ 'M-' + DateTime.fromISO('soon') }}",
		'=M{{ DateTime.fromISO("soon") }}',
		'=M{{ $json.object }}',
		'=M{{ $json.large }}',
		'=M-{{ $json.cell }}',
		'=M-{{ $json.rewritten }}',
		'=M-{{ $json.dash }}',
		'=M-{{ $json.placeholder }}',
		'=M{{ $json.ticket',
		'=$json.ticket',
	];
	const PARTS = {
		nothing: null,
		object: { id: 1 },
		large: 2 ** 53 + 2,
		cell: '#N/A',
		rewritten: '1.64E+15',
		dash: '-',
		placeholder: '##ticket.id##',
	};

	it.each(EXACT)('%s is refused for every odd value that an item can bring', async (name) => {
		const items = ODD.map((odd) => ({ ...ITEM, odd }) as IDataObject);
		const run = await world.refund(items, filledIn(name, '={{ $json.odd }}'), CONTINUE);
		const told = messages(run);
		ODD.forEach((odd, position) => {
			expect([odd, told[position]]).toEqual([odd, expect.stringMatching(/^Not sent: '/)]);
			expect(told[position]).toContain(`'${labelOf(PARAMETER[name] ?? name)}'`);
		});
		expect(world.sandbox.requests).toEqual([]);
	});

	it.each(EXACT)('%s is refused for every expression of which a part is missing', async (name) => {
		for (const expression of EXPRESSIONS) {
			const run = await world.refund([{ ...ITEM, ...PARTS }], filledIn(name, expression), CONTINUE);
			const [told] = messages(run);
			expect([expression, told]).toEqual([expression, expect.stringMatching(/^Not sent: '/)]);
			expect(told).toContain(`'${labelOf(PARAMETER[name] ?? name)}'`);
		}
		expect(world.sandbox.requests).toEqual([]);
	});

	it.each(EXACT)('%s is refused when it was typed in like that', async (name) => {
		for (const typed of [
			'M-undefined',
			'RETnull',
			'A\u200bB',
			'A\u00a0B',
			'e\u0301',
			'N/A',
			'{{ $json.memo }}',
			'$json.ticket',
			'#N/A',
		]) {
			const told = world.refund([ITEM], filledIn(name, typed), CONTINUE).then(
				(run) => messages(run)[0],
				// n8n itself judges what is typed into 'Order', and runs nothing.
				({ message }: Error) => (PARAMETER[name] === 'order' ? `Not sent: 'Order': ${message}` : message),
			);
			expect([typed, await told]).toEqual([
				typed,
				expect.stringContaining(`Not sent: '${labelOf(PARAMETER[name] ?? name)}'`),
			]);
		}
		expect(world.sandbox.requests).toEqual([]);
	});

	it.each(SECRET)('%s is refused where it is missing, broken or too long, and not shown', async (name) => {
		const code = 'fake-code-'.padEnd(129, '7');
		for (const raw of [
			'={{ $json.gone }}',
			'={{ "" }}',
			'={{ $json.object }}',
			'=fake-code-{{ $json.gone }}',
			code,
			"={{ 'fake-code-'.fake() }}",
		]) {
			const run = await world.refund([{ ...ITEM, ...PARTS }], filledIn(name, raw), CONTINUE);
			const [told] = messages(run);
			expect([raw, told]).toEqual([
				raw,
				expect.stringContaining(`Not sent: '${labelOf(PARAMETER[name] ?? name)}'`),
			]);
			expect(told).not.toContain('fake');
		}
		expect(world.sandbox.requests).toEqual([]);
	});

	it.each([
		'nothing was undefined\u00a0: it was null 🤷‍♀️',
		'N/A',
		'-',
		'={{ $json.cell }}',
		'=Returned: {{ $json.gone }}',
	])('a reason is for people, and may contain what these may not: %s', async (refundReason) => {
		const run = await world.refund([{ ...ITEM, ...PARTS }], { ...CHECKOUT, refundReason }, CONTINUE);
		expect(messages(run)).toEqual([undefined]);
	});

	it('the optional reason of a V1 refund is left out if its expression returns nothing', async () => {
		const run = await world.refund(
			[{ ...ITEM, prepayId: '1647438500687506' }],
			{ ...PAYMENT, additionalFields: { refundReason: '={{ $json.gone }}' } },
			CONTINUE,
		);
		expect(messages(run)).toEqual([undefined]);
		expect(world.creates()[0]?.body).not.toContain('refundReason');
	});

	it('a reference with one space more or less is the same reference', async () => {
		const run = await world.refund(
			[
				{ ...ITEM, ticket: 'RET 0815' },
				{ ...ITEM, ticket: ' RET  0815 ' },
				{ ...ITEM, ticket: '\tRET 0815\r\n' },
			],
			CHECKOUT,
			CONTINUE,
		);
		expect(run.output('Refund').map(({ json }) => json.outcome)).toEqual([
			'accepted',
			'existing',
			'existing',
		]);
		expect(world.creates()).toHaveLength(1);
	});
});
