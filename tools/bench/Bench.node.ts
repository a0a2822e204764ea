import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { routeOf, type Call } from '../../gatepay/api/calls';
import { concurrently } from '../../gatepay/refund/run';
import { Measurement } from './measure';
import { requestBody, ticketAt, type Ticket } from './tickets';

/** What each use of the node does. */
const PARTS = { tickets, loop, unchecked, cost };

/** The parameters that a node without checks reads for each item. */
const FIELDS = ['prepayId', 'refundRequestId', 'refundAmount', 'refundReason'] as const;

/**
 * The benchmark's own node, whose uses stand before, in place of and behind the node that is measured. One node, because
 * n8n loads each from a script of its own, and the measurement is begun by one use and ended by another.
 */
export class Bench implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Bench',
		name: 'bench',
		group: ['transform'],
		version: 1,
		description: 'Measures nodes that make refunds',
		defaults: { name: 'Bench' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'gatePayApi', required: false }],
		properties: ['part', 'run', ...FIELDS].map((name): INodeProperties => ({
			displayName: name,
			name,
			type: 'string',
			default: '',
		})),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const part = this.getNodeParameter('part', 0) as keyof typeof PARTS;
		return [await PARTS[part](this)];
	}
}

/** What one run is to do. */
export interface BenchRun {
	/** Tickets, the first of them by its number. */
	items: number;
	first: number;
	/** Whether to find out how much memory is in use, at the cost of time. */
	watchesMemory: boolean;
	/** Where the gateway is. */
	baseUrl: string;
}

let measurement: Measurement | undefined;
let baseUrl = '';

/** Hands out the tickets. From then on, what this process spends is measured. */
async function tickets(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const run = JSON.parse(context.getNodeParameter('run', 0) as string) as BenchRun;
	({ baseUrl } = run);
	const items = Array.from({ length: run.items }, (_, index) => ({ json: ticketAt(run.first + index) }));
	measurement = new Measurement(run.watchesMemory);
	return items;
}

/** Ends the measurement, once everything that was measured has returned its items. */
async function cost(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	if (!measurement) throw new Error('Nothing was begun');
	return [{ json: { ...measurement.end(), items: context.getInputData().length } }];
}

/**
 * The floor of any node: n8n's request helper for the two calls of each item, signed by the credential, 20 at a time, and
 * nothing else. No parameter is read, no answer is looked at.
 */
async function loop(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const output = items.map((): INodeExecutionData => ({ json: {} }));
	await concurrently(items.entries(), 20, async ([index, { json }]) => {
		const ticket = json as Ticket;
		await call(context, 'queryRefundV2', { qs: { refundRequestId: ticket.ticket } });
		output[index] = { json: (await call(context, 'createRefundV2', { body: requestBody(ticket) })).data };
	});
	return output;
}

/**
 * What a node that calls an API usually looks like: for one item after another it reads the parameters, sends the
 * request and returns the answer. It looks nothing up before, checks nothing, and doesn't look at what came back.
 */
async function unchecked(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	for (const item of context.getInputData().keys()) {
		const body: IDataObject = { refundStyle: 1 };
		for (const name of FIELDS) body[name] = context.getNodeParameter(name, item) as string;
		const { data } = await call(context, 'createRefundV2', { body, json: true });
		output.push({ json: data, pairedItem: { item } });
	}
	return output;
}

async function call(
	context: IExecuteFunctions,
	name: Call,
	request: Partial<IHttpRequestOptions>,
): Promise<{ data: IDataObject }> {
	const { method, path } = routeOf(name, 'institution');
	const options: IHttpRequestOptions = { method, url: baseUrl + path, ...request };
	return (await context.helpers.httpRequestWithAuthentication.call(context, 'gatePayApi', options)) as {
		data: IDataObject;
	};
}
