import type { IExecuteFunctions } from 'n8n-workflow';

import { isSecretField } from '../../../gatepay/refund/fields';
import { refuseModel, refuseModelsItem } from './asTool';
import { refuseBrokenParts } from './brokenParts';
import { labelOf } from './labels';
import type { Reader } from './reader';

/** What is known of a collection. */
interface Collection {
	itemIndex: number;
	isTool: boolean;
	/** Expressions worked out. */
	values: Readonly<Record<string, unknown>>;
	/** As stored. */
	raw: Readonly<Record<string, unknown>>;
}

/** The fields of a collection that somebody added; one that was added and left blank counts as left alone. */
export class CollectionForm {
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly collection: Collection,
	) {}

	/** @returns undefined for a field that was left alone; an expression that came out empty is never that */
	read<T>(name: string, reader: Reader<T>): T | undefined {
		const { itemIndex, isTool, values } = this.collection;
		const raw = this.collection.raw[name];
		const isLeftAlone = !Object.hasOwn(values, name) || raw === '';
		if (isLeftAlone) return undefined;
		if (isTool) refuseModelsItem(raw, labelOf(name));
		refuseBrokenParts(this.context, raw, itemIndex, labelOf(name), isSecretField(name));
		return reader(values[name], labelOf(name));
	}

	/** The same for what no AI model may fill in. */
	readFixed<T>(name: string, reader: Reader<T>): T | undefined {
		const { raw, isTool } = this.collection;
		if (Object.hasOwn(raw, name)) refuseModel(raw[name], labelOf(name), isTool);
		return this.read(name, reader);
	}
}
