import type { IAuthenticateRuleResponseSuccessBody } from 'n8n-workflow';

/** n8n turns the credential test red where the value equals, and shows the message of the first rule that fits. */
function redWhen(key: string, value: unknown, message: string): IAuthenticateRuleResponseSuccessBody {
	return { type: 'responseSuccessBody', properties: { key, value, message } };
}

const UNKNOWN_ACCOUNT =
	"GatePay does not know the account. Check 'On Behalf Of': it must be the ID of the account that requests act for, and check 'Account Type'.";

export const CREDENTIAL_TEST_RULES: IAuthenticateRuleResponseSuccessBody[] = [
	redWhen(
		'code',
		'400002',
		"The secret is wrong. Check 'Secret': it must be the Payment API secret, not the Authorization secret. GatePay answers the same while the application has no callback URL: set one in its console.",
	),
	redWhen(
		'code',
		'400003',
		'The time is wrong. Set the clock of the machine that runs n8n: GatePay allows a difference of a few seconds.',
	),
	redWhen('code', '400004', "GatePay does not know this client ID. Check 'Client ID'."),
	redWhen('code', '400203', UNKNOWN_ACCOUNT),
	redWhen('code', '500008', UNKNOWN_ACCOUNT),
	redWhen(
		'status',
		'FAIL',
		"GatePay refused the test request. Check 'Account Type' and 'On Behalf Of', and that the application may use the payment API.",
	),
	// An answer without GatePay's envelope: a proxy's page, a portal's login, another server.
	redWhen(
		'status',
		undefined,
		"What answered is not GatePay. Check 'Base URL', and the proxy if there is one.",
	),
];
