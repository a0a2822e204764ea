import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { expectSchemaFile } from '../support/schemaFile';
import { CHECKOUT, PAYMENT, startWorld, type World } from './support/world';
import { byPrepayId } from '../../tools/engine/refundWorkflow';

/** The files from which n8n's editor shows an operation's fields before its first run. */
describe('the output schemas', () => {
	let world: World;
	beforeAll(async () => (world = await startWorld()));
	beforeEach(() => world.reset());
	afterAll(() => world.close());

	const output = async (item: IDataObject, parameters: INodeParameters): Promise<IDataObject> => {
		const run = await world.refund([item], parameters);
		expect(run.error).toBeUndefined();
		return run.output('Refund')[0]?.json ?? {};
	};
	const file = (resource: string, operation: string) =>
		`nodes/GatePayRefund/__schema__/v1.0.0/${resource}/${operation}.json`;
	const web3 = { refundStyle: 2, refundPayChannel: 2, refundAddress: '0xabc', refundChain: 'ETH' };

	it.each([
		['refundV2', CHECKOUT, 'paid-v2-25'],
		['refundV1', PAYMENT, 'paid-v1-25'],
	])('of %s are what its operations put out', async (resource, parameters, prepayId) => {
		const item = { prepayId, amount: '1', ticket: 'T-1' };
		const other = resource === 'refundV2' ? web3 : {};
		const preview = { ...parameters, operation: 'preview' };
		const previews = [await output(item, preview)];
		const created = await output(item, parameters);
		const existing = await output(item, parameters);
		previews.push(
			await output(item, preview),
			await output({ ...item, ticket: 'T-2' }, { ...preview, ...other }),
		);
		const get = {
			resource,
			operation: 'get',
			refundIdentifier: 'refundRequestId',
			refundRequestId: '={{ $json.id }}',
		};
		const id = String(created.refundRequestId);
		const got = [await output({ id }, get)];
		world.sandbox.refunds.finish(id);
		got.push(await output({ id }, get));
		const toAddress = await output({ ...item, ticket: 'T-2' }, { ...parameters, ...other });
		const idToAddress = String(toAddress.refundRequestId);
		got.push(await output({ id: idToAddress }, get));
		world.sandbox.refunds.reject(idToAddress, 'Account closed');
		got.push(await output({ id: idToAddress }, get));

		expectSchemaFile(file(resource, 'create'), [created, existing, toAddress]);
		expectSchemaFile(file(resource, 'preview'), previews);
		expectSchemaFile(file(resource, 'get'), got);
	});

	it('of order is what it puts out', async () => {
		const get = { resource: 'order', operation: 'get', order: byPrepayId('={{ $json.prepayId }}') };
		expectSchemaFile(file('order', 'get'), [
			await output({ prepayId: 'paid-v2-25' }, get),
			await output({ prepayId: 'pending-v2' }, get),
			await output({ prepayId: 'paid-v1-25' }, { ...get, apiVersion: 'v1' }),
		]);
	});

	it('of balance is what it puts out', async () => {
		const get = { resource: 'balance', operation: 'get' };
		expectSchemaFile(file('balance', 'get'), [
			await output({}, get),
			await output({}, { ...get, currencies: 'DOGE' }),
		]);
	});

	it('of refundHistory is what it puts out', async () => {
		const list = { resource: 'refundHistory', operation: 'getMany' };
		await output({ prepayId: 'paid-v2-25', amount: '1', ticket: 'T-1' }, CHECKOUT);
		const first = await output({}, list);
		const toAddress = await output(
			{ prepayId: 'paid-v2-100', amount: '1', ticket: 'T-2' },
			{ ...CHECKOUT, ...web3 },
		);
		world.sandbox.refunds.finish(String(toAddress.refundRequestId));
		const filters = { order: byPrepayId('paid-v2-100') };
		expectSchemaFile(file('refundHistory', 'getMany'), [first, await output({}, { ...list, filters })]);
	});
});
