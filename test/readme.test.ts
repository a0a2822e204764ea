import type { INodeProperties } from 'n8n-workflow';

import { properties } from '../nodes/GatePayRefund/description';
import { expectReadmeSection, markdownTable } from './support/readmeSection';

/** The README's tables, made from the step's own description. */
describe('the README', () => {
	it('lists every field of the form', () => {
		const rows = properties.flatMap((property) => rowsOf(property));
		expectReadmeSection('field table', `\n${markdownTable(['Field', 'Shown for', 'What it is'], rows)}\n`);
	});
});

const RESOURCES: Record<string, string> = { refundV2: 'V2', refundV1: 'V1', order: 'Order' };

function rowsOf(property: INodeProperties, collection = ''): string[][] {
	const { displayName, type, name } = property;
	if (name === 'resource' || name === 'operation') return [];
	const place = collection ? `${collection} → ` : '';
	if (type === 'collection') {
		const inner = (property.options as INodeProperties[]).flatMap((option) =>
			rowsOf({ ...option, displayOptions: property.displayOptions }, displayName),
		);
		return inner;
	}
	return [[`${place}**${displayName}** \`${name}\``, shownFor(property), described(property)]];
}

/** Resource and operation, then the choices that the field depends on. */
function shownFor({ displayOptions }: INodeProperties): string {
	const { resource = [], operation = [], ...choices } = displayOptions?.show ?? {};
	const where = (resource as string[]).map((value) => RESOURCES[value] ?? value).join(', ') || 'V2, V1';
	const when = Object.entries(choices).map(
		([name, values]) => `${labelOf(name)} ${choiceNames(name, values)}`,
	);
	return [
		`${where}: ${(operation as string[]).map((value) => value.charAt(0).toUpperCase() + value.slice(1)).join(', ')}`,
		...when,
	].join('; ');
}

function described({ description, options, default: initial, type }: INodeProperties): string {
	const sentences = [description ?? ''];
	if (type === 'options') {
		sentences.push(((options ?? []) as Array<{ name: string }>).map(({ name }) => `*${name}*`).join(' or '));
	}
	const isSet = initial !== '' && initial !== undefined && type !== 'options' && type !== 'collection';
	if (isSet) sentences.push(`initially ${String(initial)}`);
	return sentences.filter(Boolean).join('. ');
}

function find(name: string): INodeProperties | undefined {
	return properties.find((property) => property.name === name);
}

function labelOf(name: string): string {
	return find(name)?.displayName ?? name;
}

function choiceNames(name: string, values: unknown): string {
	const options = (find(name)?.options ?? []) as Array<{ name: string; value: unknown }>;
	return (values as unknown[])
		.map((value) => options.find((option) => option.value === value)?.name ?? String(value))
		.join(' or ');
}
