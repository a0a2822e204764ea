import { ARE_FEW, explore, LONG_ENOUGH, missingFrom } from './model/explore';
import { Figures } from './model/figures';
import { ALWAYS, NEVER_TWICE } from './model/properties';

/**
 * Random histories: runs that are repeated, that die, are stopped or overlap, in one process or several, on a network that loses,
 * delays and garbles, with a GatePay whose query lags. See `model/properties.ts` for what must hold.
 */
describe('however a history goes, where GatePay does not pay a repeated refund request ID again', () => {
	const figures = new Figures();

	it(
		'no refund is paid twice by any number of runs, and each result is true: GatePay refuses the repeat',
		async () => {
			await explore(
				{ repeatedIds: 'refuse', course: 'wild' },
				{ figures, properties: { ...ALWAYS, ...NEVER_TWICE } },
			);
		},
		LONG_ENOUGH,
	);

	it(
		'no refund is paid twice by any number of runs, and each result is true: GatePay recognizes the repeat',
		async () => {
			await explore(
				{ repeatedIds: 'sameAnswer', course: 'wild' },
				{ figures, properties: { ...ALWAYS, ...NEVER_TWICE } },
			);
		},
		LONG_ENOUGH,
	);

	it('every fault and every outcome was among them', () => {
		// A few histories can't hold them all.
		expect(ARE_FEW ? [] : missingFrom(figures)).toEqual([]);
	});
});
