import { existsSync, readFileSync } from 'node:fs';

import type { INodeProperties } from 'n8n-workflow';

import { properties } from '../nodes/GatePayRefund/actions';
import { linksIn } from './support/documents';
import { expectSection, markdownTable } from './support/readmeSection';

const { repository } = JSON.parse(readFileSync('package.json', 'utf8')) as { repository?: { url?: string } };

/** npm resolves relative links and pictures with the repository of `package.json`; without one they lead nowhere. */
const relativeLinks = [...new Set(linksIn('README.md').filter((link) => !link.startsWith('README.md#')))];
const onNpm = repository ? 'resolves on npm' : 'breaks on npm until package.json has a repository';

describe('the README on npm', () => {
	it.each(relativeLinks)(`%s ${onNpm}`, (link) => {
		expect(existsSync(link.replace(/#.*/, ''))).toBe(true);
		// Only of such a repository does npm know the addresses of its files.
		if (repository) expect(repository.url).toMatch(/^git\+https:\/\/github\.com\/[\w-]+\/[\w.-]+\.git$/);
	});
});

describe('docs/fields.md', () => {
	it('lists every field of the form', () => {
		const rows = merged(properties.flatMap((property) => fieldsOf(property))).map(
			({ title, places, choices, text }) => [title, [...places.map(inWords), ...choices].join('; '), text],
		);
		expectSection(
			'docs/fields.md',
			'field table',
			`\n${markdownTable(['Field', 'Shown for', 'What it is'], rows)}\n`,
		);
	});
});

const RESOURCES: Record<string, string> = {
	refundV2: 'V2',
	refundV1: 'V1',
	refundHistory: 'Refund History',
	order: 'Order',
	balance: 'Balance',
};

/** Where the form shows a field. */
interface Place {
	resources: string[];
	operations: string[];
}

interface Field {
	title: string;
	text: string;
	places: Place[];
	/** What has to be chosen in other fields. */
	choices: string[];
}

function fieldsOf(property: INodeProperties, collection = ''): Field[] {
	const { displayName, type, name } = property;
	if (name === 'resource' || name === 'operation' || type === 'notice') return [];
	if (type === 'collection') {
		return (property.options as INodeProperties[]).flatMap((option) =>
			fieldsOf({ ...option, displayOptions: property.displayOptions }, displayName),
		);
	}
	const { resource = [], operation = [], ...choices } = property.displayOptions?.show ?? {};
	const place = {
		resources: (resource as string[]).map((value) => RESOURCES[value] ?? value),
		operations: (operation as string[]).map(
			(value) => value.charAt(0).toUpperCase() + value.slice(1).replace(/[A-Z]/g, ' $&'),
		),
	};
	return [
		{
			title: `${collection ? `${collection} → ` : ''}**${displayName}** \`${name}\``,
			text: described(property),
			places: [place],
			choices: Object.entries(choices).map(
				([other, values]) => `${labelOf(other)} ${choiceNames(other, values)}`,
			),
		},
	];
}

/** A field that several operations show alike is in the table once. */
function merged(fields: readonly Field[]): Field[] {
	const rows: Field[] = [];
	for (const field of fields) {
		const same = rows.find(
			({ title, text, choices }) =>
				title === field.title && text === field.text && choices.join() === field.choices.join(),
		);
		if (same) same.places = field.places.reduce(withPlace, same.places);
		else rows.push(field);
	}
	return rows;
}

function withPlace(places: Place[], { resources, operations }: Place): Place[] {
	const same = places.find((place) => place.resources.join() === resources.join());
	if (!same) return [...places, { resources, operations }];
	return places.map((place) =>
		place === same ? { resources, operations: [...place.operations, ...operations] } : place,
	);
}

function inWords({ resources, operations }: Place): string {
	return `${resources.join(', ')}: ${operations.join(', ')}`;
}

function described({ description, options, modes, default: initial, type }: INodeProperties): string {
	const sentences = [(description ?? '').replace(/\.$/, '')];
	if (type === 'options') {
		sentences.push(((options ?? []) as Array<{ name: string }>).map(({ name }) => `*${name}*`).join(' or '));
	}
	if (modes) sentences.push(modes.map(({ displayName, hint }) => `*${displayName}*: ${hint}`).join('; '));
	const isSet = initial !== '' && initial !== undefined && type !== 'options' && !modes;
	if (isSet) sentences.push(`Initially *${String(initial)}*`);
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
