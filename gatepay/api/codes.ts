/**
 * GatePay's result codes as its documentation lists them, and what each means for somebody who refunds.
 *
 * How certain a refusal of a refund is:
 * - `final`: it was turned down before GatePay looked at the refund.
 * - `signAgain`: it was turned down for its timestamp. Its clock may be wrong, or it is a late copy of a request that
 *   arrived before: looked up twice, seconds apart, then signed anew.
 * - `afterOneCheck`: an earlier run, or a copy of this request, may have made what GatePay now refuses.
 * - `afterTwoChecks`: the same, and the refund may show only after some seconds.
 * - `none`: GatePay doesn't know itself what happened.
 */
export type Certainty = 'final' | 'signAgain' | 'afterOneCheck' | 'afterTwoChecks' | 'none';

export interface CodeMeaning {
	/** What happened: continues "GatePay refused it: ". */
	meaning: string;
	/** What to do now: a sentence. */
	advice: string;
	certainty: Certainty;
}

const OTHER_API = "Perhaps the order belongs to the other version: choose it in 'Resource'.";
const UNKNOWN_MERCHANT =
	"Check 'Account Type' and 'On Behalf Of' in the credential, and 'On Behalf Of' in the node's options.";
const RUN_AGAIN = 'Run the workflow again later: the same refund request ID is used.';

const CODES: Readonly<Record<string, CodeMeaning>> = {
	'300000': { meaning: 'a system fault at GatePay', advice: RUN_AGAIN, certainty: 'none' },
	'300001': {
		meaning: 'an internal fault at GatePay, or a field that it does not accept',
		advice: RUN_AGAIN,
		certainty: 'none',
	},
	'400000': { meaning: 'an unknown fault at GatePay', advice: RUN_AGAIN, certainty: 'none' },
	'400001': {
		meaning: 'a field has a form that GatePay does not accept',
		advice: 'Check the fields of this node against the GatePay order.',
		certainty: 'final',
	},
	'400002': {
		meaning: 'the signature is wrong',
		advice:
			"Check 'Secret' in the credential: it must be the Payment API secret, not the Authorization secret. GatePay also answers this while the application has no callback URL.",
		certainty: 'final',
	},
	'400003': {
		meaning: "the time of the request is too far from GatePay's clock",
		advice: 'Set the clock of the machine that runs n8n: GatePay allows a few seconds.',
		certainty: 'signAgain',
	},
	'400004': {
		meaning: 'GatePay does not know the client ID',
		advice: "Check 'Client ID' in the credential.",
		certainty: 'final',
	},
	'400007': {
		meaning: 'GatePay does not accept the content type',
		advice: 'Something between n8n and GatePay changes the request; ask whoever runs the proxy.',
		certainty: 'final',
	},
	'400020': {
		// What a repeated nonce gets is documented nowhere. Should it be this code, a copy of the very request came before.
		meaning: "GatePay did not accept the request's one-time number (nonce)",
		advice:
			'Run the workflow again: the same refund request ID is used. If it happens again, ask whoever runs the proxy whether something repeats requests.',
		certainty: 'afterTwoChecks',
	},
	'400202': {
		meaning: 'GatePay has no such order',
		advice: `Check the order's ID. ${OTHER_API}`,
		certainty: 'afterOneCheck',
	},
	'400203': {
		meaning: 'GatePay does not know the merchant',
		advice: UNKNOWN_MERCHANT,
		certainty: 'afterOneCheck',
	},
	'400204': {
		meaning: 'the order is not in a state that allows a refund',
		advice: 'Look at the order in GatePay: only a paid order can be refunded.',
		certainty: 'afterTwoChecks',
	},
	'400205': {
		meaning: 'the currency is not valid',
		advice: "Check 'Refund Currency'.",
		certainty: 'afterOneCheck',
	},
	'400304': {
		meaning: 'GatePay has no such refund',
		advice: "Check 'Refund Request ID' and 'Resource'.",
		certainty: 'afterOneCheck',
	},
	'400604': {
		meaning: 'the order cannot be refunded, because its payment is not complete',
		advice: `Look at the order in GatePay. ${OTHER_API}`,
		certainty: 'afterTwoChecks',
	},
	'400605': {
		meaning: 'the balance of the payment account is too low',
		advice: 'Top up the account and run the workflow again: the same refund request ID is used.',
		certainty: 'afterOneCheck',
	},
	'400607': {
		meaning: 'this order has had as many refunds as GatePay allows',
		advice: 'Settle the rest with the buyer in another way, or ask GatePay.',
		certainty: 'afterTwoChecks',
	},
	'400608': {
		meaning: 'the amount is wrong for this order, or above what is left of it',
		advice: "Check 'Refund Amount' against what was paid and already refunded.",
		certainty: 'afterTwoChecks',
	},
	'400622': {
		meaning: 'the exchange rate has moved',
		advice: 'Run the workflow again: the same refund request ID is used.',
		certainty: 'afterOneCheck',
	},
	'400623': {
		meaning: 'the currency is not supported',
		advice: "Check 'Refund Currency'.",
		certainty: 'afterOneCheck',
	},
	'500008': {
		meaning: 'GatePay does not know the merchant',
		advice: UNKNOWN_MERCHANT,
		certainty: 'afterOneCheck',
	},
	'500204': {
		meaning: 'the recipient is no Gate user',
		advice: "Check 'Recipient Gate UID' with the buyer.",
		certainty: 'afterOneCheck',
	},
	'500205': {
		meaning: 'the currency is neither the one of the order nor the one it was paid in',
		advice: "Check 'Refund Currency', or leave it empty.",
		certainty: 'afterOneCheck',
	},
	'500206': {
		meaning: 'the amount is above what can be refunded',
		advice: "Check 'Refund Amount' against what was paid and already refunded.",
		certainty: 'afterTwoChecks',
	},
	'500207': {
		meaning: 'GatePay found no order for a refund to an address',
		advice: "Check 'Send Refund To', 'Recipient Address' and 'Refund Chain Name or ID'.",
		certainty: 'afterOneCheck',
	},
	'500208': {
		meaning: 'this order needs the other refund API',
		advice: OTHER_API,
		certainty: 'afterOneCheck',
	},
};

/** What a code means. A code that GatePay's documentation doesn't list is a refusal, and believed last. */
export function meaningOf(code: string): CodeMeaning {
	return Object.hasOwn(CODES, code) ? (CODES[code] as CodeMeaning) : UNLISTED;
}

const UNLISTED: CodeMeaning = {
	meaning: 'GatePay gave a code that its documentation does not list',
	advice: 'Look at the order in GatePay, and ask GatePay what the code means.',
	certainty: 'afterTwoChecks',
};

/** Every code that GatePay's documentation lists. */
export const LISTED_CODES: readonly string[] = Object.keys(CODES);
