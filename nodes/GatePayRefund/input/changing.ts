import { InvalidValue } from '../../../gatepay/values/invalidValue';

/** What says which refund it is has to be the same on every run. */
const LASTING: ReadonlySet<string> = new Set(['refundReference', 'refundRequestId']);

/**
 * Refuses an expression for a reference or an own ID that reads what is another on every run, such as the execution's ID
 * or the time: a retry would be a second refund.
 *
 * @param name  of the parameter
 * @param raw   the parameter as it is stored
 * @param label how the form names it
 * @throws {InvalidValue}
 */
export function refuseChanging(name: string, raw: unknown, label: string): void {
	if (!LASTING.has(name) || typeof raw !== 'string' || !raw.startsWith('=')) return;
	const code = raw.includes('{{') ? raw.slice(raw.indexOf('{{')) : '';
	const found = CHANGING.exec(code)?.[0];
	if (found === undefined) return;
	throw new InvalidValue(
		`'${label}' reads ${found.trim()}, which is different on every run, so that a retry would be a second refund: use what stays the same, such as the number of the ticket`,
	);
}

/** Reads a property of a name, with a point or in brackets. */
const property = (...names: string[]) =>
	String.raw`\s*(?:\??\.\s*|(?:\?\.)?\[\s*['"\`])(?:${names.join('|')})\b`;
const NO_ARGUMENTS = String.raw`\s*(?:\?\.)?\(\s*\)`;

const CHANGING = new RegExp(
	[
		String.raw`\$(?:evaluation|execution|executionId|itemIndex|now|position|prevNode|resumeWebhookUrl|runIndex|thisItemIndex|thisRunIndex|today)\b`,
		String.raw`\b(?:currentRunIndex|runIndex)\b`,
		String.raw`\bMath${property('random')}`,
		String.raw`\bDate${property('now')}`,
		String.raw`\bnew\s+Date\b(?!\s*\(\s*[^\s)])`,
		String.raw`(?<!\bnew\s+|[.\w$])Date\s*(?:\?\.)?\(`,
		String.raw`\bDateTime${property('now')}`,
		String.raw`\bDateTime${property('local', 'utc')}(?:['"\`]\s*\])?${NO_ARGUMENTS}`,
		String.raw`\.\s*(?:diffNow|diffToNow|randomItem|toRelative|toRelativeCalendar)\b`,
		String.raw`(?<![.\w$])(?:crypto|performance|process)\s*(?:\??\.|\[)`,
	].join('|'),
);
