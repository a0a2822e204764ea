import type { IExecuteFunctions } from 'n8n-workflow';

import { isRecord } from '../../../gatepay/api/answer';
import { InvalidValue } from '../../../gatepay/values/readers';
import { isFixed } from './checks';

/**
 * What an AI model may decide, and what a tool can know. n8n makes the item of a tool out of the agent's item and whatever
 * the model says, asked for or not, and says nowhere which of several items the agent works on (`buildParentOutputData` in
 * n8n-core's `requests-response`). How many ways lead to the wrong value, no list can keep up with: what an expression may
 * be is listed instead.
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
 * Refuses an expression that a model could write into, or that may read another item than the agent works on.
 *
 * @param raw   the parameter as it is stored
 * @param label how the form names it
 * @param rules whether the node is a tool, and whether only the builder may decide the parameter
 * @throws {InvalidValue}
 */
export function refuseModel(
	context: IExecuteFunctions,
	raw: unknown,
	label: string,
	rules: { isTool: boolean; isBuilderOnly: boolean },
): void {
	if (isFixed(raw)) return;
	const expression = typeof raw === 'string' ? raw : '';
	if (rules.isBuilderOnly && (ASKS_MODEL.test(expression) || (rules.isTool && expression === ''))) {
		throw new InvalidValue(
			`'${label}' cannot be filled in by an AI model: type it in, or read it with ${EXAMPLE} alone`,
		);
	}
	if (!rules.isTool || (FROM_AI.test(expression) && !rules.isBuilderOnly)) return;
	const node = FROM_NODE.exec(expression)?.groups?.node;
	if (node === undefined) {
		const orModel = rules.isBuilderOnly ? '' : 'have the model fill it in with {{ $fromAI(…) }} alone, ';
		throw new InvalidValue(
			`'${label}' has an expression that is not allowed in a tool of an AI agent: type it in, ${orModel}or read it with ${EXAMPLE} alone`,
		);
	}
	refuseManyItems(context, unquoted(node), label);
}

const EXAMPLE = "{{ $('Webhook').first().json.order }}";

/** n8n takes the name in these ways of writing, and looks for it in any. */
const ASKS_MODEL = /\$fromAI/i;

/**
 * Without braces, so that it is plain to see where n8n ends an expression. n8n's form writes a quote and a backslash
 * behind a backslash.
 */
const TEXT = /(?:'(?:[^'\\{}\r\n]|\\['"`\\])*'|"(?:[^"\\{}\r\n]|\\['"`\\])*"|`(?:[^`\\{}]|\\['"`\\])*`)/
	.source;
const LITERAL = String.raw`(?:${TEXT}|-?\d+(?:\.\d+)?|true|false|undefined|null)`;
/** n8n's form writes it before one of its own making. */
const MARKER = /\/\*n8n-auto-generated-fromAI-override\*\//.source;
/** The argument's name, as n8n takes it. */
const ARGUMENT = /(?<quote>['"`])(?<argument>[A-Za-z0-9_-]{1,64})\k<quote>/.source;
const FROM_AI = new RegExp(
	String.raw`^=\{\{\s*(?:${MARKER}\s*)?\$from(?:AI|Ai|ai)\s*\(\s*${ARGUMENT}(?:\s*,\s*${LITERAL})*\s*\)\s*\}\}$`,
);
/** Without a name, n8n takes the node before. */
const NODE = String.raw`(?!''|""|${'``'})(?<node>${TEXT})`;
const PROPERTY = String.raw`(?:\.[\p{L}_$][\p{L}\p{N}_$]*|\[(?:\d+|${TEXT})\])`;
const FROM_NODE = new RegExp(String.raw`^=\{\{\s*\$\(${NODE}\)\.first\(\)\.json${PROPERTY}+\s*\}\}$`, 'u');

/** What a text in quotes says. */
function unquoted(text: string): string {
	return text.slice(1, -1).replace(/\\(.)/g, '$1');
}

/**
 * Of several items, or several runs, `.first()` reads one that need not be the agent's.
 *
 * @param node that an expression reads by its name
 */
function refuseManyItems(context: IExecuteFunctions, node: string, label: string): void {
	const { runs, items } = givenBy(context, node);
	const total = items.reduce((sum, count) => sum + count, 0);
	if (runs === 1 && total === 1 && items[0] === 1) return;
	const many = runs > 1 ? `ran ${runs} times` : total > 1 ? `gave ${total} items` : undefined;
	if (many !== undefined) {
		throw new InvalidValue(
			`'${label}' reads the node '${node}', which ${many} in this execution, and n8n does not tell a tool which item the agent works on: run the agent in a sub-workflow, once for each item`,
		);
	}
	const why = runs === 0 ? 'has not run in this execution' : 'gave no item by its first output';
	throw new InvalidValue(`'${label}' reads the node '${node}', which ${why}`);
}

/** @returns how often a node ran in this execution, and how many items its last run gave by each of its outputs */
function givenBy(context: IExecuteFunctions, node: string): { runs: number; items: number[] } {
	const { $node, $items } = context.getWorkflowDataProxy(0) as unknown as {
		$node: Record<string, { runIndex: number }>;
		/** Unlike `$(node).all()`, it throws for an output that isn't there, and gives no pinned items instead. */
		$items: (node: string, output: number) => unknown[] | null;
	};
	const given = { runs: 0, items: [] as number[] };
	try {
		given.runs = ($node[node]?.runIndex ?? -1) + 1;
		for (;;) given.items.push($items(node, given.items.length)?.length ?? 0);
	} catch {
		return given;
	}
}

/**
 * Refuses a value that isn't what the model's call says under this name. `$fromAI` looks into an object `query` before it
 * looks beside it, where a model could hide one value from the person who approves another. Older versions of n8n read
 * the agent's item there, too (a Webhook's URL), or an earlier call.
 *
 * @param raw   the parameter as it is stored
 * @param said  the item: the model's arguments, and with newer versions of n8n the agent's item among them
 * @param label how the form names it
 * @throws {InvalidValue}
 */
export function refuseHidden(context: IExecuteFunctions, raw: unknown, said: unknown, label: string): void {
	const name = typeof raw === 'string' ? FROM_AI.exec(raw)?.groups?.argument : undefined;
	if (name === undefined) return;
	const { $fromAI } = context.getWorkflowDataProxy(0) as unknown as {
		$fromAI: (name: string, description: string, type: string, otherwise: symbol) => unknown;
	};
	const read = $fromAI(name, '', 'string', NOTHING);
	if (read === NOTHING) return;
	if (isRecord(said) && Object.hasOwn(said, name) && JSON.stringify(said[name]) === JSON.stringify(read))
		return;
	throw new InvalidValue(
		`'${label}' would not be what the AI model passed as '${name}', so what was approved may not be what would be sent`,
	);
}

const NOTHING = Symbol('nothing said');
