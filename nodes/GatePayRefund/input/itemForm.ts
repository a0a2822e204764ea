import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isSecretField } from '../../../gatepay/refund/fields';
import { InvalidValue } from '../../../gatepay/values/invalidValue';
import { isTool, refuseModel, refuseModelsItem, refuseTwofoldArguments } from './asTool';
import { refuseBrokenParts, refuseGapsInWords } from './brokenParts';
import { CollectionForm } from './collectionForm';
import { labelOf } from './labels';
import { plainReference } from './plainReference';
import type { Reader } from './reader';
import { isTypedIn } from './typedIn';

/** What the form holds for one item, expressions worked out, every value read strictly. */
export class ItemForm {
	private readonly isTool: boolean;

	/** @throws {InvalidValue} for an item that can't be trusted */
	constructor(
		private readonly context: IExecuteFunctions,
		readonly itemIndex: number,
	) {
		this.isTool = isTool(context);
		if (this.isTool) refuseTwofoldArguments(this.json ?? {});
	}

	/** @throws {InvalidValue} */
	read<T>(name: string, reader: Reader<T>): T {
		return reader(this.value(name, this.raw(name)), labelOf(name));
	}

	/**
	 * Reads what decides which refund it is, how much it is or where it goes: no part of it may have come out empty or
	 * changed.
	 *
	 * @throws {InvalidValue}
	 */
	readWhole<T>(name: string, reader: Reader<T>): T {
		const raw = this.raw(name);
		refuseBrokenParts(this.context, raw, this.itemIndex, labelOf(name));
		const value = this.value(name, raw);
		refuseGapsInWords(raw, value, labelOf(name));
		return reader(value, labelOf(name));
	}

	/**
	 * Reads what the builder of a workflow decides. An AI agent that could fill it in could make a repeat look new, or lift
	 * the limit that it is held to.
	 *
	 * @throws {InvalidValue}
	 */
	readFixed<T>(name: string, reader: Reader<T>): T {
		const raw = this.raw(name);
		refuseModel(raw, labelOf(name), this.isTool);
		return reader(this.value(name, raw), labelOf(name));
	}

	/** A collection such as Additional Fields: its fields that somebody added. */
	collection(name: string): CollectionForm {
		const raw = this.raw(name);
		return new CollectionForm(this.context, {
			itemIndex: this.itemIndex,
			isTool: this.isTool,
			values: asFields(this.value(name, raw, {})),
			raw: asFields(raw),
		});
	}

	private get json(): IDataObject | undefined {
		return this.context.getInputData()[this.itemIndex]?.json;
	}

	private value(name: string, raw: unknown, fallback?: unknown): unknown {
		if (isTypedIn(raw)) return raw;
		if (this.isTool) refuseModelsItem(raw, labelOf(name));
		const plain = plainReference(raw, this.json);
		if (plain !== undefined) return plain;
		const value = attempt(() => this.context.getNodeParameter(name, this.itemIndex, fallback) as unknown);
		if ('value' in value) return value.value;
		// What an expression fails with may repeat what it was given.
		const holdsSecret = Object.keys(asFields(raw)).some(isSecretField);
		const why = holdsSecret ? 'look at the expressions in it' : value.fault;
		throw new InvalidValue(`'${labelOf(name)}' could not be worked out: ${why}`);
	}

	private raw(name: string): unknown {
		return this.context.getNodeParameter(name, this.itemIndex, '', { rawExpressions: true });
	}
}

function asFields(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function attempt<T>(work: () => T): { value: T } | { fault: string } {
	try {
		return { value: work() };
	} catch (fault) {
		return { fault: fault instanceof Error ? fault.message : String(fault) };
	}
}
