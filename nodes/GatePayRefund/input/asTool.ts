import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { InvalidValue } from '../../../gatepay/values/invalidValue';
import { isTypedIn } from './typedIn';

/** Whether n8n runs this step as a tool of an AI agent. Its type is named so then. */
export function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

/**
 * Refuses what a model may fill in. n8n writes that as `{{ $fromAI(…) }}`, and takes the name in any case. In a tool, the
 * model can write into what other expressions read as well, so that there only what is typed in is the builder's.
 *
 * @param raw the parameter as it is stored
 * @throws {InvalidValue}
 */
export function refuseModel(raw: unknown, label: string, isTool: boolean): void {
	const isModels = typeof raw === 'string' && /\$fromAI/i.test(raw);
	if (isModels || (isTool && !isTypedIn(raw))) {
		throw new InvalidValue(
			`'${label}' cannot be filled in by an AI model: choose it in the step, without an expression`,
		);
	}
}

/**
 * Refuses an expression that reads the item. n8n makes the item of a tool out of the agent's item and whatever the model
 * says, asked for or not: a field that the builder meant to fix would be the model's.
 *
 * @param raw the parameter as it is stored
 * @throws {InvalidValue}
 */
export function refuseModelsItem(raw: unknown, label: string): void {
	if (typeof raw === 'string' && raw.startsWith('=') && READS_ITEM.test(raw)) {
		throw new InvalidValue(
			`'${label}' reads the item, into which an AI model can write: type the value in, or take it from a step by its name, such as {{ $('Webhook').item.json.order }}`,
		);
	}
}

const READS_ITEM = /\$(?:json|input|data|item|binary|tool)\b/;

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
				`The AI model gave '${name}' twice and differently, so what was approved may not be what would be sent`,
			);
		}
	}
}
