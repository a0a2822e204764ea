import { LISTED_CODES, meaningOf, type Belief } from '../../../gatepay/api/codes';
import { UNWANTED_WORDS } from '../refusal';

/** Every code that GatePay documents, and how far it is believed when a refund is refused with it. */
const CODES: Array<[string, Belief]> = [
	['300000', 'never'],
	['300001', 'never'],
	['400000', 'never'],
	['400001', 'atOnce'],
	['400002', 'atOnce'],
	['400003', 'signAnew'],
	['400004', 'atOnce'],
	['400007', 'atOnce'],
	['400020', 'afterTwoLookUps'],
	['400202', 'afterLookUp'],
	['400203', 'afterLookUp'],
	['400204', 'afterTwoLookUps'],
	['400205', 'afterLookUp'],
	['400304', 'afterLookUp'],
	['400604', 'afterTwoLookUps'],
	['400605', 'afterLookUp'],
	['400607', 'afterTwoLookUps'],
	['400608', 'afterTwoLookUps'],
	['400622', 'afterLookUp'],
	['400623', 'afterLookUp'],
	['500008', 'afterLookUp'],
	['500204', 'afterLookUp'],
	['500205', 'afterLookUp'],
	['500206', 'afterTwoLookUps'],
	['500207', 'afterLookUp'],
	['500208', 'afterLookUp'],
];

const UNLISTED = meaningOf('999999');

it('lists the documented codes, and no others', () => {
	expect([...LISTED_CODES].sort()).toEqual(CODES.map(([code]) => code));
});

describe.each(CODES)('the documented code %s', (code, belief) => {
	it(`is believed as: ${belief}`, () => {
		expect(meaningOf(code).belief).toBe(belief);
	});

	it('has a meaning of its own, which continues a sentence', () => {
		expect(meaningOf(code).meaning).not.toBe(UNLISTED.meaning);
		expect(meaningOf(code).meaning).toMatch(/^(?:a|an|the|this|GatePay) [^]*[A-Za-z)]$/);
	});

	it('comes with advice in sentences', () => {
		expect(meaningOf(code).advice).toMatch(/^[A-Z][^]+\.$/);
	});

	it('is worded without the words that alarm people', () => {
		expect(`${meaningOf(code).meaning} ${meaningOf(code).advice}`).not.toMatch(UNWANTED_WORDS);
	});
});

describe('a code that GatePay does not document', () => {
	it.each(['999999', '400305', '000000', '', ' 400304', '4003040', 'FAIL'])(
		'is a refusal that is doubted most: "%s"',
		(code) => {
			expect(meaningOf(code)).toBe(UNLISTED);
			expect(meaningOf(code).belief).toBe('afterTwoLookUps');
		},
	);

	it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
		'is not what every object has: %s',
		(name) => {
			expect(meaningOf(name)).toBe(UNLISTED);
		},
	);

	it('says that its meaning is unknown, and what to do', () => {
		expect(UNLISTED.meaning).toMatch(/[a-z]$/);
		expect(UNLISTED.advice).toMatch(/^[A-Z][^]+\.$/);
		expect(`${UNLISTED.meaning} ${UNLISTED.advice}`).not.toMatch(UNWANTED_WORDS);
	});
});

describe('advice', () => {
	it.each(['400202', '400604', '500208'])(
		'for %s names the other version, and where to choose it',
		(code) => {
			expect(meaningOf(code).advice).toMatch(/other version.*'Resource'/);
		},
	);

	it('names the other version for no other code', () => {
		const others = CODES.filter(([code]) => !['400202', '400604', '500208'].includes(code));
		for (const [code] of others) expect(meaningOf(code).advice).not.toMatch(/other version/);
	});

	it.each(['300000', '300001', '400000', '400020', '400605', '400622'])(
		'for %s says that the same refund request ID is used again',
		(code) => {
			expect(meaningOf(code).advice).toMatch(/the same refund request ID is used/);
		},
	);

	it.each([
		['400002', "'Secret'"],
		['400004', "'Client ID'"],
		['400203', "'On Behalf Of'"],
		['500008', "'On Behalf Of'"],
		['400205', "'Refund Currency'"],
		['400623', "'Refund Currency'"],
		['500205', "'Refund Currency'"],
		['400608', "'Refund Amount'"],
		['500206', "'Refund Amount'"],
		['400304', "'Refund Request ID'"],
		['500204', "'Recipient Gate UID'"],
		['500207', "'Recipient Address'"],
	])('for %s names the field as the form shows it: %s', (code, field) => {
		expect(meaningOf(code).advice).toContain(field);
	});

	it('for a wrong signature names the secret to use, and the callback URL', () => {
		expect(meaningOf('400002').advice).toMatch(/Payment API secret.*callback URL/);
	});

	it('for a skewed clock says which one to set', () => {
		expect(meaningOf('400003').advice).toMatch(/clock of the machine that runs n8n/);
	});
});
