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
	/** What happened: continues a sentence. */
	meaning: string;
	/** What to do now: a sentence. */
	advice: string;
	certainty: Certainty;
}

const UNKNOWN_MERCHANT =
	"Check 'Account Type' and 'On Behalf Of' in the credential, and 'On Behalf Of' in the node's options.";
const RUN_AGAIN = 'Run the workflow again later, with the same input.';

const CODES: Readonly<Record<string, CodeMeaning>> = {
	'300000': { meaning: 'something went wrong inside GatePay', advice: RUN_AGAIN, certainty: 'none' },
	'300001': {
		meaning: 'something went wrong inside GatePay, or it does not accept a field',
		advice: RUN_AGAIN,
		certainty: 'none',
	},
	'400000': { meaning: 'something unknown went wrong inside GatePay', advice: RUN_AGAIN, certainty: 'none' },
	'400001': {
		meaning: 'a field is in a format that GatePay does not accept',
		advice: 'Check the fields of this node against the order in GatePay.',
		certainty: 'afterOneCheck',
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
			'Run the workflow again, with the same input. If it happens again, ask whoever runs the proxy whether something repeats requests.',
		certainty: 'afterTwoChecks',
	},
	'400202': {
		meaning: 'GatePay has no such order',
		advice: "Check the order's number.",
		certainty: 'afterOneCheck',
	},
	'400203': {
		meaning: 'GatePay does not know the merchant',
		advice: UNKNOWN_MERCHANT,
		certainty: 'afterOneCheck',
	},
	'400204': {
		meaning: 'the status of the order does not allow a refund',
		advice: 'Look at the order in GatePay: only a paid order can be refunded.',
		certainty: 'afterTwoChecks',
	},
	'400205': {
		meaning: 'the currency is not valid',
		advice: 'Check how the currency is written.',
		certainty: 'afterOneCheck',
	},
	'400304': {
		meaning: 'GatePay has no such refund',
		advice: 'Check how the refund is named.',
		certainty: 'afterOneCheck',
	},
	'400604': {
		meaning: "the order's payment is not complete",
		advice: "Look at the order in GatePay. Perhaps it belongs to the other version: see 'Resource'.",
		certainty: 'afterTwoChecks',
	},
	'400605': {
		meaning: 'the balance of the payment account is too low',
		advice: 'Top up the account, then run the workflow again with the same input.',
		certainty: 'afterOneCheck',
	},
	'400607': {
		meaning: 'this order has had as many refunds as GatePay allows',
		advice: 'Settle the rest with the buyer in another way, or ask GatePay.',
		certainty: 'afterTwoChecks',
	},
	'400608': {
		meaning: 'the amount is wrong for this order, or above what is left of it',
		advice: 'Check the amount against what was paid and already refunded.',
		certainty: 'afterTwoChecks',
	},
	'400622': {
		meaning: 'the exchange rate has moved',
		advice: 'Run the workflow again, with the same input.',
		certainty: 'afterOneCheck',
	},
	'400623': {
		meaning: 'the currency is not supported',
		advice: 'Check the currency of the refund.',
		certainty: 'afterOneCheck',
	},
	'500008': {
		meaning: 'GatePay does not know the merchant',
		advice: UNKNOWN_MERCHANT,
		certainty: 'afterOneCheck',
	},
	'500204': {
		meaning: 'the recipient is no Gate user',
		advice: 'Check the Gate UID of the recipient with the buyer.',
		certainty: 'afterOneCheck',
	},
	'500205': {
		meaning: 'the currency is neither that of the order nor that of the payment',
		advice: 'Check the currency of the refund; left empty, it is the one of the order.',
		certainty: 'afterOneCheck',
	},
	'500206': {
		meaning: 'the amount is above what can be refunded',
		advice: 'Check the amount against what was paid and already refunded.',
		certainty: 'afterTwoChecks',
	},
	'500207': {
		meaning: 'GatePay found no order for a refund to an address',
		advice: 'Check the recipient of the refund.',
		certainty: 'afterOneCheck',
	},
	'500208': {
		meaning: 'this order belongs to the other refund API',
		advice: "Choose the other version in 'Resource'.",
		certainty: 'afterOneCheck',
	},
};

/** What a code means. A code that GatePay's documentation doesn't list is a refusal, and believed last. */
export function meaningOf(code: string): CodeMeaning {
	return Object.hasOwn(CODES, code) ? (CODES[code] as CodeMeaning) : UNLISTED;
}

const UNLISTED: CodeMeaning = {
	meaning: "GatePay's documentation does not list this code",
	advice: 'Ask GatePay what the code means.',
	certainty: 'afterTwoChecks',
};

/** Every code that GatePay's documentation lists. */
export const LISTED_CODES: readonly string[] = Object.keys(CODES);
