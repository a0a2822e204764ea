import { CREDENTIAL_TEST_RULES } from '../../credentials/credentialTestRules';
import { UNWANTED_WORDS } from '../gatepay/refusal';

/** What n8n makes of an answer: the message of the first rule whose value equals, red; without one it is green. */
function verdictOn(answer: Record<string, unknown>): string {
	const rule = CREDENTIAL_TEST_RULES.find(({ properties: { key, value } }) => answer[key] === value);
	return rule ? rule.properties.message : 'green';
}

const fail = (code: string) => verdictOn({ status: 'FAIL', code, errorMessage: 'no', data: null });

describe('the credential test', () => {
	it.each(['000000', '00000', '', null])('is green for a success, whatever its code: %j', (code) => {
		expect(verdictOn({ status: 'SUCCESS', code, data: {} })).toBe('green');
	});

	it.each([
		[
			'400002',
			/^The secret is wrong\. Check 'Secret': .*Payment API secret, not the Authorization secret.*callback URL/,
		],
		['400003', /^The time is wrong\. Set the clock of the machine that runs n8n/],
		['400004', /^GatePay does not know this client ID\. Check 'Client ID'\.$/],
		['400203', /^GatePay does not know the account\. Check 'On Behalf Of'.*'Account Type'/],
		['500008', /^GatePay does not know the account\. Check 'On Behalf Of'.*'Account Type'/],
	])('says what to do about code %s, before the rule for every refusal', (code, message) => {
		expect(fail(code)).toMatch(message);
	});

	it.each(['400001', '300000', '999999', '', '400000'])(
		'is red for any other refusal, and says where to look: "%s"',
		(code) => {
			expect(fail(code)).toMatch(
				/^GatePay refused the test request\. Check 'Account Type' and 'On Behalf Of'/,
			);
		},
	);

	it('is red for an answer that is not GatePay’s', () => {
		expect(verdictOn({})).toMatch(/^What answered is not GatePay\. Check 'Base URL'/);
		expect(verdictOn({ message: 'Not found' })).toMatch(/^What answered is not GatePay/);
	});

	it('has sentences for people, and rules that n8n applies to an answer that came', () => {
		for (const { type, properties } of CREDENTIAL_TEST_RULES) {
			expect(type).toBe('responseSuccessBody');
			expect(properties.message).toMatch(/^[A-Z].+\.$/);
			expect(properties.message).not.toMatch(UNWANTED_WORDS);
		}
	});

	it('has the rules for single codes first, then the one for every refusal, then the one for no envelope', () => {
		expect(CREDENTIAL_TEST_RULES.map(({ properties: { key, value } }) => [key, value])).toEqual([
			['code', '400002'],
			['code', '400003'],
			['code', '400004'],
			['code', '400203'],
			['code', '500008'],
			['status', 'FAIL'],
			['status', undefined],
		]);
	});
});
