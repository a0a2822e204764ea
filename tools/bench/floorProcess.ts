import { Agent } from 'node:http';

import axios from 'axios';

import { routeOf } from '../../gatepay/api/calls';
import { HEADER, signedHeaders } from '../../gatepay/api/signature';
import { concurrently } from '../../gatepay/refund/run';
import { Engine } from '../engine';
import useOwnN8nFolder from '../engine/ownN8nFolder';
import type { Credential } from '../sandbox';
import { Bench, type BenchRun } from './Bench.node';
import { answerQuestions, startOptions } from './childProcess';
import { BENCH, asWorkflow, nodesFor, type ContenderName } from './contenders';
import { Measurement, type Cost } from './measure';
import { requestBody, ticketAt } from './tickets';

/** What a contender's process starts with. */
export interface FloorOptions {
	contender: ContenderName;
	credential: Credential;
}

/** The program that `floor` starts for each contender: n8n's own engine in a process without anything else. */
function serve(): void {
	const { contender, credential } = startOptions<FloorOptions>();
	const run = contender === 'axiosAt20' ? axiosAt20(credential) : inEngine(contender, credential);
	answerQuestions<BenchRun>(async (question) => await (await run)(question));
}

type Run = (run: BenchRun) => Promise<Cost>;

async function inEngine(contender: ContenderName, credential: Credential): Promise<Run> {
	useOwnN8nFolder();
	const engine = await Engine.start({
		packageDirectory: process.cwd(),
		credentials: { gatePayApi: credential },
		nodeTypes: { [BENCH]: new Bench() },
	});
	return async (run) => {
		const { nodes, connections } = asWorkflow(nodesFor(contender, credential, JSON.stringify(run)));
		const { error, output } = await engine.run(nodes, connections);
		if (error) throw new Error(error.message);
		return output('Cost')[0]?.json as unknown as Cost;
	};
}

/** No n8n at all: axios, connections kept open, each request signed. The limit of what Node.js can do here. */
async function axiosAt20(credential: Credential): Promise<Run> {
	const client = axios.create({
		baseURL: credential.baseUrl,
		httpAgent: new Agent({ keepAlive: true }),
		headers: { [HEADER.onBehalfOf]: credential.onBehalfOf },
	});
	const path = routeOf('createRefundV2', 'institution').path;
	return async ({ items, first }) => {
		const bodies = Array.from({ length: items }, (_, index) => requestBody(ticketAt(first + index)));
		const results = new Array<object>(items);
		const measurement = Measurement.begin();
		await concurrently(bodies.entries(), 20, async ([index, body]) => {
			const headers = signedHeaders(credential, body, Date.now());
			results[index] = (await client.post<object>(path, body, { headers })).data;
		});
		return measurement.end();
	};
}

serve();
