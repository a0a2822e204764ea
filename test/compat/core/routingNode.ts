import * as workflowPackage from 'n8n-workflow';
import type { INodeExecutionData } from 'n8n-workflow';

import { underTest, type NewestCore } from './underTest';

interface OlderRoutingNode {
	runNode(
		inputData: unknown,
		runIndex: number,
		nodeType: unknown,
		executeData: unknown,
		nodeExecuteFunctions: unknown,
		credentialsDecrypted: unknown,
	): Promise<INodeExecutionData[][] | null | undefined>;
}

interface OlderWorkflowPackage {
	RoutingNode: new (
		workflow: unknown,
		node: unknown,
		connectionInputData: unknown,
		runExecutionData: unknown,
		additionalData: unknown,
		mode: unknown,
	) => OlderRoutingNode;
}

/** `RoutingNode` was n8n-workflow's once, and made the context of a run itself. */
class RoutingNodeOfWorkflowPackage {
	constructor(
		private readonly context: { given: ConstructorParameters<NewestCore['ExecuteContext']> },
		private readonly nodeType: unknown,
		private readonly credential: unknown,
	) {}

	async runNode(): Promise<INodeExecutionData[][] | null | undefined> {
		const [workflow, node, additionalData, mode, runData, runIndex, connectionInputData, input, executeData] =
			this.context.given;
		const { RoutingNode } = workflowPackage as unknown as OlderWorkflowPackage;
		return await new RoutingNode(workflow, node, connectionInputData, runData, additionalData, mode).runNode(
			input,
			runIndex,
			this.nodeType,
			executeData,
			underTest.NodeExecuteFunctions,
			this.credential,
		);
	}
}

export const RoutingNode = underTest.RoutingNode ?? RoutingNodeOfWorkflowPackage;
