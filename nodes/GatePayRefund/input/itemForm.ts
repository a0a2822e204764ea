import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { REFUND_FIELDS, isSecretField, type FieldRow } from '../../../gatepay/refund/fields';
import type { Reader } from '../../../gatepay/values/choice';
import { refuseInexactText } from '../../../gatepay/values/exactText';
import { InvalidValue, shown } from '../../../gatepay/values/invalidValue';
import { isBuilders, isTool, refuseModel, refuseTwofoldArguments } from './asTool';
import { refuseBrokenParts } from './brokenParts';
import { refuseChanging } from './changing';
import { choiceNameOf, labelOf } from './labels';
import { plainReference } from './plainReference';
import { isTypedIn } from './typedIn';

/** A collection such as Additional Fields. */
export interface CollectionForm {
	/** @returns undefined for a field that nobody added, or that was added and left empty */
	read<T>(name: string, reader: Reader<T>): T | undefined;
}

/**
 * What the form holds for one item, expressions worked out, every value read strictly. There is one way to read a
 * parameter, in a collection or not, so that no check can be left out: who may decide it, whether it lasts, whether a
 * part of it is missing, whether it is exact, and what its reader says.
 */
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

	/** @throws {InvalidValue} naming the parameter as the form shows it */
	read<T>(name: string, reader: Reader<T>): T {
		const raw = this.raw(name);
		return this.readParameter({ name, raw, value: () => this.value(name, name, raw) }, reader);
	}

	/** @throws {InvalidValue} for a collection that is one expression, in a tool or where it gives no collection */
	collection(collection: string): CollectionForm {
		const raw = this.raw(collection, {});
		if (isRecord(raw)) {
			return this.collectionOf(raw, (name) => this.value(`${collection}.${name}`, name, raw[name]));
		}
		const label = labelOf(collection);
		if (this.isTool) {
			throw new InvalidValue(`'${label}' cannot be one expression in a tool: add its fields one by one`);
		}
		const values = this.value(collection, collection, raw);
		if (!isRecord(values)) {
			throw new InvalidValue(`'${label}' must be an object with its fields; it is ${shown(values)}`);
		}
		return this.collectionOf(
			Object.fromEntries(Object.keys(values).map((name) => [name, raw])),
			(name) => values[name],
		);
	}

	private collectionOf(
		raw: Readonly<Record<string, unknown>>,
		value: (name: string) => unknown,
	): CollectionForm {
		return {
			read: (name, reader) =>
				Object.hasOwn(raw, name) && raw[name] !== ''
					? this.readParameter({ name, raw: raw[name], value: () => value(name) }, reader)
					: undefined,
		};
	}

	private readParameter<T>(
		{ name, raw, value: valueOf }: { name: string; raw: unknown; value: () => unknown },
		reader: Reader<T>,
	): T {
		const label = labelOf(name);
		const kind = kindOf(name);
		refuseModel(raw, label, { isTool: this.isTool, isBuilders: this.isBuilders(name) });
		refuseChanging(name, raw, label);
		refuseBrokenParts(this.context, raw, this.itemIndex, label, kind === 'secret');
		const value = valueOf();
		if (kind === undefined) refuseInexactText(value, label);
		// What came out empty is not what was left empty: to leave a memo out in silence would send money astray.
		const cameOutEmpty = value === '' && kind !== 'free' && !isTypedIn(raw);
		return reader(cameOutEmpty ? undefined : value, label, (choice) => choiceNameOf(label, choice));
	}

	private isBuilders(name: string): boolean {
		// A maximum of 5 USDT would let 5 BTC through.
		return isBuilders(name) || (name === 'refundCurrency' && this.hasMaximum);
	}

	private get hasMaximum(): boolean {
		const options = this.raw('options');
		return (
			isRecord(options) &&
			['maximumRefundAmount', 'maximumTotalAmount'].some((name) => (options[name] ?? '') !== '')
		);
	}

	private get json(): IDataObject | undefined {
		return this.context.getInputData()[this.itemIndex]?.json;
	}

	private value(path: string, name: string, raw: unknown): unknown {
		if (isTypedIn(raw)) return raw;
		const plain = plainReference(raw, this.json);
		if (plain !== undefined) return plain;
		try {
			return this.context.getNodeParameter(path, this.itemIndex) as unknown;
		} catch (fault) {
			// What an expression fails with may repeat what it was given.
			const isOpen = !isSecretField(name) && name !== 'additionalFields' && fault instanceof Error;
			const why = isOpen ? fault.message : 'look at the expressions in it';
			throw new InvalidValue(`'${labelOf(name)}' could not be worked out: ${why}`);
		}
	}

	private raw(name: string, otherwise: object | '' = ''): unknown {
		return this.context.getNodeParameter(name, this.itemIndex, otherwise, { rawExpressions: true });
	}
}

/** Of a parameter that is no field of a refund: none, so that it is read as strictly as can be. */
function kindOf(name: string): FieldRow['kind'] {
	const rows: Readonly<Record<string, FieldRow>> = REFUND_FIELDS.v2;
	return Object.hasOwn(rows, name) ? rows[name]?.kind : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
