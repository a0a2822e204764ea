/** What stands where a secret stood. */
const MASK = '••••';

/** A signature of GatePay's scheme; no other value of its API has this form. */
const SIGNATURE = /(?<![0-9a-f])[0-9a-f]{128}(?![0-9a-f])/gi;
const SIGNATURE_LENGTH = 128;

/** Shorter ones may be a part of an amount or an ID by chance, so they count only where they stand alone. */
const LONG = 12;

/** Still shorter ones can't be told from an amount or a number in a text; masking them would hide what was paid. */
const SHORTEST = 4;

/**
 * Makes a function that takes secrets and signatures out of a text or out of an answer's data, whatever way GatePay
 * repeats them. Everything else stays as it came.
 *
 * @param secrets the credential's secret, and the codes and passwords of an item
 */
export function redactor(secrets: readonly string[]): <T>(value: T) => T {
	// The longer one first: a secret may hold another.
	const forms = secrets
		.filter((secret) => secret.length >= SHORTEST)
		.sort((one, other) => other.length - one.length)
		.flatMap(formsOf);
	const text = (value: string) => {
		let redacted = value.length < SIGNATURE_LENGTH ? value : value.replace(SIGNATURE, MASK);
		for (const form of forms) {
			// Nearly every text holds none, and looking for it costs less than an expression.
			if (redacted.includes(form.text)) redacted = redacted.replace(patternOf(form), MASK);
		}
		return redacted;
	};

	const redact = (value: unknown): unknown => {
		if (typeof value === 'string') return text(value);
		if (typeof value === 'number') return text(String(value)) === String(value) ? value : MASK;
		if (Array.isArray(value)) return value.map(redact);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [text(key), redact(inner)]));
	};
	return <T>(value: T) => redact(value) as T;
}

/** A way in which a secret stands in a text. */
interface Form {
	text: string;
	/** Whether it counts only where it stands alone. */
	standsAlone: boolean;
}

/** The secret itself, and the ways it stands inside JSON that is quoted in a text, and in an address. */
function formsOf(secret: string): Form[] {
	// Half of a surrogate pair can't be written in an address, and encodeURIComponent throws for it.
	const inAddress = /\p{Surrogate}/u.test(secret) ? secret : encodeURIComponent(secret);
	const texts = new Set([secret, JSON.stringify(secret).slice(1, -1), inAddress]);
	return [...texts].map((text) => ({ text, standsAlone: secret.length < LONG }));
}

function patternOf({ text, standsAlone }: Form): RegExp {
	const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return new RegExp(standsAlone ? `(?<![A-Za-z0-9]|\\d[._])${escaped}(?![A-Za-z0-9]|[._]\\d)` : escaped, 'g');
}
