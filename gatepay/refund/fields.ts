import type { ApiVersion } from '../api/calls';
import {
	identifierOf,
	oneOf,
	optional,
	readAddress,
	readAmount,
	readBoolean,
	readCurrency,
	readInt64,
	readMemo,
	readSecret,
	readWord,
	reasonOf,
	type Reader,
} from '../values/readers';
import {
	isSameAddress,
	isSameAmount,
	isSameDigit,
	isSameText,
	isSameWord,
	type IsSame,
} from '../values/same';

/** The JSON type that GatePay gives a field. int64 values travel as text, because JavaScript's numbers end at 2^53. */
export type JsonType = 'string' | 'boolean' | 'int64';

/** What there is to know of one field of a refund request. */
export interface FieldRow {
	type: JsonType;
	/**
	 * Gives the value as it will be sent; undefined for a field that is left out. A `secret` is a code or a password, and
	 * appears in no output, message or log.
	 */
	read: Reader<string | boolean | undefined>;
	/** How this field distinguishes two refunds. */
	distinguishes?: Distinction;
}

/** How a field distinguishes two refunds. */
export interface Distinction {
	/** What a message calls the field. */
	label: string;
	isSame: IsSame;
	/** Where the answer to a refund query shows the field again, under any of these names; V2 mixes two ways of writing. */
	shownAs?: readonly string[];
}

/** GatePay's limit on the reason of a V1 refund, in characters; for V2 it publishes none. */
const LONGEST_REASON_V1 = 256;

const SECRET = { type: 'string', read: optional(readSecret) } as const satisfies FieldRow;

const refundRequestId = { type: 'string', read: identifierOf('refundRequestId') } as const satisfies FieldRow;
const prepayId = {
	type: 'string',
	read: identifierOf('prepayId'),
	distinguishes: { label: 'order', isSame: isSameText, shownAs: ['prepayId', 'orderId'] },
} as const satisfies FieldRow;

/**
 * Every field that a refund request of this version can carry, in the order in which the examples of GatePay's
 * documentation show them. All else that has to be known of a field follows from its row.
 */
export const REFUND_FIELDS = {
	v1: {
		refundRequestId,
		prepayId,
		refundAmount: amountShownAs('refundAmount'),
		refundReason: { type: 'string', read: optional(reasonOf(LONGEST_REASON_V1)) },
	},
	v2: {
		prepayId,
		refundRequestId,
		refundStyle: {
			type: 'int64',
			read: digitOf(1, 2),
			distinguishes: { label: 'refund style', isSame: isSameDigit, shownAs: ['refund_style'] },
		},
		refundToGateUid: {
			type: 'string',
			read: readWord,
			distinguishes: { label: 'Gate UID', isSame: isSameText, shownAs: ['refund_to_gate_uid'] },
		},
		refundAmount: amountShownAs('requestAmount'),
		refundCurrency: {
			type: 'string',
			read: optional(readCurrency),
			distinguishes: { label: 'currency', isSame: isSameWord, shownAs: ['requestCurrency'] },
		},
		refundPayChannel: {
			type: 'int64',
			read: digitOf(1, 2),
			// GatePay shows it in words of its own, and the recipient says the same.
			distinguishes: { label: 'pay channel', isSame: isSameText },
		},
		refundReason: { type: 'string', read: reasonOf() },
		refundBearType: { type: 'int64', read: digitOf(1, 2) },
		refundAddress: {
			type: 'string',
			read: readAddress,
			distinguishes: { label: 'address', isSame: isSameAddress, shownAs: ['refund_address'] },
		},
		refundChain: {
			type: 'string',
			read: readWord,
			// GatePay may show `Polygon` for `MATIC`: another chain than the one that was sent isn't noticed.
			distinguishes: { label: 'chain', isSame: isSameWord },
		},
		// On an exchange's address the memo is the recipient.
		memo: { type: 'string', read: optional(readMemo), distinguishes: { label: 'memo', isSame: isSameText } },
		needNotify: { type: 'boolean', read: readBoolean },
		refundLimit: { type: 'boolean', read: readBoolean },
		refundFundStatementId: {
			type: 'int64',
			read: readInt64,
			distinguishes: { label: 'fund statement', isSame: isSameText },
		},
		refundSource: { type: 'int64', read: digitOf(0, 1) },
		refundGateId: {
			type: 'string',
			read: readWord,
			distinguishes: { label: 'refund that it supplements', isSame: isSameText },
		},
		refundAmountTypeFull: { type: 'int64', read: digitOf(0, 1) },
		emailCode: SECRET,
		fundPass: SECRET,
		smsCode: SECRET,
		totpCode: SECRET,
		adjustOrderId: {
			type: 'int64',
			read: readInt64,
			distinguishes: { label: 'adjustment order', isSame: isSameText },
		},
		opUserId: { type: 'string', read: readWord },
	},
} as const satisfies Record<ApiVersion, Record<string, FieldRow>>;

/** The name of any field of a refund request. */
export type RefundField = keyof (typeof REFUND_FIELDS)['v2'];

/** Fields by name, as they will be sent; int64 values as their digits. */
export type RefundFields = Partial<Record<RefundField, string | boolean>>;

/** A field's name, and its row. */
type NamedRow = readonly [name: RefundField, row: FieldRow];

const NAMED_ROWS: Record<ApiVersion, readonly NamedRow[]> = {
	v1: Object.entries(REFUND_FIELDS.v1) as NamedRow[],
	v2: Object.entries(REFUND_FIELDS.v2) as NamedRow[],
};

/** The fields of a refund request of this version, in the order of the table. */
export function fieldsOf(version: ApiVersion): readonly NamedRow[] {
	return NAMED_ROWS[version];
}

/** Codes and passwords that confirm a refund: they appear in no output, message or log. */
export const SECRET_REFUND_FIELDS: readonly RefundField[] = fieldsOf('v2').flatMap(([name, { read }]) =>
	read.kind === 'secret' ? [name] : [],
);

/** Whether a field, known by its name, holds a code or a password. */
export function isSecretField(name: string): boolean {
	return SECRET_REFUND_FIELDS.some((secret) => secret === name);
}

function amountShownAs(name: string) {
	return {
		type: 'string',
		read: readAmount,
		distinguishes: { label: 'amount', isSame: isSameAmount, shownAs: [name] },
	} as const satisfies FieldRow;
}

/** A choice that GatePay takes as an int64, as its digit. */
function digitOf(...choices: number[]): Reader<string> {
	const read = oneOf(...choices);
	return (value, field, nameOf) => String(read(value, field, nameOf));
}
