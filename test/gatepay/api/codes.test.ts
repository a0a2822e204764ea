import { LISTED_CODES, meaningOf, type Certainty } from '../../../gatepay/api/codes';
import { UNWANTED_WORDS } from '../tries';

const AGAIN = /[Rr]un the workflow again.*with the same input/;
const OTHER_VERSION = /[Pp]erhaps it belongs to the other version|Choose the other version in 'Resource'/;

/** Every code that GatePay documents, how far it is believed when a refund is refused with it, and what advice must say. */
const CODES: Record<string, [Certainty, ...advice: RegExp[]]> = {
	300000: ['none', AGAIN],
	300001: ['none', AGAIN],
	400000: ['none', AGAIN],
	400001: ['afterOneCheck'],
	400002: ['final', /'Secret'.*Payment API secret.*callback URL/],
	400003: ['signAgain', /clock of the machine that runs n8n/],
	400004: ['final', /'Client ID'/],
	400007: ['final'],
	400020: ['afterTwoChecks', AGAIN],
	400202: ['afterOneCheck', /number/],
	400203: ['afterOneCheck', /'Account Type'.*'On Behalf Of'/],
	400204: ['afterTwoChecks'],
	400205: ['afterOneCheck', /currency/],
	400304: ['afterOneCheck'],
	400604: ['afterTwoChecks', OTHER_VERSION],
	400605: ['afterOneCheck', /Top up/, AGAIN],
	400607: ['afterTwoChecks'],
	400608: ['afterTwoChecks', /^Check the amount against/],
	400622: ['afterOneCheck', AGAIN],
	400623: ['afterOneCheck', /currency/],
	500008: ['afterOneCheck', /'Account Type'.*'On Behalf Of'/],
	500204: ['afterOneCheck', /Gate UID/],
	500205: ['afterOneCheck', /currency/],
	500206: ['afterTwoChecks', /^Check the amount against/],
	500207: ['afterOneCheck', /recipient/],
	500208: ['afterOneCheck', OTHER_VERSION],
};
const UNLISTED = meaningOf('999999');

it('lists the documented codes, and no others', () => {
	expect([...LISTED_CODES].sort()).toEqual(Object.keys(CODES));
});

it.each(Object.entries(CODES))(
	'the code %s is believed, and comes with advice, as in %j',
	(code, [certainty, ...advice]) => {
		const meaning = meaningOf(code);
		expect(meaning.certainty).toBe(certainty);
		expect(meaning.meaning).not.toBe(UNLISTED.meaning);
		for (const part of advice) expect(meaning.advice).toMatch(part);
		if (!advice.includes(OTHER_VERSION)) expect(meaning.advice).not.toMatch(/other version/);
	},
);

it.each([...LISTED_CODES, '999999'])(
	'the meaning of %s continues a sentence, and its advice is one, calmly',
	(code) => {
		const { meaning, advice } = meaningOf(code);
		expect(meaning).toMatch(/^(?:a|the|this|something|GatePay)\b[^]*[A-Za-z)]$/);
		expect(advice).toMatch(/^[A-Z][^]+\.$/);
		expect(`${meaning} ${advice}`).not.toMatch(UNWANTED_WORDS);
	},
);

it.each([
	...['999999', '400305', '000000', '', ' 400304', '4003040', 'FAIL'],
	...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'],
])('a code that GatePay does not document is a refusal that is doubted most: "%s"', (code) => {
	expect(meaningOf(code)).toBe(UNLISTED);
	expect(UNLISTED.certainty).toBe('afterTwoChecks');
});
