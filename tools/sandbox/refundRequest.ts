import { Refusal } from './answers';
import { readExactJson } from './json';
import { units } from './money';
import { fieldsOf, isRecord, type ApiVersion, type JsonType, type REFUND_FIELDS } from './wire';

type Schema = (typeof REFUND_FIELDS)['v2'];
type Value = { string: string; boolean: boolean; int64: bigint };
type Fields = { [Field in keyof Schema]?: Value[Schema[Field]['type']] };

/** The fields of a refund that was asked for, read with their JSON types. */
export type RefundRequest = Fields & Required<Pick<Fields, 'refundRequestId' | 'prepayId' | 'refundAmount'>>;

const REQUIRED = {
	v1: ['refundRequestId', 'prepayId', 'refundAmount'],
	v2: ['refundRequestId', 'prepayId', 'refundAmount', 'refundReason'],
} as const satisfies Record<ApiVersion, readonly (keyof Fields)[]>;

const CHOICES: Partial<Record<keyof Fields, readonly bigint[]>> = {
	refundStyle: [1n, 2n],
	refundPayChannel: [1n, 2n],
	refundBearType: [1n, 2n],
	refundSource: [0n, 1n],
	// GatePay's pages disagree on whether 0 or 2 is "partial".
	refundAmountTypeFull: [0n, 1n, 2n],
};

const LARGEST_INT64 = 2n ** 63n - 1n;
const LONGEST_V1_REASON = 256;

/** @throws {Refusal} with 400001 for anything that the documentation doesn't allow */
export function readRefundRequest(version: ApiVersion, body: string): RefundRequest {
	const fields = readFields(
		Object.fromEntries(fieldsOf(version).map(([name, { type }]) => [name, type])),
		body,
	);
	for (const name of REQUIRED[version]) demand(fields[name], `${name} is missing`);
	const request = fields as RefundRequest;
	demand(isRefundRequestId(request.refundRequestId), 'refundRequestId must be 1 to 32 of A-Z a-z 0-9 - _');
	demand(isAmount(request.refundAmount), 'refundAmount must be above 0 with at most 6 decimals');
	for (const [name, choices] of Object.entries(CHOICES)) {
		const value = request[name as keyof typeof CHOICES];
		demand(
			value === undefined || choices.some((choice) => choice === value),
			`${name} is none of ${choices}`,
		);
	}
	if (version === 'v1') {
		const { refundReason = '' } = request;
		demand(refundReason.length <= LONGEST_V1_REASON, 'refundReason has more than 256 characters');
	}
	const { refundStyle, refundPayChannel, refundToGateUid, refundAddress, refundChain } = request;
	demand(refundStyle !== 2n || refundPayChannel, 'refundStyle 2 needs refundPayChannel');
	demand(refundPayChannel !== 1n || refundToGateUid, 'refundPayChannel 1 needs refundToGateUid');
	demand(
		refundPayChannel !== 2n || (refundAddress && refundChain),
		'refundPayChannel 2 needs refundAddress and refundChain',
	);
	return request;
}

/** GatePay's Go client sends it as a number. */
const TEXT_OR_NUMBER = 'refundToGateUid' satisfies keyof Fields;

/**
 * Reads these fields of a JSON object. GatePay's own Go and Java clients add fields of their own to every body, and send
 * null, an empty text or zero for what is unset: so other fields are passed over, and these values are as good as none.
 *
 * @throws {Refusal} with 400001
 */
export function readFields(schema: Readonly<Record<string, JsonType>>, body: string): Fields {
	const value = readBody(body);
	if (!isRecord(value)) throw new Refusal('400001', 'the body is no JSON object');
	const fields: Record<string, unknown> = {};
	for (const [name, type] of Object.entries(schema)) {
		const given = Object.hasOwn(value, name) ? value[name] : undefined;
		if (isUnset(given)) continue;
		fields[name] = name === TEXT_OR_NUMBER && typeof given === 'bigint' ? String(given) : given;
		demand(isOfType(type, fields[name]), `${name} must be a JSON ${type}`);
	}
	return fields;
}

/** @throws {Refusal} with 400001 */
export function readBody(body: string): unknown {
	try {
		return readExactJson(body);
	} catch {
		throw new Refusal('400001', 'the body is not JSON');
	}
}

function isUnset(value: unknown): boolean {
	return value === undefined || value === null || value === '' || value === 0n;
}

function isOfType(type: JsonType, value: unknown): boolean {
	if (type !== 'int64') return typeof value === type;
	return typeof value === 'bigint' && value >= 0n && value <= LARGEST_INT64;
}

function isRefundRequestId(text: string): boolean {
	return /^[A-Za-z0-9_-]{1,32}$/.test(text);
}

function isAmount(text: string): boolean {
	return /^(0|[1-9]\d{0,29})(\.\d{1,6})?$/.test(text) && units(text) > 0n;
}

function demand(condition: unknown, otherwise: string): void {
	if (!condition) throw new Refusal('400001', otherwise);
}
