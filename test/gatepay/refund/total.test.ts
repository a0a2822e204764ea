import fc from 'fast-check';

import type { RefundIntent } from '../../../gatepay/refund/intent';
import { markRepeats, type RefundRecord, refuseAboveTotal } from '../../../gatepay/refund/run';
import { notSentBecause } from '../../../gatepay/refund/failures';
import { anIntent } from '../intents';
import { runs } from '../runs';

type Limit = string | undefined;

/** A refund that is ready, under a limit; each has an ID of its own unless it is given one. */
function refund(
	itemIndex: number,
	refundAmount: string,
	refundCurrency?: string,
	changes: Partial<RefundIntent> = {},
	limit: Limit = '10',
): RefundRecord<Limit> {
	const fields = refundCurrency === undefined ? {} : { refundCurrency };
	const intent = anIntent({ refundRequestId: `id-${itemIndex}`, refundAmount, fields, ...changes });
	return { itemIndex, state: { stage: 'ready', read: limit, intent } };
}

/** What is said of each item that is held back; nothing where all may be sent. */
function heldBack(records: Array<RefundRecord<Limit>>): string[] {
	markRepeats(records);
	refuseAboveTotal(records, (limit) => limit);
	return records.flatMap(({ state }) =>
		state.stage === 'notMade' ? [`${state.notMade.kind}: ${state.notMade.happened}`] : [],
	);
}

describe('the refunds of a run', () => {
	it('may be sent where they come to the maximum, and not where they come to more', () => {
		expect(heldBack([refund(0, '4'), refund(1, '6')])).toEqual([]);
		const said = "notSent: All refunds of this run come to 10.000001, above 'Max Total Amount' (10).";
		expect(heldBack([refund(0, '4'), refund(1, '6.000001')])).toEqual([said, said]);
	});

	it('are added up without an error of floating point', () => {
		expect(heldBack([refund(0, '0.1', 'USDT', {}, '0.3'), refund(1, '0.2', 'USDT', {}, '0.3')])).toEqual([]);
		const [said] = heldBack([refund(0, '9007199254740993', 'USDT', {}, '9007199254740992')]);
		expect(said).toContain('come to 9007199254740993 USDT, above');
	});

	it('are added up by their currency, those without one together', () => {
		expect(heldBack([refund(0, '6'), refund(1, '6', 'USDT'), refund(2, '6', 'BTC')])).toEqual([]);
		expect(heldBack([refund(0, '6'), refund(1, '6'), refund(2, '6', 'BTC')])).toHaveLength(3);
		const [said] = heldBack([refund(0, '1', 'BTC'), refund(1, '6', 'USDT'), refund(2, '6', 'usdt')]);
		expect(said).toContain("come to 12 USDT, above 'Max Total Amount' (10).");
	});

	it('count once where two items make the same one', () => {
		const same = { refundRequestId: 'same' };
		expect(heldBack([refund(0, '6', 'USDT', same), refund(1, '6', 'USDT', same)])).toEqual([]);
	});

	it('do not count where they are not to be sent', () => {
		const notReady: RefundRecord<Limit> = {
			itemIndex: 1,
			state: {
				stage: 'notMade',
				intent: anIntent({ refundAmount: '6' }),
				notMade: notSentBecause('Bad input'),
			},
		};
		expect(heldBack([refund(0, '6'), notReady])).toEqual(['notSent: Bad input.']);
		expect(heldBack([notReady])).toEqual(['notSent: Bad input.']);
	});

	it('may be any amount without a maximum', () => {
		expect(heldBack([refund(0, '999999', 'USDT', {}, undefined)].map(withoutLimit))).toEqual([]);
		expect(heldBack([])).toEqual([]);
	});

	it('keep to the maximum of any item, those without one included', () => {
		const records = [refund(0, '8'), refund(1, '8')].map((record, index) =>
			index === 0 ? withoutLimit(record) : record,
		);
		expect(heldBack(records)).toHaveLength(2);
		const smaller = [refund(0, '4', 'USDT', {}, '100'), refund(1, '4', 'USDT', {}, '5')];
		expect(heldBack(smaller)[0]).toContain("come to 8 USDT, above 'Max Total Amount' (5).");
	});

	it('keep their item, what was read of it and their intent when they are held back', () => {
		const records = [refund(3, '11')];
		const [{ itemIndex, state }] = records as [RefundRecord<Limit>];
		heldBack(records);
		expect(records[0]).toMatchObject({ itemIndex, state: { ...state, stage: 'notMade' } });
		expect(records[0]?.state).toHaveProperty(
			'notMade.advice',
			"Nothing was sent. Check the list of refunds, then raise 'Max Total Amount' or split the run.",
		);
	});

	it('are held back exactly where whole numbers say that they are above the maximum', () => {
		const millionths = fc.integer({ min: 1, max: 9_000_000 });
		fc.assert(
			fc.property(fc.array(millionths, { minLength: 1, maxLength: 8 }), millionths, (amounts, limit) => {
				const text = (amount: number) => (amount / 1e6).toFixed(6);
				const records = amounts.map((amount, index) =>
					refund(index, text(amount), undefined, {}, text(limit)),
				);
				const total = amounts.reduce((sum, amount) => sum + amount, 0);
				return heldBack(records).length === (total > limit ? amounts.length : 0);
			}),
			runs(500),
		);
	});
});

function withoutLimit({ itemIndex, state }: RefundRecord<Limit>): RefundRecord<Limit> {
	return { itemIndex, state: state.stage === 'ready' ? { ...state, read: undefined } : state };
}
