import { sleep, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';

import { readAccount, type Account } from '../../../gatepay/api/account';
import { isRecord } from '../../../gatepay/api/answer';
import type { Gateway } from '../../../gatepay/api/gateway';
import { redactor } from '../../../gatepay/api/redact';
import { notRead, notSentBecause, unusableCredential, type Failure } from '../../../gatepay/refund/failures';
import type { Item, ItemState } from '../../../gatepay/refund/run';
import {
	InvalidValue,
	isMissing,
	readStrictly,
	shortened,
	type Reader,
} from '../../../gatepay/values/readers';
import { CREDENTIAL } from '../../shared';
import { readOptions, type NodeOptions } from '../actions/options';
import { gatewayOf } from '../transport/gateway';
import { isBuilderOnly, isTool, refuseHidden, refuseModel } from './asTool';
import { isFixed, mayChange, refuseBrokenParts, refuseVolatile, SECOND_REFUND } from './checks';
import { choiceNameOf, labelOf } from './labels';
import { plainReference } from './plainReference';

/**
 * Reads the credential and all items, before anything is called. An item that can't be read says why.
 *
 * @param read gives what is to be done; it may throw for what can't be read
 */
export async function readItems(
	context: IExecuteFunctions,
	read: (form: ItemForm) => ItemState,
): Promise<Item[]> {
	const items = context.getInputData();
	const account = refusedSettings(context) ?? (await readCredential(context));
	if ('kind' in account) {
		return items.map((_, itemIndex) => ({ itemIndex, state: { stage: 'failed', failure: account } }));
	}
	const node = new NodeForm(context, account);
	const readings = items.map((_, itemIndex) => {
		const again: Array<() => void> = [];
		return { itemIndex, state: stateOf(() => read(new ItemForm(node, itemIndex, again))), again };
	});
	// Time has to pass for what reads the time to give another value.
	if (readings.some(({ again }) => again.length > 0)) await sleep(2);
	return readings.map(({ itemIndex, state, again }) => ({
		itemIndex,
		state: stateOf(() => {
			for (const check of again) check();
			return state;
		}),
	}));
}

function stateOf(read: () => ItemState): ItemState {
	try {
		return read();
	} catch (thrown) {
		return { stage: 'failed', failure: notRead(thrown) };
	}
}

/**
 * n8n puts an empty item on the success branch whenever every item fails, as if a refund had been made
 * (`ensureAlwaysOutputData` in n8n-core). Refused at the first try, before money moves.
 */
function refusedSettings(context: IExecuteFunctions): Failure | undefined {
	const { alwaysOutputData, onError } = context.getNode();
	if (alwaysOutputData !== true || onError !== 'continueErrorOutput') return undefined;
	return notSentBecause(
		"'Always Output Data' is on together with the error output: n8n puts an empty item on the success branch where all items fail, as now",
		"Nothing was sent. Switch 'Always Output Data' off in the node's settings.",
	);
}

/** The account that the node acts for, or why there is none: n8n may not hand out the credential, or it can't be used. */
async function readCredential(context: IExecuteFunctions): Promise<Account | Failure> {
	let fields: Readonly<Record<string, unknown>>;
	try {
		fields = await context.getCredentials(CREDENTIAL);
	} catch (thrown) {
		return unusableCredential(thrown instanceof Error ? thrown.message : String(thrown));
	}
	try {
		return readAccount(fields);
	} catch (thrown) {
		return notRead(thrown);
	}
}

/** A collection such as Additional Fields. */
export interface CollectionForm {
	isLeftEmpty(name: string): boolean;
	/** @returns undefined for a field that nobody added, or that was added and left empty */
	read<T>(name: string, reader: Reader<T>): T | undefined;
	/** The same for a resource locator. */
	readLocator<T>(name: string, readers: ModeReaders<T>): T | undefined;
}

/** How a resource locator is read in each of its modes. */
type ModeReaders<T> = Readonly<Record<string, Reader<T>>>;

/** A parameter, where n8n keeps it, and as it is stored. */
interface Parameter {
	path: string;
	name: string;
	raw: unknown;
}

/** What the form has for a run. What is stored and fixed is the same for all items, and is read once. */
class NodeForm {
	readonly isTool: boolean;
	private readonly stored = new Map<string, unknown>();
	private readonly fixed = new Map<string, unknown>();
	private readonly gateways = new Map<string, Gateway>();

	constructor(
		readonly context: IExecuteFunctions,
		readonly account: Account,
	) {
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

	/** @param read the one way to read the parameter at this path; if it throws, the next item tries again */
	once<T>(path: string, read: () => T): T {
		if (!this.fixed.has(path)) this.fixed.set(path, read());
		return this.fixed.get(path) as T;
	}

	/** Most items have no codes of their own, and share what is the same for all. */
	gateway({ timeout, onBehalfOf }: NodeOptions, codes: readonly string[]): Gateway {
		const name = JSON.stringify([timeout, onBehalfOf]);
		const shared = codes.length === 0 ? this.gateways.get(name) : undefined;
		if (shared) return shared;
		const account = onBehalfOf === undefined ? this.account : { ...this.account, onBehalfOf };
		const redact = redactor([account.secret], codes);
		const gateway = gatewayOf(this.context, { account, timeout, redact });
		if (codes.length === 0) this.gateways.set(name, gateway);
		return gateway;
	}
}

/**
 * What the form has for one item, expressions worked out, every value read strictly. There is one way to read a
 * parameter, in a collection or not, so that no check can be left out: who may decide it, whether it lasts, whether a
 * part of it is missing, whether it is exact, and what its reader says.
 */
export class ItemForm {
	readonly options: NodeOptions;
	private readonly context: IExecuteFunctions;

	/** @throws {InvalidValue | UnusableCredential} for an item that can't be trusted, and for an option that can't be read */
	constructor(
		private readonly node: NodeForm,
		private readonly itemIndex: number,
		/** Takes what has to be checked once more, a moment later. */
		private readonly again: Array<() => void>,
	) {
		this.context = node.context;
		const options = this.collection('options');
		this.options = readOptions(options);
		refuseWrongAccount(node.account, this.options.onBehalfOf);
	}

	/**
	 * GatePay, as this item's account and timeout have it.
	 *
	 * @param codes the item's codes and passwords, which no answer may repeat
	 */
	gateway(codes: readonly string[] = []): Gateway {
		return this.node.gateway(this.options, codes);
	}

	/** @throws {InvalidValue} naming the parameter as the form shows it */
	read<T>(name: string, reader: Reader<T>): T {
		return this.readParameter({ path: name, name, raw: this.node.raw(name) }, reader);
	}

	/** @throws {InvalidValue} naming the parameter as the form shows it */
	readLocator<T>(name: string, readers: ModeReaders<T>): T {
		return this.readMode({ path: name, name, raw: this.node.raw(name) }, readers);
	}

	/** @throws {InvalidValue} for a collection that is one expression, whose fields nobody could judge one by one */
	collection(collection: string): CollectionForm {
		const fields = this.node.raw(collection, {});
		if (!isRecord(fields)) {
			throw new InvalidValue(
				`'${labelOf(collection)}' cannot be one expression: add the fields that you need one by one`,
			);
		}
		const isLeftEmpty = (name: string) => Object.hasOwn(fields, name) && fields[name] === '';
		return {
			isLeftEmpty,
			read: (name, reader) =>
				Object.hasOwn(fields, name) && !isLeftEmpty(name)
					? this.readParameter({ path: `${collection}.${name}`, name, raw: fields[name] }, reader)
					: undefined,
			readLocator: (name, readers) => {
				const raw = fields[name];
				if (!Object.hasOwn(fields, name) || (isRecord(raw) && raw.value === '')) return undefined;
				return this.readMode({ path: `${collection}.${name}`, name, raw }, readers);
			},
		};
	}

	/**
	 * Reads the value of a resource locator by its own path: of the whole, n8n would work out what the form remembers of a
	 * list, too. The mode counts as it is stored: one that an expression chose could name another thing by the same value.
	 */
	private readMode<T>({ path, name, raw }: Parameter, readers: ModeReaders<T>): T {
		const { mode, value = '' } = isRecord(raw) ? raw : {};
		const reader = typeof mode === 'string' && Object.hasOwn(readers, mode) ? readers[mode] : undefined;
		if (!reader) {
			throw new InvalidValue(
				`'${labelOf(name)}' has no mode that this node knows: choose it in the list on the left of the field, which can't be an expression`,
			);
		}
		return this.readParameter({ path: `${path}.value`, name, raw: value }, reader);
	}

	private readParameter<T>(parameter: Parameter, reader: Reader<T>): T {
		const read = () => this.readAnew(parameter, reader);
		return isFixed(parameter.raw) ? this.node.once(parameter.path, read) : read();
	}

	private readAnew<T>(parameter: Parameter, reader: Reader<T>): T {
		const { name, raw } = parameter;
		const label = labelOf(name);
		const { isTool } = this.node;
		refuseModel(this.context, raw, label, { isTool, isBuilderOnly: this.isBuilderOnly(name) });
		refuseVolatile(name, raw, label);
		refuseBrokenParts(this.context, raw, this.itemIndex, label, reader);
		const value = this.value(parameter, reader);
		if (isTool) refuseHidden(this.context, raw, this.json, label);
		// What came out empty is not what was left empty: to leave a memo out in silence would send money astray.
		if (isMissing(value) && typeof raw === 'string' && !isFixed(raw) && reader.mayBeMissing !== true) {
			const which = reader.kind === 'secret' ? '' : ` ${shortened(raw.slice(1), 100)}`;
			throw new InvalidValue(`'${label}' is set, but its expression${which} returned nothing`);
		}
		const read = readStrictly(reader, value, label, (choice) => choiceNameOf(label, choice));
		if (mayChange(name, raw)) this.again.push(() => this.refuseChanged(parameter, reader, value));
		return read;
	}

	private refuseChanged(parameter: Parameter, reader: Reader<unknown>, value: unknown): void {
		if (this.value(parameter, reader) === value) return;
		const label = labelOf(parameter.name);
		throw new InvalidValue(`'${label}' returns another value each time it is worked out, ${SECOND_REFUND}`);
	}

	private isBuilderOnly(name: string): boolean {
		// A maximum of 5 USDT would let 5 BTC through.
		return isBuilderOnly(name) || (name === 'refundCurrency' && this.hasMaximum);
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

	private value({ path, name, raw }: Parameter, { kind }: Reader<unknown>): unknown {
		if (isFixed(raw)) return raw;
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
		const why = kind === 'secret' ? 'look at the expression in it' : said;
		throw new InvalidValue(`'${labelOf(name)}' could not be worked out: ${why}`);
	}
}

function refuseWrongAccount(account: Account, onBehalfOf: string | undefined): void {
	const label = labelOf('onBehalfOf');
	if (account.accountType === 'merchant' && onBehalfOf !== undefined) {
		throw new InvalidValue(
			`'${label}' is for institution accounts, and the credential is a merchant's: remove it`,
		);
	}
	if (account.accountType === 'institution' && (onBehalfOf ?? account.onBehalfOf) === undefined) {
		throw new InvalidValue(
			`'${label}' is required but empty: fill it in in the GatePay API credential, or in the node's options`,
		);
	}
}
