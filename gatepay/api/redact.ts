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
 * Makes a function that takes secrets and signatures out of a text or out of an answer's data: as they are, and as JSON,
 * addresses and HTML write them. Everything else stays as it came.
 *
 * @param secrets the credential's secret, and the codes and passwords of an item
 */
export function redactor(secrets: readonly string[]): <T>(value: T) => T {
	// Codes are typed with blanks around them, and repeated without.
	const forms = [...new Set(secrets.flatMap((secret) => [secret, secret.trim()]))]
		.filter((secret) => secret.length >= SHORTEST)
		// The longer one first: a secret may hold another.
		.sort((one, other) => other.length - one.length)
		.map((secret) => ({ secret, plainPart: plainPartOf(secret) }));
	const text = (value: string) => {
		let redacted = value.length < SIGNATURE_LENGTH ? value : value.replace(SIGNATURE, MASK);
		for (const { secret, plainPart } of forms) {
			// Nearly every text holds none, and looking for its plain part costs less than an expression.
			if (redacted.includes(plainPart)) redacted = redacted.replace(patternOf(secret), MASK);
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
	// Nearly every answer holds none, and is handed back as it is, without a copy.
	const isClean = (value: unknown): boolean => {
		if (typeof value === 'string') return text(value) === value;
		if (typeof value === 'number') return text(String(value)) === String(value);
		if (typeof value !== 'object' || value === null) return true;
		return Object.entries(value).every(([key, inner]) => isClean(key) && isClean(inner));
	};
	return <T>(value: T) => (isClean(value) ? value : (redact(value) as T));
}

/** The longest run of letters and digits, which nobody writes in another way; empty where there is none. */
function plainPartOf(secret: string): string {
	return (secret.match(/[A-Za-z0-9]+/g) ?? []).reduce(
		(longest, run) => (run.length > longest.length ? run : longest),
		'',
	);
}

function patternOf(secret: string): RegExp {
	const pattern = [...secret].map(waysToWrite).join('');
	return new RegExp(
		secret.length < LONG ? `(?<![A-Za-z0-9]|\\d[._])${pattern}(?![A-Za-z0-9]|[._]\\d)` : pattern,
		'g',
	);
}

/** HTML's own names; every other character goes by its number. */
const ENTITY_NAMES: Readonly<Record<string, string>> = {
	'&': 'amp',
	'<': 'lt',
	'>': 'gt',
	'"': 'quot',
	"'": 'apos',
};

/** An expression for one character as it is, and as JSON inside a text, an address or HTML has it. */
function waysToWrite(character: string): string {
	if (/[A-Za-z0-9]/.test(character)) return character;
	const units = [...Array(character.length).keys()].map((index) => character.charCodeAt(index));
	const ways = new Set([
		character,
		JSON.stringify(character).slice(1, -1),
		`\\${character}`,
		...anyCase(units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')),
		...anyCase(percentOf(character)),
		`&#${character.codePointAt(0)};`,
		...anyCase(`&#x${character.codePointAt(0)?.toString(16)};`),
		...(Object.hasOwn(ENTITY_NAMES, character) ? [`&${ENTITY_NAMES[character]};`] : []),
		...(character === ' ' ? ['+'] : []),
	]);
	// The longer one first, or a way that begins like another would leave its end.
	const sorted = [...ways].filter((way) => way !== '').sort((one, other) => other.length - one.length);
	return `(?:${sorted.map((way) => way.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`;
}

/** Its bytes in an address; half of a surrogate pair has none. */
function percentOf(character: string): string {
	if (/\p{Surrogate}/u.test(character)) return '';
	return [...new TextEncoder().encode(character)]
		.map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
		.join('');
}

/** Hexadecimal digits in small and in capital letters. */
function anyCase(way: string): string[] {
	const [lead = ''] = /^(?:\\u|%|&#x)?/.exec(way) ?? [];
	return [way, lead + way.slice(lead.length).toUpperCase().replaceAll('\\U', '\\u')];
}
