import type {
	IConnections,
	IDataObject,
	INode,
	INodeParameterResourceLocator,
	INodeParameters,
} from 'n8n-workflow';

/** A GatePay Refund node, in short. */
export interface RefundStep {
	/** What the form holds; what is left out has the form's default. */
	parameters: INodeParameters;
	/** The ID of the credential. */
	credential?: string;
	/** The node's settings, such as `onError` or `retryOnFail`. */
	settings?: Partial<INode>;
}

/** A workflow of three nodes: start, a source of these items, and a node named `Refund`. */
export function refundWorkflow(
	items: IDataObject[],
	{ parameters, credential = 'gatepay', settings = {} }: RefundStep,
): [INode[], IConnections] {
	return [
		[
			node('Start', 'engine.start', {}),
			node('Items', 'engine.items', { items: items as unknown as INodeParameters[] }),
			{
				...node('Refund', 'n8n-nodes-gatepay.gatePayRefund', parameters),
				credentials: { gatePayApi: { id: credential, name: credential } },
				...settings,
			},
		],
		{ Start: to('Items'), Items: to('Refund') },
	];
}

function node(name: string, type: string, parameters: INodeParameters): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters };
}

function to(name: string): IConnections[string] {
	return { main: [[{ node: name, type: 'main', index: 0 }]] };
}

/** What the form stores for an order that is named by the merchant's own number. */
export function byTradeNo(value: string): INodeParameterResourceLocator {
	return { __rl: true, mode: 'merchantTradeNo', value };
}

/** The same by GatePay's ID. */
export function byPrepayId(value: string): INodeParameterResourceLocator {
	return { __rl: true, mode: 'prepayId', value };
}
