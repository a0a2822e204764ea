import { useSandbox, v1Refund, v2Refund } from '../client';
import { PageClient } from './pageClient';

describe('the page lets a person', () => {
	const stage = useSandbox();
	const page = new PageClient(stage);

	const keyOf = async (refundRequestId: string) =>
		(await page.state()).refunds.find((refund) => refund.refundRequestId === refundRequestId)?.key ?? '';

	it('finish a refund and fail one, once', async () => {
		await stage.institution.refundV2(v2Refund('good'));
		await stage.institution.refundV1(v1Refund('bad'));
		expect((await page.act('finishRefund', { refund: await keyOf('good') })).json).toEqual({
			done: 'Refund good was finished.',
		});
		expect((await page.act('failRefund', { refund: await keyOf('bad') })).json).toEqual({
			done: 'Refund bad was made to fail.',
		});
		expect((await stage.institution.queryV2('good')).json.data.status).toBe('REFUND_SUCCESS');
		expect((await stage.institution.queryV1('bad')).json.data.refundStatus).toBe('FAIL');

		const late = await page.act('failRefund', { refund: await keyOf('good') });
		expect([late.status, late.json]).toEqual([200, { problem: 'The refund has succeeded already.' }]);
		const again = await page.act('finishRefund', { refund: await keyOf('bad') });
		expect(again.json).toEqual({ problem: 'The refund has failed already.' });
		expect(stage.sandbox.ledger.timesPaid('good')).toBe(1);
	});

	it('fail one of several refunds with the same ID', async () => {
		stage.sandbox.repeatedIds = 'payAgain';
		await stage.institution.refundV2(v2Refund('r'));
		await stage.institution.refundV2(v2Refund('r'));
		await page.act('failRefund', { refund: (await page.newestRefund()).key });
		expect((await page.state()).refunds).toMatchObject([
			{ state: 'rejected', timesPaid: 1 },
			{ state: 'accepted', timesPaid: 1 },
		]);
	});

	it('change how a repeated refund request ID is treated', async () => {
		const codes = async () => {
			await stage.institution.refundV2(v2Refund('r'));
			return [
				(await stage.institution.refundV2(v2Refund('r'))).json.code,
				stage.sandbox.ledger.timesPaid('r'),
			];
		};
		expect(await codes()).toEqual(['400699', 1]);
		for (const [repeatedIds, paid] of [
			['sameAnswer', 1],
			['payAgain', 3],
			['refuse', 3],
		] as const) {
			expect((await page.act('setRepeatedIds', { repeatedIds })).status).toBe(200);
			expect((await page.state()).repeatedIds).toBe(repeatedIds);
			expect(await codes()).toEqual([repeatedIds === 'refuse' ? '400699' : '000000', paid]);
		}
	});

	it('change when refunds finish', async () => {
		expect((await page.state()).finishAfter).toBeNull();
		await page.act('setFinishAfter', { finishAfter: 5_000 });
		expect((await page.state()).finishAfter).toBe(5_000);
		await stage.institution.refundV2(v2Refund('r'));
		await page.act('setFinishAfter', { finishAfter: null });
		stage.now += 5_000;
		expect((await page.newestRefund()).state).toBe('accepted');
		await page.act('setFinishAfter', { finishAfter: 5_000 });
		expect((await page.newestRefund()).state).toBe('succeeded');
	});

	it('change when refunds show in the ledger', async () => {
		expect((await page.state()).ledgerLag).toBe(0);
		const told = await page.act('setLedgerLag', { ledgerLag: 10_000 });
		expect(told.json).toEqual({ done: 'Refunds show in the ledger after 10 seconds from now on.' });
		await stage.institution.refundV2(v2Refund('r'));
		expect((await page.state()).ledger).toEqual([]);
		stage.now += 10_000;
		expect((await page.state()).ledger).toMatchObject([
			{ amount: '1', currency: 'USDT', prepayId: 'paid-v2-10', type: 'refund_fi' },
			{ amount: '-1', currency: 'USDT', at: stage.now - 10_000 },
		]);
		expect((await page.state()).counts.ledger).toBe(2);
		await page.act('setLedgerLag', { ledgerLag: 0 });
		await stage.institution.refundV2(v2Refund('s'));
		expect((await page.state()).counts.ledger).toBe(4);
	});

	it('set the balance, so that a refund is refused, and top it up again', async () => {
		const answer = await page.act('setBalance', { currency: 'USDT', available: ' 0.5 ' });
		expect(answer.json).toEqual({ done: 'The account holds 0.5 USDT.' });
		expect((await page.state()).balances[0]).toEqual({ key: 'USDT', currency: 'USDT', available: '0.5' });
		expect((await stage.institution.refundV2(v2Refund('r'))).json.code).toBe('400605');
		await page.act('setBalance', { currency: 'USDT', available: '1' });
		expect((await stage.institution.refundV2(v2Refund('r'))).json.code).toBe('000000');
	});

	it('start afresh', async () => {
		await stage.institution.refundV2(v2Refund('r'));
		await page.act('setRepeatedIds', { repeatedIds: 'payAgain' });
		await page.act('setFault', { fault: 'reset', strikes: 'always' });
		expect((await page.act('startAfresh', {})).json.done).toMatch(
			/n8n remembers refunds for ten minutes: use a new reference, or restart n8n/,
		);
		const { refunds, requests, repeatedIds, faults } = await page.state();
		expect([refunds, requests, repeatedIds]).toEqual([[], [], 'refuse']);
		expect(faults.every(({ strikes }) => strikes === 'never')).toBe(true);
	});

	it.each<[string, unknown, string]>([
		['finishRefund', { refund: 'v2 1' }, 'The sandbox has no such refund.'],
		['finishRefund', {}, 'refund must be text.'],
		['setFault', { fault: 'none', strikes: 'once' }, 'The sandbox has no such fault.'],
		['setFault', { fault: 'reset', strikes: 2 }, 'strikes must be one of never, once, always.'],
		[
			'setRepeatedIds',
			{ repeatedIds: 'toString' },
			'repeatedIds must be one of refuse, sameAnswer, payAgain.',
		],
		['setFinishAfter', { finishAfter: -1 }, 'must be a number of milliseconds'],
		['setFinishAfter', {}, 'must be a number of milliseconds'],
		['setLedgerLag', { ledgerLag: null }, 'must be a number of milliseconds'],
		['setBalance', { currency: 'XYZ', available: '1' }, 'The account holds no such currency.'],
		...['-1', '1,5', '1e3', '', '01', '1.123456789', 'all'].map((available): [string, unknown, string] => [
			'setBalance',
			{ currency: 'USDT', available },
			'The balance must be a number such as 12.5',
		]),
		['sendUnresolvedPayment', { accountType: 'merchant' }, 'enter a notification URL for the merchant first'],
		['sendUnresolvedPayment', {}, 'accountType must be one of institution, merchant.'],
		[
			'setNotificationUrl',
			{ accountType: 'none', url: '' },
			'accountType must be one of institution, merchant.',
		],
	])('read why %s with %j was not done', async (name, fields, problem) => {
		const answer = await page.act(name as 'startAfresh', fields as Record<string, never>);
		expect(answer.status).toBe(200);
		expect(answer.json.problem).toContain(problem);
	});
});
