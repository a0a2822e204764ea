import { UnusableCredential } from '../gatepay/api/account';

/**
 * The exact text that n8n will send for a body.
 *
 * n8n's client leaves a text alone that is JSON without outer spaces. It would trim outer spaces after signing, quote a
 * text that isn't JSON, and write an object in its own way: so all of these are settled here, before signing.
 *
 * GatePay signs notifications with the same secret in the same way. A body that could be taken for one is refused, or
 * whoever may use the credential could tell the trigger, or a shop, that money has moved.
 *
 * @returns an empty text for no body
 * @throws {UnusableCredential} for a body that can't be signed
 */
export function bodyToSign(body: unknown, method: string): string {
	const text = asText(body);
	if (text === '') return '';
	const value = parsed(text);
	if (isNotification(value)) {
		throw new UnusableCredential(
			"A request to GatePay has no field 'bizType': notifications have, and are not signed",
		);
	}
	if (method === 'GET') {
		// n8n's newer client drops the body of a GET, the older one sends it.
		throw new UnusableCredential('GatePay takes no body with GET: remove it, or choose POST');
	}
	// A text in JSON may hold JSON of its own, which somebody may read.
	if (typeof value !== 'object' || value === null) {
		throw new UnusableCredential('GatePay takes JSON: the body of this request is not a JSON object or list');
	}
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

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Some languages read fields without regard to case, or fill `bizType` from `biz_type`. */
function isNotification(value: unknown): boolean {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	return Object.keys(value).some((name) => /^biz[_-]?type$/i.test(name.trim()));
}
