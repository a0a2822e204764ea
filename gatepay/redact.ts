/** What stands where a secret stood. */
const MASK = '••••';

/** A signature of GatePay's scheme; no other value of its API has this form. */
const SIGNATURE = /(?<![0-9a-f])[0-9a-f]{128}(?![0-9a-f])/gi;

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
	const patterns = secrets
		.filter((secret) => secret.length >= SHORTEST)
		.sort((one, other) => other.length - one.length)
		.flatMap(patternsOf);
	const text = (value: string) =>
		[SIGNATURE, ...patterns].reduce((redacted, pattern) => redacted.replace(pattern, MASK), value);

	const redact = (value: unknown): unknown => {
		if (typeof value === 'string') return text(value);
		if (typeof value === 'number') return text(String(value)) === String(value) ? value : MASK;
		if (Array.isArray(value)) return value.map(redact);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [text(key), redact(inner)]));
	};
	return <T>(value: T) => redact(value) as T;
}

/** The secret itself, and the ways it stands inside JSON that is quoted in a text, and in an address. */
function patternsOf(secret: string): RegExp[] {
	// Half of a surrogate pair can't be written in an address, and encodeURIComponent throws for it.
	const inAddress = /\p{Surrogate}/u.test(secret) ? secret : encodeURIComponent(secret);
	const forms = new Set([secret, JSON.stringify(secret).slice(1, -1), inAddress]);
	return [...forms].map((form) => {
		const escaped = form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		return new RegExp(
			secret.length < LONG ? `(?<![A-Za-z0-9]|\\d[._])${escaped}(?![A-Za-z0-9]|[._]\\d)` : escaped,
			'g',
		);
	});
}
