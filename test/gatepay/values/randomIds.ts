import { createHash } from 'node:crypto';

import { identifierOf, readAddress, readReference, type Reader } from '../../../gatepay/values/readers';

/** How an ID or an address is made: `*` stands for a random character of the alphabet, all else for itself. */
interface Form {
	pattern: string;
	alphabet: string;
}

const DIGITS = '0123456789';
const HEX = `${DIGITS}abcdef`;
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const BASE62 = `${DIGITS}${CAPITALS}${CAPITALS.toLowerCase()}`;
const BASE58 = BASE62.replace(/[0OIl]/g, '');
const BASE64URL = `${BASE62}-_`;

/** The forms of IDs and addresses that references and recipients are made of, and what reads them. */
export const FORMS: Array<[name: string, form: Form, read: Reader<string>]> = [
	['Airtable', form(`rec${'*'.repeat(14)}`, BASE62), readReference],
	['Salesforce (15)', form(`500${'*'.repeat(12)}`, BASE62), readReference],
	['Salesforce (18)', form(`500${'*'.repeat(15)}`, BASE62), identifierOf('merchantTradeNo')],
	['HubSpot', form('*'.repeat(11), DIGITS), readReference],
	['Zendesk', form('*'.repeat(8), DIGITS), readReference],
	['Shopify', form('*'.repeat(13), DIGITS), identifierOf('merchantTradeNo')],
	['UUID', form('********-****-4***-a***-************', HEX), readReference],
	['ULID', form('*'.repeat(26), `${DIGITS}${CAPITALS}`.replace(/[ILOU]/g, '')), readReference],
	['nanoid', form('*'.repeat(21), BASE64URL), identifierOf('refundRequestId')],
	['TRON', form(`T${'*'.repeat(33)}`, BASE58), readAddress],
	['Solana', form('*'.repeat(44), BASE58), readAddress],
	['TON', form(`EQ${'*'.repeat(46)}`, BASE64URL), readAddress],
	['EVM', form(`0x${'*'.repeat(40)}`, `${HEX}ABCDEF`), readAddress],
];

function form(pattern: string, alphabet: string): Form {
	return { pattern, alphabet };
}

/** The ID of a form with this number: the same whenever it is made. */
export function idOf({ pattern, alphabet }: Form, number: number): string {
	const random = createHash('sha512').update(`${pattern} ${alphabet} ${number}`).digest();
	let position = 0;
	return pattern.replace(/\*/g, () => alphabet[(random[position++] ?? 0) % alphabet.length] ?? '');
}
