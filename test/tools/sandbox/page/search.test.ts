import { useSandbox, v1Refund, v2Refund } from '../client';
import type { PageState } from '../../../../tools/sandbox/page/contract';
import { PageClient } from './pageClient';

/** Frozen with the package: the refund request ID of the order paid-v2-25 and the reference TICKET-1042. */
const ID_OF_TICKET = '12b2a02ce9760690e164f4f30dc4a8cc';

describe('the page finds', () => {
	const stage = useSandbox();
	const page = new PageClient(stage);
	const find = async (text: string) =>
		(await page.get(`/sandbox/state?${new URLSearchParams({ find: text })}`)).json as unknown as PageState;
	const ids = ({ refunds }: PageState) => refunds.map(({ refundRequestId }) => refundRequestId);

	beforeEach(async () => {
		await stage.institution.queryV2(ID_OF_TICKET);
		await stage.institution.refundV2(v2Refund(ID_OF_TICKET, { prepayId: 'paid-v2-25' }));
		await stage.institution.refundV2(v2Refund('another'));
		await stage.merchant.refundV1(v1Refund('third'));
		await stage.merchant.queryV1(ID_OF_TICKET);
	});

	it('a refund by its reference, although GatePay never sees one, with its requests and its order', async () => {
		const found = await find('TICKET-1042');
		expect(ids(found)).toEqual([ID_OF_TICKET]);
		expect(found.requests.map(({ call }) => call)).toEqual([
			'queryRefundV1',
			'createRefundV2',
			'queryRefundV2',
		]);
		expect(found.orders.map(({ key }) => key)).toEqual(['v2 paid-v2-25']);
		expect(found.counts).toMatchObject({ refunds: 1, requests: 3 });
		expect(found.find).toBe('TICKET-1042');
	});

	it('what was looked up by a reference, also where no refund was made', async () => {
		stage.sandbox.reset();
		await stage.institution.queryV2(ID_OF_TICKET);
		const found = await find(' TICKET-1042 ');
		expect(found.refunds).toEqual([]);
		expect(found.requests).toHaveLength(1);
	});

	it.each([
		['a refund request ID', ID_OF_TICKET.slice(3, 20)],
		['a prepay ID', 'paid-v2-25'],
		['a trade number', 'trade-PAID-v2-25'],
	])('a refund by %s, in any case', async (_what, text) => {
		const found = await find(text);
		expect(ids(found)).toEqual([ID_OF_TICKET]);
		expect(found.orders.map(({ key }) => key)).toEqual(['v2 paid-v2-25']);
		expect(found.refunds[0]).toMatchObject({ merchantTradeNo: 'TRADE-paid-v2-25' });
	});

	it('nothing for a reference that no refund was made with, or one in another case', async () => {
		for (const text of ['TICKET-104', 'ticket-1042', '%', '.*']) {
			expect(await find(text)).toMatchObject({
				refunds: [],
				requests: [],
				counts: { refunds: 0, requests: 0 },
			});
		}
	});

	it('all there is for an empty text', async () => {
		expect(ids(await find(' '))).toHaveLength(3);
		expect((await page.state()).find).toBe('');
	});

	it('a refund that is not among the newest 100', async () => {
		for (let number = 0; number < 100; number += 1) {
			stage.sandbox.orders.add({ prepayId: `more-${number}` });
			await stage.institution.refundV2(v2Refund(`more-${number}`, { prepayId: `more-${number}` }));
		}
		expect(ids(await page.state())).not.toContain(ID_OF_TICKET);
		expect(ids(await find('TICKET-1042'))).toEqual([ID_OF_TICKET]);
	});
});
