import { Agent } from 'node:http';

import axios from 'axios';

import { concurrently } from '../../../gatepay/refund/concurrently';
import { pathOf } from '../../../gatepay/api/endpoints';
import { HEADER, signedHeaders } from '../../../gatepay/api/headers';
import type { Contender } from './contender';
import { requestBody } from './requestBody';

/** No n8n at all: axios, connections kept open, each request signed. The limit of what Node.js can do here. */
export const axiosClient: Contender = async ({ credential, settings: { concurrency = 1 } }) => {
	const client = axios.create({
		baseURL: credential.baseUrl,
		httpAgent: new Agent({ keepAlive: true }),
		headers: { [HEADER.onBehalfOf]: credential.onBehalfOf },
	});
	const path = pathOf('createRefundV2', 'institution');
	return async (tickets) => {
		const results = new Array<object>(tickets.length);
		await concurrently(tickets.entries(), concurrency, async ([index, ticket]) => {
			const body = requestBody(ticket);
			const headers = signedHeaders(credential, body, Date.now());
			const { data } = await client.post<{ data: object }>(path, body, { headers });
			results[index] = data.data;
		});
		return results;
	};
};
