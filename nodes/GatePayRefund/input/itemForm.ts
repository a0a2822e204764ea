import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { REFUND_FIELDS, isSecretField, type FieldRow } from '../../../gatepay/refund/fields';
import type { Reader } from '../../../gatepay/values/choice';
import { refuseInexactText } from '../../../gatepay/values/exactText';
import { InvalidValue } from '../../../gatepay/values/invalidValue';
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

/** A parameter, where n8n keeps it, and as it is stored. */
interface Parameter {
	path: string;
	name: string;
	raw: unknown;
}

/** What the form holds for a run. What is stored and typed in is the same for all items, and is read once. */
export class NodeForm {
	readonly isTool: boolean;
	private readonly stored = new Map<string, unknown>();
	private readonly typedIn = new Map<string, unknown>();

	constructor(readonly context: IExecuteFunctions) {
		this.isTool = isTool(context);
	}

	/** A parameter as it is stored. */
	raw(name: string, otherwise: object | '' = ''): unknown {
		if (!this.stored.has(name)) {
			const options = { rawExpressions: true };
			this.stored.set(name, this.context.getNodeParameter(name, 0, otherwise, options));
		}
		return this.stored.get(name);
	}

	/** @param read the one way to read the parameter at this path; where it throws, the next item tries again */
	once<T>(path: string, read: () => T): T {
		if (!this.typedIn.has(path)) this.typedIn.set(path, read());
		return this.typedIn.get(path) as T;
	}
}

/**
 * What the form holds for one item, expressions worked out, every value read strictly. There is one way to read a
 * parameter, in a collection or not, so that no check can be left out: who may decide it, whether it lasts, whether a
 * part of it is missing, whether it is exact, and what its reader says.
 */
export class ItemForm {
	private readonly context: IExecuteFunctions;

	/** @throws {InvalidValue} for an item that can't be trusted */
	constructor(
		private readonly node: NodeForm,
		readonly itemIndex: number,
	) {
		this.context = node.context;
		if (node.isTool) refuseTwofoldArguments(this.json ?? {});
	}

	/** @throws {InvalidValue} naming the parameter as the form shows it */
	read<T>(name: string, reader: Reader<T>): T {
		return this.readParameter({ path: name, name, raw: this.node.raw(name) }, reader);
	}

	/** @throws {InvalidValue} for a collection that is one expression, whose fields nobody could judge one by one */
	collection(collection: string): CollectionForm {
		const fields = this.node.raw(collection, {});
		if (!isRecord(fields)) {
			throw new InvalidValue(
				`'${labelOf(collection)}' cannot be one expression: add the fields that you need one by one`,
			);
		}
		return {
			read: (name, reader) => {
				const raw = fields[name];
				if (!Object.hasOwn(fields, name) || raw === '') return undefined;
				return this.readParameter({ path: `${collection}.${name}`, name, raw }, reader);
			},
		};
	}

	private readParameter<T>(parameter: Parameter, reader: Reader<T>): T {
		const read = () => this.readStrictly(parameter, reader);
		return isTypedIn(parameter.raw) ? this.node.once(parameter.path, read) : read();
	}

	private readStrictly<T>(parameter: Parameter, reader: Reader<T>): T {
		const { name, raw } = parameter;
		const label = labelOf(name);
		const kind = kindOf(name);
		refuseModel(raw, label, { isTool: this.node.isTool, isBuilders: this.isBuilders(name) });
		refuseChanging(name, raw, label);
		refuseBrokenParts(this.context, raw, this.itemIndex, label, kind === 'secret');
		const value = this.value(parameter);
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
		const options = this.node.raw('options', {});
		return (
			isRecord(options) &&
			['maximumRefundAmount', 'maximumTotalAmount'].some((name) => (options[name] ?? '') !== '')
		);
	}

	private get json(): IDataObject | undefined {
		return this.context.getInputData()[this.itemIndex]?.json;
	}

	private value({ path, name, raw }: Parameter): unknown {
		if (isTypedIn(raw)) return raw;
		const plain = plainReference(raw, this.json);
		if (plain !== undefined) return plain;
		let fault: unknown;
		try {
			return this.context.getNodeParameter(path, this.itemIndex);
		} catch (thrown) {
			fault = thrown;
		}
		const said = fault instanceof Error ? fault.message : String(fault);
		// What an expression fails with may repeat what it was given.
		const why = isSecretField(name) ? 'look at the expression in it' : said;
		throw new InvalidValue(`'${labelOf(name)}' could not be worked out: ${why}`);
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
