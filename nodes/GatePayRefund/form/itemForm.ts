import type { IExecuteFunctions } from 'n8n-workflow';

import { SECRET_REFUND_FIELDS } from '../../../gatepay/refund/fields';
import { InvalidValue } from '../../../gatepay/values/invalidValue';
import { refuseBrokenParts } from './brokenParts';
import { labelOf } from './labels';
import { plainReference } from './plainReference';
import { isTypedIn } from './typedIn';

/** Checks a value and gives it its type; names the field by `label` when it refuses. */
export type Reader<T> = (value: unknown, label: string) => T;

/** What the form holds for one item, expressions worked out, every value read strictly. */
export class ItemForm {
	constructor(
		private readonly context: IExecuteFunctions,
		readonly itemIndex: number,
	) {}

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
		return reader(this.value(name, raw), labelOf(name));
	}

	/**
	 * Reads what the builder of a workflow decides. An AI agent that could fill it in could make a repeat look new, or lift
	 * the limit that it is held to.
	 *
	 * @throws {InvalidValue}
	 */
	readFixed<T>(name: string, reader: Reader<T>): T {
		const raw = this.raw(name);
		refuseModel(raw, labelOf(name));
		return reader(this.value(name, raw), labelOf(name));
	}

	/** A collection such as Additional Fields: its fields that somebody added. */
	collection(name: string): CollectionForm {
		const raw = this.raw(name);
		return new CollectionForm(this.context, this.itemIndex, this.value(name, raw, {}), raw);
	}

	private value(name: string, raw: unknown, fallback?: unknown): unknown {
		if (isTypedIn(raw)) return raw;
		const plain = plainReference(raw, this.context.getInputData()[this.itemIndex]?.json);
		if (plain !== undefined) return plain;
		const value = attempt(() => this.context.getNodeParameter(name, this.itemIndex, fallback) as unknown);
		if ('value' in value) return value.value;
		// What an expression fails with may repeat what it was given.
		const holdsSecret = Object.keys(asFields(raw)).some(isSecret);
		const why = holdsSecret ? 'look at the expressions in it' : value.fault;
		throw new InvalidValue(`'${labelOf(name)}' could not be worked out: ${why}`);
	}

	private raw(name: string): unknown {
		return this.context.getNodeParameter(name, this.itemIndex, '', { rawExpressions: true });
	}
}

/** The fields of a collection that somebody added; one that was added and left blank counts as left alone. */
export class CollectionForm {
	private readonly values: Readonly<Record<string, unknown>>;

	private readonly raw: Readonly<Record<string, unknown>>;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly itemIndex: number,
		values: unknown,
		raw: unknown,
	) {
		this.values = asFields(values);
		this.raw = asFields(raw);
	}

	/** @returns undefined for a field that was left alone; an expression that came out empty is never that */
	read<T>(name: string, reader: Reader<T>): T | undefined {
		const isLeftAlone = !Object.hasOwn(this.values, name) || this.raw[name] === '';
		if (isLeftAlone) return undefined;
		refuseBrokenParts(this.context, this.raw[name], this.itemIndex, labelOf(name), isSecret(name));
		return reader(this.values[name], labelOf(name));
	}

	/** The same for what no AI model may fill in. */
	readFixed<T>(name: string, reader: Reader<T>): T | undefined {
		refuseModel(this.raw[name], labelOf(name));
		return this.read(name, reader);
	}
}

/** n8n writes a value that a model fills in as `{{ $fromAI(…) }}`; it takes the name in any case. */
function refuseModel(raw: unknown, label: string): void {
	if (typeof raw === 'string' && /\$fromAI/i.test(raw)) {
		throw new InvalidValue(`'${label}' cannot be filled in by an AI model: choose it in the step`);
	}
}

/** Whether a parameter holds a code or a password. */
function isSecret(name: string): boolean {
	return SECRET_REFUND_FIELDS.some((secret) => secret === name);
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
