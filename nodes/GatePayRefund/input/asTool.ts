import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { InvalidValue } from '../../../gatepay/values/readers';
import { isFixed } from './checks';

/**
 * What an AI model may decide. n8n makes the item of a tool out of the agent's item and whatever the model says, asked
 * for or not, so that in a tool every expression that reads the item is the model's. How many ways lead to the item, no
 * list can keep up with: what an expression may be is listed instead.
 */

/** Whether n8n runs this node as a tool of an AI agent. Its type is named so then. */
export function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

/** What decides whether a refund is a new one (the account does, too: GatePay keeps refunds by account), and what limits it. */
const BUILDER_ONLY: ReadonlySet<string> = new Set([
	'expectedFingerprint',
	'maximumOrderAge',
	'maximumRefundAmount',
	'maximumTotalAmount',
	'onBehalfOf',
	'refundReference',
	'refundRequestId',
	'refundRequestIdFrom',
]);

/** Whether only the builder of a workflow may decide a parameter: a model could make a repeat look new, or lift its limit. */
export function isBuilderOnly(name: string): boolean {
	return BUILDER_ONLY.has(name);
}

/**
 * Refuses an expression that a model can write into.
 *
 * @param raw   the parameter as it is stored
 * @param label how the form names it
 * @param rules whether the node is a tool, and whether only the builder may decide the parameter
 * @throws {InvalidValue}
 */
export function refuseModel(
	raw: unknown,
	label: string,
	rules: { isTool: boolean; isBuilderOnly: boolean },
): void {
	if (isFixed(raw)) return;
	const isExpression = typeof raw === 'string';
	if (rules.isBuilderOnly && (isExpression ? ASKS_MODEL.test(raw) : rules.isTool)) {
		throw new InvalidValue(
			`'${label}' cannot be filled in by an AI model: type it in, or read it from a node by its name, such as ${EXAMPLE}`,
		);
	}
	if (rules.isTool && !(isExpression && SAFE_EXPRESSION.test(raw))) {
		throw new InvalidValue(
			rules.isBuilderOnly
				? `'${label}' is an expression that an AI model could write into: type it in, or read it from a node by its name, such as ${EXAMPLE}`
				: `'${label}' is an expression that an AI model could write into: type it in, have the model fill it in with $fromAI, or read it from a node by its name, such as ${EXAMPLE}`,
		);
	}
}

const EXAMPLE = "{{ $('Webhook').item.json.order }}";

/** n8n takes the name in these ways of writing, and looks for it in any. */
const ASKS_MODEL = /\$fromAI/i;

/**
 * Texts in quotes hold no braces and no line break behind a backslash: where n8n ends an expression, and which node a
 * name means, must be plain to see.
 */
const TEXT = String.raw`(?:'(?:[^'\\{}\r\n]|\\[^{}\r\n\u2028\u2029])+'|"(?:[^"\\{}\r\n]|\\[^{}\r\n\u2028\u2029])+"|\`(?:[^\`\\{}]|\\[^{}\r\n\u2028\u2029])+\`)`;
const EMPTY = '(?:\'\'|""|``)';
const LITERAL = String.raw`(?:${TEXT}|${EMPTY}|-?\d+(?:\.\d+)?|true|false|undefined|null)`;
const ARGUMENTS = String.raw`\(\s*(?:${LITERAL}(?:\s*,\s*${LITERAL})*)?\s*\)`;
const PROPERTY = String.raw`\s*(?:\??\.\s*[A-Za-z_]\w*|(?:\?\.)?\[\s*(?:\d+|${TEXT})\s*\])`;
const CALL = String.raw`\s*\??\.\s*(?:at|join|replace|replaceAll|slice|split|toFixed|toLowerCase|toString|toUpperCase|trim)${ARGUMENTS}`;
const FROM_AI = String.raw`\$from(?:AI|Ai|ai)\s*${ARGUMENTS}`;
/** Without a name, n8n takes the node before. */
const FROM_NODE = String.raw`\$\(\s*${TEXT}\s*\)\s*\.\s*(?:item|(?:first|last|all)\(\s*\))`;
/** n8n's form writes it before a \`$fromAI\` of its own making. */
const MARKER = String.raw`/\*n8n-auto-generated-fromAI-override\*/`;
const PART = String.raw`\{\{\s*(?:${MARKER}\s*)?(?:${LITERAL}|(?:${FROM_AI}|${FROM_NODE})(?:${CALL}|${PROPERTY})*)\s*\}\}`;
/** Backslashes beside braces are read differently by different parts of n8n. */
const SAFE_EXPRESSION = new RegExp(String.raw`^=(?:[^\\{]|\{(?!\{)|${PART})*$`);

/**
 * Refuses what a model says twice and differently. `$fromAI` looks into an object `query` before it looks beside it, so
 * that a person could be shown one value for approval, and another one be used.
 *
 * @param said the item: the model's arguments, and with newer versions of n8n the agent's item among them
 * @throws {InvalidValue}
 */
export function refuseTwofoldArguments(said: IDataObject): void {
	const { query } = said;
	if (typeof query !== 'object' || query === null) return;
	for (const [name, value] of Object.entries(query)) {
		if (Object.hasOwn(said, name) && JSON.stringify(said[name]) !== JSON.stringify(value)) {
			throw new InvalidValue(
				`The AI model passed two different values for '${name}', so what was approved may not be what would be sent`,
			);
		}
	}
}
