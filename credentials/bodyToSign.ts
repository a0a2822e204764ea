import { UnusableCredential } from '../gatepay/api/account';

/**
 * The exact text that n8n will send for a body.
 *
 * n8n's client leaves a text alone that is JSON without outer blanks. It would trim outer blanks after signing, quote a
 * text that isn't JSON, and write an object in its own way: so all of these are settled here, before signing.
 *
 * @returns an empty text for no body
 * @throws {UnusableCredential} for a body that can't be signed
 */
export function bodyToSign(body: unknown, method: string): string {
	const text = asText(body);
	if (text === '') return '';
	if (method === 'GET') {
		// n8n's newer client drops the body of a GET, the older one sends it.
		throw new UnusableCredential('GatePay takes no body with GET: remove it, or choose POST');
	}
	if (!isJson(text))
		throw new UnusableCredential('GatePay takes JSON: the body of this request is not valid JSON');
	return text;
}

function asText(body: unknown): string {
	if (body === undefined || body === null) return '';
	if (typeof body === 'string') return body.trim();
	if (Buffer.isBuffer(body)) return utf8(body).trim();
	if (typeof body !== 'object' || !isPlain(body)) {
		throw new UnusableCredential('GatePay takes JSON: a form, a file or a stream cannot be signed');
	}
	return JSON.stringify(body);
}

function utf8(body: Buffer): string {
	const text = body.toString('utf8');
	if (!Buffer.from(text, 'utf8').equals(body)) {
		throw new UnusableCredential('GatePay takes JSON: the body of this request is not UTF-8 text');
	}
	return text;
}

function isPlain(body: object): boolean {
	const prototype: unknown = Object.getPrototypeOf(body);
	// n8n runs expressions in another realm, whose objects have another Object.prototype.
	return Array.isArray(body) || prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
