import * as workflowPackage from 'n8n-workflow';
import type { IWorkflowBase, WorkflowExecuteMode } from 'n8n-workflow';

import { madeBy } from './madeBy';
import { underTest } from './underTest';

interface OlderWorkflowPackage {
	WorkflowHooks: new (
		hookFunctions: object,
		mode: WorkflowExecuteMode,
		executionId: string,
		workflowData: IWorkflowBase,
	) => object;
}

/** Hooks that do nothing; they came from n8n-workflow once. */
export const ExecutionLifecycleHooks =
	underTest.ExecutionLifecycleHooks ??
	madeBy((mode: WorkflowExecuteMode, executionId: string, workflowData: IWorkflowBase) => {
		const { WorkflowHooks } = workflowPackage as unknown as OlderWorkflowPackage;
		return new WorkflowHooks({}, mode, executionId, workflowData);
	});
