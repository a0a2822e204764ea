import { type IDataObject, type IExecuteFunctions, type INodeParameters, type INodeType } from 'n8n-workflow';

import { Engine } from '../../tools/engine';
import { plainReference } from '../../nodes/GatePayRefund/input/plainReference';
import { isFixed } from '../../nodes/GatePayRefund/input/checks';

const JSON_OF_ITEM: IDataObject = {
	text: 'T-1',
	empty: '',
	amount: 1.5,
	zero: 0,
	large: 35214673103159416,
	yes: true,
	nothing: null,
	list: ['a'],
	body: { prepayId: '35214673103159414', inner: { ticket: 'T-2' }, callee: 'own' },
	expression: '={{ 1 + 1 }}',
	braces: '{{ $json.text }}',
	constructor: 'own',
	toString: 'own',
	caller: 'own',
	prototype: 'own',
	arguments: 'own',
	mainModule: 'own',
	length: 'own',
	date: '2026-01-01T00:00:00Z',
};

const PLAIN = [
	'text',
	'empty',
	'amount',
	'zero',
	'large',
	'yes',
	'body.prepayId',
	'body.inner.ticket',
	'expression',
	'braces',
	'length',
	'date',
];
const TYPED_IN = [
	'',
	'T-1',
	' =T-1',
	'{{ $json.text }}',
	'$json.text',
	'0x=',
	0,
	1.5,
	true,
	false,
	{},
	{ limit: '5', check: true, seconds: 60, memo: '' },
];
const LEFT_TO_N8N = [
	'gone',
	'nothing',
	'list',
	'list.0',
	'list.length',
	'body',
	'body.gone',
	'gone.gone',
	'text.length',
	'constructor',
	'toString',
	'__proto__',
	'body.__proto__',
	'caller',
	'prototype',
	'arguments',
	'body.callee',
	'mainModule',
];

/** What is read without n8n is what n8n would read. */
describe('a field of the item, read without n8n', () => {
	let fromN8n: Record<string, unknown>;

	beforeAll(async () => {
		const engine = await Engine.start({
			packageDirectory: process.cwd(),
			nodeTypes: { start: source, probe },
		});
		const node = (name: string, parameters = {}) => ({
			id: name,
			name,
			type: name,
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters,
		});
		const parameters = Object.fromEntries([
			...PLAIN.map((path, index) => [`p${index}`, `={{ $json.${path} }}`]),
			...TYPED_IN.map((value, index) => [`t${index}`, value]),
		]) as INodeParameters;
		const run = await engine.run([node('start'), node('probe', { read: parameters })], {
			start: { main: [[{ node: 'probe', type: 'main', index: 0 }]] },
		});
		expect(run.error).toBeUndefined();
		fromN8n = run.output('probe')[0]?.json ?? {};
	});

	it.each(PLAIN)('%s is what n8n makes of it', (path) => {
		const value = plainReference(`={{ $json.${path} }}`, JSON_OF_ITEM);
		expect(value).toBeDefined();
		expect(value).toBe(fromN8n[`p${PLAIN.indexOf(path)}`]);
	});

	it.each(TYPED_IN)('what is typed in is what n8n makes of it: %j', (value) => {
		expect(isFixed(value)).toBe(true);
		expect(fromN8n[`t${TYPED_IN.indexOf(value)}`]).toEqual(value);
	});

	it.each([
		'=T-1',
		'={{ 1 }}',
		'=',
		null,
		undefined,
		[],
		['a'],
		{ limit: '={{ 1 }}' },
		{ inner: { limit: '=1' } },
		{ list: ['a'] },
		{ nothing: null },
	])('%j is not typed in', (value) => {
		expect(isFixed(value)).toBe(false);
	});

	it.each(LEFT_TO_N8N)('%s is left to n8n', (path) => {
		expect(plainReference(`={{ $json.${path} }}`, JSON_OF_ITEM)).toBeUndefined();
	});

	it.each([
		'T-1',
		'$json.text',
		'{{ $json.text }}',
		'=T-{{ $json.text }}',
		'={{ $json.text }} ',
		'={{ $json.text }}{{ $json.text }}',
		'={{ $json["text"] }}',
		'={{ $json.text.trim() }}',
		'={{ $json.text + 1 }}',
		'={{ $input.item.json.text }}',
		'={{ $fromAI("text") }}',
		5,
		undefined,
	])('%s is no plain field', (raw) => {
		expect(plainReference(raw, JSON_OF_ITEM)).toBeUndefined();
	});

	it('has nothing to read without an item', () => {
		expect(plainReference('={{ $json.text }}', undefined)).toBeUndefined();
	});
});

const description = (name: string, inputs: INodeType['description']['inputs']) => ({
	displayName: name,
	name,
	group: ['transform' as const],
	version: 1,
	description: name,
	defaults: { name },
	inputs,
	outputs: ['main' as const],
	properties: [{ displayName: 'Read', name: 'read', type: 'json' as const, default: {} }],
});

const source: INodeType = {
	description: description('start', []),
	async execute() {
		return [[{ json: JSON_OF_ITEM }]];
	},
};

const probe: INodeType = {
	description: description('probe', ['main']),
	async execute(this: IExecuteFunctions) {
		return [[{ json: this.getNodeParameter('read', 0) as IDataObject }]];
	},
};
