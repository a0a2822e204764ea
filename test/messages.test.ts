import type { INodeProperties } from 'n8n-workflow';

import { GatePayApi } from '../credentials/GatePayApi.credentials';
import { properties } from '../nodes/GatePayRefund/actions';
import { readDocument } from './support/documents';
import { namesInMessages, phrasesOfMessages } from './support/messages';

/** Names of n8n's own forms. */
const OF_N8N = ['Always Output Data', 'Ignore SSL Issues', 'Proxy', 'SSL Certificates', 'Webhook'];

describe('the messages of the package', () => {
	it('are all found in docs/troubleshooting.md', () => {
		const page = readDocument('docs/troubleshooting.md').replace(/[`*]/g, '').toLowerCase();
		expect(phrasesOfMessages().filter((phrase) => !page.includes(phrase.toLowerCase()))).toEqual([]);
	});

	it('name fields and choices as the forms show them', () => {
		const shown = new Set([...OF_N8N, ...[...properties, ...new GatePayApi().properties].flatMap(namesIn)]);
		expect(namesInMessages().filter((name) => !shown.has(name))).toEqual([]);
	});
});

function namesIn({ displayName, options = [], modes = [] }: INodeProperties): string[] {
	const inner = options.flatMap((option) =>
		'displayName' in option ? namesIn(option as INodeProperties) : [option.name],
	);
	// A message gives the unit with the value: 'Max Order Age' (90 days).
	return [
		displayName,
		displayName.replace(/ \(.*\)$/, ''),
		...inner,
		...modes.map((mode) => mode.displayName),
	];
}
